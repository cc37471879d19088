// SPDX-License-Identifier: Apache-2.0
// Steps for the scheduler that run what a test wants.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "steps/scheduler.hpp"

namespace mlflow2pg::test {

class ScriptedSteps {
public:
    using Action = std::function<StepResult(Worker&)>;

    void add(std::string const& name, std::vector<std::string> needs, double cost, Action action,
             Stage stage = Stage::load, std::int64_t rows = 0) {
        steps_.push_back({name, stage, Step::Kind::statements, {}, std::move(needs), cost, rows});
        actions_[name] = std::move(action);
    }
    std::vector<Step> const& steps() const { return steps_; }
    // Runs all steps except the finished ones on the database, and records nothing.
    Run run(std::string const& conninfo, std::string const& settings, unsigned jobs,
            std::map<std::string, std::string> const& finished = {}) const {
        auto const perform = [&](Step const& step, Worker& worker) { return actions_.at(step.name)(worker); };
        return run_steps(steps_, perform, {conninfo, settings, jobs}, "", finished);
    }

private:
    std::vector<Step> steps_;
    std::map<std::string, Action> actions_;
};

}  // namespace mlflow2pg::test
