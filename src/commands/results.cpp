#include "commands/results.hpp"

#include "steps/differing_rows.hpp"

namespace mlflow2pg {

void add_results(std::vector<Step> const& steps, StepResults const& results, Report& report) {
    for (Step const& step : steps) {
        StepResult const& result = results.at(step.name);
        report.stage_seconds[std::string{name(step.stage)}] += result.seconds;
        report.profile.all += result.seconds;
        report.profile.processor += result.processor_seconds;
        report.profile.server += result.server_seconds;
        if (result.latest_counted) report.latest = result.latest;
    }
}

void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Report& report) {
    for (TableReport const& table : report.tables) {
        if (table.verified) continue;
        list_differing_rows(source, plan, plan.table(table.name), rejects, target, schema, report.differences);
    }
}

}  // namespace mlflow2pg
