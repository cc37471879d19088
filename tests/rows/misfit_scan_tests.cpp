// SPDX-License-Identifier: Apache-2.0
#include "rows/misfit_scan.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// Runs the change while the table has another expression for the column. SQLite keeps the result.
void store_another_duration(std::string const& file, std::string const& change) {
    std::string const minus = "(end_time_unix_nano - start_time_unix_nano)";
    std::string const plus = "(end_time_unix_nano + start_time_unix_nano)";
    auto const replace = [&](std::string const& one, std::string const& other) {
        shell(fmt::format(
            "sqlite3 {0}{1}{0} '.dbconfig defensive off' 'PRAGMA writable_schema = ON' \"UPDATE sqlite_schema SET "
            "sql = replace(sql, '{2}', '{3}') WHERE name = 'spans'\"",
            '"', file, one, other));
    };
    replace(minus, plus);
    execute(file, change);
    replace(plus, minus);
}

// The misfit that stopped a command. Fails the test unless there is exactly one.
Misfit only_misfit(Outcome const& stopped) {
    BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
    BOOST_TEST_REQUIRE(stopped.report.scan.has_value());
    BOOST_TEST_REQUIRE(stopped.report.scan->misfits.total() == 1U);
    return stopped.report.scan->misfits.listed().front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(misfit_scan_tests)

BOOST_AUTO_TEST_CASE(minus_zero_and_zero_are_one_key_as_they_are_to_postgresql) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // The table has no key in SQLite, and the column has no type, which would turn -0.0 into 0.
    execute(file,
            "CREATE TABLE m (key, value, timestamp, run_uuid, step, is_nan); "
            "INSERT INTO m SELECT key, value, timestamp, run_uuid, step, is_nan FROM metrics; DROP TABLE metrics; "
            "ALTER TABLE m RENAME TO metrics; "
            "INSERT INTO metrics VALUES ('zero', 0.0, 1, 'r1', 0, 0), ('zero', -0.0, 1, 'r1', 0, 0)");
    BOOST_TEST((only_misfit(run(options_for(Command::check, file, ""))).reason == Reason::duplicate));
    Options options = options_for(Command::migrate, file, database.uri());
    options.reject_misfits = true;
    Outcome const rejected = run(options);
    BOOST_TEST((rejected.code == ExitCode::done), rejected.error);
    BOOST_TEST(database.query("SELECT count(*) FROM metrics WHERE key = 'zero'") == "1");
}

BOOST_AUTO_TEST_CASE(a_row_whose_generated_column_is_beyond_bigint_is_a_misfit_and_can_be_rejected) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, 5, 3);
    execute(
        file,
        "UPDATE spans SET start_time_unix_nano = -9223372036854775808, end_time_unix_nano = 1 WHERE rowid = (SELECT "
        "min(rowid) FROM spans)");
    for (Command const command : {Command::check, Command::migrate}) {
        Misfit const misfit = only_misfit(run(command, file, database.uri()));
        BOOST_TEST(misfit.row.table == "spans");
        BOOST_TEST(misfit.column == "duration_ns");
    }
    Outcome const rejected = run(Command::migrate, file, database.uri(),
                                 {"--on-misfit", "reject", "--rejects", folder.file("rejects.jsonl")});
    BOOST_TEST((rejected.code == ExitCode::done), rejected.error);
}

BOOST_AUTO_TEST_CASE(a_stored_generated_value_that_is_not_the_result_of_its_expression_is_a_misfit) {
    TestFolder folder;
    std::string const first = "rowid = (SELECT min(rowid) FROM spans)";
    // A row with a long value is read column by column.
    for (std::string const& content : {std::string{"'short'"}, std::string{"zeroblob(20000000)"}}) {
        TestDatabase database;
        TestDatabase other;
        std::string const file = folder.file(content.substr(0, 3) + ".db");
        create_random_source(file, revision_3_18_0, 5, 3);
        store_another_duration(
            file,
            fmt::format("UPDATE spans SET start_time_unix_nano = 5, end_time_unix_nano = 7, content = replace(hex({}), "
                        "'0', 'x') WHERE {}",
                        content, first));
        for (Command const command : {Command::check, Command::migrate}) {
            Misfit const misfit = only_misfit(run(command, file, database.uri()));
            BOOST_TEST((misfit.reason == Reason::generated_differs));
            BOOST_TEST(misfit.column == "duration_ns");
        }
        Outcome const rejected =
            run(Command::migrate, file, database.uri(),
                {"--on-misfit", "reject", "--rejects", folder.file(content.substr(0, 3) + ".jsonl")});
        BOOST_TEST((rejected.code == ExitCode::done), rejected.error);
        BOOST_TEST(database.query("SELECT count(*) FROM spans WHERE start_time_unix_nano = 5") == "0");
        // Any update of the row has SQLite compute the value again.
        execute(file, "UPDATE spans SET end_time_unix_nano = end_time_unix_nano WHERE " + first);
        Outcome const mended = run(Command::migrate, file, other.uri());
        BOOST_TEST((mended.code == ExitCode::done), mended.error);
        BOOST_TEST(other.query("SELECT duration_ns FROM spans WHERE start_time_unix_nano = 5") == "2");
    }
}

BOOST_AUTO_TEST_CASE(rows_are_compared_with_their_parents_as_the_fixes_change_both) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "INSERT INTO tags (key, value, run_uuid) VALUES ('of r1', '', CAST('r1' AS BLOB)), ('of r1', '', 'r2'), "
            "('orphan', '', CAST('r9' AS BLOB)), ('of r4', '', 'r4'), ('of r5', '', 'r5'); "
            "INSERT INTO runs (run_uuid, status, experiment_id, lifecycle_stage) VALUES "
            "(CAST('r4' AS BLOB), 'FINISHED', 7, 'active'), (CAST('r5' AS BLOB), 'FINISHED', 99, 'active')");
    Options options = options_for(Command::check, file, database.uri());
    options.fixes.add(Fix::blob_text);
    Outcome const checked = run(options);
    BOOST_TEST((checked.code == ExitCode::data), checked.error);
    BOOST_TEST_REQUIRE(checked.report.scan.has_value());
    BOOST_TEST(checked.report.scan->misfits.total() == 2U);
    BOOST_TEST(checked.report.scan->rejected == 3U);
    BOOST_TEST(checked.report.scan->dependent == 1U);
    options.command = Command::migrate;
    options.reject_misfits = true;
    Outcome const migrated = run(options);
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(database.query("SELECT string_agg(run_uuid || ' ' || key, ', ' ORDER BY run_uuid) FROM tags WHERE key "
                              "LIKE 'o%'") == "r1 of r1, r2 of r1, r4 of r4");
}

BOOST_AUTO_TEST_CASE(when_a_fix_makes_two_keys_equal_no_row_goes_to_the_parent_of_another) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // The first of two rows with the same key stays: here the one with the NUL, for u and v the one without it.
    execute(
        file,
        "INSERT INTO runs (run_uuid, name, status, experiment_id, lifecycle_stage) VALUES ('cd' || char(0), 'with', "
        "'FINISHED', 7, 'active'), ('cd', 'without', 'FINISHED', 7, 'active'), ('u', 'without', 'FINISHED', 7, "
        "'active'), ('u' || char(0), 'with', 'FINISHED', 7, 'active'), ('w' || char(0), 'with', 'FINISHED', 7, "
        "'active');"
        "INSERT INTO params (key, value, run_uuid) VALUES ('of cd with', '', 'cd' || char(0)), ('of cd', '', 'cd'), "
        "('of u', '', 'u'), ('of u with', '', 'u' || char(0)), ('of none', '', 'w'), ('of w', '', 'w' || char(0)), "
        "('of r1', '', 'r1' || char(0));"
        "INSERT INTO metrics SELECT key, 1, 2, run_uuid, 3, 0 FROM params WHERE key LIKE 'of %'");
    Options options = options_for(Command::check, file, database.uri());
    options.fixes.add(Fix::strip_nul);
    Outcome const checked = run(options);
    BOOST_TEST_REQUIRE(checked.report.scan.has_value());
    BOOST_TEST(checked.report.scan->misfits.total() == 4U);  // two runs with the key of another, two rows without a run
    BOOST_TEST(checked.report.scan->dependent == 4U);
    options.command = Command::migrate;
    options.reject_misfits = true;
    options.reject_file = folder.file("rejects.jsonl");
    Outcome const migrated = run(options);
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(migrated.report.scan->rejected == 8U);
    for (char const* const table : {"params", "metrics"}) {
        BOOST_TEST(database.query(fmt::format("SELECT string_agg(run_uuid || ': ' || key, ', ' ORDER BY run_uuid) FROM "
                                              "{} WHERE key LIKE 'of%'",
                                              table)) == "cd: of cd with, r1: of r1, u: of u, w: of w");
    }
    BOOST_TEST(database.query("SELECT string_agg(run_uuid || ': ' || name, ', ' ORDER BY run_uuid) FROM runs WHERE "
                              "run_uuid < 'r' OR run_uuid > 's'") == "cd: with, u: without, w: with");
}

BOOST_AUTO_TEST_CASE(orphans_and_failing_checks_of_tables_without_rowids_are_found) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const columns =
        "run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, "
        "deleted_time, source_version, lifecycle_stage, artifact_uri, experiment_id";
    execute(file,
            "PRAGMA foreign_keys = OFF; CREATE TABLE t (key, value, run_uuid, PRIMARY KEY (key, run_uuid)) WITHOUT "
            "ROWID; INSERT INTO t SELECT key, value, run_uuid FROM tags; INSERT INTO t VALUES ('of none', '', "
            "'r9'); DROP TABLE tags; ALTER TABLE t RENAME TO tags; CREATE TABLE r (" +
                columns + ", PRIMARY KEY (run_uuid)) WITHOUT ROWID; INSERT INTO r SELECT " + columns +
                " FROM runs; UPDATE r SET lifecycle_stage = 'lost' WHERE run_uuid = 'r2'; DROP TABLE runs; ALTER "
                "TABLE r RENAME TO runs");
    Options options = options_for(Command::check, file, database.uri());
    Outcome const checked = run(options);
    BOOST_TEST((checked.code == ExitCode::data), checked.error);
    BOOST_TEST_REQUIRE(checked.report.scan.has_value());
    BOOST_TEST(
        (checked.report.scan->counts == std::map<std::pair<std::string, Reason>, std::uint64_t>{
                                            {{"tags", Reason::orphan}, 1}, {{"runs", Reason::failing_check}, 1}}));
    BOOST_TEST(checked.next_step.find("change them in SQLite: table tags is WITHOUT ROWID, so none of its rows can be "
                                      "left out") != std::string::npos,
               checked.next_step);
    BOOST_TEST(checked.next_step.find("--on-misfit") == std::string::npos, checked.next_step);
    options.command = Command::migrate;
    BOOST_TEST((run(options).code == ExitCode::data));
    options.reject_misfits = true;
    Outcome const refused = run(options);
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.error.find("table runs is WITHOUT ROWID") != std::string::npos, refused.error);
    execute(
        file,
        "DELETE FROM tags WHERE run_uuid = 'r9'; UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = 'r2'");
    options.reject_misfits = false;
    Outcome const migrated = run(options);
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
}

BOOST_AUTO_TEST_SUITE_END()
