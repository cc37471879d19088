// SPDX-License-Identifier: Apache-2.0
// Runs a list of steps on several workers. A worker takes, among the steps whose needs are met, the one with the
// longest way to the end (the critical path). Each finished step is committed together with its row in the staging
// progress table, so that a resumed run skips the steps in that table.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "steps/server_load.hpp"
#include "steps/step.hpp"
#include "steps/worker.hpp"

namespace mlflow2pg {

struct Run {
    StepResults results;  // of all steps, including those of an earlier run
    ServerLoad load;      // samples of the activity of the server's sessions
};

// The function that runs a step: perform() of steps/perform.hpp, bound to the databases.
using Perform = std::function<StepResult(Step const&, Worker&)>;

// Runs all unfinished steps. run: the name of the run in the staging schema (Staging::run()), under which finished
// steps are recorded there; empty: they are not recorded. finished: the results of an earlier run as JSON, by the name
// of the step. The first failure stops the other workers and is thrown. Throws TargetError when another run has taken
// the staging schema over: no step is committed after that.
Run run_steps(std::vector<Step> const& steps, Perform const& perform, Sessions const& sessions, std::string const& run,
              std::map<std::string, std::string> const& finished);

// The seconds that the steps take on `jobs` workers if each step takes its cost.
double expected_seconds(std::vector<Step> const& steps, unsigned jobs);

}  // namespace mlflow2pg
