// From the plan to the list of steps: copy a table -> each of its indexes, its verification -> keys ->
// foreign keys. Tables with few rows share their steps, so that 71 mostly empty tables cost a handful of
// round trips.
#pragma once

#include <vector>

#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"

namespace mlflow2pg {

struct Plan;

// All references must outlive the steps. rejects: rows to leave out, or null. reject_file takes the rows that
// only the source's latest_metrics had.
std::vector<Step> make_steps(Source const& source, Plan const& plan, Rejects const* rejects, RejectFile& reject_file);

}  // namespace mlflow2pg
