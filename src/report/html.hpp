// The report as one page of HTML, to be attached to a change ticket: what text_report tells, with bars of where the
// rows and the time went. It needs no script and nothing from elsewhere, is light or dark as the reader's screen, and
// can be printed. Pure.
#pragma once

#include <string>

#include "report/report.hpp"

namespace mlflow2pg {

std::string html_report(Report const& report);

}  // namespace mlflow2pg
