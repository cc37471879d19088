// `mlflow2pg discard`: removes the staging schema that an interrupted run left.
// Tested in tests/target/staging_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report);

}  // namespace mlflow2pg
