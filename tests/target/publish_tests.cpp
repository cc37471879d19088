// SPDX-License-Identifier: Apache-2.0
#include "target/publish.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <pqxx/pqxx>
#include <thread>

#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// The lines of pg_dump, sorted: it lists the grants of an object in the order in which they were given.
std::string sorted_definitions(TestDatabase const& database) {
    std::vector<std::string> lines = lines_of(database.dump("--schema-only"));
    std::sort(lines.begin(), lines.end());
    return fmt::format("{}", fmt::join(lines, "\n"));
}

// check must foresee what an event trigger refuses or changes, with the message of the migration, which leaves the
// target unchanged. Afterwards the printed statement makes both succeed. Returns the message.
std::string expect_foreseen(std::string const& body, std::string const& event, bool initialised = false,
                            std::vector<std::string> const& flags = {}) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    if (initialised) initialise(database, revision_2_9_2);
    database.query(
        fmt::format("CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE o record; "
                    "BEGIN {} END $$; CREATE EVENT TRIGGER \"my guard\" ON {} EXECUTE FUNCTION guard()",
                    body, event));
    std::string const before = database.dump();
    Outcome const foreseen = run(Command::check, file, database.uri(), flags);
    BOOST_TEST((foreseen.code == ExitCode::target), foreseen.error);
    BOOST_TEST(foreseen.error.find("\"my guard\" (") != std::string::npos, foreseen.error);
    BOOST_TEST(database.dump() == before);
    Outcome const met = run(Command::migrate, file, database.uri(), flags);
    BOOST_TEST(met.error == foreseen.error);
    BOOST_TEST(database.dump() == before);
    BOOST_TEST_REQUIRE(foreseen.commands.size() == 1U, foreseen.next_step);
    paste(foreseen.commands.front());
    BOOST_TEST((run(Command::check, file, database.uri(), flags).code == ExitCode::done));
    Outcome const done = run(Command::migrate, file, database.uri(), flags);
    BOOST_TEST((done.code == ExitCode::done), done.error);
    return foreseen.error;
}

// The body of an event trigger that runs a statement for each new object whose name has this ending. {}: the object.
std::string for_each_made(std::string const& name, std::string const& statement) {
    return fmt::format(
        "FOR o IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE "
        "'%{}' LOOP EXECUTE format('{}', o.object_identity); END LOOP;",
        name, statement);
}

// A role that may create MLflow's tables, in a database with an event trigger that does nothing.
class RoleBesideTrigger {
public:
    explicit RoleBesideTrigger(TestDatabase const& database) : database_{database} {
        database_.query(fmt::format(
            "CREATE ROLE {0} LOGIN; GRANT CREATE ON DATABASE {1} TO {0}; GRANT CREATE ON SCHEMA public TO {0}; CREATE "
            "FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER watch ON "
            "ddl_command_start EXECUTE FUNCTION watch()",
            name_, database_.name()));
    }
    ~RoleBesideTrigger() { database_.query(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", name_)); }
    RoleBesideTrigger(RoleBesideTrigger const&) = delete;
    RoleBesideTrigger& operator=(RoleBesideTrigger const&) = delete;

    std::string uri() const { return database_.uri_as(name_); }

private:
    TestDatabase const& database_;
    std::string name_ = database_.name() + "_mover";
};

// Returns once the migration waits for its locks on the tables of the target; false if it ends before.
bool waits_for_tables(TestDatabase const& database, std::future<Outcome> const& migration) {
    std::string const waiting = fmt::format(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE datname = '{}' AND mode = "
        "'AccessExclusiveLock' AND NOT granted",
        database.name());
    while (database.query(waiting) == "0") {
        if (migration.wait_for(std::chrono::milliseconds{20}) != std::future_status::timeout) return false;
    }
    return true;
}

// Migrates, and runs the statements while the publish waits for a table that somebody else uses.
Outcome migrate_while_publish_waits(std::string const& file, TestDatabase const& database, std::string const& sql) {
    pqxx::connection connection{database.uri()};
    pqxx::work other{connection};
    other.exec("LOCK TABLE runs IN ROW EXCLUSIVE MODE");
    auto migration = std::async(std::launch::async, [&] { return run(Command::migrate, file, database.uri()); });
    BOOST_TEST(waits_for_tables(database, migration));
    database.query(sql);
    other.commit();
    return migration.get();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(publish_tests)

// As a pg_dump does: it locks the target's tables, and then the staged ones.
BOOST_AUTO_TEST_CASE(a_reader_who_waits_for_the_staged_tables_does_not_end_the_publish) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    initialise(database, revision_2_9_2);
    pqxx::connection holding{database.uri()};
    pqxx::work first{holding};
    first.exec("LOCK TABLE alembic_version IN ACCESS SHARE MODE");
    std::future<Outcome> migration =
        std::async(std::launch::async, [&] { return run(Command::migrate, file, database.uri()); });
    BOOST_TEST(waits_for_tables(database, migration));
    // This session looks for no deadlock, so the server ends our transaction.
    std::jthread const reading{[&] {
        database.query(
            "SET deadlock_timeout = '1h'; LOCK TABLE runs IN ACCESS SHARE MODE; "
            "LOCK TABLE mlflow2pg_staging.runs IN ACCESS SHARE MODE");
    }};
    wait_for(database,
             "EXISTS (SELECT FROM pg_locks WHERE relation = 'mlflow2pg_staging.runs'::regclass AND NOT "
             "granted)");
    first.commit();
    Outcome const outcome = migration.get();
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
}

BOOST_AUTO_TEST_CASE(a_pg_dump_while_metrics_are_loaded_ends_neither) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // So many that metrics and latest_metrics have a step of their own.
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO metrics (key, "
            "value, timestamp, run_uuid, step, is_nan) SELECT 'many', i, i, 'r1', i, 0 FROM n");
    database.query(
        "CREATE FUNCTION public.await_dump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN WHILE NOT EXISTS (SELECT "
        "FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE datname = current_database() AND NOT granted) "
        "LOOP PERFORM pg_sleep(0.01); END LOOP; RETURN NEW; END $$;" +
        trigger_while_metrics_load("await_dump"));
    std::future<Outcome> migration =
        std::async(std::launch::async, [&] { return run(Command::migrate, file, database.uri()); });
    wait_for(database,
             "EXISTS (SELECT FROM pg_locks WHERE relation = to_regclass('mlflow2pg_staging.metrics') AND "
             "mode = 'AccessExclusiveLock' AND granted)");
    BOOST_CHECK_NO_THROW(database.dump());
    Outcome const outcome = migration.get();
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
}

// Between the first check and the lock, somebody else may still write.
BOOST_AUTO_TEST_CASE(what_is_committed_while_the_publish_waits_for_its_lock_is_seen_and_stays) {
    for (char const* const sql :
         {"INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (1, 'mine', 'active')",
          "COMMENT ON TABLE tags IS 'mine'", "CREATE VIEW mine AS SELECT * FROM runs",
          "CREATE TABLE mine (run varchar(32) REFERENCES runs (run_uuid))"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            initialise(database, revision_2_9_2);
            pqxx::connection connection{database.uri()};
            pqxx::work other{connection};
            other.exec(sql);
            other.exec("LOCK TABLE runs IN ROW EXCLUSIVE MODE");
            auto migration = std::async(std::launch::async,
                                        [&] { return run(Command::migrate, folder.file("m.db"), database.uri()); });
            BOOST_TEST(waits_for_tables(database, migration));
            other.commit();
            Outcome const outcome = migration.get();
            BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
            BOOST_TEST(database.query("SELECT count(*) FROM runs") == "0");
            BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
            // A target with that change and nothing else.
            TestDatabase expected;
            initialise(expected, revision_2_9_2);
            expected.query(sql);
            BOOST_TEST(database.dump() == expected.dump());
        }
    }
}

// No lock of a table prevents these.
BOOST_AUTO_TEST_CASE(what_others_change_beside_the_locks_of_a_publish_is_not_published) {
    for (char const* const sql :
         {"SELECT setval('mlflow2pg_staging.experiments_experiment_id_seq', 1, false)",
          "GRANT SELECT ON mlflow2pg_staging.runs TO PUBLIC",
          "GRANT SELECT ON SEQUENCE mlflow2pg_staging.experiments_experiment_id_seq TO PUBLIC",
          "CREATE OR REPLACE FUNCTION mlflow2pg_staging.prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE "
          "plpgsql AS 'BEGIN RETURN NEW; END'"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_random_source(folder.file("m.db"), revision_3_18_0, 1, 3);
            initialise(database, revision_3_18_0);
            std::string const before = database.dump();
            Outcome const refused = migrate_while_publish_waits(folder.file("m.db"), database, sql);
            BOOST_TEST(refused.error.find("somebody else changed the staged copy") != std::string::npos, refused.error);
            BOOST_TEST((run(Command::discard, "", database.uri()).code == ExitCode::done));
            BOOST_TEST(database.dump() == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_would_lead_mlflow_elsewhere_is_noticed_during_a_publish) {
    for (char const* const sql : {"CREATE SCHEMA postgres", "ALTER DATABASE {0} SET search_path = elsewhere",
                                  "ALTER ROLE postgres IN DATABASE {0} SET default_transaction_read_only = on"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            initialise(database, revision_2_9_2);
            std::string const before = database.query("SELECT count(*) FROM runs");
            Outcome const refused = migrate_while_publish_waits(folder.file("m.db"), database,
                                                                fmt::format(fmt::runtime(sql), database.name()));
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find("have changed since this run began") != std::string::npos, refused.error);
            BOOST_TEST(database.query("SELECT count(*) FROM public.runs") == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_publish_whose_client_is_gone_holds_its_locks_for_a_minute_at_most) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query(
        "CREATE TABLE seen (timeout text); CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "INSERT INTO public.seen VALUES (current_setting('idle_in_transaction_session_timeout')); END $$; "
        "CREATE EVENT TRIGGER look ON ddl_command_start WHEN TAG IN ('DROP SCHEMA') EXECUTE FUNCTION look()");
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    BOOST_TEST(database.query("SELECT timeout FROM seen") == "1min");
}

BOOST_AUTO_TEST_CASE(default_privileges_are_those_that_mlflows_own_tables_would_have) {
    for (bool const initialised : {false, true}) {
        BOOST_TEST_CONTEXT("initialised: " << initialised) {
            TestFolder folder;
            TestDatabase database;
            TestDatabase mlflows;
            create_source(folder.file("m.db"), revision_3_18_0);
            for (TestDatabase const* const one : {&database, &mlflows}) {
                one->query(
                    "DO $$ BEGIN IF to_regrole('\"Dash Board\"') IS NULL THEN CREATE ROLE \"Dash Board\"; CREATE ROLE "
                    "other_test_role; END IF; END $$; "
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, REFERENCES ON TABLES TO \"Dash Board\"; "
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT UPDATE ON TABLES TO \"Dash Board\" WITH GRANT "
                    "OPTION; "
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO PUBLIC; "
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO \"Dash Board\"; "
                    "ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO other_test_role; "
                    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; "
                    "CREATE SCHEMA elsewhere; ALTER DEFAULT PRIVILEGES IN SCHEMA elsewhere GRANT ALL ON TABLES TO "
                    "PUBLIC; "
                    "ALTER DEFAULT PRIVILEGES FOR ROLE other_test_role IN SCHEMA public GRANT ALL ON TABLES TO PUBLIC");
            }
            initialise(mlflows, revision_3_18_0);
            if (initialised) initialise(database, revision_3_18_0);
            Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
            BOOST_TEST(sorted_definitions(database) == sorted_definitions(mlflows));
            BOOST_TEST(database.query("SELECT has_table_privilege('Dash Board', 'runs', 'SELECT')") == "t");
        }
    }
    TestDatabase{}.query("DROP ROLE \"Dash Board\"; DROP ROLE other_test_role");
}

BOOST_AUTO_TEST_CASE(a_grant_beside_those_of_default_privileges_still_refuses_the_target) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query(
        "CREATE ROLE reader_by_default; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO "
        "reader_by_default");
    initialise(database, revision_2_9_2);
    auto const migrate = [&] { return run(Command::migrate, folder.file("m.db"), database.uri()); };
    for (char const* const sql : {"GRANT INSERT ON runs TO reader_by_default",
                                  "REVOKE SELECT ON runs FROM reader_by_default; REVOKE INSERT ON runs "
                                  "FROM CURRENT_USER"}) {
        database.query(sql);
        std::string const before = database.dump();
        Outcome const refused = migrate();
        BOOST_TEST(refused.error.find("table runs has grants") != std::string::npos, refused.error);
        BOOST_TEST(database.dump() == before);
    }
    // The rights are those that MLflow's own tables would have had before these defaults: no decision of a person is
    // lost.
    database.query("GRANT INSERT ON runs TO CURRENT_USER; REVOKE ALL ON runs FROM reader_by_default");
    Outcome const accepted = migrate();
    BOOST_TEST((accepted.code == ExitCode::done), accepted.error);
    database.query("DROP OWNED BY reader_by_default; DROP ROLE reader_by_default");
}

BOOST_AUTO_TEST_CASE(a_rehearsal_finds_what_would_refuse_the_publish_and_changes_nothing) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    // What somebody makes while the migration is at work is in the way of the publish alone.
    database.query(trigger_at_work("spoil", "ALTER TABLE",
                                   "IF to_regclass('public.mine') IS NULL THEN CREATE VIEW public.mine AS SELECT * "
                                   "FROM public.runs; END IF;"));
    std::string const before = database.dump();
    auto const rehearse = [&] {
        return run(Command::migrate, folder.file("m.db"), database.uri(), {"--dry-run", "--jobs", "1"});
    };
    Outcome const refused = rehearse();
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(refused.error.find("view mine depends on table runs") != std::string::npos, refused.error);
    database.query("DROP VIEW public.mine");
    BOOST_TEST(database.dump() == before);
    database.query("DROP EVENT TRIGGER spoil; DROP FUNCTION spoil");
    std::string const without = database.dump();
    BOOST_TEST((rehearse().code == ExitCode::done));
    BOOST_TEST(database.dump() == without);
}

BOOST_AUTO_TEST_CASE(check_foresees_whatever_statement_an_event_trigger_refuses_and_names_how_to_disable_it) {
    struct Case {
        char const* condition;
        char const* event;
        bool initialised;
    };
    std::string const in_public = "EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE schema_name = 'public')";
    for (Case const& entry : std::initializer_list<Case>{
             {"true", "ddl_command_start WHEN TAG IN ('ALTER TABLE')", false},
             {in_public.c_str(), "ddl_command_end WHEN TAG IN ('ALTER TABLE')", false},
             {"EXISTS (SELECT FROM pg_event_trigger_dropped_objects() WHERE schema_name = 'public')", "sql_drop", true},
             {"true", "ddl_command_start WHEN TAG IN ('DROP SCHEMA')", false},
             {"true", "ddl_command_start WHEN TAG IN ('CREATE SCHEMA')", false},
             {"true", "ddl_command_start WHEN TAG IN ('CREATE INDEX')", false},
         }) {
        BOOST_TEST_CONTEXT(entry.condition << " " << entry.event) {
            std::string const refused =
                expect_foreseen(fmt::format("IF {} THEN RAISE EXCEPTION 'not in this house'; END IF;", entry.condition),
                                entry.event, entry.initialised);
            BOOST_TEST(refused.find("not in this house") != std::string::npos, refused);
        }
    }
}

// The tables that are created for a comparison are on the same server, so the trigger changes them, too.
BOOST_AUTO_TEST_CASE(check_foresees_whatever_an_event_trigger_changes_of_what_a_migration_creates) {
    struct Case {
        std::string body;
        std::string tag;
        std::vector<std::string> flags = {};
    };
    std::string const alter = "ALTER TABLE %s ";
    for (Case const& entry : std::initializer_list<Case>{
             {for_each_made(".index_tags_run_uuid", "DROP INDEX %s"), "CREATE INDEX"},
             {for_each_made(".tags", alter + "SET UNLOGGED"), "CREATE TABLE", {"--experiment-ids", "widen"}},
             {for_each_made(".experiments", alter + "ALTER name DROP NOT NULL"), "CREATE TABLE"},
             {for_each_made(".metrics", alter + "ALTER step TYPE integer"), "CREATE TABLE"},
             {for_each_made(".tags", "CREATE RULE swallow AS ON INSERT TO %s DO INSTEAD NOTHING"), "CREATE TABLE"},
         }) {
        BOOST_TEST_CONTEXT(entry.body) {
            std::string const changed = expect_foreseen(
                entry.body, fmt::format("ddl_command_end WHEN TAG IN ('{}')", entry.tag), false, entry.flags);
            BOOST_TEST(
                changed.find("an event trigger may change MLflow's tables when they are created") != std::string::npos,
                changed);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_an_event_trigger_changes_in_the_staging_schema_alone_is_named) {
    struct Case {
        std::string body;
        std::string words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {for_each_made("_staging.tags",
                            "CREATE TRIGGER audit BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION "
                            "suppress_redundant_updates_trigger()"),
              "trigger tags.audit is not MLflow's"},
             {for_each_made("_staging.tags", "ALTER TABLE %s SET (fillfactor = 90)"), "table tags: storage parameters"},
             {for_each_made("_staging.tags", "REVOKE INSERT ON %s FROM CURRENT_USER"),
              "tags has another owner or other grants"},
             // The trigger also changes this program's own tables, so no staged table differs from them.
             {"FOR o IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' LOOP "
              "EXECUTE format('REVOKE INSERT ON %s FROM CURRENT_USER', o.object_identity); END LOOP;",
              "has another owner or other grants"},
         }) {
        BOOST_TEST_CONTEXT(entry.body) {
            std::string const changed =
                expect_foreseen(entry.body, "ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS')");
            BOOST_TEST(changed.find("an event trigger changes what a migration creates") != std::string::npos, changed);
            BOOST_TEST(changed.find(entry.words) != std::string::npos, changed);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_missing_right_is_not_blamed_on_an_event_trigger) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    RoleBesideTrigger const mover{database};
    database.query("REVOKE USAGE ON TYPE text FROM PUBLIC");
    Outcome const refused = run(Command::check, folder.file("m.db"), mover.uri());
    BOOST_TEST(refused.error.find("permission denied for type text") != std::string::npos, refused.error);
    BOOST_TEST(refused.error.find("event trigger") == std::string::npos, refused.error);
}

BOOST_AUTO_TEST_CASE(nothing_is_tried_while_another_migration_is_running) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'tried'; END $$");
    database.query("CREATE EVENT TRIGGER guard ON ddl_command_start EXECUTE FUNCTION guard()");
    pqxx::connection connection{database.uri()};
    pqxx::work other{connection};
    other.exec(fmt::format("SELECT pg_advisory_lock({})", 0x6d6c666c6f773270LL));
    Outcome const waiting = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST(waiting.error.find("another migration is running") != std::string::npos, waiting.error);
    BOOST_TEST(waiting.fact("/also/0/error") == "", waiting.fact("/also/0/error"));
    other.exec("SELECT pg_advisory_unlock_all()");
    BOOST_TEST(run(Command::check, folder.file("m.db"), database.uri()).error.find("tried") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_staging_schema_of_another_role_is_named_where_there_is_an_event_trigger) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    RoleBesideTrigger const mover{database};
    database.query("CREATE SCHEMA mlflow2pg_staging");
    Outcome const refused = run(Command::migrate, folder.file("m.db"), mover.uri());
    BOOST_TEST(refused.error.find("mlflow2pg_staging is not one that this program made") != std::string::npos,
               refused.error);
}

// The trigger counts the tables that it sees, with a sequence, which is not rolled back.
BOOST_AUTO_TEST_CASE(what_an_event_trigger_changes_only_after_the_trial_is_not_published) {
    struct Case {
        std::string name;
        std::string tag;
        std::string statement;
        std::string words;
        std::string next_step;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {".index_tags_run_uuid", "CREATE INDEX", "DROP INDEX %s", "an event trigger may change MLflow's tables",
              "ALTER EVENT TRIGGER later DISABLE"},
             // The column is wrong, not the value.
             {"_staging.metrics", "CREATE TABLE", "ALTER TABLE %s ALTER step TYPE integer",
              "incorrect binary data format", "start afresh: --restart"},
         }) {
        BOOST_TEST_CONTEXT(entry.statement) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            database.query(fmt::format(
                "CREATE SEQUENCE seen; CREATE FUNCTION later() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE o "
                "record; BEGIN FOR o IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE "
                "object_identity LIKE '%{}' LOOP IF nextval('public.seen') > 1 THEN EXECUTE format('{}', "
                "o.object_identity); END IF; END LOOP; END $$; CREATE EVENT TRIGGER later ON ddl_command_end WHEN TAG "
                "IN ('{}') EXECUTE FUNCTION later()",
                entry.name, entry.statement, entry.tag));
            Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
            BOOST_TEST(refused.next_step.find(entry.next_step) != std::string::npos, refused.next_step);
            BOOST_TEST(database.query("SELECT to_regclass('public.runs') IS NULL") == "t");
            database.query("DROP EVENT TRIGGER later");
            Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri(), {"--restart"});
            BOOST_TEST((done.code == ExitCode::done), done.error);
        }
    }
}

// The trigger acts only where there are rows: not in the trial, which publishes empty tables.
BOOST_AUTO_TEST_CASE(what_an_event_trigger_changes_of_the_published_tables_undoes_the_publish) {
    struct Case {
        std::string statement;
        std::string changed;
        std::string event = "ddl_command_end WHEN TAG IN ('ALTER TABLE')";
        std::vector<std::string> to_resume = {};
    };
    std::string const at_its_end = "sql_drop WHEN TAG IN ('DROP SCHEMA')";
    for (Case const& entry : std::initializer_list<Case>{
             {"DELETE FROM public.metrics WHERE step = (SELECT min(step) FROM public.metrics)", "metrics"},
             {"UPDATE public.tags SET value = 'other'", "tags", at_its_end},
             {"INSERT INTO public.tags SELECT 'more', 'x', run_uuid FROM public.runs", "tags", at_its_end},
             {"DELETE FROM public.params; TRUNCATE public.latest_metrics", "latest_metrics, params"},
             {"ALTER TABLE public.params ALTER value TYPE varchar(8000) USING 'x'", "params", at_its_end},
             {"PERFORM setval('public.experiments_experiment_id_seq', 1)",
              "experiments_experiment_id_seq",
              at_its_end,
              {"--restart"}},  // a rollback does not undo it
             {"ALTER SEQUENCE public.experiments_experiment_id_seq RESTART", "experiments_experiment_id_seq",
              at_its_end},
             {"ALTER TABLE public.tags RENAME TO mine; CREATE TABLE public.tags (LIKE public.mine INCLUDING ALL)",
              "tags", at_its_end},
             {"CREATE SCHEMA other; ALTER TABLE public.tags SET SCHEMA other", "tags", at_its_end},
             {"ALTER TABLE public.runs DROP COLUMN source_version", "column runs.source_version is missing",
              at_its_end},
             {"ALTER TABLE public.tags DROP CONSTRAINT tags_run_uuid_fkey",
              "constraint tags.tags_run_uuid_fkey is missing", at_its_end},
             // Its deferred trigger deletes at the COMMIT.
             {"INSERT INTO public.audit VALUES (1)", "params", at_its_end},
         }) {
        BOOST_TEST_CONTEXT(entry.statement) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            initialise(database, revision_2_9_2);
            database.query(
                "CREATE TABLE audit (a int); CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "DELETE FROM public.params; RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON audit "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit()");
            database.query(fmt::format(
                "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT count(*) FROM "
                "pg_class WHERE relname IN ('metrics', 'latest_metrics', 'params', 'tags', 'experiments') AND "
                "relnamespace = 'public'::regnamespace) = 5 THEN IF EXISTS (SELECT FROM public.metrics) THEN {}; END "
                "IF; END IF; END $$; CREATE EVENT TRIGGER \"my guard\" ON {} EXECUTE FUNCTION guard()",
                entry.statement, entry.event));
            std::string const before = database.dump();
            std::string const before_in_public = database.dump("--schema=public");
            std::string const does = "an event trigger changes tables while they are published: \"my guard\" (";
            Outcome const rehearsed = run(Command::migrate, file, database.uri(), {"--dry-run"});
            BOOST_TEST((rehearsed.code == ExitCode::target), rehearsed.error);
            BOOST_TEST(rehearsed.error.find(does) != std::string::npos, rehearsed.error);
            BOOST_TEST(rehearsed.error.ends_with(": " + entry.changed), rehearsed.error);
            BOOST_TEST(database.dump() == before);
            Outcome const refused = run(Command::migrate, file, database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error == rehearsed.error);
            BOOST_TEST(database.dump("--schema=public") == before_in_public);
            BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
            paste(refused.commands.front());
            Outcome const resumed = run(Command::migrate, file, database.uri(), entry.to_resume);
            BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
            BOOST_TEST((resumed.fact("/resumed_steps") == "0") == !entry.to_resume.empty());
            Outcome const verified = run(Command::verify, file, database.uri());
            BOOST_TEST((verified.code == ExitCode::done), verified.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(check_foresees_an_event_trigger_that_changes_the_published_tables) {
    for (auto const& [statement, changed] :
         std::vector<std::pair<char const*, char const*>>{{"DELETE FROM public.tags", ": tags"},
                                                          {"ALTER TABLE public.experiments ALTER name DROP NOT NULL",
                                                           ": column experiments.name: NOT NULL is false, not true"}}) {
        BOOST_TEST_CONTEXT(statement) {
            std::string const refused =
                expect_foreseen(fmt::format("IF to_regclass('public.tags') IS NOT NULL THEN {}; END IF;", statement),
                                "ddl_command_end WHEN TAG IN ('DROP SCHEMA')");
            BOOST_TEST(refused.find("changes tables while they are published") != std::string::npos, refused);
            BOOST_TEST(refused.ends_with(changed), refused);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_event_trigger_that_only_reads_the_published_tables_and_writes_elsewhere_is_let_be) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query(
        "CREATE TABLE audit (tag text, runs bigint); CREATE FUNCTION audit() RETURNS event_trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF to_regclass('public.runs') IS NOT NULL THEN INSERT INTO public.audit SELECT tg_tag, count(*) FROM "
        "public.runs; END IF; END $$; CREATE EVENT TRIGGER audit ON ddl_command_end EXECUTE FUNCTION audit()");
    Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((done.code == ExitCode::done), done.error);
    BOOST_TEST(database.query("SELECT runs > 0 FROM audit WHERE tag = 'DROP SCHEMA'") == "t");
}

BOOST_AUTO_TEST_SUITE_END()
