// SPDX-License-Identifier: Apache-2.0
#include "mlflow/schema_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/next_step.hpp"
#include "base/text.hpp"
#include "files.hpp"
#include "source/read_tables.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::vector<SourceTable> tables_at(std::string_view revision, Store store = Store::tracking) {
    std::vector<SourceTable> tables;
    for (Table const& table : recorded_schema(revision, store).tables) {
        SourceTable made{table.name, {}, {}};
        for (Column const& column : table.columns) made.columns.push_back({column.name});
        tables.push_back(made);
    }
    return tables;
}

SourceTable& table_named(std::vector<SourceTable>& tables, std::string_view name) {
    return *std::find_if(tables.begin(), tables.end(), [&](SourceTable const& table) { return table.name == name; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_fit_tests)

BOOST_AUTO_TEST_CASE(the_tables_of_every_recorded_revision_fit_it_exactly) {
    for (Store const store : all_stores) {
        for (Revision const& revision : known_revisions(store)) {
            if (!revision.recorded) continue;
            auto const fit = best_fit(tables_at(revision.id, store), store);
            BOOST_TEST_REQUIRE(fit.has_value(), revision.id);
            BOOST_TEST(fit->exact(), revision.id);
            BOOST_TEST(fit->has(revision.id), revision.id << " is taken for " << fit->name());
            for (Revision const& other : fit->revisions) {
                BOOST_TEST((best_fit(tables_at(other.id, store), store)->has(revision.id)), other.id);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_command_that_drops_an_added_column_drops_what_uses_it_first) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "ALTER TABLE runs ADD COLUMN row_num INTEGER; CREATE INDEX first ON runs (row_num); CREATE UNIQUE INDEX "
            "\"the second\" ON runs (run_uuid, row_num); CREATE INDEX partial ON runs (name) WHERE row_num > 1; "
            "CREATE INDEX computed ON runs (row_num + 1); CREATE VIEW numbers AS SELECT row_num FROM runs; CREATE VIEW "
            "\"view of\" AS SELECT * FROM numbers; CREATE TABLE mine (a); CREATE TRIGGER counting AFTER INSERT ON runs "
            "BEGIN UPDATE runs SET row_num = 1; END; CREATE TRIGGER \"on mine\" AFTER INSERT ON mine BEGIN DELETE FROM "
            "runs WHERE row_num = 1; END; CREATE VIEW broken AS SELECT * FROM no_table");
    Sqlite const reader{file, Sqlite::Mode::read_only};
    auto const fit = best_fit(read_tables(reader), Store::tracking, revision_2_9_2);
    BOOST_TEST_REQUIRE(fit.has_value());
    NextSteps const steps = next_steps(fit, file, revision_2_9_2, read_other_objects(reader));
    std::string const& command = steps.front().command;
    BOOST_TEST(command.find("DROP INDEX index_runs") == std::string::npos, command);
    shell(command + " 2>&1");
    std::string const ask = "sqlite3 " + shell_word(file + ".copy") + " \"SELECT count(*) FROM ";
    BOOST_TEST(shell(ask + "pragma_table_info('runs') WHERE name = 'row_num'\"") == "0\n");
    BOOST_TEST(shell(ask + "sqlite_schema WHERE name = 'mine'\"") == "1\n");
}

BOOST_AUTO_TEST_CASE(columns_that_are_added_or_missing_are_named) {
    std::mt19937_64 random{7};
    std::vector<Revision> recorded;
    for (Revision const& revision : known_revisions()) {
        if (revision.recorded) recorded.push_back(revision);
    }
    for (int round = 0; round < 40; ++round) {
        std::string const revision = recorded[random() % recorded.size()].id;
        std::vector<SourceTable> tables = tables_at(revision);
        SourceTable& changed = table_named(tables, std::vector{"runs", "metrics", "experiments"}[random() % 3]);
        bool const add = random() % 2 == 0;
        std::string const column = add ? "row_num" : changed.columns.back().name;
        if (add) {
            changed.columns.push_back({column});
        } else {
            changed.columns.pop_back();
        }
        std::string const expected = fmt::format("column {}.{}", changed.name, column);
        tables.push_back({"contexts_of_a_plugin", {{"id"}}, {}});
        auto const fit = best_fit(tables, Store::tracking, revision);
        BOOST_TEST_CONTEXT(revision << " with " << column << (add ? " added" : " missing") << ": " << describe(fit)) {
            BOOST_TEST_REQUIRE(fit.has_value());
            // Without its last column, a table may be that of the previous revision.
            if (!add && !fit->has(revision)) {
                BOOST_TEST(fit->exact());
                continue;
            }
            BOOST_TEST((fit->added == (add ? std::vector{expected} : std::vector<std::string>{})));
            BOOST_TEST((fit->missing == (add ? std::vector<std::string>{} : std::vector{expected})));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_missing_table_is_named_as_a_whole) {
    std::vector<SourceTable> tables = tables_at(revision_2_9_2);
    std::erase_if(tables, [](SourceTable const& table) { return table.name == "registered_model_tags"; });
    auto const fit = best_fit(tables, Store::tracking, revision_2_9_2);
    BOOST_TEST_REQUIRE(fit.has_value());
    BOOST_TEST(fit->has(revision_2_9_2));
    BOOST_TEST(fit->differences() == "; missing: table registered_model_tags");
    BOOST_TEST(text_of(next_steps(fit, "m.db", revision_2_9_2, {})).find("restore the backup") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_programs_tables_fit_nothing) {
    // Tables of Optuna and Airflow that have the same names as MLflow's.
    BOOST_TEST(!best_fit({{"alembic_version", {{"version_num"}}, {}},
                          {"studies", {{"study_id"}, {"study_name"}}, {}},
                          {"trials", {{"trial_id"}, {"number"}, {"state"}}, {}}},
                         Store::tracking));
    BOOST_TEST(!best_fit({{"alembic_version", {{"version_num"}}, {}},
                          {"dag_run", {{"id"}, {"dag_id"}}, {}},
                          {"users", {{"id"}, {"username"}, {"email"}}, {}},
                          {"jobs", {{"id"}, {"state"}, {"hostname"}}, {}}},
                         Store::tracking));
    BOOST_TEST(!best_fit({}, Store::auth));
}

BOOST_AUTO_TEST_CASE(a_wrong_revision_and_added_columns_are_corrected_on_a_copy_by_the_command) {
    TestFolder folder;
    std::string const file = folder.file("it's $HOME.db");
    create_source(file, revision_2_9_2);
    execute(file,
            "PRAGMA journal_mode = WAL; ALTER TABLE runs ADD COLUMN row_num INTEGER; "
            "ALTER TABLE tags ADD COLUMN \"odd name\" TEXT; UPDATE alembic_version SET version_num = 'b4'");
    std::vector<SourceTable> tables = tables_at(revision_2_9_2);
    table_named(tables, "runs").columns.push_back({"row_num"});
    table_named(tables, "tags").columns.push_back({"odd name"});
    std::string const before = file_content(file);
    shell(next_steps(best_fit(tables, Store::tracking), file, "b4", {}).at(0).command);
    BOOST_TEST((file_content(file) == before));
    std::string const ask = "sqlite3 " + shell_word(file + ".copy");
    std::string const revision = shell(ask + " 'SELECT version_num FROM alembic_version'");
    BOOST_TEST(best_fit(tables_at(revision_2_9_2), Store::tracking)->has(revision.substr(0, revision.size() - 1)));
    BOOST_TEST(shell(ask + " \"SELECT count(*) FROM pragma_table_info('runs') WHERE name = 'row_num'\"") == "0\n");
    BOOST_TEST(shell(ask + " \"SELECT count(*) FROM pragma_table_info('tags') WHERE name = 'odd name'\"") == "0\n");
}

BOOST_AUTO_TEST_CASE(a_revision_is_said_to_be_whose_it_is) {
    BOOST_TEST(whose_revision(revision_2_9_2).find("(MLflow's tracking database, MLflow 2.") != std::string::npos);
    BOOST_TEST(whose_revision("v3.2.0.a") == "v3.2.0.a (not known to be MLflow's)");
}

BOOST_AUTO_TEST_CASE(what_was_renamed_is_named_and_gets_its_name_again_on_a_copy) {
    struct Change {
        char const* sql;
        char const* told;
    };
    for (auto const& [sql, told] : std::vector<Change>{
             {"ALTER TABLE runs RENAME TO r; ALTER TABLE r RENAME TO RUNS", "; table runs is named RUNS here"},
             {"ALTER TABLE runs RENAME COLUMN name TO NAME", "; column runs.name is named NAME here"},
             {"ALTER TABLE runs RENAME COLUMN name TO nom",
              "; column runs.name is missing, and nom is not MLflow's: perhaps it was renamed"},
             {"ALTER TABLE runs RENAME TO old_runs",
              "; table runs is missing, and old_runs is not MLflow's: perhaps it was renamed"},
             {"ALTER TABLE runs RENAME TO old_runs; CREATE VIEW Runs AS SELECT * FROM old_runs",
              "; table runs is missing, and old_runs is not MLflow's: perhaps it was renamed; Runs is a view here"},
             {"ALTER TABLE alembic_version RENAME COLUMN version_num TO version",
              "; column alembic_version.version_num is missing, and version is not MLflow's: perhaps it was "
              "renamed"}}) {
        TestFolder folder;
        std::string const file = folder.file("m.db");
        create_small_source(file);
        execute(file, sql);
        Sqlite const reader{file, Sqlite::Mode::read_only};
        std::vector<SourceObject> const others = read_other_objects(reader);
        auto const fit = best_fit(read_tables(reader), Store::tracking, revision_2_9_2);
        BOOST_TEST_CONTEXT(sql) {
            BOOST_TEST(replacements(fit, others) == told);
            shell(next_steps(fit, file, revision_2_9_2, others).at(0).command);
            Sqlite const copy{file + ".copy", Sqlite::Mode::read_only};
            auto const mended = best_fit(read_tables(copy), Store::tracking, revision_2_9_2);
            BOOST_TEST_REQUIRE(mended.has_value());
            BOOST_TEST(mended->exact(), describe(mended));
            BOOST_TEST(mended->renamed.empty());
            BOOST_TEST(mended->has(revision_2_9_2));
            BOOST_TEST(read_other_objects(copy).size() == others.size() - static_cast<std::size_t>(std::ranges::count(
                                                                              others, "view", &SourceObject::kind)));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_column_that_another_revision_has_is_not_taken_for_a_renamed_one) {
    std::vector<SourceTable> tables = tables_at(revision_2_9_2);
    std::vector<SourceColumn>& columns = table_named(tables, "experiments").columns;
    std::erase_if(columns, [](SourceColumn const& column) { return column.name == "name"; });
    columns.push_back({"workspace"});
    auto const fit = best_fit(tables, Store::tracking, revision_2_9_2);
    BOOST_TEST_REQUIRE(fit.has_value());
    BOOST_TEST(fit->renamed.empty());
    BOOST_TEST(text_of(next_steps(fit, "m.db", revision_2_9_2, {})).find("half upgraded") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_view_in_the_place_of_a_table_is_told) {
    std::vector<SourceTable> tables = tables_at(revision_2_9_2);
    std::erase_if(tables, [](SourceTable const& table) { return table.name == "tags"; });
    auto const fit = best_fit(tables, Store::tracking, revision_2_9_2);
    std::vector<SourceObject> const others{{"view", "tags"}};
    BOOST_TEST(replacements(fit, others) == "; tags is a view here");
    std::string const steps = text_of(next_steps(fit, "m.db", revision_2_9_2, others));
    BOOST_TEST(steps.find("a view is not copied") != std::string::npos, steps);
    BOOST_TEST(steps.find("half upgraded") == std::string::npos, steps);
}

BOOST_AUTO_TEST_SUITE_END()
