// SPDX-License-Identifier: Apache-2.0
// Runs a step according to its kind.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/step.hpp"
#include "steps/worker.hpp"

namespace mlflow2pg {

struct Plan;

// What the steps of one run work on. All objects referred to must outlive the run.
struct Work {
    Source const& source;
    Plan const& plan;
    std::string schema;                 // the schema that holds the tables in the target
    Rejects const* rejects = nullptr;   // rows that are not migrated; null: none
    RejectFile* reject_file = nullptr;  // takes rows that only the source's latest_metrics has; null: they are dropped
    Snapshot const* base = nullptr;     // the earlier state of the source that is loaded already; null: none
};

// The catch-up step: it updates tables with the base's rows to the state of the source. finished: the steps that made
// these rows, with their results; the new step has another name.
Step catch_up_step(std::map<std::string, std::string> const& finished);

// Runs the step in the transaction that is open on the worker's connection. Throws Error; a catch-up also
// TooManyChanges.
StepResult perform(Step const& step, Work const& work, Worker& worker);
// perform() as the function that run_steps() takes. The function keeps a reference to work.
std::function<StepResult(Step const&, Worker&)> performing(Work const& work);

}  // namespace mlflow2pg
