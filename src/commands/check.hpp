// SPDX-License-Identifier: Apache-2.0
// The command to run first: it shows the problems that a migration would meet, what it would do, and the command for
// it.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "report/report.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Reads both databases and changes neither. All problems are put into the report; the first one is also thrown.
void check(Options const& options, Report& report);

}  // namespace mlflow2pg
