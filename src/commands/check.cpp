// SPDX-License-Identifier: Apache-2.0
#include "commands/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "commands/gates.hpp"
#include "commands/preflight.hpp"
#include "commands/prepare.hpp"
#include "commands/suggest.hpp"
#include "mlflow/artifacts.hpp"
#include "mlflow/latest_metrics.hpp"
#include "rows/misfit_scan.hpp"
#include "source/backup.hpp"
#include "source/source.hpp"
#include "steps/estimate.hpp"
#include "steps/recompute_latest.hpp"

namespace mlflow2pg {

namespace {

// Whether a migration only has to apply what changed since prepare.
bool can_catch_up(Report const& report) { return report.preparation && report.preparation->unused_because.empty(); }

std::vector<std::string> describe_load(Plan const& plan, Report const& report) {
    if (can_catch_up(report)) {
        CatchUp const& work = report.preparation->catch_up;
        return {
            fmt::format("compare {} with the base file", counted(work.pages, "page")),
            fmt::format("apply and verify what changed since prepare: about {}", counted(work.changed_rows, "row"))};
    }
    std::uint64_t rows = 0;
    for (TableReport const& table : report.verification.tables) rows += table.rows;
    std::size_t indexes = 0;
    std::size_t references = 0;
    for (Table const& table : plan.schema.tables) {
        indexes += table.keys.size() + table.indexes.size();
        references += table.foreign_keys.size();
    }
    return {
        fmt::format("create {}, {} and {} in a staging schema", counted(plan.tables.size(), "table"),
                    counted(indexes, "key or index", "keys and indexes"), counted(references, "foreign key")),
        fmt::format("load {}, and compare what was loaded with a second reading of the source", counted(rows, "row"))};
}

// Describes for people what a migration would do with this source and target.
std::vector<std::string> describe_work(Plan const& plan, Existing const& existing, Report const& report) {
    std::vector<std::string> work = describe_load(plan, report);
    if (plan.has_table("latest_metrics")) work.emplace_back("recompute latest_metrics from metrics");
    if (report.scan && !report.scan->changes.empty()) {
        work.push_back(fmt::format("change {} as asked, and write the rows as they were to the reject file",
                                   counted(report.scan->changes.total(), "value")));
    }
    if (plan.rules.renumbered > 0) {
        work.push_back(fmt::format("give new ids to {}", counted(plan.rules.renumbered, "experiment")));
    }
    if (!report.plan->widened.empty()) {
        work.push_back(fmt::format("make {} bigint", counted(report.plan->widened.size(), "column")));
    }
    if (!existing.tables.empty()) {
        work.push_back(fmt::format("replace {} that MLflow's first start left in the target",
                                   counted(existing.tables.size(), "table")));
    }
    work.emplace_back("publish all of it in one short transaction");
    return work;
}

// The disk space that a migration needs, and the free space beside the source. A server does not report its free space.
std::string describe_disk_space(Source const& source, std::string const& backup_folder) {
    constexpr double target_per_source = 1.2;  // 2,000,000 metrics: 538 MB in SQLite, 645 MB in PostgreSQL
    std::string server =
        fmt::format("about {} on the server, and while loading up to as much again for its write-ahead log",
                    human_bytes(static_cast<std::uint64_t>(target_per_source * static_cast<double>(source.size()))));
    try {
        Room const backup = room_for_backup(source, backup_folder);
        return fmt::format("{}; for --backup {} in {}, where {} are free", server, human_bytes(backup.needed),
                           backup.folder, human_bytes(backup.free));
    } catch (SourceError const&) {  // a gate has said why the folder cannot be used
        return server;
    }
}

// Estimates the bytes of a row's values. Tables of 100 rows or more were sampled; a smaller one is read whole. 0: its
// values are too long to be held in memory.
std::uint64_t value_bytes(Sqlite const& reader, TablePlan const& table) {
    if (table.row_bytes > 0) return static_cast<std::uint64_t>(table.row_bytes);
    std::string lengths = "0";
    for (std::string const& column : table.column_names()) {
        lengths += fmt::format(" + coalesce(length(CAST({} AS BLOB)), 0)", quote_identifier(column));
    }
    ShortValuesOnly const limit{reader};
    try {
        return static_cast<std::uint64_t>(reader.integer(fmt::format(
            "SELECT CAST(coalesce(avg({}), 0) AS INTEGER) FROM {}", lengths, quote_identifier(table.name))));
    } catch (TooLong const&) {
        return 0;
    }
}

// The tables that will not be empty, with the estimated size of their rows in the COPY format. latest: what becomes of
// latest_metrics, which is computed.
std::vector<TableReport> count_rows(Source const& source, Plan const& plan, std::optional<LatestDrift> const& latest) {
    std::vector<TableReport> counted;
    Sqlite const reader = source.reader();
    for (TablePlan const& table : plan.tables) {
        TableReport entry{table.name, 0, 0, 0, {}, false};
        entry.rows = table.recomputed && latest ? latest->same + latest->different + latest->missing
                                                : static_cast<std::uint64_t>(reader.integer(fmt::format(
                                                      "SELECT count(*) FROM {}", quote_identifier(table.name))));
        if (entry.rows == 0) continue;
        constexpr std::uint64_t row_header = 2;
        constexpr std::uint64_t value_header = 4;
        entry.bytes = entry.rows * (row_header + value_header * table.columns.size() + value_bytes(reader, table));
        counted.push_back(entry);
    }
    return counted;
}

// Reports what a migration would find and do, as far as the gates have opened.
void foretell(Passage& passage) {
    Report& report = passage.report;
    Plan const& plan = *passage.plan;
    Source& source = *passage.source;
    Task task{"counting the rows"};
    report.local_artifacts = find_local_artifacts(source, plan);
    report.suggestions.add({{}, warn_of_idle_rewrites(*report.plan, *report.local_artifacts)});
    report.latest = foretell_drift(source, plan, passage.rejects);
    report.verification.tables = count_rows(source, plan, report.latest);
    report.forecast.disk_space = describe_disk_space(source, passage.options.backup_folder);
    report.forecast.work = describe_work(plan, passage.existing, report);
    task.now("estimating the time");
    Target* const target = passage.target_is_usable ? passage.target.get() : nullptr;
    unsigned const jobs = passage.sessions.conninfo.empty() ? passage.options.jobs : passage.sessions.jobs;
    report.forecast.seconds = can_catch_up(report)
                                  ? estimate_catch_up_seconds(plan, report.preparation->catch_up, target)
                                  : estimate_seconds(plan, jobs, target);
    report.suggestions.add({{}, advice(plan, target)});
    report.suggestions.add({{}, hint_of_changes(source)});
}

First first_command(Passage const& passage) {
    if (passage.left == Staging::Left::resumable) return First::nothing;  // a rehearsal is another run, and is refused
    if (!passage.report.preparation) return First::rehearse;
    return can_catch_up(passage.report) || !can_be_prepared(passage.migration) ? First::nothing : First::prepare;
}

std::set<std::string> commands_of(NextSteps const& steps) {
    std::set<std::string> commands;
    for (NextStep const& step : steps) {
        if (!step.command.empty()) commands.insert(step.command);
    }
    return commands;
}

}  // namespace

void check(Options const& options, Report& report) {
    Stopwatch const watch;
    Passage passage{options, report};
    std::vector<Refusal> const refusals = try_gates(passage);
    if (passage.plan && report.needed) {
        foretell(passage);
        bool const next_helps = std::all_of(refusals.begin(), refusals.end(), std::mem_fn(&Refusal::next_helps));
        if (next_helps) {
            report.suggestions.add(
                suggest_migration(passage.migration, report, passage.target.get(), first_command(passage)));
            if (passage.target) report.suggestions.add(suggest_upkeep(report, *passage.target));
        }
    }
    report.time.seconds = watch.seconds();
    if (refusals.empty()) return;
    // The first refusal determines the exit code, as it would in the migration.
    std::set<std::string> said = commands_of(refusals.front().error.next_steps());
    for (std::size_t i = 1; i < refusals.size(); ++i) {
        NextSteps steps = refusals[i].error.next_steps();
        std::erase_if(steps, [&](NextStep const& step) { return said.contains(step.command); });
        said.merge(commands_of(steps));
        report.also.push_back({refusals[i].error.what(), std::move(steps)});
    }
    throw Error{refusals.front().error};
}

}  // namespace mlflow2pg
