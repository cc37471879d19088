#include "commands/verify.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/stopwatch.hpp"
#include "cli/addresses.hpp"
#include "commands/preflight.hpp"
#include "commands/results.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "steps/verify.hpp"
#include "target/catalog.hpp"
#include "target/definitions.hpp"
#include "target/sequences.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

// Keeps only the tables whose columns all exist in the target, and takes over the target's column types (a migration
// may have widened them). Tables that cannot be compared are reported as differences.
void keep_what_is_there(Target& target, Plan& plan, Report& report) {
    std::vector<std::string> names;
    for (TablePlan const& table : plan.tables) names.push_back(table.name);
    auto const there = column_types(target, target.schema(), names);
    std::vector<TablePlan> present;
    for (TablePlan& planned : plan.tables) {
        auto const table = there.find(planned.name);
        bool complete = table != there.end();
        for (ColumnPlan& column : planned.columns) {
            if (!complete) break;
            auto const actual = table->second.find(column.target.name);
            complete = actual != table->second.end();
            if (complete) column.target.type = actual->second;
        }
        if (complete) {
            present.push_back(std::move(planned));
        } else {
            report.differences.push_back(
                fmt::format("{}: not compared: it is missing in the target, or one of its columns is, or has a "
                            "type that MLflow does not use",
                            planned.name));
        }
    }
    plan.tables = std::move(present);
    if (plan.has_table("metrics")) return;
    if (std::erase_if(plan.tables, [](TablePlan const& table) { return table.recomputed; }) > 0) {
        report.differences.emplace_back("latest_metrics: not compared, as metrics is not");
    }
}

}  // namespace

void verify(Options const& options, Report& report) {
    Stopwatch const watch;
    Task task{"opening the source"};
    Source const source{source_path(options.source), Source::Hold::look, {}, nullptr, options.store};
    describe_source(source, report);
    task.now("looking at the target");
    Target target{target_text(options)};
    describe_target(target, report);
    ensure_definitions_comparable(target);
    std::string const revision = target.revision_in(target.schema(), source.store());
    if (revision != source.revision()) {
        report.differences.push_back(fmt::format("{}: source {}, target {}", version_table(source.store()),
                                                 source.revision(), revision.empty() ? "none" : revision));
        throw VerificationError{"the databases are not at the same revision", "compare before MLflow's `db upgrade`"};
    }
    Plan plan = plan_for(options, source, &target);
    describe_plan(plan, report);
    if (plan.has_table("metrics")) report.hypertable = find_hypertable(target, target.schema());
    keep_what_is_there(target, plan, report);
    std::string const schema = target.schema();
    std::vector<Step> const steps = make_verification_steps(source, plan, schema);
    task.now("comparing");
    Run const run = run_steps(steps, {target.conninfo(), session_settings("")}, options.jobs, Progress::forgotten, {});
    report.profile.load = run.load;
    add_results(steps, run.results, report);
    report.tables = compare_readings(plan, run.results, report.differences);
    list_differing_tables(source, plan, nullptr, target, schema, report);
    DefinitionComparison const definitions = compare_definitions(target, plan, schema);
    report.differences.insert(report.differences.end(), definitions.differences.begin(), definitions.differences.end());
    report.hints.insert(report.hints.end(), definitions.additions.begin(), definitions.additions.end());
    report.sequences = check_sequences(target, plan.schema, schema, report.differences);
    report.seconds = watch.seconds();
    if (!report.differences.empty()) {
        throw VerificationError{fmt::format("the databases differ: {} differences", report.differences.size()),
                                "if it was migrated with --fix, --experiment-ids or --rewrite-artifacts, give verify "
                                "the same; rows that were rejected or logged since are differences, too"};
    }
}

}  // namespace mlflow2pg
