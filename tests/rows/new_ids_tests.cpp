// SPDX-License-Identifier: Apache-2.0
#include "rows/new_ids.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "files.hpp"
#include "mlflow/plan.hpp"
#include "source/source.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string experiment(std::int64_t id) {
    return fmt::format("INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES ({0}, 'e{0}', 'active');",
                       id);
}

std::map<std::int64_t, std::int64_t> new_ids(std::string const& rows) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_source(path, revision_2_9_2);
    execute(path, rows);
    Source const source{path, Source::Hold::look};
    Plan plan = make_plan(source.tables(), recorded_schema(source.revision()), {{}, ExperimentIds::renumber});
    renumber_experiments(source.reader(), plan);
    std::map<std::int64_t, std::int64_t> ids;
    for_each_new_id(source.reader(), plan.rules,
                    [&](std::int64_t before, std::int64_t after) { BOOST_TEST(ids.emplace(before, after).second); });
    BOOST_TEST(ids.size() == plan.rules.renumbered);
    for (std::int64_t const same : {std::int64_t{-5}, std::int64_t{0}, std::int64_t{3}, std::int64_t{5'000'000'000}}) {
        BOOST_TEST(plan.rules.new_id(same) == same);
    }
    return ids;
}

constexpr std::int64_t large = 680'807'308'453'236'292;

}  // namespace

BOOST_AUTO_TEST_SUITE(new_ids_tests)

BOOST_AUTO_TEST_CASE(new_ids_continue_after_the_greatest_that_fits) {
    BOOST_TEST((new_ids(experiment(7) + experiment(large + 1) + experiment(large)) ==
                std::map<std::int64_t, std::int64_t>{{large, 8}, {large + 1, 9}}));
    BOOST_TEST((new_ids(experiment(2147483647)) == std::map<std::int64_t, std::int64_t>{{2147483647, 1}}));
    BOOST_TEST((new_ids(experiment(-4) + experiment(large)) == std::map<std::int64_t, std::int64_t>{{large, 1}}));
    BOOST_TEST(new_ids(experiment(2147483646)).empty());
}

BOOST_AUTO_TEST_CASE(at_the_limit_they_fill_the_gaps) {
    BOOST_TEST(
        (new_ids(experiment(1) + experiment(3) + experiment(4) + experiment(6) + experiment(2147483645) +
                 experiment(large) + experiment(large + 1) + experiment(large + 2) + experiment(large + 3)) ==
         std::map<std::int64_t, std::int64_t>{{large, 2147483646}, {large + 1, 2}, {large + 2, 5}, {large + 3, 7}}));
}

BOOST_AUTO_TEST_CASE(an_id_that_only_a_row_refers_to_is_in_use) {
    BOOST_TEST((new_ids(experiment(large) + "INSERT INTO runs (run_uuid, experiment_id) VALUES ('r', 12)") ==
                std::map<std::int64_t, std::int64_t>{{large, 13}}));
}

// An earlier, quadratic version took minutes for so many.
BOOST_AUTO_TEST_CASE(two_hundred_thousand_experiments_get_new_ids) {
    auto const ids = new_ids(
        fmt::format("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199999) INSERT INTO "
                    "experiments (experiment_id, name, lifecycle_stage) SELECT {} + i, 'e' || i, 'active' FROM n",
                    large));
    BOOST_TEST(ids.size() == 200'000U);
    BOOST_TEST(ids.at(large + 199'999) == 200'000);
}

BOOST_AUTO_TEST_SUITE_END()
