# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT: the page's frame and style, PAGE, as a C++ string for src/report/html.cpp.
file(READ ${PAGE} page)
# The licence is this source's, not that of a user's report.
string(REGEX REPLACE "<!-- SPDX[^\n]*\n" "" page "${page}")
file(WRITE ${OUTPUT} "// Generated from src/report/page.html by src/report/embed.cmake.
#include <string_view>

namespace mlflow2pg {
extern std::string_view const page_template;
std::string_view const page_template = R\"html(${page})html\";
}  // namespace mlflow2pg
")
