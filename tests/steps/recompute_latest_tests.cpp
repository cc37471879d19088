// SPDX-License-Identifier: Apache-2.0
#include "steps/recompute_latest.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "files.hpp"
#include "mlflow/plan.hpp"
#include "rows/rows.hpp"
#include "source/source.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

using KeyAndRun = std::pair<std::string, std::string>;

struct Outcome {
    std::map<KeyAndRun, MetricPoint> latest;
    LatestDrift drift;
    std::vector<nlohmann::json> saved;
};

Fixes strip_nul() {
    Fixes fixes;
    fixes.add(Fix::strip_nul);
    return fixes;
}

MetricPoint point_of(std::map<std::string, Value> const& row) {
    return {row.at("step").integer, row.at("timestamp").integer, row.at("value").real, row.at("is_nan").integer != 0};
}

Outcome recompute(std::string const& path, std::size_t most_runs, Fixes fixes = {}) {
    Source const source{path, Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {fixes});
    Sqlite const reader = source.reader();
    Outcome outcome;
    std::string const rejects = path + ".rejects.jsonl";
    std::filesystem::remove(rejects);
    {
        RejectFile file{rejects};
        std::vector<std::string> const names = plan.table("latest_metrics").column_names();
        RecomputeLatest recompute{reader, plan, &file,
                                  [&](std::vector<Value> const& values) {
                                      std::map<std::string, Value> row;
                                      for (std::size_t i = 0; i < names.size(); ++i) row.emplace(names[i], values[i]);
                                      KeyAndRun name{row.at("key").bytes, row.at("run_uuid").bytes};
                                      bool const added = outcome.latest.emplace(name, point_of(row)).second;
                                      BOOST_TEST(added, name.first << " of " << name.second << " came twice");
                                  },
                                  most_runs};
        TablePlan const& metrics = plan.table("metrics");
        Rows rows{reader, metrics, plan.rules, metrics.load_order(), nullptr};
        while (rows.next()) recompute.add(rows.values());
        outcome.drift = recompute.finish();
        file.finish();
    }
    std::istringstream lines{std::filesystem::exists(rejects) ? file_content(rejects) : ""};
    for (std::string line; std::getline(lines, line);) outcome.saved.push_back(nlohmann::json::parse(line));
    return outcome;
}

// Recomputes the rows of the runs with an even number, in table order.
std::map<KeyAndRun, MetricPoint> recompute_some(std::string const& path, std::size_t most_points) {
    Source const source{path, Source::Hold::look};
    Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {});
    Sqlite const reader = source.reader();
    std::map<KeyAndRun, MetricPoint> latest;
    std::vector<std::string> const names = plan.table("latest_metrics").column_names();
    auto const named = [](std::vector<std::string> const& columns, std::vector<Value> const& values) {
        std::map<std::string, Value> row;
        for (std::size_t i = 0; i < columns.size(); ++i) row.emplace(columns[i], values[i]);
        return row;
    };
    auto const emit = [&](std::vector<Value> const& values) {
        std::map<std::string, Value> const row = named(names, values);
        KeyAndRun name{row.at("key").bytes, row.at("run_uuid").bytes};
        BOOST_TEST(latest.emplace(name, point_of(row)).second, name.first << " of " << name.second << " came twice");
    };
    RecomputeSomeLatest recompute{reader, plan, emit, most_points};
    TablePlan const& metrics = plan.table("metrics");
    Rows rows{reader, metrics, plan.rules, Order::table, nullptr};
    while (rows.next()) {
        std::string_view const run = named(metrics.column_names(), rows.values()).at("run_uuid").bytes;
        if ((run.back() - '0') % 2 == 0) recompute.add(rows.values());
    }
    recompute.finish();
    return latest;
}

// Metrics of the older revision are loaded by key, those of the newer one by run.
void create_empty(std::string const& path, std::string const& encoding = "UTF-8",
                  std::string const& revision = revision_2_9_2) {
    create_encoded(path, encoding);
    create_source(path, revision);
    execute(path, "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid)");
    Sqlite const made{path, Sqlite::Mode::read_only};
    BOOST_TEST(made.text("PRAGMA encoding").value_or("") == encoding);
}

std::string metric(std::string const& table, KeyAndRun const& name, MetricPoint const& point) {
    return fmt::format(
        "INSERT OR IGNORE INTO {} (key, run_uuid, step, timestamp, value, is_nan) VALUES ('{}', '{}', {}, {}, {}, {});",
        table, name.first, name.second, point.step, point.timestamp, point.value, point.is_nan);
}

// MLflow's rule in another form: of the points with the greatest step, timestamp and value, the source's own if it is
// one of them, otherwise any.
bool is_latest(MetricPoint const& chosen, std::vector<MetricPoint> const& points, MetricPoint const* source) {
    auto const order = [](MetricPoint const& one) { return std::tuple{one.step, one.timestamp, one.value}; };
    bool among = false;
    bool source_among = false;
    for (MetricPoint const& point : points) {
        if (order(point) > order(chosen)) return false;
        among = among || point == chosen;
        source_among = source_among || (source != nullptr && point == *source && order(point) == order(chosen));
    }
    return source_among ? chosen == *source : among;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recompute_latest_tests)

BOOST_AUTO_TEST_CASE(agrees_with_the_rule_said_the_other_way_round_however_few_runs_are_held) {
    std::mt19937_64 random{9};
    auto const point = [&] {
        // Few different values, so that many rows tie.
        MetricPoint made{static_cast<std::int64_t>(random() % 3) - 1, static_cast<std::int64_t>(random() % 2), 0,
                         random() % 4 == 0};
        if (!made.is_nan) made.value = static_cast<double>(random() % 3) - 1;
        return made;
    };
    for (auto const& [encoding, revision] : {std::pair{"UTF-8", revision_2_9_2}, std::pair{"UTF-16le", revision_2_9_2},
                                             std::pair{"UTF-16be", revision_2_9_2}, std::pair{"UTF-8", revision_3_18_0},
                                             std::pair{"UTF-16le", revision_3_18_0}}) {
        TestFolder folder;
        std::string const path = folder.file("m.db");
        create_empty(path, encoding, revision);
        std::map<KeyAndRun, std::vector<MetricPoint>> points;
        std::map<KeyAndRun, MetricPoint> source;
        std::string sql = "BEGIN;";
        // UTF-16le sorts these differently than UTF-8.
        for (std::string const key : {"", "a", "aa", "b", "é", "Ā", "😀", "z", "\uFFFD"}) {
            for (int number = 0; number < 60; ++number) {
                KeyAndRun const name{key, fmt::format("r{}", random() % 12)};
                points[name].push_back(point());
                sql += metric("metrics", name, points[name].back());
            }
            for (int run = 0; run < 15; ++run) {
                if (random() % 2 == 0) continue;
                KeyAndRun const name{key, fmt::format("r{}", run)};
                source[name] = point();
                sql += metric("latest_metrics", name, source[name]);
            }
        }
        for (KeyAndRun const& name : {KeyAndRun{"0", "r1"}, KeyAndRun{"ab", "r1"}, KeyAndRun{"zz", "r1"}}) {
            source[name] = point();
            sql += metric("latest_metrics", name, source[name]);
        }
        execute(path, sql + "COMMIT");
        LatestDrift expected;
        for (auto const& [name, before] : source) expected.source_only += points.contains(name) ? 0 : 1;
        for (std::size_t const most_points : {std::size_t{1}, std::size_t{5}, RecomputeLatest::members_in_memory}) {
            std::map<KeyAndRun, MetricPoint> const some = recompute_some(path, most_points);
            for (auto const& [name, of_run] : points) {
                bool const even = (name.second.back() - '0') % 2 == 0;
                BOOST_TEST(some.contains(name) == even);
                auto const before = source.find(name);
                MetricPoint const* const kept = before == source.end() ? nullptr : &before->second;
                if (even) BOOST_TEST(is_latest(some.at(name), of_run, kept), name.first << " of " << name.second);
            }
        }
        for (std::size_t const most_runs : {std::size_t{1}, std::size_t{5}, RecomputeLatest::members_in_memory}) {
            for (Fixes const& fixes : {Fixes{}, strip_nul()}) {
                Outcome const outcome = recompute(path, most_runs, fixes);
                BOOST_TEST(outcome.latest.size() == points.size());
                expected.same = expected.different = expected.missing = 0;
                for (auto const& [name, of_run] : points) {
                    BOOST_REQUIRE(outcome.latest.contains(name));
                    auto const before = source.find(name);
                    MetricPoint const* const kept = before == source.end() ? nullptr : &before->second;
                    MetricPoint const& chosen = outcome.latest.at(name);
                    BOOST_TEST(is_latest(chosen, of_run, kept), name.first << " of " << name.second);
                    ++(kept == nullptr ? expected.missing : *kept == chosen ? expected.same : expected.different);
                }
                BOOST_TEST(outcome.drift.same == expected.same);
                BOOST_TEST(outcome.drift.different == expected.different);
                BOOST_TEST(outcome.drift.missing == expected.missing);
                BOOST_TEST(outcome.drift.source_only == expected.source_only);
                BOOST_TEST(outcome.saved.size() == expected.different + expected.missing + expected.source_only);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(on_a_tie_the_row_of_the_source_stays) {
    for (bool const nan : {false, true}) {
        TestFolder folder;
        std::string const path = folder.file("m.db");
        create_empty(path);
        MetricPoint const kept{1, 1, 0, nan};
        execute(path, metric("metrics", {"k", "r"}, {1, 1, 0, false}) + metric("metrics", {"k", "r"}, {1, 1, 0, true}) +
                          metric("latest_metrics", {"k", "r"}, kept));
        Outcome const outcome = recompute(path, 1);
        BOOST_TEST((outcome.latest.at({"k", "r"}) == kept));
        BOOST_TEST(outcome.drift.none());
        BOOST_TEST(outcome.drift.same == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_row_of_the_source_that_no_metric_has_does_not_win_and_is_kept_whole) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_empty(path);
    execute(path, metric("metrics", {"k", "r"}, {1, 1, 1, false}) +
                      metric("latest_metrics", {"k", "r"}, {9, 8, 7.5, false}) +
                      "INSERT INTO latest_metrics (key, run_uuid, step, timestamp, value, is_nan) VALUES "
                      "(x'6b', 'r', 3, 4, 5.5, 0), ('k', x'72', 1, 1, 1, 0), ('k', 's', 'x', 1, 1, 0)");
    Outcome const outcome = recompute(path, 1);
    BOOST_TEST(outcome.latest.size() == 1U);
    BOOST_TEST((outcome.latest.at({"k", "r"}) == MetricPoint{1, 1, 1, false}));
    BOOST_TEST(outcome.drift.different == 1U);
    BOOST_TEST(outcome.drift.source_only == 3U);
    BOOST_TEST_REQUIRE(outcome.saved.size() == 4U);
    std::set<std::string> rows;
    for (nlohmann::json const& line : outcome.saved) {
        BOOST_TEST(line["table"] == "latest_metrics");
        rows.insert(line["row"].dump());
    }
    BOOST_TEST(rows.contains(R"({"is_nan":0,"key":{"$blob":"6b"},"run_uuid":"r","step":3,"timestamp":4,"value":5.5})"));
    BOOST_TEST(rows.contains(R"({"is_nan":0,"key":"k","run_uuid":"r","step":9,"timestamp":8,"value":7.5})"));
    BOOST_TEST(rows.contains(R"({"is_nan":0,"key":"k","run_uuid":"s","step":"x","timestamp":1,"value":1.0})"));
}

BOOST_AUTO_TEST_CASE(a_value_of_another_type_differs_and_is_kept) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_empty(path);
    // If 1.5 were read as a whole number, this row would be the same.
    execute(path, metric("metrics", {"k", "r"}, {1, 1, 1, false}) +
                      "INSERT INTO latest_metrics (key, run_uuid, step, timestamp, value, is_nan) VALUES "
                      "('k', 'r', 1.5, 1, 1, 0)");
    Outcome const outcome = recompute(path, 1);
    BOOST_TEST(outcome.drift.different == 1U);
    BOOST_TEST_REQUIRE(outcome.saved.size() == 1U);
    BOOST_TEST(outcome.saved[0]["row"]["step"] == 1.5);
}

BOOST_AUTO_TEST_CASE(the_old_row_of_a_key_that_a_fix_changes_is_kept) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_empty(path);
    for (char const* const table : {"metrics", "latest_metrics"}) {
        execute(path, fmt::format("INSERT INTO {} (key, run_uuid, step, timestamp, value, is_nan) VALUES "
                                  "('a' || char(0) || 'b', 'r', 1, 1, 1, 0), ('ab', 'r', 2, 1, 1, 0)",
                                  table));
    }
    Outcome const outcome = recompute(path, 5, strip_nul());
    BOOST_TEST(outcome.latest.size() == 1U);
    BOOST_TEST(outcome.latest.at({"ab", "r"}).step == 2);
    BOOST_TEST(outcome.drift.same == 1U);
    BOOST_TEST(outcome.drift.source_only == 1U);
    BOOST_TEST_REQUIRE(outcome.saved.size() == 1U);
    BOOST_TEST((outcome.saved[0]["row"]["key"].get<std::string>() == std::string{"a\0b", 3}));
}

BOOST_AUTO_TEST_CASE(without_metrics_every_row_of_the_source_is_kept) {
    TestFolder folder;
    std::string const path = folder.file("m.db");
    create_empty(path);
    execute(path, metric("latest_metrics", {"", "r"}, {}) + metric("latest_metrics", {"k", "r"}, {}));
    Outcome const outcome = recompute(path, 5);
    BOOST_TEST(outcome.latest.empty());
    BOOST_TEST(outcome.drift.source_only == 2U);
    BOOST_TEST(outcome.saved.size() == 2U);
}

// Under a sanitizer most memory is the sanitizer's own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
namespace {

// How many more kB the process needs for the work than before.
long growth_in_child(std::function<void()> const& work) {
    int ends[2];
    BOOST_REQUIRE(pipe(ends) == 0);
    pid_t const child = fork();
    if (child == 0) {
        write_file("/proc/self/clear_refs", "5");  // forgets the peak so far: proc(5)
        auto const peak = [] {
            std::string const status = file_content("/proc/self/status");
            return std::stol(status.substr(status.find("VmHWM:") + 6));
        };
        long const before = peak();
        work();
        long const growth = peak() - before;
        _exit(write(ends[1], &growth, sizeof growth) == sizeof growth ? 0 : 1);
    }
    int status = 0;
    long growth = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(status == 0);
    BOOST_REQUIRE(read(ends[0], &growth, sizeof growth) == sizeof growth);
    close(ends[0]);
    close(ends[1]);
    return growth;
}

}  // namespace

BOOST_AUTO_TEST_CASE(memory_does_not_grow_with_the_runs_that_share_a_key_or_the_keys_and_rows_of_a_run) {
    for (bool const one_run : {false, true}) {
        TestFolder folder;
        std::string const path = folder.file("m.db");
        create_empty(path, "UTF-8", one_run ? revision_3_18_0 : revision_2_9_2);
        for (char const* const table : {"metrics", "latest_metrics"}) {
            execute(path,
                    fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
                                "INSERT INTO {} ({}, step, timestamp, value, is_nan) SELECT 'loss', "
                                "printf('%032d', i), 1, i, 0.5, 0 FROM n",
                                table, one_run ? "run_uuid, key" : "key, run_uuid"));
        }
        for (Fixes const& fixes : {Fixes{}, strip_nul()}) {
            long const growth = growth_in_child([&] {
                Source const source{path, Source::Hold::look};
                Plan const plan = make_plan(source.tables(), recorded_schema(source.revision()), {fixes});
                Sqlite const reader = source.reader();
                std::uint64_t emitted = 0;
                RecomputeLatest recompute{reader, plan, nullptr, [&](std::vector<Value> const&) { ++emitted; }};
                TablePlan const& metrics = plan.table("metrics");
                Rows rows{reader, metrics, plan.rules, metrics.load_order(), nullptr};
                while (rows.next()) recompute.add(rows.values());
                if (recompute.finish().same != 300'000 || emitted != 300'000) _exit(1);
            });
            BOOST_TEST(growth < 20 * 1024, growth << " kB");
            BOOST_TEST_MESSAGE("300,000 rows of one " << (one_run ? "run: " : "key: ") << growth << " kB");
        }
    }
}
#endif

BOOST_AUTO_TEST_SUITE_END()
