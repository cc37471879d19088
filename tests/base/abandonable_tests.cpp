// SPDX-License-Identifier: Apache-2.0
#include "base/abandonable.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>

using namespace mlflow2pg;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(abandonable_tests)

BOOST_AUTO_TEST_CASE(a_thread_whose_work_is_done_has_ended_too) {
    static std::atomic<bool> ended;
    // A library frees what it keeps for a thread when the thread ends.
    struct Kept {
        ~Kept() {
            std::this_thread::sleep_for(100ms);
            ended = true;
        }
    };
    for (bool const takes_result : {true, false}) {
        ended = false;
        {
            Abandonable<int> work{[] {
                thread_local Kept const kept;
                static_cast<void>(&kept);
                return 7;
            }};
            BOOST_TEST_REQUIRE(work.is_done_within(60s));
            if (takes_result) BOOST_TEST(work.get() == 7);
        }
        BOOST_TEST(ended.load());
    }
}

BOOST_AUTO_TEST_CASE(work_that_takes_too_long_is_abandoned) {
    auto const go_on = std::make_shared<std::promise<void>>();
    auto const gone_on = std::make_shared<std::promise<void>>();
    {
        Abandonable<void> const work{[go_on, gone_on] {
            go_on->get_future().wait();
            gone_on->set_value();
        }};
        BOOST_TEST(!work.is_done_within(1ms));
    }
    go_on->set_value();
    BOOST_TEST((gone_on->get_future().wait_for(60s) == std::future_status::ready));
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_work_is_thrown_by_get) {
    Abandonable<void> work{[] { throw std::runtime_error{"no"}; }};
    BOOST_CHECK_THROW(work.get(), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
