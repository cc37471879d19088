// SPDX-License-Identifier: Apache-2.0
// The matrix of refusals: whatever stops a migration, check reports it before. The rows for poolers, standbys, TLS and
// proxies need servers of their own and are in ci/targets. There, too, check, dry run and migrate have to print the
// same message.
#include "commands/gates.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <regex>

#include "binary.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/outline.hpp"
#include "run.hpp"
#include "server.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

constexpr char const* role = "gates_test_role";

struct Place {
    TestFolder const& folder;
    TestDatabase const& database;
    std::string file;
    std::string target;
    std::vector<std::string> flags = {};
    bool allow_unseen = true;
    std::unique_ptr<TestDatabase> other = {};
    std::unique_ptr<Server> server = {};
};

struct Entry {
    char const* name;
    ExitCode code;
    // Creates the obstacle. Returns a shell command that removes it; empty: it need not be removed.
    std::function<std::string(Place&)> make;
    bool without_rights = false;  // whether the commands run without root's rights
};

auto in_source(std::string const& sql) {
    return [sql](Place& place) {
        execute(place.file, sql);
        return std::string{};
    };
}

auto in_target(std::string const& sql) {
    return [sql](Place& place) {
        place.database.query(sql);
        return std::string{};
    };
}

auto in_target_as_of(std::string const& revision, std::string const& sql) {
    return [=](Place& place) {
        initialise(place.database, revision);
        if (!sql.empty()) place.database.query(sql);
        return std::string{};
    };
}

auto with_flags(std::vector<std::string> const& flags) {
    return [flags](Place& place) {
        place.flags = flags;
        return std::string{};
    };
}

// A role with only the rights that the statements give. {0}: the database, {1}: the role.
auto as_role(std::string const& grants) {
    return [grants](Place& place) {
        place.database.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        place.database.query(fmt::format(fmt::runtime(grants), place.database.name(), role));
        place.target = place.database.uri_as(role);
        return std::string{};
    };
}

auto as_role_that_may_create(std::string const& then) {
    return as_role("GRANT CREATE ON SCHEMA public TO {1}; GRANT CREATE ON DATABASE {0} TO {1}; " + then);
}

auto in_database_with(std::string const& options) {
    return [options](Place& place) {
        place.other = std::make_unique<TestDatabase>(options + " LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        place.target = place.other->uri();
        return std::string{};
    };
}

// Another process that holds a lock of the source while it reads from a pipe.
std::string lock_source(Place& place) {
    std::string const pipe = place.folder.file("pipe");
    std::string const ready = place.folder.file("ready");
    shell(
        fmt::format("mkfifo '{1}'; (echo 'BEGIN EXCLUSIVE;'; echo '.shell touch {2}'; cat '{1}') | sqlite3 '{0}' > "
                    "/dev/null 2>&1 & "
                    "while [ ! -e '{2}' ]; do sleep 0.05; done",
                    place.file, pipe, ready));
    return fmt::format(": > '{}'", pipe);
}

// A folder that this user cannot write, so that --seal is not possible, and processes that may write the file.
std::string hide_processes(Place& place) {
    place.allow_unseen = false;
    place.flags = no_files;
    shell(fmt::format("chmod 555 '{}'", place.folder.file("")));
    return fmt::format("chmod 700 '{}'", place.folder.file(""));
}

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    return text.replace(text.find(from), from.size(), to);
}

std::vector<Entry> const& refusals() {
    static std::vector<Entry> const entries{
        {"the reject file cannot be written", ExitCode::usage, with_flags({"--rejects", "/none/x"})},
        {"the mapping cannot be written", ExitCode::usage, with_flags({"--mapping", "/none/x"})},
        {"the reject file is a device that is full", ExitCode::usage, with_flags({"--rejects", "/dev/full"})},
        {"the mapping is a device that is full", ExitCode::usage, with_flags({"--mapping", "/dev/full"})},
        {"the source is missing", ExitCode::source,
         [](Place& place) {
             place.file += ".none";
             return std::string{};
         }},
        {"the source is empty", ExitCode::source,
         [](Place& place) {
             write_file(place.file, "");
             return std::string{};
         }},
        {"the source is no database", ExitCode::source,
         [](Place& place) {
             write_file(place.file, std::string(4096, 'x'));
             return std::string{};
         }},
        {"the source is not MLflow's", ExitCode::source, in_source("DROP TABLE alembic_version")},
        {"the source is half upgraded", ExitCode::source, in_source("CREATE TABLE _alembic_tmp_runs (i)")},
        {"the source has two revisions", ExitCode::source, in_source("INSERT INTO alembic_version VALUES ('x')")},
        {"the revision is unknown", ExitCode::source, in_source("UPDATE alembic_version SET version_num = 'abcabc'")},
        {"the source has a column more", ExitCode::source, in_source("ALTER TABLE runs ADD COLUMN mine TEXT")},
        {"the source has a table less", ExitCode::source, in_source("DROP TABLE tags")},
        {"the source is of another store", ExitCode::source, with_flags({"--store", "auth"})},
        {"the source is sealed", ExitCode::source,
         [](Place& place) {
             TestDatabase const other;
             run(Command::migrate, place.file, other.uri(), {"--seal"});
             return std::string{};
         }},
        {"the source is open in another process", ExitCode::busy,
         [](Place& place) {
             return "kill " + shell(fmt::format("sleep 600 < '{}' > /dev/null 2>&1 & echo $!", place.file));
         }},
        {"there is no right to write the backup", ExitCode::source,
         [](Place& place) {
             shell(fmt::format("chmod 555 '{}'", place.folder.file("")));
             place.flags = no_files;
             place.flags.emplace_back("--backup");
             return fmt::format("chmod 700 '{}'", place.folder.file(""));
         },
         true},
        {"another process has locked the source", ExitCode::busy, lock_source},
        {"nobody can say whether another process has the source open", ExitCode::busy, hide_processes, true},
        {"the target is no address", ExitCode::usage,
         [](Place& place) {
             place.target = "mlflow";
             return std::string{};
         }},
        {"nobody listens there", ExitCode::target,
         [](Place& place) {
             place.target = "postgresql://nobody@127.0.0.1:1/none";
             return std::string{};
         }},
        {"the database is missing", ExitCode::target,
         [](Place& place) {
             place.target = replaced(place.target, place.database.name(), "no_such_database");
             return std::string{};
         }},
        {"no schema of search_path exists", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-csearch_path%3Dnone";
             return std::string{};
         }},
        {"search_path is the session's temporary schema", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-csearch_path%3Dpg_temp";
             return std::string{};
         }},
        {"search_path is a schema of the server's own", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-csearch_path%3Dpg_catalog";
             return std::string{};
         }},
        {"the encoding has no characters", ExitCode::target, in_database_with("ENCODING 'SQL_ASCII'")},
        {"the encoding has few characters", ExitCode::target, in_database_with("ENCODING 'LATIN1'")},
        {"a synchronous standby is missing", ExitCode::target,
         [](Place& place) {
             place.server = std::make_unique<Server>();
             place.server->start("-c synchronous_standby_names=missing");
             place.target = place.server->uri();
             return std::string{};
         }},
        {"the server does not know the compression", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-cdefault_toast_compression%3Dzstd";
             return std::string{};
         }},
        {"the server has no TimescaleDB", ExitCode::target,
         [](Place& place) {
             place.database.query("DROP EXTENSION IF EXISTS timescaledb");
             place.flags = {"--hypertable"};
             return std::string{};
         }},
        {"the server has no Citus", ExitCode::target, with_flags({"--distribute"})},
        {"metrics would have two layouts", ExitCode::usage, with_flags({"--distribute", "--hypertable"})},
        {"the sessions are read-only", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-cdefault_transaction_read_only%3Don";
             return std::string{};
         }},
        {"the role may create no schema", ExitCode::target, as_role("GRANT CREATE ON SCHEMA public TO {1}")},
        {"the role may create no table", ExitCode::target, as_role("GRANT CREATE ON DATABASE {0} TO {1}")},
        {"there is only one connection", ExitCode::target,
         as_role_that_may_create("ALTER ROLE {1} CONNECTION LIMIT 1")},
        {"temporary files are too small to sort an index", ExitCode::target,
         [](Place& place) {
             execute(place.file,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000) INSERT INTO "
                     "metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'k', i, i, (SELECT "
                     "min(run_uuid) FROM runs), i, 0 FROM n");
             return as_role_that_may_create("ALTER ROLE {1} IN DATABASE {0} SET temp_file_limit = '1MB'")(place);
         }},
        {"an event trigger refuses", ExitCode::target,
         in_target("CREATE FUNCTION no() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not here'; END $$; "
                   "CREATE EVENT TRIGGER no ON ddl_command_start EXECUTE FUNCTION no()")},
        {"the role may create nothing in plpgsql", ExitCode::target,
         as_role_that_may_create("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")},
        {"tables cannot be stored where new ones are", ExitCode::target,
         [](Place& place) {
             place.target += "?options=-cdefault_tablespace%3Dpg_global";
             return std::string{};
         }},
        {"the target lacks plpgsql", ExitCode::target, in_target("DROP EXTENSION plpgsql CASCADE")},
        {"the role may not use a type", ExitCode::target,
         as_role_that_may_create("REVOKE USAGE ON TYPE text FROM PUBLIC")},
        {"the role may not use a function of the server's own", ExitCode::target,
         as_role_that_may_create("REVOKE EXECUTE ON FUNCTION setval(regclass, bigint) FROM PUBLIC")},
        {"the role may not read a view of the server's own", ExitCode::target,
         as_role_that_may_create("REVOKE SELECT ON pg_locks FROM PUBLIC")},
        {"a right is missing where there is an event trigger", ExitCode::target,
         as_role_that_may_create("REVOKE USAGE ON TYPE text FROM PUBLIC; CREATE FUNCTION yes() RETURNS event_trigger "
                                 "LANGUAGE plpgsql AS $$ BEGIN END $$; "
                                 "CREATE EVENT TRIGGER yes ON ddl_command_start EXECUTE FUNCTION yes()")},
        {"the target has rows", ExitCode::target,
         in_target_as_of(revision_2_9_2, "INSERT INTO registered_models (name) VALUES ('m')")},
        {"the target has grants", ExitCode::target, in_target_as_of(revision_2_9_2, "GRANT SELECT ON runs TO PUBLIC")},
        {"a view uses the target's table", ExitCode::target,
         in_target_as_of(revision_2_9_2, "CREATE VIEW mine AS SELECT * FROM runs")},
        {"the target's table was changed", ExitCode::target,
         in_target_as_of(revision_2_9_2, "ALTER TABLE runs ADD COLUMN mine text")},
        {"the target's tables are Citus's", ExitCode::target,
         [](Place& place) {
             add_citus(place.database);
             initialise(place.database, revision_2_9_2);
             place.database.query("SELECT create_reference_table('alembic_version')");
             place.database.query("SELECT create_distributed_table('input_tags', 'input_uuid')");
             return std::string{};
         }},
        {"another MLflow has initialised the target", ExitCode::target, in_target_as_of(revision_3_18_0, "")},
        {"a name is taken", ExitCode::target, in_target("CREATE VIEW runs AS SELECT 1")},
        {"values do not fit", ExitCode::data, in_source("UPDATE params SET value = 'a' || char(0)")},
        {"an orphan remains", ExitCode::data, in_source("INSERT INTO tags VALUES ('k', 'v', 'no such run')")},
        {"an experiment's id is too great", ExitCode::data,
         in_source("INSERT INTO experiments (experiment_id, name) VALUES (123456789012345678, 'great')")},
        {"a fix brings another misfit to light", ExitCode::data,
         [](Place& place) {
             execute(place.file, "UPDATE tags SET value = char(0) || hex(zeroblob(5000))");
             place.flags = {"--fix", "strip-nul"};
             return std::string{};
         }},
    };
    return entries;
}

// The sentence without the time in a backup's name, the length of a wait and the number of processes.
std::string timeless(std::string const& sentence) {
    return std::regex_replace(sentence,
                              std::regex{"[0-9-]+( tries in )[0-9]+|[0-9]+( processes of other users)|"
                                         "(partial-backup)-[0-9-]+"},
                              "$1$2$3");
}

Outcome impatient(Command command, Place const& place) {
    using std::chrono::milliseconds;
    Options options = typed(command, place.file, place.target, place.flags);
    options.patience = {milliseconds{300}, milliseconds{50}, milliseconds{20}, milliseconds{100}};
    options.allow_unseen = place.allow_unseen;
    return run(options);
}

// Whether the outcome contains the sentence, as its error or as a further problem.
bool says(Outcome const& outcome, std::string const& sentence) {
    auto const is_it = [&](std::string const& said) { return timeless(said) == timeless(sentence); };
    auto const& also = outcome.report.also;
    return is_it(outcome.error) ||
           std::any_of(also.begin(), also.end(), [&](Obstacle const& other) { return is_it(other.error); });
}

// Whether one of the further problems contains the words.
bool says_part(Outcome const& outcome, std::string const& words) {
    auto const& also = outcome.report.also;
    return std::any_of(also.begin(), also.end(),
                       [&](Obstacle const& other) { return other.error.find(words) != std::string::npos; });
}

std::string verdict_of(Outcome const& outcome) {
    Report report = outcome.report;
    report.command = Command::check;
    report.ending.code = outcome.code;
    return verdict(report).word;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gates_tests)

BOOST_AUTO_TEST_CASE(what_stops_a_migration_check_says_before) {
    TestDatabase const elsewhere;
    elsewhere.query(fmt::format("DROP ROLE IF EXISTS {0}; CREATE ROLE {0} LOGIN", role));
    for (Entry const& entry : refusals()) {
        BOOST_TEST_CONTEXT(entry.name) {
            TestFolder const folder;
            TestDatabase const database;
            Place place{folder, database, folder.file("m.db"), database.uri()};
            create_small_source(place.file);
            std::string const undo = entry.make(place);
            std::optional<WithoutRights> nobody;
            if (entry.without_rights) nobody.emplace();
            Outcome const checked = impatient(Command::check, place);
            // The sessions of check count for a CONNECTION LIMIT until the server has ended them.
            elsewhere.query(fmt::format(
                "DO $$ BEGIN FOR i IN 1..200 LOOP EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE usename = "
                "'{}'); PERFORM pg_sleep(0.05), pg_stat_clear_snapshot(); END LOOP; END $$",
                role));
            Outcome const migrated = impatient(Command::migrate, place);
            nobody.reset();
            if (!undo.empty()) shell(undo);
            BOOST_TEST((migrated.code == entry.code), migrated.error);
            BOOST_TEST((checked.code == migrated.code), checked.error);
            BOOST_TEST(says(checked, migrated.error), checked.error << "\nbut migrate: " << migrated.error);
            BOOST_TEST(verdict_of(checked) != "READY");
            elsewhere.query(fmt::format("ALTER ROLE {} CONNECTION LIMIT -1", role));
        }
    }
    elsewhere.query(fmt::format("DROP ROLE {}", role));
}

BOOST_AUTO_TEST_CASE(a_server_without_temporary_files_stops_neither_check_nor_a_small_migration) {
    TestDatabase const database;
    TestFolder const folder;
    Place place{folder, database, folder.file("m.db"), database.uri()};
    create_small_source(place.file);
    database.query(fmt::format("DROP ROLE IF EXISTS {0}; CREATE ROLE {0} LOGIN", role));
    as_role_that_may_create("ALTER ROLE {1} SET temp_file_limit = 0")(place);
    Outcome const checked = run(Command::check, place.file, place.target);
    Outcome const migrated = run(Command::migrate, place.file, place.target);
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    database.query(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", role));
}

BOOST_AUTO_TEST_CASE(check_says_all_that_stands_against_a_migration_at_once) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "UPDATE params SET value = 'a' || char(0)");
    initialise(database, revision_2_9_2);
    database.query("INSERT INTO registered_models (name) VALUES ('m')");
    Outcome const checked = run(Command::check, file, database.uri(), {"--rejects", "/none/x"});
    BOOST_TEST((checked.code == ExitCode::usage));
    BOOST_TEST(checked.error.find("/none/x cannot be written") != std::string::npos, checked.error);
    BOOST_REQUIRE(checked.report.also.size() == 2U);
    BOOST_TEST(checked.report.also[0].error.find("registered_models holds 1 row") != std::string::npos);
    BOOST_TEST(checked.report.also[1].error.find("do not fit PostgreSQL") != std::string::npos);
    BOOST_TEST(checked.report.suggestions.commands.empty());  // none of them would work
}

BOOST_AUTO_TEST_CASE(check_says_all_files_that_cannot_be_written_and_whatever_else_is_in_the_way) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query("INSERT INTO registered_models (name) VALUES ('m')");
    std::string const options =
        "--json=/none/j --report /none/p.html --rejects /none/r --mapping /none/m --backup=/none/b";
    std::string const command = fmt::format("m.db {} {}", database.uri(), options);
    Ran const checked = run_binary(folder, "check " + command);
    BOOST_TEST(checked.code == 2, checked.error);
    for (std::string const file : {"/none/j", "/none/p.html", "/none/r", "/none/m"}) {
        BOOST_TEST(checked.out.find(file + " cannot be written") != std::string::npos, checked.out);
    }
    BOOST_TEST(checked.out.find("no backup can be written in /none/b") != std::string::npos, checked.out);
    BOOST_TEST(checked.out.find("registered_models holds 1 row") != std::string::npos, checked.out);
    BOOST_TEST(checked.out.find("mlflow2pg migrate") == std::string::npos, checked.out);
    BOOST_TEST(run_binary(folder, "migrate " + command).code == 2);
}

BOOST_AUTO_TEST_CASE(a_command_that_two_problems_ask_for_is_printed_once) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run_binary(folder, fmt::format("migrate m.db {} --seal --allow-unseen", database.uri())).code == 0);
    Ran const checked = run_binary(folder, "check m.db " + database.uri());
    std::string const command = "mlflow2pg verify m.db ";
    std::size_t const first = checked.out.find(command);
    BOOST_TEST_REQUIRE(first != std::string::npos, checked.out);
    BOOST_TEST(checked.out.find(command, first + 1) == std::string::npos, checked.out);
    BOOST_TEST(checked.out.find("also: ") != std::string::npos, checked.out);
}

BOOST_AUTO_TEST_CASE(check_looks_at_what_a_target_contains_whatever_rights_are_missing) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    initialise(database, revision_2_9_2);
    database.query(fmt::format(
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE SCHEMA mlflow2pg_staging; CREATE ROLE {} LOGIN", role));
    Outcome const checked = run(Command::check, file, database.uri_as(role));
    BOOST_TEST(checked.error.find("may not create tables") != std::string::npos, checked.error);
    BOOST_REQUIRE(checked.report.also.size() == 2U);
    BOOST_TEST(checked.report.also[0].error.find("permission denied for table") != std::string::npos);
    BOOST_TEST(checked.report.also[1].error.find("is not one that this program made") != std::string::npos);
    database.query(fmt::format("DROP ROLE {}", role));
}

BOOST_AUTO_TEST_CASE(a_staging_schema_of_somebody_else_is_named_also_to_a_role_that_sees_no_schema) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    database.query(fmt::format(
        "REVOKE ALL ON SCHEMA public FROM PUBLIC; CREATE SCHEMA mlflow2pg_staging; CREATE ROLE {} LOGIN", role));
    Outcome const checked = run(Command::check, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST(checked.error.find("no schema of search_path") != std::string::npos, checked.error);
    BOOST_TEST(says_part(checked, "is not one that this program made"), checked.fact("/also"));
    database.query(fmt::format("DROP ROLE {}", role));
}

BOOST_AUTO_TEST_CASE(event_triggers_are_named_also_where_they_cannot_be_tried) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    database.query(
        fmt::format("REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE {} LOGIN; CREATE FUNCTION no() RETURNS "
                    "event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not here'; END $$; CREATE EVENT TRIGGER \"a "
                    "guard\" ON ddl_command_start EXECUTE FUNCTION no()",
                    role));
    Outcome const checked = run(Command::check, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST(checked.error.find("may not create tables") != std::string::npos, checked.error);
    BOOST_TEST(checked.fact("/hints").find("\\\"a guard\\\" (ddl_command_start") != std::string::npos,
               checked.fact("/hints"));
    BOOST_TEST(checked.fact("/hints").find("check tries when nothing else is in the way") != std::string::npos);
    database.query(fmt::format("DROP ROLE {}", role));
}

BOOST_AUTO_TEST_CASE(the_files_of_the_report_stop_check_and_migrate_alike) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    std::filesystem::create_symlink("/dev/full", folder.file("full.html"));
    for (std::string const command : {"check", "migrate"}) {
        for (std::string const option : {"--json=/none/x", "--report /none/x.html"}) {
            Ran const ran = run_binary(folder, fmt::format("{} m.db postgresql://u@127.0.0.1:1/d {}", command, option));
            BOOST_TEST(ran.code == 2, ran.error);
            BOOST_TEST(ran.error.find("cannot be written: No such file or directory") != std::string::npos, ran.error);
        }
        for (std::string const option : {"--json=/dev/full", "--report full.html"}) {
            Ran const ran = run_binary(folder, fmt::format("{} m.db postgresql://u@127.0.0.1:1/d {}", command, option));
            BOOST_TEST(ran.code == 2, ran.error);
            BOOST_TEST(ran.error.find(" cannot be written: No space left on device") != std::string::npos, ran.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_check_that_is_to_be_run_again_with_an_option_only_shows_what_that_would_do) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_3_18_0);
    Ran const checked = run_binary(folder, "check m.db " + database.uri());
    BOOST_TEST(checked.error.find("by the source's. To see first what that would do:\n    mlflow2pg check ") !=
                   std::string::npos,
               checked.error);
    Ran const migrated = run_binary(folder, "migrate m.db " + database.uri());
    BOOST_TEST(migrated.error.find("by the source's:\n    mlflow2pg migrate ") != std::string::npos, migrated.error);
}

BOOST_AUTO_TEST_CASE(a_backup_that_nobody_asked_for_and_that_is_not_possible_is_not_suggested) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(fmt::format("chmod 555 '{}'", folder.file("")));
    Outcome const checked = [&] {
        WithoutRights const nobody;
        return run(Command::check, file, database.uri(), no_files);
    }();
    shell(fmt::format("chmod 700 '{}'", folder.file("")));
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    BOOST_TEST(checked.fact("/next/1").find("--backup") == std::string::npos, checked.fact("/next"));
    BOOST_TEST(checked.fact("/hints").find("--backup is not possible") != std::string::npos, checked.fact("/hints"));
}

BOOST_AUTO_TEST_CASE(the_options_that_check_suggests_settle_all_misfits_in_one_step) {
    struct Case {
        char const* sql;
        char const* options;
    };
    for (Case const& entry : std::vector<Case>{
             {"UPDATE tags SET value = char(0) || hex(zeroblob(5000))", "--fix strip-nul,truncate"},
             {"UPDATE params SET value = CAST(x'6100ff' AS BLOB)", "--fix strip-nul,replace-utf8,blob-text"},
             {"UPDATE metrics SET step = 1.5 WHERE key = 'acc'", "--fix round"},
             {"INSERT INTO tags VALUES ('k', 'a' || char(0), 'no such run')", "--on-misfit reject"},
             {"INSERT INTO experiments (experiment_id, name) VALUES (123456789012345678, 'great')",
              "--experiment-ids widen"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder const folder;
            TestDatabase const database;
            create_small_source(folder.file("m.db"));
            execute(folder.file("m.db"), entry.sql);
            Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((checked.code == ExitCode::data));
            BOOST_TEST(checked.next_step.find(entry.options) != std::string::npos, checked.next_step);
            std::string command = checked.fact("/next/1");
            BOOST_TEST(command.find(entry.options) != std::string::npos, command);
            BOOST_TEST_REQUIRE(command.starts_with("mlflow2pg migrate "), command);
            Ran const ran = run_binary(folder, command.substr(std::string_view{"mlflow2pg "}.size()));
            BOOST_TEST(ran.code == 0, ran.error << ran.out);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_rows_that_are_still_left_out_after_the_suggested_fixes_are_counted) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(
        file,
        "UPDATE params SET value = 'a' || char(0); INSERT INTO tags VALUES ('k', 'v', 'no such run'), ('l', 'v', 'nor "
        "this')");
    Outcome const checked = run(Command::check, file, database.uri());
    BOOST_TEST(checked.next_step.starts_with("decide: change what can be changed and leave out 2 rows, with these "
                                             "options: --fix strip-nul --on-misfit reject"),
               checked.next_step);
    Outcome const migrated =
        run(Command::migrate, file, database.uri(), {"--fix", "strip-nul", "--on-misfit", "reject"});
    BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(migrated.report.rejects.rows.at("tags") == 2U);
}

BOOST_AUTO_TEST_CASE(rows_that_only_the_suggested_fix_makes_unfit_are_counted) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "INSERT INTO params VALUES (CAST(x'636166e9' AS TEXT), '1', 'r1'), (CAST(x'636166e8' AS TEXT), '1', 'r1')");
    Outcome const checked = run(Command::check, file, database.uri());
    BOOST_TEST(checked.next_step.starts_with("decide: change what can be changed and leave out 1 row, with these "
                                             "options: --fix replace-utf8 --on-misfit reject"),
               checked.next_step);
    BOOST_TEST(checked.report.suggestions.commands.back().sentence == "stop MLflow, then migrate, leaving out 1 row");
    Outcome const migrated =
        run(Command::migrate, file, database.uri(), {"--fix", "replace-utf8", "--on-misfit", "reject"});
    BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(migrated.report.rejects.rows.at("params") == 1U);
}

BOOST_AUTO_TEST_CASE(rows_that_would_go_with_a_rejected_parent_are_counted) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "UPDATE runs SET status = 'NONSENSE' WHERE run_uuid = 'r1'");
    Outcome const checked = run(Command::check, file, database.uri());
    Outcome const rejected = run(Command::migrate, file, database.uri(), {"--on-misfit", "reject"});
    BOOST_TEST_REQUIRE((rejected.code == ExitCode::done), rejected.error);
    std::uint64_t rows = 0;
    for (auto const& [table, count] : rejected.report.rejects.rows) rows += count;
    BOOST_TEST(rows > 1U);
    BOOST_TEST(checked.next_step ==
               fmt::format("decide: leave out {} rows, {} of them because they refer to the others: --on-misfit "
                           "reject\nor change them in SQLite",
                           rows, rows - 1));
    Outcome const asked = run(Command::check, file, TestDatabase{}.uri(), {"--on-misfit", "reject"});
    BOOST_TEST((asked.code == ExitCode::done), asked.error);
    BOOST_TEST((asked.report.rejects.rows == rejected.report.rejects.rows));
}

BOOST_AUTO_TEST_CASE(great_experiment_ids_are_one_line_and_both_ways_out_are_offered) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "INSERT INTO experiments (experiment_id, name) VALUES (123456789012345678, 'a'), (123456789012345679, 'b');"
            "UPDATE runs SET experiment_id = 123456789012345678");
    Outcome const checked = run(Command::check, file, database.uri());
    std::string const text = checked.text();
    BOOST_TEST(text.find("2 experiments have ids beyond integer; 3 rows refer to them") != std::string::npos, text);
    BOOST_TEST(text.find("[experiment_id=123456789012345678]") == std::string::npos, text);
    BOOST_TEST(
        checked.next_step.find("widen keeps the ids and makes the columns bigint; renumber keeps the columns and "
                               "gives new ids") != std::string::npos,
        checked.next_step);
}

BOOST_AUTO_TEST_CASE(the_drift_of_latest_metrics_is_foretold) {
    TestFolder const folder;
    TestDatabase const database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(
        file,
        "DELETE FROM latest_metrics WHERE rowid = (SELECT min(rowid) FROM latest_metrics);"
        "INSERT INTO metrics VALUES ('new', 1, 1, 'r1', 0, 0), ('newer', 1, 1, 'r1', 0, 0);"
        "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('gone', 1, 1, 1, 0, 'r2')");
    Outcome const checked = run(Command::check, file, database.uri());
    Outcome const migrated = run(Command::migrate, file, database.uri());
    BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
    BOOST_REQUIRE(checked.report.latest.has_value());
    BOOST_TEST(checked.report.latest->missing == migrated.report.latest->missing);
    BOOST_TEST(checked.report.latest->missing == 3U);
    BOOST_TEST(checked.report.latest->different == migrated.report.latest->different);
    BOOST_TEST(checked.report.latest->source_only == 1U);
    BOOST_TEST(checked.text().find("3 will be added") != std::string::npos, checked.text());
    auto const rows_of_latest = [](Outcome const& outcome) {
        auto const& tables = outcome.report.verification.tables;
        return std::ranges::find(tables, "latest_metrics", &TableReport::name)->rows;
    };
    BOOST_TEST(rows_of_latest(checked) == rows_of_latest(migrated));
}

BOOST_AUTO_TEST_SUITE_END()
