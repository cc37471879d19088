// SPDX-License-Identifier: Apache-2.0
#include "commands/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "commands/preflight.hpp"
#include "commands/suggest.hpp"
#include "mlflow/artifacts.hpp"
#include "rows/misfit_scan.hpp"
#include "source/backup.hpp"
#include "source/source.hpp"
#include "steps/estimate.hpp"
#include "steps/step_list.hpp"
#include "target/existing.hpp"
#include "target/index_limit.hpp"
#include "target/layout.hpp"
#include "target/publish.hpp"
#include "target/staging.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

// Lists for people what a migration would do with this source and target.
std::vector<std::string> describe_work(Plan const& plan, Existing const& existing, Report const& report) {
    std::uint64_t rows = 0;
    for (TableReport const& table : report.verification.tables) rows += table.rows;
    std::size_t indexes = 0;
    std::size_t references = 0;
    for (Table const& table : plan.schema.tables) {
        indexes += table.keys.size() + table.indexes.size();
        references += table.foreign_keys.size();
    }
    std::vector<std::string> work{
        fmt::format("create {} tables, {} keys and indexes and {} foreign keys in a staging schema", plan.tables.size(),
                    indexes, references),
        fmt::format("load {} rows, read them back, and compare them with a second reading of the source",
                    grouped(rows))};
    if (plan.has_table("latest_metrics")) work.emplace_back("recompute latest_metrics from metrics");
    if (!report.scan->changes.empty()) {
        work.push_back(
            fmt::format("change {} values as asked, and keep their rows", grouped(report.scan->changes.total())));
    }
    if (plan.rules.renumbered > 0) {
        work.push_back(fmt::format("give {} experiments new ids", grouped(plan.rules.renumbered)));
    }
    if (!report.plan->widened.empty()) {
        work.push_back(fmt::format("make {} columns bigint", report.plan->widened.size()));
    }
    if (!existing.tables.empty()) {
        work.push_back(
            fmt::format("replace the {} tables that MLflow's first start left in the target", existing.tables.size()));
    }
    work.emplace_back("publish all of it in one short transaction");
    return work;
}

// What the migration needs, and what is free. The server does not tell how much is free there.
std::string describe_disk_space(Source const& source) {
    constexpr double target_per_source = 1.2;  // 2,000,000 metrics: 538 MB in SQLite, 645 MB in PostgreSQL
    Room const backup = room_for_backup(source);
    return fmt::format("about {} on the server; for --backup {} in {}, where {} are free",
                       human_bytes(static_cast<std::uint64_t>(target_per_source * static_cast<double>(source.size()))),
                       human_bytes(backup.needed), backup.folder, human_bytes(backup.free));
}

// Collects everything that would prevent a migration, so that independent problems are reported together.
class Obstacles {
public:
    template <typename Look>
    void look(Look const& work) {
        try {
            work();
        } catch (Interrupted const&) {
            throw;
        } catch (Error const& error) {
            found_.push_back(error);
        }
    }
    bool any() const { return !found_.empty(); }
    // Throws the first problem, which determines the exit code.
    void throw_first() const {
        if (!found_.empty()) throw Error{found_.front()};
    }
    std::vector<Obstacle> others() const {
        std::vector<Obstacle> others;
        for (std::size_t i = 1; i < found_.size(); ++i) others.push_back({found_[i].what(), found_[i].next_step()});
        return others;
    }

private:
    std::vector<Error> found_;
};

// The tables that are not empty, with the size of their rows if it can be estimated.
std::vector<TableReport> count_rows(Source const& source, Plan const& plan) {
    std::vector<TableReport> counted;
    Sqlite const reader = source.reader();
    for (TablePlan const& table : plan.tables) {
        TableReport entry{table.name, 0, 0, 0, {}, false};
        entry.rows = static_cast<std::uint64_t>(
            reader.integer(fmt::format("SELECT count(*) FROM {}", quote_identifier(table.name))));
        entry.bytes = entry.rows * static_cast<std::uint64_t>(table.row_bytes);
        if (entry.rows > 0) counted.push_back(entry);
    }
    return counted;
}

void look_for_misfits(Options const& options, Source const& source, Plan const& plan, Target* target, Report& report) {
    report.scan = scan_for_misfits(source, plan, nullptr, nullptr,
                                   target != nullptr ? index_judge(*target, options.toast_compression) : IndexJudge{});
    if (report.scan->unjudged == 0) return;
    report.suggestions.hints.push_back(
        fmt::format("{} rows may be too long for an index: only a server can tell; run check with the target",
                    report.scan->unjudged));
}

// Throws TargetError when an interrupted run has left what a migration with these options would not resume.
void ensure_nothing_left(Options const& options, Source const& source, Plan const& plan, Target& target) {
    std::vector<Step> const steps = migration_steps(plan, layouts_for(plan));
    Staging::look(target, plan, run_identity(options, source, plan, steps), restart_of(options));
}

// Looks for what in the target would stop a migration. Returns what a publish would replace.
Existing look_for_obstacles(Options const& options, Source const& source, Plan const& plan, Target& target,
                            Obstacles& obstacles) {
    obstacles.look([&] {
        target.ensure_unlocked();
        ensure_nothing_left(options, source, plan, target);
    });
    Existing existing;
    obstacles.look([&] {
        existing = ensure_replaceable(target, plan.schema);
        ensure_triggers_allow(target, plan, existing, Trial::with_keys);
    });
    return existing;
}

}  // namespace

void check(Options const& options, Report& report) {
    Stopwatch const watch;
    Task task{"opening the source"};
    Source source{source_path(options.source), hold_for_looking(options), {}, nullptr, options.store};
    report.source = look_at(source);
    report.verification.differences = find_damage(source, options.deep);
    ensure_undamaged(source, report.verification.differences);
    task.now("looking at the target");
    std::unique_ptr<Target> const target =
        options.target.empty() ? nullptr : std::make_unique<Target>(target_conninfo(options.target));
    if (target) {
        report.target = look_at(*target, mlflow_scheme(options.target));
        target->ensure_usable();
        if (options.hypertable) ensure_timescaledb(*target);
    }
    Plan const plan = plan_for(options, source, target.get());
    report.plan = facts_of(plan);
    report.hypertable = plan.hypertable;
    look_for_misfits(options, source, plan, target.get(), report);
    // A damaged index can make sound rows look like orphans or duplicates.
    if (!options.deep && !report.scan->misfits.empty()) {
        report.verification.differences = find_damage(source, true);
        ensure_undamaged(source, report.verification.differences);
    }
    task.now("counting the rows");
    report.verification.tables = count_rows(source, plan);
    report.local_artifacts = find_local_artifacts(source, plan);
    report.suggestions.add({{}, warn_of_idle_rewrites(*report.plan, *report.local_artifacts)});
    Existing existing;
    Obstacles obstacles;
    unsigned jobs = options.jobs;
    if (target) {
        obstacles.look([&] { jobs = sessions_for_migration(options, *target, report.suggestions.hints).jobs; });
        existing = look_for_obstacles(options, source, plan, *target, obstacles);
    }
    obstacles.look([&] { ensure_same_revision(options, source, existing); });
    if (plan.hypertable) obstacles.look([&] { ensure_few_chunks(*plan.hypertable); });
    // No option resolves the problems found so far, so no migration is suggested.
    bool const no_option_helps = obstacles.any();
    obstacles.look([&] { ensure_fits(*report.scan); });
    obstacles.look([&] { ensure_not_sealed(*report.source); });
    obstacles.look([&] { OutputFiles{options}; });
    report.forecast.disk_space = describe_disk_space(source);
    report.forecast.work = describe_work(plan, existing, report);
    task.now("estimating the time");
    report.forecast.seconds = estimate_seconds(plan, jobs, target.get());
    report.suggestions.add({{}, advice(plan, target.get())});
    if (!no_option_helps) {
        if (!report.source->seal.empty()) {
            report.suggestions.commands.push_back("mlflow2pg unseal " + shell_word(source.path()));
        }
        report.suggestions.add(suggest_migration(options, report, target.get(), true));
    }
    report.suggestions.add({{}, hint_of_changes(source)});
    report.time.seconds = watch.seconds();
    report.also = obstacles.others();
    obstacles.throw_first();
}

}  // namespace mlflow2pg
