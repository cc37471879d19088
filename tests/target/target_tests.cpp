#include "target/target.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(target_tests)

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
              "experiments holds 1 rows"},
             {"UPDATE experiments SET name = 'mine'", "experiments holds 1 rows"},
             {"CREATE ROLE granted_in_tests; GRANT SELECT ON runs TO granted_in_tests", "grants"},
             {"GRANT SELECT (name) ON experiments TO granted_in_tests", "table experiments has grants"},
             {"GRANT USAGE ON SEQUENCE experiments_experiment_id_seq TO granted_in_tests",
              "sequence experiments_experiment_id_seq has grants"},
             {"CREATE RULE mine AS ON DELETE TO runs DO INSTEAD NOTHING", "table runs has rules"},
             {"ALTER TABLE runs ENABLE ROW LEVEL SECURITY", "table runs has row security"},
             {"CREATE STATISTICS mine ON status, user_id FROM runs", "table runs has extended statistics"},
             {"CREATE TABLE mine () INHERITS (experiments)", "table mine inherits from experiments"},
             {"CREATE VIEW mine AS SELECT * FROM runs", "view mine"},
             {"CREATE PUBLICATION mine FOR TABLE runs", "publication mine"},
             {"CREATE INDEX my_index ON runs (user_id)", "my_index is not MLflow's"},
             {"ALTER TABLE runs ADD COLUMN mine text", "column runs.mine is not MLflow's"},
             {"CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'; "
              "CREATE TRIGGER a BEFORE INSERT ON runs FOR EACH ROW EXECUTE FUNCTION audit()",
              "trigger runs.a is not MLflow's"},
             {"CREATE ROLE reader_of_tests; ALTER TABLE runs OWNER TO reader_of_tests",
              "belongs to role reader_of_tests"},
             {"CREATE TABLE mine (run varchar(32) REFERENCES runs (run_uuid))", "mine refers to runs"},
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

BOOST_AUTO_TEST_CASE(what_others_commit_is_seen_whatever_isolation_the_database_asks_for) {
    TestDatabase database;
    database.query(
        fmt::format("ALTER DATABASE {} SET default_transaction_isolation = 'serializable'", database.name()));
    Target target{database.uri()};
    BOOST_TEST(target.query("SHOW transaction_isolation")[0][0].as<std::string>() == "read committed");
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

BOOST_AUTO_TEST_CASE(sequences_and_types_with_a_needed_name_are_found_before_any_work) {
    for (char const* const sql : {"CREATE SEQUENCE experiments_experiment_id_seq", "CREATE TYPE runs AS ENUM ('a')"}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            database.query(sql);
            Outcome const checked = run(Command::check, folder.file("m.db"), database.uri());
            BOOST_TEST((checked.code == ExitCode::target), checked.error);
            BOOST_TEST(checked.error.find("is there already") != std::string::npos, checked.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_database_of_another_encoding_is_refused) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    // ICU, which may be the server's own from PostgreSQL 15 on, does not know all encodings.
    bool const has_providers = std::stoi(TestDatabase{}.query("SHOW server_version_num")) >= 150000;
    for (char const* const encoding : {"SQL_ASCII", "LATIN1"}) {
        TestDatabase database{fmt::format("ENCODING '{}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' {}", encoding,
                                          has_providers ? "LOCALE_PROVIDER libc" : "")};
        Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
        BOOST_TEST((outcome.code == ExitCode::target));
        BOOST_TEST(outcome.error.find(encoding) != std::string::npos, outcome.error);
        BOOST_TEST(outcome.next_step.find("UTF8") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(missing_rights_are_named_all_at_once_with_the_grants) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE ROLE poor_test_role LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri_as("poor_test_role"));
    BOOST_TEST((outcome.code == ExitCode::target));
    BOOST_TEST(outcome.next_step.find("GRANT CREATE ON DATABASE") != std::string::npos, outcome.next_step);
    BOOST_TEST(outcome.next_step.find("GRANT CREATE ON SCHEMA public") != std::string::npos, outcome.next_step);
    database.query(
        fmt::format("GRANT CREATE ON DATABASE {} TO poor_test_role; GRANT CREATE ON SCHEMA public TO poor_test_role",
                    database.name()));
    Outcome const granted = run(Command::migrate, folder.file("m.db"), database.uri_as("poor_test_role"));
    BOOST_TEST((granted.code == ExitCode::done), granted.error);
    BOOST_TEST(database.query("SELECT tableowner FROM pg_tables WHERE tablename = 'runs'") == "poor_test_role");
    database.query("DROP OWNED BY poor_test_role; DROP ROLE poor_test_role");
}

BOOST_AUTO_TEST_CASE(tables_go_to_the_first_schema_of_the_search_path) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query(fmt::format("CREATE SCHEMA \"My MLflow\"; ALTER DATABASE {} SET search_path = \"My MLflow\", public",
                               database.name()));
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'My MLflow'") == "16");
    Outcome const verified = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((verified.code == ExitCode::done), verified.error);
}

BOOST_AUTO_TEST_CASE(settings_of_the_database_that_would_end_our_waits_do_not_matter) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    // Takes longer than the times below; and they leave a loaded machine the time to connect.
    execute(folder.file("m.db"),
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399999) "
            "INSERT INTO metrics SELECT 'k', i, i, 'r1', i, 0 FROM n");
    TestDatabase const elsewhere;
    for (char const* const setting :
         {"statement_timeout = 300", "default_transaction_read_only = on", "lock_timeout = 1",
          "idle_in_transaction_session_timeout = 300", "idle_session_timeout = 300", "transaction_timeout = 300",
          "quote_all_identifiers = on", "DateStyle = 'German'", "standard_conforming_strings = off"}) {
        // PostgreSQL 14 and 17 brought two of them.
        if (elsewhere.query(fmt::format("SELECT count(*) FROM pg_settings WHERE name = split_part($s${}$s$, ' ', 1)",
                                        setting)) == "0")
            continue;
        elsewhere.query(fmt::format("ALTER DATABASE {} SET {}", database.name(), setting));
    }
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
}

BOOST_AUTO_TEST_CASE(a_newer_revision_takes_the_definitions_of_the_target_that_mlflow_initialised) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    initialise(database, revision_2_9_2);
    // A table of a MLflow that this program has not seen.
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
    Outcome const outcome = run(Command::migrate, file, database.uri());
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("INSERT INTO novelties (run_uuid) VALUES ('r1') RETURNING id") == "42");
    BOOST_TEST(database.dump("--schema-only").size() > schema_before.size() / 2);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'c' "
                              "AND conrelid = 'novelties'::regclass") == "1");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_indexes WHERE indexname = 'novel'") == "1");
}

BOOST_AUTO_TEST_CASE(a_hypertable_is_refused_where_the_extension_is_missing_and_never_creates_it) {
    TestFolder folder;
    TestDatabase database{"ENCODING 'UTF8' TEMPLATE template0"};
    create_small_source(folder.file("m.db"));
    bool const on_server = database.query("SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'") == "1";
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run(command, folder.file("m.db"), database.uri(), {"--hypertable"});
        BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
        BOOST_TEST(outcome.error.find(on_server ? "the database does not" : "not installed on its server") !=
                       std::string::npos,
                   outcome.error);
        BOOST_TEST(
            outcome.next_step.find(on_server ? "CREATE EXTENSION timescaledb" : "install it") != std::string::npos,
            outcome.next_step);
    }
    BOOST_TEST(database.query("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'") == "");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
}

BOOST_AUTO_TEST_CASE(an_unreachable_server_is_a_target_error_without_the_password) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    for (char const* const target :
         {"postgresql://ann:Sesame99@127.0.0.1:1/db", "host=127.0.0.1 port=1 user=ann password='Sesame99'",
          "postgresql://ann:Sesame99@/db?host=/nonexistent"}) {
        Outcome const outcome = run(Command::migrate, folder.file("m.db"), target);
        BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
        BOOST_TEST((outcome.error + outcome.next_step).find("Sesame99") == std::string::npos);
        BOOST_TEST(outcome.fact("").find("Sesame99") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_lock_that_a_run_which_is_ending_holds_is_waited_for_and_another_runs_is_refused) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::optional<Target> other{std::in_place, database.uri()};
    other->lock();
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("another migration is running: server process ") != std::string::npos, refused.error);
    std::jthread const ending{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
        other.reset();
    }};
    Outcome const waited = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((waited.code == ExitCode::done), waited.error);
}

BOOST_AUTO_TEST_SUITE_END()
