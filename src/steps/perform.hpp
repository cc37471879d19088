// What each kind of step does.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include <string>

#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/step.hpp"
#include "steps/worker.hpp"

namespace mlflow2pg {

struct Plan;

// The databases that the steps of one run work on. What is referred to must outlive the run.
struct Work {
    Source const& source;
    Plan const& plan;
    std::string schema;                 // where the target's tables are
    Rejects const* rejects = nullptr;   // rows that stay behind; null: none
    RejectFile* reject_file = nullptr;  // takes the rows that only the source's latest_metrics has; null: lost
};

// Runs the step, in the transaction that is open on the worker's connection. Throws Error.
StepResult perform(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
