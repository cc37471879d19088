// SPDX-License-Identifier: Apache-2.0
#include "steps/scheduler.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "database.hpp"
#include "scripted_steps.hpp"
#include "target/staging.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// Records the order in which its steps began.
class Recorder {
public:
    ScriptedSteps::Action action(std::string const& name) {
        return [this, name](Worker&) {
            std::lock_guard const guard{mutex_};
            order_.push_back(name);
            return StepResult{};
        };
    }
    void add_to(ScriptedSteps& steps, std::string const& name, std::vector<std::string> needs, double cost) {
        steps.add(name, std::move(needs), cost, action(name));
    }
    std::vector<std::string> order() const { return order_; }

private:
    std::mutex mutex_;
    std::vector<std::string> order_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(scheduler_tests)

BOOST_AUTO_TEST_CASE(the_step_with_the_longest_way_to_the_end_comes_first) {
    TestDatabase database;
    Recorder recorder;
    ScriptedSteps steps;
    recorder.add_to(steps, "short", {}, 1);
    recorder.add_to(steps, "middle", {}, 5);
    recorder.add_to(steps, "first of a chain", {}, 2);
    recorder.add_to(steps, "last of a chain", {"first of a chain"}, 8);
    steps.run(database.uri(), session_settings(""), 1);
    std::vector<std::string> const expected{"first of a chain", "last of a chain", "middle", "short"};
    BOOST_TEST(recorder.order() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_step_waits_for_all_it_needs_on_any_number_of_workers) {
    TestDatabase database;
    for (unsigned const jobs : {1U, 2U, 7U}) {
        Recorder recorder;
        ScriptedSteps steps;
        for (int i = 0; i < 40; ++i) {
            std::vector<std::string> needs;
            for (int before = i % 5 == 4 ? i - 4 : i; before < i; ++before) needs.push_back(std::to_string(before));
            recorder.add_to(steps, std::to_string(i), needs, i);
        }
        StepResults const results = steps.run(database.uri(), session_settings(""), jobs).results;
        BOOST_TEST(results.size() == 40U);
        std::vector<std::string> const order = recorder.order();
        auto const position = [&](int step) {
            return std::find(order.begin(), order.end(), std::to_string(step)) - order.begin();
        };
        for (int i = 4; i < 40; i += 5) {
            for (int before = i - 4; before < i; ++before) BOOST_TEST(position(before) < position(i));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_expected_time_is_that_of_the_longest_chain_or_of_all_work_divided) {
    auto const step = [](std::string const& name, std::vector<std::string> needs, double cost) {
        return Step{name, Stage::load, Step::Kind::statements, {}, std::move(needs), cost};
    };
    std::vector<Step> const chain{step("a", {}, 1), step("b", {"a"}, 2), step("c", {"b"}, 4)};
    for (unsigned const jobs : {1U, 2U, 8U}) BOOST_TEST(expected_seconds(chain, jobs) == 7);
    std::vector<Step> const apart{step("a", {}, 3), step("b", {}, 2), step("c", {}, 1), step("d", {}, 2)};
    BOOST_TEST(expected_seconds(apart, 1) == 8);
    BOOST_TEST(expected_seconds(apart, 2) == 4);
    BOOST_TEST(expected_seconds(apart, 8) == 3);
    BOOST_TEST(expected_seconds({}, 2) == 0);
}

BOOST_AUTO_TEST_CASE(finished_steps_are_not_run_again_and_their_results_count) {
    TestDatabase database;
    Recorder recorder;
    StepResult done;
    done.tables.push_back(
        {"params", Reading::first, Checksum::from_hex("000102030405060708090a0b0c0d0e0f", 7), 42, 0.5});
    done.latest = {1, 2, 3, 4};
    done.latest_counted = true;
    ScriptedSteps steps;
    recorder.add_to(steps, "done", {}, 1);
    recorder.add_to(steps, "next", {"done"}, 1);
    StepResults const results = steps.run(database.uri(), session_settings(""), 2, {{"done", done.to_json()}}).results;
    BOOST_TEST(recorder.order() == std::vector<std::string>{"next"}, boost::test_tools::per_element());
    StepResult const& again = results.at("done");
    BOOST_TEST((again.tables.at(0).checksum == done.tables[0].checksum));
    BOOST_TEST(again.tables[0].bytes == 42U);
    BOOST_TEST(again.latest.source_only == 4U);
}

BOOST_AUTO_TEST_CASE(a_step_that_the_server_rolled_back_for_a_deadlock_is_repeated) {
    TestDatabase database;
    database.query("CREATE TABLE one (); CREATE TABLE two ()");
    std::jthread other;
    int attempts = 0;
    ScriptedSteps steps;
    steps.add("lock both", {}, 1, [&](Worker& worker) {
        worker.connection().execute("LOCK TABLE public.one");
        if (++attempts == 1) {
            // This session looks for no deadlock, so the server ends our transaction.
            other =
                std::jthread{[&] { database.query("SET deadlock_timeout = '1h'; LOCK TABLE two; LOCK TABLE one"); }};
            wait_for(database, "EXISTS (SELECT FROM pg_locks WHERE relation = 'public.one'::regclass AND NOT granted)");
        }
        worker.connection().execute("LOCK TABLE public.two; INSERT INTO public.two DEFAULT VALUES");
        return StepResult{};
    });
    steps.run(database.uri(), session_settings(""), 1);
    BOOST_TEST(attempts == 2);
    BOOST_TEST(database.query("SELECT count(*) FROM two") == "1");
}

BOOST_AUTO_TEST_CASE(the_first_failure_stops_what_the_others_wait_for_and_is_the_one_thrown) {
    TestDatabase database;
    Recorder recorder;
    ScriptedSteps steps;
    steps.add("sleep", {}, 9, [](Worker& worker) {
        worker.connection().execute("SELECT pg_sleep(300)");
        return StepResult{};
    });
    steps.add("fail", {}, 8, [](Worker&) -> StepResult {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        throw DataError{"the cause"};
    });
    recorder.add_to(steps, "never", {"sleep"}, 1);
    BOOST_CHECK_EXCEPTION(steps.run(database.uri(), session_settings(""), 2), DataError,
                          [](DataError const& error) { return std::string{error.what()} == "the cause"; });
    BOOST_TEST(recorder.order().empty());
    // The server needs a moment to end a cancelled statement.
    wait_for(database,
             "count(*) = 0 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND state = 'active' AND pid <> "
             "pg_backend_pid()");
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_a_target_error_with_the_next_step) {
    TestDatabase database;
    ScriptedSteps steps;
    steps.add("suicide", {}, 1, [](Worker& worker) {
        worker.connection().execute("SELECT pg_terminate_backend(pg_backend_pid())");
        return StepResult{};
    });
    BOOST_CHECK_EXCEPTION(
        steps.run(database.uri(), session_settings(""), 1), ServerError, [](ServerError const& error) {
            return error.connection_lost() && !text_of(error.next_steps()).empty() && error.code() == ExitCode::target;
        });
}

BOOST_AUTO_TEST_SUITE_END()
