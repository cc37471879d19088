// SPDX-License-Identifier: Apache-2.0
#include "commands/results.hpp"

#include "steps/differing_rows.hpp"

namespace mlflow2pg {

std::map<std::string, double> stage_seconds(std::vector<Step> const& steps, StepResults const& results) {
    std::map<std::string, double> seconds;
    for (Step const& step : steps) seconds[std::string{name(step.stage)}] += results.at(step.name).seconds;
    return seconds;
}

Profile profile_of(std::vector<Step> const& steps, Run const& run) {
    Profile profile;
    profile.load = run.load;
    for (Step const& step : steps) {
        StepResult const& result = run.results.at(step.name);
        profile.all += result.seconds;
        profile.processor += result.processor_seconds;
        profile.server += result.server_seconds;
    }
    return profile;
}

std::optional<LatestDrift> latest_drift(StepResults const& results) {
    for (auto const& [step, result] : results) {
        if (result.latest_counted) return result.latest;
    }
    return std::nullopt;
}

std::string reject_file_of(StepResults const& results) {
    for (auto const& [step, result] : results) {
        if (!result.reject_file.empty()) return result.reject_file;
    }
    return {};
}

void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Verification& verification) {
    for (TableReport const& table : verification.tables) {
        if (table.verified) continue;  // reading single rows again is slow
        list_differing_rows(source, plan, plan.table(table.name), rejects, target, schema, verification.differences);
    }
}

}  // namespace mlflow2pg
