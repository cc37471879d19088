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

// The migration to run next: with the options that were given, and those that settle the misfits found. target: null
// when none was named. mode: "--dry-run " or nothing.
std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode);

}  // namespace mlflow2pg
