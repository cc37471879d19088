// SPDX-License-Identifier: Apache-2.0
// What `prepare` left in the target: whether this run can use it, and what has changed since.
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

// What a run must have in common with prepare to use what it left. The version is part of it.
RunIdentity prepared_identity(Options const& options, Source const& source);

// What prepare left; nothing when there is none, or when it is to be dropped unseen (--restart). Throws TargetError
// when it is of another source, or when a dry run would drop it.
std::optional<Prepared> find_prepared(Options const& options, Source const& source, Target& target);

// Why the run cannot use what was prepared; empty: it can. base: the base file is opened in it.
std::string obstacle(Options const& options, Source const& source, Plan const& plan, Target& target,
                     Prepared const& prepared, std::optional<Snapshot>& base);
// The part of this that may change while the rows are caught up: the staged rows are those that were loaded.
std::string rows_obstacle(Target& target, Plan const& plan);

// For `check`: whether the migration can use what was prepared, and how many pages of the source changed since.
Preparation look_at_prepared(Options const& migration, Source const& source, Plan const& plan, Target& target,
                             Prepared const& prepared);

// Removes the base file if it is the one that prepare made, and an unfinished one. Returns whether it removed the
// first.
bool remove_base(Prepared const& prepared);

}  // namespace mlflow2pg
