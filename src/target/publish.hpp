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

// Throws StagedChanged (target/staged_rows.hpp) when somebody else has changed a row, owner, grant or definition of the
// staged copy, or has added an object. plan: its schema's post_data are the keys, indexes and triggers that exist
// so far.
void ensure_staged_as_made(Target& target, Plan const& plan);

// Moves all tables, sequences and functions of the staging schema to the target's schema, and replaces what MLflow's
// first start created there. Before that it locks the staged tables and makes sure that nobody has changed them since
// they were compared with the source. last_look: called just before the COMMIT, when everything is moved and locked; if
// it throws, everything is rolled back. Throws TargetError when the target has changed since the check, or when an
// event trigger changes a table, row or sequence during the publish; Interrupted after a signal; in all these cases
// nothing was changed. From the COMMIT on, signals have no effect until the outcome is known. If the connection is lost
// at the COMMIT, the function looks up the outcome, and waits as long as that takes.
void publish(Target& target, Plan const& plan, std::function<void()> const& last_look);

// Throws TargetError or ServerError when the server refuses a statement of a migration: because the role lacks a right,
// because the server has no room for so many locks, or because an event trigger refuses the statement or changes what
// it creates or publishes. To find out, creates the staging schema with empty tables and all keys, and publishes it, in
// a transaction that is rolled back. An earlier run's staging schema gets another name in that transaction. seen: what
// ensure_replaceable() returned. If MLflow's first start created tables, the publish is only tried where there are
// event triggers or few locks, and locks these tables for a fraction of a second. Does nothing in three cases: nothing
// can refuse (no event triggers, room for many locks, and the rights on types and languages that a new database has);
// another migration is running; there is a staging schema of another role.
void ensure_server_allows(Target& target, Plan const& plan, Existing const& seen);

// Runs the statements of a publish in a transaction that is rolled back, and throws what a publish would throw.
// Meanwhile, for a fraction of a second, the tables are locked that MLflow's first start created in the target.
void rehearse_publish(Target& target, Plan const& plan);

}  // namespace mlflow2pg
