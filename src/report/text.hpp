// SPDX-License-Identifier: Apache-2.0
// Renders the report as text, for stdout.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <cstddef>
#include <string>

#include "report/outline.hpp"

namespace mlflow2pg {

// Escapes control characters. Line ends and tabs are kept only in the texts of errors and remedies. width: of a line of
// prose, in characters; longer ones are continued on lines with four blanks before them. Commands and the rows of
// tables are never broken, so that they can be pasted and searched.
constexpr std::size_t usual_width = 80;
std::string text_report(Outline const& outline, std::size_t width = usual_width);

}  // namespace mlflow2pg
