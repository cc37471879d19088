// SPDX-License-Identifier: Apache-2.0
// A target with Citus: a real one under ci/with_citus, otherwise the imitation in tests/support/citus.sql.
#include "target/citus.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>

#include "database.hpp"
#include "files.hpp"
#include "report/outline.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

class CitusDatabase : public TestDatabase {
public:
    CitusDatabase() { add_citus(*this); }
};

// MLflow 3.18's 71 tables with rows in almost all of them.
void create_whole_source(std::string const& path) {
    shell(fmt::format("sqlite3 '{}' < '{}/tests/data/3.18.0.sql'", path, MLFLOW2PG_ROOT));
}

Outcome run_distributed(Command command, std::string const& file, TestDatabase const& database) {
    return run(command, file, database.uri(), {"--distribute"});
}

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

// "metrics h run_uuid, runs h run_uuid" and so on; reference tables are "n t".
std::string distributed_in(TestDatabase const& database) {
    return database.query(
        "SELECT string_agg(format('%s %s %s', relname, partmethod, CASE partmethod WHEN 'h' THEN "
        "column_to_column_name(logicalrelid, partkey) ELSE repmodel::text END), ', ' ORDER BY relname) FROM "
        "pg_dist_partition JOIN pg_class ON oid = logicalrelid WHERE partmethod = 'h' OR repmodel = 't'");
}

constexpr char const* distributed_2_9_2 =
    "experiments n t, input_tags n t, inputs n t, latest_metrics h run_uuid, metrics h run_uuid, params h run_uuid, "
    "runs h run_uuid, tags h run_uuid";

std::string definitions_of(TestDatabase const& database) { return database.dump("--schema-only --schema=public"); }

// The dump without casts and parentheses in its CHECKs. PostgreSQL writes them elsewhere when a CHECK is created from
// its own text, as Citus does.
std::string without_casts_in_checks(std::string const& dump) {
    std::istringstream lines{dump};
    std::string result;
    for (std::string line; std::getline(lines, line);) {
        if (contains(line, " CHECK ")) {
            for (std::string const part : {"::character varying", "::text[]", "::text", "(", ")"}) {
                for (std::size_t at = 0; (at = line.find(part, at)) != std::string::npos;) line.erase(at, part.size());
            }
        }
        result += line + '\n';
    }
    return result;
}

void undistribute(TestDatabase const& database) {
    database.query("SELECT undistribute_table('runs', cascade_via_foreign_keys => true)");
}

// SQL that runs `then`, in PL/pgSQL, after each row that a run writes to its own table in the staging schema. The event
// trigger at_creation adds that to the table.
std::string at_each_record_in(std::string const& table, std::string const& then) {
    return fmt::format(
        "CREATE FUNCTION at_record() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {1} RETURN NULL; END $$; "
        "CREATE FUNCTION at_creation() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT FROM "
        "pg_event_trigger_ddl_commands() WHERE object_identity = 'mlflow2pg_staging.{0}') THEN CREATE TRIGGER "
        "at_record "
        "AFTER INSERT ON mlflow2pg_staging.{0} FOR EACH ROW EXECUTE FUNCTION public.at_record(); END IF; END $$; "
        "CREATE EVENT TRIGGER at_creation ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION "
        "at_creation()",
        table, then);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(citus_tests)

BOOST_AUTO_TEST_CASE(tables_stay_plain_in_a_database_that_gives_new_ones_to_citus) {
    for (std::string const setting : {"enable_schema_based_sharding", "use_citus_managed_tables"}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_small_source(folder.file("m.db"));
        database.query(fmt::format("ALTER DATABASE {} SET citus.{} = on", database.name(), setting));
        Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
        BOOST_TEST(outcome.error == "", setting << ": " << outcome.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_dist_partition") == "0");
    }
}

BOOST_AUTO_TEST_CASE(the_report_names_citus_and_its_version) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    std::string const version = database.query("SELECT extversion FROM pg_extension WHERE extname = 'citus'");
    std::string const text = run(Command::check, folder.file("m.db"), database.uri()).text();
    BOOST_TEST(contains(text, " with Citus " + version), text);
}

BOOST_AUTO_TEST_CASE(a_distributed_store_has_mlflows_definitions_and_equal_rows) {
    TestFolder const folder;
    CitusDatabase const database;
    TestDatabase const plain;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run_distributed(Command::check, folder.file("m.db"), database).error == "");
    BOOST_TEST(run_distributed(Command::migrate, folder.file("m.db"), database).error == "");
    BOOST_TEST(distributed_in(database) == distributed_2_9_2);
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), plain.uri()).error == "");
    BOOST_TEST(definitions_of(database) == definitions_of(plain));
    BOOST_TEST(run(Command::verify, folder.file("m.db"), database.uri()).error == "");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
}

BOOST_AUTO_TEST_CASE(the_key_that_citus_cannot_have_is_left_out_and_check_migrate_and_verify_say_so) {
    TestFolder const folder;
    CitusDatabase const database;
    create_whole_source(folder.file("m.db"));
    for (Command const command : {Command::check, Command::migrate, Command::verify}) {
        Outcome const outcome = command == Command::verify ? run(command, folder.file("m.db"), database.uri())
                                                           : run_distributed(command, folder.file("m.db"), database);
        BOOST_TEST(outcome.error == "");
        BOOST_TEST(outcome.fact("/distribution/left_out/0") == "fk_issues_source_run_id of issues");
        BOOST_TEST(contains(outcome.text(), "without the foreign key fk_issues_source_run_id of issues"));
    }
    BOOST_TEST(database.query("SELECT count(*) FROM pg_constraint WHERE conname = 'fk_issues_source_run_id'") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_constraint WHERE conname = 'fk_issues_experiment_id'") == "1");
}

BOOST_AUTO_TEST_CASE(a_store_is_distributed_in_a_target_that_mlflow_has_initialised) {
    TestFolder const folder;
    CitusDatabase const database;
    create_whole_source(folder.file("m.db"));
    initialise(database, std::string{revision_3_18_0});
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run_distributed(command, folder.file("m.db"), database);
        BOOST_TEST(outcome.error == "");
    }
    BOOST_TEST(run(Command::verify, folder.file("m.db"), database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(a_target_that_citus_has_taken_over_is_refused_and_the_printed_command_makes_it_plain) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    BOOST_TEST(run(Command::distribute, "", database.uri()).error == "");
    std::string const before = database.dump();
    std::string command;
    for (Command const refusing : {Command::check, Command::migrate}) {
        Outcome const refused = run_distributed(refusing, folder.file("m.db"), database);
        BOOST_TEST(contains(refused.error, "is in use: "), refused.error);
        BOOST_TEST(contains(refused.error, "table runs is a distributed table"), refused.error);
        BOOST_TEST(contains(refused.error, "table inputs is a reference table"), refused.error);
        BOOST_TEST_REQUIRE(!refused.commands.empty(), refused.next_step);
        command = refused.commands.front();
    }
    BOOST_TEST(database.dump() == before);
    paste(command);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_dist_partition") == "0");
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(a_rehearsal_leaves_nothing_of_a_distributed_copy) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    std::string const before = database.dump();
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri(), {"--distribute", "--dry-run"}).error == "");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_dist_partition") == "0");
    BOOST_TEST(database.dump() == before);
}

// The last step before the publish fails, when Citus has already given the tables other oids.
BOOST_AUTO_TEST_CASE(an_interrupted_distributed_run_is_resumed_or_discarded) {
    for (bool const resumed : {true, false}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_whole_source(folder.file("m.db"));
        database.query(trigger_at_work("no", "ALTER TABLE",
                                       "IF current_query() LIKE '%SET SCHEMA%' THEN RAISE 'not now'; END IF;"));
        Outcome const interrupted = run_distributed(Command::migrate, folder.file("m.db"), database);
        BOOST_TEST(contains(interrupted.error, "not now"), interrupted.error);
        database.query("DROP EVENT TRIGGER no; DROP FUNCTION no()");
        Outcome const plain = run(Command::migrate, folder.file("m.db"), database.uri());
        BOOST_TEST(contains(plain.error, "because these differ: --distribute"), plain.error);
        Outcome const then = resumed ? run_distributed(Command::migrate, folder.file("m.db"), database)
                                     : run(Command::discard, "", database.uri());
        BOOST_TEST(then.error == "");
        if (resumed) BOOST_TEST(contains(then.text(), "finished by an earlier run"), then.text());
        BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
    }
}

// One table of each kind: distributed, reference, local.
BOOST_AUTO_TEST_CASE(a_distributed_copy_of_which_somebody_changed_a_row_before_the_resume_is_not_published) {
    for (std::string const change :
         {"metrics SET value = -1 WHERE (run_uuid, key, timestamp, step, value) = (SELECT run_uuid, key, timestamp, "
          "step, "
          "value FROM mlflow2pg_staging.metrics LIMIT 1)",
          "runs SET name = 'another'", "experiments SET name = 'another ' || name",
          "trace_tags SET value = 'another'"}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_whole_source(folder.file("m.db"));
        database.query(trigger_at_work("no", "ALTER TABLE",
                                       "IF current_query() LIKE '%SET SCHEMA%' THEN RAISE 'not now'; END IF;"));
        BOOST_TEST(contains(run_distributed(Command::migrate, folder.file("m.db"), database).error, "not now"));
        database.query("DROP EVENT TRIGGER no; DROP FUNCTION no()");
        database.query("UPDATE mlflow2pg_staging." + change);
        Outcome const resumed = run_distributed(Command::migrate, folder.file("m.db"), database);
        BOOST_TEST(contains(resumed.error, "somebody else changed the staged copy"), change << ": " << resumed.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
        BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri(), {"--distribute", "--restart"}).error ==
                   "");
    }
}

BOOST_AUTO_TEST_CASE(a_distributed_copy_of_which_somebody_changes_a_row_after_it_was_read_back_is_not_published) {
    for (auto const& [step, change] : {std::pair{"read back metrics", "metrics SET key = md5(key)"},
                                       std::pair{"read back experiments", "experiments SET name = 'another ' || name"},
                                       std::pair{"read small tables back", "trace_tags SET value = 'another'"}}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_whole_source(folder.file("m.db"));
        database.query(at_each_record_in(
            "mlflow2pg_progress",
            fmt::format("IF NEW.step = '{}' THEN UPDATE mlflow2pg_staging.{}; END IF;", step, change)));
        Outcome const refused = run_distributed(Command::migrate, folder.file("m.db"), database);
        BOOST_TEST(contains(refused.error, "somebody else changed the staged copy"), change << ": " << refused.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
    }
}

// The run is recorded in a transaction of its own, after the tables are committed.
BOOST_AUTO_TEST_CASE(what_is_left_of_making_a_distributed_copy_does_not_stop_the_next_run) {
    for (bool const is_lost : {false, true}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_small_source(folder.file("m.db"));
        database.query(at_each_record_in(
            "mlflow2pg_identity", is_lost ? "PERFORM pg_terminate_backend(pg_backend_pid());" : "RAISE 'not now';"));
        Outcome const failed = run_distributed(Command::migrate, folder.file("m.db"), database);
        BOOST_TEST((is_lost ? !failed.error.empty() : contains(failed.error, "not now")), failed.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'mlflow2pg_staging'") ==
                   (is_lost ? "1" : "0"));
        database.query("DROP EVENT TRIGGER at_creation");
        Outcome const checked = run_distributed(Command::check, folder.file("m.db"), database);
        BOOST_TEST(checked.error == "");
        BOOST_TEST(run_distributed(Command::migrate, folder.file("m.db"), database).error == "");
    }
}

BOOST_AUTO_TEST_CASE(a_role_that_is_no_superuser_migrates_to_citus) {
    for (std::vector<std::string> const& options : {std::vector<std::string>{}, {"--distribute"}}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_whole_source(folder.file("m.db"));
        std::string const role = database.name() + "_role";
        database.query(
            fmt::format("CREATE ROLE {0} LOGIN; GRANT CREATE ON DATABASE {1} TO {0}; "
                        "GRANT ALL ON SCHEMA public TO {0}",
                        role, database.name()));
        for (Command const command : {Command::check, Command::migrate}) {
            Outcome const outcome = run(command, folder.file("m.db"), database.uri_as(role), options);
            BOOST_TEST(outcome.error == "");
        }
        BOOST_TEST(run(Command::verify, folder.file("m.db"), database.uri_as(role)).error == "");
        database.query(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", role));
    }
}

BOOST_AUTO_TEST_CASE(settings_of_the_database_that_citus_cannot_work_with_are_ours_while_we_migrate) {
    for (std::string const setting : {"shard_replication_factor = 2", "enable_ddl_propagation = off"}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_whole_source(folder.file("m.db"));
        database.query(fmt::format("ALTER DATABASE {} SET citus.{}", database.name(), setting));
        BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "", setting);
        BOOST_TEST(run(Command::distribute, "", database.uri()).error == "", setting);
    }
}

BOOST_AUTO_TEST_CASE(check_foresees_a_cluster_in_which_a_migration_fails) {
    struct State {
        std::string make;
        std::string words;
        std::string undo;  // where the printed command cannot
        bool plain_works = false;
    };
    std::string const answer =
        "CREATE OR REPLACE FUNCTION pg_catalog.run_command_on_workers(command text, parallel bool DEFAULT true, OUT "
        "nodename text, OUT nodeport int, OUT success bool, OUT result text) RETURNS SETOF record LANGUAGE sql AS $$ "
        "SELECT 'far.example', 5432, ";
    std::string const no_answer = answer + "false, 'Connection refused' WHERE {} $$";
    std::string const left_on_worker = answer + "true, 'public.experiments_experiment_id_seq' WHERE {} $$";
    for (State const& state :
         {State{"UPDATE pg_dist_local_group SET groupid = 1", "it is a worker of a Citus cluster",
                "UPDATE pg_dist_local_group SET groupid = 0"},
          State{fmt::format(fmt::runtime(no_answer), "true"),
                "a worker of its Citus cluster: far.example:5432: Connection refused",
                fmt::format(fmt::runtime(no_answer), "false")},
          State{fmt::format(fmt::runtime(left_on_worker), "position('pg_depend' IN command) > 0"),
                "an earlier distribution has left a sequence on a worker: public.experiments_experiment_id_seq on "
                "far.example:5432",
                fmt::format(fmt::runtime(left_on_worker), "false"), true},
          State{"CREATE SCHEMA mlflow; SELECT citus_schema_distribute('mlflow'); DO $$ BEGIN EXECUTE format('ALTER "
                "DATABASE %I SET search_path = mlflow', current_database()); END $$",
                "Citus distributes schema mlflow as a whole", ""},
          State{"SELECT citus_set_coordinator_host('127.0.0.1', current_setting('port')::int)",
                "no node of the Citus cluster may hold rows", "", true}}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_small_source(folder.file("m.db"));
        database.query("SET allow_system_table_mods = on; " + state.make);
        std::string const before = database.dump();
        std::string command;
        for (Command const refusing : {Command::check, Command::migrate}) {
            Outcome const refused = run_distributed(refusing, folder.file("m.db"), database);
            BOOST_TEST((refused.code == ExitCode::target), state.words);
            BOOST_TEST(contains(refused.error, state.words), refused.error);
            if (!refused.commands.empty()) command = refused.commands.front();
        }
        Outcome const plain = run(Command::check, folder.file("m.db"), database.uri());
        BOOST_TEST(contains(plain.error, state.words) == !state.plain_works, plain.error);
        BOOST_TEST(database.dump() == before);
        if (state.undo.empty()) paste(command);
        if (!state.undo.empty()) database.query("SET allow_system_table_mods = on; " + state.undo);
        BOOST_TEST(run_distributed(Command::migrate, folder.file("m.db"), database).error == "", state.words);
    }
}

BOOST_AUTO_TEST_CASE(distribute_takes_up_a_store_that_was_undistributed_for_an_upgrade) {
    TestFolder const folder;
    CitusDatabase const database;
    create_whole_source(folder.file("m.db"));
    BOOST_TEST(run_distributed(Command::migrate, folder.file("m.db"), database).error == "");
    std::string const definitions = definitions_of(database);
    std::string const distributed = distributed_in(database);
    undistribute(database);
    BOOST_TEST(distributed_in(database) != distributed);
    Outcome const outcome = run(Command::distribute, "", database.uri());
    BOOST_TEST(outcome.error == "");
    outcome.report.command = Command::distribute;
    BOOST_TEST(verdict(outcome.report).word == "DISTRIBUTED");
    BOOST_TEST(distributed_in(database) == distributed);
    BOOST_TEST(without_casts_in_checks(definitions_of(database)) == without_casts_in_checks(definitions));
    BOOST_TEST(run(Command::verify, folder.file("m.db"), database.uri()).error == "");
    Outcome const again = run(Command::distribute, "", database.uri());
    again.report.command = Command::distribute;
    BOOST_TEST(verdict(again.report).word == "NOTHING TO DO");
}

BOOST_AUTO_TEST_CASE(a_plain_store_that_is_there_already_is_not_said_to_be_distributed) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "");
    Outcome const refused = run_distributed(Command::migrate, folder.file("m.db"), database);
    BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
    Outcome const needless =
        run(Command::migrate, folder.file("m.db"), database.uri(), {"--distribute", "--if-needed"});
    BOOST_TEST(needless.error == "");
    BOOST_TEST(needless.fact("/distribution") == "null");
    BOOST_TEST(needless.report.suggestions.commands.front().command == refused.commands.back());
    BOOST_TEST(refused.commands.back() == "mlflow2pg distribute " + database.uri());
    BOOST_TEST(run(Command::distribute, "", database.uri()).error == "");
    BOOST_TEST(distributed_in(database) == distributed_2_9_2);
    Outcome const again = run(Command::migrate, folder.file("m.db"), database.uri(), {"--if-needed"});
    BOOST_TEST(contains(again.text(), "are distributed by run over 1 node;"), again.text());
    BOOST_TEST(contains(again.text(), "SELECT undistribute_table("), again.text());
    BOOST_TEST(contains(again.text(), "SELECT citus_add_node("), again.text());
}

BOOST_AUTO_TEST_CASE(distribute_spreads_a_plain_store_and_names_the_key_that_it_drops) {
    TestFolder const folder;
    CitusDatabase const database;
    create_whole_source(folder.file("m.db"));
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "");
    Outcome const outcome = run(Command::distribute, "", database.uri());
    BOOST_TEST(outcome.error == "");
    BOOST_TEST(outcome.fact("/distribution/left_out/0") == "fk_issues_source_run_id of issues");
    BOOST_TEST(run(Command::verify, folder.file("m.db"), database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(a_store_that_was_distributed_is_told_by_the_exit_code_when_the_report_cannot_be_printed) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "");
    std::string const errors =
        shell(fmt::format("'{}' distribute '{}' 2>&1 >/dev/full; echo exit $?", MLFLOW2PG_BINARY, database.uri()));
    BOOST_TEST(errors.ends_with("exit 0\n"), errors);
}

BOOST_AUTO_TEST_CASE(distribute_changes_nothing_where_it_fails) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    {
        TestDatabase const database;
        database.query("DROP EXTENSION IF EXISTS citus");
        BOOST_TEST(contains(run(Command::distribute, "", database.uri()).error, "only Citus can distribute tables"));
    }
    CitusDatabase const database;
    BOOST_TEST(contains(run(Command::distribute, "", database.uri()).error, "no MLflow tracking database"));
    BOOST_TEST(run(Command::migrate, folder.file("m.db"), database.uri()).error == "");
    database.query("CREATE TABLE mine (run text REFERENCES runs)");
    std::string const before = database.dump();
    Outcome const refused = run(Command::distribute, "", database.uri());
    BOOST_TEST(contains(refused.error, "table mine refers to table runs"), refused.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_dist_partition") == "0");
    BOOST_TEST(database.dump() == before);
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    paste(refused.commands.front());
    database.query("CREATE UNIQUE INDEX mine_2 ON params (value)");
    Outcome const other = run(Command::distribute, "", database.uri());
    BOOST_TEST(contains(other.error, "cannot create constraint on"), other.error);
    BOOST_TEST(contains(other.next_step, "Remove what Citus objects to"), other.next_step);
    database.query("DROP INDEX mine_2");
    BOOST_TEST(run(Command::distribute, "", database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(verify_finds_a_table_that_is_not_beside_its_runs) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run_distributed(Command::migrate, folder.file("m.db"), database).error == "");
    database.query("ALTER TABLE params DROP CONSTRAINT params_run_uuid_fkey");
    database.query("SELECT undistribute_table('params')");
    database.query("SELECT undistribute_table('inputs')");
    Outcome const outcome = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification));
    BOOST_TEST(contains(outcome.text(), "table params is not distributed by run_uuid beside runs"), outcome.text());
    BOOST_TEST(contains(outcome.text(), "table inputs is not a reference table"), outcome.text());
}

BOOST_AUTO_TEST_CASE(check_and_migrate_print_what_gc_and_an_upgrade_need_and_it_works) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run_distributed(command, folder.file("m.db"), database);
        for (NextStep const& next : outcome.report.suggestions.commands) {
            if (next.command.starts_with("psql ")) paste(next.command);
        }
        BOOST_TEST(database.query("SHOW citus.multi_shard_modify_mode") == "sequential");
        database.query(fmt::format("ALTER DATABASE {} SET citus.multi_shard_modify_mode = parallel", database.name()));
        std::string const text = outcome.text();
        BOOST_TEST(contains(text, "SET citus.multi_shard_modify_mode"), text);
        BOOST_TEST(contains(text, "SELECT undistribute_table("), text);
        BOOST_TEST(contains(text, "mlflow2pg distribute "), text);
        BOOST_TEST(contains(text, "take about twice as long"), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
