// SPDX-License-Identifier: Apache-2.0
// The steps of a migration, depending on what the tables hold.
#include "steps/step_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "database.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "mlflow/recorded_schema.hpp"
#include "run.hpp"
#include "scripted_steps.hpp"
#include "source/source.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// Datasets with a profile of `kilobytes` that does not compress to nothing; rowids as given by an expression of i.
void add_datasets(std::string const& path, int rows, int kilobytes, std::string const& rowid) {
    execute(path, fmt::format("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {} - 1) INSERT "
                              "INTO datasets (rowid, dataset_uuid, experiment_id, name, digest, dataset_source_type, "
                              "dataset_source, dataset_profile) SELECT {}, 'u' || i, 7, 'n' || i, 'd', 'local', 's', "
                              "replace(hex(zeroblob({} * 16)), '00', printf('%032d-%030d ', i, i * i)) FROM n",
                              rows, rowid, kilobytes));
}

std::vector<std::string> steps_of(std::string const& path) {
    Source const source{path, Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    std::vector<std::string> names;
    for (Step const& step : migration_steps(plan, layouts_for(plan))) names.push_back(step.name);
    return names;
}

std::size_t beginning_with(std::vector<std::string> const& names, std::string_view start) {
    return static_cast<std::size_t>(
        std::count_if(names.begin(), names.end(), [&](std::string const& name) { return name.starts_with(start); }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(step_list_tests)

BOOST_AUTO_TEST_CASE(an_mlflow_of_a_beginner_is_a_handful_of_steps) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    std::vector<std::string> const names = steps_of(folder.file("m.db"));
    BOOST_TEST(names.size() == 6U);
    BOOST_TEST(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

BOOST_AUTO_TEST_CASE(a_distributed_table_is_analyzed_apart_from_its_keys) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    Source const source{folder.file("m.db"), Source::Hold::look};
    Plan plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    plan.distribution = distribute(plan.schema);
    std::size_t analyzed = 0;
    for (Step const& step : migration_steps(plan, layouts_for(plan))) {
        bool const analyzes = step.sql.find("ANALYZE \"runs\"") != std::string::npos ||
                              step.sql.find("ANALYZE \"metrics\"") != std::string::npos;
        analyzed += analyzes ? 1 : 0;
        BOOST_TEST((!analyzes || step.sql.find("FOREIGN KEY") == std::string::npos), step.sql);
    }
    BOOST_TEST(analyzed == 2U);
}

BOOST_AUTO_TEST_CASE(steps_are_the_same_each_time_and_their_needs_are_steps) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    add_datasets(folder.file("m.db"), 400, 128, "i");
    BOOST_TEST(steps_of(folder.file("m.db")) == steps_of(folder.file("m.db")), boost::test_tools::per_element());
    Source const source{folder.file("m.db"), Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    std::vector<std::string> const names = steps_of(folder.file("m.db"));
    for (Step const& step : migration_steps(plan, layouts_for(plan))) {
        BOOST_TEST(step.cost > 0, step.name);
        for (std::string const& need : step.needs) {
            BOOST_TEST(std::count(names.begin(), names.end(), need) == 1, step.name << " needs " << need);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_verification_reads_each_table_on_both_sides_and_waits_for_nothing) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    Source const source{folder.file("m.db"), Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    std::map<std::string, std::set<Step::Kind>> readings;
    for (Step const& step : verification_steps(plan)) {
        BOOST_TEST(step.needs.empty(), step.name);
        for (std::string const& table : step.tables) readings[table].insert(step.kind);
    }
    BOOST_TEST(readings.size() == plan.tables.size());
    std::set const both{Step::Kind::read_again, Step::Kind::read_back};
    for (auto const& [table, kinds] : readings) BOOST_TEST((kinds == both), table);
}

BOOST_AUTO_TEST_CASE(the_integrity_check_of_many_small_runs_begins_first) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Source const source{folder.file("m.db"), Source::Hold::look};
    Plan plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    std::map<std::string, std::int64_t> const rows{
        {"runs", 10'000}, {"params", 100'000}, {"tags", 50'000}, {"metrics", 30'000}, {"latest_metrics", 30'000}};
    for (TablePlan& table : plan.tables) {
        if (rows.contains(table.name)) table.estimated_rows = rows.at(table.name);
    }
    std::string first;
    ScriptedSteps steps;
    for (Step const& step : migration_steps(plan, layouts_for(plan))) {
        steps.add(step.name, step.needs, step.cost, [&first, name = step.name](Worker&) {
            if (first.empty()) first = name;
            return StepResult{};
        });
    }
    steps.run(database.uri(), "", 1);
    BOOST_TEST(first == "check the source's integrity");
}

BOOST_AUTO_TEST_CASE(long_texts_are_copied_in_parts_whatever_their_rowids_are) {
    for (std::string const rowid : {
             "i",
             "i * 1000003 - 200000000",
             // The least and the greatest possible rowid.
             "CASE i WHEN 0 THEN -9223372036854775807 - 1 WHEN 399 THEN 9223372036854775807 ELSE i END",
         }) {
        BOOST_TEST_CONTEXT(rowid) {
            TestFolder folder;
            TestDatabase database;
            std::string const path = folder.file("m.db");
            create_small_source(path);
            add_datasets(path, 400, 128, rowid);
            BOOST_TEST(beginning_with(steps_of(path), "copy datasets, part ") == 3U);
            Outcome const migrated = run(Command::migrate, path, database.uri());
            BOOST_TEST(migrated.error == "");
            BOOST_TEST(database.query("SELECT count(*) || ' ' || sum(length(dataset_profile)) FROM datasets") ==
                       fmt::format("400 {}", 400 * 128 * 16 * 64));
            int table = 0;
            auto const fact = [&](char const* member) {
                return migrated.fact(fmt::format("/tables/{}/{}", table, member));
            };
            while (fact("name") != "datasets" && fact("name") != "") ++table;
            BOOST_TEST(fact("rows") == "400");
            BOOST_TEST(fact("verified") == "true");
        }
    }
}

BOOST_AUTO_TEST_CASE(rejected_rows_are_left_out_of_parts_too) {
    TestFolder folder;
    TestDatabase database;
    std::string const path = folder.file("m.db");
    create_small_source(path);
    add_datasets(path, 400, 128, "i");
    execute(path, "UPDATE datasets SET experiment_id = 99 WHERE rowid % 100 = 7");
    BOOST_TEST(run(Command::migrate, path, database.uri(), {"--on-misfit", "reject"}).error == "");
    BOOST_TEST(database.query("SELECT count(*) FROM datasets") == "396");
}

BOOST_AUTO_TEST_SUITE_END()
