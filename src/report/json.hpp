// SPDX-License-Identifier: Apache-2.0
// The report as JSON for machines, on stdout or in a file (--json). Pure.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>

#include "report/report.hpp"

namespace mlflow2pg {

// "schema_version" is increased when a member is removed or changes its meaning; adding a member does not increase it.
// Invalid UTF-8 is replaced by U+FFFD.
std::string json_report(Report const& report);

}  // namespace mlflow2pg
