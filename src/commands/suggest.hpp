// The command to run next.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Adds the migration to run next, with the options that were given, and those that settle the misfits found; a hint
// where something of it is the user's to write. target: null when none was named. rehearse: one with --dry-run comes
// first.
void suggest_migration(Options const& options, Target const* target, bool rehearse, Report& report);

}  // namespace mlflow2pg
