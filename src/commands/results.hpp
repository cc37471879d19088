// SPDX-License-Identifier: Apache-2.0
// Converts the results of the steps for the report.
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

// Seconds of work by stage.
std::map<std::string, double> stage_seconds(std::vector<Step> const& steps, StepResults const& results);
Profile profile_of(std::vector<Step> const& steps, Run const& run);
// How the recomputed latest_metrics differs from the source's; nothing when no step recomputed it.
std::optional<LatestDrift> latest_drift(StepResults const& results);
// The file with the rows that were not copied, by this run or by the one that it resumes; empty: none.
std::string reject_file_of(StepResults const& results);

// Appends the differing rows of each table whose checksums differ. rejects: rows that are not migrated; null: none.
void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Verification& verification);

}  // namespace mlflow2pg
