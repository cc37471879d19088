// The report for machines, on stdout or in a file (--json). Pure.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>

#include "report/report.hpp"

namespace mlflow2pg {

// "schema_version" grows when a member changes its meaning or goes; members may be added. Text that is no UTF-8 is
// shown with U+FFFD.
std::string json_report(Report const& report);

}  // namespace mlflow2pg
