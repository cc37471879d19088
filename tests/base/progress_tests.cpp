// The board: what is shown of those who tell what they are at, and that the totals of a list of steps only grow.
#include "base/progress.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <thread>

#include "database.hpp"
#include "scripted_steps.hpp"
#include "target/staging.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> names(Standing const& standing) {
    std::vector<std::string> found;
    for (RunningTask const& task : standing.running) found.push_back(task.name);
    return found;
}

using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_tests)

BOOST_AUTO_TEST_CASE(of_tasks_within_each_other_the_innermost_is_shown) {
    BOOST_TEST(look().running.empty());
    {
        Task outer{"outer"};
        count_row();
        {
            Task const inner{"inner"};
            count_row();
            count_row();
            BOOST_TEST(names(look()) == Names{"inner"}, boost::test_tools::per_element());
            BOOST_TEST(look().running[0].rows == 2U);
        }
        BOOST_TEST(names(look()) == Names{"outer"}, boost::test_tools::per_element());
        BOOST_TEST(look().running[0].rows == 1U);
        outer.now("next");
        BOOST_TEST(names(look()) == Names{"next"}, boost::test_tools::per_element());
        BOOST_TEST(look().running[0].rows == 0U);
    }
    BOOST_TEST(look().running.empty());
    count_row();  // for nobody
}

BOOST_AUTO_TEST_CASE(a_share_is_that_of_the_rows_or_bytes_that_are_expected_and_never_all) {
    {
        Task const task{"rows", 4};
        BOOST_TEST(!look().running[0].share);
        count_row();
        BOOST_TEST(look().running[0].share.value() == 0.25);
        for (int i = 0; i < 9; ++i) count_row();
        BOOST_TEST(look().running[0].share.value() == 0.99);
    }
    Task const task{"bytes", 0, 1000};
    count_bytes(500);
    BOOST_TEST(look().running[0].share.value() == 0.5);
    BOOST_TEST(look().running[0].bytes == 500U);
}

BOOST_AUTO_TEST_CASE(what_the_server_tells_goes_to_the_task_of_its_process_and_never_back) {
    Task task{"index"};
    task.served_by(42);
    tell_share(41, 0.9);
    BOOST_TEST(!look().running[0].share);
    tell_share(42, 0.5);
    tell_share(42, 0.4);
    BOOST_TEST(look().running[0].share.value() == 0.5);
    task.now("next");
    BOOST_TEST(!look().running[0].share);
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
    while (counted < 3) BOOST_TEST(look().running.size() <= 3U);
    std::uint64_t all = 0;
    for (RunningTask const& task : look().running) {
        BOOST_TEST(std::to_string(task.rows) == task.name);
        all += task.rows;
    }
    BOOST_TEST(all == 6000U);
    seen = true;
}

BOOST_AUTO_TEST_CASE(within_a_whole_only_its_parts_are_shown_with_its_totals) {
    Task const before{"before"};
    {
        Whole const whole{[](Standing& standing) { standing.steps = standing.running.size() + 7; }};
        BOOST_TEST(look().running.empty());
        Task const part{"part"};
        BOOST_TEST(names(look()) == Names{"part"}, boost::test_tools::per_element());
        BOOST_TEST(look().steps == 8U);
    }
    BOOST_TEST(names(look()) == Names{"before"}, boost::test_tools::per_element());
    BOOST_TEST(look().steps == 0U);
}

BOOST_AUTO_TEST_CASE(the_share_of_a_list_of_steps_only_grows_and_no_more_run_than_there_are_workers) {
    TestDatabase database;
    std::atomic<int> looks{0};
    ScriptedSteps steps;
    for (int i = 0; i < 12; ++i) {
        // Expected to take long or no time, telling how far they are or not; each is looked at several times.
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
    Standing last;
    {
        std::jthread const looking{[&](std::stop_token const& stop) {
            for (; !stop.stop_requested(); std::this_thread::sleep_for(1ms)) {
                Standing const now = look();
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
    BOOST_TEST(look().steps == 0U);
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
                for (RunningTask const& task : look().running) share = std::max(share, task.share.value_or(0));
                std::this_thread::sleep_for(20ms);
            }
        }};
        steps.run(database.uri(), session_settings(""), 1);
    }
    BOOST_TEST(share > 0.05);
    BOOST_TEST(share < 1);
}

BOOST_AUTO_TEST_SUITE_END()
