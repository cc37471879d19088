// SPDX-License-Identifier: Apache-2.0
// The content of the page. tests/real_mlflow/test_report.py checks that it is valid HTML, and how it looks in Chromium.
#include "report/html.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "files.hpp"

using namespace mlflow2pg;
using namespace std::string_literals;
using namespace mlflow2pg::test;

namespace {

// Checks that every element is closed, in the right order.
void ensure_balanced(std::string const& html) {
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        std::size_t const end = html.find('>', at);
        BOOST_TEST_REQUIRE(end != std::string::npos);
        std::string const tag = html.substr(at + 1, end - at - 1);
        std::string const name = tag.substr(0, tag.find(' '));
        if (name == "!DOCTYPE" || name == "meta") continue;
        if (name.starts_with('/')) {
            BOOST_TEST_REQUIRE(!open.empty());
            BOOST_TEST_REQUIRE(open.back() == name.substr(1));
            open.pop_back();
        } else {
            open.push_back(name);
        }
    }
    BOOST_TEST(open.empty());
}

bool has(std::string const& html, std::string_view text) { return html.find(text) != std::string::npos; }

Report migrated() {
    Report report;
    report.command = Command::migrate;
    report.source.emplace().path = "mlruns.db";
    report.target.emplace().name = "mlflow at db:5432 as ann";
    report.plan.emplace();
    report.verification.tables = {{"params", 10, 1000, 0.5, std::string(32, 'b'), true},
                                  {"metrics", 1000, 90000, 2, std::string(32, 'a'), true},
                                  {"tags", 0, 0, 0, std::string(32, '0'), true}};
    report.verification.sequences = {{"experiments_experiment_id_seq", "experiments.experiment_id", 12, 13, 1}};
    report.time.profile = {4, 1, 2, {}};
    report.time.stages = {{"load", 3}, {"verify", 1}};
    report.time.seconds = 2.5;
    report.ending.time = "2026-11-21 14:00:00 UTC";
    return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_tests)

BOOST_AUTO_TEST_CASE(a_migration_is_told_whole) {
    std::string const html = html_report(outline(migrated()));
    ensure_balanced(html);
    for (char const* const part : {"<h1>MIGRATED</h1>", "every row verified, published.", "2026-11-21 14:00:00 UTC",
                                   "mlruns.db", "mlflow at db:5432 as ann", "<th scope=\"row\">metrics</th>", "1,010",
                                   "3 of 3", "2.50 s", "<th scope=\"row\">tags</th>", "aaaaaaaaaaaaaaaa",
                                   "experiments_experiment_id_seq", "next before", "client CPU"}) {
        BOOST_TEST(has(html, part), part);
    }
    // The table with the most rows comes first.
    BOOST_TEST(html.find(">metrics<") < html.find(">params<"));
}

BOOST_AUTO_TEST_CASE(nothing_comes_from_elsewhere_and_nothing_runs) {
    std::string const html = html_report(outline(migrated()));
    for (char const* const never : {"<script", "http://", "https://", "src=", "href=", "url(", "@import", "onload"}) {
        BOOST_TEST(!has(html, never), never);
    }
}

BOOST_AUTO_TEST_CASE(text_of_any_origin_stays_text) {
    std::string const nasty = "<b onclick=\"x('&')\">\xFF \0 \x01 \x7F \xED\xA0\x80</b>"s;
    Report report = migrated();
    for (ExitCode const code : {ExitCode::done, ExitCode::data}) {
        report.ending.code = code;
        report.ending.next_steps = report.suggestions.hints = report.suggestions.commands = {{nasty, nasty}};
        report.ending.error = report.source->path = report.target->name = report.source->revision = report.ending.time =
            nasty;
        report.source->releases = report.source->journal_mode = report.target->version = report.rejects.file = nasty;
        report.verification.tables[0].name = report.verification.tables[0].checksum = nasty;
        report.also = {{nasty, {{nasty, nasty}}}};
        report.verification.differences = report.forecast.work = {nasty};
        report.plan->left_behind = {{"table", nasty}};
        report.source->holders.seen = {{1, nasty, nasty, nasty, nasty}};
        report.verification.sequences[0].name = report.verification.sequences[0].column = nasty;
        report.time.stages = {{nasty, 1}};
        report.rejects.rows = {{nasty, 1}};
        report.plan->rewrites = {{nasty, nasty}};
        report.local_artifacts.emplace();
        report.local_artifacts->total = 1;
        report.local_artifacts->roots = {{nasty, 1}};
        report.scan.emplace();
        report.scan->misfits.add({{nasty, {{nasty, nasty}}, 1}, nasty, Reason::invalid_utf8, nasty});
        report.scan->counts[{nasty, Reason::invalid_utf8}] = 1;
        report.scan->changes.add({{nasty, {{nasty, nasty}}, 1}, nasty, {}, nasty, nasty});
        report.scan->rewritten = {{nasty, 1}};
        std::string const html = html_report(outline(report));
        ensure_balanced(html);
        BOOST_TEST(!has(html, "<b "));
        BOOST_TEST(has(html, "&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;"));
        BOOST_TEST(is_utf8(html));
        for (char const forbidden : {'\0', '\x01', '\x7F'}) BOOST_TEST(html.find(forbidden) == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_failure_says_what_to_do_first) {
    Report report = migrated();
    report.ending.code = ExitCode::target;
    report.ending.error = "the server went away";
    report.ending.next_steps = {{"run again to resume", "mlflow2pg migrate m.db postgresql:///d"}};
    report.also = {{"it is full, too", {{"make room"}}}};
    std::string const html = html_report(outline(report));
    ensure_balanced(html);
    BOOST_TEST(has(html, "<h1>NOT MIGRATED (MLflow&#39;s tables in the target are unchanged)</h1>"));
    BOOST_TEST(has(html, "<header class=\"bad\">"));
    for (char const* const part :
         {"the server went away", "run again to resume</p>\n<pre>mlflow2pg migrate m.db postgresql:///d</pre>",
          "it is full, too", "make room"}) {
        BOOST_TEST(has(html, part), part);
        BOOST_TEST(html.find(part) < html.find("<h2>Tables</h2>"));
    }
    report.ending.code = ExitCode::data;
    BOOST_TEST(has(html_report(outline(report)), "<header class=\"attention\">"));
}

BOOST_AUTO_TEST_CASE(a_report_of_nothing_is_a_page_too) {
    for (Command const command : {Command::check, Command::migrate, Command::verify}) {
        Report report;
        report.command = command;
        std::string const html = html_report(outline(report));
        ensure_balanced(html);
        BOOST_TEST(!has(html, "<section>"));
        BOOST_TEST(!has(html, "nan"));
    }
}

BOOST_AUTO_TEST_CASE(artifacts_changes_and_drift_have_tables) {
    Report report = migrated();
    report.latest = LatestDrift{10, 1, 2, 3};
    report.rejects.rows = {{"params", 3}};
    report.rejects.file = "mlruns.db.rejects.jsonl";
    report.plan->rewrites = {{"/srv/mlruns", "s3://bucket"}};
    report.scan.emplace();
    Fixes fixes;
    fixes.add(Fix::rewrite_artifacts);
    report.scan->changes.add(
        {{"runs", {{"run_uuid", "r1"}}, 1}, "artifact_uri", fixes, "/srv/mlruns/1", "s3://bucket/1"});
    report.scan->rewritten = {{"runs.artifact_uri", 1234}};
    report.local_artifacts.emplace();
    for (int i = 0; i < 7; ++i) report.local_artifacts->add("/home/ann/mlruns/" + std::to_string(i));
    std::string const html = html_report(outline(report));
    ensure_balanced(html);
    for (char const* const part :
         {" added", "3 rows of params", "mlruns.db.rejects.jsonl", "rewrite-artifacts", "runs.artifact_uri", "1,234",
          "s3://bucket/1", "/home/ann/mlruns", "7 artifact locations are local paths"}) {
        BOOST_TEST(has(html, part), part);
    }
}

BOOST_AUTO_TEST_CASE(rules_say_what_each_did_and_only_a_migration_that_is_done_did_anything) {
    Report report = migrated();
    report.plan->rewrites = {{"/srv/mlruns", "s3://bucket"}, {"/typo", "s3://bucket"}};
    report.local_artifacts.emplace();
    report.local_artifacts->rewritten = {1234, 0};
    report.scan.emplace();
    report.scan->changes.add({{"runs", {{"run_uuid", "r1"}}, 1}, "artifact_uri", {}, "a", "b"});
    report.scan->rewritten = {{"runs.artifact_uri", 1234}};
    std::string const done = html_report(outline(report));
    ensure_balanced(done);
    for (char const* const part :
         {"now begin with", "What was changed", "1 value changed as asked",
          "<code>s3://bucket</code></td><td class=\"number\" data-name=\"locations\">1,234</td>",
          "<code>s3://bucket</code></td><td class=\"number\" data-name=\"locations\">0</td>"}) {
        BOOST_TEST(has(done, part), part);
    }
    auto const only_would = [&] {
        std::string const html = html_report(outline(report));
        BOOST_TEST(has(html, "would begin with"));
        BOOST_TEST(has(html, "What would be changed"));
        BOOST_TEST(has(html, "1 value would be changed as asked"));
        BOOST_TEST(has(html, "<dt>would be rewritten</dt>"));
        BOOST_TEST(!has(html, "now begin with"));
    };
    report.dry_run = true;
    only_would();
    report.dry_run = false;
    report.ending.code = ExitCode::target;
    only_would();
}

BOOST_AUTO_TEST_CASE(a_verification_has_no_column_of_bytes) {
    Report report = migrated();
    BOOST_TEST(has(html_report(outline(report)), ">bytes</th>"));
    report.command = Command::verify;
    for (TableReport& table : report.verification.tables) table.bytes = 0;
    std::string const html = html_report(outline(report));
    ensure_balanced(html);
    BOOST_TEST(!has(html, ">bytes</th>"));
    BOOST_TEST(!has(html, ">0 B<"));
}

BOOST_AUTO_TEST_SUITE_END()
