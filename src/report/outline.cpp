// SPDX-License-Identifier: Apache-2.0
#include "report/outline.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

using Blocks = std::vector<Block>;
using Kind = Note::Kind;
using Look = Cell::Look;

// The most lines of a brief report for tables, and for misfits of each kind, changes and folders.
constexpr std::size_t most_tables = 10;
constexpr std::size_t few = 5;
constexpr std::size_t many = 20;  // the same in a full report; JSON has more

std::size_t most_shown(Detail detail) { return detail == Detail::brief ? few : many; }

std::string seconds_text(double seconds) {
    if (seconds < 60) return fmt::format("{:.2f} s", seconds);
    auto const whole = static_cast<std::uint64_t>(seconds);
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

bool is_empty(Facts const& facts) { return facts.empty(); }
bool is_empty(Note const& note) { return note.text.empty(); }
bool is_empty(Grid const& grid) { return grid.rows.empty(); }
bool is_empty(List const& list) { return list.items.empty(); }

Facts figures(Report const& report) {
    bool const check = report.command == Command::check;
    std::vector<TableReport> const& tables = report.verification.tables;
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    std::size_t verified = 0;
    for (TableReport const& table : tables) {
        rows += table.rows;
        bytes += table.bytes;
        verified += table.verified ? 1 : 0;
    }
    Facts facts;
    if (!tables.empty()) facts.push_back({"rows", grouped(rows)});
    if (bytes > 0) facts.push_back({check ? "estimated size" : "sent", human_bytes(bytes)});
    if (!tables.empty() && !check) {
        facts.push_back({"tables verified", fmt::format("{} of {}", verified, tables.size())});
    }
    if (report.time.seconds > 0) facts.push_back({"time", seconds_text(report.time.seconds)});
    if (report.forecast.seconds) {
        facts.push_back({"estimated duration", seconds_text(*report.forecast.seconds)});
    }
    if (report.scan) facts.push_back({"misfits", grouped(report.scan->misfits.total())});
    return facts;
}

void add(Blocks& blocks, Kind kind, std::string text, std::string command = {}) {
    blocks.emplace_back(Note{kind, std::move(text), std::move(command)});
}

void add(Blocks& blocks, Kind kind, NextSteps const& steps) {
    for (NextStep const& step : steps) add(blocks, kind, step.sentence, step.command);
}

Blocks notes_of(Kind kind, NextSteps const& steps) {
    Blocks blocks;
    add(blocks, kind, steps);
    return blocks;
}

Blocks what_to_do(Report const& report) {
    Blocks blocks = notes_of(Kind::remedy, report.ending.next_steps);
    for (auto const& [error, next_steps] : report.also) {
        add(blocks, Kind::problem, error);
        add(blocks, Kind::remedy, next_steps);
    }
    return blocks;
}

// Who ran which command, and when: for a report that is archived.
Facts circumstances(Report const& report) {
    Circumstances const& run = report.circumstances;
    if (run.command.empty()) return {};
    Facts facts{{"command", run.command, true},
                {"operator", run.user},
                {"host", run.host},
                {"begun", run.begun},
                {"ended", report.ending.time},
                {"program", fmt::format("mlflow2pg {} with SQLite {}", MLFLOW2PG_VERSION, run.sqlite)}};
    if (!report.source) return facts;
    for (auto const& [file, hash] : report.source->sha256) facts.push_back({"SHA-256 of " + file, hash});
    return facts;
}

Facts databases(Report const& report) {
    Facts facts;
    if (report.source) {
        SourceFacts const& source = *report.source;
        facts.push_back(
            {"source", fmt::format("{}, {}, {} database, revision {}{}{}, journal mode {}", source.path,
                                   human_bytes(source.bytes), name(source.store), source.revision,
                                   source.releases.empty() ? "" : ", MLflow ", source.releases, source.journal_mode)});
    }
    if (report.target) {
        TargetFacts const& target = *report.target;
        bool const named = !target.schema.empty() && target.schema != "public";
        facts.push_back(
            {"target", fmt::format("{}{}, {}{}", target.name, named ? ", schema " + target.schema : "", target.version,
                                   report.target_from_environment ? ", named by $MLFLOW_BACKEND_STORE_URI" : "")});
        if (!target.replaced_revision.empty()) {
            facts.push_back({report.published() ? "replaced" : "to be replaced",
                             fmt::format("the empty tables of MLflow revision {}", target.replaced_revision)});
        }
    }
    if (!report.forecast.disk_space.empty()) facts.push_back({"disk space", report.forecast.disk_space});
    return facts;
}

std::uint64_t rows_with(MisfitScan const& scan, Reason wanted) {
    std::uint64_t rows = 0;
    for (auto const& [kind, count] : scan.counts) rows += kind.second == wanted ? count : 0;
    return rows;
}

// Whether one line tells of all experiment ids, because the experiments themselves have them.
bool has_one_line_of_ids(MisfitScan const& scan) {
    return scan.counts.contains({"experiments", Reason::experiment_id});
}

// Misfits by kind. Experiment ids are one line for all tables, because one option resolves all of them.
Grid misfit_kinds(Report const& report) {
    Grid grid{"Misfits by kind", {{"table"}, {"what"}, {"count", true}, {"settled by"}}, {}};
    if (!report.scan) return grid;
    if (has_one_line_of_ids(*report.scan)) {
        std::uint64_t const all = rows_with(*report.scan, Reason::experiment_id);
        std::uint64_t const experiments = report.scan->counts.at({"experiments", Reason::experiment_id});
        grid.rows.push_back(
            {{"experiments"},
             {fmt::format("{} beyond integer; {} to {}",
                          counted(experiments, "experiment has an id", "experiments have ids"),
                          counted(all - experiments, "row refers", "rows refer"), experiments == 1 ? "it" : "them")},
             {grouped(all)},
             {"--experiment-ids widen or renumber", Look::literal}});
    }
    for (auto const& [kind, count] : report.scan->counts) {
        auto const& [table, reason] = kind;
        if (has_one_line_of_ids(*report.scan) && reason == Reason::experiment_id) continue;
        grid.rows.push_back(
            {{table}, {std::string{description(reason)}}, {grouped(count)}, {remedy(reason).text(), Look::literal}});
    }
    return grid;
}

Grid misfit_rows(Report const& report, Detail detail) {
    Grid grid{"The first rows of each kind", {{"row"}, {"column"}, {"what"}}, {}};
    if (!report.scan) return grid;
    std::map<std::pair<std::string, Reason>, std::size_t> shown;
    for (Misfit const& misfit : report.scan->misfits.listed()) {
        if (has_one_line_of_ids(*report.scan) && misfit.reason == Reason::experiment_id) continue;
        if (shown[{misfit.row.table, misfit.reason}]++ >= most_shown(detail)) {
            grid.more = detail == Detail::brief ? "… (-v shows more)" : "… (--json lists more)";
            continue;
        }
        std::string const what{name(misfit.reason)};
        grid.rows.push_back({{misfit.row.text(), Look::value},
                             {misfit.column},
                             {misfit.detail.empty() ? what : what + ": " + misfit.detail, Look::value}});
    }
    return grid;
}

// The ten largest tables; in a full report all of them. Tables that differ always come first.
Grid tables(Report const& report, Detail detail) {
    bool const check = report.command == Command::check;
    std::vector<TableReport> sorted = report.verification.tables;
    auto const differs = [&](TableReport const& table) { return !check && !table.verified; };
    std::stable_sort(sorted.begin(), sorted.end(), [&](TableReport const& one, TableReport const& other) {
        return std::pair{differs(one), one.rows} > std::pair{differs(other), other.rows};
    });
    TableReport all;
    for (TableReport const& table : sorted) {
        all.rows += table.rows;
        all.bytes += table.bytes;
    }
    bool const sized = all.bytes > 0;  // `verify` sends no bytes
    Grid grid{check ? "Sizes are estimates" : "Rows and checksums", {{"table"}, {"rows", true}}, {}};
    if (sized) grid.columns.push_back({"bytes", true});
    if (!check) grid.columns.insert(grid.columns.end(), {{"seconds", true}, {"checksum"}, {"equal"}});
    for (TableReport const& table : sorted) {
        bool const is_short = detail == Detail::brief && (table.rows == 0 || grid.rows.size() >= most_tables);
        if (!differs(table) && is_short) break;
        std::vector<Cell> row{{table.name}, {grouped(table.rows)}};
        if (sized) row.push_back({check && table.bytes == 0 ? "" : human_bytes(table.bytes)});
        if (!check) {
            row.push_back({fmt::format("{:.2f}", table.seconds)});
            row.push_back({detail == Detail::brief ? table.checksum.substr(0, 16) : table.checksum, Look::literal});
            row.push_back(table.verified ? Cell{"yes", Look::good} : Cell{"NO", Look::bad});
        }
        grid.rows.push_back(std::move(row));
    }
    grid.total = {{"all"}, {grouped(all.rows)}};
    if (sized) grid.total.push_back({human_bytes(all.bytes)});
    grid.total.resize(grid.columns.size());
    std::size_t const hidden = sorted.size() - grid.rows.size();
    if (hidden > 0) grid.more = fmt::format("and {} more{}", hidden, check ? "" : ", all equal");
    return grid;
}

// The causes of waiting, each with its seconds summed over all steps; the longest first.
std::vector<std::pair<double, std::string>> time_parts(Profile const& profile) {
    // There are no samples of the server when the work took less than a quarter of a second.
    auto const busy = static_cast<double>(profile.load.total() - profile.load.client);
    auto const of_server = [&](std::uint64_t samples) {
        return busy > 0 ? profile.server * static_cast<double>(samples) / busy : 0;
    };
    std::vector<std::pair<double, std::string>> parts{
        {profile.processor, "client CPU"},
        {std::max(0.0, profile.all - profile.processor - profile.server), "source disk or waiting for a CPU"}};
    if (busy > 0) {
        parts.emplace_back(of_server(profile.load.processor), "server CPU");
        parts.emplace_back(of_server(profile.load.disk), "server disk");
        parts.emplace_back(of_server(profile.load.locks + profile.load.other), "server locks and other waits");
    } else {
        parts.emplace_back(profile.server, "server");
    }
    std::sort(parts.rbegin(), parts.rend());
    return parts;
}

// The stages in the order in which they begin. They overlap: the seconds are those of all steps.
std::vector<std::pair<std::string, double>> stages_in_order(Timing const& time) {
    std::vector<std::pair<std::string, double>> stages{time.stages.begin(), time.stages.end()};
    auto const place = [](std::string const& stage) {
        static constexpr std::string_view order[] = {"backup", "load", "finish", "verify"};
        return std::find(std::begin(order), std::end(order), stage);
    };
    std::stable_sort(stages.begin(), stages.end(),
                     [&](auto const& one, auto const& other) { return place(one.first) < place(other.first); });
    return stages;
}

// Where the time went. Steps run in parallel, so their sum is not the elapsed time. JSON has the seconds.
Facts time_spent(Timing const& time) {
    Facts facts;
    std::vector<std::string> parts;
    for (auto const& [stage, seconds] : stages_in_order(time)) {
        parts.push_back(fmt::format("{} {}", stage, seconds_text(seconds)));
    }
    if (!parts.empty()) facts.push_back({"work", fmt::format("{} (stages overlap)", fmt::join(parts, ", "))});
    if (time.profile.all <= 0) return facts;
    parts.clear();
    for (auto const& [seconds, what] : time_parts(time.profile)) {
        double const percent = 100 * std::clamp(seconds / time.profile.all, 0.0, 1.0);
        if (percent >= 5) parts.push_back(fmt::format("{} {:.0f} %", what, percent));
    }
    facts.push_back({"spent on", fmt::format("{}", fmt::join(parts, ", "))});
    return facts;
}

Note resumed(Timing const& time) {
    if (time.resumed_steps == 0) return {};
    return {Kind::information,
            fmt::format("{} finished by an earlier run", counted(time.resumed_steps, "step was", "steps were"))};
}

Grid changed_values(Report const& report, Detail detail) {
    if (!report.scan) return {};
    Capped<Change> const& changes = report.scan->changes;
    Grid grid{fmt::format("{} {} as asked", counted(changes.total(), "value"),
                          report.published() ? "changed" : "would be changed"),
              {{"row"}, {"column"}, {"by"}, {"before"}, {"after"}},
              {}};
    for (Change const& change : changes.listed()) {
        if (grid.rows.size() == most_shown(detail)) {
            grid.more = report.rejects.file.empty() ? "… (--json lists more)"
                                                    : "… (the reject file has the rows as they were)";
            break;
        }
        grid.rows.push_back({{change.row.text(), Look::value},
                             {change.column},
                             {change.fixes.names(), Look::literal},
                             {change.before, Look::value},
                             {change.after, Look::value}});
    }
    return grid;
}

Facts rejected(Report const& report) {
    Facts facts;
    for (auto const& [table, count] : report.rejects.rows) {
        facts.push_back({report.published() ? "rejected" : "would be rejected",
                         fmt::format("{} of {}", counted(count, "row"), table)});
    }
    if (!report.rejects.file.empty()) facts.push_back({"reject file", report.rejects.file});
    return facts;
}

Note recomputed(Report const& report) {
    if (!report.latest || report.latest->none()) return {};
    std::string const words = report.published()
                                  ? "latest_metrics was recomputed from metrics: {} changed, {} added, {} without a "
                                    "row in metrics left out"
                                  : "latest_metrics will be recomputed from metrics: {} will change, {} will be "
                                    "added, {} without a row in metrics will be left out";
    return {Kind::information, fmt::format(fmt::runtime(words), counted(report.latest->different, "row"),
                                           grouped(report.latest->missing), grouped(report.latest->source_only))};
}

// The option that rewrites the locations below a root. Empty if the root is masked or cannot be displayed unchanged.
std::string rewriting(std::string const& root) {
    if (root.find('=') != std::string::npos) return " (has a =, so --rewrite-artifacts cannot change it)";
    if (is_masked(root) || printable(with_utf8_replaced(root)) != root) return {};
    return ": --rewrite-artifacts " + shell_word(root + "=NEW");
}

Grid rewrites(Report const& report) {
    if (!report.plan) return {};
    auto const& rules = report.plan->rewrites;
    bool const is_counted = report.local_artifacts && report.local_artifacts->rewritten.size() == rules.size();
    Grid grid{"As asked", {{"locations below"}, {report.published() ? "now begin with" : "would begin with"}}, {}};
    if (is_counted) grid.columns.push_back({"locations", true});
    for (std::size_t i = 0; i < rules.size(); ++i) {
        grid.rows.push_back({{rules[i].first, Look::literal}, {rules[i].second, Look::literal}});
        if (is_counted) grid.rows.back().push_back({grouped(report.local_artifacts->rewritten[i])});
    }
    return grid;
}

Facts rewritten(Report const& report) {
    Facts facts;
    if (!report.scan) return facts;
    for (auto const& [column, count] : report.scan->rewritten) {
        facts.push_back({report.published() ? "rewritten" : "would be rewritten",
                         fmt::format("{} in {}", counted(count, "artifact location"), column)});
    }
    return facts;
}

Note local_warning(Report const& report) {
    if (!report.local_artifacts || report.local_artifacts->total == 0) return {};
    std::string const count = counted(report.local_artifacts->total, "artifact location is a local path",
                                      "artifact locations are local paths");
    return {Kind::warning,
            count + (report.published() ? ", copied unchanged. MLflow finds these files only on a machine that has "
                                          "them under the same paths"
                                        : ", which will be copied unchanged. MLflow finds these files only under the "
                                          "same paths. To change a path, move the files first, then migrate with "
                                          "--rewrite-artifacts OLD=NEW")};
}

// rewritable: whether a migration with --rewrite-artifacts can still follow.
List local_roots(LocalArtifacts const& local, bool rewritable, Detail detail) {
    List list{"Local locations", {}};
    for (auto const& [root, count] : local.by_count()) {
        if (list.items.size() == most_shown(detail)) {
            list.items.push_back(
                fmt::format("… and below {}", counted(local.roots.size() - list.items.size(), "more folder")));
            break;
        }
        list.items.push_back(
            fmt::format("{} below {}{}", grouped(count), root, rewritable ? rewriting(root) : std::string{}));
    }
    return list;
}

Grid sequences(Report const& report) {
    Grid grid{"The next value of a sequence must be greater than all values in its column",
              {{"sequence"}, {"column"}, {"greatest", true}, {"next before", true}, {"next now", true}},
              {}};
    for (SequenceReport const& sequence : report.verification.sequences) {
        grid.rows.push_back({{sequence.name},
                             {sequence.column},
                             {std::to_string(sequence.greatest)},
                             {sequence.before ? std::to_string(*sequence.before) : "–"},
                             {std::to_string(sequence.next)}});
    }
    return grid;
}

void add_hypertable(Blocks& blocks, Report const& report) {
    constexpr double day_ms = 86'400'000;
    Hypertable const& hypertable = *report.hypertable;
    bool const is = report.published() || report.command == Command::verify;
    add(blocks, Kind::information,
        fmt::format("metrics {} a hypertable of {} of {:g} days", is ? "is" : "would be",
                    counted(static_cast<std::uint64_t>(hypertable.chunks), "chunk"),
                    static_cast<double>(hypertable.interval_ms) / day_ms));
    add(blocks, Kind::warning, std::string{hypertable_warning});
    if (hypertable.outliers == 0) return;
    add(blocks, Kind::warning,
        fmt::format("{} outside the years 2000 to 2099, which need chunks of their own: {}",
                    counted(static_cast<std::uint64_t>(hypertable.outliers), "row of metrics has a timestamp",
                            "rows of metrics have timestamps"),
                    fmt::join(hypertable.examples, "; ")));
}

void add_distribution(Blocks& blocks, Report const& report) {
    std::vector<std::string_view> spread;
    std::vector<std::string_view> whole;
    for (auto const& [table, column] : report.distribution->tables) (column.empty() ? whole : spread).push_back(table);
    bool const is = report.published() || !report.needed || report.command == Command::verify ||
                    report.command == Command::distribute;
    std::uint64_t const nodes = report.distribution->nodes;
    add(blocks, Kind::information,
        fmt::format("{} {} distributed by run{}; {} {} reference tables", fmt::join(spread, ", "),
                    is ? "are" : "would be", nodes == 0 ? "" : " over " + counted(nodes, "node"),
                    fmt::join(whole, ", "), is ? "are" : "would be"));
    for (std::string const& key : report.distribution->left_out) {
        add(blocks, Kind::warning,
            fmt::format("without the foreign key {}, which Citus does not support: rows that refer to a run stay when "
                        "MLflow deletes the run",
                        key));
    }
    add(blocks, Kind::warning, std::string{distribution_warning});
}

void add_sealing(Blocks& blocks, Report const& report) {
    if (!report.sealing || !report.source) return;
    auto const& [sealed, problem] = *report.sealing;
    if (sealed && report.command == Command::migrate) {
        add(blocks, Kind::information,
            fmt::format("sealed: every write to {} fails now. To undo this", report.source->path),
            "mlflow2pg unseal " + shell_word(report.source->path));
    }
    if (problem.empty()) return;
    add(blocks, Kind::warning,
        fmt::format("{}: {}",
                    sealed ? "the source is sealed, but not against changes of its schema"
                           : "the migration is done, but the source is not sealed",
                    problem));
}

// How much of the source has changed since it was prepared.
std::string changed_share(std::uint64_t changed, std::uint64_t pages) {
    if (changed == 0) return "no page has changed since";
    double const percent = 100.0 * static_cast<double>(changed) / static_cast<double>(pages);
    return percent < 0.1 ? "less than 0.1 % of the pages changed since"
                         : fmt::format("{:.1f} % of the pages changed since", percent);
}

void add_preparation(Blocks& blocks, Report const& report) {
    if (report.base_file) {
        add(blocks, Kind::information,
            fmt::format("base file: {}, {}. Keep it unchanged until the migration", report.base_file->path,
                        human_bytes(report.base_file->bytes)));
    }
    if (!report.preparation) return;
    Preparation const& found = *report.preparation;
    if (!found.unused_because.empty()) {
        add(blocks, Kind::warning,
            fmt::format("what was prepared {}cannot be used: {}. Everything {} loaded",
                        found.at.empty() ? "" : "at " + found.at + " ", found.unused_because,
                        report.command == Command::check ? "would be" : "was"));
        return;
    }
    if (found.caught_up) {
        add(blocks, Kind::information,
            fmt::format("prepared at {}, then brought up to date: {} removed, {} added (a changed row is both). "
                        "Unchanged pages were compared byte by byte with {}",
                        found.at, counted(found.gone, "row"), counted(found.added, "row"), found.base_file));
    } else if (report.command == Command::check) {
        add(blocks, Kind::information,
            fmt::format("prepared at {}: {}", found.at, changed_share(found.changed_pages, found.catch_up.pages)));
    }
    for (std::string const& table : found.by_rows) {
        add(blocks, Kind::information, "compared by rows, not pages: " + table);
    }
}

Blocks notes(Report const& report) {
    Blocks blocks;
    add_preparation(blocks, report);
    if (report.renumbering.experiments > 0) {
        add(blocks, Kind::information,
            fmt::format("{} {} new ids: {}", counted(report.renumbering.experiments, "experiment"),
                        report.published() ? "got" : "would get", report.renumbering.mapping_file));
    }
    if (report.plan && !report.plan->widened.empty()) {
        add(blocks, Kind::information,
            fmt::format("bigint instead of MLflow's integer: {}", fmt::join(report.plan->widened, ", ")));
    }
    if (report.hypertable) add_hypertable(blocks, report);
    if (report.distribution) add_distribution(blocks, report);
    if (report.plan && !report.plan->left_behind.empty()) {
        std::vector<std::string> objects;
        for (SourceObject const& object : report.plan->left_behind) objects.push_back(object.text());
        add(blocks, Kind::warning,
            fmt::format("not part of MLflow, and not copied: {} {} in the SQLite file", fmt::join(objects, ", "),
                        objects.size() == 1 ? "stays" : "stay"));
    }
    if (report.backup) {
        add(blocks, Kind::information,
            fmt::format("backup: {}, {}, verified", report.backup->path, human_bytes(report.backup->bytes)));
    }
    add_sealing(blocks, report);
    if (!report.source) return blocks;
    if (!report.source->seal.empty()) add(blocks, Kind::information, "seal found: " + report.source->seal);
    for (std::string const& path : report.source->partial_backups) {
        add(blocks, Kind::warning,
            fmt::format("{} is an incomplete backup left by a run that was killed. You can delete it", path));
    }
    for (Holder const& holder : report.source->holders.seen) add(blocks, Kind::warning, holder.text());
    add(blocks, Kind::warning, report.source->holders.unseen);
    return blocks;
}

Blocks differences(Report const& report) {
    Blocks blocks;
    for (std::string const& difference : report.verification.differences) add(blocks, Kind::difference, difference);
    return blocks;
}

}  // namespace

Outline outline(Report const& report, Detail detail) {
    bool const full = detail == Detail::full;
    Outline outline{fmt::format("{}{}{}{}", name(report.command), report.dry_run ? " --dry-run" : "",
                                report.ending.time.empty() ? "" : " · ", report.ending.time),
                    report.source ? report.source->path : "",
                    verdict(report),
                    figures(report),
                    {}};
    auto const section = [&](std::string heading, Blocks blocks) {
        // Empty blocks are dropped, and a section without blocks is not shown.
        std::erase_if(blocks, [](Block const& block) {
            return std::visit([](auto const& shape) { return is_empty(shape); }, block);
        });
        if (!blocks.empty()) outline.sections.push_back({std::move(heading), std::move(blocks)});
    };
    auto const table_section = [&] { section("Tables", {tables(report, detail)}); };
    LocalArtifacts const local = report.local_artifacts.value_or(LocalArtifacts{});
    section("What to do", what_to_do(report));
    section("Differences", differences(report));
    section("Source and target", {databases(report)});
    if (full) section("Run", {circumstances(report)});
    if (report.command != Command::check) table_section();
    section("What does not fit PostgreSQL", {misfit_kinds(report), misfit_rows(report, detail)});
    section("What a migration would do", {List{"", report.forecast.work}});
    if (report.command == Command::check) table_section();
    section(report.published() ? "What was changed, rejected and recomputed"
                               : "What would be changed, rejected and recomputed",
            {changed_values(report, detail), rejected(report), recomputed(report)});
    section("Artifact locations", {rewrites(report), rewritten(report), local_warning(report),
                                   local_roots(local, !report.published(), detail)});
    if (full) section("Sequences", {sequences(report)});
    section("Time", {time_spent(report.time), resumed(report.time)});
    section("Notes", notes(report));
    section("Hints", notes_of(Kind::hint, report.suggestions.hints));
    section("Next", notes_of(Kind::next, report.suggestions.commands));
    return outline;
}

}  // namespace mlflow2pg
