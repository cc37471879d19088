// SPDX-License-Identifier: Apache-2.0
// Who owns MLflow's tables in the target. Only their owner may replace them.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include "base/next_step.hpp"
#include "target/definitions.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// How the role of TARGET becomes the owner of all the tables, or acts as it. definitions: of MLflow's tables in the
// target. Empty if the role owns them all.
NextSteps steps_to_own(Target& target, Definitions const& definitions);

}  // namespace mlflow2pg
