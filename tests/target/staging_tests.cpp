// SPDX-License-Identifier: Apache-2.0
#include "target/staging.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "base/error.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"
#include "target/target.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string public_tables(TestDatabase const& database) {
    return database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
}

// Leaves a half-finished migration: the server's disk is full when the primary key of metrics is built.
void interrupt_migration(TestDatabase const& database, std::string const& file, std::string const& uri) {
    database.query(trigger_at_work(
        "refuse", "CREATE INDEX",
        "IF current_query() LIKE '%metric_pk%' THEN RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END IF;"));
    BOOST_REQUIRE((run(Command::migrate, file, uri).code == ExitCode::target));
    database.query("DROP EVENT TRIGGER refuse");
}
void interrupt_migration(TestDatabase const& database, std::string const& file) {
    interrupt_migration(database, file, database.uri());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(staging_tests)

BOOST_AUTO_TEST_CASE(nothing_of_the_staging_schema_is_left_after_publish) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'mlflow2pg%'") == "0");
}

BOOST_AUTO_TEST_CASE(a_second_migration_into_the_same_database_is_told_who_is_at_work) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Target holder{database.uri()};
    holder.lock();
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::target));
    BOOST_TEST(outcome.error.find("server process " +
                                  holder.query("SELECT pg_backend_pid()")[0][0].as<std::string>()) != std::string::npos,
               outcome.error);
}

BOOST_AUTO_TEST_CASE(a_leftover_of_another_source_is_refused_until_restart_or_discard) {
    TestFolder folder;
    TestDatabase database;
    create_larger_source(folder.file("other.db"));
    create_small_source(folder.file("m.db"));
    std::string const before = database.dump();
    interrupt_migration(database, folder.file("other.db"));
    database.query("DROP FUNCTION refuse");
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.next_step.find("discard") != std::string::npos);
    Outcome const discarded = run(Command::discard, "", database.uri());
    BOOST_TEST((discarded.code == ExitCode::done), discarded.error);
    BOOST_TEST(discarded.fact("/discarded/tables") == "16");
    BOOST_TEST(std::stoll(discarded.fact("/discarded/bytes")) > 1'000'000);
    BOOST_TEST(run(Command::discard, "", database.uri()).fact("/discarded") == "null");
    BOOST_TEST(database.dump() == before);
    interrupt_migration(database, folder.file("other.db"));
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri(), {"--restart"}).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_schema_of_this_name_that_somebody_else_made_is_never_dropped) {
    for (char const* const sql :
         {"CREATE SCHEMA mlflow2pg_staging",
          "CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.precious (a int); CREATE "
          "VIEW precious AS SELECT * FROM mlflow2pg_staging.precious",
          "CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.mlflow2pg_identity "
          "(part text, value text)"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            database.query(sql);
            std::string const before = database.dump();
            auto const migrate = [&](std::vector<std::string> const& flags) {
                return run(Command::migrate, folder.file("m.db"), database.uri(), flags);
            };
            for (Outcome const& refused :
                 {run(Command::discard, "", database.uri()), migrate({}), migrate({"--fix", "strip-nul"}),
                  migrate({"--dry-run"}), migrate({"--restart"})}) {
                BOOST_TEST((refused.code == ExitCode::target));
                BOOST_TEST(refused.error.find("schema mlflow2pg_staging is not one that this program made") !=
                               std::string::npos,
                           refused.error);
                BOOST_TEST(database.dump() == before);
            }
            // Does what the next step says.
            database.query("ALTER SCHEMA mlflow2pg_staging RENAME TO another_name");
            BOOST_TEST((migrate({}).code == ExitCode::done));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_others_made_of_the_staged_tables_keeps_them_and_is_named_with_how_to_drop_it) {
    struct Case {
        char const* sql;
        char const* words;
        char const* step;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"CREATE VIEW mine AS SELECT * FROM mlflow2pg_staging.runs",
              "view mine depends on table mlflow2pg_staging.runs", "DROP VIEW public.mine"},
             {"CREATE TABLE mlflow2pg_staging.mine (a int)",
              "table mlflow2pg_staging.mine depends on schema mlflow2pg_staging", "DROP TABLE mlflow2pg_staging.mine"},
             {"CREATE FUNCTION mine(mlflow2pg_staging.runs) RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "function mine(mlflow2pg_staging.runs) depends on type mlflow2pg_staging.runs",
              "DROP FUNCTION public.mine(mlflow2pg_staging.runs)"},
             {"CREATE VIEW mine AS SELECT * FROM mlflow2pg_staging.mlflow2pg_progress",
              "view mine depends on table mlflow2pg_staging.mlflow2pg_progress", "DROP VIEW public.mine"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            create_larger_source(folder.file("m.db"));
            interrupt_migration(database, folder.file("m.db"));
            database.query(entry.sql);
            std::string const before = database.dump();
            for (Outcome const& refused : {run(Command::discard, "", database.uri()),
                                           run(Command::migrate, folder.file("m.db"), database.uri(), {"--restart"})}) {
                BOOST_TEST((refused.code == ExitCode::target));
                BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
                BOOST_TEST(refused.next_step.find(entry.step) != std::string::npos, refused.next_step);
                BOOST_TEST(database.dump() == before);
            }
            database.query(entry.step);
            BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
            BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_others_put_into_the_staging_schema_is_not_published) {
    TestFolder folder;
    TestDatabase database;
    create_larger_source(folder.file("m.db"));
    interrupt_migration(database, folder.file("m.db"));
    database.query("CREATE TABLE mlflow2pg_staging.mine AS SELECT 1 AS a");
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(
        refused.error.find("table mlflow2pg_staging.mine depends on schema mlflow2pg_staging") != std::string::npos,
        refused.error);
    BOOST_TEST(refused.next_step.find("DROP TABLE mlflow2pg_staging.mine") != std::string::npos, refused.next_step);
    BOOST_TEST(public_tables(database) == "0");
    BOOST_TEST(database.query("SELECT a FROM mlflow2pg_staging.mine") == "1");
    database.query("ALTER TABLE mlflow2pg_staging.mine SET SCHEMA public");
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_rehearsal_leaves_a_view_that_somebody_made_on_its_tables_whether_it_fails_or_not) {
    for (bool const fails : {true, false}) {
        BOOST_TEST_CONTEXT("fails: " << fails) {
            TestFolder folder;
            TestDatabase database;
            create_larger_source(folder.file("m.db"));
            database.query(
                "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF "
                "to_regclass('mlflow2pg_staging.mlflow2pg_progress') IS NOT NULL AND to_regclass('public.mine') IS "
                "NULL "
                "THEN CREATE VIEW public.mine AS SELECT * FROM mlflow2pg_staging.runs; END IF; END $$; CREATE EVENT "
                "TRIGGER "
                "watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION watch()");
            if (fails) execute(folder.file("m.db"), "UPDATE params SET run_uuid = 'nobody' WHERE rowid = 1");
            Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri(), {"--dry-run"});
            BOOST_TEST((outcome.code == (fails ? ExitCode::data : ExitCode::target)), outcome.error);
            BOOST_TEST(database.query("SELECT count(*) FROM mine") == "3");
            database.query("DROP EVENT TRIGGER watch; DROP VIEW mine");
            BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_rehearsal_does_not_take_up_or_remove_what_a_cut_over_left) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    interrupt_migration(database, file);
    BOOST_TEST((run(Command::migrate, file, database.uri(), {"--dry-run"}).code == ExitCode::target));
    BOOST_TEST(database.query("SELECT count(*) > 0 FROM mlflow2pg_staging.mlflow2pg_progress") == "t");
}

BOOST_AUTO_TEST_CASE(a_run_that_cannot_be_resumed_says_what_differs) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    interrupt_migration(database, file);
    struct Case {
        std::string words;
        std::vector<std::string> flags;
    };
    for (Case const& entry : std::vector<Case>{
             {", because these differ: --dry-run", {"--dry-run"}},
             {", because these differ: --fix", {"--fix", "round"}},
             {", because these differ: --experiment-ids", {"--experiment-ids", "widen"}},
             {", because these differ: --rewrite-artifacts", {"--rewrite-artifacts", "mlruns=s3://bucket"}},
             {"the source file or its content", {}},
         }) {
        if (entry.flags.empty()) execute(file, "UPDATE params SET value = 'other' WHERE rowid = 1");
        Outcome const refused = run(Command::migrate, file, database.uri(), entry.flags);
        BOOST_TEST((refused.code == ExitCode::target));
        BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
        BOOST_TEST(refused.next_step.find("--restart") != std::string::npos, refused.next_step);
    }
    BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
    Outcome const afresh = run(Command::migrate, file, database.uri());
    BOOST_TEST((afresh.code == ExitCode::done), afresh.error);
    BOOST_TEST(afresh.fact("/resumed_steps") == "0");
}

BOOST_AUTO_TEST_CASE(what_a_killed_rehearsal_left_is_dropped_by_the_next_run) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    interrupt_migration(database, file);
    database.query("UPDATE mlflow2pg_staging.mlflow2pg_identity SET value = '1' WHERE name = '--dry-run'");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const done = run(command, file, database.uri());
        BOOST_TEST((done.code == ExitCode::done), done.error);
        BOOST_TEST(done.fact("/resumed_steps") == "0");
    }
}

BOOST_AUTO_TEST_CASE(check_foresees_what_a_migration_says_of_a_leftover_and_of_a_run_at_work) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(folder.file("other.db"));
    create_small_source(file);
    {
        Target holder{database.uri()};
        holder.lock();
        Outcome const busy = run(Command::check, file, database.uri());
        BOOST_TEST((busy.code == ExitCode::target));
        BOOST_TEST(busy.error.find("another migration is running") != std::string::npos, busy.error);
    }
    BOOST_TEST((run(Command::check, file, database.uri()).code == ExitCode::done));
    interrupt_migration(database, folder.file("other.db"));
    database.query("DROP FUNCTION refuse");
    Outcome const foreseen = run(Command::check, file, database.uri());
    Outcome const met = run(Command::migrate, file, database.uri());
    BOOST_TEST((foreseen.code == ExitCode::target));
    BOOST_TEST(foreseen.error == met.error);
    BOOST_TEST(foreseen.next_step == met.next_step);
    // A copy that a migration of the same source would resume is not an obstacle.
    Outcome const resumable = run(Command::check, folder.file("other.db"), database.uri());
    BOOST_TEST((resumable.code == ExitCode::done), resumable.error);
    BOOST_TEST(resumable.fact("/hints").find("interrupted migration of this source. migrate will continue it") !=
               std::string::npos);
    database.query("CREATE SCHEMA aside; ALTER TABLE mlflow2pg_staging.runs SET SCHEMA aside");
    BOOST_TEST((run(Command::check, folder.file("other.db"), database.uri()).code == ExitCode::target));
}

BOOST_AUTO_TEST_CASE(restart_leads_out_of_whatever_somebody_did_to_this_programs_tables) {
    struct Case {
        std::string sql;
        char const* words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"DROP TABLE mlflow2pg_staging.mlflow2pg_loads", "mlflow2pg_loads: it is missing"},
             {"DROP TABLE mlflow2pg_staging.mlflow2pg_identity", "mlflow2pg_identity: it is missing"},
             {"DROP TABLE mlflow2pg_staging.mlflow2pg_progress", "mlflow2pg_progress: it is missing"},
             {"ALTER TABLE mlflow2pg_staging.mlflow2pg_loads ADD more int",
              "mlflow2pg_loads: it has the columns name text, xid xid, added bigint, gone bigint, more integer"},
             {"ALTER TABLE mlflow2pg_staging.mlflow2pg_progress DROP result", "mlflow2pg_progress: it has the columns"},
             {"UPDATE mlflow2pg_staging.mlflow2pg_progress SET result = '{}'",
              "mlflow2pg_progress: the result of step"},
             {"DELETE FROM mlflow2pg_staging.mlflow2pg_identity", "cannot be resumed, because these differ: "},
             {"DELETE FROM mlflow2pg_staging.mlflow2pg_loads", "0 rows loaded"},
             {"DROP TABLE mlflow2pg_staging.metrics CASCADE", "table metrics is missing"},
             {"DELETE FROM mlflow2pg_staging.mlflow2pg_identity WHERE part = 'run'", ""},
             {"ALTER TABLE mlflow2pg_staging.mlflow2pg_identity DROP CONSTRAINT mlflow2pg_identity_pkey", ""},
             {"DELETE FROM mlflow2pg_staging.mlflow2pg_progress", ""},
             {"INSERT INTO mlflow2pg_staging.mlflow2pg_progress SELECT 'other', result FROM "
              "mlflow2pg_staging.mlflow2pg_progress LIMIT 1",
              ""},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_larger_source(file);
            interrupt_migration(database, file);
            database.query(entry.sql);
            Outcome const resumed = run(Command::migrate, file, database.uri());
            // An entry without words: the run may also repeat the work by itself.
            if (resumed.code == ExitCode::done && entry.words[0] == '\0') continue;
            BOOST_TEST((resumed.code == ExitCode::target), resumed.error);
            BOOST_TEST(resumed.error.find(entry.words) != std::string::npos, resumed.error);
            BOOST_TEST(resumed.next_step.find("--restart") != std::string::npos, resumed.next_step);
            Outcome const afresh = run(Command::migrate, file, database.uri(), {"--restart"});
            BOOST_TEST((afresh.code == ExitCode::done), afresh.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_its_list_of_objects_discard_drops_nothing_and_names_the_command_that_does) {
    TestFolder folder;
    TestDatabase database;
    create_larger_source(folder.file("m.db"));
    interrupt_migration(database, folder.file("m.db"));
    database.query("DROP TABLE mlflow2pg_staging.mlflow2pg_objects");
    std::string const before = database.dump();
    Outcome const refused = run(Command::discard, "", database.uri());
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("mlflow2pg_objects: it is missing") != std::string::npos, refused.error);
    BOOST_TEST(database.dump() == before);
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    paste(refused.commands.front());
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(with_an_empty_list_of_objects_one_command_takes_the_place_of_a_statement_for_each) {
    TestFolder folder;
    TestDatabase database;
    create_larger_source(folder.file("m.db"));
    interrupt_migration(database, folder.file("m.db"));
    database.query("DELETE FROM mlflow2pg_staging.mlflow2pg_objects");
    Outcome const refused = run(Command::discard, "", database.uri());
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("; and ") != std::string::npos, refused.error);
    BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
    BOOST_TEST(refused.commands.front().ends_with("-c 'DROP SCHEMA mlflow2pg_staging CASCADE'"), refused.next_step);
    paste(refused.commands.front());
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(for_a_staged_table_of_another_owner_the_error_names_restart_which_helps) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    database.query(
        fmt::format("DROP ROLE IF EXISTS stager_of_tests; CREATE ROLE stager_of_tests LOGIN; GRANT ALL ON "
                    "DATABASE {} TO stager_of_tests; GRANT ALL ON SCHEMA public TO stager_of_tests",
                    database.name()));
    std::string const uri = database.uri_as("stager_of_tests");
    interrupt_migration(database, file, uri);
    database.query("ALTER TABLE mlflow2pg_staging.params OWNER TO CURRENT_USER");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const refused = run(command, file, uri);
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST(refused.error.find("params has another owner") != std::string::npos, refused.error);
        BOOST_TEST(refused.next_step == "start afresh: --restart");
    }
    Outcome const afresh = run(Command::migrate, file, uri, {"--restart"});
    BOOST_TEST((afresh.code == ExitCode::done), afresh.error);
    database.query("DROP OWNED BY stager_of_tests; DROP ROLE stager_of_tests");
}

BOOST_AUTO_TEST_CASE(a_table_of_somebody_that_was_put_on_the_list_of_objects_is_neither_dropped_nor_moved) {
    for (bool const discards : {true, false}) {
        TestFolder folder;
        TestDatabase database;
        create_larger_source(folder.file("m.db"));
        interrupt_migration(database, folder.file("m.db"));
        database.query(
            "CREATE SCHEMA other; CREATE TABLE other.precious (a int); INSERT INTO mlflow2pg_staging.mlflow2pg_objects "
            "VALUES ('pg_class'::regclass, 'other.precious'::regclass)");
        Outcome const outcome = discards ? run(Command::discard, "", database.uri())
                                         : run(Command::migrate, folder.file("m.db"), database.uri());
        BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
        BOOST_TEST(database.query("SELECT 'other.precious'::regclass") == "other.precious");
    }
}

BOOST_AUTO_TEST_CASE(a_signal_while_a_publish_is_at_work_undoes_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // A publish that takes a minute.
    database.query(trigger_at_work("slow", "ALTER TABLE",
                                   "IF current_query() LIKE '%SET SCHEMA%' AND to_regclass('public.alembic_version') "
                                   "IS NULL THEN PERFORM pg_sleep(60); END IF;"));
    pid_t const child = start_binary({"migrate", file, database.uri()});
    std::string const publishing = fmt::format(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND wait_event = 'PgSleep'", database.name());
    for (int attempt = 0; attempt < 200 && database.query(publishing) == "0"; ++attempt) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    kill(child, SIGINT);
    BOOST_TEST(exit_of(child) == 130);
    BOOST_TEST(public_tables(database) == "0");
    BOOST_TEST(database.query(publishing) == "0");
    database.query("DROP EVENT TRIGGER slow");
    BOOST_TEST((run(Command::migrate, file, database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_failed_step_leaves_finished_ones_to_the_next_run) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    // The server refuses one index; the other steps continue.
    database.query(trigger_at_work("refuse", "CREATE INDEX",
                                   "IF current_query() LIKE '%CREATE UNIQUE INDEX%metric_pk%' THEN RAISE EXCEPTION 'no "
                                   "index today' USING ERRCODE = '53100'; END IF;"));
    Outcome const failed = run(Command::migrate, file, database.uri());
    BOOST_TEST((failed.code == ExitCode::target), failed.error);
    BOOST_TEST(failed.error.find("no index today") != std::string::npos);
    BOOST_TEST(failed.next_step.find("disk space") != std::string::npos);
    BOOST_TEST(public_tables(database) == "0");
    database.query("DROP EVENT TRIGGER refuse");
    Outcome const resumed = run(Command::migrate, file, database.uri());
    BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
    BOOST_TEST(resumed.fact("/resumed_steps") != "0");
    // The source has changed, so nothing can be resumed.
}

BOOST_AUTO_TEST_CASE(a_target_that_is_written_to_before_publish_is_left_alone) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // Somebody creates one of MLflow's tables during the migration: at the first ANALYZE of the staged tables.
    database.query(
        "CREATE FUNCTION intrude() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF to_regclass('public.runs') IS NULL AND to_regclass('mlflow2pg_staging.mlflow2pg_progress') IS "
        "NOT NULL THEN IF EXISTS (SELECT FROM mlflow2pg_staging.mlflow2pg_progress) THEN "
        "CREATE TABLE public.runs (mine int); INSERT INTO public.runs VALUES (1); END IF; END IF; END $$;"
        "CREATE EVENT TRIGGER intrude ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION "
        "intrude()");
    Outcome const outcome = run(Command::migrate, file, database.uri());
    BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
    BOOST_TEST(database.query("SELECT mine FROM public.runs") == "1");
    BOOST_TEST(public_tables(database) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
