// The program: what each command but check does, from the options to the report.
#pragma once

#include "options.hpp"
#include "report.hpp"

namespace mlflow2pg {

// Fills the report as far as it gets, so that a failure still tells what was found. Throws Error. Each
// command leaves MLflow's tables in the target as they were unless it returns.
void migrate(Options const& options, Report& report);
void verify(Options const& options, Report& report);
void unseal(Options const& options, Report& report);
void discard(Options const& options, Report& report);

}  // namespace mlflow2pg
