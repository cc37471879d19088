// SPDX-License-Identifier: Apache-2.0
// Values of any length on their whole way, without being held in memory: from SQLite to PostgreSQL and back.
#include "rows/rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>

#include "base/error.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "random.hpp"
#include "run.hpp"
#include "source/source.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// SQL for a text of `count` times "é😀'": seven bytes in three characters, so that characters are cut at every place.
std::string repeated(std::int64_t count) { return fmt::format("replace(hex(zeroblob({})), '00', 'é😀''')", count); }

void add_dataset(std::string const& path, std::int64_t rowid, std::string const& uuid, std::string const& source,
                 std::string const& schema, std::string const& profile) {
    execute(path, fmt::format("INSERT INTO datasets (rowid, dataset_uuid, experiment_id, name, digest, "
                              "dataset_source_type, dataset_source, dataset_schema, dataset_profile) VALUES "
                              "({0}, '{1}', 7, '{1}', 'd', 'local', {2}, {3}, {4})",
                              rowid, uuid, source, schema, profile));
}

std::string md5_in_source(std::string const& path, std::string const& column) {
    return shell(
        fmt::format("python3 -c \"import sqlite3, hashlib; print(' '.join(u + ':' + (hashlib.md5(v.encode())."
                    "hexdigest() if v is not None else '-') for u, v in sqlite3.connect('{}').execute("
                    "'SELECT dataset_uuid, {} FROM datasets ORDER BY 1')), end='')\"",
                    path, column));
}

std::string md5_in_target(TestDatabase const& database, std::string const& column) {
    return database.query(
        fmt::format("SELECT string_agg(dataset_uuid || ':' || coalesce(md5({}), '-'), ' ' ORDER BY "
                    "dataset_uuid COLLATE \"C\") FROM datasets",
                    column));
}

// Long values in every position: first, last, several in a row, beside short ones and NULL, exactly at the limit.
void create_source_with_long_values(std::string const& path) {
    create_small_source(path);
    add_dataset(path, -5, "a", repeated(200'000), "NULL", "'short'");
    add_dataset(path, -4, "b", repeated(160'000), repeated(300'000), repeated(1'000'000));
    add_dataset(path, 3, "c", "'s'", "''", "NULL");
    for (int const beyond : {-1, 0, 1}) {
        add_dataset(path, 5 + beyond, fmt::format("limit{}", beyond),
                    fmt::format("substr(hex(zeroblob(1000000)), 1, {})", longest_held_value + beyond), "NULL", "'x'");
    }
    add_dataset(path, 900, "g", "'s'", "'s'", repeated(400'000));
}

// Adds a metric to a database that checks nothing. Parameters are SQL.
std::string metric(std::string const& run, std::string const& key, std::string const& step, int timestamp) {
    return fmt::format(
        "INSERT OR IGNORE INTO metrics (run_uuid, key, step, timestamp, value, is_nan) VALUES ({}, {}, {}, "
        "{}, 0.5, 0);",
        run, key, step, timestamp);
}

// Keys and steps of any type and order: NULL, numbers, text and blobs, with NUL and characters beyond ASCII.
std::string any_value(std::mt19937_64& random) {
    static std::vector<std::string> const values{"NULL",
                                                 "''",
                                                 "'a'",
                                                 "'A'",
                                                 "'ab'",
                                                 "char(0)",
                                                 "'a' || char(0)",
                                                 "'é'",
                                                 "'\uFFFD'",
                                                 "'😀'",
                                                 "x'61'",
                                                 "x''",
                                                 "x'ff00'",
                                                 "-1",
                                                 "7",
                                                 "1e300",
                                                 "-9223372036854775808",
                                                 "9223372036854775807",
                                                 "'10'",
                                                 "'9'",
                                                 "CAST(x'ff61' AS TEXT)"};
    return values[random() % values.size()];
}

// The metrics table of MLflow 3.18 without its constraints, as an edited database may have it.
void create_loose_metrics(std::string const& path) {
    create_source(path, revision_3_18_0);
    execute(path,
            "DROP TABLE metrics; CREATE TABLE metrics (key, value, timestamp, run_uuid, step, is_nan, "
            "CONSTRAINT metric_pk PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan)); "
            "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid)");
}

std::vector<std::int64_t> rowids(Sqlite const& reader, std::string const& select) {
    std::vector<std::int64_t> found;
    for (SqliteStatement rows = reader.prepare(select); rows.step();) found.push_back(rows.integer(0));
    return found;
}

Plan plan_of(Source const& source) { return make_plan(source.tables(), recorded_schema(source.revision()), {}); }

}  // namespace

BOOST_AUTO_TEST_SUITE(rows_tests)

BOOST_AUTO_TEST_CASE(long_values_arrive_to_the_last_byte) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_source_with_long_values(path);
    Outcome const outcome = run(Command::migrate, path, database.uri());
    BOOST_TEST(outcome.error == "");
    for (std::string const column : {"dataset_source", "dataset_schema", "dataset_profile"}) {
        BOOST_TEST(md5_in_source(path, column) == md5_in_target(database, column), column);
    }
    BOOST_TEST((run(Command::verify, path, database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(long_values_of_a_utf_16_file_arrive_to_the_last_byte) {
    for (std::string const encoding : {"UTF-16le", "UTF-16be"}) {
        TestFolder folder;
        TestDatabase database;
        std::string const path = folder.file("m.db");
        create_encoded(path, encoding);
        create_source_with_long_values(path);
        Outcome const outcome = run(Command::migrate, path, database.uri());
        BOOST_TEST(outcome.error == "");
        for (std::string const column : {"dataset_source", "dataset_schema", "dataset_profile"}) {
            BOOST_TEST(md5_in_source(path, column) == md5_in_target(database, column), column);
        }
        BOOST_TEST((run(Command::verify, path, database.uri()).code == ExitCode::done));
    }
}

BOOST_AUTO_TEST_CASE(a_value_longer_than_its_column_is_listed_truncated_or_rejected_whole) {
    for (std::string const encoding : {"UTF-8", "UTF-16le"}) {
        TestFolder folder;
        std::string const path = folder.file("m.db");
        create_encoded(path, encoding);
        create_small_source(path);
        execute(path, fmt::format("UPDATE params SET value = {} WHERE key = 'depth'", repeated(400'000)));
        Outcome const checked = run(Command::check, path, "");
        BOOST_TEST(checked.fact("/misfits/total") == "1");
        BOOST_TEST(checked.fact("/misfits/listed/0/detail") == "1200000 characters, varchar(8000)",
                   checked.fact("/misfits"));
        {
            TestDatabase database;
            BOOST_TEST(run(Command::migrate, path, database.uri(), {"--fix", "truncate"}).error == "");
            BOOST_TEST(database.query("SELECT length(value) || left(value, 3) FROM params WHERE key = 'depth'") ==
                       "8000é😀'");
        }
        {
            TestDatabase database;
            BOOST_TEST(run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"}).error == "");
            BOOST_TEST(database.query("SELECT count(*) FROM params") == "2");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_metric_with_a_long_key_is_found_and_rejected_in_the_order_of_keys) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    execute(path, fmt::format("INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES "
                              "('b', 1, 1, 'r1', 1, 0), ({0}, 1, 1, 'r1', 1, 0), ('z', 1, 1, 'r1', 1, 0), "
                              "({0} || 'x', 1, 1, 'r2', 1, 0)",
                              repeated(200'000)));
    BOOST_TEST(run(Command::check, path, "").fact("/misfits/total") == "2");
    Outcome const stopped = run(Command::migrate, path, database.uri());
    BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
    BOOST_TEST(stopped.fact("/misfits/total") == "2");
    BOOST_TEST(run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"}).error == "");
    BOOST_TEST(database.query("SELECT string_agg(key, ' ' ORDER BY key) FROM metrics") == "acc b loss loss loss z");
    BOOST_TEST(database.query("SELECT string_agg(key, ' ' ORDER BY key) FROM latest_metrics") == "acc b loss z");
}

BOOST_AUTO_TEST_CASE(rows_that_refer_to_a_long_key_or_to_its_row_are_judged_without_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    execute(path, fmt::format("UPDATE runs SET artifact_uri = {0} WHERE run_uuid = 'r1';"
                              "INSERT INTO runs (run_uuid, status, experiment_id) VALUES ({0}, 'FINISHED', 7);"
                              "INSERT INTO params VALUES ('p', 'v', {0}), ('q', 'v', 'gone');"
                              "UPDATE runs SET status = {0} WHERE run_uuid = 'r3'",
                              repeated(200'000)));
    Outcome const checked = run(Command::check, path, "");
    // The five misfits: the run's location, id and status; the param's id; the orphan.
    BOOST_TEST(checked.fact("/misfits/total") == "5", checked.fact("/misfits"));
    BOOST_TEST(run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"}).error == "");
    BOOST_TEST(database.query("SELECT string_agg(run_uuid, ' ') FROM runs") == "r2");
    BOOST_TEST(database.query("SELECT string_agg(run_uuid, ' ') FROM params") == "r2");
}

BOOST_AUTO_TEST_CASE(rows_with_only_null_texts_beside_a_long_row_are_read_back) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_source(path, revision_3_18_0);
    execute(path, fmt::format("INSERT INTO workspaces (name, description) VALUES ('long', {}), ('without', NULL)",
                              repeated(200'000)));
    Outcome const outcome = run(Command::migrate, path, database.uri());
    BOOST_TEST(outcome.error == "");
    BOOST_TEST(database.query("SELECT string_agg(name, ' ' ORDER BY name) FROM workspaces") == "long without");
}

BOOST_AUTO_TEST_CASE(one_changed_character_in_the_middle_of_a_long_value_is_found) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_source_with_long_values(path);
    BOOST_TEST(run(Command::migrate, path, database.uri()).error == "");
    database.query(
        "UPDATE datasets SET dataset_profile = overlay(dataset_profile PLACING 'y' FROM 700001 FOR 1) WHERE "
        "dataset_uuid = 'b'");
    Outcome const outcome = run(Command::verify, path, database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification));
    BOOST_TEST(outcome.fact("/differences/2") == "");
    BOOST_TEST(outcome.fact("/differences/1").find("name=b") != std::string::npos, outcome.fact("/differences"));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_long_value_is_told_fixed_or_rejected) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_source_with_long_values(path);
    std::string const long_text = repeated(300'000);
    add_dataset(path, 10, "nul", fmt::format("CAST({0} || x'00' || {0} AS TEXT)", long_text), "NULL", "NULL");
    add_dataset(path, 11, "utf", fmt::format("CAST({0} || x'C3' AS TEXT)", long_text), "NULL", "NULL");
    add_dataset(path, 12, "blob", fmt::format("CAST({0} AS BLOB)", long_text), "NULL", "NULL");
    Outcome const checked = run(Command::check, path, "");
    BOOST_TEST(checked.fact("/misfits/total") == "3");
    {
        TestDatabase database;
        BOOST_TEST(run(Command::migrate, path, database.uri(), {"--fix", "strip-nul,replace-utf8,blob-text"}).error ==
                   "");
        BOOST_TEST(database.query("SELECT count(*) FROM datasets") == "10");
        BOOST_TEST(database.query("SELECT length(dataset_source) FROM datasets WHERE dataset_uuid = 'nul'") ==
                   std::to_string(2 * 3 * 300'000));
    }
    {
        TestDatabase database;
        BOOST_TEST(run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"}).error == "");
        BOOST_TEST(database.query("SELECT count(*) FROM datasets") == "7");
        std::string const rejects = file_content(path + ".rejects.jsonl");
        BOOST_TEST(std::count(rejects.begin(), rejects.end(), '\n') == 3);
        BOOST_TEST(rejects.size() > 3U * 300'000 * 7);
    }
}

// Under a sanitizer most memory is the sanitizer's own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {

// The server process that receives a COPY in this database; 0 when there is none.
int copying_process(TestDatabase const& database) {
    std::string const found = database.query(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'COPY \"dataset[s]\"' "
        "AND "
        "state = 'active' LIMIT 1");
    return found.empty() ? 0 : std::stoi(found);
}

long peak_kilobytes(pid_t process) {
    std::string const status = file_content(fmt::format("/proc/{}/status", process));
    return std::stol(status.substr(status.find("VmHWM:") + 6));
}

// Runs the program. It must end with `code`, and may use 64 MiB at most, and 8 MiB for each job.
void expect_bounded_memory(std::vector<std::string> arguments, ExitCode code) {
    std::string const command = fmt::format("{}", fmt::join(arguments, " "));
    arguments.insert(arguments.begin(), "mlflow2pg");
    if (arguments[1] == "migrate") arguments.emplace_back("--allow-unseen");
    arguments.emplace_back("-q");
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t const child = fork();
    if (child == 0) {
        execv(MLFLOW2PG_BINARY, pointers.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    BOOST_REQUIRE(wait4(child, &status, 0, &usage) == child);
    BOOST_TEST(WEXITSTATUS(status) == static_cast<int>(code), command);
    BOOST_TEST(usage.ru_maxrss < (64 + 2 * 8) * 1024, command << " took " << usage.ru_maxrss << " kB");
    BOOST_TEST_MESSAGE(command << ": " << usage.ru_maxrss << " kB");
}

}  // namespace

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_a_row_of_100_mb) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    add_dataset(path, 1, "a", repeated(14'000'000), "NULL", repeated(6'000'000));
    for (char const* const command : {"migrate", "verify"}) {
        expect_bounded_memory({command, path, database.uri()}, ExitCode::done);
    }
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_a_text_of_100_mb_in_a_utf_16_file) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_encoded(path, "UTF-16le");
    create_small_source(path);
    add_dataset(path, 1, "a", "replace(hex(zeroblob(10000000)), '00', 'abcdefghij')", "NULL", "NULL");
    for (char const* const command : {"check", "migrate", "verify"}) {
        expect_bounded_memory({command, path, database.uri()}, ExitCode::done);
    }
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_a_value_that_is_longer_than_its_column) {
    for (char const* const place :
         {"UPDATE params SET value = {} WHERE key = 'depth'", "UPDATE runs SET artifact_uri = {} WHERE run_uuid = 'r1'",
          "UPDATE runs SET status = {} WHERE run_uuid = 'r1'", "UPDATE params SET key = {} WHERE key = 'depth'",
          "UPDATE metrics SET key = {} WHERE key = 'acc'", "UPDATE runs SET run_uuid = {} WHERE run_uuid = 'r3'",
          "UPDATE latest_metrics SET key = {} WHERE key = 'acc'"}) {
        BOOST_TEST_CONTEXT(place) {
            TestFolder folder;
            TestDatabase database;
            std::string const path = folder.file("m.db");
            create_small_source(path);
            std::string const long_text = "replace(hex(zeroblob(12000000)), '00', 'abcdefghij')";
            execute(path, fmt::format(fmt::runtime(place), long_text));
            // The row of latest_metrics is not copied, so it need not fit.
            bool const fits = std::string_view{place}.starts_with("UPDATE latest");
            ExitCode const code = fits ? ExitCode::done : ExitCode::data;
            expect_bounded_memory({"check", path}, code);
            expect_bounded_memory({"migrate", path, database.uri()}, code);
            expect_bounded_memory({"migrate", path, database.uri(), "--if-needed", "--on-misfit", "reject", "--rejects",
                                   folder.file("rejects")},
                                  ExitCode::done);
        }
    }
}

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_a_long_run_of_a_metric_that_is_read_by_its_index) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_source(path, revision_3_18_0);
    execute(path,
            "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid); INSERT INTO experiments (experiment_id, name, "
            "lifecycle_stage, workspace) VALUES (7, 'one', 'active', "
            "'default'); INSERT INTO runs (run_uuid, experiment_id) VALUES ('r1', 7); WITH RECURSIVE n(i) AS (SELECT 1 "
            "UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO metrics (key, value, timestamp, run_uuid, step, "
            "is_nan) SELECT 'loss', 0.5, i, 'r1', i, 0 FROM n; UPDATE metrics SET run_uuid = "
            "replace(hex(zeroblob(12000000)), '00', 'abcdefghij') WHERE step = 5");
    expect_bounded_memory(
        {"migrate", path, database.uri(), "--on-misfit", "reject", "--rejects", folder.file("rejects")},
        ExitCode::done);
    BOOST_TEST(database.query("SELECT count(*) FROM metrics") == "99");
}

// SQLite itself holds one copy of such a text in memory.
BOOST_AUTO_TEST_CASE(a_long_text_in_the_place_of_a_number_is_a_misfit_whatever_the_order_of_reading) {
    for (char const* const column : {"value", "timestamp", "step", "is_nan"}) {
        BOOST_TEST_CONTEXT(column) {
            TestFolder folder;
            TestDatabase database;
            std::string const path = folder.file("m.db");
            create_small_source(path);
            execute(path, fmt::format("PRAGMA ignore_check_constraints = 1; UPDATE metrics SET {} = {} WHERE rowid = 1",
                                      column, repeated(300'000)));
            Outcome const checked = run(Command::check, path, "");
            BOOST_TEST((checked.code == ExitCode::data), checked.error);
            Outcome const migrated = run(Command::migrate, path, database.uri());
            BOOST_TEST((migrated.code == ExitCode::data), migrated.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_fix_holds_a_long_value) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    execute(path,
            "UPDATE params SET value = replace(hex(zeroblob(12000000)), '00', 'abcdefghij') WHERE key = 'depth';"
            "UPDATE tags SET value = CAST('x' || zeroblob(90000000) || 'y' AS TEXT) WHERE run_uuid = 'r1';"
            "UPDATE tags SET value = 'z' || zeroblob(90000000) WHERE run_uuid = 'r3'");
    expect_bounded_memory({"check", path, "--fix", "truncate,strip-nul,blob-text,replace-utf8,text-number"},
                          ExitCode::done);
}

BOOST_AUTO_TEST_CASE(a_server_that_stands_still_holds_the_reader_up_and_not_in_memory) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    execute(path, fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT "
                              "INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, "
                              "dataset_source) SELECT 'u' || i, 7, 'n' || i, 'd', 'local', {} FROM n",
                              repeated(36'000)));
    std::string const uri = database.uri();
    pid_t const child = fork();
    if (child == 0) {
        execl(MLFLOW2PG_BINARY, "mlflow2pg", "migrate", path.c_str(), uri.c_str(), "--jobs", "1", "-q",
              "--allow-unseen", static_cast<char*>(nullptr));
        _exit(127);
    }
    int server = 0;
    int status = 0;
    while ((server = copying_process(database)) == 0) BOOST_REQUIRE(waitpid(child, &status, WNOHANG) == 0);
    BOOST_REQUIRE(kill(server, SIGSTOP) == 0);
    // Long enough to read all of the 150 MB, if the reader were not held back.
    usleep(1'500'000);
    BOOST_TEST(waitpid(child, &status, WNOHANG) == 0);
    BOOST_TEST(peak_kilobytes(child) < (64 + 8) * 1024);
    BOOST_TEST(kill(server, SIGCONT) == 0);
    rusage usage{};
    BOOST_REQUIRE(wait4(child, &status, 0, &usage) == child);
    BOOST_TEST(status == 0);
    BOOST_TEST(usage.ru_maxrss < (64 + 8) * 1024, usage.ru_maxrss << " kB");
}
#endif

BOOST_AUTO_TEST_CASE(a_long_value_under_the_greatest_rowid_is_the_last_row) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    add_dataset(path, 4, "a", repeated(200'000), "NULL", "NULL");
    add_dataset(path, std::numeric_limits<std::int64_t>::max(), "b", repeated(200'000), "NULL", "NULL");
    Source const source{path, Source::Hold::look};
    Plan const plan = plan_of(source);
    Sqlite const reader = source.reader();
    Rows rows{reader, plan.table("datasets"), plan.rules, Order::table, nullptr};
    BOOST_TEST(rows.next());
    BOOST_TEST(rows.next());
    BOOST_TEST(rows.rowid().integer == std::numeric_limits<std::int64_t>::max());
    BOOST_TEST(!rows.next());
}

BOOST_AUTO_TEST_CASE(in_the_order_of_runs_every_row_comes_once_whatever_runs_keys_and_steps_are) {
    std::mt19937_64 random{seed()};
    for (std::string const encoding : {"UTF-8", "UTF-16le"}) {
        TestFolder folder;
        std::string const path = folder.file("m.db");
        create_encoded(path, encoding);
        create_loose_metrics(path);
        std::string sql = "BEGIN;";
        for (int row = 0; row < 2000; ++row) {
            sql += metric(any_value(random), any_value(random), any_value(random), row % 5);
        }
        // A run with more rows than SQLite sorts in memory.
        sql +=
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO metrics "
            "(run_uuid, key, step, timestamp, value, is_nan) SELECT 'large', 'key' || (i * 7919 % 13), "
            "i * 7919 % 1000 - 500, i, 0.5, 0 FROM n;";
        execute(path, sql + "COMMIT");
        Source const source{path, Source::Hold::look};
        Plan const plan = plan_of(source);
        Sqlite const reader = source.reader();
        TablePlan const& metrics = plan.table("metrics");
        BOOST_REQUIRE((metrics.load_order() == Order::run));
        std::vector<std::int64_t> found;
        Rows rows{reader, metrics, plan.rules, Order::run, nullptr};
        while (rows.next_raw()) found.push_back(rows.rowid().integer);
        BOOST_TEST(found.size() > 60'500U);
        BOOST_TEST(
            (found == rowids(reader, "SELECT rowid FROM metrics NOT INDEXED ORDER BY run_uuid, key, step, rowid")));
    }
}

BOOST_AUTO_TEST_CASE(in_the_order_of_runs_long_rows_come_last_and_every_row_comes_once) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_loose_metrics(path);
    std::string sql;
    for (int row = 0; row < 40; ++row) sql += metric(fmt::format("'r{}'", row % 4), "'k'", "1", row);
    // The values of the second are short, but together too long for SQLite's sorter.
    sql += metric("'r1'", "hex(zeroblob(600000))", "1", 1) +
           metric("hex(zeroblob(300000))", "hex(zeroblob(300000))", "1", 1);
    execute(path, sql);
    Source const source{path, Source::Hold::look};
    Plan const plan = plan_of(source);
    Sqlite const reader = source.reader();
    std::vector<std::int64_t> found;
    Rows rows{reader, plan.table("metrics"), plan.rules, Order::run, nullptr};
    while (rows.next_raw()) found.push_back(rows.rowid().integer);
    std::vector<std::int64_t> expected =
        rowids(reader, "SELECT rowid FROM metrics WHERE rowid <= 40 ORDER BY run_uuid, key, step, rowid");
    expected.insert(expected.end(), {41, 42});
    BOOST_TEST(found == expected);
}

BOOST_AUTO_TEST_CASE(metrics_of_any_kind_are_migrated_or_rejected_in_the_order_of_runs) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_random_source(path, revision_3_18_0, 3, 20);
    execute(path,
            "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid); "
            "UPDATE metrics SET run_uuid = (SELECT min(run_uuid) FROM runs) WHERE rowid % 3 = 0; "
            "INSERT INTO metrics (run_uuid, key, step, timestamp, value, is_nan) SELECT run_uuid, 'k' || char(0), "
            "-5, 1, 1.5, 0 FROM runs LIMIT 1; "
            "INSERT INTO metrics (run_uuid, key, step, timestamp, value, is_nan) SELECT x'6b', key, -5, 1, 1.5, 0 "
            "FROM metrics LIMIT 3; "
            "INSERT INTO metrics (run_uuid, key, step, timestamp, value, is_nan) SELECT run_uuid, "
            "hex(zeroblob(700000)), 1, 1, 1.5, 0 FROM runs LIMIT 1");
    Outcome const outcome = run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"});
    BOOST_TEST(outcome.error == "");
    BOOST_TEST(database.query("SELECT count(*) FROM metrics") ==
               shell(fmt::format("sqlite3 '{}' 'SELECT count(*) - 5 FROM metrics' | tr -d '\\n'", path)));
}

BOOST_AUTO_TEST_CASE(runs_that_differ_only_in_case_are_two_whatever_collation_the_source_has) {
    for (std::string const column : {"run_uuid", "key"}) {
        TestFolder folder;
        TestDatabase database;
        std::string const path = folder.file("m.db");
        shell(fmt::format("sqlite3 '{}' < '{}/tests/data/3.18.0.sql'", path, MLFLOW2PG_ROOT));
        execute(path,
                fmt::format("CREATE TABLE m (key {0}, value, timestamp, run_uuid {1}, step, is_nan); INSERT INTO m "
                            "SELECT key, value, timestamp, run_uuid, step, is_nan FROM metrics; DROP TABLE metrics; "
                            "ALTER TABLE m RENAME TO metrics; CREATE INDEX index_metrics_run_uuid ON metrics "
                            "(run_uuid); CREATE TEMP TABLE t AS SELECT * FROM runs LIMIT 1; UPDATE t SET run_uuid = "
                            "'ABC'; INSERT INTO runs SELECT * FROM t; UPDATE t SET run_uuid = 'abc'; INSERT INTO runs "
                            "SELECT * FROM t; INSERT INTO metrics VALUES ('k', 1, 1, 'ABC', 1, 0), ('k', 2, 1, 'abc', "
                            "1, 0), ('K', 3, 1, 'ABC', 1, 0), ('k', 4, 1, 'ABC', 2, 0)",
                            column == "key" ? "COLLATE NOCASE" : "", column == "key" ? "" : "COLLATE NOCASE"));
        BOOST_TEST((run(Command::migrate, path, database.uri()).code == ExitCode::done), column);
        BOOST_TEST(database.query("SELECT string_agg(run_uuid || key || value, ' ' ORDER BY value) FROM latest_metrics "
                                  "WHERE lower(run_uuid) = 'abc'") == "abck2 ABCK3 ABCk4");
        BOOST_TEST((run(Command::verify, path, database.uri()).code == ExitCode::done), column);
    }
}

BOOST_AUTO_TEST_CASE(rows_out_of_order_in_a_damaged_table_are_damage_and_not_read_for_ever) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    for (int const rowid : {3, 5}) add_dataset(path, rowid, std::to_string(rowid), "'s'", "NULL", "NULL");
    std::int64_t root = 0;
    std::int64_t page_size = 0;
    {
        Sqlite const database{path, Sqlite::Mode::read_only};
        root = database.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'datasets'");
        page_size = database.integer("PRAGMA page_size");
    }
    // The pointers to a leaf's cells follow its 8 bytes of header: https://sqlite.org/fileformat.html, 1.6
    std::string content = file_content(path);
    auto const pointers = content.begin() + (root - 1) * page_size + 8;
    std::swap_ranges(pointers, pointers + 2, pointers + 2);
    write_file(path, content);
    Source const source{path, Source::Hold::look};
    Plan const plan = plan_of(source);
    Sqlite const reader = source.reader();
    Rows rows{reader, plan.table("datasets"), plan.rules, Order::table, nullptr};
    BOOST_TEST(rows.next());
    BOOST_CHECK_THROW(rows.next(), CorruptError);
}

BOOST_AUTO_TEST_SUITE_END()
