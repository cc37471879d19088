// SPDX-License-Identifier: Apache-2.0
// Suggests the command to run next.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// The migration to run next: with the given options and those that resolve the misfits found, and a hint if the user
// has to complete it. report: must have the source and the plan. target: null when none was named. rehearse: whether to
// suggest a --dry-run first.
Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, bool rehearse);

// A hint on where the password comes from that the printed addresses leave out; none if TARGET has no password.
std::vector<std::string> hints_of_password(Target const& target);

}  // namespace mlflow2pg
