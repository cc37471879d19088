// SPDX-License-Identifier: Apache-2.0
// Which tasks are shown, with which share; and that the totals of a list of steps never decrease.
#include "base/progress.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "database.hpp"
#include "scripted_steps.hpp"
#include "target/staging.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> names(ProgressSnapshot const& progress) {
    std::vector<std::string> found;
    for (RunningTask const& task : progress.running) found.push_back(task.name);
    return found;
}

using Names = std::vector<std::string>;

double total(std::vector<double> const& all) { return std::accumulate(all.begin(), all.end(), 0.0); }

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_tests)

BOOST_AUTO_TEST_CASE(of_tasks_within_each_other_the_innermost_is_shown) {
    BOOST_TEST(current_progress().running.empty());
    {
        Task outer{"outer"};
        count_row();
        {
            Task const inner{"inner"};
            count_row();
            count_row();
            BOOST_TEST(names(current_progress()) == Names{"inner"}, boost::test_tools::per_element());
            BOOST_TEST(current_progress().running[0].rows == 2U);
        }
        BOOST_TEST(names(current_progress()) == Names{"outer"}, boost::test_tools::per_element());
        BOOST_TEST(current_progress().running[0].rows == 1U);
        outer.now("next");
        BOOST_TEST(names(current_progress()) == Names{"next"}, boost::test_tools::per_element());
        BOOST_TEST(current_progress().running[0].rows == 0U);
    }
    BOOST_TEST(current_progress().running.empty());
    count_row();  // no task counts it
}

BOOST_AUTO_TEST_CASE(a_share_is_that_of_the_rows_or_bytes_that_are_expected_and_never_all) {
    {
        Task const task{"rows", 4};
        BOOST_TEST(!current_progress().running[0].share);
        count_row();
        BOOST_TEST(current_progress().running[0].share.value() == 0.25);
        for (int i = 0; i < 9; ++i) count_row();
        BOOST_TEST(current_progress().running[0].share.value() == 0.99);
    }
    Task const task{"bytes", 0, 1000};
    count_bytes(500);
    BOOST_TEST(current_progress().running[0].share.value() == 0.5);
    BOOST_TEST(current_progress().running[0].bytes == 500U);
}

BOOST_AUTO_TEST_CASE(what_the_server_tells_goes_to_the_task_of_its_process_and_never_back) {
    Task task{"index"};
    task.set_server_process(42);
    report_share(41, 0.9);
    BOOST_TEST(!current_progress().running[0].share);
    report_share(42, 0.5);
    report_share(42, 0.4);
    BOOST_TEST(current_progress().running[0].share.value() == 0.5);
    task.now("next");
    BOOST_TEST(!current_progress().running[0].share);
}

BOOST_AUTO_TEST_CASE(tasks_of_several_threads_are_counted_apart_while_somebody_looks) {
    std::atomic<int> counted{0};
    std::atomic<bool> seen{false};
    std::vector<std::jthread> threads;
    for (int rows : {1000, 2000, 3000}) {
        threads.emplace_back([&, rows] {
            Task const task{std::to_string(rows)};
            for (int i = 0; i < rows; ++i) count_row();
            ++counted;
            while (!seen) std::this_thread::sleep_for(1ms);
        });
    }
    while (counted < 3) BOOST_TEST(current_progress().running.size() <= 3U);
    std::uint64_t all = 0;
    for (RunningTask const& task : current_progress().running) {
        BOOST_TEST(std::to_string(task.rows) == task.name);
        all += task.rows;
    }
    BOOST_TEST(all == 6000U);
    seen = true;
}

BOOST_AUTO_TEST_CASE(while_a_list_of_steps_runs_only_its_tasks_are_shown_with_its_totals) {
    Task const before{"before"};
    {
        TotalProgress const total{[](ProgressSnapshot& progress) { progress.steps = progress.running.size() + 7; }};
        BOOST_TEST(current_progress().running.empty());
        Task const part{"part"};
        BOOST_TEST(names(current_progress()) == Names{"part"}, boost::test_tools::per_element());
        BOOST_TEST(current_progress().steps == 8U);
    }
    BOOST_TEST(names(current_progress()) == Names{"before"}, boost::test_tools::per_element());
    BOOST_TEST(current_progress().steps == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_left_follows_what_was_expected_until_something_has_taken_its_time) {
    std::vector<StepProgress> const untouched{{10}, {20}, {30}};
    BOOST_TEST(total(seconds_left(untouched)) == 60, boost::test_tools::tolerance(1e-9));
    for (double const pace : {0.1, 1.0, 5.0}) {
        std::vector<StepProgress> const half{{100, 100 * pace, 1.0}, {100}};
        BOOST_TEST(seconds_left(half)[0] == 0);
        BOOST_TEST(seconds_left(half)[1] == 100 * pace, boost::test_tools::tolerance(0.05));
    }
}

BOOST_AUTO_TEST_CASE(what_finished_and_running_steps_took_scales_the_rest) {
    std::vector<double> const left = seconds_left({{100, 100, 1.0}, {200, 400, 0.5}, {50}, {10}});
    BOOST_TEST(left[2] == 125, boost::test_tools::tolerance(0.05));
    BOOST_TEST(left[3] == 25, boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(a_running_step_tells_by_its_share_or_by_its_time) {
    BOOST_TEST(seconds_left({{10, 30, 0.75}})[0] == 10);
    BOOST_TEST(seconds_left({{10, 4, std::nullopt}})[0] == 6);
    // It takes longer than expected, and its share is unknown: some time is always left.
    BOOST_TEST(seconds_left({{10, 100, std::nullopt}})[0] == 10);
}

BOOST_AUTO_TEST_CASE(no_time_is_told_before_there_is_something_to_tell_it_from) {
    BOOST_TEST(!time_left(1, 0.5));
    BOOST_TEST(!time_left(100, 0.01));
    BOOST_TEST(time_left(30, 0.25).value() == 90);
    BOOST_TEST(time_left(30, 1).value() == 0);
}

// The steps and the reader of the progress use two locks. They must not take them in opposite orders.
BOOST_AUTO_TEST_CASE(the_steps_do_not_wait_for_ever_for_whoever_looks_at_the_progress) {
    TestDatabase database;
    std::jthread const looking{[](std::stop_token const& stop) {
        while (!stop.stop_requested()) current_progress();
    }};
    for (int list = 0; list < 20; ++list) {
        ScriptedSteps steps;
        for (int i = 0; i < 40; ++i) {
            steps.add(
                std::to_string(i), {}, 0.01, [](Worker&) { return StepResult{}; },
                i % 2 == 0 ? Stage::load : Stage::verify, 0);
        }
        steps.run(database.uri(), session_settings(""), 3);
    }
}

BOOST_AUTO_TEST_CASE(the_share_of_a_list_of_steps_only_grows_and_no_more_run_than_there_are_workers) {
    TestDatabase database;
    std::atomic<int> looks{0};
    ScriptedSteps steps;
    for (int i = 0; i < 12; ++i) {
        // Steps that are expected to take long or no time, with or without a known share. Each is looked at several
        // times.
        auto const run = [i, &looks](Worker&) {
            int const before = looks;
            for (int row = 0; row < 50; ++row) {
                if (i % 4 == 0) count_row();
                while (looks < before + row / 10) std::this_thread::sleep_for(1ms);
            }
            return StepResult{};
        };
        steps.add(std::to_string(i), {}, i % 3 == 0 ? 3 : 0.01, run, i % 2 == 0 ? Stage::load : Stage::verify,
                  i % 4 == 0 ? 50 : 0);
    }
    ProgressSnapshot last;
    {
        std::jthread const looking{[&](std::stop_token const& stop) {
            for (; !stop.stop_requested(); std::this_thread::sleep_for(1ms)) {
                ProgressSnapshot const now = current_progress();
                if (now.steps == 0) continue;
                BOOST_TEST(now.share >= last.share);
                BOOST_TEST((now.share < 1 || now.done == now.steps));
                BOOST_TEST(now.done >= last.done);
                BOOST_TEST(now.running.size() <= 3U);
                last = now;
                ++looks;
            }
        }};
        steps.run(database.uri(), session_settings(""), 3);
    }
    BOOST_TEST(last.steps == 12U);
    BOOST_TEST(last.done >= 9U);
    BOOST_TEST(last.share > 0);
    BOOST_TEST(current_progress().steps == 0U);
}

BOOST_AUTO_TEST_CASE(the_server_tells_how_far_an_index_is) {
    TestDatabase database;
    ScriptedSteps steps;
    auto const build = [](Worker& worker) {
        worker.connection().execute(
            "SET maintenance_work_mem = '1MB'; CREATE TEMP TABLE t AS SELECT md5(i::text) AS text FROM "
            "generate_series(1, 600000) AS i; CREATE INDEX ON t (text)");
        return StepResult{};
    };
    steps.add("index", {}, 1, build, Stage::finish);
    double share = 0;
    {
        std::jthread const looking{[&](std::stop_token const& stop) {
            while (!stop.stop_requested()) {
                for (RunningTask const& task : current_progress().running)
                    share = std::max(share, task.share.value_or(0));
                std::this_thread::sleep_for(20ms);
            }
        }};
        steps.run(database.uri(), session_settings(""), 1);
    }
    BOOST_TEST(share > 0.05);
    BOOST_TEST(share < 1);
}

BOOST_AUTO_TEST_CASE(a_stage_is_listed_when_it_ends_unless_it_was_short_a_step_or_the_sum_of_others) {
    auto const finished = [] {
        std::vector<std::string> names;
        for (FinishedStage const& stage : current_progress().finished) names.push_back(stage.name);
        return names;
    };
    std::vector<std::string> const before = finished();
    {
        Task outer{"outer"};
        { Task const short_one{"short"}; }
        Task task{"first"};
        std::this_thread::sleep_for(600ms);
        task.now("second");
        BOOST_TEST(finished().back() == "first");
        TotalProgress const steps{[](ProgressSnapshot&) {}};
        std::this_thread::sleep_for(600ms);
        task.now("third");
    }
    add_finished("load", 7);
    std::vector<std::string> expected = before;
    expected.insert(expected.end(), {"first", "load"});
    BOOST_TEST(finished() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
