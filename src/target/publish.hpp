// SPDX-License-Identifier: Apache-2.0
// The publish: one short transaction that moves everything from the staging schema to the target's schema and drops the
// staging schema. MLflow sees nothing before that. Even if the connection is lost at its COMMIT, the outcome can be
// looked up.
#pragma once

#include <functional>
#include <string_view>

#include "mlflow/plan.hpp"
#include "target/existing.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Throws TargetError, with a next step, when somebody else has changed a row, owner, grant or definition of the staged
// copy, or added to it. plan: its schema's post_data are the keys, indexes and triggers that are there by now.
void ensure_staged_as_made(Target& target, Plan const& plan);
// Throws the same error.
[[noreturn]] void throw_staged_changed(Target const& target, std::string_view difference);

// Moves all tables, sequences and functions of the staging schema to the target's schema, and replaces what MLflow's
// first start created there. Before that it locks the staged tables and makes sure that nobody has changed them since
// they were compared with the source. last_look: called just before the COMMIT, when everything is moved and locked; if
// it throws, everything is rolled back. Throws TargetError when the target has changed since the check, Interrupted
// after a signal; in both cases nothing was changed. From the COMMIT on, signals have no effect until the outcome is
// known. If the connection is lost at the COMMIT, the function looks up the outcome, and waits as long as that takes.
void publish(Target& target, Plan const& plan, std::function<void()> const& last_look);

// Throws TargetError or ServerError when the server refuses a statement of a migration: the role lacks a right, or an
// event trigger refuses it or changes what it creates. Creates the staging schema with empty tables and all keys, and
// publishes it, in a transaction that is rolled back. An earlier run's staging schema has another name meanwhile. seen:
// what ensure_replaceable() returned. If MLflow's first start created tables, they are locked for the publish, for a
// fraction of a second, only where there are event triggers; else nothing is published. Does nothing where nothing can
// refuse: without event triggers, and with the rights on types and languages that a new database has; while another
// migration is running; nor beside a staging schema of another role.
void ensure_server_allows(Target& target, Plan const& plan, Existing const& seen);

// Runs the statements of a publish in a transaction that is rolled back, and throws what a publish would throw. The
// tables that MLflow's first start created in the target are locked meanwhile, for a fraction of a second.
void rehearse_publish(Target& target, Plan const& plan);

}  // namespace mlflow2pg
