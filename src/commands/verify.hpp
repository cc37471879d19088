// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg verify`: compares a source and a target as they are now.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg {

void verify(Options const& options, Report& report);

}  // namespace mlflow2pg
