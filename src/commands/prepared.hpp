// SPDX-License-Identifier: Apache-2.0
// The copy that `prepare` left in the target: whether this run can use it, and what has changed in the source since.
// Tested in tests/commands/prepare_tests.cpp.
#pragma once

#include <optional>
#include <string>

#include "commands/gates.hpp"
#include "report/report.hpp"
#include "source/snapshot.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

// The default of --base: beside SOURCE.
std::string default_base_file(std::string const& source);

// The name of the base file until it is complete.
std::string unfinished_base(std::string const& base_path);

// Throws UsageError when something is at this path that prepare did not make. It is not to be overwritten, nor removed
// with the base file.
void ensure_may_become_base(std::string const& base_path);

// What must be the same in a run and in prepare, so that the run can use the prepared copy. The version is part of it.
RunIdentity prepared_identity(Options const& options, Source const& source);

// The prepared copy; nothing when there is none, or when --restart drops it anyway. Throws TargetError when it is of
// another source, or when a dry run would drop it.
std::optional<Prepared> find_prepared(Options const& options, Source const& source, Target& target);

// The reason why the run cannot use the prepared copy; empty: it can. base: receives the opened base file.
// Whether somebody has changed the staged rows is not looked at: ensure_staged_as_made() does that when they are used.
std::string obstacle(Options const& options, Source const& source, Prepared const& prepared,
                     std::optional<Snapshot>& base);

// For `check`: whether the migration can use what was prepared, and how many pages of the source changed since.
Preparation look_at_prepared(Options const& migration, Source const& source, Plan const& plan, Target& target,
                             Prepared const& prepared);

// Removes the base file if it is the one that prepare made, and an unfinished base file. Returns whether it removed the
// base file.
bool remove_base(Prepared const& prepared);

}  // namespace mlflow2pg
