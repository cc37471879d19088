// Runs a list of steps on several workers. Each worker takes, of the steps whose needs are met, the one with the
// longest way to the end. A finished step is committed together with its row in the staging progress table, so a resume
// runs the steps that are not in it.
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
    StepResults results;  // of all steps, those of an earlier run included
    ServerLoad load;      // samples of what the server's sessions were doing
};

// Whether finished steps are recorded in the staging progress table.
enum class Resumable { yes, no };

// What runs a step: perform() of steps/perform.hpp, bound to the databases.
using Perform = std::function<StepResult(Step const&, Worker&)>;

// Runs all steps but the finished ones on `jobs` workers (1 or more), each with its own sessions. finished: the results
// of an earlier run as JSON, by the step's name. The first failure stops the other workers and is thrown.
Run run_steps(std::vector<Step> const& steps, Perform const& perform, Sessions const& sessions, unsigned jobs,
              Resumable resumable, std::map<std::string, std::string> const& finished);

// How long the steps take on `jobs` workers when each takes as long as its cost says.
double expected_seconds(std::vector<Step> const& steps, unsigned jobs);

}  // namespace mlflow2pg
