// The command to run next.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// The migration to run next, with the options that were given and those that settle the misfits found, and a hint
// where something of it is the user's to write. report: has the source and the plan. target: null when none was named.
// rehearse: one with --dry-run comes first.
Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, bool rehearse);

}  // namespace mlflow2pg
