// SPDX-License-Identifier: Apache-2.0
// The report as one self-contained HTML page: for attaching to a ticket, for archiving, for printing. Its frame and
// style are in page.html.
#pragma once

#include <string>

#include "report/outline.hpp"

namespace mlflow2pg {

std::string html_report(Outline const& outline);

}  // namespace mlflow2pg
