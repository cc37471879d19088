// SPDX-License-Identifier: Apache-2.0
// Renders the report as text, for stdout.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>

#include "report/outline.hpp"

namespace mlflow2pg {

// Escapes control characters. Line ends and tabs are kept only in the texts of errors and remedies.
std::string text_report(Outline const& outline);

}  // namespace mlflow2pg
