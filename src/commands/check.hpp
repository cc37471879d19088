// The command that people run first: what a migration would meet and do, and what to type for it.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Reads both sides and writes neither. All that is in the way is in the report; the first of it is thrown.
void check(Options const& options, Report& report);

}  // namespace mlflow2pg
