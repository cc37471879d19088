// SPDX-License-Identifier: Apache-2.0
#include "mlflow/latest_metrics.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

using namespace mlflow2pg;

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr double infinity = std::numeric_limits<double>::infinity();

NewestPoint newest_of(std::vector<MetricPoint> const& points) {
    NewestPoint newest{points.front()};
    for (MetricPoint const& point : points) newest.add({point});
    return newest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(latest_metrics_tests)

BOOST_AUTO_TEST_CASE(step_counts_before_timestamp_and_timestamp_before_value) {
    struct Case {
        char const* about;
        MetricPoint newer;
        MetricPoint older;
    };
    for (auto const& [about, newer, older] : std::vector<Case>{
             {"step", {2, 0, 0, false}, {1, 9, 9, false}},
             {"timestamp", {1, 2, 0, false}, {1, 1, 9, false}},
             {"value", {1, 1, 0.5, false}, {1, 1, 0.25, false}},
             {"negative step", {-1, 0, 0, false}, {-2, 9, 9, false}},
             {"zero after a negative step", {0, 0, 0, false}, {-1, 9, 9, false}},
             {"least step", {least + 1, 0, 0, false}, {least, 0, 0, false}},
             {"negative timestamp", {0, -1, 0, false}, {0, -2, 0, false}},
             {"negative value", {0, 0, -1, false}, {0, 0, -2, false}},
             {"NaN stands as 0, above a negative value", {0, 0, 0, true}, {0, 0, -1, false}},
             {"NaN stands as 0, below a positive value", {0, 0, 1, false}, {0, 0, 0, true}},
             {"greatest double", {0, 0, 1.7976931348623157e308, false}, {0, 0, 1e308, false}},
             {"infinity", {0, 0, infinity, false}, {0, 0, 1.7976931348623157e308, false}},
         }) {
        BOOST_TEST_CONTEXT(about) {
            BOOST_TEST(newer.newer_than(older));
            BOOST_TEST(!older.newer_than(newer));
            BOOST_TEST(!newer.ties_with(older));
            BOOST_TEST((newest_of({newer, older}).point == newer));
            BOOST_TEST((newest_of({older, newer}).point == newer));
        }
    }
}

BOOST_AUTO_TEST_CASE(is_nan_does_not_decide) {
    MetricPoint const zero{1, 1, 0, false};
    MetricPoint const nan{1, 1, 0, true};
    BOOST_TEST(zero.ties_with(nan));
    BOOST_TEST(nan.ties_with(zero));
    BOOST_TEST((zero != nan));
    BOOST_TEST(zero.ties_with(zero));
}

BOOST_AUTO_TEST_CASE(a_tie_is_noted_until_a_newer_point_comes) {
    MetricPoint const zero{1, 1, 0, false};
    MetricPoint const nan{1, 1, 0, true};
    for (auto const& points : {std::vector{zero, nan}, std::vector{nan, zero}, std::vector{nan, zero, nan}}) {
        NewestPoint newest = newest_of(points);
        BOOST_TEST(newest.nan_ties);
        BOOST_TEST((newest.point == zero));
        newest.add({{2, 1, 0, true}});
        BOOST_TEST(!newest.nan_ties);
        BOOST_TEST(newest.point.is_nan);
    }
    BOOST_TEST(!newest_of({nan, nan}).nan_ties);
    BOOST_TEST(!newest_of({zero, zero}).nan_ties);
}

BOOST_AUTO_TEST_CASE(parts_in_any_order_give_the_same_point) {
    std::mt19937_64 random{9};
    for (int round = 0; round < 2000; ++round) {
        // Few different values, so that most points tie in something.
        std::vector<MetricPoint> points;
        for (auto count = 1 + random() % 6; count > 0; --count) {
            MetricPoint point{static_cast<std::int64_t>(random() % 2), static_cast<std::int64_t>(random() % 2), 0,
                              random() % 2 == 0};
            if (!point.is_nan) point.value = static_cast<double>(random() % 3) - 1;
            points.push_back(point);
        }
        NewestPoint const expected = newest_of(points);
        auto const order = [](MetricPoint const& one) { return std::tuple{one.step, one.timestamp, one.value}; };
        for (MetricPoint const& point : points) BOOST_TEST((order(point) <= order(expected.point)));
        std::shuffle(points.begin(), points.end(), random);
        std::size_t const half = random() % points.size();
        NewestPoint newest = newest_of({points.begin() + static_cast<std::ptrdiff_t>(half), points.end()});
        if (half > 0) newest.add(newest_of({points.begin(), points.begin() + static_cast<std::ptrdiff_t>(half)}));
        BOOST_TEST((newest.point == expected.point));
        BOOST_TEST(newest.nan_ties == expected.nan_ties);
    }
}

BOOST_AUTO_TEST_CASE(each_part_of_a_drift_is_a_drift) {
    BOOST_TEST((LatestDrift{5, 0, 0, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 1, 0, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 0, 1, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 0, 0, 1}.none()));
}

BOOST_AUTO_TEST_SUITE_END()
