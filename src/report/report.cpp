#include "report/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"
#include "mlflow/recorded_schema.hpp"

namespace mlflow2pg {

namespace {

constexpr std::size_t misfits_shown = 20;  // of each kind, to people; JSON has up to the scan's cap
constexpr std::size_t biggest_shown = 10;  // tables of a check
constexpr std::size_t roots_shown = 5;     // of local artifacts

}  // namespace

std::string verdict(Report const& report) {
    bool const ready = report.exit_code == ExitCode::done;
    if (report.command == Command::check) {
        switch (report.exit_code) {
            case ExitCode::done: break;
            case ExitCode::data: return "NEEDS A DECISION: " + report.error;
            case ExitCode::busy: return "BUSY: " + report.error;
            case ExitCode::corrupt: return "CORRUPT: " + report.error;
            default: return "NOT READY: " + report.error;
        }
        if (report.holders.empty()) return "READY: nothing stands in the way of a migration.";
        return fmt::format("READY BUT IN USE: stop what has the file open ({} processes) before the migration.",
                           report.holders.size());
    }
    if (report.command == Command::unseal) {
        if (!ready) return "NOT UNSEALED: " + report.error;
        return report.seal.empty() ? "NOT SEALED: there was nothing to take off."
                                   : "UNSEALED: the source can be written again.";
    }
    if (report.command == Command::verify)
        return ready ? "EQUAL: every row of both databases." : "NOT EQUAL: " + report.error;
    if (!ready && report.published) return "MIGRATED, BUT: " + report.error;
    if (!ready) {
        return fmt::format("{} (MLflow's tables in the target are unchanged): {}",
                           report.dry_run ? "REHEARSAL FAILED" : "NOT MIGRATED", report.error);
    }
    return report.dry_run ? "REHEARSED: everything was loaded and verified; nothing was published."
                          : "MIGRATED: every row verified, published.";
}

bool published(Report const& report) {
    return report.published ||
           (report.command == Command::migrate && !report.dry_run && report.exit_code == ExitCode::done);
}

std::vector<TableReport> by_size(Report const& report) {
    std::vector<TableReport> sorted = report.tables;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](auto const& one, auto const& other) { return one.rows > other.rows; });
    return sorted;
}

namespace {

void add_biggest(std::string& text, Report const& report) {
    std::vector<TableReport> const sorted = by_size(report);
    std::uint64_t left = 0;
    if (!sorted.empty()) text += fmt::format("\n  {:>14}  {:>10}  biggest tables\n", "rows", "about");
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i >= biggest_shown) {
            left += sorted[i].rows;
            continue;
        }
        text += fmt::format("  {:>14}  {:>10}  {}\n", grouped(sorted[i].rows),
                            sorted[i].bytes == 0 ? "" : human_bytes(sorted[i].bytes), sorted[i].name);
    }
    if (sorted.size() > biggest_shown) {
        text += fmt::format("  {:>14}  {:>10}  in {} more tables\n", grouped(left), "", sorted.size() - biggest_shown);
    }
    if (!report.work.empty()) text += "\na migration would\n";
    for (std::string const& work : report.work) text += fmt::format("  {}\n", work);
}

void add_tables(std::string& text, Report const& report) {
    if (report.command == Command::check) return add_biggest(text, report);
    std::size_t width = 5;
    std::size_t empty = 0;
    for (TableReport const& table : report.tables) {
        if (table.rows == 0 && table.verified) ++empty;
        width = std::max(width, table.name.size());
    }
    if (report.tables.empty()) return;
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    for (TableReport const& table : report.tables) {
        rows += table.rows;
        bytes += table.bytes;
    }
    // Only what sends rows knows their bytes.
    auto const of_bytes = [&](std::string const& cell) { return bytes > 0 ? fmt::format("  {:>10}", cell) : ""; };
    text += fmt::format("\n  {:<{}}  {:>14}{}  {:>9}  {:<16}  verified\n", "table", width, "rows", of_bytes("bytes"),
                        "seconds", "checksum");
    for (TableReport const& table : by_size(report)) {
        if (table.rows == 0 && table.verified) continue;
        text += fmt::format("  {:<{}}  {:>14}{}  {:>9.2f}  {:<16}  {}\n", table.name, width, grouped(table.rows),
                            of_bytes(human_bytes(table.bytes)), table.seconds, table.checksum.substr(0, 16),
                            table.verified ? "yes" : "NO");
    }
    text += fmt::format("  {:<{}}  {:>14}{}  {:>9.2f}\n", "all", width, grouped(rows), of_bytes(human_bytes(bytes)),
                        report.seconds);
    if (empty > 0) text += fmt::format("  and {} empty tables, verified\n", empty);
}

void add_misfits(std::string& text, Report const& report) {
    if (!report.scan) return;
    MisfitScan const& scan = *report.scan;
    if (!scan.misfits.empty()) {
        text += fmt::format("\n{} misfits:\n", grouped(scan.misfits.total()));
        for (auto const& [kind, count] : scan.counts) {
            text += fmt::format("  {}: {} × {} ({}); settle with {}\n", kind.first, grouped(count), name(kind.second),
                                description(kind.second), flag(kind.second));
            std::size_t shown = 0;
            for (Misfit const& misfit : scan.misfits.listed()) {
                if (misfit.row.table != kind.first || misfit.reason != kind.second) continue;
                if (shown++ == misfits_shown) {
                    text += "    … (--json lists more)\n";
                    break;
                }
                text += fmt::format("    {} column {}{}\n", misfit.row.text(), misfit.column,
                                    misfit.detail.empty() ? "" : ": " + misfit.detail);
            }
        }
    }
    if (!scan.changes.empty()) {
        text += fmt::format("\n{} values {} as asked:\n", grouped(scan.changes.total()),
                            published(report) ? "changed" : "would be changed");
        std::size_t shown = 0;
        for (Change const& change : scan.changes.listed()) {
            if (shown++ == misfits_shown) {
                text += report.reject_file.empty() ? "  … (--json lists more)\n"
                                                   : "  … (the reject file has the rows as they were)\n";
                break;
            }
            text += fmt::format("  {} column {} ({}): {} -> {}\n", change.row.text(), change.column,
                                change.fixes.names(), change.before, change.after);
        }
    }
}

void add_hypertable(std::vector<std::string>& text, Report const& report) {
    constexpr double day_ms = 86'400'000;
    Hypertable const& hypertable = *report.hypertable;
    text.push_back(fmt::format("metrics {} a hypertable of {} chunks, each of {} days",
                               published(report) || report.command == Command::verify ? "is" : "would be",
                               hypertable.chunks, static_cast<double>(hypertable.interval_ms) / day_ms));
    text.push_back(fmt::format("warning: {}", hypertable_warning));
    if (hypertable.outliers > 0) {
        text.push_back(fmt::format(
            "warning: {} rows of metrics have timestamps that are no milliseconds of the years 2000 to 2099, and make "
            "chunks of their own: {}",
            grouped(static_cast<std::uint64_t>(hypertable.outliers)), fmt::join(hypertable.examples, "; ")));
    }
}

// What rewrites the locations below a root, where the option can name it and a terminal shows it as it is.
std::string rewriting(std::string const& root) {
    if (root.find('=') != std::string::npos) return ", which has a = and cannot be rewritten";
    if (is_masked(root) || printable(with_utf8_replaced(root)) != root) return {};
    return ": --rewrite-artifacts " + shell_word(root + "=NEW");
}

// What became of rows and values: the page has tables of it.
std::vector<std::string> settled(Report const& report) {
    std::vector<std::string> text;
    std::string_view const would = published(report) ? "" : "would be ";
    for (auto const& [table, count] : report.rejected) {
        text.push_back(fmt::format("{}rejected: {} rows of {}", would, grouped(count), table));
    }
    if (!report.reject_file.empty()) text.push_back(fmt::format("kept as they were in {}", report.reject_file));
    if (report.latest && !report.latest->none()) {
        text.push_back(fmt::format(
            "latest_metrics was recomputed: {} rows differ from the source's, {} were missing there, {} had "
            "no metric behind them",
            grouped(report.latest->different), grouped(report.latest->missing), grouped(report.latest->source_only)));
    }
    if (report.scan) {
        for (auto const& [column, count] : report.scan->rewritten) {
            text.push_back(fmt::format("{}rewritten: {} locations of artifacts in {}", would, grouped(count), column));
        }
    }
    if (!report.local_artifacts || report.local_artifacts->total == 0) return text;
    LocalArtifacts const& local = *report.local_artifacts;
    text.push_back(
        fmt::format("warning: {} locations of artifacts are paths of one machine, and stay what they are: "
                    "move the files yourself and give --rewrite-artifacts OLD=NEW",
                    grouped(local.total)));
    std::size_t shown = 0;
    for (auto const& [root, count] : local.by_count()) {
        if (shown++ == roots_shown) {
            text.push_back(fmt::format("  … and below {} more folders", local.roots.size() - roots_shown));
            break;
        }
        text.push_back(
            fmt::format("  {} below {}{}", grouped(count), printable(with_utf8_replaced(root)), rewriting(root)));
    }
    return text;
}

}  // namespace

std::vector<std::string> notes(Report const& report) {
    std::vector<std::string> text;
    if (report.renumbered > 0) {
        text.push_back(fmt::format("{} experiments {} new ids: {}", report.renumbered,
                                   published(report) ? "have" : "would have", report.mapping_file));
    }
    if (!report.widened.empty()) {
        text.push_back(fmt::format("bigint instead of MLflow's integer: {}", fmt::join(report.widened, ", ")));
    }
    if (report.hypertable) add_hypertable(text, report);
    if (!report.unknown_tables.empty()) {
        text.push_back(fmt::format("warning: tables that are not MLflow's stay behind: {}",
                                   printable(fmt::format("{}", fmt::join(report.unknown_tables, ", ")))));
    }
    if (!report.seal.empty()) text.push_back(fmt::format("seal found: {}", printable(report.seal)));
    if (report.backup) {
        text.push_back(fmt::format("backup, verified: {}, {}", report.backup->path, human_bytes(report.backup->bytes)));
    }
    if (report.command == Command::migrate && report.sealed == true) {
        text.push_back(fmt::format("sealed: every write to {} fails now; undo with: mlflow2pg unseal {}", report.source,
                                   shell_word(report.source)));
    }
    if (!report.seal_problem.empty()) {
        text.push_back(fmt::format("warning: {}: {}",
                                   report.sealed == true ? "the source is sealed, but not against changes of its schema"
                                                         : "the migration is done, but the source is not sealed",
                                   report.seal_problem));
    }
    for (std::string const& path : report.partial_backups) {
        text.push_back(fmt::format("warning: {} is half a backup that a killed run left: remove it", path));
    }
    for (Holder const& holder : report.holders) text.push_back(fmt::format("warning: {}", printable(holder.text())));
    return text;
}

std::vector<std::pair<double, std::string_view>> time_parts(Profile const& profile) {
    // Without a look at the server, which takes a quarter of a second, its part is told as one.
    auto const busy = static_cast<double>(profile.load.total() - profile.load.client);
    auto const of_server = [&](std::uint64_t samples) {
        return busy > 0 ? profile.server * static_cast<double>(samples) / busy : 0;
    };
    std::vector<std::pair<double, std::string_view>> parts{
        {profile.processor, "this program's processor"},
        {std::max(0.0, profile.all - profile.processor - profile.server), "source's disk or no processor free"}};
    if (busy > 0) {
        parts.emplace_back(of_server(profile.load.processor), "server's processor");
        parts.emplace_back(of_server(profile.load.disk), "server's disk");
        parts.emplace_back(of_server(profile.load.locks + profile.load.other), "server's locks and other waits");
    } else {
        parts.emplace_back(profile.server, "server");
    }
    std::sort(parts.rbegin(), parts.rend());
    return parts;
}

namespace {

std::string where_the_time_went(Profile const& profile) {
    std::vector<std::string> told;
    for (auto const& [seconds, what] : time_parts(profile)) {
        double const share = 100 * seconds / profile.all;
        if (share >= 1) told.push_back(fmt::format("{} {:.0f} %", what, share));
    }
    return fmt::format("{}", fmt::join(told, ", "));
}

}  // namespace

std::string text_report(Report const& report) {
    std::string text = verdict(report) + "\n";
    if (!report.source.empty()) {
        text += fmt::format("source: {}, {}, {} database, revision {}{}{}\n", report.source,
                            human_bytes(report.source_bytes), name(report.store), printable(report.revision),
                            report.releases.empty() ? "" : ", MLflow " + report.releases,
                            report.journal_mode.empty() ? "" : ", journal mode " + report.journal_mode);
    }
    if (!report.target.empty()) text += fmt::format("target: {}, {}\n", report.target, report.target_version);
    add_tables(text, report);
    add_misfits(text, report);
    for (std::string const& line : settled(report)) text += line + "\n";
    for (std::string const& note : notes(report)) text += note + "\n";
    for (SequenceReport const& sequence : report.sequences) {
        text += fmt::format("sequence {} ({}): greatest {}, next {}{}\n", sequence.name, sequence.column,
                            sequence.greatest, sequence.next,
                            sequence.before ? fmt::format(", before {}", *sequence.before) : "");
    }
    for (std::string const& difference : report.differences)
        text += fmt::format("difference: {}\n", printable(difference));
    if (!report.stage_seconds.empty()) {
        std::vector<std::string> stages;
        for (auto const& [stage, seconds] : report.stage_seconds)
            stages.push_back(fmt::format("{} {:.2f}", stage, seconds));
        text += fmt::format("seconds of work: {}; in all {:.2f}\n", fmt::join(stages, ", "), report.seconds);
    }
    if (report.profile.all > 0) text += "where it went: " + where_the_time_went(report.profile) + "\n";
    if (report.predicted_seconds) {
        text += fmt::format("a migration would take about {:.{}f} s\n", *report.predicted_seconds,
                            *report.predicted_seconds < 10 ? 1 : 0);
    }
    for (std::string const& hint : report.hints) text += fmt::format("hint: {}\n", hint);
    if (!report.next_step.empty()) text += fmt::format("next: {}\n", report.next_step);
    for (Obstacle const& obstacle : report.more) {
        text += fmt::format("also: {}\n", obstacle.error);
        if (!obstacle.next_step.empty()) text += fmt::format("next: {}\n", obstacle.next_step);
    }
    for (std::string const& command : report.next) text += command + "\n";
    // What names and messages hold of a terminal's language; their lines are meant.
    return printable(text, "\n\t");
}

std::string revisions_text() {
    std::string text;
    for (Store const store : all_stores) {
        for (Revision const& revision : known_revisions(store)) {
            text += fmt::format("{:<8}  {:<13}  {}\n", name(store), revision.id,
                                revision.recorded ? "MLflow " + revision.releases : "between two releases");
        }
    }
    return text;
}

}  // namespace mlflow2pg
