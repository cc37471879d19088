// The command that people run first: what a migration would meet and do, and what to type for it.
#pragma once

#include <string>
#include <string_view>

#include "options.hpp"
#include "report.hpp"
#include "target.hpp"

namespace mlflow2pg {

// Reads both sides and writes neither. All that is in the way is in the report; the first of it is thrown.
void check(Options const& options, Report& report);

// Adds the migration to run next, with the options that were given, and those that settle the misfits found; a hint
// where something of it is the user's to write. target: null when none was named. rehearse: one with --dry-run comes
// first.
void suggest_migration(Options const& options, Target const* target, bool rehearse, Report& report);

}  // namespace mlflow2pg
