// The report as one page of HTML that nothing else belongs to: to be attached to a ticket, read years later, printed.
// Its frame and style are page.html.
#pragma once

#include <string>

#include "report/outline.hpp"

namespace mlflow2pg {

std::string html_report(Outline const& outline);

}  // namespace mlflow2pg
