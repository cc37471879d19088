// SPDX-License-Identifier: Apache-2.0
// The log as a program reads it from stderr: with --log-format json every line must be one JSON object.
#include "cli/log.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <thread>

#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using Json = nlohmann::json;

namespace {

// Parses every line; a line that is not a JSON object fails the test.
std::vector<Json> parsed(std::string const& errors) {
    std::vector<Json> lines;
    std::istringstream in{errors};
    std::regex const time{"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"};
    for (std::string line; std::getline(in, line);) {
        Json json = Json::parse(line, nullptr, false);
        BOOST_TEST_REQUIRE(json.is_object(), line);
        BOOST_TEST(std::regex_match(json.at("time").get<std::string>(), time), line);
        BOOST_TEST(json.at("level").is_string());
        BOOST_TEST(json.at("message").is_string());
        lines.push_back(std::move(json));
    }
    return lines;
}

struct Logged {
    int code;
    std::vector<Json> lines;

    // The one event of this name.
    Json event(std::string const& name) const {
        std::vector<Json> found;
        for (Json const& line : lines) {
            if (line.contains("event") && line["event"] == name) found.push_back(line);
        }
        BOOST_TEST_REQUIRE(found.size() == 1U, name);
        return found.front();
    }
};

// Runs the program in `folder`. arguments: as a shell takes them.
Logged run_logged(TestFolder const& folder, std::string const& arguments) {
    int const status = std::system(fmt::format("cd '{}' && '{}' {} --log-format json >stdout 2>stderr", folder.file(""),
                                               MLFLOW2PG_BINARY, with_unseen_allowed(arguments))
                                       .c_str());
    std::string const errors = file_content(folder.file("stderr"));
    BOOST_TEST(errors.find("Sesame99") == std::string::npos);
    return {WEXITSTATUS(status), parsed(errors)};
}

std::string with_password(TestDatabase const& database) {
    std::string uri = database.uri();
    return uri.insert(uri.find('@'), ":Sesame99");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_tests)

BOOST_AUTO_TEST_CASE(a_migration_tells_that_it_started_and_that_it_published) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Logged const logged =
        run_logged(folder, fmt::format("migrate m.db '{}' -vv --backup --seal", with_password(database)));
    BOOST_TEST(logged.code == 0);
    BOOST_TEST(logged.lines.size() > 5U);
    BOOST_TEST(logged.event("migration_started")["source"] == "m.db");
    Json const finished = logged.event("migration_finished");
    BOOST_TEST((finished == logged.lines.back()));
    BOOST_TEST(finished["outcome"] == "published");
    BOOST_TEST(finished["level"] == "info");
    BOOST_TEST(finished["exit_code"] == 0);
    BOOST_TEST(finished["rows"] == 17);
    BOOST_TEST(finished["bytes"].get<int>() > 500);
    BOOST_TEST(finished["migration_duration_ms"].get<int>() > 0);
    BOOST_TEST(finished["migration_retries"] == 0);
    BOOST_TEST(finished["migration_lock_wait_ms"].get<int>() < 1000);
    for (char const* const stage : {"load", "finish", "verify", "backup"}) {
        BOOST_TEST(finished["stage_ms"][stage].is_number_integer(), stage);
    }
    BOOST_TEST(finished["sealed"] == true);
    BOOST_TEST(finished["backup"].get<std::string>().starts_with("m.db.bak-"));
    BOOST_TEST(finished["error"].is_null());
}

BOOST_AUTO_TEST_CASE(every_other_outcome_is_told_too_also_when_quiet) {
    TestFolder folder;
    TestDatabase database;
    std::string const target = with_password(database);
    create_small_source(folder.file("m.db"));
    create_small_source(folder.file("misfit.db"));
    execute(folder.file("misfit.db"), "UPDATE params SET value = 'a' || char(0) || 'b'");
    write_file(folder.file("text.db"), "no database");
    struct Case {
        std::string arguments;
        int code;
        char const* outcome;
    };
    for (Case const& entry : std::vector<Case>{
             {fmt::format("migrate m.db '{}' --dry-run", target), 0, "verified"},
             {fmt::format("migrate none.db '{}'", target), 3, "failed"},
             {fmt::format("migrate text.db '{}' -q", target), 3, "failed"},
             {fmt::format("migrate misfit.db '{}' -q", target), 7, "failed"},
             {"migrate m.db postgresql://ann:Sesame99@127.0.0.1:1/none", 6, "failed"},
         }) {
        BOOST_TEST_CONTEXT(entry.arguments) {
            Logged const logged = run_logged(folder, entry.arguments);
            BOOST_TEST(logged.code == entry.code);
            Json const finished = logged.event("migration_finished");
            BOOST_TEST(finished["outcome"] == entry.outcome);
            BOOST_TEST(finished["exit_code"] == entry.code);
            BOOST_TEST(finished["level"] == (entry.code == 0 ? "info" : "error"));
            BOOST_TEST(finished["error"].is_string() == (entry.code != 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_interrupted_migration_says_so) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499999) "
            "INSERT INTO metrics SELECT 'k' || (i % 7), i, i, 'r1', i, 0 FROM n");
    for (int const signal : {SIGINT, SIGTERM}) {
        pid_t const child =
            start_binary({"migrate", file, database.uri(), "--log-format", "json"}, folder.file("stderr"));
        for (int attempt = 0; attempt < 1000 && database.query("SELECT to_regnamespace('mlflow2pg_staging')").empty();
             ++attempt) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        kill(child, signal);
        int const code = exit_of(child);
        BOOST_TEST(code == (signal == SIGINT ? 130 : 143));
        Json const finished = Logged{code, parsed(file_content(folder.file("stderr")))}.event("migration_finished");
        BOOST_TEST(finished["outcome"] == "interrupted");
        BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
        BOOST_TEST(finished["exit_code"] == code);
    }
}

BOOST_AUTO_TEST_CASE(the_wait_for_the_lock_is_counted) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    shell(fmt::format(
        "cd '{}' && {{ printf 'BEGIN EXCLUSIVE;\\n.shell touch locked\\n.shell sleep 1.5\\n' | sqlite3 m.db "
        ">/dev/null 2>&1 & }}; for i in $(seq 100); do [ -e locked ] && break; sleep 0.05; done",
        folder.file("")));
    Logged const logged = run_logged(folder, fmt::format("migrate m.db '{}'", database.uri()));
    BOOST_TEST(logged.code == 0);
    BOOST_TEST(logged.event("migration_finished")["migration_lock_wait_ms"].get<int>() > 500);
}

BOOST_AUTO_TEST_CASE(wrong_usage_and_other_commands_keep_to_one_object_a_line) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    for (char const* const arguments : {"migrate", "migrate m.db --jobs 0", "fly", "check mysql://ann:Sesame99@h/d",
                                        "migrate m.db mysql://ann:Sesame99@h/d"}) {
        BOOST_TEST_CONTEXT(arguments) {
            Logged const logged = run_logged(folder, arguments);
            BOOST_TEST(logged.code == 2);
            BOOST_TEST_REQUIRE(logged.lines.size() >= 1U);
        }
    }
    BOOST_TEST(run_logged(folder, "check m.db -vv").code == 0);
    BOOST_TEST(run_logged(folder, "unseal m.db").code == 0);
    Logged const missing = run_logged(folder, "check none.db");
    BOOST_TEST(missing.code == 3);
    BOOST_TEST(missing.lines.back()["exit_code"] == 3);
    BOOST_TEST(missing.lines.back()["next_step"].is_string());
}

BOOST_AUTO_TEST_CASE(names_that_are_no_text_and_line_breaks_do_not_break_a_line) {
    TestFolder folder;
    for (char const* const name : {"n\xff.db", "line\nbreak \"quoted\".db", "tab\t\x01.db"}) {
        create_small_source(folder.file("right.db"));
        std::filesystem::rename(folder.file("right.db"), folder.file(name));
        BOOST_TEST(run_logged(folder, fmt::format("check '{}' -vv", name)).code == 0);
        Logged const failed =
            run_logged(folder, fmt::format("migrate '{}' postgresql://ann:Sesame99@127.0.0.1:1/none -vv", name));
        BOOST_TEST(failed.code == 6);
        BOOST_TEST(failed.event("migration_finished")["source"].is_string());
    }
}

BOOST_AUTO_TEST_SUITE_END()
