// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg discard`: drops the staging schema of an interrupted run or of prepare, with its base file.
// Tested in tests/target/staging_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report);

}  // namespace mlflow2pg
