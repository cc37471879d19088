// SPDX-License-Identifier: Apache-2.0
#include "commands/verify.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "commands/preflight.hpp"
#include "commands/results.hpp"
#include "commands/suggest.hpp"
#include "mlflow/schema_fit.hpp"
#include "rows/rows.hpp"
#include "source/source.hpp"
#include "steps/perform.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "steps/verify.hpp"
#include "target/catalog.hpp"
#include "target/citus.hpp"
#include "target/definitions.hpp"
#include "target/layout.hpp"
#include "target/sequences.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"
#include "target/usable.hpp"

namespace mlflow2pg {

namespace {

// Keeps only the tables whose columns all exist in the target, and takes over the target's column types (a migration
// may have widened them). Returns the others as differences.
std::vector<std::string> drop_what_is_missing(Target& target, Plan& plan) {
    std::vector<std::string> differences;
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
            differences.push_back(
                fmt::format("{}: not compared: the table or one of its columns is missing in the target, or a column "
                            "has a type that MLflow does not use",
                            planned.name));
        }
    }
    plan.tables = std::move(present);
    if (!plan.has_table("metrics") &&
        std::erase_if(plan.tables, [](TablePlan const& table) { return table.recomputed; }) > 0) {
        differences.emplace_back("latest_metrics: not compared, because metrics is not");
    }
    return differences;
}

constexpr char const* migrate_first = "migrate first, or name the database and schema that MLflow uses";

// Throws VerificationError when the target only has the tables that MLflow creates when it first starts.
void ensure_any_rows(Target& target, Schema const& schema, Verification& found) {
    if (holds_rows(target, schema)) return;
    found = {};
    found.obstacle = Verification::Obstacle::empty_target;
    throw VerificationError{fmt::format("target {}: schema {} has MLflow's tables, and no row of yours: nothing was "
                                        "migrated to it",
                                        target.name(), target.schema()),
                            migrate_first};
}

std::string revision_of(Target& target, Store store) try {
    return target.revision_in(target.schema(), store);
} catch (UnreadableTables const& unreadable) {
    NextSteps steps = unreadable.next_steps();
    steps.push_back(unreadable.granting);
    throw TargetError{unreadable.what(), steps};
}

void ensure_comparable_revision(Source const& source, Target& target, Verification& found) {
    std::string const revision = revision_of(target, source.store());
    if (revision == source.revision()) return;
    found.differences.push_back(fmt::format("{}: source {}, target {}", version_table(source.store()),
                                            source.revision(), revision.empty() ? "none" : revision));
    if (revision.empty() && target.is_empty()) {
        found.obstacle = Verification::Obstacle::empty_target;
        throw VerificationError{fmt::format("target {}: schema {} has no table: nothing was migrated to it",
                                            target.name(), target.schema()),
                                migrate_first};
    }
    if (revision.empty()) {
        throw VerificationError{
            fmt::format("target {}: there is no MLflow {} database in schema {}", target.name(), name(source.store()),
                        target.schema()),
            "migrate first; or name the database and schema that MLflow uses (options=-csearch_path%3D… in TARGET)"};
    }
    Revision const* const of_target = find_revision(revision, source.store());
    if (of_target != nullptr && of_target->recorded) {
        ensure_any_rows(target, recorded_schema(revision, source.store()), found);
    }
    Revision const* const of_source = find_revision(source.revision(), source.store());
    if (of_target == nullptr) {
        throw VerificationError{fmt::format("target {}: the {} in schema {} is not known to be MLflow's: its revision "
                                            "is {}",
                                            target.name(), version_table(source.store()), target.schema(), revision),
                                "name the database and schema that MLflow uses (options=-csearch_path%3D… in TARGET)"};
    }
    // Both revisions point into the same list, which is in chain order.
    if (of_source != nullptr && of_target > of_source) {
        found.obstacle = Verification::Obstacle::upgraded_target;
        throw VerificationError{
            fmt::format("target {}: a newer MLflow has upgraded it: it is at revision {}, the source "
                        "at {}",
                        target.name(), named(*of_target), named(*of_source)),
            "they cannot be compared any more: verify has to run before a newer MLflow upgrades the target"};
    }
    found.obstacle = Verification::Obstacle::other_revision;
    throw VerificationError{
        fmt::format("target {}: it is at revision {}, the source at {}", target.name(), named(*of_target),
                    of_source == nullptr ? source.revision() : named(*of_source)),
        "compare databases at the same revision"};
}

// "3 tables are not equal". found: has at least one difference.
std::string what_differs(Verification const& found) {
    auto const tables = std::ranges::count_if(found.tables, [](TableReport const& table) { return !table.verified; });
    if (tables == 0) return "definitions or sequences, or tables that cannot be compared";
    return counted(static_cast<std::size_t>(tables), "table is", "tables are") + " not equal";
}

// Compares rows, definitions and sequences, and lists in the report what differs. Throws VerificationError when the
// databases cannot be compared.
void compare_databases(Options const& options, Source& source, Target& target, Task& task, Report& report) {
    Verification& found = report.verification;
    ensure_comparable_revision(source, target, found);
    Plan plan = plan_for(options, source, &target);
    report.plan = facts_of(plan);
    if (plan.has_table("metrics")) report.hypertable = find_hypertable(target, target.schema());
    report.distribution = plan.distribution = find_distribution(target, plan.schema);
    found.differences = drop_what_is_missing(target, plan);
    std::string const schema = target.schema();
    std::vector<Step> const steps = verification_steps(plan);
    Work const work{source, plan, schema};
    Sessions const sessions = sessions_within_limits(options, target, steps, report.suggestions.hints);
    task.now("comparing");
    Run const run = [&] {
        try {
            return run_steps(steps, performing(work), sessions, "", {});
        } catch (MisfitFound const& misfit) {
            throw DataError{
                misfit.what(),
                "repeat the --fix, --experiment-ids and --rewrite-artifacts of the migration. After a migration that "
                "left rows out, verify cannot compare. That migration has verified the rows it kept"};
        }
    }();
    report.time.stages = stage_seconds(steps, run.results);
    report.time.profile = profile_of(steps, run);
    report.latest = latest_drift(run.results);
    found.tables = compare_readings(plan, run.results, found.differences);
    if (!found.differences.empty()) ensure_any_rows(target, plan.schema, found);
    list_differing_tables(source, plan, nullptr, target, schema, found);
    DefinitionComparison const definitions = compare_definitions(target, plan, schema);
    found.differences.insert(found.differences.end(), definitions.differences.begin(), definitions.differences.end());
    for (std::string const& addition : definitions.additions) report.suggestions.hints.push_back({addition});
    layouts_for(plan).check(target, schema, found.differences);
    found.sequences = check_sequences(target, plan.schema, schema, found.differences);
}

}  // namespace

void verify(Options const& options, Report& report) {
    Stopwatch const watch;
    Task task{"opening the source"};
    Source source{source_path(options.source), hold_for_looking(options), {}, nullptr, options.store};
    report.source = look_at(source);
    task.now("looking at the target");
    Target target{target_conninfo(options.target)};
    report.target = look_at(target, mlflow_scheme(options.target));
    ensure_schema(target);
    ensure_definitions_comparable(target);
    Verification& found = report.verification;
    try {
        compare_databases(options, source, target, task, report);
    } catch (VerificationError const&) {
        if (found.obstacle == Verification::Obstacle::empty_target) {
            // While the target holds a staged copy, it refuses a dry run.
            First const first = target.has_staging() ? First::nothing : First::rehearse;
            if (report.source->seal.empty()) {
                report.suggestions.add(suggest_migration(cut_over(options), report, &target, first));
            } else {
                report.suggestions.hints.push_back({"the source was migrated to the database that its seal names"});
            }
        }
        throw;
    }
    report.suggestions.add({{}, hint_of_changes(source)});
    report.time.seconds = watch.seconds();
    if (!found.differences.empty()) {
        throw VerificationError{fmt::format("the databases differ: {}", what_differs(found)),
                                "if it was migrated with --fix, --experiment-ids or --rewrite-artifacts, give verify "
                                "the same. Rows that it left out, and rows logged since, are differences, too"};
    }
    report.suggestions.add(suggest_start(report, target, report.source->releases));
}

}  // namespace mlflow2pg
