#include "report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

constexpr std::size_t rows_shown = 20;  // of misfits and changes of each kind

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; --page: #f4f6f8; --sheet: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4;
  --code: #f0f3f6; --bar: #2f6fbd; --done: #17713f; --done-soft: #e3f4e9; --care: #835100; --care-soft: #fdf1d8;
  --failed: #b3261e; --failed-soft: #fdeae8; --p0: #2f6fbd; --p1: #2a9d76; --p2: #c27c0e; --p3: #8b5fbf; --p4: #7a8591; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1317; --sheet: #171c22; --ink: #e6eaee; --soft: #9daab6;
  --line: #303841; --code: #20272f; --bar: #5b9be6; --done: #63d297; --done-soft: #15301f; --care: #f0bd63;
  --care-soft: #33270f; --failed: #ff9a90; --failed-soft: #3a1a18; --p0: #5b9be6; --p1: #4cc79a; --p2: #e3a645;
  --p3: #b28ee0; --p4: #8f9aa6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue",
  "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
main { max-width: 66rem; margin: 2rem auto; padding: 0 1rem; }
header, section { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1rem;
  padding: 1.1rem 1.4rem; }
header { border-left: 8px solid var(--tone); background: var(--tone-soft); }
.done { --tone: var(--done); --tone-soft: var(--done-soft); }
.care { --tone: var(--care); --tone-soft: var(--care-soft); }
.failed { --tone: var(--failed); --tone-soft: var(--failed-soft); }
.when { margin: 0; color: var(--soft); font-size: .87rem; }
h1 { margin: .2rem 0 0; font-size: 1.75rem; line-height: 1.25; color: var(--tone); letter-spacing: -.01em; }
h1 + p { margin: .25rem 0 0; font-size: 1.05rem; }
h2 { margin: 0 0 .6rem; font-size: 1.08rem; }
ul.tiles { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .8rem 1.4rem; margin: 1rem 0 0; }
.tiles li { margin: 0; border-top: 1px solid var(--line); padding-top: .4rem; }
.tiles span { display: block; color: var(--soft); font-size: .83rem; }
.tiles strong { font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1.2rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; }
.wide { overflow-x: auto; } .wide + .wide, .wide + p { margin-top: 1.2rem; }
@media screen { .wide table:not(.slim) :is(th, td) { overflow-wrap: break-word; } }
td .any { overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .93rem; }
caption { text-align: left; color: var(--soft); font-size: .87rem; padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .9rem .32rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 500; font-size: .83rem; white-space: nowrap; }
tbody th { font-weight: 500; } tfoot th, tfoot td { font-weight: 600; border-bottom: 0; }
tr > :last-child { padding-right: 0; }
.n { text-align: right; white-space: nowrap; } td.n { min-width: 6.5rem; }
.track { display: block; height: 5px; margin-top: 3px; border-radius: 3px; background: var(--code); }
.bar { display: block; height: 5px; border-radius: 3px; background: var(--bar); margin-left: auto; }
.strip { display: flex; height: 18px; border-radius: 5px; overflow: hidden; margin: 0 0 .9rem; }
.strip span { border-right: 1px solid var(--sheet); } .strip span:last-child { border-right: 0; }
.key { display: inline-block; width: .75em; height: .75em; border-radius: 2px; margin-right: .5em; }
.p0 { background: var(--p0); } .p1 { background: var(--p1); } .p2 { background: var(--p2); } .p3 { background: var(--p3); }
.p4 { background: var(--p4); }
code, pre { font: .89em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { margin: 0 0 .5rem; padding: .6rem .8rem; background: var(--code); border-radius: 6px; white-space: pre-wrap; }
pre:last-child, ul:last-child, p:last-child { margin-bottom: 0; }
ul { margin: 0; padding-left: 1.2rem; } li { margin: .15rem 0; }
.warning { color: var(--care); } .bad { color: var(--failed); font-weight: 600; } .good { color: var(--done); }
.soft { color: var(--soft); } .lines { white-space: pre-wrap; }
section > p { margin: .6rem 0; }
footer { color: var(--soft); font-size: .83rem; padding: 0 .2rem 1.5rem; }
@media (max-width: 40rem) { main { margin: .6rem auto; padding: 0 .6rem; } header, section { padding: .9rem; }
  h1 { font-size: 1.4rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; }
  .wide table { min-width: 34rem; } .wide .slim { min-width: 0; } td.n { min-width: 5rem; } }
@media print { :root { --page: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --code: #f2f2f2; --bar: #2f6fbd;
  --done: #14603a; --care: #6f4500; --failed: #9b1f18; --done-soft: #fff; --care-soft: #fff; --failed-soft: #fff; }
  @page { margin: 14mm; } html { font-size: 80%; } body { font-size: 9.5pt; } main { max-width: none; margin: 0; padding: 0; }
  header, section { border-radius: 0; padding: .5rem .7rem; } .wide { overflow: visible; }
  .wide table { min-width: 0; } td.n { min-width: 3.6rem; } tr, pre, li { break-inside: avoid; } h2 { break-after: avoid; }
  .bar, .track, .strip, .key { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)css";

// Text of any origin as HTML: markup is told, and what is no character of HTML becomes U+FFFD.
std::string escaped(std::string_view text) {
    std::string html;
    for (char const character : with_utf8_replaced(text)) {
        auto const code = static_cast<unsigned char>(character);
        switch (character) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default:
                if ((code < 0x20 && character != '\n' && character != '\t') || code == 0x7F) {
                    html += "\xEF\xBF\xBD";
                } else {
                    html += character;
                }
        }
    }
    return html;
}

std::string code(std::string_view text) { return "<code>" + escaped(text) + "</code>"; }

// Text that may be broken wherever a line is full: values are long and have no blanks.
std::string anywhere(std::string_view text) { return R"(<span class="any">)" + escaped(text) + "</span>"; }

double percent(double part, double whole) { return whole > 0 ? std::clamp(100 * part / whole, 0.0, 100.0) : 0; }

// A number with a bar below it, as long as its part of the greatest.
std::string bar(std::string const& shown, double part, double greatest) {
    return fmt::format(
        R"({}<span class="track" aria-hidden="true"><span class="bar" style="width:{:.1f}%"></span></span>)", shown,
        percent(part, greatest));
}

std::string seconds_text(double seconds) {
    if (seconds < 60) return fmt::format("{:.2f} s", seconds);
    auto const whole = static_cast<std::uint64_t>(seconds);
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

struct Head {
    std::string_view name;
    bool number = false;
};

using Cells = std::vector<std::string>;  // HTML

struct Grid {
    std::string caption;
    std::vector<Head> heads;
    std::vector<Cells> rows;
    Cells total = {};
    bool slim = false;  // fits the narrowest screen
};

void add_cells(std::string& html, std::vector<Head> const& heads, Cells const& cells) {
    html += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string_view const numeric = heads[i].number ? R"( class="n")" : "";
        html += i == 0 ? fmt::format(R"(<th scope="row"{}>{}</th>)", numeric, cells[i])
                       : fmt::format("<td{}>{}</td>", numeric, cells[i]);
    }
    html += "</tr>\n";
}

// Wider than a narrow screen, it is scrolled in itself, with the keyboard, too.
void add_grid(std::string& html, Grid const& grid) {
    if (grid.rows.empty()) return;
    html += fmt::format(R"(<div class="wide"{}><table{}><caption>{}</caption>)",
                        grid.slim ? "" : fmt::format(R"( role="region" tabindex="0" aria-label="{}")", grid.caption),
                        grid.slim ? R"( class="slim")" : "", grid.caption);
    html += "\n<thead><tr>";
    for (Head const& head : grid.heads) {
        html += fmt::format(R"(<th scope="col"{}>{}</th>)", head.number ? R"( class="n")" : "", head.name);
    }
    html += "</tr></thead>\n<tbody>\n";
    for (Cells const& row : grid.rows) add_cells(html, grid.heads, row);
    html += "</tbody>\n";
    if (!grid.total.empty()) {
        html += "<tfoot>";
        add_cells(html, grid.heads, grid.total);
        html += "</tfoot>\n";
    }
    html += "</table></div>\n";
}

void open_section(std::string& html, std::string_view heading) {
    html += fmt::format("<section>\n<h2>{}</h2>\n", heading);
}

// Definitions of which empty ones are left out.
void add_facts(std::string& html, std::vector<std::pair<std::string_view, std::string>> const& facts) {
    html += "<dl>\n";
    for (auto const& [name, value] : facts) {
        if (!value.empty()) html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, value);
    }
    html += "</dl>\n";
}

std::string_view tone(Report const& report) {
    if (report.exit_code == ExitCode::done) {
        bool const in_use = report.command == Command::check && !report.holders.empty();
        return in_use ? "care" : "done";
    }
    return report.exit_code == ExitCode::data || report.exit_code == ExitCode::busy ? "care" : "failed";
}

void add_head(std::string& html, Report const& report) {
    std::string const said = verdict(report);
    std::size_t const colon = said.find(": ");
    html += fmt::format("<header class=\"{}\">\n<p class=\"when\">mlflow2pg {}{}{}</p>\n<h1>{}</h1>\n", tone(report),
                        name(report.command), report.dry_run ? " --dry-run" : "",
                        report.ended.empty() ? "" : " · " + escaped(report.ended), escaped(said.substr(0, colon)));
    if (colon != std::string::npos) html += fmt::format("<p>{}</p>\n", escaped(said.substr(colon + 2)));
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    std::size_t verified = 0;
    for (TableReport const& table : report.tables) {
        rows += table.rows;
        bytes += table.bytes;
        verified += table.verified ? 1 : 0;
    }
    bool const check = report.command == Command::check;
    bool const any = !report.tables.empty();
    std::vector<std::pair<std::string_view, std::string>> const tiles{
        {"rows", any ? grouped(rows) : ""},
        {check ? "of data, about" : "sent to PostgreSQL", bytes > 0 ? human_bytes(bytes) : ""},
        {"tables verified", any && !check ? fmt::format("{} of {}", verified, report.tables.size()) : ""},
        {"time", report.seconds > 0 ? seconds_text(report.seconds) : ""},
        {"a migration takes about", report.predicted_seconds ? seconds_text(*report.predicted_seconds) : ""},
        {"misfits", report.scan ? grouped(report.scan->misfits.total()) : ""}};
    std::string list;
    for (auto const& [name, value] : tiles) {
        if (!value.empty()) list += fmt::format("<li><span>{}</span> <strong>{}</strong></li>\n", name, value);
    }
    if (!list.empty()) html += "<ul class=\"tiles\">\n" + list + "</ul>\n";
    html += "</header>\n";
}

void add_problem(std::string& html, Report const& report) {
    if (report.next_step.empty() && report.more.empty()) return;
    open_section(html, "What to do");
    if (!report.next_step.empty()) html += fmt::format("<p class=\"lines\">{}</p>\n", escaped(report.next_step));
    for (Obstacle const& obstacle : report.more) {
        html += fmt::format("<p class=\"bad lines\">{}</p>\n", escaped(obstacle.error));
        if (!obstacle.next_step.empty()) {
            html += fmt::format("<p class=\"lines\">{}</p>\n", escaped(obstacle.next_step));
        }
    }
    html += "</section>\n";
}

void add_databases(std::string& html, Report const& report) {
    if (report.source.empty() && report.target.empty()) return;
    open_section(html, "From where to where");
    std::string source;
    if (!report.source.empty()) source = code(report.source) + ", " + human_bytes(report.source_bytes);
    add_facts(html, {{"source", source},
                     {"revision", escaped(report.revision)},
                     {"written by MLflow", escaped(report.releases)},
                     {"journal mode", escaped(report.journal_mode)},
                     {"target", escaped(report.target)},
                     {"server", escaped(report.target_version)}});
    html += "</section>\n";
}

void add_tables(std::string& html, Report const& report) {
    bool const check = report.command == Command::check;
    std::vector<TableReport> const tables = by_size(report);
    // Only what sends rows, and a check's estimate, knows their bytes.
    bool const sized =
        std::any_of(tables.begin(), tables.end(), [](TableReport const& table) { return table.bytes > 0; });
    Grid grid{check ? "Tables of the source that hold something; sizes are estimates"
                    : "Tables that hold something, with the first half of the checksum of their rows",
              {{"table"}, {"rows", true}},
              {}};
    if (sized) grid.heads.push_back({"bytes", true});
    if (!check) grid.heads.insert(grid.heads.end(), {{"seconds", true}, {"checksum"}, {"verified"}});
    TableReport sum;
    double slowest = 0;
    for (TableReport const& table : tables) {
        sum.rows += table.rows;
        sum.bytes += table.bytes;
        slowest = std::max(slowest, table.seconds);
    }
    std::size_t empty = 0;
    for (TableReport const& table : tables) {
        if (table.rows == 0 && table.verified) {
            ++empty;
            continue;
        }
        Cells row{escaped(table.name),
                  bar(grouped(table.rows), static_cast<double>(table.rows), static_cast<double>(tables.front().rows))};
        if (sized) row.push_back(table.bytes == 0 && check ? "" : human_bytes(table.bytes));
        if (!check) {
            row.push_back(bar(fmt::format("{:.2f}", table.seconds), table.seconds, slowest));
            row.push_back(code(table.checksum.substr(0, 16)));
            row.emplace_back(table.verified ? R"(<span class="good">yes</span>)" : R"(<span class="bad">no</span>)");
        }
        grid.rows.push_back(std::move(row));
    }
    if (tables.empty()) return;
    grid.total = {"all", grouped(sum.rows)};
    if (sized) grid.total.push_back(human_bytes(sum.bytes));
    if (!check) grid.total.insert(grid.total.end(), {"", "", ""});
    open_section(html, "Tables");
    add_grid(html, grid);
    if (empty > 0) html += fmt::format("<p class=\"soft\">And {} empty tables, verified.</p>\n", empty);
    html += "</section>\n";
}

void add_time(std::string& html, Report const& report) {
    if (report.profile.all <= 0) return;
    open_section(html, "Where the time went");
    Grid parts{"Work of all steps, which run side by side; what of it was waited for",
               {{"what"}, {"seconds", true}, {"share", true}},
               {}};
    parts.slim = true;
    std::string strip;
    std::size_t color = 0;
    for (auto const& [seconds, what] : time_parts(report.profile)) {
        double const share = percent(seconds, report.profile.all);
        strip += fmt::format(R"(<span class="p{}" style="width:{:.1f}%"></span>)", color, share);
        parts.rows.push_back(
            {fmt::format(R"(<span class="key p{}" aria-hidden="true"></span>{})", color, escaped(what)),
             fmt::format("{:.2f}", seconds), fmt::format("{:.0f} %", share)});
        ++color;
    }
    html += fmt::format("<div class=\"strip\" aria-hidden=\"true\">{}</div>\n", strip);
    add_grid(html, parts);
    Grid stages{"The same by stage", {{"stage"}, {"seconds", true}}, {}};
    stages.slim = true;
    double longest = 0;
    for (auto const& [stage, seconds] : report.stage_seconds) longest = std::max(longest, seconds);
    for (auto const& [stage, seconds] : report.stage_seconds) {
        stages.rows.push_back({escaped(stage), bar(fmt::format("{:.2f}", seconds), seconds, longest)});
    }
    add_grid(html, stages);
    html += "</section>\n";
}

void add_misfits(std::string& html, Report const& report) {
    if (!report.scan || report.scan->misfits.empty()) return;
    MisfitScan const& scan = *report.scan;
    open_section(html, "What does not fit PostgreSQL");
    Grid kinds{"Misfits by kind", {{"table"}, {"what"}, {"rows", true}, {"settled by"}}, {}};
    Grid examples{"The rows, the first of each kind", {{"row"}, {"column"}, {"what"}}, {}};
    for (auto const& [kind, count] : scan.counts) {
        kinds.rows.push_back(
            {escaped(kind.first), escaped(description(kind.second)), grouped(count), code(flag(kind.second))});
        std::size_t shown = 0;
        for (Misfit const& misfit : scan.misfits.listed()) {
            if (misfit.row.table != kind.first || misfit.reason != kind.second || shown++ >= rows_shown) continue;
            std::string const detail = misfit.detail.empty() ? "" : ": " + misfit.detail;
            examples.rows.push_back({escaped(misfit.row.text()), escaped(misfit.column),
                                     anywhere(std::string{description(kind.second)} + detail)});
        }
    }
    add_grid(html, kinds);
    add_grid(html, examples);
    html += "</section>\n";
}

void add_changes(std::string& html, Report const& report) {
    bool const changed = report.scan && !report.scan->changes.empty();
    bool const recomputed = report.latest && !report.latest->none();
    if (!changed && report.rejected.empty() && !recomputed) return;
    open_section(html, published(report) ? "What was changed, rejected and recomputed"
                                         : "What would be changed, rejected and recomputed");
    if (!report.rejected.empty()) {
        Grid rejected{"Rows that stay behind", {{"table"}, {"rows", true}}, {}};
        rejected.slim = true;
        for (auto const& [table, count] : report.rejected) rejected.rows.push_back({escaped(table), grouped(count)});
        add_grid(html, rejected);
    }
    if (recomputed) {
        Grid latest{"latest_metrics, computed anew from metrics", {{"rows that"}, {"", true}}, {}};
        latest.slim = true;
        latest.rows = {{"differ from the source's", grouped(report.latest->different)},
                       {"were missing there", grouped(report.latest->missing)},
                       {"had no metric behind them", grouped(report.latest->source_only)}};
        latest.heads[1].name = "count";
        add_grid(html, latest);
    }
    if (changed) {
        Grid changes{fmt::format("{} values {} as asked{}", grouped(report.scan->changes.total()),
                                 published(report) ? "changed" : "would be changed",
                                 report.scan->changes.total() > rows_shown ? ", the first of them" : ""),
                     {{"row"}, {"column"}, {"by"}, {"before"}, {"after"}},
                     {}};
        for (Change const& change : report.scan->changes.listed()) {
            if (changes.rows.size() == rows_shown) break;
            changes.rows.push_back({escaped(change.row.text()), escaped(change.column), code(change.fixes.names()),
                                    anywhere(change.before), anywhere(change.after)});
        }
        add_grid(html, changes);
    }
    if (!report.reject_file.empty()) {
        html += fmt::format("<p>All of these rows, as they were, are in {}.</p>\n", code(report.reject_file));
    }
    html += "</section>\n";
}

void add_artifacts(std::string& html, Report const& report) {
    bool const rewritten = report.scan && !report.scan->rewritten.empty();
    bool const local = report.local_artifacts && report.local_artifacts->total > 0;
    bool const counted = report.local_artifacts && report.local_artifacts->rewritten.size() == report.rewrites.size();
    if (!rewritten && !local && report.rewrites.empty()) return;
    open_section(html, "Where artifacts lie");
    bool const done = published(report);
    Grid rules{"As asked", {{"locations below"}, {done ? "now begin with" : "would begin with"}}, {}};
    rules.slim = true;
    for (auto const& [old, replacement] : report.rewrites) rules.rows.push_back({code(old), code(replacement)});
    if (counted) {
        rules.heads.push_back({"locations", true});
        for (std::size_t i = 0; i < rules.rows.size(); ++i) {
            rules.rows[i].push_back(grouped(report.local_artifacts->rewritten[i]));
        }
    }
    add_grid(html, rules);
    if (rewritten) {
        Grid columns{
            done ? "Rewritten locations" : "Locations that would be rewritten", {{"column"}, {"rows", true}}, {}};
        columns.slim = true;
        for (auto const& [column, count] : report.scan->rewritten) {
            columns.rows.push_back({escaped(column), grouped(count)});
        }
        add_grid(html, columns);
    }
    if (local) {
        html += fmt::format(
            "<p class=\"warning\">{} locations are paths of one machine, and stay what they are. Move the files "
            "yourself and give <code>--rewrite-artifacts OLD=NEW</code>.</p>\n",
            grouped(report.local_artifacts->total));
        Grid roots{"Local locations", {{"below"}, {"locations", true}}, {}};
        roots.slim = true;
        for (auto const& [root, count] : report.local_artifacts->by_count()) {
            if (roots.rows.size() == rows_shown) break;
            roots.rows.push_back({code(root), grouped(count)});
        }
        add_grid(html, roots);
    }
    html += "</section>\n";
}

void add_sequences(std::string& html, Report const& report) {
    if (report.sequences.empty()) return;
    open_section(html, "Sequences");
    Grid grid{"What each gives next; it has to be more than the greatest value in its column",
              {{"sequence"}, {"column"}, {"greatest", true}, {"next before", true}, {"next now", true}},
              {}};
    for (SequenceReport const& sequence : report.sequences) {
        grid.rows.push_back({escaped(sequence.name), escaped(sequence.column), std::to_string(sequence.greatest),
                             sequence.before ? std::to_string(*sequence.before) : "–", std::to_string(sequence.next)});
    }
    add_grid(html, grid);
    html += "</section>\n";
}

void add_list(std::string& html, std::string_view heading, std::vector<std::string> const& lines) {
    if (lines.empty()) return;
    constexpr std::string_view warning = "warning: ";
    open_section(html, heading);
    html += "<ul>\n";
    for (std::string const& line : lines) {
        bool const warns = line.starts_with(warning);
        html += fmt::format("<li{}>{}</li>\n", warns ? R"( class="warning")" : "",
                            escaped(warns ? line.substr(warning.size()) : line));
    }
    html += "</ul>\n</section>\n";
}

}  // namespace

std::string html_report(Report const& report) {
    std::string const said = verdict(report);
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n"
        "<style>{}</style>\n</head>\n<body>\n<main>\n",
        escaped(said.substr(0, said.find(':')) + (report.source.empty() ? "" : " – " + report.source)), style);
    add_head(html, report);
    add_problem(html, report);
    add_list(html, "Differences", report.differences);
    add_databases(html, report);
    add_misfits(html, report);
    add_list(html, "What a migration would do", report.work);
    add_tables(html, report);
    add_time(html, report);
    add_changes(html, report);
    add_artifacts(html, report);
    add_sequences(html, report);
    add_list(html, "Also worth knowing", notes(report));
    add_list(html, "Hints", report.hints);
    if (!report.next.empty()) {
        open_section(html, "Next");
        for (std::string const& command : report.next) html += fmt::format("<pre>{}</pre>\n", escaped(command));
        html += "</section>\n";
    }
    html += fmt::format("<footer>mlflow2pg {}</footer>\n</main>\n</body>\n</html>\n", MLFLOW2PG_VERSION);
    return html;
}

}  // namespace mlflow2pg
