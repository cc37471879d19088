// SPDX-License-Identifier: Apache-2.0
// The basic-auth app's database, alone and in one target with the tracking store's tables.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/test/unit_test.hpp>
#include <pqxx/pqxx>

#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "report/json.hpp"
#include "report/outline.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "run.hpp"
#include "source/advice.hpp"
#include "source/source.hpp"
#include "sources.hpp"
#include "target/target.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string const newest = "f1a2b3c4d5e6";  // 3.13 to 3.18
std::string const early = "8606fa83a998";   // 2.5 to 3.5

Outcome command(Command which, std::string const& source, TestDatabase const& database) {
    return run(options_for(which, source, database.uri()));
}

void require_done(Outcome const& outcome) { BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error); }

// pg_dump without the newest auth tables and their sequences.
std::string dump_without_auth(TestDatabase const& database) {
    Schema const schema = recorded_schema(newest, Store::auth);
    std::string options;
    for (Table const& table : schema.tables) options += " --exclude-table=public." + table.name;
    for (std::string const& sequence : schema.sequences) options += " --exclude-table=public." + sequence;
    return database.dump(options);
}

// pg_dump of the auth tables.
std::string dump_of_auth(TestDatabase const& database, std::string const& revision) {
    std::string options;
    for (Table const& table : recorded_schema(revision, Store::auth).tables) options += " --table=public." + table.name;
    return database.dump(options);
}

// An administrator, two users, a role with a permission, and a permission from before there were roles.
void create_small_auth_source(std::string const& path) {
    create_source(path, newest, Store::auth);
    execute(path, R"sql(
INSERT INTO users (id, username, password_hash, is_admin) VALUES (1, 'admin', 'scrypt:32768:8:1$a$b', 1), (2, 'ann', 'scrypt:32768:8:1$c$d', 0), (7, 'é😀', NULL, NULL);
INSERT INTO roles (id, name, workspace) VALUES (3, '__user_2__', 'default');
INSERT INTO role_permissions (id, role_id, resource_type, resource_pattern, permission) VALUES (5, 3, 'experiment', '1', 'READ');
INSERT INTO user_role_assignments (id, user_id, role_id) VALUES (4, 2, 3);
INSERT INTO experiment_permissions (id, experiment_id, user_id, permission) VALUES (9, '1', 2, 'READ');
)sql");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(auth_tests)

BOOST_AUTO_TEST_CASE(every_recorded_revision_arrives_equal_with_mlflows_own_schema) {
    for (Store const store : {Store::auth, Store::early_auth}) {
        for (Revision const& revision : known_revisions(store)) {
            if (!revision.recorded) continue;
            BOOST_TEST_CONTEXT(version_table(store) << " " << revision.id << ", MLflow " << revision.releases) {
                TestFolder folder;
                TestDatabase database;
                std::string const file = folder.file("basic_auth.db");
                create_random_source(file, revision.id, seed(), 40, store);
                std::string const before = file_content(file);
                Outcome const checked = command(Command::check, file, database);
                require_done(checked);
                BOOST_TEST(checked.report.source->releases == revision.releases);
                BOOST_TEST(text_report(outline(checked.report), std::string::npos)
                               .find("auth database, revision " + revision.id) != std::string::npos);
                Outcome const migrated = command(Command::migrate, file, database);
                require_done(migrated);
                for (TableReport const& table : migrated.report.verification.tables)
                    BOOST_TEST(table.rows > 0U, table.name);
                BOOST_TEST(file_content(file) == before);
                require_done(command(Command::verify, file, database));
                BOOST_TEST(database.dump("--schema-only") == recorded_dump(revision.id, store));
                BOOST_TEST(database.query(fmt::format("SELECT version_num FROM {}", version_table(store))) ==
                           revision.id);
                BOOST_TEST(database.query("SELECT nextval('users_id_seq') > max(id) FROM users") == "t");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(joins_filled_tracking_tables_and_leaves_them_exactly_as_they_were) {
    TestFolder folder;
    std::string const auth = folder.file("basic_auth.db");
    create_random_source(auth, newest, seed(), 20, Store::auth);
    for (std::string const& revision : {std::string{"90e64c465722"}, revision_2_9_2, revision_3_18_0}) {
        BOOST_TEST_CONTEXT("tracking tables at revision " << revision) {
            TestDatabase database;
            std::string const tracking = folder.file(revision + ".db");
            create_random_source(tracking, revision, seed(), 12);
            require_done(command(Command::migrate, tracking, database));
            std::string const before = database.dump();

            Options rehearsal = options_for(Command::migrate, auth, database.uri());
            rehearsal.dry_run = true;
            require_done(run(rehearsal));
            BOOST_TEST(database.dump() == before);
            require_done(command(Command::migrate, auth, database));

            BOOST_TEST(dump_without_auth(database) == before);
            Outcome const verified = command(Command::verify, auth, database);
            require_done(verified);
            for (SequenceReport const& sequence : verified.report.verification.sequences) {
                BOOST_TEST(sequence.column.find("experiments.") == std::string::npos, sequence.name);
            }
            require_done(command(Command::verify, tracking, database));
        }
    }
}

BOOST_AUTO_TEST_CASE(tracking_tables_join_filled_auth_tables_of_every_revision) {
    TestFolder folder;
    std::string const tracking = folder.file("mlflow.db");
    create_random_source(tracking, revision_3_18_0, seed(), 12);
    for (Revision const& revision : known_revisions(Store::auth)) {
        if (!revision.recorded) continue;
        BOOST_TEST_CONTEXT("auth tables at revision " << revision.id) {
            TestDatabase database;
            std::string const auth = folder.file(revision.id + ".db");
            create_random_source(auth, revision.id, seed(), 12, Store::auth);
            require_done(command(Command::migrate, auth, database));
            std::string const before = dump_of_auth(database, revision.id);
            require_done(command(Command::migrate, tracking, database));
            BOOST_TEST(dump_of_auth(database, revision.id) == before);
            require_done(command(Command::verify, tracking, database));
            require_done(command(Command::verify, auth, database));
        }
    }
}

BOOST_AUTO_TEST_CASE(locks_no_table_of_the_other_store) {
    TestFolder folder;
    TestDatabase database;
    create_small_auth_source(folder.file("basic_auth.db"));
    initialise(database, revision_3_18_0);
    initialise(database, newest, "public", Store::auth);
    pqxx::connection connection{database.uri()};
    pqxx::work at_work{connection};
    // The strongest lock: even a SELECT waits for it. If the migration needed these tables, lock_timeout would end it.
    at_work.exec("LOCK TABLE experiments, runs, metrics, alembic_version IN ACCESS EXCLUSIVE MODE");
    Options options =
        options_for(Command::migrate, folder.file("basic_auth.db"), database.uri() + "?options=-c%20lock_timeout%3D2s");
    require_done(run(options));
    options.command = Command::verify;
    require_done(run(options));
}

BOOST_AUTO_TEST_CASE(an_initialised_auth_app_is_replaced_beside_tracking_tables_in_use) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    create_small_source(folder.file("m.db"));
    require_done(command(Command::migrate, folder.file("m.db"), database));
    std::string const before = database.dump();
    initialise(database, newest, "public", Store::auth);
    require_done(command(Command::migrate, file, database));
    BOOST_TEST(database.query("SELECT string_agg(id || username, ' ' ORDER BY id) FROM users") == "1admin 2ann 7é😀");
    BOOST_TEST(database.query("INSERT INTO users (username) VALUES ('new') RETURNING id") == "8");
    BOOST_TEST(dump_without_auth(database) == before);
}

BOOST_AUTO_TEST_CASE(an_auth_app_in_use_refuses_and_nothing_changes) {
    struct Case {
        char const* sql;
        char const* words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"INSERT INTO users (username, is_admin) VALUES ('second', true)", "users holds 1 row"},
             {"UPDATE users SET is_admin = false", "users holds 1 row"},
             {"UPDATE users SET is_admin = NULL", "users holds 1 row"},
             {"UPDATE users SET id = 2", "users holds 1 row"},
             {"INSERT INTO roles (name, workspace) VALUES ('mine', 'default')", "roles holds 1 row"},
             {"INSERT INTO experiment_permissions (experiment_id, user_id, permission) VALUES ('1', 1, 'READ')",
              "experiment_permissions holds 1 row"},
             {"CREATE VIEW mine AS SELECT * FROM users", "view mine"},
             {"DROP TABLE alembic_version_auth", "experiment_permissions is there already"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_auth_source(folder.file("basic_auth.db"));
            initialise(database, newest, "public", Store::auth);
            database.query(entry.sql);
            std::string const before = database.dump();
            Outcome const outcome = command(Command::migrate, folder.file("basic_auth.db"), database);
            BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
            BOOST_TEST(outcome.error.find(entry.words) != std::string::npos, outcome.error);
            BOOST_TEST(database.dump() == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_auth_app_before_3_6_and_tracking_tables_need_a_schema_each) {
    TestFolder folder;
    TestDatabase database;
    std::string const auth = folder.file("basic_auth.db");
    std::string const tracking = folder.file("m.db");
    create_random_source(auth, early, seed(), 5, Store::early_auth);
    create_small_source(tracking);
    require_done(command(Command::migrate, tracking, database));
    std::string const before = database.dump();
    Outcome const refused = command(Command::migrate, auth, database);
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("alembic_version is there already") != std::string::npos, refused.error);
    BOOST_TEST(refused.error.find("MLflow's tracking database, revision " + revision_2_9_2) != std::string::npos,
               refused.error);
    BOOST_TEST(refused.next_step.find("before MLflow 3.6") != std::string::npos, refused.next_step);
    BOOST_TEST(database.dump() == before);

    TestDatabase other;
    initialise(other, early, "public", Store::early_auth);
    Outcome const turned = command(Command::migrate, tracking, other);
    BOOST_TEST((turned.code == ExitCode::target));
    BOOST_TEST(turned.error.find("alembic_version is there already") != std::string::npos, turned.error);
    BOOST_TEST(turned.error.find("MLflow's auth database, revision " + early) != std::string::npos, turned.error);
    require_done(command(Command::migrate, auth, other));
}

BOOST_AUTO_TEST_CASE(the_version_table_that_an_upgrade_from_before_3_6_leaves_stays_behind_unmentioned) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    execute(file, fmt::format("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('{}')",
                              early));
    Outcome const outcome = command(Command::migrate, file, database);
    require_done(outcome);
    BOOST_TEST(outcome.report.plan->left_behind.empty());
    BOOST_TEST(database.dump("--schema-only") == recorded_dump(newest, Store::auth));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_both_is_moved_one_store_at_a_time) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, seed(), 5);
    create_random_source(folder.file("auth.db"), newest, seed(), 5, Store::auth);
    shell(fmt::format("sqlite3 '{}' .dump | sqlite3 '{}'", folder.file("auth.db"), file));
    for (Command const which : {Command::check, Command::migrate}) {
        Outcome const refused = command(which, file, database);
        BOOST_TEST((refused.code == ExitCode::source));
        BOOST_TEST(refused.next_step.find("--store auth") != std::string::npos, refused.next_step);
    }
    for (Store const store : {Store::auth, Store::tracking}) {
        Options options = options_for(Command::migrate, file, database.uri());
        options.store = store;
        Outcome const migrated = run(options);
        require_done(migrated);
        BOOST_TEST(migrated.report.verification.tables.size() ==
                   recorded_schema(store == Store::auth ? newest : revision_3_18_0, store).tables.size());
        BOOST_TEST(migrated.report.plan->left_behind.empty());
        options.command = Command::verify;
        require_done(run(options));
    }
    Options other = options_for(Command::check, folder.file("auth.db"), "");
    other.store = Store::tracking;
    BOOST_TEST((run(other).code == ExitCode::source));
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_is_resumed_and_keeps_a_tracking_run_out) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    create_small_source(folder.file("m.db"));
    std::string const before = database.dump();
    // The server's disk is full at the first foreign key.
    database.query(trigger_at_work("refuse", "ALTER TABLE",
                                   "IF current_query() LIKE '%FOREIGN KEY%' THEN RAISE EXCEPTION 'no' USING ERRCODE = "
                                   "'53100'; END IF;"));
    BOOST_TEST((command(Command::migrate, file, database).code == ExitCode::target));
    database.query("DROP EVENT TRIGGER refuse; DROP FUNCTION refuse");
    Outcome const refused = command(Command::migrate, folder.file("m.db"), database);
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("the source file or its content") != std::string::npos, refused.error);
    Outcome const resumed = command(Command::migrate, file, database);
    require_done(resumed);
    BOOST_TEST(resumed.report.time.resumed_steps > 0U);
    BOOST_TEST(dump_without_auth(database) == before);
    BOOST_TEST(database.dump("--schema-only") == recorded_dump(newest, Store::auth));
}

BOOST_AUTO_TEST_CASE(a_tracking_run_at_work_is_named_and_discard_leaves_the_staging_schema_of_others) {
    TestFolder folder;
    TestDatabase database;
    create_small_auth_source(folder.file("basic_auth.db"));
    {
        Target tracking{database.uri()};
        tracking.lock();
        Outcome const outcome = command(Command::migrate, folder.file("basic_auth.db"), database);
        BOOST_TEST((outcome.code == ExitCode::target));
        BOOST_TEST(outcome.error.find("another migration is running") != std::string::npos, outcome.error);
    }
    database.query("CREATE SCHEMA mlflow2pg_staging");
    Outcome const refused = command(Command::discard, "", database);
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("not one that this program made") != std::string::npos, refused.error);
    database.query("DROP SCHEMA mlflow2pg_staging");
    require_done(command(Command::discard, "", database));
    require_done(command(Command::migrate, folder.file("basic_auth.db"), database));
}

BOOST_AUTO_TEST_CASE(misfits_are_listed_and_a_rejected_user_takes_the_permissions_along) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    execute(file,
            "UPDATE users SET username = 'a' || char(0) || 'b' WHERE id = 2;"
            "INSERT INTO experiment_permissions (id, experiment_id, user_id) VALUES (10, '2', 99);"
            "UPDATE users SET is_admin = 'maybe' WHERE id = 7");
    Outcome const stopped = command(Command::migrate, file, database);
    BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
    BOOST_TEST(stopped.report.scan->misfits.total() == 3U);
    Options options = options_for(Command::migrate, file, database.uri());
    options.reject_misfits = true;
    require_done(run(options));
    BOOST_TEST(database.query("SELECT string_agg(username, ' ') FROM users") == "admin");
    BOOST_TEST(database.query("SELECT count(*) FROM experiment_permissions") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM user_role_assignments") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM role_permissions") == "1");
}

BOOST_AUTO_TEST_CASE(the_last_words_tell_where_the_uri_goes_without_the_password) {
    TestFolder folder;
    TestDatabase database;
    create_small_auth_source(folder.file("basic_auth.db"));
    database.query("CREATE ROLE auth_of_tests LOGIN SUPERUSER PASSWORD 'S3same'");
    Outcome const outcome =
        run(options_for(Command::migrate, folder.file("basic_auth.db"), database.uri_as("auth_of_tests:S3same")));
    database.query(
        fmt::format("REASSIGN OWNED BY auth_of_tests TO {}; DROP OWNED BY auth_of_tests; DROP ROLE auth_of_tests",
                    database.query("SELECT current_user")));
    require_done(outcome);
    BOOST_REQUIRE(outcome.report.suggestions.commands.size() == 2U);
    NextStep const& start = outcome.report.suggestions.commands[1];
    BOOST_TEST(start.sentence.find("MLFLOW_AUTH_CONFIG_PATH") != std::string::npos);
    BOOST_TEST(start.sentence.find("database_uri = postgresql+psycopg2://auth_of_tests@") != std::string::npos);
    BOOST_TEST(start.command == "");  // only the user knows the store of the runs
    BOOST_TEST(json_report(outcome.report).find("S3same") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(backup_and_seal_work_as_for_the_tracking_database) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    Options options = options_for(Command::migrate, file, database.uri());
    options.backup = options.seal = true;
    Outcome const outcome = run(options);
    require_done(outcome);
    BOOST_TEST((outcome.report.sealing && outcome.report.sealing->sealed));
    std::string const said =
        shell(fmt::format("sqlite3 '{}' \"INSERT INTO users (username) VALUES ('late')\" 2>&1 || true", file));
    BOOST_TEST(said.find("this store was migrated to PostgreSQL on ") != std::string::npos, said);
    std::vector<FoundBackup> const backups = find_backups(file);
    BOOST_REQUIRE(backups.size() == 1U);
    BOOST_TEST(backups[0].whole);
    BOOST_TEST(backups[0].findings == "revision " + newest + ", 3 users");
    require_done(command(Command::verify, file, database));
    require_done(command(Command::unseal, file, database));
    execute(file, "INSERT INTO users (username) VALUES ('late')");
    BOOST_TEST((command(Command::verify, file, database).code == ExitCode::verification));
}

BOOST_AUTO_TEST_CASE(what_is_of_the_tracking_database_is_refused_for_users) {
    TestFolder folder;
    create_small_auth_source(folder.file("basic_auth.db"));
    Options split = options_for(Command::check, folder.file("basic_auth.db"), "");
    split.hypertable = true;
    BOOST_TEST((run(split).code == ExitCode::usage));
    Options renumbered = options_for(Command::check, folder.file("basic_auth.db"), "");
    renumbered.experiment_ids = ExperimentIds::renumber;
    BOOST_TEST((run(renumbered).code == ExitCode::usage));
    Options rewriting = options_for(Command::check, folder.file("basic_auth.db"), "");
    rewriting.artifacts.add("/a=/b");
    BOOST_TEST((run(rewriting).code == ExitCode::usage));
}

BOOST_AUTO_TEST_CASE(states_that_no_release_ends_at_say_how_to_go_on) {
    TestFolder folder;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    execute(file, "UPDATE alembic_version_auth SET version_num = 'e5f6a7b8c9d0'");
    Outcome const between = run(options_for(Command::check, file, ""));
    BOOST_TEST((between.code == ExitCode::source));
    BOOST_TEST(
        between.next_step.find(
            "'mlflow[auth]==3.18.0' 'sqlalchemy<2.1' && python -m mlflow.server.auth db upgrade --url sqlite:///" +
            file + ".copy") != std::string::npos,
        between.next_step);
    execute(file, "INSERT INTO alembic_version_auth VALUES ('x')");
    BOOST_TEST(run(options_for(Command::check, file, "")).error.find("2 rows in alembic_version_auth") !=
               std::string::npos);
    // A database as MLflow 2.3 and 2.4 created it.
    execute(
        folder.file("old.db"),
        "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE experiment_permissions (id INTEGER PRIMARY KEY)");
    Outcome const old = run(options_for(Command::check, folder.file("old.db"), ""));
    BOOST_TEST((old.code == ExitCode::source));
    BOOST_TEST(old.next_step.find("MLflow 3.7 or newer") != std::string::npos, old.next_step);
    BOOST_TEST(old.next_step.find(" && python -m mlflow.server.auth db upgrade --url") != std::string::npos,
               old.next_step);
}

BOOST_AUTO_TEST_CASE(a_newer_auth_app_takes_its_definitions_from_the_target_and_leaves_the_tracking_tables) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("basic_auth.db");
    create_small_auth_source(file);
    create_small_source(folder.file("m.db"));
    require_done(command(Command::migrate, folder.file("m.db"), database));
    std::string const before = database.dump();
    initialise(database, newest, "public", Store::auth);
    // Both databases have a table named like the early app's version table; here it is the tracking store's.
    execute(file, fmt::format("UPDATE alembic_version_auth SET version_num = 'fedcba987654'; CREATE TABLE "
                              "alembic_version (version_num); INSERT INTO alembic_version VALUES ('{}')",
                              early));
    database.query("UPDATE alembic_version_auth SET version_num = 'fedcba987654'");
    require_done(command(Command::migrate, file, database));
    BOOST_TEST(database.query("SELECT count(*) FROM users") == "3");
    BOOST_TEST(dump_without_auth(database) == before);
}

BOOST_AUTO_TEST_CASE(runs_behind_the_early_auth_databases_revision_are_not_left_out) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, fmt::format("UPDATE alembic_version SET version_num = '{}'", early));
    TestDatabase database;
    for (Command const wanted : {Command::check, Command::migrate}) {
        Outcome const refused = command(wanted, file, database);
        BOOST_TEST((refused.code == ExitCode::source), refused.error);
        BOOST_TEST(refused.error.find("holds runs") != std::string::npos, refused.error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
