// From the plan to the list of steps: load a table -> each of its indexes, its verification -> keys -> foreign keys.
// Tables with few rows share their steps, so that 71 mostly empty tables cost a handful of round trips. Pure.
#pragma once

#include <vector>

#include "steps/step.hpp"
#include "target/layout.hpp"

namespace mlflow2pg {

struct Plan;

// Everything between the staging schema's creation and its publish.
std::vector<Step> migration_steps(Plan const& plan, Layouts const& layouts);

// Reads both databases as they are, for `verify`.
std::vector<Step> verification_steps(Plan const& plan);

}  // namespace mlflow2pg
