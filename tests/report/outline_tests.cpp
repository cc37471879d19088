// SPDX-License-Identifier: Apache-2.0
// Text and HTML have the same content in the same order; and what they say about each fact.
#include "report/outline.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "full_report.hpp"
#include "report/html.hpp"
#include "report/text.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// A report with every fact that it can hold. All its texts are different, and need no escaping.
Report everything() {
    Report report = full_report();
    report.ending = {ExitCode::data, "e-error", {{"e-next_step", "e-command"}}, "e-time"};
    report.also = {{"e-also", {{"e-also_next_step", "e-also_command"}}}};
    report.source->seal = "s-seal";
    report.source->partial_backups = {"s-partial_backup"};
    report.plan->rewrites = {{"p-old", "p-new"}};
    report.hypertable = Hypertable{2'592'000'000, 41, 4242, {"h-example"}};
    report.scan->rewritten = {{"runs.artifact_uri", 5151}};
    report.local_artifacts = LocalArtifacts{6161, {{"/l-root", 6161}}, {5151}};
    report.forecast = {{"f-work"}, 7171, "f-disk_space"};
    report.circumstances = {"c-command", "c-user", "c-host", "c-begun", "c-sqlite"};
    report.source->sha256 = {{"s-file", "s-sha256"}};
    report.backup = Backup{"b-path", 8'181'000'000};
    report.sealing = Sealing{false, "s-problem"};
    report.verification.sequences[0].before = 9191;
    report.time.profile = {4, 1, 2, {}};
    report.suggestions.hints = {{"g-hint", "g-command"}};
    return report;
}

std::vector<std::string> const facts_of_everything{
    "e-error",
    "e-next_step",
    "e-command",
    "e-also",
    "e-also_next_step",
    "e-also_command",
    "g-command",
    "s-seal",
    "s-partial_backup",
    "p-old",
    "p-new",
    "41 chunks of 30 days",
    "4,242 rows",
    "h-example",
    "5,151 artifact locations in runs.artifact_uri",
    "6,161 artifact locations are local paths",
    "6,161 below /l-root",
    "f-work",
    "f-disk_space",
    "c-command",
    "c-user",
    "c-host",
    "c-begun",
    "c-sqlite",
    "e-time",
    "SHA-256 of s-file",
    "s-sha256",
    "1 h 59 min",
    "b-path",
    "8.2 GB",
    "s-problem",
    "9191",
    "g-hint",
    "mlruns.db",
    "1.2 MB",
    "tracking database",
    "revision acf3f17fdcc7",
    "MLflow 2.8.0-2.12.2",
    "journal mode wal",
    "4711",
    "mlflow at db.example:5432 as mlflow",
    "PostgreSQL 15.20",
    "5,000,000",
    "400.0 MB",
    "7.50",
    "aaaaaaaaaaaaaaaa",
    "00000000000000000000000000000000",
    "my_notes",
    "text longer than the column allows",
    "--fix truncate",
    "NUL character in text",
    "--fix strip-nul",
    "300 characters, varchar(250)",
    "1 value ",
    "metrics[key=loss] (rowid 9)",
    "1.5",
    "3 rows of params",
    "mlruns.db.rejects.jsonl",
    "mlruns.db.experiment-ids.json",
    "2 experiments",
    "experiments.experiment_id",
    "1 row will change",
    "2 will be added",
    "3 without a row in metrics will be left out",
    "experiments_experiment_id_seq",
    "table runs: 3 rows in the source, 2 in the target",
    "load",
    "1.25",
    "verify",
    "0.50",
    "4 steps were finished by an earlier run",
    "12.50 s",
    "source",
    "50 %",
    "mlflow server --backend-store-uri postgresql://mlflow@db.example/mlflow"};

std::vector<Note> notes_of(Outline const& outline, Note::Kind kind) {
    std::vector<Note> notes;
    for (Section const& section : outline.sections) {
        for (Block const& block : section.blocks) {
            auto const* const note = std::get_if<Note>(&block);
            if (note != nullptr && note->kind == kind) notes.push_back(*note);
        }
    }
    return notes;
}

std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outline_tests)

BOOST_AUTO_TEST_CASE(every_fact_is_in_the_text_and_on_the_page) {
    Outline const all = outline(everything());
    std::string const text = text_report(all, std::string::npos);
    std::string const html = html_report(all);
    for (std::string const& fact : facts_of_everything) {
        BOOST_TEST(text.find(fact) != std::string::npos, fact << " is not in " << text);
        BOOST_TEST(html.find(fact) != std::string::npos, fact << " is not in " << html);
    }
    BOOST_TEST(html.find("e-time") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_warning_is_one_in_the_text_and_on_the_page) {
    Outline const all = outline(everything());
    std::string const text = text_report(all, std::string::npos);
    std::string const html = html_report(all);
    std::vector<Note> const warnings = notes_of(all, Note::Kind::warning);
    BOOST_TEST(warnings.size() == 7U);
    for (Note const& warning : warnings) {
        BOOST_TEST(text.find("\nwarning: " + warning.text + "\n") != std::string::npos, warning.text);
    }
    BOOST_TEST(count(text, "\nwarning: ") == warnings.size());
    BOOST_TEST(count(html, "<p class=\"warning\"><strong>Warning:</strong> ") == warnings.size());
}

BOOST_AUTO_TEST_CASE(the_remedy_comes_first_and_the_commands_last) {
    Outline const all = outline(everything());
    BOOST_REQUIRE(all.sections.size() == 14U);
    BOOST_TEST(all.sections.front().heading == "What to do");
    auto const& first = std::get<Note>(all.sections.front().blocks.front());
    BOOST_TEST((first.kind == Note::Kind::remedy));
    BOOST_TEST(first.text == "e-next_step");
    BOOST_TEST(text_report(all, std::string::npos)
                   .ends_with("\nNext\n# start MLflow\nmlflow server --backend-store-uri "
                              "postgresql://mlflow@db.example/mlflow\n"));
}

BOOST_AUTO_TEST_CASE(both_have_the_same_sections_in_the_same_order) {
    Outline const all = outline(everything());
    std::string const text = text_report(all, std::string::npos);
    std::string const html = html_report(all);
    std::size_t in_text = 0;
    std::size_t in_html = 0;
    for (Section const& section : all.sections) {
        in_text = text.find("\n\n" + section.heading + "\n", in_text);
        in_html = html.find("<h2>" + section.heading + "</h2>", in_html);
        BOOST_REQUIRE(in_text != std::string::npos);
        BOOST_REQUIRE(in_html != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_brief_report_has_the_ten_greatest_tables_and_every_one_that_differs) {
    Report report = full_report();
    report.verification.tables.clear();
    for (std::uint64_t rows = 0; rows < 30; ++rows) {
        report.verification.tables.push_back({fmt::format("t{:02}", rows), rows, rows, 0, std::string(32, 'c'), true});
    }
    report.verification.tables[3].verified = report.verification.tables[0].verified = false;
    std::string const brief = text_report(outline(report, Detail::brief), std::string::npos);
    std::string const full = text_report(outline(report, Detail::full), std::string::npos);
    BOOST_TEST(count(brief, "  cccccccccccccccc  yes") == 8U);
    BOOST_TEST(count(brief, "  NO\n") == 2U);
    BOOST_TEST(brief.find("t03") < brief.find("t00"));
    BOOST_TEST(brief.find("t00") < brief.find("t29"));
    BOOST_TEST(brief.find("t21") == std::string::npos);
    BOOST_TEST(brief.find("\n  and 20 more, all equal\n") != std::string::npos, brief);
    BOOST_TEST(count(full, std::string(32, 'c')) == 30U);
    report.command = Command::check;
    BOOST_TEST(text_report(outline(report, Detail::brief), std::string::npos).find("\n  and 20 more\n") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_brief_report_says_in_two_lines_where_the_time_went_and_nothing_of_sequences) {
    Report report = everything();
    report.time.stages = {{"backup", 0.25}, {"finish", 2}, {"load", 3}, {"verify", 1}};
    std::string const brief = text_report(outline(report, Detail::brief), std::string::npos);
    BOOST_TEST(brief.find("\nTime\nwork: backup 0.25 s, load 3.00 s, finish 2.00 s, verify 1.00 s (stages overlap)\n"
                          "spent on: server 50 %, source disk or waiting for a CPU 25 %, client CPU 25 %\n") !=
                   std::string::npos,
               brief);
    BOOST_TEST(brief.find("Sequences") == std::string::npos);
    BOOST_TEST(brief.find("c-command") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_tone_says_who_has_to_act) {
    auto const tone = [](Command command, ExitCode code) {
        Report report;
        report.command = command;
        report.ending.code = code;
        return verdict(report).tone;
    };
    for (Command const command : {Command::check, Command::migrate, Command::verify, Command::unseal}) {
        BOOST_TEST((tone(command, ExitCode::done) == Tone::good));
        BOOST_TEST((tone(command, ExitCode::busy) == Tone::attention));
        BOOST_TEST((tone(command, ExitCode::data) == Tone::attention));
        BOOST_TEST((tone(command, ExitCode::target) == Tone::bad));
    }
    Report in_use = full_report();
    in_use.command = Command::check;
    in_use.ending.code = ExitCode::busy;
    BOOST_TEST((verdict(in_use).tone == Tone::attention));
}

BOOST_AUTO_TEST_CASE(a_report_of_nothing_has_a_verdict_and_no_section) {
    for (Command const command : {Command::check, Command::migrate, Command::verify}) {
        Report report;
        report.command = command;
        BOOST_TEST(outline(report).sections.empty());
        BOOST_TEST(!outline(report).verdict.word.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
