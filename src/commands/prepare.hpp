// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg prepare`: copies the source while MLflow writes to it, loads and verifies the copy in the staging schema,
// and publishes nothing. The copy is kept as the base file. A later prepare or migration compares its pages with those
// of the source, and applies only the rows that differ.
// Tested in tests/commands/prepare_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void prepare(Options const& options, Report& report);

// Whether prepare accepts each option of this migration that determines which rows are loaded, and how.
bool can_be_prepared(Options const& migration);

}  // namespace mlflow2pg
