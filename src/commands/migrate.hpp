// `mlflow2pg migrate`: the cut-over, and with --dry-run its rehearsal.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

// Fills the report as far as it gets, so that a failure still tells what was found. Throws Error. MLflow's tables in
// the target are as they were unless it returns.
void migrate(Options const& options, Report& report);

}  // namespace mlflow2pg
