// SPDX-License-Identifier: Apache-2.0
#include "target/existing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <regex>
#include <string_view>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(existing_tests)

BOOST_AUTO_TEST_CASE(an_initialised_target_without_data_is_replaced) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
    BOOST_TEST((run(Command::verify, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(whatever_a_publish_would_lose_refuses_the_target_and_nothing_changes) {
    struct Case {
        char const* sql;
        char const* words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (1, 'mine', 'active')",
              "experiments holds 1 row"},
             {"UPDATE experiments SET name = 'mine'", "experiments holds 1 row"},
             {"CREATE ROLE granted_in_tests; GRANT SELECT ON runs TO granted_in_tests", "grants"},
             {"GRANT SELECT (name) ON experiments TO granted_in_tests", "column experiments.name has grants"},
             {"GRANT USAGE ON SEQUENCE experiments_experiment_id_seq TO granted_in_tests",
              "sequence experiments_experiment_id_seq has grants"},
             {"REVOKE INSERT ON runs FROM CURRENT_USER", "table runs has grants"},
             {"CREATE RULE mine AS ON DELETE TO runs DO INSTEAD NOTHING", "rule runs.mine is not MLflow's"},
             {"ALTER TABLE runs ENABLE ROW LEVEL SECURITY", "table runs: row security is on, not off"},
             {"CREATE STATISTICS mine ON status, user_id FROM runs", "statistics mine of table runs is not MLflow's"},
             {"CREATE TABLE mine () INHERITS (experiments)", "table mine depends on table experiments"},
             {"CREATE VIEW mine AS SELECT * FROM runs", "view mine depends on table runs"},
             {"CREATE PUBLICATION mine FOR TABLE runs", "publication mine of table runs is not MLflow's"},
             {"CREATE INDEX my_index ON runs (user_id)", "my_index is not MLflow's"},
             {"ALTER TABLE runs ADD COLUMN mine text", "column runs.mine is not MLflow's"},
             {"CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; "
              "CREATE TRIGGER a BEFORE INSERT ON runs FOR EACH ROW EXECUTE FUNCTION audit()",
              "trigger runs.a is not MLflow's"},
             {"CREATE ROLE reader_of_tests; ALTER TABLE runs OWNER TO reader_of_tests",
              "table runs: owner is reader_of_tests, not "},
             {"UPDATE experiments SET experiment_id = 5", "experiments holds 1 row"},
             {"UPDATE experiments SET lifecycle_stage = 'deleted'", "experiments holds 1 row"},
             {"UPDATE experiments SET creation_time = 1, last_update_time = 2", "experiments holds 1 row"},
             {"ALTER TABLE runs ADD CONSTRAINT mine CHECK (start_time > 0)", "constraint runs.mine is not MLflow's"},
             {"ALTER TABLE tags ADD CONSTRAINT mine FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid)",
              "constraint tags.mine is not MLflow's"},
             {"ALTER TABLE tags ALTER CONSTRAINT tags_run_uuid_fkey DEFERRABLE",
              "constraint tags.tags_run_uuid_fkey: definition is FOREIGN KEY"},
             {"ALTER TABLE tags DISABLE TRIGGER ALL",
              "constraint tags.tags_run_uuid_fkey: state of its triggers is disabled and enabled, not enabled"},
             {"COMMENT ON TABLE runs IS 'mine'", "table runs: comment mine is not MLflow's"},
             {"COMMENT ON COLUMN runs.status IS 'mine'", "column runs.status: comment mine is not MLflow's"},
             {"COMMENT ON INDEX index_params_run_uuid IS 'mine'",
              "index params.index_params_run_uuid: comment mine is not MLflow's"},
             {"COMMENT ON CONSTRAINT run_pk ON runs IS 'mine'", "constraint runs.run_pk: comment mine is not MLflow's"},
             {"COMMENT ON SEQUENCE experiments_experiment_id_seq IS 'mine'",
              "sequence experiments_experiment_id_seq: comment mine is not MLflow's"},
             {"ALTER TABLE runs SET (fillfactor = 70)", "table runs: storage parameters fillfactor=70 is not MLflow's"},
             {"ALTER TABLE tags SET (toast.autovacuum_enabled = false)",
              "table tags: storage parameters for TOAST autovacuum_enabled=false is not MLflow's"},
             {"ALTER TABLE metrics REPLICA IDENTITY FULL", "table metrics: replica identity is full, not default"},
             {"ALTER TABLE latest_metrics SET UNLOGGED",
              "table latest_metrics: persistence is unlogged, not permanent"},
             {"CREATE TABLE mine (); ALTER TABLE latest_metrics INHERIT mine",
              "table latest_metrics: parents mine is not MLflow's"},
             {"ALTER TABLE runs FORCE ROW LEVEL SECURITY", "table runs: row security is off, forced, not off"},
             {"CREATE POLICY mine ON runs USING (true)", "policy runs.mine is not MLflow's"},
             {"ALTER TABLE runs ALTER COLUMN status SET STATISTICS 500",
              "column runs.status: statistics target 500 is not MLflow's"},
             {"ALTER TABLE runs ALTER COLUMN status SET (n_distinct = 5)",
              "column runs.status: options n_distinct=5 is not MLflow's"},
             {"ALTER TABLE runs ALTER COLUMN status SET STORAGE EXTERNAL",
              "column runs.status: storage is external, not extended"},
             {"ALTER TABLE runs ALTER COLUMN status SET DEFAULT 'NEW'",
              "column runs.status: default 'NEW'::character varying is not MLflow's"},
             {"ALTER TABLE metrics ALTER COLUMN step DROP DEFAULT",
              "column metrics.step: default '0'::bigint is missing"},
             {"ALTER TABLE runs ALTER COLUMN status TYPE text",
              "column runs.status: type is text, not character varying(9)"},
             {"ALTER TABLE params ALTER COLUMN value TYPE varchar(8000) COLLATE \"C\"",
              "column params.value: collation is C, not default"},
             {"ALTER TABLE runs ALTER COLUMN status SET NOT NULL", "column runs.status: NOT NULL is true, not false"},
             {"ALTER TABLE runs CLUSTER ON run_pk", "index runs.run_pk: use CLUSTER is not MLflow's"},
             {"ALTER TABLE runs REPLICA IDENTITY USING INDEX run_pk",
              "index runs.run_pk: use REPLICA IDENTITY is not MLflow's"},
             {"DROP INDEX index_params_run_uuid; CREATE INDEX index_params_run_uuid ON params (key)",
              "index params.index_params_run_uuid: definition is CREATE INDEX"},
             {"DROP INDEX index_params_run_uuid", "index params.index_params_run_uuid is missing"},
             {"ALTER SEQUENCE experiments_experiment_id_seq INCREMENT 7",
              "sequence experiments_experiment_id_seq: definition is integer from 1 by 7"},
             {"ALTER SEQUENCE experiments_experiment_id_seq OWNED BY NONE",
              "sequence experiments_experiment_id_seq: owning column experiments.experiment_id is missing"},
             {"DROP TABLE tags", "table tags is missing"},
             {"CREATE TABLE mine (run varchar(32) REFERENCES runs (run_uuid))",
              "constraint mine_run_fkey on table mine depends on table runs"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            initialise(database, revision_2_9_2);
            database.query(entry.sql);
            std::string const before = database.dump();
            Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
            BOOST_TEST(outcome.error.find(entry.words) != std::string::npos, outcome.error);
            BOOST_TEST(database.dump() == before);
        }
    }
    TestDatabase{}.query("DROP ROLE reader_of_tests; DROP ROLE granted_in_tests");
}

BOOST_AUTO_TEST_CASE(all_that_a_first_start_makes_is_replaced_and_nothing_else) {
    TestFolder folder;
    TestDatabase database;
    create_source(folder.file("m.db"), revision_3_18_0);
    initialise(database, revision_3_18_0);
    database.query(
        "UPDATE experiments SET artifact_location = 's3://bucket/0', creation_time = 1700000000006, last_update_time = "
        "1700000000006; INSERT INTO workspaces (name, description) VALUES ('default', 'Default workspace for legacy "
        "resources')");
    Outcome const accepted = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST((accepted.code == ExitCode::done), accepted.error);
    for (char const* const sql :
         {"UPDATE workspaces SET description = 'mine'", "UPDATE workspaces SET default_artifact_root = 's3://mine'",
          "UPDATE workspaces SET trace_archival_retention = '30d'", "UPDATE experiments SET workspace = 'mine'"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestDatabase changed{fmt::format("TEMPLATE {}", database.name())};
            changed.query(sql);
            std::string const before = changed.dump();
            Outcome const refused = run(Command::migrate, folder.file("m.db"), changed.uri());
            BOOST_TEST((refused.code == ExitCode::target));
            BOOST_TEST(refused.error.find("holds 1 row") != std::string::npos, refused.error);
            BOOST_TEST(changed.dump() == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_changed_trigger_or_its_function_refuses_the_target) {
    struct Case {
        char const* sql;
        char const* words;
    };
    TestFolder folder;
    create_source(folder.file("m.db"), revision_3_18_0);
    for (Case const& entry : std::initializer_list<Case>{
             {"ALTER TABLE secrets DISABLE TRIGGER USER", ": state is disabled, not enabled"},
             {"CREATE OR REPLACE FUNCTION prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
              "RETURN "
              "NEW; END'",
              "function prevent_secrets_aad_mutation(): definition is"},
             {"ALTER FUNCTION prevent_secrets_aad_mutation() SET search_path = public",
              "function prevent_secrets_aad_mutation(): definition is"},
             {"ALTER FUNCTION prevent_secrets_aad_mutation() COST 5",
              "function prevent_secrets_aad_mutation(): properties COST 5 is not MLflow's"},
             {"ALTER FUNCTION prevent_secrets_aad_mutation() IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE",
              "properties IMMUTABLE, STRICT, LEAKPROOF, PARALLEL SAFE is not MLflow's"},
             {"REVOKE EXECUTE ON FUNCTION prevent_secrets_aad_mutation() FROM PUBLIC",
              "function prevent_secrets_aad_mutation() has grants"},
             {"ALTER TABLE sql_span_cost_daily_rollups ALTER COLUMN id SET GENERATED ALWAYS",
              "column sql_span_cost_daily_rollups.id: generation is always as identity, not by default as identity"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestDatabase database;
            initialise(database, revision_3_18_0);
            database.query(entry.sql);
            std::string const before = database.dump();
            Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((refused.code == ExitCode::target));
            BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
            BOOST_TEST(database.dump() == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_relations_stay_unless_they_have_a_name_that_is_needed) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE TABLE neighbour (a int); INSERT INTO neighbour VALUES (1); CREATE TABLE datasets (b int)");
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("datasets is there already") != std::string::npos, refused.error);
    database.query("DROP TABLE datasets");
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    BOOST_TEST(database.query("SELECT a FROM neighbour") == "1");
}

BOOST_AUTO_TEST_CASE(objects_of_every_kind_with_a_needed_name_are_found_before_any_work) {
    struct Case {
        char const* sql;
        char const* words;
        char const* step;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"CREATE SEQUENCE experiments_experiment_id_seq", "sequence experiments_experiment_id_seq",
              "DROP SEQUENCE public.experiments_experiment_id_seq"},
             {"CREATE TYPE runs AS ENUM ('a')", "type runs", "DROP TYPE public.runs"},
             {"CREATE TYPE runs AS (a int)", "composite type runs", ""},
             {"CREATE DOMAIN runs AS int", "type runs", "DROP TYPE public.runs"},
             {"CREATE TYPE _runs AS ENUM ('a')", "type _runs", "DROP TYPE public._runs"},
             {"CREATE TABLE _runs (a int)", "type _runs", ""},
             {"CREATE VIEW runs AS SELECT 1 AS a", "view runs", ""},
             {"CREATE TABLE mine (a int CONSTRAINT run_pk PRIMARY KEY)", "index run_pk", ""},
             // The state after somebody dropped the tables by hand.
             {"CREATE FUNCTION prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; "
              "END'",
              "function prevent_secrets_aad_mutation()", "DROP FUNCTION public.prevent_secrets_aad_mutation()"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            create_source(folder.file("m.db"), revision_3_18_0);
            database.query(entry.sql);
            std::string const before = database.dump();
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const refused = run(command, folder.file("m.db"), database.uri());
                BOOST_TEST((refused.code == ExitCode::target), refused.error);
                BOOST_TEST(refused.error.find(std::string{"is in use: "} + entry.words + " is there already") !=
                               std::string::npos,
                           refused.error);
                BOOST_TEST(refused.next_step.find(entry.step) != std::string::npos, refused.next_step);
            }
            BOOST_TEST(database.dump() == before);
            if (*entry.step == '\0') continue;
            database.query(entry.step);
            Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((checked.code == ExitCode::done), checked.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(whatever_depends_on_mlflows_objects_is_named_with_the_statement_that_drops_it) {
    struct Case {
        char const* sql;
        char const* words;
        char const* step;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"CREATE VIEW mine AS SELECT * FROM runs", "view mine depends on table runs", "DROP VIEW public.mine"},
             {"CREATE MATERIALIZED VIEW mine AS SELECT count(*) FROM runs",
              "materialized view mine depends on table runs", "DROP MATERIALIZED VIEW public.mine"},
             {"CREATE FUNCTION mine(runs) RETURNS int LANGUAGE sql AS 'SELECT 1'",
              "function mine(runs) depends on type runs", "DROP FUNCTION public.mine(public.runs)"},
             {"CREATE FUNCTION mine() RETURNS SETOF runs[] LANGUAGE sql AS 'SELECT NULL::runs[]'",
              "function mine() depends on type runs[]", "DROP FUNCTION public.mine()"},
             {"CREATE TABLE mine (a int, run runs)", "column run of table mine depends on type runs",
              "ALTER TABLE public.mine DROP COLUMN run"},
             {"CREATE TABLE mine (id int DEFAULT nextval('experiments_experiment_id_seq'))",
              "default value for column id of table mine depends on sequence experiments_experiment_id_seq",
              "ALTER TABLE public.mine ALTER COLUMN id DROP DEFAULT"},
             {"CREATE TABLE mine (run varchar(32) REFERENCES runs (run_uuid))",
              "constraint mine_run_fkey on table mine depends on table runs",
              "ALTER TABLE public.mine DROP CONSTRAINT mine_run_fkey"},
             {"CREATE TYPE mine AS (a int, run runs)", "column run of composite type mine depends on type runs",
              "ALTER TYPE public.mine DROP ATTRIBUTE run"},
             {"CREATE VIEW mine AS SELECT r FROM runs r", "view mine depends on table runs", "DROP VIEW public.mine"},
             {"CREATE MATERIALIZED VIEW mine AS SELECT r FROM runs r", "materialized view mine depends on table runs",
              "DROP MATERIALIZED VIEW public.mine"},
             {"CREATE TABLE mine (a int); CREATE POLICY mine ON mine USING (a IN (SELECT experiment_id FROM "
              "experiments))",
              "policy mine on table mine depends on table experiments", "DROP POLICY mine on public.mine"},
             {"CREATE TABLE mine (a int); CREATE RULE mine AS ON INSERT TO mine DO ALSO DELETE FROM runs",
              "rule mine on table mine depends on table runs", "DROP RULE mine on public.mine"},
             {"CREATE DOMAIN mine AS runs", "type mine depends on type runs", "DROP TYPE public.mine"},
             {"CREATE TABLE mine () INHERITS (experiments)", "table mine depends on table experiments",
              "DROP TABLE public.mine"},
             {"CREATE TABLE mine (a int); CREATE TRIGGER mine BEFORE UPDATE ON mine FOR EACH ROW EXECUTE FUNCTION "
              "prevent_secrets_aad_mutation()",
              "trigger mine on table mine depends on function prevent_secrets_aad_mutation()",
              "DROP TRIGGER mine on public.mine"},
             {"CREATE FUNCTION mine() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM runs; END",  // since PostgreSQL
                                                                                                    // 14
              "function mine() depends on table runs", "DROP FUNCTION public.mine()"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            if (std::string_view{entry.sql}.find("ATOMIC") != std::string_view::npos &&
                std::stoi(database.query("SHOW server_version_num")) < 140000) {
                continue;
            }
            create_source(folder.file("m.db"), revision_3_18_0);
            initialise(database, revision_3_18_0);
            database.query(entry.sql);
            std::string const before = database.dump();
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const refused = run(command, folder.file("m.db"), database.uri());
                BOOST_TEST((refused.code == ExitCode::target), refused.error);
                BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
                BOOST_TEST(refused.next_step.find(entry.step) != std::string::npos, refused.next_step);
            }
            BOOST_TEST(database.dump() == before);
            database.query(entry.step);
            Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((checked.code == ExitCode::done), checked.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_added_to_mlflows_tables_is_dropped_by_the_printed_command) {
    for (char const* const sql :
         {"ALTER TABLE runs ADD COLUMN \"my column\" text; CREATE INDEX \"my.index\" ON runs (\"my column\")",
          "ALTER TABLE runs ADD CONSTRAINT one_name UNIQUE (name)", "CREATE INDEX mine ON runs (user_id)",
          "ALTER TABLE tags ADD CONSTRAINT mine CHECK (key <> '')",
          "CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER audit "
          "BEFORE INSERT ON runs FOR EACH ROW EXECUTE FUNCTION audit()",
          "CREATE RULE mine AS ON DELETE TO runs DO INSTEAD NOTHING", "CREATE POLICY mine ON runs USING (true)",
          "ALTER TABLE runs ALTER COLUMN name SET DEFAULT 'q'; COMMENT ON COLUMN runs.name IS 'q'",
          "ALTER TABLE runs SET (fillfactor = 90, autovacuum_enabled = false, toast.autovacuum_enabled = false)",
          "COMMENT ON TABLE runs IS 'q'; COMMENT ON INDEX index_params_run_uuid IS 'q'; COMMENT ON CONSTRAINT "
          "run_pk ON runs IS 'q'",
          "ALTER TABLE tags REPLICA IDENTITY FULL; CREATE STATISTICS mine ON status, user_id FROM runs",
          "CREATE PUBLICATION mine FOR TABLE runs",
          "GRANT SELECT ON runs TO PUBLIC; GRANT UPDATE (name) ON experiments TO PUBLIC; GRANT USAGE ON SEQUENCE "
          "experiments_experiment_id_seq TO PUBLIC; REVOKE INSERT ON tags FROM CURRENT_USER"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            initialise(database, revision_2_9_2);
            database.query(sql);
            Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.next_step.find("then run check for what remains") == std::string::npos,
                       refused.next_step);
            BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
            paste(refused.commands.front());
            Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((checked.code == ExitCode::done), checked.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(all_that_is_in_the_way_goes_by_what_is_printed_at_once) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query("CREATE VIEW mine AS SELECT * FROM runs; GRANT SELECT ON runs TO PUBLIC");
    for (char const* const table : {"runs", "tags", "params", "metrics", "latest_metrics", "experiments", "datasets",
                                    "inputs", "experiment_tags"}) {
        database.query(fmt::format("COMMENT ON TABLE {} IS 'mine'", table));
    }
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST(refused.error.find("; and 3 more") != std::string::npos, refused.error);
    BOOST_TEST_REQUIRE(refused.commands.size() == 4U, refused.next_step);
    std::for_each(refused.commands.begin(), refused.commands.end() - 1, paste);  // the last one is another way
    Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((done.code == ExitCode::done), done.error);
}

BOOST_AUTO_TEST_CASE(mlflows_own_sequence_is_not_to_be_dropped) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query("ALTER SEQUENCE experiments_experiment_id_seq OWNED BY NONE");
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(refused.error.find("sequence experiments_experiment_id_seq: owning column") != std::string::npos,
               refused.error);
    BOOST_TEST(refused.next_step.find("DROP") == std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(an_index_with_a_name_that_is_needed_is_renamed_by_the_printed_command) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query(
        "CREATE TABLE mine (a int); CREATE INDEX index_params_run_uuid ON mine (a); CREATE VIEW tags AS "
        "SELECT 1 AS a");
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST_REQUIRE(refused.commands.size() == 3U, refused.next_step);
    for (std::string const& command : {refused.commands[0], refused.commands[1]}) paste(command);
    Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((done.code == ExitCode::done), done.error);
}

// Without a user in the address, psql takes the name of whoever pastes the command.
BOOST_AUTO_TEST_CASE(the_command_that_drops_what_the_role_itself_owns_names_it) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string const role = database.name() + "_owner";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; ALTER DATABASE {1} OWNER TO {0}; ALTER SCHEMA public OWNER TO "
                    "{0}; CREATE ROLE {0}_2; GRANT CREATE, USAGE ON SCHEMA public TO {0}_2",
                    role, database.name()));
    database.query(fmt::format(
        "SET ROLE {}; CREATE DOMAIN runs AS int; CREATE TABLE mine (run runs, CONSTRAINT run_pk CHECK (run > 1)); "
        "CREATE VIEW \"my view\" AS SELECT 1::runs AS one",
        role));
    Outcome const own = run(Command::check, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST((own.code == ExitCode::target), own.error);
    BOOST_TEST(own.commands.front().find(role + "@") != std::string::npos, own.commands.front());
    database.query(
        fmt::format("SET ROLE {}_2; CREATE FUNCTION twice(runs) RETURNS int LANGUAGE sql AS 'SELECT 2'", role));
    Outcome const others = run(Command::check, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST(others.commands.front().find(role + "@") == std::string::npos, others.commands.front());
    database.query(fmt::format("SET ROLE {}_2; DROP FUNCTION twice(runs)", role));
    paste(own.commands.front());
    Outcome const checked = run(Command::check, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    database.query(fmt::format(
        "DROP OWNED BY {0}_2; DROP ROLE {0}_2; REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}",
        role));
}

BOOST_AUTO_TEST_CASE(nothing_is_to_be_dropped_from_tables_that_hold_rows) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query(
        "ALTER TABLE runs ADD COLUMN mine text; INSERT INTO runs (run_uuid, mine) VALUES ('r', 'dear'); "
        "CREATE VIEW dear AS SELECT mine FROM runs");
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST(refused.error.find("column runs.mine is not MLflow's") != std::string::npos, refused.error);
    BOOST_TEST(refused.next_step.find("DROP") == std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(tables_of_another_role_name_the_user_to_write_in_the_target) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string const role = database.name() + "_owner";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; ALTER DATABASE {1} OWNER TO {0}; GRANT ALL ON SCHEMA public TO "
                    "{0}",
                    role, database.name()));
    initialise(database, revision_2_9_2);
    give_tables_to(database, role);
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(refused.next_step.find(fmt::format("name {} as the user in TARGET", role)) != std::string::npos,
               refused.next_step);
    Outcome const as_owner = run(Command::migrate, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST((as_owner.code == ExitCode::done), as_owner.error);
    database.query(fmt::format("REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}", role));
}

BOOST_AUTO_TEST_CASE(what_stands_against_a_single_table_or_column_is_undone_by_the_printed_statements) {
    TestDatabase const elsewhere;
    std::string const ann = elsewhere.name() + "_ann";
    std::string const other = elsewhere.name() + "_other";
    elsewhere.query(fmt::format("CREATE ROLE {} LOGIN; CREATE ROLE {}", ann, other));
    for (std::string const& sql : std::initializer_list<std::string>{
             "ALTER TABLE runs OWNER TO {1}; GRANT SELECT ON runs TO {0}", "REVOKE ALL ON runs FROM {0}",
             "ALTER TABLE runs ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON runs USING (false)",
             "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER t "
             "BEFORE INSERT ON runs FOR EACH ROW EXECUTE FUNCTION f()"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            database.query(fmt::format("GRANT ALL ON SCHEMA public TO {0}; GRANT ALL ON DATABASE {1} TO {0}", ann,
                                       database.name()));
            initialise(database, revision_2_9_2);
            give_tables_to(database, ann);
            database.query(fmt::format(fmt::runtime(sql), ann, other));
            Outcome const refused = run(Command::check, folder.file("m.db"), database.uri_as(ann));
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.next_step.find("as the user in TARGET") == std::string::npos, refused.next_step);
            std::vector<std::string> commands = refused.commands;  // the last one creates another database
            if (!commands.empty() && commands.back().find("CREATE DATABASE") != std::string::npos) commands.pop_back();
            BOOST_TEST_REQUIRE(!commands.empty(), refused.next_step);
            for (std::string const& command : commands) paste(command);
            Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri_as(ann));
            BOOST_TEST((done.code == ExitCode::done), done.error);
            database.query(fmt::format("DROP OWNED BY {}, {}", ann, other));
        }
    }
    elsewhere.query(fmt::format("DROP ROLE {}, {}", ann, other));
}

BOOST_AUTO_TEST_CASE(tables_of_a_role_that_cannot_log_in_are_migrated_with_the_target_that_acts_in_it) {
    for (bool const is_member : {true, false}) {
        TestFolder folder;
        TestDatabase database;
        create_small_source(folder.file("m.db"));
        std::string const ann = database.name() + "_ann";
        std::string const team = database.name() + " team\\";
        database.query(fmt::format(
            "CREATE ROLE {0} LOGIN NOINHERIT; CREATE ROLE \"{1}\"; GRANT ALL ON SCHEMA public TO {0}, \"{1}\"; "
            "GRANT ALL ON DATABASE {2} TO {0}, \"{1}\"",
            ann, team, database.name()));
        if (is_member) database.query(fmt::format("GRANT \"{}\" TO {}", team, ann));
        initialise(database, revision_2_9_2);
        give_tables_to(database, quote_identifier(team));
        database.query(fmt::format("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}", ann));
        Outcome const refused = run(Command::check, folder.file("m.db"), database.uri_as(ann));
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        std::smatch uri;
        BOOST_TEST_REQUIRE(std::regex_search(refused.next_step, uri, std::regex{"act in its role, with '?([^ ']+)"}),
                           refused.next_step);
        database.query(fmt::format("REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM {}", ann));
        if (!is_member) paste(refused.commands.front());
        Outcome const done = run(Command::migrate, folder.file("m.db"), uri[1]);
        BOOST_TEST((done.code == ExitCode::done), done.error);
        database.query(fmt::format("DROP OWNED BY {0}, \"{1}\"; DROP ROLE {0}, \"{1}\"", ann, team));
    }
}

BOOST_AUTO_TEST_CASE(a_table_or_function_that_belongs_to_an_extension_is_named_with_the_statement_that_takes_it_out) {
    for (auto const& [what, statement] : {std::pair{"table runs", "DROP TABLE public.runs"},
                                          std::pair{"function prevent_secrets_aad_mutation()",
                                                    "DROP FUNCTION public.prevent_secrets_aad_mutation()"}}) {
        BOOST_TEST_CONTEXT(what) {
            TestFolder folder;
            TestDatabase database;
            create_source(folder.file("m.db"), revision_3_18_0);
            initialise(database, revision_3_18_0);
            database.query(fmt::format("ALTER EXTENSION plpgsql ADD {}", what));
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const refused = run(command, folder.file("m.db"), database.uri());
                BOOST_TEST((refused.code == ExitCode::target), refused.error);
                BOOST_TEST(
                    refused.error.find(fmt::format("{} belongs to extension plpgsql", what)) != std::string::npos,
                    refused.error);
                BOOST_TEST(refused.next_step.find(statement) != std::string::npos, refused.next_step);
            }
            database.query(fmt::format("ALTER EXTENSION plpgsql {}", statement));
            Outcome const migrated = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(check_names_the_sessions_that_use_the_tables_which_the_publish_replaces) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    pqxx::connection other{database.uri()};
    pqxx::work reading{other};
    reading.exec("SET application_name = 'dashboard'; SELECT * FROM runs");
    Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    std::string const session = fmt::format("session {} (postgres, dashboard)", other.backendpid());
    BOOST_TEST(checked.fact("/hints").find(session) != std::string::npos, checked.fact("/hints"));
    reading.abort();
    BOOST_TEST(run(Command::check, folder.file("m.db"), database.uri()).fact("/hints").find("in use by") ==
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_statement_that_does_not_remove_all_obstacles_says_so) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    database.query("CREATE VIEW mine AS SELECT * FROM runs; ALTER TABLE runs ALTER COLUMN name SET NOT NULL");
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST(refused.error.find("view mine depends on table runs") != std::string::npos, refused.error);
    BOOST_TEST(refused.error.find("column runs.name: NOT NULL is true, not false") != std::string::npos, refused.error);
    BOOST_TEST(
        refused.next_step.find("drop them as their owner, then run check for what remains: psql") != std::string::npos,
        refused.next_step);
    database.query("ALTER TABLE runs ALTER COLUMN name DROP NOT NULL");
    Outcome const removable = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST(removable.next_step.find("drop them as their owner: psql") != std::string::npos, removable.next_step);
}

BOOST_AUTO_TEST_CASE(a_newer_revision_takes_the_definitions_of_the_target_that_mlflow_initialised) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    initialise(database, revision_2_9_2);
    // A table of an MLflow that is newer than this program.
    std::string const newer = "UPDATE alembic_version SET version_num = 'feedbeef0001'";
    execute(file, newer +
                      "; CREATE TABLE novelties (id BIGINT NOT NULL PRIMARY KEY, run_uuid VARCHAR(32) NOT "
                      "NULL REFERENCES runs (run_uuid), note VARCHAR(5));"
                      "INSERT INTO novelties VALUES (41, 'r1', 'new')");
    database.query(newer +
                   "; CREATE TABLE novelties (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, run_uuid "
                   "varchar(32) NOT NULL REFERENCES runs (run_uuid) ON DELETE CASCADE, "
                   "note varchar(5) DEFAULT 'x'); CREATE INDEX novel ON novelties (note) WHERE note IS NOT NULL");
    std::string const schema_before = database.dump("--schema-only");
    // Nothing is lost that a definition does not contain.
    database.query("COMMENT ON TABLE novelties IS 'mine'");
    Outcome const refused = run(Command::migrate, file, database.uri());
    BOOST_TEST(refused.error.find("table novelties: comment mine is not MLflow's") != std::string::npos, refused.error);
    database.query("COMMENT ON TABLE novelties IS NULL");
    Outcome const outcome = run(Command::migrate, file, database.uri());
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("INSERT INTO novelties (run_uuid) VALUES ('r1') RETURNING id") == "42");
    BOOST_TEST(database.dump("--schema-only").size() > schema_before.size() / 2);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'c' "
                              "AND conrelid = 'novelties'::regclass") == "1");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_indexes WHERE indexname = 'novel'") == "1");
}

BOOST_AUTO_TEST_CASE(a_target_that_another_release_initialised_is_replaced_only_when_asked) {
    for (auto const& [source, target] :
         {std::pair{revision_2_9_2, revision_3_18_0}, {revision_3_18_0, revision_2_9_2}}) {
        TestFolder folder;
        TestDatabase database;
        create_source(folder.file("m.db"), source);
        initialise(database, target);
        std::string const before = database.dump();
        for (Command const command : {Command::check, Command::migrate}) {
            Outcome const refused = run(command, folder.file("m.db"), database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find("it is at revision " + target) != std::string::npos, refused.error);
            BOOST_TEST(refused.error.find("the source at " + source) != std::string::npos, refused.error);
            BOOST_TEST(refused.next_step.find("--replace-schema") != std::string::npos, refused.next_step);
            std::string const upgraded =
                target == revision_3_18_0
                    ? "sqlite:///" + folder.file("m.db.copy")
                    : shell_word("postgresql+psycopg2" + database.uri().substr(database.uri().find("://")));
            BOOST_TEST(refused.next_step.find("mlflow db upgrade " + upgraded) != std::string::npos, refused.next_step);
        }
        BOOST_TEST(database.dump() == before);
        Outcome const replaced = run(Command::migrate, folder.file("m.db"), database.uri(), {"--replace-schema"});
        BOOST_TEST((replaced.code == ExitCode::done), replaced.error);
        BOOST_TEST(replaced.report.target->replaced_revision == target);
        BOOST_TEST(database.query("SELECT version_num FROM alembic_version") == source);
    }
}

BOOST_AUTO_TEST_CASE(a_function_of_mlflows_name_with_arguments_is_somebody_elses_and_stays) {
    TestFolder folder;
    TestDatabase database;
    create_source(folder.file("m.db"), revision_3_18_0);
    initialise(database, revision_3_18_0);
    database.query("CREATE FUNCTION prevent_secrets_aad_mutation(int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    Outcome const migrated = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(database.query("SELECT prevent_secrets_aad_mutation(1)") == "1");
}

BOOST_AUTO_TEST_CASE(a_dump_that_is_restored_is_equal_and_may_be_replaced) {
    TestFolder folder;
    TestDatabase database;
    TestDatabase restored;
    create_source(folder.file("m.db"), revision_3_18_0);
    initialise(database, revision_3_18_0);
    shell(fmt::format("cat >'{0}' <<'END'\n{1}\nEND\npsql -q -v ON_ERROR_STOP=1 -f '{0}' '{2}' >/dev/null",
                      folder.file("dump.sql"), database.dump(), restored.uri()));
    Outcome const migrated = run(Command::migrate, folder.file("m.db"), restored.uri());
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
}

BOOST_AUTO_TEST_SUITE_END()
