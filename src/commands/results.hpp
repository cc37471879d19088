// What the steps found, brought into the report.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "report/report.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void add_results(std::vector<Step> const& steps, StepResults const& results, Report& report);

// Row by row, where the checksums of a table differ. rejects: rows that stay behind; null: none.
void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Report& report);

}  // namespace mlflow2pg
