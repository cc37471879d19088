// SPDX-License-Identifier: Apache-2.0
#include "report/report.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "full_report.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

using namespace mlflow2pg;
using mlflow2pg::test::full_report;
using Json = nlohmann::json;

namespace {

std::string first_line(std::string const& text) { return text.substr(0, text.find('\n')); }

}  // namespace

BOOST_AUTO_TEST_SUITE(report_tests)

BOOST_AUTO_TEST_CASE(json_has_the_promised_members_even_when_nothing_was_found) {
    for (Report const& report : {Report{}, full_report()}) {
        Json const json = Json::parse(json_report(report));
        BOOST_TEST(json.at("schema_version") == 1);
        for (char const* const member :
             {"command", "exit_code", "verdict", "source", "target", "tables", "misfits", "changes", "rejected",
              "latest_metrics", "sequences", "differences", "seconds", "next"}) {
            BOOST_TEST(json.contains(member), member);
        }
        BOOST_TEST(json.at("tables").is_array());
        BOOST_TEST(json.at("sequences").is_array());
        BOOST_TEST(json.at("differences").is_array());
        BOOST_TEST(json.at("next").is_array());
        BOOST_TEST(json.at("rejected").is_object());
        BOOST_TEST(json.at("exit_code").is_number_integer());
    }
}

BOOST_AUTO_TEST_CASE(json_holds_what_was_found) {
    Json const json = Json::parse(json_report(full_report()));
    BOOST_TEST(json.at("command") == "migrate");
    BOOST_TEST(json.at("exit_code") == 0);
    BOOST_TEST(json.at("source").at("path") == "mlruns.db");
    BOOST_TEST(json.at("source").at("revision") == "acf3f17fdcc7");
    BOOST_TEST(json.at("source").at("bytes") == 1'234'567);
    BOOST_TEST(json.at("source").at("holders").at(0).at("pid") == 4711);
    BOOST_TEST(json.at("target").at("uri") == "postgresql://mlflow@db.example/mlflow");
    BOOST_REQUIRE(json.at("tables").size() == 2U);
    BOOST_TEST(json.at("tables").at(0).at("name") == "metrics");
    BOOST_TEST(json.at("tables").at(0).at("rows") == 5'000'000);
    BOOST_TEST(json.at("tables").at(0).at("checksum") == std::string(32, 'a'));
    BOOST_TEST(json.at("tables").at(0).at("verified") == true);
    BOOST_TEST(json.at("misfits").at("total") == 7);
    BOOST_TEST(json.at("misfits").at("listed").size() == 2U);
    Json const& misfit = json.at("misfits").at("listed").at(0);
    BOOST_TEST(misfit.at("table") == "params");
    BOOST_TEST(misfit.at("column") == "value");
    BOOST_TEST(misfit.at("primary_key").at("run_uuid") == "r1");
    BOOST_TEST(misfit.at("rowid") == 7);
    BOOST_TEST(misfit.at("reason") == "too-long");
    BOOST_TEST(misfit.at("flag") == "--fix truncate");
    BOOST_TEST(json.at("misfits").at("listed").at(1).at("rowid").is_null());
    BOOST_TEST(json.at("changes").at("total") == 1);
    BOOST_TEST(json.at("changes").at("listed").at(0).at("fixes") == "round");
    BOOST_TEST(json.at("rejected").at("params") == 3);
    BOOST_TEST(json.at("latest_metrics").at("different") == 1);
    BOOST_TEST(json.at("latest_metrics").at("source_only") == 3);
    BOOST_TEST(json.at("sequences").at(0).at("next") == 13);
    BOOST_TEST(json.at("differences").size() == 1U);
    BOOST_TEST(json.at("seconds").at("total") == 12.5);
    BOOST_TEST(json.at("next").size() == 1U);
}

BOOST_AUTO_TEST_CASE(json_says_null_for_what_was_not_looked_at) {
    Json const json = Json::parse(json_report(Report{}));
    BOOST_TEST(json.at("target").is_null());
    BOOST_TEST(json.at("misfits").is_null());
    BOOST_TEST(json.at("latest_metrics").is_null());
    Report clean;
    clean.scan = MisfitScan{};
    clean.latest = LatestDrift{};
    Json const found_nothing = Json::parse(json_report(clean));
    BOOST_TEST(found_nothing.at("misfits").at("total") == 0);
    BOOST_TEST(found_nothing.at("latest_metrics").at("different") == 0);
}

BOOST_AUTO_TEST_CASE(exit_codes_and_errors_reach_both_reports) {
    for (ExitCode const code :
         {ExitCode::internal, ExitCode::source, ExitCode::busy, ExitCode::corrupt, ExitCode::target, ExitCode::data,
          ExitCode::verification, ExitCode::interrupted, ExitCode::terminated}) {
        for (Command const command : {Command::check, Command::migrate, Command::verify}) {
            Report report = full_report();
            report.command = command;
            report.ending.code = code;
            report.ending.error = "what went wrong";
            report.ending.next_steps = {{"what to do", "a command"}};
            Json const json = Json::parse(json_report(report));
            BOOST_TEST_CONTEXT(name(command) << " " << static_cast<int>(code)) {
                BOOST_TEST(json.at("exit_code") == static_cast<int>(code));
                BOOST_TEST(json.at("error") == "what went wrong");
                BOOST_TEST(json.at("next_step") == "what to do: a command");
                BOOST_TEST((json.at("next_steps") == Json{{{"sentence", "what to do"}, {"command", "a command"}}}));
                BOOST_TEST(first_line(text_report(outline(report), std::string::npos)).find("what went wrong") !=
                           std::string::npos);
                BOOST_TEST(text_report(outline(report), std::string::npos).find("what to do") != std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_first_line_for_people_is_the_verdict_of_the_json) {
    for (Command const command : {Command::check, Command::migrate, Command::verify}) {
        for (bool const dry_run : {false, true}) {
            for (ExitCode const code : {ExitCode::done, ExitCode::data, ExitCode::verification}) {
                Report report = full_report();
                report.command = command;
                report.dry_run = dry_run;
                report.ending.code = code;
                if (code != ExitCode::done) report.ending.error = "an error";
                Json const json = Json::parse(json_report(report));
                BOOST_TEST_CONTEXT(name(command) << " dry run " << dry_run << " exit code " << static_cast<int>(code)) {
                    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)) ==
                               json.at("verdict").get<std::string>());
                    BOOST_TEST(json.at("dry_run") == dry_run);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(success_and_failure_have_different_verdicts) {
    std::vector<std::string> verdicts;
    for (bool const dry_run : {false, true}) {
        for (ExitCode const code : {ExitCode::done, ExitCode::data}) {
            Report report;
            report.command = Command::migrate;
            report.dry_run = dry_run;
            report.ending.code = code;
            if (code != ExitCode::done) report.ending.error = "an error.";
            verdicts.push_back(first_line(text_report(outline(report), std::string::npos)));
        }
    }
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) BOOST_TEST(verdicts[i] != verdicts[j]);
    }
}

BOOST_AUTO_TEST_CASE(invalid_utf8_and_control_characters_do_not_spoil_the_json) {
    std::string const nasty{"\xFF\xFE \xED\xA0\x80 \xC3 \0 \x01 \" \\ \n \x7F \xF0\x9F\x98", 25};
    Report report = full_report();
    report.source->path = nasty;
    report.ending.error = nasty;
    report.ending.next_steps = {{nasty, nasty}};
    report.source->revision = nasty;
    report.target->name = nasty;
    report.target->uri = nasty;
    report.source->holders.seen[0].command = nasty;
    report.verification.tables[0].name = nasty;
    report.plan->left_behind = {{"table", nasty}};
    report.rejects.rows = {{nasty, 1}};
    report.verification.differences = {nasty};
    report.suggestions.commands = {{nasty, nasty}};
    report.plan->widened = {nasty};
    report.time.stages = {{nasty, 1}};
    report.scan->misfits.add({{nasty, {{nasty, nasty}}, 1}, nasty, Reason::invalid_utf8, nasty});
    report.scan->changes.add({{nasty, {{nasty, nasty}}, 1}, nasty, {}, nasty, nasty});
    report.scan->counts[{nasty, Reason::invalid_utf8}] = 1;
    report.ending.code = ExitCode::data;
    std::string const json = json_report(report);
    BOOST_TEST(is_utf8(json));
    BOOST_TEST(is_json(json));
    BOOST_TEST(Json::accept(json));
    BOOST_TEST(!text_report(outline(report), std::string::npos).empty());
}

BOOST_AUTO_TEST_CASE(a_password_in_any_fact_is_masked_in_every_form_of_the_report) {
    Report report = full_report();
    std::string const secret = "ftp://ann:Sesame99@host/a";
    report.source->path = secret;
    report.source->holders.seen.front().command = secret;
    report.target->name = "host=h password=Sesame99";
    report.ending.error = "cannot read " + secret;
    report.ending.next_steps = {{secret, "PGPASSWORD=Sesame99 psql"}};
    report.suggestions.commands = {{"check", "mlflow2pg check " + shell_word(secret)}};
    report.suggestions.hints = {{secret, secret}};
    report.also = {{secret, {{secret, secret}}}};
    report.rejects.file = secret;
    report.verification.differences = {secret};
    std::string const json = json_report(report);
    BOOST_TEST(Json::parse(json).at("source").at("path") == "ftp://ann:***@host/a");
    for (std::string const& form :
         {json, text_report(outline(report), std::string::npos), html_report(outline(report))}) {
        BOOST_TEST(form.find("ftp://ann:***@host/a") != std::string::npos, form);
        BOOST_TEST(form.find("Sesame99") == std::string::npos, form);
    }
}

BOOST_AUTO_TEST_CASE(both_reports_end_with_a_line_end) {
    for (Report const& report : {Report{}, full_report()}) {
        BOOST_TEST(text_report(outline(report), std::string::npos).ends_with('\n'));
        BOOST_TEST(json_report(report).ends_with('\n'));
    }
}

BOOST_AUTO_TEST_CASE(people_see_tables_misfits_rejects_and_what_to_run) {
    std::string const text = text_report(outline(full_report()), std::string::npos);
    for (char const* const part :
         {"metrics", "5,000,000", "acf3f17fdcc7", "my_notes", "4711", "--fix truncate", "key=lr",
          "mlruns.db.rejects.jsonl", "mlruns.db.experiment-ids.json", "experiments.experiment_id", "table runs: 3 rows",
          "mlflow server --backend-store-uri"}) {
        BOOST_TEST(text.find(part) != std::string::npos, part);
    }
}

BOOST_AUTO_TEST_CASE(a_long_list_of_misfits_is_shortened_for_people_only) {
    Report report;
    report.command = Command::check;
    report.ending.code = ExitCode::data;
    report.scan = MisfitScan{};
    for (int i = 0; i < 500; ++i) {
        report.scan->misfits.add(
            {{"params", {{"key", "parameter" + std::to_string(i)}}, i}, "value", Reason::too_long, ""});
    }
    report.scan->counts[{"params", Reason::too_long}] = 500;
    std::string const text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find("parameter0]") != std::string::npos);
    BOOST_TEST(text.find("parameter499") == std::string::npos);
    BOOST_TEST(text.find("500") != std::string::npos);
    BOOST_TEST(Json::parse(json_report(report)).at("misfits").at("listed").size() == 500U);
}

BOOST_AUTO_TEST_CASE(backup_and_seal_are_told_to_people_and_machines) {
    Report report = full_report();
    Json const none = Json::parse(json_report(report));
    BOOST_TEST(none.at("backup").is_null());
    BOOST_TEST(none.at("seal").at("sealed").is_null());
    BOOST_TEST(text_report(outline(report), std::string::npos).find("seal") == std::string::npos);
    report.backup = Backup{"mlruns.db.bak-20261121-100000", 1'234'567};
    report.sealing = Sealing{true, ""};
    report.waited = {4, std::chrono::milliseconds{4711}};
    std::string const text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find("backup: mlruns.db.bak-20261121-100000, 1.2 MB, verified") != std::string::npos, text);
    BOOST_TEST(text.find("mlflow2pg unseal mlruns.db") != std::string::npos, text);
    Json const json = Json::parse(json_report(report));
    BOOST_TEST(json.at("backup").at("bytes") == 1'234'567);
    BOOST_TEST(json.at("seal").at("sealed") == true);
    BOOST_TEST(json.at("lock_wait").at("retries") == 4);
    BOOST_TEST(json.at("lock_wait").at("milliseconds") == 4711);
    report.sealing->sealed = false;
    report.sealing->problem = "no right";
    BOOST_TEST(text_report(outline(report), std::string::npos)
                   .find("warning: the migration is done, but the source is not sealed: no right") !=
               std::string::npos);
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)).starts_with("MIGRATED"));
}

BOOST_AUTO_TEST_CASE(unsealing_says_whether_there_was_a_seal) {
    Report report;
    report.command = Command::unseal;
    report.source.emplace();
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)).starts_with("NOT SEALED"));
    report.source->seal = "this store was migrated";
    BOOST_TEST(
        first_line(text_report(outline(report), std::string::npos)) ==
        "UNSEALED: the source can be written again. Its schema and rows are those from before the seal; the bytes "
        "of the file are not.");
    report.ending.code = ExitCode::busy;
    report.ending.error = "open in another process";
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)) == "NOT UNSEALED: open in another process");
}

BOOST_AUTO_TEST_CASE(what_was_prepared_and_why_it_is_not_used_is_told) {
    Report report;
    report.command = Command::prepare;
    report.base_file = Backup{"m.db.prepared", 2'000'000};
    std::string text = text_report(outline(report), std::string::npos);
    BOOST_TEST(
        text.starts_with("PREPARED: every row loaded and verified in the staging schema; nothing was published."));
    BOOST_TEST(text.find("base file: m.db.prepared, 2.0 MB. Keep it unchanged") != std::string::npos);
    report.ending.code = ExitCode::target;
    BOOST_TEST(text_report(outline(report), std::string::npos)
                   .starts_with("NOT PREPARED (MLflow's tables in the target are unchanged)"));
    report = {};
    report.preparation = Preparation{"2026-11-21 14:00:00 UTC", "m.db.prepared", "", 24, {2000, 0, 0}};
    report.preparation->by_rows.emplace_back("metrics: the page size differs");
    text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find("prepared at 2026-11-21 14:00:00 UTC: 1.2 % of the pages changed since") != std::string::npos);
    BOOST_TEST(text.find("compared by rows, not pages: metrics: the page size differs") != std::string::npos);
    report.command = Command::migrate;
    report.preparation->unused_because = "base file m.db.prepared is not as prepare left it";
    BOOST_TEST(
        text_report(outline(report), std::string::npos)
            .find("warning: what was prepared at 2026-11-21 14:00:00 UTC cannot be used: base file m.db.prepared "
                  "is not as prepare left it. Everything was loaded") != std::string::npos);
    BOOST_TEST(Json::parse(json_report(report)).at("preparation").at("changed_pages") == 24);
}

BOOST_AUTO_TEST_CASE(discarding_says_what_was_removed) {
    Report report;
    report.command = Command::discard;
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)) ==
               "NOTHING TO DISCARD: the target has no staging schema.");
    BOOST_TEST(Json::parse(json_report(report)).at("discarded").is_null());
    report.discarded = Discarded{16, 1'234'567, {}};
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)) ==
               "DISCARDED: the staging schema was removed, with 16 tables of 1.2 MB. Nothing else was changed.");
    BOOST_TEST(Json::parse(json_report(report)).at("discarded") ==
               (Json{{"tables", 16}, {"bytes", 1'234'567}, {"base_file", nullptr}}));
    report.ending.code = ExitCode::target;
    report.ending.error = "somebody else uses it";
    BOOST_TEST(first_line(text_report(outline(report), std::string::npos)) == "NOT DISCARDED: somebody else uses it");
}

BOOST_AUTO_TEST_CASE(a_hypertable_is_one_only_once_it_is_published) {
    Report report;
    report.hypertable = Hypertable{2'592'000'000, 41, 0, {}};
    auto const told = [&](char const* words) {
        return text_report(outline(report), std::string::npos)
                   .find(fmt::format("metrics {} a hypertable of 41 chunks of 30 days", words)) != std::string::npos;
    };
    report.command = Command::check;
    BOOST_TEST(told("would be"));
    report.command = Command::migrate;
    BOOST_TEST(told("is"));
    report.dry_run = true;
    BOOST_TEST(told("would be"));
    report.dry_run = false;
    report.ending.code = ExitCode::data;
    BOOST_TEST(told("would be"));
    report.command = Command::verify;
    BOOST_TEST(told("is"));
}

BOOST_AUTO_TEST_CASE(what_the_database_holds_neither_drives_the_terminal_nor_forges_a_line) {
    std::string const nasty = "\x1b[2J\nMIGRATED: forged\xC2\x9B";
    Report report = full_report();
    report.command = Command::check;
    report.ending.code = ExitCode::data;
    report.source->revision = report.source->seal = nasty;
    report.verification.differences = {nasty};
    report.plan->left_behind = {{"table", nasty}};
    report.source->holders.seen[0].command = nasty;
    report.local_artifacts.emplace();
    for (int i = 0; i < 3; ++i) report.local_artifacts->add("/" + nasty + "/mlruns/0");
    report.local_artifacts->add("/plain/mlruns/0");
    std::string const text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find('\x1b') == std::string::npos);
    BOOST_TEST(text.find("\xC2\x9B") == std::string::npos);
    BOOST_TEST(text.find("\nMIGRATED") == std::string::npos);
    // The option is only offered if it can be pasted.
    BOOST_TEST(text.find("3 below /\\x1b[2J\\x0aMIGRATED: forged\\x9b/mlruns\n") != std::string::npos, text);
    BOOST_TEST(text.find("1 below /plain/mlruns: --rewrite-artifacts /plain/mlruns=NEW\n") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(no_option_is_offered_for_roots_that_it_cannot_name) {
    Report report;
    report.local_artifacts.emplace();
    report.local_artifacts->add("/srv/k=v/0");
    report.local_artifacts->add("file://ann:Sesame99@host/mlruns/0");
    std::string const text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find("1 below /srv/k=v (has a =, so --rewrite-artifacts cannot change it)\n") != std::string::npos,
               text);
    BOOST_TEST(text.find("1 below file://ann:***@host/mlruns\n") != std::string::npos, text);
    BOOST_TEST((text + json_report(report)).find("Sesame99") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_not_published_would_be_done) {
    Report report = full_report();
    report.scan->rewritten = {{"runs.artifact_uri", 5}};
    auto const done = [&] {
        std::string const text = text_report(outline(report), std::string::npos);
        bool const told = text.find("1 value changed as asked") != std::string::npos;
        BOOST_TEST((text.find("\nrewritten: 5 artifact locations") != std::string::npos) == told);
        BOOST_TEST((text.find("\nrejected: 3 rows") != std::string::npos) == told);
        BOOST_TEST((text.find("2 experiments got new ids") != std::string::npos) == told);
        BOOST_TEST((text.find("1 value would be changed as asked") != std::string::npos) != told);
        BOOST_TEST((text.find("\nwould be rewritten: 5 artifact locations") != std::string::npos) != told);
        return told;
    };
    BOOST_TEST(done());
    report.ending.code = ExitCode::target;
    BOOST_TEST(!done());
    report.ending.code = ExitCode::done;
    report.dry_run = true;
    BOOST_TEST(!done());
    report.dry_run = false;
    report.command = Command::check;
    BOOST_TEST(!done());
}

BOOST_AUTO_TEST_CASE(a_long_list_of_changes_names_the_reject_file_only_where_there_is_one) {
    Report report = full_report();
    for (int i = 0; i < 30; ++i) report.scan->changes.add({{"params", {}, i}, "value", {}, "a", "b"});
    BOOST_TEST(text_report(outline(report), std::string::npos).find("the reject file has the rows") !=
               std::string::npos);
    report.rejects.file.clear();
    BOOST_TEST(text_report(outline(report), std::string::npos).find("the reject file has the rows") ==
               std::string::npos);
    BOOST_TEST(text_report(outline(report), std::string::npos).find("--json lists more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bytes_are_a_column_only_where_they_are_known) {
    Report report = full_report();
    BOOST_TEST(text_report(outline(report), std::string::npos).find("bytes") != std::string::npos);
    report.command = Command::verify;
    for (TableReport& table : report.verification.tables) table.bytes = 0;
    std::string const text = text_report(outline(report), std::string::npos);
    BOOST_TEST(text.find("bytes") == std::string::npos, text);
    BOOST_TEST(text.find(" 0 B") == std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(a_path_in_a_command_to_paste_is_quoted) {
    Report report = full_report();
    report.source->path = "it's.db";
    report.sealing = Sealing{true, ""};
    BOOST_TEST(text_report(outline(report), std::string::npos).find(R"(mlflow2pg unseal 'it'\''s.db')") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(prose_is_wrapped_and_a_command_of_any_program_has_a_line_of_its_own_that_is_not) {
    std::string const words(300, 'x');
    std::string const long_path = "/srv/" + words;
    Outline const shown{
        "check",
        "m.db",
        {"NOT READY", "the target's tables are not empty, and what they hold would be lost: runs holds 3 rows"},
        {{"rows", "1,234"}, {"estimated size", "1.2 GB"}, {"estimated duration", "7 min 3 s"}, {"misfits", "0"}},
        {{"What to do",
          {Note{Note::Kind::remedy, "give an empty database. To create one, as an administrator of the server",
                "psql postgresql://db.example/postgres -c 'CREATE DATABASE d OWNER mlflow ENCODING UTF8 TEMPLATE t'"},
           Note{Note::Kind::remedy, "decide: change what does not fit, with these options",
                "--fix strip-nul,replace-utf8,truncate,round,json-nan-null,blob-text,text-number --experiment-ids "
                "widen"},
           Note{Note::Kind::hint, "to upgrade later", "sudo -u mlflow mlflow db upgrade postgresql:///d"},
           Note{Note::Kind::warning, "the file " + long_path + " is an incomplete backup"},
           Facts{{"command", "mlflow2pg check --report /srv/reports/of-the-migration.html m.db postgresql://u@h/d",
                  true}}}},
         {"Next", {Note{Note::Kind::next, "migrate", "mlflow2pg migrate --backup --seal " + long_path}}}}};
    std::string const text = text_report(shown);
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        bool const is_typed = line.find("mlflow2pg") != std::string::npos || line.starts_with("    psql ") ||
                              line.starts_with("    --fix ");
        BOOST_TEST((characters(line) <= usual_width || is_typed || line == "    " + long_path), line);
    }
    for (char const* const step :
         {":\n    psql postgresql://db.example/postgres -c 'CREATE DATABASE d OWNER mlflow ENCODING UTF8 TEMPLATE t'\n",
          "with these options:\n    --fix "
          "strip-nul,replace-utf8,truncate,round,json-nan-null,blob-text,text-number --experiment-ids widen\n",
          "hint: to upgrade later:\n    sudo -u mlflow mlflow db upgrade postgresql:///d\n"}) {
        BOOST_TEST(text.find(step) != std::string::npos, text);
    }
    BOOST_TEST(text.find("\nmlflow2pg migrate --backup --seal " + long_path + "\n") != std::string::npos, text);
    // Wrapping changes nothing but blanks.
    auto const without_blanks = [](std::string all) {
        std::erase_if(all, [](char character) { return character == ' ' || character == '\n'; });
        return all;
    };
    BOOST_TEST(without_blanks(text) == without_blanks(text_report(shown, std::string::npos)));
}

BOOST_AUTO_TEST_CASE(a_row_that_is_too_wide_has_its_value_shortened_but_not_its_key) {
    std::string const key = "tags[key=" + std::string(40, 'k') + ", run_uuid=r1] (rowid 7)";
    Grid const grid{"Rows",
                    {{"row"}, {"column"}, {"what"}, {"count", true}},
                    {{{key, Cell::Look::value},
                      {"value"},
                      {"too-long: " + std::string(200, 'v') + "éend", Cell::Look::value},
                      {"12"}},
                     {{"tags[key=k]", Cell::Look::value}, {"value"}, {"short", Cell::Look::value}, {"3"}}}};
    std::string const text = text_report({"check", "", {"READY", ""}, {}, {{"Misfits", {grid}}}});
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        BOOST_TEST((line.find(key) == std::string::npos || characters(line) <= 120U), line);
    BOOST_TEST(text.find(key + "  value ") != std::string::npos, text);
    BOOST_TEST(text.find("too-long: v") != std::string::npos, text);
    BOOST_TEST(text.find("…vv") != std::string::npos, text);
    BOOST_TEST(text.find("éend  ") != std::string::npos, text);
    BOOST_TEST(text.find("  12\n") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(an_explanation_that_is_too_wide_for_its_row_is_shown_whole_below_it) {
    std::string explanation = "too-long:";
    for (int i = 0; i < 40; ++i) explanation += " word" + std::to_string(i);
    Grid const grid{"Rows",
                    {{"row"}, {"column"}, {"what"}},
                    {{{"runs[run_uuid=r1]", Cell::Look::value}, {"value"}, {explanation, Cell::Look::value}}}};
    std::string const text = text_report({"check", "", {"READY", ""}, {}, {{"Misfits", {grid}}}});
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) BOOST_TEST(characters(line) <= 120U, line);
    BOOST_TEST(text.find("  runs[run_uuid=r1]  value\n      too-long: word0 ") != std::string::npos, text);
    BOOST_TEST(std::regex_replace(text, std::regex{"\n +"}, " ").find(explanation) != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
