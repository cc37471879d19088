#include "mlflow/latest_metrics.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace mlflow2pg;

namespace {

using KeyAndRun = std::pair<std::string, std::string>;
using Latest = std::map<KeyAndRun, MetricPoint>;

struct Row {
    std::string key;
    std::string run;
    MetricPoint point;
};

struct Outcome {
    Latest latest;
    std::set<KeyAndRun> source_only;
    LatestDrift drift;
    std::vector<std::string> keys_asked;
};

Outcome recompute(std::vector<Row> const& rows, Latest const& source) {
    Outcome outcome;
    LatestMetrics latest{[&](std::string_view key) {
                             outcome.keys_asked.emplace_back(key);
                             std::unordered_map<std::string, MetricPoint> of_key;
                             for (auto const& [name, point] : source) {
                                 if (name.first == key) of_key.emplace(name.second, point);
                             }
                             return of_key;
                         },
                         [&](std::string_view key, std::string_view run, MetricPoint const& point) {
                             bool const added = outcome.latest.emplace(KeyAndRun{key, run}, point).second;
                             BOOST_TEST(added, key << " of " << run << " came twice");
                         },
                         [&](std::string_view key, std::string_view run) { outcome.source_only.emplace(key, run); }};
    for (Row const& row : rows) latest.add(row.key, row.run, row.point);
    latest.finish();
    outcome.drift = latest.drift();
    return outcome;
}

// MLflow's rule, said the other way round: among the rows that are first by step, timestamp and value, the source's own
// if it is one of them, else any.
bool is_latest(MetricPoint const& chosen, std::vector<MetricPoint> const& points, MetricPoint const* source) {
    bool among = false;
    bool source_is_first = source != nullptr;
    bool source_among = false;
    for (MetricPoint const& point : points) {
        if (point == chosen) among = true;
        auto const order = [](MetricPoint const& one) { return std::tuple{one.step, one.timestamp, one.value}; };
        if (order(point) > order(chosen)) return false;
        if (source != nullptr && order(point) > order(*source)) source_is_first = false;
        if (source != nullptr && point == *source) source_among = true;
    }
    if (source_is_first && source_among) return chosen == *source;
    return among;
}

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::string shown(MetricPoint const& point) {
    return std::to_string(point.step) + "/" + std::to_string(point.timestamp) + "/" + std::to_string(point.value) +
           (point.is_nan ? "/nan" : "");
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
            for (bool const newer_first : {true, false}) {
                Row const one{"loss", "r", newer_first ? newer : older};
                Row const two{"loss", "r", newer_first ? older : newer};
                Outcome const outcome = recompute({one, two}, {});
                BOOST_TEST((outcome.latest.at({"loss", "r"}) == newer));
            }
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

BOOST_AUTO_TEST_CASE(on_a_tie_the_row_of_the_source_stays) {
    MetricPoint const zero{1, 1, 0, false};
    MetricPoint const nan{1, 1, 0, true};
    for (MetricPoint const& kept : {zero, nan}) {
        for (bool const nan_first : {true, false}) {
            std::vector<Row> const rows{{"k", "r", nan_first ? nan : zero}, {"k", "r", nan_first ? zero : nan}};
            Outcome const outcome = recompute(rows, {{{"k", "r"}, kept}});
            BOOST_TEST_CONTEXT("source has " << shown(kept) << ", NaN first: " << nan_first) {
                BOOST_TEST((outcome.latest.at({"k", "r"}) == kept));
                BOOST_TEST(outcome.drift.same == 1U);
                BOOST_TEST(outcome.drift.none());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_row_of_the_source_that_no_metric_has_does_not_win) {
    Outcome const outcome = recompute({{"k", "r", {1, 1, 1, false}}}, {{{"k", "r"}, {9, 9, 9, false}}});
    BOOST_TEST((outcome.latest.at({"k", "r"}) == MetricPoint{1, 1, 1, false}));
    BOOST_TEST(outcome.drift.different == 1U);
}

BOOST_AUTO_TEST_CASE(counts_how_the_source_drifted) {
    MetricPoint const one{1, 1, 1, false};
    MetricPoint const two{2, 1, 1, false};
    std::vector<Row> const rows{{"a", "same", one},    {"a", "old", one},  {"a", "old", two},
                                {"a", "missing", one}, {"b", "same", two}, {"b", "wrong", two}};
    Latest const source{{{"a", "same"}, one},
                        {{"a", "old"}, one},
                        {{"a", "alone"}, one},
                        {{"b", "same"}, two},
                        {{"b", "wrong"}, {2, 1, 1, true}},
                        {{"b", "alone"}, one},
                        {{"b", "alone too"}, one}};
    Outcome const outcome = recompute(rows, source);
    BOOST_TEST(outcome.drift.same == 2U);
    BOOST_TEST(outcome.drift.different == 2U);
    BOOST_TEST(outcome.drift.missing == 1U);
    BOOST_TEST(outcome.drift.source_only == 3U);
    BOOST_TEST(!outcome.drift.none());
    BOOST_TEST((outcome.source_only == std::set<KeyAndRun>{{"a", "alone"}, {"b", "alone"}, {"b", "alone too"}}));
    BOOST_TEST(outcome.latest.size() == 5U);
}

BOOST_AUTO_TEST_CASE(each_part_of_a_drift_is_a_drift) {
    BOOST_TEST((LatestDrift{5, 0, 0, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 1, 0, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 0, 1, 0}.none()));
    BOOST_TEST(!(LatestDrift{5, 0, 0, 1}.none()));
}

BOOST_AUTO_TEST_CASE(no_metrics_give_no_rows) {
    Outcome const outcome = recompute({}, {{{"k", "r"}, {}}});
    BOOST_TEST(outcome.latest.empty());
    BOOST_TEST(outcome.keys_asked.empty());
    BOOST_TEST(outcome.drift.none());
}

BOOST_AUTO_TEST_CASE(keys_that_share_a_beginning_or_are_empty_are_different_keys) {
    std::string const with_nul{"a\0b", 3};
    std::vector<Row> rows;
    for (std::string const& key : {std::string{}, std::string{"a"}, with_nul, std::string{"aa"}, std::string{"é"}}) {
        rows.push_back({key, "r", {1, 1, 1, false}});
        rows.push_back({key, "r", {2, 1, 1, false}});
        rows.push_back({key, "", {3, 1, 1, false}});
    }
    Outcome const outcome = recompute(rows, {});
    BOOST_TEST(outcome.latest.size() == 10U);
    BOOST_TEST(outcome.keys_asked.size() == 5U);
    BOOST_TEST((outcome.latest.at({with_nul, "r"}) == MetricPoint{2, 1, 1, false}));
    BOOST_TEST((outcome.latest.at({"", ""}) == MetricPoint{3, 1, 1, false}));
    BOOST_TEST(outcome.drift.missing == 10U);
}

BOOST_AUTO_TEST_CASE(agrees_with_the_rule_said_the_other_way_round_on_random_rows) {
    std::mt19937_64 random{9};
    auto const point = [&] {
        // Few different values, so that most rows tie in something.
        MetricPoint made{static_cast<std::int64_t>(random() % 3) - 1, static_cast<std::int64_t>(random() % 2), 0,
                         random() % 4 == 0};
        if (!made.is_nan) made.value = static_cast<double>(random() % 3) - 1;
        return made;
    };
    for (int round = 0; round < 400; ++round) {
        std::map<KeyAndRun, std::vector<MetricPoint>> points;
        Latest source;
        std::vector<Row> rows;
        for (std::string const key : {"a", "b", "c"}) {
            std::vector<Row> of_key;
            for (auto count = 1 + random() % 12; count > 0; --count) {
                of_key.push_back({key, "r" + std::to_string(random() % 4), point()});
                points[{key, of_key.back().run}].push_back(of_key.back().point);
            }
            std::shuffle(of_key.begin(), of_key.end(), random);
            rows.insert(rows.end(), of_key.begin(), of_key.end());
            for (int run = 0; run < 5; ++run) {
                if (random() % 2 == 0) source[{key, "r" + std::to_string(run)}] = point();
            }
        }
        Outcome const outcome = recompute(rows, source);
        LatestDrift expected;
        for (auto const& [name, of_run] : points) {
            auto const before = source.find(name);
            MetricPoint const* const kept = before == source.end() ? nullptr : &before->second;
            BOOST_REQUIRE(outcome.latest.contains(name));
            MetricPoint const& chosen = outcome.latest.at(name);
            BOOST_TEST(is_latest(chosen, of_run, kept),
                       "round " << round << ": " << name.first << " of " << name.second << ": " << shown(chosen));
            ++(kept == nullptr ? expected.missing : *kept == chosen ? expected.same : expected.different);
        }
        for (auto const& [name, before] : source) {
            bool const alone = !points.contains(name);
            BOOST_TEST(outcome.source_only.contains(name) == alone);
            if (alone) ++expected.source_only;
        }
        BOOST_TEST(outcome.latest.size() == points.size());
        BOOST_TEST(outcome.drift.same == expected.same);
        BOOST_TEST(outcome.drift.different == expected.different);
        BOOST_TEST(outcome.drift.missing == expected.missing);
        BOOST_TEST(outcome.drift.source_only == expected.source_only);
    }
}

BOOST_AUTO_TEST_SUITE_END()
