// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg unseal`: removes the seal that a migration put on its source.
// Tested in tests/source/seal_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void unseal(Options const& options, Report& report);

}  // namespace mlflow2pg
