// The report as text, for stdout.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>

#include "report/outline.hpp"

namespace mlflow2pg {

// Control characters are escaped; only the texts of errors and remedies keep their line ends and tabs.
std::string text_report(Outline const& outline);

}  // namespace mlflow2pg
