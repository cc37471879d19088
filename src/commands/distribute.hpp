// SPDX-License-Identifier: Apache-2.0
// `distribute`: spreads the tables of a store that is there already over a Citus cluster, after `mlflow db upgrade` for
// example, which needs plain tables.
// Tested in tests/target/citus_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void distribute(Options const& options, Report& report);

}  // namespace mlflow2pg
