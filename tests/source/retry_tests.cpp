// SPDX-License-Identifier: Apache-2.0
#include "source/retry.hpp"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"

using namespace mlflow2pg;
using std::chrono::milliseconds;

namespace {

using Clock = std::chrono::steady_clock;

RetryLimits const short_limits{milliseconds{60}, milliseconds{20}, milliseconds{2}, milliseconds{8}};
// For tests in which the tries end long before the time is up.
RetryLimits const patient{milliseconds{30'000}, milliseconds{1'000}, milliseconds{1}, milliseconds{2}};

milliseconds since(Clock::time_point start) { return std::chrono::duration_cast<milliseconds>(Clock::now() - start); }

}  // namespace

BOOST_AUTO_TEST_SUITE(retry_tests)

BOOST_AUTO_TEST_CASE(a_first_try_that_succeeds_counts_no_retry) {
    int tries = 0;
    RetryCount const count = retry_while_busy("open", short_limits, [&](milliseconds) { ++tries; });
    BOOST_TEST(tries == 1);
    BOOST_TEST(count.retries == 0);
    BOOST_TEST(count.waited.count() == 0);
}

BOOST_AUTO_TEST_CASE(counts_the_tries_after_the_first) {
    for (int const failures : {1, 2, 5, 9}) {
        int tries = 0;
        RetryCount const count = retry_while_busy("open", patient, [&](milliseconds) {
            if (tries++ < failures) throw BusyError{"locked"};
        });
        BOOST_TEST_CONTEXT(failures << " failures") {
            BOOST_TEST(tries == failures + 1);
            BOOST_TEST(count.retries == failures);
            BOOST_TEST(count.waited.count() >= 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(tells_what_it_counted_however_it_ends) {
    RetryCount counted;
    int tries = 0;
    retry_while_busy(
        "open", patient,
        [&](milliseconds) {
            if (tries++ < 3) throw BusyError{"locked"};
        },
        &counted);
    BOOST_TEST(counted.retries == 3);
    auto const busy = [](milliseconds) { throw BusyError{"locked"}; };
    BOOST_CHECK_THROW(retry_while_busy("open", short_limits, busy, &counted), BusyError);
    BOOST_TEST(counted.retries > 0);
    BOOST_TEST(counted.waited.count() >= short_limits.total.count());
    tries = 0;
    auto const then_damaged = [&](milliseconds) {
        if (tries++ < 2) throw BusyError{"locked"};
        throw CorruptError{"damaged"};
    };
    BOOST_CHECK_THROW(retry_while_busy("open", patient, then_damaged, &counted), CorruptError);
    BOOST_TEST(counted.retries == 2);
}

BOOST_AUTO_TEST_CASE(passes_other_exceptions_at_once) {
    int tries = 0;
    auto const fails_with = [&](auto const& error) {
        return [&tries, error](milliseconds) {
            ++tries;
            throw error;
        };
    };
    BOOST_CHECK_THROW(retry_while_busy("open", patient, fails_with(CorruptError{"damaged"})), CorruptError);
    BOOST_CHECK_THROW(retry_while_busy("open", patient, fails_with(SourceError{"missing"})), SourceError);
    BOOST_CHECK_THROW(retry_while_busy("open", patient, fails_with(std::runtime_error{"other"})), std::runtime_error);
    BOOST_CHECK_THROW(retry_while_busy("open", patient, fails_with(Interrupted{ExitCode::interrupted})), Interrupted);
    BOOST_CHECK_THROW(retry_while_busy("open", patient, fails_with(7)), int);
    BOOST_TEST(tries == 5);
}

BOOST_AUTO_TEST_CASE(another_exception_after_a_busy_one_passes_too) {
    int tries = 0;
    BOOST_CHECK_THROW(retry_while_busy("open", patient,
                                       [&](milliseconds) {
                                           if (++tries == 1) throw BusyError{"locked"};
                                           throw CorruptError{"damaged"};
                                       }),
                      CorruptError);
    BOOST_TEST(tries == 2);
}

BOOST_AUTO_TEST_CASE(gives_up_within_the_total_time_and_says_what_it_waited_for) {
    int tries = 0;
    Clock::time_point const start = Clock::now();
    try {
        retry_while_busy("hold the source", short_limits, [&](milliseconds) {
            ++tries;
            throw BusyError{"database is locked", "stop the writer"};
        });
        BOOST_ERROR("no exception");
    } catch (BusyError const& busy) {
        std::string const what = busy.what();
        BOOST_TEST((busy.code() == ExitCode::busy));
        BOOST_TEST(what.find("hold the source") != std::string::npos);
        BOOST_TEST(what.find("database is locked") != std::string::npos);
        BOOST_TEST(what.find(std::to_string(tries)) != std::string::npos);
        BOOST_TEST(text_of(busy.next_steps()) == "stop the writer");
    }
    BOOST_TEST(tries > 1);
    BOOST_TEST(since(start).count() >= short_limits.total.count());
    BOOST_TEST(since(start).count() < 5'000);
}

BOOST_AUTO_TEST_CASE(gives_each_try_some_time_and_never_more_than_is_left_or_allowed) {
    std::vector<milliseconds> given;
    Clock::time_point const start = Clock::now();
    BOOST_CHECK_THROW(retry_while_busy("open", short_limits,
                                       [&](milliseconds may_take) {
                                           given.push_back(may_take);
                                           milliseconds const left = short_limits.total - since(start);
                                           BOOST_TEST(may_take.count() >= 1);
                                           BOOST_TEST(may_take.count() <= short_limits.longest_try.count());
                                           BOOST_TEST(may_take.count() <= std::max<long long>(left.count(), 0) + 2'000);
                                           throw BusyError{"locked"};
                                       }),
                      BusyError);
    BOOST_TEST((given.front() == short_limits.longest_try));
    BOOST_TEST(given.back().count() < given.front().count());
}

BOOST_AUTO_TEST_CASE(tries_at_least_once_even_without_any_time) {
    int tries = 0;
    RetryLimits const none{milliseconds{0}, milliseconds{1}, milliseconds{0}, milliseconds{0}};
    BOOST_CHECK_THROW(retry_while_busy("open", none,
                                       [&](milliseconds) {
                                           ++tries;
                                           throw BusyError{"locked"};
                                       }),
                      BusyError);
    BOOST_TEST(tries == 1);
}

BOOST_AUTO_TEST_SUITE_END()
