// SPDX-License-Identifier: Apache-2.0
#include "source/seal.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <regex>
#include <thread>

#include "base/error.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "source/source.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

constexpr char const* message = "this store was migrated to PostgreSQL on ";

// The output of SQLite's own shell. Unlike our connections, it runs triggers.
std::string sqlite(std::string const& file, std::string const& sql) {
    return shell(fmt::format("sqlite3 -cmd '.timeout 20000' '{}' \"{}\" 2>&1; true", file, sql));
}

std::string schema_of(std::string const& file) {
    return sqlite(file, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2");
}

// A source with tables that MLflow does not know: one with a name that must be quoted, and one with a trigger of the
// user's.
void create_odd_source(std::string const& file, std::string const& journal_mode) {
    create_small_source(file);
    execute(file,
            "CREATE TABLE \"the user's \"\"own\"\"\" (a PRIMARY KEY, b) WITHOUT ROWID;"
            "INSERT INTO \"the user's \"\"own\"\"\" VALUES (1, 2);"
            "CREATE TABLE log (a);"
            "CREATE VIEW seen AS SELECT * FROM params;"
            "CREATE TRIGGER their_own AFTER INSERT ON params BEGIN INSERT INTO log VALUES (NEW.key); END;"
            "PRAGMA journal_mode = " +
                journal_mode);
}

Outcome migrate_and_seal(std::string const& file, TestDatabase const& database, std::vector<std::string> flags = {}) {
    flags.emplace_back("--seal");
    return run(Command::migrate, file, database.uri(), flags);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_tests)

BOOST_AUTO_TEST_CASE(every_write_to_a_sealed_source_fails_and_reading_goes_on) {
    for (char const* const journal_mode : {"DELETE", "WAL"}) {
        TestFolder folder;
        TestDatabase database;
        std::string const file = folder.file("m.db");
        create_odd_source(file, journal_mode);
        std::string const before = sqlite(file, ".dump");
        std::string const schema = schema_of(file);
        Outcome const outcome = migrate_and_seal(file, database);
        BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
        BOOST_TEST(outcome.fact("/seal/sealed") == "true");
        BOOST_TEST(outcome.fact("/seal/problem") == "null");
        std::string const rows = sqlite(file, ".dump --data-only");
        for (char const* const sql : {
                 "INSERT INTO metrics VALUES ('new', 1, 1, 'r1', 1, 0)",
                 "INSERT OR IGNORE INTO metrics VALUES ('new', 1, 1, 'r1', 1, 0)",
                 "INSERT OR REPLACE INTO params VALUES ('lr', 'replaced', 'r1')",
                 "REPLACE INTO params VALUES ('lr', 'replaced', 'r1')",
                 "INSERT INTO params VALUES ('lr', 'x', 'r1') ON CONFLICT DO NOTHING",
                 "INSERT INTO params VALUES ('lr', 'x', 'r1') ON CONFLICT (key, run_uuid) DO UPDATE SET value = 'x'",
                 "UPDATE params SET value = 'x'",
                 "UPDATE OR IGNORE params SET value = 'x' WHERE key = 'no such key'",
                 "UPDATE OR REPLACE params SET run_uuid = 'r1'",
                 "DELETE FROM runs",
                 "DELETE FROM runs WHERE run_uuid = 'no such run'",
                 "UPDATE alembic_version SET version_num = 'x'",
                 "DELETE FROM alembic_version",
                 "INSERT INTO log VALUES (1)",
                 "UPDATE \\\"the user's \\\"\\\"own\\\"\\\"\\\" SET b = 3",
                 "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; DELETE FROM experiments",
             }) {
            std::string const said = sqlite(file, sql);
            BOOST_TEST(said.find(message) != std::string::npos, journal_mode << ": " << sql << ": " << said);
        }
        // These statements fire no trigger.
        for (char const* const sql :
             {"CREATE TABLE new (a)", "ALTER TABLE params ADD COLUMN a", "ALTER TABLE params RENAME TO p",
              "DROP TABLE params", "CREATE INDEX i ON params (value)", "DROP TRIGGER mlflow2pg_sealed_params_insert",
              "VACUUM", "PRAGMA user_version = 7", "REINDEX"}) {
            std::string const said = sqlite(file, sql);
            BOOST_TEST(said.find("readonly database") != std::string::npos,
                       journal_mode << ": " << sql << ": " << said);
        }
        BOOST_TEST(sqlite(file, ".dump --data-only") == rows);
        BOOST_TEST(sqlite(file, "SELECT count(*) FROM seen") == "3\n");
        BOOST_TEST(sqlite(file, "PRAGMA integrity_check") == "ok\n");

        Outcome const unsealed = run(Command::unseal, file, "");
        BOOST_TEST((unsealed.code == ExitCode::done), unsealed.error);
        BOOST_TEST(schema_of(file) == schema);
        BOOST_TEST(sqlite(file, ".dump") == before);
        BOOST_TEST(sqlite(file, "INSERT INTO params VALUES ('new', 'x', 'r1'); CREATE TABLE new (a)") == "");
        BOOST_TEST(sqlite(file, "PRAGMA integrity_check; SELECT count(*) FROM log; PRAGMA journal_mode") ==
                   fmt::format("ok\n1\n{}\n", journal_mode == std::string{"WAL"} ? "wal" : "delete"));
    }
}

BOOST_AUTO_TEST_CASE(content_that_was_only_in_the_write_ahead_log_is_sealed_with_the_rest) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    {
        Sqlite const writer{file, Sqlite::Mode::read_write};
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("PRAGMA wal_autocheckpoint = 0; INSERT INTO params VALUES ('only in wal', 'x', 'r3')");
    }
    std::string const schema = schema_of(folder.file("m.db"));
    {
        Sqlite const writer{file, Sqlite::Mode::read_write};
        writer.execute("INSERT INTO params VALUES ('again only in wal', 'x', 'r3')");
    }
    BOOST_TEST_REQUIRE(std::filesystem::file_size(file + "-wal") > 0U);
    Outcome const outcome = migrate_and_seal(file, database);
    BOOST_TEST(outcome.fact("/seal/sealed") == "true", outcome.error);
    BOOST_TEST(outcome.fact("/seal/problem") == "null");
    BOOST_TEST(sqlite(file, "SELECT count(*) FROM params") == "5\n");
    BOOST_TEST(sqlite(file, "CREATE TABLE new (a)").find("readonly") != std::string::npos);
    BOOST_TEST((run(Command::verify, file, database.uri()).code == ExitCode::done));
    BOOST_TEST((run(Command::unseal, file, "").code == ExitCode::done));
    BOOST_TEST(schema_of(file) == schema);
}

BOOST_AUTO_TEST_CASE(the_message_names_the_time_and_the_target_without_its_password) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string target = database.uri();
    target.insert(target.find('@'), ":Sesame99");
    BOOST_TEST((run(Command::migrate, file, target, {"--seal"}).code == ExitCode::done));
    std::string const said = sqlite(file, "DELETE FROM params");
    BOOST_TEST(std::regex_search(said, std::regex{"this store was migrated to PostgreSQL on "
                                                  "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, see postgresql.*" +
                                                  database.name()}),
               said);
    BOOST_TEST(file_content(file).find("Sesame99") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_sealed_source_is_verified_and_checked_but_not_migrated_again) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    BOOST_TEST_REQUIRE((migrate_and_seal(file, database).code == ExitCode::done));
    BOOST_TEST((run(Command::verify, file, database.uri()).code == ExitCode::done));
    TestDatabase other;
    std::string const before = other.dump();
    for (std::vector<std::string> const& flags : {std::vector<std::string>{}, {"--dry-run"}}) {
        Outcome const refused = run(Command::migrate, file, other.uri(), flags);
        BOOST_TEST((refused.code == ExitCode::source));
        BOOST_TEST(refused.error.find(message) != std::string::npos, refused.error);
        BOOST_TEST(refused.next_step.find("mlflow2pg unseal") != std::string::npos, refused.next_step);
        BOOST_TEST(refused.next_step.find("mlflow2pg verify") == std::string::npos, refused.next_step);
    }
    BOOST_TEST(other.dump() == before);
    Outcome const again = run(Command::migrate, file, database.uri());
    BOOST_TEST(again.next_step.find("mlflow2pg verify") != std::string::npos, again.next_step);
    Outcome const checked = run(Command::check, file, "");
    // To paste all commands would undo the cut-over.
    BOOST_TEST(checked.text().find("mlflow2pg migrate") == std::string::npos, checked.text());
    BOOST_TEST((checked.code == ExitCode::source));
    BOOST_TEST(checked.fact("/seal/found").starts_with(message), checked.fact("/seal/found"));
    BOOST_TEST(checked.fact("/tables/0/name") != "");
    BOOST_TEST((run(Command::unseal, file, "").code == ExitCode::done));
    BOOST_TEST((run(Command::migrate, file, other.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(only_a_published_migration_seals) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const before = file_content(file);
    Outcome const rehearsed = run(Command::migrate, file, database.uri(), {"--seal", "--dry-run"});
    BOOST_TEST((rehearsed.code == ExitCode::done), rehearsed.error);
    BOOST_TEST(rehearsed.fact("/seal/sealed") == "null");
    BOOST_TEST((file_content(file) == before));
    execute(file, "UPDATE params SET value = 'a' || char(0)");
    std::string const misfit = file_content(file);
    BOOST_TEST((migrate_and_seal(file, database).code == ExitCode::data));
    BOOST_TEST((file_content(file) == misfit));
}

BOOST_AUTO_TEST_CASE(a_source_that_cannot_be_written_is_refused_with_a_seal_and_migrated_without) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const before = file_content(file);
    shell(fmt::format("chmod 0444 '{}' && chmod 0555 '{}'", file, folder.file("")));
    TestFolder elsewhere;
    shell(fmt::format("chmod 0777 '{}'", elsewhere.file("")));
    std::vector<std::string> const files{"--rejects", elsewhere.file("r.jsonl"), "--mapping",
                                         elsewhere.file("ids.json")};
    BOOST_TEST(run(Command::check, file, database.uri(), files).fact("/next").find("--seal") != std::string::npos);
    Outcome const outcome = [&] {
        WithoutRights const nobody;
        Outcome const checked = run(Command::check, file, database.uri(), files);
        std::string const next = checked.fact("/next");
        BOOST_TEST(next.find("mlflow2pg migrate") != std::string::npos, checked.error);
        BOOST_TEST(next.find("--seal") == std::string::npos, next);
        std::vector<std::string> sealing = files;
        sealing.emplace_back("--seal");
        for (Command const command : {Command::check, Command::migrate}) {
            Outcome const refused = run(command, file, database.uri(), sealing);
            BOOST_TEST((refused.code == ExitCode::source), refused.error);
            BOOST_TEST(
                refused.error.find("cannot be sealed: the file or its folder cannot be written") != std::string::npos,
                refused.error);
        }
        BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
        return run(Command::migrate, file, database.uri(), files);
    }();
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST((run(Command::verify, file, database.uri()).code == ExitCode::done));
    shell(fmt::format("chmod 0755 '{}'", folder.file("")));
}

BOOST_AUTO_TEST_CASE(a_writer_that_waits_for_the_lock_meets_the_seal) {
    for (char const* const journal_mode : {"DELETE", "WAL"}) {
        TestFolder folder;
        std::string const file = folder.file("m.db");
        create_small_source(file);
        execute(file, fmt::format("PRAGMA journal_mode = {}", journal_mode));
        std::string said;
        {
            Source source{file, Source::Hold::writers};
            std::thread waiting{[&] { said = sqlite(file, "INSERT INTO params VALUES ('late', 'x', 'r1')"); }};
            std::this_thread::sleep_for(std::chrono::milliseconds{500});
            BOOST_TEST(seal(source.held(), seal_message(std::chrono::system_clock::now(), "there")) == "");
            waiting.join();
        }
        // The statement was prepared before there were triggers, so it may be the header's mark that stops it.
        BOOST_TEST((said.find("see there") != std::string::npos || said.find("readonly") != std::string::npos),
                   journal_mode << ": " << said);
        BOOST_TEST(sqlite(file, "SELECT count(*) FROM params") == "3\n");
    }
}

BOOST_AUTO_TEST_CASE(a_seal_of_which_a_crash_left_only_the_triggers_holds_and_comes_off) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const schema = schema_of(file);
    {
        Source source{file, Source::Hold::writers};
        BOOST_TEST(seal(source.held(), "gone \"there\"") == "");
    }
    Sqlite{file, Sqlite::Mode::read_write}.mark_read_only(false);
    BOOST_TEST(sqlite(file, "DELETE FROM params").find("gone \"there\"") != std::string::npos);
    BOOST_TEST((read_seal(Sqlite{file, Sqlite::Mode::read_only}) == "gone \"there\""));
    BOOST_TEST((run(Command::unseal, file, "").code == ExitCode::done));
    BOOST_TEST(schema_of(file) == schema);
}

BOOST_AUTO_TEST_CASE(unsealing_what_is_not_sealed_changes_nothing) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const before = file_content(file);
    Outcome const outcome = run(Command::unseal, file, "");
    BOOST_TEST((outcome.code == ExitCode::done));
    BOOST_TEST(outcome.fact("/seal/found") == "null");
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST((run(Command::unseal, folder.file("none.db"), "").code == ExitCode::source));
}

BOOST_AUTO_TEST_CASE(a_file_in_use_stays_sealed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    {
        Source source{file, Source::Hold::writers};
        BOOST_TEST(seal(source.held(), "gone") == "");
    }
    std::string const pid = shell(fmt::format("sleep 60 < '{}' > /dev/null 2>&1 & echo $!", file));
    Outcome const outcome = run(Command::unseal, file, "");
    shell("kill " + pid);
    BOOST_TEST((outcome.code == ExitCode::busy), outcome.error);
    // A reader's lock prevents the triggers from being dropped, so the mark is set again.
    std::string const before = file_content(file);
    {
        Sqlite const reader{file, Sqlite::Mode::read_only};
        reader.execute("BEGIN; SELECT count(*) FROM sqlite_schema");
        using std::chrono::milliseconds;
        RetryLimits const impatient{milliseconds{200}, milliseconds{50}, milliseconds{20}, milliseconds{50}};
        BOOST_CHECK_THROW(unseal(file, impatient), BusyError);
    }
    BOOST_TEST((file_content(file) == before));
    unseal(file);
    BOOST_TEST(sqlite(file, "DELETE FROM params") == "");
}

BOOST_AUTO_TEST_CASE(a_trigger_that_only_has_our_name_is_no_way_to_run_code) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "CREATE TRIGGER mlflow2pg_sealed_x BEFORE DELETE ON params BEGIN DELETE FROM runs; END");
    BOOST_TEST(read_seal(Sqlite{file, Sqlite::Mode::read_only}).has_value());
    BOOST_TEST((run(Command::check, file, "").code == ExitCode::source));
    BOOST_TEST((run(Command::unseal, file, "").code == ExitCode::done));
    BOOST_TEST(sqlite(file, "SELECT count(*) FROM runs") == "3\n");
    BOOST_TEST((run(Command::check, file, "").code == ExitCode::done));
}

BOOST_AUTO_TEST_SUITE_END()
