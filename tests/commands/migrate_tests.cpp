// SPDX-License-Identifier: Apache-2.0
#include "commands/migrate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/json.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::vector<nlohmann::json> json_lines(std::string const& path) {
    std::vector<nlohmann::json> lines;
    std::istringstream in{file_content(path)};
    for (std::string line; std::getline(in, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(migrate_tests)

BOOST_AUTO_TEST_CASE(every_recorded_revision_arrives_equal_with_mlflows_own_schema) {
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded) continue;
        BOOST_TEST_CONTEXT("revision " << revision.id << ", MLflow " << revision.releases) {
            TestFolder folder;
            TestDatabase database;
            create_random_source(folder.file("m.db"), revision.id, 20261121, 12);
            std::string const before = file_content(folder.file("m.db"));
            Outcome const migrated = run(options_for(Command::migrate, folder.file("m.db"), database.uri()));
            BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
            BOOST_TEST(file_content(folder.file("m.db")) == before);
            Outcome const verified = run(options_for(Command::verify, folder.file("m.db"), database.uri()));
            BOOST_TEST((verified.code == ExitCode::done), verified.error);
            BOOST_TEST(database.dump("--schema-only") == recorded_dump(revision.id));
        }
    }
}

BOOST_AUTO_TEST_CASE(large_tables_go_through_steps_of_their_own) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 29999) "
            "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n;"
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) "
            "INSERT INTO params SELECT 'p' || i, 'v' || i, 'r1' FROM n;");
    Options options = options_for(Command::migrate, file, database.uri());
    options.jobs = 4;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM metrics") == "30004");
    BOOST_TEST(database.query("SELECT count(*) FROM latest_metrics") == "23");
    // MLflow's rule as SQL.
    BOOST_TEST(database.query(
                   "SELECT count(*) FROM latest_metrics l JOIN LATERAL (SELECT * FROM metrics m WHERE m.key = l.key "
                   "AND m.run_uuid = l.run_uuid "
                   "ORDER BY step DESC, timestamp DESC, value DESC LIMIT 1) m ON true "
                   "WHERE (m.step, m.timestamp, m.value, m.is_nan) = (l.step, l.timestamp, l.value, l.is_nan)") ==
               "23");
    BOOST_TEST(outcome.report.latest->missing == 21U);
    BOOST_TEST(outcome.report.latest->same == 2U);
    BOOST_TEST((run(options_for(Command::verify, file, database.uri())).code == ExitCode::done));
    BOOST_TEST(database.dump("--schema-only") == recorded_dump(revision_2_9_2));
}

BOOST_AUTO_TEST_CASE(long_texts_are_compressed_as_asked_and_the_schema_stays_mlflows) {
    for (std::string const method : {"lz4", "pglz"}) {
        TestFolder folder;
        TestDatabase database;
        create_small_source(folder.file("m.db"));
        execute(folder.file("m.db"),
                "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source) "
                "VALUES ('u', 7, 'n', 'd', 'local', hex(zeroblob(100000)))");
        Options options = options_for(Command::migrate, folder.file("m.db"), database.uri());
        options.toast_compression = method;
        Outcome const outcome = run(options);
        // PostgreSQL 13 has no choice of methods, and some builds lack lz4.
        if (database.query(fmt::format("SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND "
                                       "'{}' = ANY (enumvals)",
                                       method)) == "0") {
            BOOST_TEST((outcome.code == ExitCode::target));
            BOOST_TEST(outcome.error.find("cannot compress with " + method) != std::string::npos, outcome.error);
            continue;
        }
        BOOST_TEST(outcome.error == "");
        BOOST_TEST(database.query("SELECT pg_column_compression(dataset_source) FROM datasets") == method);
        BOOST_TEST(database.dump("--schema-only") == recorded_dump(revision_2_9_2));
    }
}

BOOST_AUTO_TEST_CASE(the_report_says_where_the_time_went) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Outcome const checked = run(options_for(Command::check, folder.file("m.db"), database.uri()));
    BOOST_REQUIRE(checked.report.forecast.seconds.has_value());
    BOOST_TEST(*checked.report.forecast.seconds > 0);
    BOOST_TEST(*checked.report.forecast.seconds < 60);
    Profile const profile = run(options_for(Command::migrate, folder.file("m.db"), database.uri())).report.time.profile;
    BOOST_TEST(profile.processor > 0);
    BOOST_TEST(profile.server > 0);
    BOOST_TEST(profile.processor + profile.server <= profile.all * 1.01 + 0.01);
}

BOOST_AUTO_TEST_CASE(a_dry_run_leaves_the_target_as_it_was) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    std::string const before = database.dump();
    Options options = options_for(Command::migrate, folder.file("m.db"), database.uri());
    options.dry_run = true;
    Outcome const outcome = run(options);
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(outcome.report.verification.tables.size() == 16U);
    BOOST_TEST(database.dump() == before);
}

BOOST_AUTO_TEST_CASE(if_needed_migrates_once_and_then_does_nothing_even_when_the_source_is_sealed) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);  // tables without a user's rows: a migration is needed
    auto const migrate = [&](std::vector<std::string> const& flags) {
        return run(Command::migrate, folder.file("m.db"), database.uri(), flags);
    };
    Outcome const first = migrate({"--if-needed", "--seal"});
    BOOST_TEST((first.code == ExitCode::done), first.error);
    BOOST_TEST(first.report.needed);
    database.query("UPDATE runs SET name = 'changed since'");
    for (char const* const other : {"--seal", "--dry-run", "--backup"}) {
        Outcome const second = migrate({"--if-needed", other});
        BOOST_TEST((second.code == ExitCode::done), second.error);
        BOOST_TEST(!second.report.needed);
        BOOST_TEST(second.fact("/backup") == "null");
    }
    BOOST_TEST(database.query("SELECT count(*) FROM runs WHERE name = 'changed since'") == "3");
    BOOST_TEST((migrate({}).code == ExitCode::source));
    BOOST_TEST(migrate({"--if-needed"}).fact("/next").find("mlflow==2.12.2") != std::string::npos);
    // The MLflow to start is that of the target.
    database.query("UPDATE alembic_version SET version_num = 'f4a9b2c7d1e6'");
    std::string const next = migrate({"--if-needed"}).fact("/next");
    BOOST_TEST(next.find("mlflow==3.18.0") != std::string::npos, next);
    // An MLflow that is newer than this program has upgraded the target.
    database.query("UPDATE alembic_version SET version_num = 'feedbeef0001'");
    Outcome const upgraded = migrate({"--if-needed"});
    BOOST_TEST((upgraded.code == ExitCode::done), upgraded.error);
    BOOST_TEST(!upgraded.report.needed);
    // Where a migration is needed, a sealed source is refused.
    TestDatabase empty;
    Outcome const sealed = run(Command::migrate, folder.file("m.db"), empty.uri(), {"--if-needed"});
    BOOST_TEST((sealed.code == ExitCode::source));
}

BOOST_AUTO_TEST_CASE(a_dry_run_without_target_uses_a_server_of_its_own_and_removes_it) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    setenv("TMPDIR", folder.file("").c_str(), 1);
    shell("chmod 755 " + folder.file(""));
    Options options = options_for(Command::migrate, folder.file("m.db"), "");
    options.dry_run = true;
    Outcome const outcome = run(options);
    unsetenv("TMPDIR");
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(shell("ls " + folder.file("")) == "m.db\n");
}

BOOST_AUTO_TEST_CASE(the_sequence_is_ahead_also_when_only_experiment_0_exists) {
    TestFolder folder;
    TestDatabase database;
    create_source(folder.file("m.db"), revision_2_9_2);
    execute(folder.file("m.db"),
            "INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (0, 'Default', 'active')");
    BOOST_TEST((run(options_for(Command::migrate, folder.file("m.db"), database.uri())).code == ExitCode::done));
    BOOST_TEST(database.query("INSERT INTO experiments (name, lifecycle_stage) VALUES ('new', 'active') "
                              "RETURNING experiment_id") == "1");
}

BOOST_AUTO_TEST_CASE(content_that_is_only_in_the_write_ahead_log_arrives_and_both_files_keep_their_bytes) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    {
        Sqlite const writer{file, Sqlite::Mode::read_write};
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("PRAGMA wal_autocheckpoint = 0; INSERT INTO params VALUES ('only in wal', 'x', 'r3')");
    }
    std::string const before = file_content(file);
    std::string const wal = file_content(file + "-wal");
    BOOST_TEST_REQUIRE(wal.size() > 0U);
    Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM params WHERE key = 'only in wal'") == "1");
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST((file_content(file + "-wal") == wal));
}

BOOST_AUTO_TEST_CASE(drift_of_latest_metrics_is_counted_and_every_row_of_it_is_kept) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE latest_metrics SET step = 0 WHERE key = 'loss'; DELETE FROM latest_metrics WHERE key = 'acc';"
            "INSERT INTO latest_metrics VALUES ('ghost', 4, 1, 1, 0, 'r1'), ('loss', 4, 1, 1, 0, 'r3')");
    Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(outcome.report.latest->different == 1U);
    BOOST_TEST(outcome.report.latest->missing == 1U);
    BOOST_TEST(outcome.report.latest->source_only == 2U);
    BOOST_TEST(database.query("SELECT string_agg(key || step, ',' ORDER BY key) FROM latest_metrics") == "acc0,loss2");
    std::vector<nlohmann::json> const kept = json_lines(outcome.report.rejects.file);
    BOOST_TEST(kept.size() == 4U);
    for (nlohmann::json const& line : kept) {
        BOOST_TEST(line["kind"] == "latest_metrics");
        bool const replaced = line["row"]["run_uuid"] == "r1" && line["row"]["key"] == "loss";
        bool const added = line["row"]["key"] == "acc";
        BOOST_TEST(line["row"]["step"] == (replaced || added ? 0 : 1));
        BOOST_TEST(line["reason"].get<std::string>().starts_with(replaced ? "replaced" : added ? "added" : "left out"));
    }
}

BOOST_AUTO_TEST_CASE(a_misfit_stops_the_migration_with_the_whole_list_and_an_untouched_target) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE params SET value = 'a' || char(0) || 'b' WHERE run_uuid = 'r2';"
            "UPDATE metrics SET step = 1.5 WHERE key = 'acc';"
            "INSERT INTO tags VALUES ('orphan', 'x', 'no such run');"
            "UPDATE runs SET status = 'STRANGE' WHERE run_uuid = 'r3'");
    std::string const before = database.dump();
    Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::data));
    BOOST_TEST(outcome.report.scan->misfits.total() == 4U);
    BOOST_TEST(database.dump() == before);
}

BOOST_AUTO_TEST_CASE(rejected_rows_and_those_that_hang_on_them_stay_behind_whole_in_the_file) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "UPDATE experiments SET name = 'bad' || char(0) || 'name' WHERE experiment_id = 7");
    Options options = options_for(Command::migrate, file, database.uri());
    options.reject_misfits = true;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT string_agg(run_uuid, ',') FROM runs") == "r3");
    BOOST_TEST(database.query("SELECT count(*) FROM metrics") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM params") == "0");
    BOOST_TEST(database.query("SELECT count(*) FROM latest_metrics") == "0");
    std::vector<nlohmann::json> const kept = json_lines(outcome.report.rejects.file);
    // 1 experiment, 2 runs, 3 params, 1 tag, 4 metrics; 2 latest_metrics without metrics behind them.
    BOOST_TEST(kept.size() == 13U);
    BOOST_TEST(kept[0]["row"]["name"].get<std::string>() == std::string("bad\0name", 8));
    BOOST_TEST(outcome.report.rejects.rows.at("runs") == 2U);
}

BOOST_AUTO_TEST_CASE(fixes_change_what_their_names_say_and_list_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE params SET value = 'a' || char(0) || 'b' WHERE run_uuid = 'r2';"
            "UPDATE metrics SET step = 2.5 WHERE key = 'acc';"
            "UPDATE tags SET value = CAST(x'C3A9FF' AS TEXT) WHERE run_uuid = 'r3';"
            "UPDATE runs SET name = printf('%.*c', 300, 'x') WHERE run_uuid = 'r1';"
            "UPDATE params SET value = x'6869' WHERE key = 'depth'");
    Options options = options_for(Command::migrate, file, database.uri());
    for (Fix const fix : all_fixes) options.fixes.add(fix);
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(outcome.report.scan->changes.total() == 5U);
    // The changed step is the latest of its metric, so a row of latest_metrics is replaced, too.
    BOOST_TEST(json_lines(outcome.report.rejects.file).size() == 6U);
    BOOST_TEST(database.query("SELECT value FROM params WHERE run_uuid = 'r2'") == "ab");
    BOOST_TEST(database.query("SELECT step FROM metrics WHERE key = 'acc'") == "2");
    BOOST_TEST(database.query("SELECT step FROM latest_metrics WHERE key = 'acc'") == "2");
    BOOST_TEST(database.query("SELECT value FROM tags WHERE run_uuid = 'r3'") == "é\xEF\xBF\xBD");
    BOOST_TEST(database.query("SELECT length(name) FROM runs WHERE run_uuid = 'r1'") == "250");
    BOOST_TEST(database.query("SELECT value FROM params WHERE key = 'depth'") == "hi");
}

BOOST_AUTO_TEST_CASE(metric_keys_that_a_fix_makes_equal_have_one_latest_value) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "INSERT INTO metrics VALUES ('a' || char(0) || 'b', 1, 1, 'r1', 1, 0), ('aa', 2, 1, 'r1', 1, 0), ('ab', 3, "
            "1, 'r1', 5, 0), "
            "(x'6c6f7373', 9, 9, 'r1', 9, 0), ('lossz', 1, 1, 'r1', 1, 0)");
    Options options = options_for(Command::migrate, file, database.uri());
    options.fixes.add(Fix::strip_nul);
    options.fixes.add(Fix::blob_text);
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT string_agg(key || step, ',' ORDER BY key) FROM latest_metrics") ==
               "aa1,ab5,acc0,loss9,lossz1");
}

BOOST_AUTO_TEST_CASE(databases_that_real_mlflow_filled_arrive_equal) {
    for (char const* const name :
         {"1.0.0", "1.8.0", "1.30.1", "2.9.2", "2.22.5", "3.4.0", "3.10.1", "3.18.0", "1.30.1-nasty", "3.18.0-nasty"}) {
        BOOST_TEST_CONTEXT(name) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            shell(fmt::format("sqlite3 '{}' < '{}/tests/data/{}.sql'", file, MLFLOW2PG_ROOT, name));
            Options options = options_for(Command::migrate, file, database.uri());
            Outcome const plain = run(options);
            bool const nasty = std::string_view{name}.ends_with("-nasty");
            BOOST_TEST((plain.code == (nasty ? ExitCode::data : ExitCode::done)), plain.error);
            if (nasty) {
                for (Fix const fix : all_fixes) options.fixes.add(fix);
                options.reject_misfits = true;
                options.experiment_ids = ExperimentIds::renumber;
                Outcome const settled = run(options);
                BOOST_TEST((settled.code == ExitCode::done), settled.error);
            } else {
                Outcome const verified = run(options_for(Command::verify, file, database.uri()));
                BOOST_TEST((verified.code == ExitCode::done), verified.error);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(two_rows_that_a_fix_makes_equal_are_misfits) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "INSERT INTO params VALUES ('lr' || char(0), 'other', 'r1')");
    Options options = options_for(Command::migrate, file, database.uri());
    options.fixes.add(Fix::strip_nul);
    Outcome const stopped = run(options);
    BOOST_TEST((stopped.code == ExitCode::data));
    BOOST_TEST((stopped.report.scan->misfits.listed().at(0).reason == Reason::duplicate));
    options.reject_misfits = true;
    BOOST_TEST((run(options).code == ExitCode::done));
    BOOST_TEST(database.query("SELECT value FROM params WHERE key = 'lr' AND run_uuid = 'r1'") == "0.1");
}

BOOST_AUTO_TEST_CASE(experiment_ids_of_18_digits_stop_widen_or_renumber) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE experiments SET experiment_id = 680807308453236292 WHERE experiment_id = 7;"
            "UPDATE runs SET experiment_id = 680807308453236292 WHERE experiment_id = 7;"
            "INSERT INTO experiment_tags VALUES ('t', 'v', 680807308453236292);"
            "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, "
            "dataset_source) VALUES ('d', 680807308453236292, 'n', 'd', 't', 's')");
    {
        TestDatabase database;
        Outcome const kept = run(options_for(Command::migrate, file, database.uri()));
        BOOST_TEST((kept.code == ExitCode::data));
        BOOST_TEST(kept.next_step.find("--experiment-ids") != std::string::npos);
    }
    {
        TestDatabase database;
        Options options = options_for(Command::migrate, file, database.uri());
        options.experiment_ids = ExperimentIds::widen;
        Outcome const widened = run(options);
        BOOST_TEST_REQUIRE((widened.code == ExitCode::done), widened.error);
        BOOST_TEST(database.query("SELECT count(*) FROM runs WHERE experiment_id = 680807308453236292") == "2");
        BOOST_TEST(database.query("INSERT INTO experiments (name, lifecycle_stage) VALUES ('n', 'active') "
                                  "RETURNING experiment_id") == "680807308453236293");
        Outcome const verified = run(options_for(Command::verify, file, database.uri()));
        BOOST_TEST((verified.code == ExitCode::verification));  // of the new experiment only
        BOOST_TEST(verified.report.verification.differences.size() == 2U);
        database.query("DELETE FROM experiments WHERE name = 'n'");
        BOOST_TEST((run(options_for(Command::verify, file, database.uri())).code == ExitCode::done));
    }
    {
        TestDatabase database;
        Options options = options_for(Command::migrate, file, database.uri());
        options.experiment_ids = ExperimentIds::renumber;
        Outcome const renumbered = run(options);
        BOOST_TEST_REQUIRE((renumbered.code == ExitCode::done), renumbered.error);
        BOOST_TEST(database.query("SELECT experiment_id FROM experiments WHERE name = 'one'") == "1");
        BOOST_TEST(database.query("SELECT count(*) FROM runs WHERE experiment_id = 1") == "2");
        BOOST_TEST(database.query("SELECT experiment_id FROM experiment_tags") == "1");
        BOOST_TEST(database.query("SELECT experiment_id FROM datasets") == "1");
        BOOST_TEST(
            nlohmann::json::parse(file_content(renumbered.report.renumbering.mapping_file)).at("680807308453236292") ==
            1);
    }
}

BOOST_AUTO_TEST_CASE(a_parent_that_is_there_twice_keeps_its_children) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "ALTER TABLE experiments RENAME TO old; CREATE TABLE experiments AS SELECT * FROM old; DROP TABLE old;"
            "INSERT INTO experiments SELECT * FROM experiments WHERE experiment_id = 7");
    Options options = options_for(Command::migrate, file, database.uri());
    BOOST_TEST((run(options).code == ExitCode::data));
    options.reject_misfits = true;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(outcome.report.rejects.rows.size() == 1U);
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
}

BOOST_AUTO_TEST_CASE(the_greatest_integer_as_experiment_id_leaves_no_next_one_and_is_a_misfit) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE experiments SET experiment_id = 2147483647 WHERE experiment_id = 7; UPDATE runs SET experiment_id "
            "= 2147483647 WHERE experiment_id = 7;"
            "INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (2147483646, 'last', 'active')");
    Options options = options_for(Command::migrate, file, database.uri());
    BOOST_TEST((run(options).code == ExitCode::data));
    options.experiment_ids = ExperimentIds::renumber;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT experiment_id FROM experiments WHERE name = 'one'") == "1");
}

BOOST_AUTO_TEST_CASE(text_ids_of_experiments_are_renumbered_with_them) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_source(file, revision_3_18_0);
    execute(file,
            "INSERT INTO workspaces (name) VALUES ('default');"
            "INSERT INTO experiments (experiment_id, name, lifecycle_stage, workspace) VALUES "
            "(680807308453236292, 'big', 'active', 'default');"
            "INSERT INTO entity_associations (association_id, source_type, source_id, destination_type, "
            "destination_id) VALUES "
            "('a', 'evaluation_dataset', '680807308453236292', 'experiment', '680807308453236292'), "
            "('stale', 'evaluation_dataset', 'x', 'experiment', '1')");
    Options options = options_for(Command::migrate, file, database.uri());
    options.experiment_ids = ExperimentIds::renumber;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    // A reference to a missing experiment must not refer to the new id afterwards.
    BOOST_TEST(database.query(
                   "SELECT source_id || ' ' || destination_id FROM entity_associations WHERE association_id = 'a'") ==
               "680807308453236292 2");
}

BOOST_AUTO_TEST_CASE(locations_are_rewritten_listed_and_verified_by_the_same_option) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "UPDATE runs SET artifact_uri = '/srv/mlruns/7/' || run_uuid || '/artifacts' WHERE run_uuid <> 'r3';"
            "UPDATE runs SET artifact_uri = '/srv/mlrunsold/0/r3/artifacts' WHERE run_uuid = 'r3';"
            "UPDATE experiments SET artifact_location = '/srv/mlruns/7' WHERE experiment_id = 7");
    std::string const source = file_content(file);
    Options options = options_for(Command::migrate, file, database.uri());
    options.artifacts.add("/srv/mlruns=s3://bucket/mlruns");
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("SELECT string_agg(artifact_uri, ' ' ORDER BY run_uuid) FROM runs") ==
               "s3://bucket/mlruns/7/r1/artifacts s3://bucket/mlruns/7/r2/artifacts /srv/mlrunsold/0/r3/artifacts");
    BOOST_TEST(database.query("SELECT artifact_location FROM experiments WHERE experiment_id = 7") ==
               "s3://bucket/mlruns/7");
    BOOST_TEST(file_content(file) == source);
    // The rewritten locations are counted by column, listed, and saved with their old values.
    BOOST_TEST(outcome.report.scan->rewritten.at("runs.artifact_uri") == 2U);
    BOOST_TEST(outcome.report.scan->rewritten.at("experiments.artifact_location") == 1U);
    BOOST_TEST(outcome.report.scan->changes.total() == 3U);
    BOOST_TEST(outcome.report.scan->changes.listed().back().fixes.names() == "rewrite-artifacts");
    std::vector<nlohmann::json> const kept = json_lines(outcome.report.rejects.file);
    BOOST_REQUIRE(kept.size() == 3U);
    BOOST_TEST(kept[0]["row"]["artifact_location"] == "/srv/mlruns/7");
    BOOST_TEST(kept[0]["reason"] == "artifact_location: rewrite-artifacts");
    // Two locations are left: mlruns/0 of experiment 0, and a folder whose name only has the same beginning.
    BOOST_TEST(outcome.report.local_artifacts->total == 2U);
    BOOST_TEST(outcome.report.local_artifacts->roots.contains("mlruns"));
    // verify compares with the values that should arrive.
    Options verifying = options_for(Command::verify, file, database.uri());
    verifying.artifacts = options.artifacts;
    BOOST_TEST((run(verifying).code == ExitCode::done));
    Outcome const without = run(options_for(Command::verify, file, database.uri()));
    BOOST_TEST((without.code == ExitCode::verification));
    BOOST_TEST(without.next_step.find("--rewrite-artifacts") != std::string::npos);
    BOOST_TEST(
        fmt::format("{}", fmt::join(without.report.verification.differences, "\n")).find("runs[run_uuid=r1] differs") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rewritten_location_that_does_not_fit_its_column_stops_the_migration_untouched) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "UPDATE runs SET artifact_uri = '/srv/' || printf('%.*c', 190, 'x') WHERE run_uuid = 'r1'");
    std::string const before = database.dump();
    Options options = options_for(Command::migrate, file, database.uri());
    BOOST_TEST((run([&] {
                    Options rehearsal = options;
                    rehearsal.dry_run = true;
                    return rehearsal;
                }())
                    .code == ExitCode::done));
    options.artifacts.add("/srv=s3://bucket/mlruns");
    Outcome const outcome = run(options);
    BOOST_TEST((outcome.code == ExitCode::data));
    BOOST_REQUIRE(outcome.report.scan->misfits.total() == 1U);
    Misfit const& misfit = outcome.report.scan->misfits.listed().front();
    BOOST_TEST((misfit.reason == Reason::rewritten_too_long));
    BOOST_TEST(misfit.column == "artifact_uri");
    BOOST_TEST(misfit.detail == "209 characters, varchar(200)");
    BOOST_TEST(outcome.next_step.find("a shorter NEW") != std::string::npos, outcome.next_step);
    BOOST_TEST(database.dump() == before);
    // The report suggests neither truncating the location nor leaving out the run.
    options.command = Command::check;
    Outcome const checked = run(options);
    BOOST_REQUIRE(checked.report.suggestions.commands.size() == 2U);
    BOOST_TEST(
        checked.report.suggestions.commands[1].command.find(" --rewrite-artifacts /srv=NEW") != std::string::npos,
        checked.report.suggestions.commands[1].command);
    BOOST_TEST(checked.report.suggestions.commands[1].command.find("--fix") == std::string::npos);
    BOOST_TEST(checked.report.suggestions.commands[1].command.find("--on-misfit") == std::string::npos);
    BOOST_TEST(checked.report.suggestions.hints.back().sentence.find("a shorter location") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_misfit_tells_a_password) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source(file, revision_3_18_0);
    execute(
        file,
        "INSERT INTO experiments (experiment_id, name, lifecycle_stage, artifact_location, workspace) VALUES (1, "
        "'one', "
        "'active', 's3://ann:Sesame99@host/pa' || char(0) || 'th', 'default'), (2, 'host=x password=Sesame99' || "
        "char(0), 'active', "
        "'s3://bucket', 'default'); "
        "INSERT INTO webhooks (webhook_id, name, url, status, secret, creation_timestamp, last_updated_timestamp, "
        "workspace) VALUES ('w', 'w', 'https://ann:Sesame99@host', 'ACTIVE', 'Sesame99' || char(0), 1, 1, 'default')");
    for (bool const strip : {false, true}) {
        Options options = options_for(Command::check, file, "");
        if (strip) options.fixes.add(Fix::strip_nul);
        Outcome const checked = run(options);
        BOOST_TEST_REQUIRE(checked.report.scan.has_value(), checked.error);
        BOOST_TEST(checked.report.scan->misfits.total() == (strip ? 0U : 3U));
        BOOST_TEST(checked.report.scan->changes.total() == (strip ? 3U : 0U));
        std::string const told = text_report(outline(checked.report), std::string::npos) + json_report(checked.report);
        BOOST_TEST(told.find("Sesame99") == std::string::npos, told);
        BOOST_TEST(told.find("s3://ann:***@host/pa") != std::string::npos, told);
    }
}

BOOST_AUTO_TEST_CASE(check_counts_the_bytes_of_small_tables_about_as_a_migration_sends_them) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    auto const bytes_of = [&](Command command) {
        Outcome const outcome = run(options_for(command, file, database.uri()));
        std::uint64_t bytes = 0;
        for (TableReport const& table : outcome.report.verification.tables) bytes += table.bytes;
        return bytes;
    };
    std::uint64_t const foretold = bytes_of(Command::check);
    std::uint64_t const sent = bytes_of(Command::migrate);
    BOOST_TEST(foretold > sent / 2);
    BOOST_TEST(foretold < sent * 2);
}

BOOST_AUTO_TEST_CASE(a_password_is_in_no_command_to_run_next_nor_are_the_asterisks_in_its_place) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Options options = options_for(Command::check, file, "");
    options.artifacts.add("mlruns=s3://ann:Ses/ame99@bucket");
    Outcome const checked = run(options);
    BOOST_TEST_REQUIRE((checked.code == ExitCode::done), checked.error);
    for (NextStep const& step : checked.report.suggestions.commands) {
        BOOST_TEST(step.command.find(" --rewrite-artifacts OLD=NEW") != std::string::npos, step.command);
    }
    BOOST_TEST(checked.report.suggestions.hints.size() > 0U);
    std::string const all = text_report(outline(checked.report), std::string::npos) + json_report(checked.report);
    BOOST_TEST(all.find("ame99") == std::string::npos);
    BOOST_TEST(all.find("write your own --rewrite-artifacts in place of OLD=NEW") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rule_that_concerns_no_location_is_told) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Options options = options_for(Command::check, file, "");
    options.artifacts.add("mlruns=s3://bucket");
    options.artifacts.add("/mlruns=s3://bucket");
    Outcome const checked = run(options);
    BOOST_TEST((checked.report.local_artifacts->rewritten == std::vector<std::uint64_t>{0, 2}));
    std::string const text = text_report(outline(checked.report), std::string::npos);
    BOOST_TEST(text.find("hint: --rewrite-artifacts: no artifact location begins with /mlruns,") != std::string::npos,
               text);
    BOOST_TEST(text.find("begins with mlruns,") == std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(tags_and_models_of_the_newest_mlflow_are_rewritten) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    shell(fmt::format("sqlite3 '{}' < '{}/tests/data/3.18.0.sql'", file, MLFLOW2PG_ROOT));
    Options options = options_for(Command::migrate, file, database.uri());
    options.artifacts.add("s3://artifacts=gs://elsewhere");
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    for (char const* const column : {"runs.artifact_uri", "trace_tags.value"}) {
        BOOST_TEST(outcome.report.scan->rewritten.contains(column), column);
    }
    BOOST_TEST(
        database.query("SELECT count(*) FROM trace_tags WHERE key = 'mlflow.artifactLocation' AND value NOT LIKE "
                       "'gs://elsewhere/%'") == "0");
    // Every row whose location began with OLD is counted, in all columns alike.
    std::uint64_t expected = 0;
    Sqlite const reader{file, Sqlite::Mode::read_only};
    for (LocationColumn const& location : location_columns()) {
        std::string const tags =
            location.tags.empty() ? "" : fmt::format(" AND key IN ('{}')", fmt::join(location.tags, "', '"));
        expected += static_cast<std::uint64_t>(reader.integer(fmt::format(
            "SELECT count(*) FROM {} WHERE {} LIKE 's3://artifacts/%'{}", location.table, location.column, tags)));
    }
    BOOST_TEST(expected > 10U);
    BOOST_TEST(outcome.report.scan->changes.total() == expected);
    Options verifying = options_for(Command::verify, file, database.uri());
    verifying.artifacts = options.artifacts;
    BOOST_TEST((run(verifying).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(check_says_first_whether_it_can_be_done_and_last_what_to_type) {
    TestFolder folder;
    TestDatabase database;
    auto const told = [](Outcome const& outcome) {
        Report report = outcome.report;
        report.command = Command::check;
        report.ending.code = outcome.code;
        return text_report(outline(report), std::string::npos);
    };
    std::string const file = folder.file("it's here.db");
    create_small_source(file);
    Options options = options_for(Command::check, file, database.uri());
    Outcome const ready = run(options);
    BOOST_TEST(told(ready).starts_with("READY"));
    BOOST_TEST(ready.report.forecast.seconds.has_value());
    BOOST_TEST(!ready.report.forecast.work.empty());
    BOOST_REQUIRE(ready.report.suggestions.commands.size() == 2U);
    BOOST_TEST(ready.report.suggestions.commands[0].command.starts_with("mlflow2pg migrate --dry-run '"));
    BOOST_TEST(
        ready.report.suggestions.commands[0].command.find("it'\\''s here.db' postgresql://") != std::string::npos,
        ready.report.suggestions.commands[0].command);
    // Local locations are counted after rewriting. The suggested commands repeat the option.
    BOOST_TEST(ready.report.local_artifacts->roots.at("mlruns") == 2U);
    BOOST_TEST(told(ready).find("2 below mlruns: --rewrite-artifacts mlruns=NEW") != std::string::npos);
    options.artifacts.add("mlruns=s3://bucket");
    Outcome const rewriting = run(options);
    BOOST_TEST(rewriting.report.local_artifacts->total == 0U);
    BOOST_TEST(rewriting.report.scan->rewritten.at("experiments.artifact_location") == 2U);
    BOOST_TEST(rewriting.report.suggestions.commands[1].command.find(" --rewrite-artifacts mlruns=s3://bucket") !=
               std::string::npos);
    // Misfits need a decision, and the suggested commands have the flags for it. Other obstacles are reported, too.
    execute(file,
            "UPDATE params SET value = 'a' || char(0) WHERE run_uuid = 'r2'; UPDATE metrics SET step = 1.5 WHERE key = "
            "'acc'; INSERT INTO tags VALUES ('orphan', 'x', 'no such run')");
    Outcome const undecided = run(options);
    BOOST_TEST((undecided.code == ExitCode::data));
    BOOST_TEST(told(undecided).starts_with("NEEDS A DECISION: "));
    BOOST_REQUIRE(undecided.report.suggestions.commands.size() == 2U);
    BOOST_TEST(undecided.report.suggestions.commands[1].command.find(
                   " --fix strip-nul,round --on-misfit reject --rewrite-artifacts") != std::string::npos,
               undecided.report.suggestions.commands[1].command);
    // The commands succeed as printed.
    std::string command = undecided.report.suggestions.commands[1].command;
    command.replace(0, std::string_view{"mlflow2pg"}.size(), MLFLOW2PG_BINARY);
    shell(fmt::format("cd '{}' && {} 2>&1", folder.file(""), command));
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
    // Now only another target helps. The decision is reported, too.
    Outcome const full = run(options);
    BOOST_TEST((full.code == ExitCode::source));
    BOOST_TEST(told(full).starts_with("NOT READY: "));
    BOOST_TEST(full.error.find("is sealed") != std::string::npos);  // by the command that was pasted
    BOOST_REQUIRE(full.report.also.size() == 2U);
    BOOST_TEST(full.report.also[0].error.find("is in use") != std::string::npos);
    BOOST_TEST(full.report.also[1].error.find("do not fit") != std::string::npos);
    BOOST_TEST(full.report.suggestions.commands.empty());
}

BOOST_AUTO_TEST_CASE(a_sequence_of_somebody_elses_that_is_at_its_end_is_no_obstacle) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    TestDatabase database;
    database.query("CREATE SEQUENCE theirs; SELECT setval('theirs', 9223372036854775807)");
    Outcome const outcome = run(options_for(Command::migrate, folder.file("m.db"), database.uri()));
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
}

BOOST_AUTO_TEST_CASE(sequences_are_told_as_they_were_and_as_they_are) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Options options = options_for(Command::migrate, file, database.uri());
    options.dry_run = true;
    Outcome const fresh = run(options);
    BOOST_REQUIRE(fresh.report.verification.sequences.size() == 1U);
    BOOST_TEST(!fresh.report.verification.sequences[0].before.has_value());
    BOOST_REQUIRE(fresh.report.suggestions.commands.size() == 1U);
    BOOST_TEST(fresh.report.suggestions.commands[0].command.starts_with("mlflow2pg migrate /"));
    initialise(database, revision_2_9_2);
    options.dry_run = false;
    Outcome const outcome = run(options);
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_REQUIRE(outcome.report.verification.sequences.size() == 1U);
    BOOST_TEST(outcome.report.verification.sequences[0].before.value_or(-1) == 1);
    BOOST_TEST(outcome.report.verification.sequences[0].greatest == 7);
    BOOST_TEST(outcome.report.verification.sequences[0].next == 8);
}

BOOST_AUTO_TEST_SUITE_END()
