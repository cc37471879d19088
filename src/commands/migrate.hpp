// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg migrate`: the migration and, with --dry-run, its rehearsal.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

// Fills the report step by step, so that after a failure it shows what was found before. Throws Error; MLflow's tables
// in the target are then unchanged, unless the report's was_published is set.
void migrate(Options const& options, Report& report);

}  // namespace mlflow2pg
