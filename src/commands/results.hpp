// What the steps found, as the report has it.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "report/report.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Seconds of work by the name of the stage.
std::map<std::string, double> stage_seconds(std::vector<Step> const& steps, StepResults const& results);
Profile profile_of(std::vector<Step> const& steps, Run const& run);
// How latest_metrics differs from the source's, when a step recomputed it.
std::optional<LatestDrift> latest_drift(StepResults const& results);

// Adds differences row by row, for the tables whose checksums differ. rejects: rows that stay behind; null: none.
void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Verification& verification);

}  // namespace mlflow2pg
