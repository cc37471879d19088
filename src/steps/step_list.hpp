// SPDX-License-Identifier: Apache-2.0
// Makes the list of steps from the plan: load a table -> build its indexes and verify it -> keys -> foreign keys.
// Tables with few rows share their steps, so that 71 mostly empty tables cost only a few round trips. Pure.
#pragma once

#include <vector>

#include "steps/step.hpp"
#include "target/layout.hpp"

namespace mlflow2pg {

struct Plan;

// All steps between the creation of the staging schema and its publish.
std::vector<Step> migration_steps(Plan const& plan, Layouts const& layouts);

// The steps of `verify`: they read both databases and change neither.
std::vector<Step> verification_steps(Plan const& plan);

}  // namespace mlflow2pg
