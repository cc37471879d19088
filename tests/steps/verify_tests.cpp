// SPDX-License-Identifier: Apache-2.0
// Tests the verification by damaging what it reads: a cell, a row, or two rows of the staged copy, between load and
// verification. An event trigger on the server does the damage, so the program itself needs no hook for it.
#include "steps/verify.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "base/error.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// Runs `sql` once, just before the first key of the staged tables is created.
void damage_when_staged(TestDatabase const& database, std::string const& sql) {
    database.query(
        fmt::format("CREATE TABLE public.damaged (done boolean); "
                    "CREATE FUNCTION public.damage() RETURNS event_trigger LANGUAGE plpgsql AS $do$ BEGIN "
                    "IF NOT EXISTS (SELECT 1 FROM public.damaged) AND "
                    "to_regclass('mlflow2pg_staging.params') IS NOT NULL THEN "
                    "IF EXISTS (SELECT 1 FROM mlflow2pg_staging.params) THEN INSERT INTO public.damaged "
                    "VALUES (true); {}; END IF; END IF; END $do$;"
                    "CREATE EVENT TRIGGER damage ON ddl_command_start WHEN TAG IN ('ALTER TABLE') EXECUTE "
                    "FUNCTION public.damage()",
                    sql));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_tests)

BOOST_AUTO_TEST_CASE(every_kind_of_damage_to_the_staged_copy_ends_in_exit_8_and_an_untouched_target) {
    for (char const* const sql : {
             "UPDATE mlflow2pg_staging.params SET value = value || 'x' WHERE key = 'depth'",
             "UPDATE mlflow2pg_staging.params SET value = '' WHERE key = 'depth'",
             "DELETE FROM mlflow2pg_staging.params WHERE key = 'depth'",
             "INSERT INTO mlflow2pg_staging.params SELECT * FROM mlflow2pg_staging.params WHERE key = "
             "'depth'",
             "INSERT INTO mlflow2pg_staging.params VALUES ('more', 'x', 'r1')",
             "UPDATE mlflow2pg_staging.params p SET value = q.value FROM mlflow2pg_staging.params q WHERE "
             "p.key = 'lr' AND q.key = 'lr' AND p.run_uuid <> q.run_uuid",
             "UPDATE mlflow2pg_staging.metrics SET value = '-0.0' WHERE is_nan",
             "UPDATE mlflow2pg_staging.metrics SET value = 0.25000000000000006 WHERE value = 0.25",
             "UPDATE mlflow2pg_staging.metrics SET is_nan = false WHERE is_nan",
             "UPDATE mlflow2pg_staging.latest_metrics SET step = step + 1",
             "DELETE FROM mlflow2pg_staging.latest_metrics",
             "UPDATE mlflow2pg_staging.runs SET deleted_time = 0 WHERE run_uuid = 'r1'",
             "UPDATE mlflow2pg_staging.tags SET value = normalize(value, NFD)",
             "UPDATE mlflow2pg_staging.alembic_version SET version_num = 'other'",
             "INSERT INTO mlflow2pg_staging.datasets (dataset_uuid, experiment_id, name, digest, "
             "dataset_source_type, dataset_source) VALUES ('d', 7, 'n', 'd', 't', 's')",
         }) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            damage_when_staged(database, sql);
            std::string const before = database.dump("--exclude-table-data=public.damaged");
            Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((outcome.code == ExitCode::verification), outcome.error);
            BOOST_TEST(database.dump("--exclude-table-data=public.damaged") == before);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_definition_that_somebody_changes_during_a_migration_ends_in_exit_8_and_is_named) {
    for (auto const& [sql, words] : std::vector<std::pair<char const*, char const*>>{
             {"ALTER TABLE mlflow2pg_staging.tags ALTER value SET NOT NULL", "column tags.value: NOT NULL is true"},
             {"CREATE INDEX mine ON mlflow2pg_staging.runs (name)", "index runs.mine is not MLflow's"}}) {
        BOOST_TEST_CONTEXT(sql) {
            TestFolder folder;
            TestDatabase database;
            create_small_source(folder.file("m.db"));
            damage_when_staged(database, sql);
            Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
            BOOST_TEST((outcome.code == ExitCode::verification), outcome.error);
            BOOST_TEST(outcome.fact("/differences").find(words) != std::string::npos, outcome.fact("/differences"));
            BOOST_TEST(outcome.next_step.find("--restart") != std::string::npos, outcome.next_step);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_trigger_that_swallows_rows_while_they_are_loaded_ends_with_a_next_step) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    database.query("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; " +
                   trigger_while_metrics_load("swallow"));
    Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification), outcome.error);
    BOOST_TEST(outcome.error.find("counted by the server") != std::string::npos, outcome.error);
    BOOST_TEST(outcome.next_step.find("--restart") != std::string::npos, outcome.next_step);
}

BOOST_AUTO_TEST_CASE(missing_or_invalid_definitions_are_differences) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST_REQUIRE((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    database.query(
        "ALTER TABLE runs DROP CONSTRAINT runs_status_check; DROP INDEX index_params_run_uuid; "
        "ALTER TABLE tags DROP CONSTRAINT tags_run_uuid_fkey; ALTER TABLE params DROP CONSTRAINT param_pk");
    database.query("ALTER SEQUENCE experiments_experiment_id_seq RESTART WITH 3");
    Outcome const outcome = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification));
    std::string const all = outcome.fact("/differences");
    for (char const* const words : {"runs_status_check", "index_params_run_uuid", "tags_run_uuid_fkey", "param_pk",
                                    "experiments_experiment_id_seq"}) {
        BOOST_TEST(all.find(words) != std::string::npos, all);
    }
}

BOOST_AUTO_TEST_CASE(a_table_that_was_not_read_on_both_sides_is_a_difference) {
    Plan plan;
    plan.tables.emplace_back().name = "runs";
    auto const result_of = [](Reading reading) { return StepResult::of(TableResult{"runs", reading, {}, 0, 0}); };
    struct Case {
        std::vector<Reading> readings;
        bool verified;
    };
    for (Case const& entry : std::vector<Case>{{{}, false},
                                               {{Reading::first}, false},
                                               {{Reading::again}, false},
                                               {{Reading::back}, false},
                                               {{Reading::first, Reading::again}, false},
                                               {{Reading::first, Reading::back}, true},
                                               {{Reading::again, Reading::back}, true},
                                               {{Reading::first, Reading::again, Reading::back}, true}}) {
        StepResults results;
        for (Reading const reading : entry.readings) {
            results.emplace(std::to_string(static_cast<int>(reading)), result_of(reading));
        }
        std::vector<std::string> differences;
        std::vector<TableReport> const reports = compare_readings(plan, results, differences);
        BOOST_TEST_REQUIRE(reports.size() == 1U);
        BOOST_TEST(reports[0].verified == entry.verified);
        BOOST_TEST(differences.empty() == entry.verified);
        if (!entry.verified) BOOST_TEST(differences.at(0) == "runs: not read on both sides");
    }
}

BOOST_AUTO_TEST_CASE(verify_shows_no_secret_and_says_where_a_mask_hides_the_difference) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    execute(folder.file("m.db"), "UPDATE params SET value = 'https://h/f?sig=Sesame99' WHERE key = 'depth'");
    BOOST_TEST_REQUIRE((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    database.query("UPDATE params SET value = 'https://h/f?sig=Sesame98' WHERE key = 'depth'");
    Outcome const outcome = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification));
    std::string const all = outcome.fact("/differences");
    BOOST_TEST(all.find("differs in value, in a masked part: source https://h/f?sig=***") != std::string::npos, all);
    BOOST_TEST(all.find("Sesame") == std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(verify_names_the_tables_and_keys_that_differ) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    BOOST_TEST_REQUIRE((run(Command::migrate, folder.file("m.db"), database.uri()).code == ExitCode::done));
    database.query(
        "UPDATE params SET value = '4' WHERE key = 'depth'; UPDATE tags SET value = '' WHERE key = 'mlflow.user'; "
        "DELETE FROM tags WHERE key = 'note'; "
        "INSERT INTO runs (run_uuid, experiment_id) VALUES ('r9', 0)");
    Outcome const outcome = run(Command::verify, folder.file("m.db"), database.uri());
    BOOST_TEST((outcome.code == ExitCode::verification));
    std::string const all = outcome.fact("/differences");
    BOOST_TEST(all.find("params[key=depth, run_uuid=r1] differs in value: source 3, target 4") != std::string::npos,
               all);
    BOOST_TEST(
        all.find("tags[key=mlflow.user, run_uuid=r1] differs in value: source ann, target ''") != std::string::npos,
        all);
    BOOST_TEST(all.find("tags[key=note, run_uuid=r3] is missing") != std::string::npos, all);
    BOOST_TEST(all.find("runs[run_uuid=r9] is only in the target") != std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(an_empty_target_another_revision_and_an_upgraded_one_have_words_of_their_own) {
    struct Case {
        char const* revision;  // of the target
        char const* word;
        char const* error;
        bool has_rows = false;
    };
    for (Case const& entry : {Case{"", "EMPTY TARGET: ", "schema public has no table"},
                              Case{"acf3f17fdcc7", "EMPTY TARGET: ", "no row of yours"},
                              Case{"f4a9b2c7d1e6", "EMPTY TARGET: ", "no row of yours"},
                              Case{"3500859a5d39", "ANOTHER REVISION: ", "it is at revision 3500859a5d39", true},
                              Case{"f4a9b2c7d1e6", "UPGRADED TARGET: ", "a newer MLflow has upgraded it", true}}) {
        TestFolder folder;
        TestDatabase database;
        create_small_source(folder.file("m.db"));
        if (*entry.revision != '\0') initialise(database, entry.revision);
        if (entry.has_rows) database.query("INSERT INTO experiments (name) VALUES ('mine')");
        Outcome outcome = run(Command::verify, folder.file("m.db"), database.uri());
        BOOST_TEST((outcome.code == ExitCode::verification));
        BOOST_TEST(outcome.error.find(entry.error) != std::string::npos, outcome.error);
        outcome.report.command = Command::verify;
        outcome.report.ending = {outcome.code, outcome.error, {}, {}};
        BOOST_TEST(outcome.text().starts_with(entry.word), outcome.text());
    }
}

BOOST_AUTO_TEST_CASE(the_list_of_differing_keys_is_capped_and_counted) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99) INSERT INTO params "
            "SELECT 'p' || i, 'v', 'r1' FROM n");
    BOOST_TEST_REQUIRE((run(Command::migrate, file, database.uri()).code == ExitCode::done));
    database.query("DELETE FROM params");
    Outcome const outcome = run(Command::verify, file, database.uri());
    BOOST_TEST(outcome.fact("/differences/22") == "");
    BOOST_TEST(outcome.fact("/differences/21") == "params: in all 103 rows missing, 0 different, 0 only in the target");
}

BOOST_AUTO_TEST_SUITE_END()
