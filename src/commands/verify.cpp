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
#include "target/staging.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

// Leaves in the plan the tables that the target has with all their columns, of the types that those have there, which a
// migration may have widened; what is missing is a difference.
void keep_what_is_there(Target& target, Plan& plan, Report& report) {
    std::vector<std::string> names;
    for (TablePlan const& table : plan.tables) names.push_back(table.name);
    Schema const there = catalog_schema(target, target.schema(), plan.schema.revision, names);
    std::vector<TablePlan> present;
    for (TablePlan& planned : plan.tables) {
        Table const* const table = there.find_table(planned.name);
        bool complete = table != nullptr;
        for (ColumnPlan& column : planned.columns) {
            Column const* const actual = complete ? table->find_column(column.target.name) : nullptr;
            complete = actual != nullptr;
            if (complete) column.target.type = actual->type;
        }
        if (complete) {
            present.push_back(std::move(planned));
        } else {
            report.differences.push_back(
                fmt::format("{}: missing in the target, or without all its columns", planned.name));
        }
    }
    plan.tables = std::move(present);
}

}  // namespace

void verify(Options const& options, Report& report) {
    Stopwatch const watch;
    Task task{"opening the source"};
    Source source{source_path(options.source), hold_for_looking(options), {}, nullptr, options.store};
    describe_source(source, report);
    task.now("looking at the target");
    Target target{target_text(options)};
    describe_target(target, report);
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
    check_definitions(target, plan.schema, schema, report.differences);
    report.sequences = check_sequences(target, plan.schema, schema, report.differences);
    describe_changes(source, report);
    report.seconds = watch.seconds();
    if (!report.differences.empty()) {
        throw VerificationError{fmt::format("the databases differ: {} differences", report.differences.size()),
                                "if it was migrated with --fix, --experiment-ids or --rewrite-artifacts, give verify "
                                "the same; rows that were rejected or logged since are differences, too"};
    }
}

}  // namespace mlflow2pg
