#include "target/staging.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "base/error.hpp"
#include "support.hpp"
#include "target/target.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string public_tables(TestDatabase const& database) {
    return database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
}

// Leaves a migration half done: the server's disk is full when the primary key of metrics is to be built.
void interrupt_migration(TestDatabase const& database, std::string const& file) {
    database.query(
        "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF current_query() LIKE '%metric_pk%' THEN RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END IF; END $$;"
        "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION refuse()");
    BOOST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::target));
    database.query("DROP EVENT TRIGGER refuse");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(staging_tests)

BOOST_AUTO_TEST_CASE(nothing_of_the_staging_schema_is_left_after_publish) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST((run(options_for(Command::migrate, folder.file("m.db"), database.uri())).code == ExitCode::done));
    BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'mlflow2pg%'") == "0");
}

BOOST_AUTO_TEST_CASE(a_second_migration_into_the_same_database_is_told_who_is_at_work) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Target holder{database.uri()};
    holder.lock();
    Outcome const outcome = run(options_for(Command::migrate, folder.file("m.db"), database.uri()));
    BOOST_TEST((outcome.code == ExitCode::target));
    BOOST_TEST(outcome.error.find("server process " +
                                  holder.query("SELECT pg_backend_pid()")[0][0].as<std::string>()) != std::string::npos,
               outcome.error);
}

BOOST_AUTO_TEST_CASE(a_leftover_of_another_source_is_refused_until_restart_or_discard) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string const before = database.dump();
    database.query(
        "CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.mlflow2pg_identity AS SELECT "
        "'other' AS identity; "
        "CREATE TABLE mlflow2pg_staging.mlflow2pg_progress (step text, result text)");
    Options options = options_for(Command::migrate, folder.file("m.db"), database.uri());
    Outcome const refused = run(options);
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.next_step.find("discard") != std::string::npos);
    BOOST_TEST((run(options_for(Command::discard, "", database.uri())).code == ExitCode::done));
    BOOST_TEST(database.dump() == before);
    database.query("CREATE SCHEMA mlflow2pg_staging");
    options.restart = true;
    BOOST_TEST((run(options).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_leftover_that_is_not_of_the_same_run_is_never_dropped_unasked) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE SCHEMA mlflow2pg_staging; CREATE TABLE mlflow2pg_staging.precious (a int)");
    Options options = options_for(Command::migrate, folder.file("m.db"), database.uri());
    options.fixes.add(Fix::strip_nul);
    BOOST_TEST((run(options).code == ExitCode::target));
    options.dry_run = true;
    BOOST_TEST((run(options).code == ExitCode::target));
    BOOST_TEST(database.query("SELECT count(*) FROM mlflow2pg_staging.precious") == "0");
}

BOOST_AUTO_TEST_CASE(a_rehearsal_does_not_take_up_or_remove_what_a_cut_over_left) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    interrupt_migration(database, file);
    Options rehearsal = options_for(Command::migrate, file, database.uri());
    rehearsal.dry_run = true;
    BOOST_TEST((run(rehearsal).code == ExitCode::target));
    BOOST_TEST(database.query("SELECT count(*) > 0 FROM mlflow2pg_staging.mlflow2pg_progress") == "t");
}

BOOST_AUTO_TEST_CASE(a_run_that_cannot_be_resumed_says_what_differs) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    interrupt_migration(database, file);
    Options const same = options_for(Command::migrate, file, database.uri());
    struct Case {
        std::string words;
        std::function<void(Options&)> change;
    };
    for (Case const& entry : std::vector<Case>{
             {": not the same: --dry-run", [](Options& options) { options.dry_run = true; }},
             {": not the same: --fix", [](Options& options) { options.fixes.add(Fix::round); }},
             {": not the same: --experiment-ids",
              [](Options& options) { options.experiment_ids = ExperimentIds::widen; }},
             {": not the same: --rewrite-artifacts",
              [](Options& options) { options.artifacts.add("mlruns=s3://bucket"); }},
             {"the source file or its content",
              [&](Options&) { execute(file, "UPDATE params SET value = 'other' WHERE rowid = 1"); }},
         }) {
        Options options = same;
        entry.change(options);
        Outcome const refused = run(options);
        BOOST_TEST((refused.code == ExitCode::target));
        BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
        BOOST_TEST(refused.next_step.find("--restart") != std::string::npos, refused.next_step);
    }
    BOOST_TEST((run(options_for(Command::discard, "", database.uri())).code == ExitCode::done));
    Outcome const afresh = run(same);
    BOOST_TEST((afresh.code == ExitCode::done), afresh.error);
    BOOST_TEST(afresh.report.time.resumed_steps == 0U);
}

BOOST_AUTO_TEST_CASE(a_signal_while_a_publish_is_at_work_undoes_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // A publish that takes a minute.
    database.query(
        "CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF current_query() LIKE '%SET SCHEMA%' AND to_regclass('public.alembic_version') IS NULL THEN PERFORM "
        "pg_sleep(60); END IF; END $$;"
        "CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION slow()");
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
    BOOST_TEST((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_failed_step_leaves_finished_ones_to_the_next_run) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_larger_source(file);
    // The server refuses one index; the rest goes on.
    database.query(
        "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF current_query() LIKE '%CREATE UNIQUE INDEX%metric_pk%' THEN RAISE EXCEPTION 'no index today' "
        "USING ERRCODE = '53100'; END IF; END $$;"
        "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION "
        "refuse()");
    Outcome const failed = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((failed.code == ExitCode::target), failed.error);
    BOOST_TEST(failed.error.find("no index today") != std::string::npos);
    BOOST_TEST(failed.next_step.find("disk space") != std::string::npos);
    BOOST_TEST(public_tables(database) == "0");
    database.query("DROP EVENT TRIGGER refuse");
    Outcome const resumed = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
    BOOST_TEST(resumed.report.time.resumed_steps > 0U);
    // The source changed: nothing to resume.
}

BOOST_AUTO_TEST_CASE(a_target_that_is_written_to_before_publish_is_left_alone) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // Somebody makes a table of MLflow's while the migration is at work: at the first ANALYZE of the staged
    // tables.
    database.query(
        "CREATE FUNCTION intrude() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF to_regclass('public.runs') IS NULL AND to_regclass('mlflow2pg_staging.mlflow2pg_progress') IS "
        "NOT NULL THEN "
        "CREATE TABLE public.runs (mine int); INSERT INTO public.runs VALUES (1); END IF; END $$;"
        "CREATE EVENT TRIGGER intrude ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION "
        "intrude()");
    Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::target), outcome.error);
    BOOST_TEST(database.query("SELECT mine FROM public.runs") == "1");
    BOOST_TEST(public_tables(database) == "1");
}

BOOST_AUTO_TEST_SUITE_END()
