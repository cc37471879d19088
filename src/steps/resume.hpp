// SPDX-License-Identifier: Apache-2.0
// Whether a run can begin, and whether it resumes an interrupted one.
// Tested in tests/target/staged_rows_tests.cpp.
#pragma once

#include <vector>

#include "steps/step.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

// Throws TargetError as Staging::look(). If the interrupted run can be resumed, also makes sure that the staging schema
// is unchanged since that run's last finished step. Throws TargetError, which names the difference and the next step,
// when somebody else has changed a row, a definition, a sequence or a step's result. Reads every staged row. steps: of
// this run.
Staging::Left look_at_leftover(Target& target, Plan const& plan, std::vector<Step> const& steps,
                               RunIdentity const& identity, Restart restart);

}  // namespace mlflow2pg
