// SPDX-License-Identifier: Apache-2.0
// Every command that a message about the target prints works: the test takes it from the next step of a real run and
// lets a shell execute it unchanged. The next run then succeeds. The commands of messages about the source are executed
// by advice_tests, schema_fit_tests, sqlite_copy_tests and source_tests, and MLflow's own by tests/real_mlflow.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

void paste_all(std::vector<std::string> const& commands) {
    for (std::string const& command : commands) paste(command);
}

// Runs a printed command of this program, with the binary under test.
std::string type(std::string const& command) {
    return shell(fmt::format("PATH={}:$PATH; {}",
                             shell_word(std::filesystem::path{MLFLOW2PG_BINARY}.parent_path().string()), command));
}

// A role that is not a superuser. The destructor drops it.
class Role {
public:
    explicit Role(TestDatabase const& database) : database_{database} {
        database_.query("DROP ROLE IF EXISTS typist_of_tests; CREATE ROLE typist_of_tests LOGIN");
    }
    Role(Role const&) = delete;
    Role& operator=(Role const&) = delete;
    ~Role() {
        shell(
            fmt::format("PGOPTIONS=-cdefault_transaction_read_only=off psql -Xq {} -c 'DROP OWNED BY typist_of_tests' "
                        "-c 'DROP ROLE typist_of_tests'",
                        shell_word(database_.uri())));
    }

private:
    TestDatabase const& database_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(printed_commands_tests)

BOOST_AUTO_TEST_CASE(the_statements_of_each_refusal_of_a_target_are_those_that_lead_on) {
    struct Case {
        std::string setup;        // {0}: the database
        std::ptrdiff_t commands;  // how many of the commands belong together
    };
    for (Case const& entry : std::vector<Case>{
             {"REVOKE CREATE ON SCHEMA public FROM PUBLIC", 2},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; ALTER "
              "DATABASE {0} SET default_transaction_read_only = on",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; ALTER ROLE "
              "typist_of_tests IN DATABASE {0} SET default_transaction_read_only = on",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; ALTER "
              "DATABASE {0} SET default_transaction_read_only = on; ALTER ROLE typist_of_tests SET "
              "default_transaction_read_only = True; ALTER ROLE typist_of_tests IN DATABASE {0} SET "
              "default_transaction_read_only = on",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; ALTER DATABASE {0} SET search_path = absent", 1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; CREATE "
              "SCHEMA mlflow2pg_staging; CREATE SCHEMA mlflow2pg_staging_2",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; CREATE "
              "OPERATOR CLASS \"My varchar\" DEFAULT FOR TYPE varchar USING btree AS OPERATOR 1 <(text, text), "
              "OPERATOR 2 <=(text, text), OPERATOR 3 =(text, text), OPERATOR 4 >=(text, text), OPERATOR 5 >(text, "
              "text), FUNCTION 1 bttextcmp(text, text)",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; CREATE "
              "TABLE hidden (a int); CREATE FUNCTION \"of a guard\"() RETURNS event_trigger LANGUAGE plpgsql AS $$ "
              "BEGIN PERFORM a FROM hidden; END $$; CREATE EVENT TRIGGER guard ON ddl_command_start EXECUTE FUNCTION "
              "\"of a guard\"()",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; CREATE SCHEMA \"My MLflow\"; GRANT USAGE ON SCHEMA \"My "
              "MLflow\" TO typist_of_tests; ALTER DATABASE {0} SET search_path = \"My MLflow\"",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; DROP "
              "EXTENSION plpgsql CASCADE",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; REVOKE "
              "EXECUTE ON FUNCTION setval(regclass, bigint), setval(regclass, bigint, boolean), age(xid), "
              "pg_get_indexdef(oid), pg_current_xact_id() FROM PUBLIC; REVOKE SELECT ON pg_locks, pg_sequence FROM "
              "PUBLIC",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; ALTER DATABASE {0} SET search_path = hidden; CREATE "
              "SCHEMA "
              "hidden",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; CREATE "
              "FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; "
              "CREATE "
              "EVENT TRIGGER \"a guard\" ON ddl_command_start EXECUTE FUNCTION guard()",
              1},
             {"GRANT ALL ON DATABASE {0} TO typist_of_tests; GRANT ALL ON SCHEMA public TO typist_of_tests; CREATE "
              "SEQUENCE runs; CREATE TYPE tags AS (a int)",
              1},
         }) {
        BOOST_TEST_CONTEXT(entry.setup) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            Role const role{database};
            database.query(fmt::format(fmt::runtime(entry.setup), database.name()));
            auto const migrate = [&] {
                return run(Command::migrate, folder.file("m.db"), database.uri_as("typist_of_tests"));
            };
            Outcome const refused = migrate();
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST_REQUIRE(std::ssize(refused.commands) >= entry.commands, refused.next_step);
            // After these, the message may offer another way: to create another database.
            paste_all({refused.commands.begin(), refused.commands.begin() + entry.commands});
            Outcome const done = migrate();
            BOOST_TEST((done.code == ExitCode::done), done.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_command_for_an_administrator_does_not_act_in_the_role_that_the_target_sets) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Role const role{database};
    database.query("GRANT ALL ON SCHEMA public TO typist_of_tests");
    // A service can name a user, too.
    write_file(folder.file("services"), "[of_tests]\nuser=typist_of_tests\n");
    setenv("PGSERVICEFILE", folder.file("services").c_str(), 1);
    std::string const uri = database.uri();
    std::string const administrator = uri.substr(uri.find("//") + 2, uri.find('@') - uri.find("//") - 2);
    for (std::string const& target : {database.uri() + "?options=-crole%3Dtypist_of_tests",
                                      std::regex_replace(uri, std::regex{"//[^@/]*@"}, "//") + "?service=of_tests"}) {
        database.query(fmt::format("REVOKE ALL ON DATABASE {} FROM typist_of_tests", database.name()));
        Outcome const refused = run(Command::check, folder.file("m.db"), target);
        BOOST_TEST(refused.error.find("may not create the staging schema") != std::string::npos, refused.error);
        BOOST_TEST_REQUIRE(!refused.commands.empty(), refused.next_step);
        shell("PGUSER=" + administrator + " " + refused.commands.front());
        BOOST_TEST((run(Command::check, folder.file("m.db"), target).code == ExitCode::done));
    }
    unsetenv("PGSERVICEFILE");
}

BOOST_AUTO_TEST_CASE(a_command_for_an_administrator_does_not_act_as_the_user_of_the_environment) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Role const role{database};
    std::string const uri = std::regex_replace(database.uri(), std::regex{"//[^@/]*@"}, "//");
    Ran const refused = run_binary(folder, "check m.db " + uri, "env PGUSER=typist_of_tests");
    BOOST_TEST(
        refused.error.find("\n    env -u PGUSER psql " + uri + " -c 'GRANT CREATE ON DATABASE") != std::string::npos,
        refused.error);
}

BOOST_AUTO_TEST_CASE(a_command_for_an_administrator_acts_as_the_one_whom_the_environment_names) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Role const role{database};
    Ran const refused = run_binary(folder, "check m.db " + database.uri_as("typist_of_tests"), "env PGUSER=dba");
    BOOST_TEST(refused.error.find("\n    psql postgresql://") != std::string::npos, refused.error);
    BOOST_TEST(refused.error.find("env -u PGUSER") == std::string::npos, refused.error);
}

BOOST_AUTO_TEST_CASE(the_database_that_a_service_names_is_created_for_the_user_of_the_service) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Role const role{database};
    std::string const absent = database.name() + "_absent";
    write_file(folder.file("services"), fmt::format("[of_tests]\nuser=typist_of_tests\ndbname={}\nhost={}\nport={}\n",
                                                    absent, database.query("SELECT host(inet_server_addr())"),
                                                    database.query("SELECT inet_server_port()")));
    setenv("PGSERVICEFILE", folder.file("services").c_str(), 1);
    Outcome const refused = run(Command::check, folder.file("m.db"), "service=of_tests");
    unsetenv("PGSERVICEFILE");
    BOOST_TEST_REQUIRE(!refused.commands.empty(), refused.next_step);
    paste_all({refused.commands.front()});
    BOOST_TEST(database.query(fmt::format("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{}'",
                                          absent)) == "typist_of_tests");
    database.query("DROP DATABASE " + absent);
}

BOOST_AUTO_TEST_CASE(a_role_that_may_not_connect_gets_the_statement_that_lets_it) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Role const role{database};
    database.query(fmt::format("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", database.name()));
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri_as("typist_of_tests"));
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    paste_all(refused.commands);
    Outcome const connected = run(Command::check, folder.file("m.db"), database.uri_as("typist_of_tests"));
    BOOST_TEST(connected.error.find("may not create") != std::string::npos, connected.error);
}

BOOST_AUTO_TEST_CASE(a_database_that_takes_no_connections_is_opened_by_the_printed_command) {
    TestFolder folder;
    TestDatabase const elsewhere;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    elsewhere.query(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", database.name()));
    Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.error << refused.next_step);
    paste_all(refused.commands);
    BOOST_TEST((run(Command::check, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_copy_whose_original_was_used_since_is_not_migrated) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "DELETE FROM alembic_version");
    Outcome const refused = run(Command::check, file, database.uri());
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    type(refused.commands.front());
    std::string const copy = file + ".copy";
    Outcome const ready = run(Command::check, copy, database.uri());
    BOOST_TEST((ready.code == ExitCode::done), ready.error);
    auto const expect_refused = [&](std::string const& words) {
        for (Command const command : {Command::check, Command::migrate}) {
            Outcome const used = run(command, copy, database.uri());
            BOOST_TEST((used.code == ExitCode::source), used.error);
            BOOST_TEST(used.error.find(words) != std::string::npos, used.error);
        }
        BOOST_TEST((run(Command::migrate, copy, database.uri(), {"--dry-run"}).code == ExitCode::done));
    };
    std::string const pid = shell(fmt::format("sleep 60 < '{}' > /dev/null 2>&1 & echo $!", file));
    expect_refused("PID " + pid.substr(0, pid.size() - 1));
    shell("kill " + pid);
    execute(file, "UPDATE params SET value = 'later'");
    expect_refused("which was used since: written at ");
    Outcome const renamed = run(Command::migrate, copy, database.uri());
    BOOST_TEST_REQUIRE(renamed.commands.size() == 1U, renamed.next_step);
    type(renamed.commands.front());
    std::filesystem::rename(copy + ".old", copy + "-2");
    shell(fmt::format("touch -d '1 hour ago' {}", shell_word(file)));
    Outcome const done = run(Command::migrate, copy + "-2", database.uri());
    BOOST_TEST((done.code == ExitCode::done), done.error);
    BOOST_TEST(text_of(done.report.suggestions.hints).find("chmod a-w " + file) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_database_without_its_version_table_gets_it_in_a_copy) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "DROP TABLE alembic_version");
    Outcome const refused = run(Command::check, file, database.uri());
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    type(refused.commands.front());
    BOOST_TEST((run(Command::migrate, file + ".copy", database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(each_way_out_of_a_schema_of_somebody_else_is_a_statement_that_works) {
    for (std::size_t const way : {0U, 1U}) {
        TestFolder folder;
        TestDatabase database;
        create_small_source(folder.file("m.db"));
        database.query("CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.mine (a int)");
        Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
        paste_all({refused.commands[way]});
        BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    }
}

BOOST_AUTO_TEST_CASE(what_is_in_the_way_is_dropped_with_what_depends_on_it) {
    for (bool const initialised : {false, true}) {
        TestFolder folder;
        TestDatabase database;
        create_small_source(folder.file("m.db"));
        if (initialised) {
            initialise(database, revision_2_9_2);
        } else {
            database.query("CREATE VIEW runs AS SELECT 1 AS run_uuid");
        }
        database.query(
            "CREATE VIEW z AS SELECT run_uuid FROM runs; CREATE VIEW y AS SELECT run_uuid FROM z JOIN runs USING "
            "(run_uuid); CREATE MATERIALIZED VIEW x AS SELECT * FROM y; CREATE FUNCTION w(x) RETURNS int LANGUAGE sql "
            "AS 'SELECT 1'");
        Outcome const refused = run(Command::check, folder.file("m.db"), database.uri());
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST(refused.error.find("view z depends on ") != std::string::npos, refused.error);
        BOOST_TEST_REQUIRE(!refused.commands.empty(), refused.next_step);
        paste_all({refused.commands.front()});
        BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    }
}

BOOST_AUTO_TEST_CASE(the_create_database_and_the_grant_that_are_printed_work) {
    TestFolder folder;
    TestDatabase const latin{"ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"};
    create_small_source(folder.file("m.db"));
    latin.query(fmt::format("CREATE DATABASE {}_2", latin.name()));  // an earlier try's: another name has to be printed
    std::string const name = latin.name() + "_3";
    paste_all(run(Command::check, folder.file("m.db"), latin.uri()).commands);
    std::string const fresh = std::regex_replace(latin.uri(), std::regex{latin.name()}, name);
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), fresh).code == ExitCode::done));
    shell(fmt::format("psql -Xq {0} -c 'DROP DATABASE {1}' -c 'DROP DATABASE {2}_2'", shell_word(latin.uri()), name,
                      latin.name()));

    // A role without rights may migrate into a database that was created for it.
    {
        TestDatabase const elsewhere;
        Role const owner{elsewhere};
        std::string const own =
            std::regex_replace(elsewhere.uri_as("typist_of_tests"), std::regex{elsewhere.name()}, name);
        paste_all(run(Command::check, folder.file("m.db"), own).commands);
        BOOST_TEST((run(Command::migrate, folder.file("m.db"), own).code == ExitCode::done));
        elsewhere.query("DROP DATABASE " + name);
    }

    TestDatabase database;
    Role const role{database};
    BOOST_TEST((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    database.query(
        fmt::format("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA public "
                    "TO typist_of_tests; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO typist_of_tests",
                    database.name()));
    auto const verify = [&] { return run(Command::verify, folder.file("m.db"), database.uri_as("typist_of_tests")); };
    Outcome const refused = verify();
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    paste_all(refused.commands);
    BOOST_TEST((verify().code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(the_commands_that_check_and_a_refused_migration_print_can_be_pasted) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("it's\n$HOME \xFF.db");  // a name that a terminal cannot print
    create_small_source(file);
    create_small_source(folder.file("other.db"));
    Outcome const checked = run(Command::check, file, database.uri());
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    std::string const rehearsal = checked.fact("/next/0");
    BOOST_TEST(rehearsal.starts_with("mlflow2pg migrate --dry-run "), rehearsal);
    write_file(folder.file("typed"), rehearsal + "\n" + checked.fact("/next/1") + "\n");
    shell(fmt::format(
        "cd {}; PATH={}:$PATH; sed 's/ migrate / migrate --allow-unseen /' typed >line; bash -e line 2>&1",
        shell_word(folder.file("")), shell_word(std::filesystem::path{MLFLOW2PG_BINARY}.parent_path().string())));
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
    // The source is sealed now; the message has the command that removes the seal.
    Outcome const sealed = run(Command::migrate, file, database.uri());
    BOOST_TEST_REQUIRE(sealed.commands.size() == 2U, sealed.error);
    write_file(folder.file("line"), sealed.commands[0] + "\n" + sealed.commands[1] + "\n");
    shell(fmt::format("PATH={}:$PATH; bash -e {}",
                      shell_word(std::filesystem::path{MLFLOW2PG_BINARY}.parent_path().string()),
                      shell_word(folder.file("line"))));
    BOOST_TEST(run(Command::verify, file, database.uri()).fact("/source/sealed") != "true");
}

BOOST_AUTO_TEST_CASE(every_command_of_the_page_of_messages_works) {
    std::string const page = file_content(std::string{MLFLOW2PG_ROOT} + "/man/mlflow2pg-messages.7.scd");
    std::regex const command{
        R"([*_]((mlflow2pg|mlflow|sqlite3|createdb|psql|pip|chmod|sudo|ALTER|CREATE|DROP|GRANT|REINDEX)( [^*\n]*?)?)[*_](?=[ ,.;:)\n]))"};
    std::set<std::string> found;
    std::set<std::string> const elsewhere{
        // not for people to run, or only a name
        "mlflow2pg", "ALTER DEFAULT PRIVILEGES", "CREATE", "sudo -u mlflow mlflow2pg …",
        // an example of the form
        "mlflow2pg migrate mlruns.db postgresql://user@host/database",
        // run by tests/real_mlflow
        "mlflow db upgrade", "mlflow migrate-filestore", "mlflow server"};
    for (std::sregex_iterator match{page.begin(), page.end(), command}; match != std::sregex_iterator{}; ++match) {
        if (!elsewhere.contains(match->str(1))) found.insert(match->str(1));
    }
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    create_small_source(folder.file("other.db"));  // not sealed
    type(fmt::format("mlflow2pg migrate {} {} --seal --allow-unseen", shell_word(folder.file("m.db")),
                     shell_word(database.uri())));
    database.query(
        "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT TRIGGER guard "
        "ON ddl_command_start EXECUTE FUNCTION guard()");
    for (std::string const& line : found) {
        BOOST_TEST_CONTEXT(line) {
            std::string typed = std::regex_replace(line, std::regex{"SOURCE"}, shell_word(folder.file("m.db")));
            typed = std::regex_replace(typed, std::regex{"TARGET"}, shell_word(database.uri()));
            if (line.starts_with("ALTER")) {
                database.query(std::regex_replace(typed, std::regex{"…"}, "guard"));
            } else {
                std::string const copy = shell_word(folder.file("copy.db"));
                std::string const copied = fmt::format("cp {} {} && ", shell_word(folder.file("other.db")), copy);
                if (line == "REINDEX") typed = copied + fmt::format("sqlite3 {} REINDEX", copy);
                if (line == "chmod a-w") typed = copied + fmt::format("chmod a-w {}", copy);
                type(typed);
            }
        }
    }
    BOOST_TEST(found.size() == 7U, fmt::format("{}", found.size()));
}

BOOST_AUTO_TEST_CASE(a_source_with_renamed_tables_is_ready_after_the_printed_command) {
    for (char const* const sql :
         {"ALTER TABLE alembic_version RENAME TO a; ALTER TABLE a RENAME TO Alembic_Version",
          "ALTER TABLE runs RENAME TO a; ALTER TABLE a RENAME TO RUNS; ALTER TABLE tags RENAME COLUMN key TO Key",
          "ALTER TABLE runs RENAME COLUMN lifecycle_stage TO stage"}) {
        TestFolder const folder;
        create_small_source(folder.file("m.db"));
        execute(folder.file("m.db"), sql);
        Outcome const outcome = run(Command::check, folder.file("m.db"), "");
        BOOST_TEST((outcome.code == ExitCode::source), outcome.error);
        BOOST_TEST_REQUIRE(!outcome.commands.empty(), outcome.error);
        shell(outcome.commands.front());
        Outcome const mended = run(Command::check, folder.file("m.db.copy"), "");
        BOOST_TEST((mended.code == ExitCode::done), mended.error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
