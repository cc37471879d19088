// SPDX-License-Identifier: Apache-2.0
// A migration is killed while its publish waits for a lock. Then somebody changes the staged copy. The run that resumes
// must not publish that copy.
#include "target/staged_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "binary.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "random.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "source/source.hpp"
#include "sources.hpp"
#include "steps/apply_changes.hpp"
#include "target/libpq.hpp"
#include "target/target.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// The target holds the tables of MLflow's first start. They are locked until the program has been killed.
void kill_while_publishing(TestDatabase const& database, std::string const& file, std::string const& revision,
                           std::vector<std::string> const& flags = {}) {
    initialise(database, revision);
    pqxx::connection connection{database.uri()};
    pqxx::work holder{connection};
    holder.exec("LOCK TABLE public.runs IN ACCESS SHARE MODE");
    std::vector<std::string> command{"migrate", file, database.uri()};
    command.insert(command.end(), flags.begin(), flags.end());
    pid_t const child = start_binary(command);
    std::string const ours = fmt::format("datname = '{}' AND application_name = 'mlflow2pg'", database.name());
    wait_for(database, fmt::format("count(*) = 1 FROM pg_stat_activity WHERE {} AND wait_event_type = 'Lock' AND query "
                                   "LIKE 'LOCK TABLE%'",
                                   ours));
    kill(child, SIGKILL);
    exit_of(child);
    holder.abort();
    wait_for(database, fmt::format("count(*) = 0 FROM pg_stat_activity WHERE {}", ours));
    wait_for(database, "count(*) > 0 FROM mlflow2pg_staging.mlflow2pg_progress");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(staged_rows_tests)

BOOST_AUTO_TEST_CASE(a_staged_copy_that_nobody_touched_is_published_without_loading_it_again) {
    for (std::string const& revision : {revision_2_9_2, revision_3_18_0}) {
        for (char const* const harmless : {"SELECT 1", "VACUUM (FREEZE, ANALYZE)", "VACUUM FULL"}) {
            BOOST_TEST_CONTEXT(revision << " " << harmless) {
                TestFolder folder;
                TestDatabase database;
                std::string const file = folder.file("m.db");
                create_random_source(file, revision, seed(), 20);
                kill_while_publishing(database, file, revision);
                database.query(harmless);
                std::string const xids = "SELECT string_agg(DISTINCT xmin::text, ',') FROM {}.metrics";
                std::string const loaded = database.query(fmt::format(fmt::runtime(xids), "mlflow2pg_staging"));
                Outcome const resumed = run(options_for(Command::migrate, file, database.uri()));
                BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
                BOOST_TEST(resumed.report.time.resumed_steps > 0U);
                BOOST_TEST(loaded != "");
                BOOST_TEST(database.query(fmt::format(fmt::runtime(xids), "public")) == loaded);
                Outcome const verified = run(options_for(Command::verify, file, database.uri()));
                BOOST_TEST((verified.code == ExitCode::done), verified.error);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(grants_that_every_new_object_gets_are_not_a_change_of_the_staged_copy) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, seed(), 20);
    database.query("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO public");
    database.query("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO public");
    database.query("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM public");
    kill_while_publishing(database, file, revision_3_18_0);
    Outcome const resumed = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
    BOOST_TEST(resumed.report.time.resumed_steps > 0U);
}

BOOST_AUTO_TEST_CASE(beside_an_interrupted_migration_no_rehearsal_is_suggested_because_it_would_be_refused) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    kill_while_publishing(database, file, revision_2_9_2);
    Outcome const checked = run(Command::check, file, database.uri());
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    BOOST_TEST(checked.fact("/next").find("mlflow2pg migrate ") != std::string::npos, checked.fact("/next"));
    BOOST_TEST(checked.fact("/next").find("--dry-run") == std::string::npos, checked.fact("/next"));
    Options options = options_for(Command::migrate, file, database.uri());
    options.dry_run = true;
    Outcome const rehearsed = run(options);
    BOOST_TEST((rehearsed.code == ExitCode::target), rehearsed.error);
    BOOST_TEST(rehearsed.next_step.find("run without --dry-run, which resumes it") != std::string::npos,
               rehearsed.next_step);
}

BOOST_AUTO_TEST_CASE(what_somebody_commits_while_the_publish_waits_for_the_staged_tables_is_not_published) {
    for (auto const& [sql, words] : std::vector<std::pair<std::string, std::string>>{
             {"INSERT INTO mlflow2pg_staging.registered_models (name) VALUES ('m')",
              "somebody else changed the staged copy in schema mlflow2pg_staging: table registered_models: "},
             {"COMMENT ON TABLE mlflow2pg_staging.runs IS 'mine'",
              "somebody else changed the staged copy in schema mlflow2pg_staging: table runs: comment mine is not "
              "MLflow's"},
             {"CREATE TABLE mlflow2pg_staging.mine (a int)", "DROP TABLE mlflow2pg_staging.mine"}}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            kill_while_publishing(database, file, revision_2_9_2);
            std::string const before = database.dump("--schema=public");
            pqxx::connection connection{database.uri()};
            pqxx::work at_work{connection};
            at_work.exec("LOCK TABLE mlflow2pg_staging.runs IN ROW SHARE MODE");
            at_work.exec(sql);
            pid_t const child = start_binary({"migrate", file, database.uri()}, folder.file("errors"));
            wait_for(database, fmt::format("count(*) = 1 FROM pg_stat_activity WHERE datname = '{}' AND "
                                           "wait_event_type = 'Lock' AND query LIKE '%LOCK TABLE mlflow2pg_staging%'",
                                           database.name()));
            at_work.commit();
            BOOST_TEST(exit_of(child) == static_cast<int>(ExitCode::target));
            std::string const errors = file_content(folder.file("errors"));
            BOOST_TEST(errors.find(words) != std::string::npos, errors);
            BOOST_TEST(database.dump("--schema=public") == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_and_definitions_that_somebody_changed_in_the_staged_copy_are_not_published) {
    struct Case {
        char const* sql;
        char const* words;
    };
    for (Case const& entry : std::vector<Case>{
             {"DELETE FROM mlflow2pg_staging.metrics", "table metrics: 4 rows loaded, 0 of them"},
             {"UPDATE mlflow2pg_staging.params SET value = value || 'x' WHERE key = 'depth'", "table params: "},
             {"UPDATE mlflow2pg_staging.alembic_version SET version_num = 'other'",
              "table alembic_version: 1 row loaded, 0 of them unchanged, 1 in all"},
             {"UPDATE mlflow2pg_staging.latest_metrics SET value = value + 1", "table latest_metrics: "},
             {"INSERT INTO mlflow2pg_staging.tags VALUES ('more', 'x', 'r1')", "table tags: "},
             {"ALTER TABLE mlflow2pg_staging.experiments DROP COLUMN last_update_time; ALTER TABLE "
              "mlflow2pg_staging.experiments ADD COLUMN last_update_time bigint DEFAULT 7; ALTER TABLE "
              "mlflow2pg_staging.experiments ALTER last_update_time DROP DEFAULT",
              "table experiments: a column was added or dropped"},
             {"ALTER TABLE mlflow2pg_staging.tags RENAME TO other; ALTER TABLE mlflow2pg_staging.params RENAME TO "
              "tags; ALTER TABLE mlflow2pg_staging.other RENAME TO params",
              "table params is missing, or is another one"},
             {"INSERT INTO mlflow2pg_staging.registered_models (name) VALUES ('m')",
              "table registered_models: 0 rows loaded"},
             {"GRANT ALL ON mlflow2pg_staging.runs TO public",
              "mlflow2pg_staging.runs has another owner or other grants"},
             {"GRANT SELECT (key) ON mlflow2pg_staging.tags TO public",
              "mlflow2pg_staging.tags has another owner or other grants"},
             {"GRANT USAGE ON SEQUENCE mlflow2pg_staging.experiments_experiment_id_seq TO public",
              "mlflow2pg_staging.experiments_experiment_id_seq has another owner or other grants"},
             {"ALTER TABLE mlflow2pg_staging.experiments ALTER experiment_id DROP DEFAULT",
              "column experiments.experiment_id: default nextval("},
             {"CREATE INDEX mine ON mlflow2pg_staging.runs (name)", "index runs.mine is not MLflow's"},
             {"SELECT setval('mlflow2pg_staging.experiments_experiment_id_seq', 1)",
              "sequence experiments_experiment_id_seq gives 2 next"},
             {"SELECT setval('mlflow2pg_staging.experiments_experiment_id_seq', 999)",
              "sequence experiments_experiment_id_seq gives 1000 next"},
             {"DROP INDEX mlflow2pg_staging.index_params_run_uuid", "index params.index_params_run_uuid is missing"},
             {"ALTER TABLE mlflow2pg_staging.tags DROP CONSTRAINT tags_run_uuid_fkey",
              "constraint tags.tags_run_uuid_fkey is missing"},
             {"CREATE SCHEMA other; CREATE FUNCTION other.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN "
              "NULL; END $$; "
              "CREATE TRIGGER no BEFORE INSERT ON mlflow2pg_staging.tags FOR EACH ROW EXECUTE FUNCTION other.no()",
              "trigger tags.no is not MLflow's"},
             {"UPDATE mlflow2pg_staging.mlflow2pg_progress SET result = 'x' WHERE step = 'copy small tables'",
              "the result of step copy small tables cannot be read"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            kill_while_publishing(database, file, revision_2_9_2);
            std::string const before = database.dump("--schema=public");
            database.query(entry.sql);
            Outcome const foreseen = run(Command::check, file, database.uri());
            Options options = options_for(Command::migrate, file, database.uri());
            Outcome const refused = run(options);
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
            BOOST_TEST(database.dump("--schema=public") == before);
            BOOST_TEST(refused.next_step.find("--restart") != std::string::npos, refused.next_step);
            BOOST_TEST((foreseen.code == refused.code));
            BOOST_TEST(foreseen.error == refused.error);
            BOOST_TEST(foreseen.next_step == refused.next_step);
            options.restart = true;
            Outcome const afresh = run(options);
            BOOST_TEST((afresh.code == ExitCode::done), afresh.error);
            BOOST_TEST((run(options_for(Command::verify, file, database.uri())).code == ExitCode::done));
        }
    }
}

// The workers' transactions are not recorded, so only the number of rows is compared.
BOOST_AUTO_TEST_CASE(rows_that_others_add_to_a_distributed_copy_are_not_published) {
    TestFolder folder;
    TestDatabase database;
    add_citus(database);
    create_small_source(folder.file("m.db"));
    kill_while_publishing(database, folder.file("m.db"), revision_2_9_2, {"--distribute"});
    database.query("INSERT INTO mlflow2pg_staging.input_tags VALUES ('other', 'n', 'v')");
    Outcome const refused = run(Command::migrate, folder.file("m.db"), database.uri(), {"--distribute"});
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(
        refused.error.find("table input_tags: 0 rows loaded, 0 of them unchanged, 1 in all") != std::string::npos,
        refused.error);
    BOOST_TEST(database.query("SELECT count(*) FROM public.runs") == "0");
}

BOOST_AUTO_TEST_CASE(objects_that_others_made_in_the_staging_schema_are_named_with_the_command_that_leads_on) {
    for (auto const& [sql, words] : std::vector<std::pair<char const*, char const*>>{
             {"CREATE VIEW mlflow2pg_staging.mine AS SELECT 1 AS one", "view mlflow2pg_staging.mine depends on"},
             {"CREATE FUNCTION mlflow2pg_staging.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END "
              "$$; CREATE TRIGGER no BEFORE INSERT ON mlflow2pg_staging.tags FOR EACH ROW EXECUTE FUNCTION "
              "mlflow2pg_staging.no()",
              "function mlflow2pg_staging.no() depends on"}}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            kill_while_publishing(database, file, revision_2_9_2);
            database.query(sql);
            Outcome const foreseen = run(Command::check, file, database.uri());
            Outcome const refused = run(Command::migrate, file, database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find(words) != std::string::npos, refused.error);
            BOOST_TEST((foreseen.code == refused.code));
            BOOST_TEST(foreseen.error == refused.error);
            BOOST_TEST(refused.next_step.ends_with("\nthen run again"), refused.next_step);
            BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
            paste(refused.commands.front());
            Outcome const resumed = run(Command::migrate, file, database.uri());
            BOOST_TEST((resumed.code == ExitCode::done), resumed.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(recorded_changes_and_the_locks_of_their_foreign_keys_are_ours) {
    TestFolder folder;
    TestDatabase database;
    std::string before = folder.file("before.db");
    std::string after = folder.file("after.db");
    create_small_source(before);
    std::filesystem::copy_file(before, after);
    execute(after,
            "INSERT INTO params (key, value, run_uuid) VALUES ('new', 'x', 'r1'), ('new', 'x', 'r2'); DELETE "
            "FROM params WHERE key = 'lr'; UPDATE tags SET value = 'x'");
    kill_while_publishing(database, before, revision_2_9_2);
    Source const source{after, Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    Target target{database.uri()};
    // more: another statement of the same transaction.
    auto const apply = [&](bool recorded, std::string const& more) {
        PgConnection connection{target.conninfo()};
        connection.execute("BEGIN");
        Sqlite const earlier{before, Sqlite::Mode::immutable};
        Sqlite const later{after, Sqlite::Mode::immutable};
        std::vector<StagedRows> grown;
        for (AppliedChanges const& changes :
             apply_changes(earlier, later, plan, connection, std::string{staging_schema})) {
            grown.push_back({changes.table, changes.added.rows, changes.gone.rows});
        }
        if (recorded) connection.execute(record_loads_sql(grown));
        connection.execute(more);
        connection.execute("COMMIT");
    };
    ensure_rows_as_loaded(target, plan);
    apply(true, "SELECT 1");
    BOOST_TEST(database.query("SELECT count(*) > 0 FROM mlflow2pg_staging.runs WHERE xmax <> 0") == "t");
    BOOST_CHECK_NO_THROW(ensure_rows_as_loaded(target, plan));
    {
        pqxx::connection other{database.uri()};
        pqxx::work rolled_back{other};
        rolled_back.exec("DELETE FROM mlflow2pg_staging.metrics; UPDATE mlflow2pg_staging.params SET value = 'x'");
    }
    BOOST_CHECK_NO_THROW(ensure_rows_as_loaded(target, plan));
    // As the action of a foreign key, or a trigger, would change it.
    std::string const of_another = "UPDATE mlflow2pg_staging.params SET value = value WHERE key = 'depth'";
    std::swap(before, after);
    apply(true, of_another);
    BOOST_CHECK_EXCEPTION(ensure_rows_as_loaded(target, plan), StagedChanged, [](StagedChanged const& changed) {
        return std::string_view{changed.what()}.find("table params: 3 rows written last instead of 2") !=
               std::string_view::npos;
    });
    std::swap(before, after);
    apply(false, "SELECT 1");
    BOOST_CHECK_THROW(ensure_rows_as_loaded(target, plan), StagedChanged);
}

BOOST_AUTO_TEST_SUITE_END()
