// SPDX-License-Identifier: Apache-2.0
#include "target/target.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(target_tests)

BOOST_AUTO_TEST_CASE(what_others_commit_is_seen_whatever_isolation_the_database_asks_for) {
    TestDatabase database;
    database.query(
        fmt::format("ALTER DATABASE {} SET default_transaction_isolation = 'serializable'", database.name()));
    Target target{database.uri()};
    BOOST_TEST(target.query("SHOW transaction_isolation")[0][0].as<std::string>() == "read committed");
}

BOOST_AUTO_TEST_CASE(a_database_of_another_encoding_is_refused) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    // ICU does not support all encodings. From PostgreSQL 15 on it may be the server's default.
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

BOOST_AUTO_TEST_CASE(a_role_whose_default_privileges_lack_its_own_rights_is_refused_with_the_grant) {
    for (auto const& [taken, lost] : {std::pair{"INSERT, TRUNCATE ON TABLES", "INSERT, TRUNCATE on new tables"},
                                      std::pair{"USAGE ON SEQUENCES", "USAGE on new sequences"},
                                      std::pair{"EXECUTE ON FUNCTIONS", "EXECUTE on new functions"},
                                      std::pair{"CREATE ON SCHEMAS", "CREATE on new schemas"}}) {
        BOOST_TEST_CONTEXT(taken) {
            TestFolder folder;
            TestDatabase database;
            create_source(folder.file("m.db"), revision_3_18_0);
            std::string const role = database.name() + "_own";
            database.query(fmt::format(
                "CREATE ROLE {0} LOGIN; ALTER DATABASE {1} OWNER TO {0}; ALTER SCHEMA public OWNER TO {0}; ALTER "
                "DEFAULT PRIVILEGES FOR ROLE {0} REVOKE {2} FROM {0}, PUBLIC",
                role, database.name(), taken));
            std::string step;
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const refused = run(command, folder.file("m.db"), database.uri_as(role));
                BOOST_TEST((refused.code == ExitCode::target), refused.error);
                BOOST_TEST(refused.error.find(std::string{"take "} + lost + " from the role") != std::string::npos,
                           refused.error);
                step = refused.next_step;
            }
            paste(step.substr(step.find("psql ")));
            for (Command const command : {Command::check, Command::migrate, Command::verify}) {
                Outcome const outcome = run(command, folder.file("m.db"), database.uri_as(role));
                BOOST_TEST((outcome.code == ExitCode::done), name(command) << ": " << outcome.error);
            }
            database.query(
                fmt::format("REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}", role));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_another_role_owns_is_named_with_its_owner) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    TestDatabase database;
    std::string const role = database.name() + "_owner";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; ALTER DATABASE {1} OWNER TO {0}; GRANT ALL ON SCHEMA public TO {0}", role,
                    database.name()));
    auto const expect = [&](std::string const& words) {
        for (Command const command : {Command::check, Command::migrate, Command::discard}) {
            bool const is_discard = command == Command::discard;
            Outcome const outcome = run(command, is_discard ? "" : folder.file("m.db"), database.uri_as(role));
            if (is_discard && outcome.code == ExitCode::done) continue;
            BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
            std::string const told = outcome.error + outcome.next_step;
            BOOST_TEST(told.find(words) != std::string::npos, told);
            BOOST_TEST(told.find("LINE 1") == std::string::npos, told);
        }
    };
    initialise(database, revision_2_9_2);
    expect("may not read MLflow's tables there, which belong to postgres");
    expect("connect as postgres; or give another database");
    Outcome const unread = run(Command::verify, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST_REQUIRE(unread.commands.size() == 1U, unread.next_step);
    paste(unread.commands.front());
    database.query("INSERT INTO tags (key, value, run_uuid) SELECT 'k', 'v', run_uuid FROM runs");
    Outcome const read = run(Command::verify, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST((read.code == ExitCode::verification), read.error);
    database.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO " + role);
    database.query(
        "CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.mlflow2pg_identity (part text, name text, "
        "value text); CREATE TABLE mlflow2pg_staging.mlflow2pg_objects (classid oid, objid oid, name name)");
    expect("holds a run of another role, postgres");
    Outcome const other = run(Command::migrate, folder.file("m.db"), database.uri_as(role));
    BOOST_TEST_REQUIRE(other.commands.size() == 1U, other.next_step);
    BOOST_TEST(other.commands.front() == "mlflow2pg discard " + database.uri_as("postgres"));
    database.query("DROP SCHEMA mlflow2pg_staging CASCADE");
    database.query(
        fmt::format("DROP OWNED BY {0}; ALTER DATABASE {1} OWNER TO postgres; DROP ROLE {0}", role, database.name()));
}

BOOST_AUTO_TEST_CASE(an_owner_whose_rights_on_its_tables_were_revoked_gets_them_back_by_the_command) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    TestDatabase database;
    std::string const role = database.name() + "_owner";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; ALTER DATABASE {1} OWNER TO {0}; GRANT ALL ON SCHEMA public TO {0}", role,
                    database.name()));
    initialise(database, revision_2_9_2);
    give_tables_to(database, role);
    database.query(fmt::format("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role));
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const refused = run(command, folder.file("m.db"), database.uri_as(role));
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST(refused.error.find("no right to read its own tables") != std::string::npos, refused.error);
        BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
        if (command == Command::migrate) paste(refused.commands.front());
    }
    for (Command const command : {Command::check, Command::migrate, Command::verify}) {
        Outcome const outcome = run(command, folder.file("m.db"), database.uri_as(role));
        BOOST_TEST((outcome.code == ExitCode::done), name(command) << ": " << outcome.error);
    }
    database.query(fmt::format("REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}", role));
}

BOOST_AUTO_TEST_CASE(a_role_of_any_name_can_be_used) {
    for (auto const& [role, typed] :
         {std::pair{"Role Of'Tests", "Role%20Of'Tests"}, std::pair{"role.of \"tests\"", "role.of%20%22tests%22"}}) {
        BOOST_TEST_CONTEXT(role) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            std::string const quoted = quote_identifier(role);
            database.query(fmt::format(
                "CREATE ROLE {1} LOGIN; ALTER DATABASE {0} OWNER TO {1}; ALTER SCHEMA public OWNER TO {1}; ALTER "
                "DEFAULT PRIVILEGES FOR ROLE {1} GRANT SELECT ON TABLES TO {1}",
                database.name(), quoted));
            std::string const target = database.uri_as(typed);
            for (Command const command : {Command::prepare, Command::discard, Command::prepare, Command::check,
                                          Command::migrate, Command::verify}) {
                Outcome const outcome = run(command, command == Command::discard ? "" : folder.file("m.db"), target);
                BOOST_TEST((outcome.code == ExitCode::done), name(command) << ": " << outcome.error);
            }
            database.query(
                fmt::format("REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}", quoted));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_session_that_acts_in_another_role_migrates_and_the_printed_address_acts_in_it_too) {
    for (bool const in_target : {true, false}) {
        BOOST_TEST_CONTEXT("by options in TARGET: " << in_target) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            database.query(fmt::format(
                "CREATE ROLE owner_of_tests; CREATE ROLE login_of_tests LOGIN IN ROLE owner_of_tests; GRANT "
                "CREATE ON DATABASE {} TO owner_of_tests; GRANT CREATE ON SCHEMA public TO owner_of_tests",
                database.name()));
            if (!in_target) database.query("ALTER ROLE login_of_tests SET role = owner_of_tests");
            std::string const target = database.uri_as("login_of_tests") +
                                       (in_target ? "?options=-crole%3Downer_of_tests" : "");
            for (Command const command : {Command::check, Command::migrate, Command::verify}) {
                Outcome const outcome = run(command, folder.file("m.db"), target);
                BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
                BOOST_TEST(outcome.fact("/target/name").ends_with(" as login_of_tests in role owner_of_tests"),
                           outcome.fact("/target/name"));
                BOOST_TEST(
                    (outcome.fact("/target/uri").find("role%3Downer_of_tests") != std::string::npos) == in_target,
                    outcome.fact("/target/uri"));
            }
            BOOST_TEST(database.query("SELECT tableowner FROM pg_tables WHERE tablename = 'runs'") == "owner_of_tests");
            // The lock's holder is named, although its session belongs to the other role.
            Target holder{target};
            holder.lock();
            Outcome const busy = run(Command::check, folder.file("m.db"), target);
            BOOST_TEST(busy.error.find("(user login_of_tests, from ") != std::string::npos, busy.error);
            database.query("DROP OWNED BY owner_of_tests, login_of_tests; DROP ROLE owner_of_tests, login_of_tests");
        }
    }
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

BOOST_AUTO_TEST_CASE(the_address_and_the_schema_of_a_report_are_those_of_the_tables) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE SCHEMA mlflow");
    std::string const target = database.uri() + "?options=-csearch_path%3Dmlflow";
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), target, {"--seal"});
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM mlflow.runs") == "3");
    BOOST_TEST(outcome.fact("/target/schema") == "mlflow");
    BOOST_TEST(outcome.text().find(", schema mlflow, PostgreSQL ") != std::string::npos, outcome.text());
    std::string const printed = outcome.fact("/target/uri");
    BOOST_TEST(printed.ends_with("?options=-csearch_path%3Dmlflow"), printed);
    BOOST_TEST(outcome.fact("/next/2") == "mlflow server --backend-store-uri '" + printed + "'");
    BOOST_TEST((run(Command::verify, folder.file("m.db"), printed).code == ExitCode::done));
    std::string const seal = run(Command::check, folder.file("m.db"), "").error;
    BOOST_TEST(seal.find("see " + printed) != std::string::npos, seal);
}

BOOST_AUTO_TEST_CASE(a_password_that_is_left_out_of_the_printed_addresses_is_asked_for) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string target = database.uri();
    target.insert(target.find('@'), ":S3same%2F99");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run(command, folder.file("m.db"), target);
        BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
        std::string const all = outcome.text() + outcome.fact("");
        BOOST_TEST(all.find("S3same") == std::string::npos);
        BOOST_TEST(outcome.fact("/next").find("***") == std::string::npos, outcome.fact("/next"));
        BOOST_TEST(outcome.fact("/next").find(database.uri().substr(database.uri().find("://"))) != std::string::npos,
                   outcome.fact("/next"));
        BOOST_TEST(outcome.fact("/hints").find("set PGPASSWORD") != std::string::npos, outcome.fact("/hints"));
    }
}

BOOST_AUTO_TEST_CASE(a_search_path_without_an_existing_schema_is_named_with_where_it_was_set) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    auto const expect = [&](std::string const& target, std::string const& words) {
        Outcome const outcome = run(Command::check, folder.file("m.db"), target);
        BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
        BOOST_TEST(
            outcome.error.find("no schema of search_path = mlflwo can be used (set by " + words) != std::string::npos,
            outcome.error);
        BOOST_TEST(outcome.next_step.find("CREATE SCHEMA mlflwo") != std::string::npos, outcome.next_step);
    };
    expect(database.uri() + "?options=-csearch_path%3Dmlflwo", "options in TARGET");
    database.query(fmt::format("ALTER DATABASE {} SET search_path = mlflwo", database.name()));
    expect(database.uri(), "ALTER DATABASE");
}

BOOST_AUTO_TEST_CASE(a_session_that_the_server_refuses_names_the_setting_to_correct) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string const role = database.name() + "_refused";
    database.query(fmt::format("CREATE ROLE {} LOGIN", role));
    for (auto const& [target, words] : std::initializer_list<std::pair<std::string, std::string>>{
             {database.uri() + "?target_session_attrs=read-only", "correct target_session_attrs"},
             {database.uri() + "?target_session_attrs=standby", "correct target_session_attrs"},
             {database.uri() + "?options=-ctransaction_isolation%3Dserializable", "begin with default_"},
             {database.uri() + "?options=-ctemp_buffers%3D1", "correct options in TARGET"},
             {database.uri() + "?gssencmode=require", "take gssencmode out of TARGET"},
             {database.uri() + "?channel_binding=require", "take channel_binding out of TARGET"},
             {database.uri_as(role) + "?options=-clog_statement%3Dall", "GRANT SET ON PARAMETER"},
             {database.uri() + "?options=-csession_preload_libraries%3Dnone", "correct session_preload_libraries"},
             {database.uri_as(role) + "?options=-crole%3Dpostgres", "GRANT ROLE TO USER; or take role out of TARGET"},
             {database.uri() + "?options=-csearch_path%3Dpg_temp,public", "begin with a schema of your own"},
             {database.uri() + "?options=-csearch_path%3D%22pg_catalog%22,public", "begin with a schema of your own"},
         }) {
        Outcome const refused = run(Command::check, folder.file("m.db"), target);
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST(refused.next_step.find(words) != std::string::npos, refused.error << "\n" << refused.next_step);
    }
    database.query(fmt::format("DROP ROLE {}", role));
}

BOOST_AUTO_TEST_CASE(verify_names_a_search_path_without_an_existing_schema_as_check_does) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    for (std::string const path : {"none", "%22%22"}) {
        std::string const target = database.uri() + "?options=-csearch_path%3D" + path;
        Outcome const checked = run(Command::check, folder.file("m.db"), target);
        Outcome const verified = run(Command::verify, folder.file("m.db"), target);
        BOOST_TEST(verified.error == checked.error);
        BOOST_TEST(verified.next_step == checked.next_step);
        BOOST_TEST(verified.next_step.find("CREATE SCHEMA \"\"") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_statement_that_creates_the_schema_of_a_search_path_creates_that_schema) {
    for (char const* const path : {"noPe", "NoPe, public2", "\"No Pe\"", "\"a b\", \"Q;x\"",
                                   "\"with \"\"quotes\"\"\", b", "\"$user\", x", "$user"}) {
        BOOST_TEST_CONTEXT(path) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            std::string target = database.uri() + "?options=-csearch_path%3D";
            for (char const character : std::string{path}) {
                if (character == ' ') target += "%5C";
                target += fmt::format("%{:02X}", static_cast<unsigned char>(character));
            }
            Outcome const refused = run(Command::check, folder.file("m.db"), target);
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find("quotes round the whole") == std::string::npos, refused.error);
            BOOST_TEST_REQUIRE(refused.next_step.find("psql ") != std::string::npos, refused.next_step);
            paste(refused.next_step.substr(refused.next_step.find("psql ")));
            Outcome const checked = run(Command::check, folder.file("m.db"), target);
            BOOST_TEST((checked.code == ExitCode::done), checked.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_schema_of_the_staged_copy_is_not_for_mlflow) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Outcome const refused =
        run(Command::check, folder.file("m.db"), database.uri() + "?options=-csearch_path%3Dmlflow2pg_staging");
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(refused.next_step.find("let it begin with a schema of your own") != std::string::npos,
               refused.next_step);
    BOOST_TEST(refused.next_step.find("CREATE SCHEMA") == std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(the_name_of_another_database_is_short_enough_for_the_server) {
    TestDatabase const database;
    std::string const letters(60, 'a');
    database.query("CREATE DATABASE \"" + letters + "éb\"");  // 63 bytes, the most that a name can have
    std::string const uri = database.uri();
    NextStep step;
    {
        Target target{uri.substr(0, uri.rfind('/') + 1) + letters + "%C3%A9b"};
        step = target.creating_another();
    }
    paste(step.command);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_database WHERE datname = '" + letters + "_2'") == "1");
    database.query("DROP DATABASE \"" + letters + "éb\"");
    database.query("DROP DATABASE \"" + letters + "_2\"");
}

BOOST_AUTO_TEST_CASE(a_search_path_in_quotes_is_told_from_a_list_of_schemas) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    for (char const* const quoted : {"'\"$user\"'", "'mlflow, public'"}) {
        database.query(fmt::format("ALTER DATABASE {} SET search_path = {}", database.name(), quoted));
        Outcome const outcome = run(Command::check, folder.file("m.db"), database.uri());
        BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
        BOOST_TEST(outcome.error.find("quotes round the whole make it one name") != std::string::npos, outcome.error);
        BOOST_TEST(outcome.next_step.find("CREATE SCHEMA") == std::string::npos, outcome.next_step);
    }
    database.query(fmt::format("ALTER DATABASE {} SET search_path = mlflow, public", database.name()));
    BOOST_TEST((run(Command::check, folder.file("m.db"), database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_wrong_parameter_of_the_connection_is_named_with_what_it_may_be) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Outcome const typo = run(Command::check, folder.file("m.db"), database.uri() + "?sslmode=required");
    BOOST_TEST((typo.code == ExitCode::target), typo.error);
    BOOST_TEST(typo.error.find("sslmode") != std::string::npos, typo.error);
    BOOST_TEST(typo.next_step.find("verify-full") != std::string::npos, typo.next_step);
    for (char const* const foreign : {"charset", "pgbouncer"}) {
        Outcome const outcome = run(Command::check, folder.file("m.db"), database.uri() + "?" + foreign + "=x");
        BOOST_TEST((outcome.code == ExitCode::usage), outcome.error);
        BOOST_TEST(outcome.error.find(fmt::format("\"{}\"", foreign)) != std::string::npos, outcome.error);
    }
    for (char const* const words : {"no encryption", "SSL off"}) {
        ServerError const refused{
            fmt::format("FATAL: no pg_hba.conf entry for host \"h\", user \"u\", database \"d\", {}", words), ""};
        BOOST_TEST(text_of(refused.next_steps()).find("sslmode=require") != std::string::npos,
                   text_of(refused.next_steps()));
    }
}

BOOST_AUTO_TEST_CASE(a_database_whose_name_has_an_at_sign_is_a_target) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    TestDatabase database;
    database.query("SELECT 1");
    TestDatabase elsewhere;
    elsewhere.query(fmt::format("ALTER DATABASE {0} RENAME TO \"{0}@x\"", database.name()));
    std::string const uri = database.uri() + "%40x";
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), uri);
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST((run(Command::verify, folder.file("m.db"), outcome.fact("/target/uri")).code == ExitCode::done));
    elsewhere.query(fmt::format("ALTER DATABASE \"{0}@x\" RENAME TO {0}", database.name()));
}

BOOST_AUTO_TEST_CASE(a_target_without_mlflow_and_one_of_another_program_are_said_to_be_that) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Outcome const empty = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((empty.code == ExitCode::verification), empty.error);
    BOOST_TEST(empty.error.find("schema public has no table: nothing was migrated to it") != std::string::npos,
               empty.error);
    database.query("CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('v3.2.0.a')");
    Outcome const compared = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((compared.code == ExitCode::verification), compared.error);
    BOOST_TEST(compared.error.find("is not known to be MLflow's: its revision is v3.2.0.a") != std::string::npos,
               compared.error);
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(refused.error.find("revision v3.2.0.a, which is not known to be MLflow's") != std::string::npos,
               refused.error);
    BOOST_TEST(refused.error.find("MLflow revision") == std::string::npos, refused.error);
}

BOOST_AUTO_TEST_CASE(settings_of_the_database_that_would_end_our_waits_do_not_matter) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    // It takes longer than the time-outs below, which still leave a busy machine the time to connect.
    execute(folder.file("m.db"),
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399999) "
            "INSERT INTO metrics SELECT 'k', i, i, 'r1', i, 0 FROM n");
    TestDatabase const elsewhere;
    for (char const* const setting :
         {"statement_timeout = 300", "lock_timeout = 1", "idle_in_transaction_session_timeout = 300",
          "idle_session_timeout = 300", "transaction_timeout = 300", "quote_all_identifiers = on",
          "DateStyle = 'German'", "standard_conforming_strings = off"}) {
        // Two of the settings exist only since PostgreSQL 14 and 17.
        if (elsewhere.query(fmt::format("SELECT count(*) FROM pg_settings WHERE name = split_part($s${}$s$, ' ', 1)",
                                        setting)) == "0")
            continue;
        elsewhere.query(fmt::format("ALTER DATABASE {} SET {}", database.name(), setting));
    }
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    // A role that may create no schema compares with temporary tables.
    std::string const reader = database.name() + "_reader";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0}; GRANT SELECT ON ALL "
                    "SEQUENCES IN SCHEMA public TO {0}",
                    reader));
    Outcome const verified = run(Command::verify, folder.file("m.db"), database.uri_as(reader));
    BOOST_TEST((verified.code == ExitCode::done), verified.error);
    database.query(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", reader));
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
         {"postgresql://ann:Sesame99@127.0.0.1:1/db", "host=127.0.0.1 port=1 dbname=db user=ann password='Sesame99'",
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

BOOST_AUTO_TEST_CASE(a_target_whose_sessions_are_read_only_is_refused_and_stays_as_it_is) {
    struct Case {
        std::string set;  // to run elsewhere: {0} the database, {1} the role
        std::string step;
    };
    TestDatabase const elsewhere;
    elsewhere.query("DROP ROLE IF EXISTS guarded_test_role; CREATE ROLE guarded_test_role LOGIN SUPERUSER");
    for (Case const& entry : std::vector<Case>{
             {"ALTER DATABASE {0} SET default_transaction_read_only = on", "ALTER DATABASE {0} RESET"},
             {"ALTER ROLE {1} SET default_transaction_read_only = on", "ALTER ROLE {1} RESET"},
             {"ALTER ROLE {1} IN DATABASE {0} SET default_transaction_read_only = on",
              "ALTER ROLE {1} IN DATABASE {0} RESET"},
         }) {
        BOOST_TEST_CONTEXT(entry.set) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            auto const filled = [&](std::string const& text) {
                return fmt::format(fmt::runtime(text), database.name(), "guarded_test_role");
            };
            elsewhere.query(filled(entry.set));
            std::string const before = database.dump();
            std::string const uri = database.uri_as("guarded_test_role");
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const outcome = run(command, folder.file("m.db"), uri);
                BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
                BOOST_TEST(outcome.error.find("sessions are read-only") != std::string::npos, outcome.error);
                BOOST_TEST(
                    outcome.next_step.find(filled(entry.step) + " default_transaction_read_only") != std::string::npos,
                    outcome.next_step);
            }
            BOOST_TEST(database.dump() == before);
            // As in MLflow's sessions, TARGET itself sets it.
            std::string const writing = uri + "?options=-cdefault_transaction_read_only%3Doff";
            BOOST_TEST((run(Command::migrate, folder.file("m.db"), writing).code == ExitCode::done));
            // A command that only reads is allowed.
            BOOST_TEST((run(Command::verify, folder.file("m.db"), uri).code == ExitCode::done));
            elsewhere.query("ALTER ROLE guarded_test_role RESET default_transaction_read_only");
        }
    }
    elsewhere.query("DROP ROLE guarded_test_role");
}

BOOST_AUTO_TEST_CASE(a_target_that_itself_asks_for_read_only_sessions_is_refused) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Outcome const outcome =
        run(Command::check, folder.file("m.db"), database.uri() + "?options=-cdefault_transaction_read_only%3Don");
    BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
    BOOST_TEST(outcome.next_step.find("out of TARGET") != std::string::npos, outcome.next_step);
}

BOOST_AUTO_TEST_CASE(of_all_idle_sessions_only_the_lost_one_of_this_program_is_ended) {
    TestDatabase database;
    Target looking{database.uri()};
    auto const lives = [&](ServerSession const& session) {
        std::string const found = fmt::format("SELECT count(*) FROM pg_stat_activity WHERE pid = {}", session.process);
        // A terminated session disappears only a moment later.
        for (int attempt = 0; attempt < 100; ++attempt) {
            if (database.query(found) == "0") return false;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        return true;
    };
    {
        Target other{database.uri()};
        // The two halves of this lock's number are swapped.
        other.query(fmt::format("SELECT pg_advisory_lock({})", (0x6f773270LL << 32) | 0x6d6c666cLL));
        other.query(fmt::format("SELECT pg_advisory_lock({}, {})", 0x6d6c666c, 0x6f773270));  // of objsubid 2
        // Each of these shares one half with our lock's number.
        other.query(fmt::format("SELECT pg_advisory_lock({})", 0x6d6c666cLL << 32 | 1));
        other.query(fmt::format("SELECT pg_advisory_lock({})", 1LL << 32 | 0x6f773270LL));
        looking.end_idle(other.session());
        BOOST_TEST(lives(other.session()));
    }
    Target lost{database.uri()};
    lost.lock();
    looking.end_idle({lost.session().process, "1700000000.000000"});
    BOOST_TEST(lives(lost.session()));
    looking.end_idle(lost.session());
    BOOST_TEST(!lives(lost.session()));
}

BOOST_AUTO_TEST_CASE(a_lost_session_that_is_at_work_is_not_ended) {
    TestDatabase database;
    Target looking{database.uri()};
    Target lost{database.uri()};
    lost.lock();
    ServerSession const session = lost.session();  // later the other thread has it to itself
    looking.query("SELECT pg_advisory_lock(1)");
    auto working = std::async(std::launch::async, [&] { lost.query("SELECT pg_advisory_lock(1)"); });
    std::string const waits =
        fmt::format("SELECT count(*) FROM pg_locks WHERE pid = {} AND NOT granted", session.process);
    while (database.query(waits) == "0") std::this_thread::sleep_for(std::chrono::milliseconds{5});
    looking.end_idle(session);
    looking.query("SELECT pg_advisory_unlock(1)");
    BOOST_CHECK_NO_THROW(working.get());
}

BOOST_AUTO_TEST_SUITE_END()
