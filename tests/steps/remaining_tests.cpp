// The guess at what is left to do.
#include "steps/remaining.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>

#include "base/progress.hpp"

using namespace mlflow2pg;

namespace {

double total(std::vector<double> const& all) { return std::accumulate(all.begin(), all.end(), 0.0); }

}  // namespace

BOOST_AUTO_TEST_SUITE(remaining_tests)

BOOST_AUTO_TEST_CASE(what_is_left_follows_what_was_expected_until_something_has_taken_its_time) {
    std::vector<StepStanding> const untouched{{0, 10}, {1, 20}, {2, 30}};
    BOOST_TEST(total(seconds_left(untouched)) == 60, boost::test_tools::tolerance(1e-9));
    for (double const pace : {0.1, 1.0, 5.0}) {
        std::vector<StepStanding> const half{{0, 100, 100 * pace, 1.0}, {0, 100}};
        BOOST_TEST(seconds_left(half)[0] == 0);
        BOOST_TEST(seconds_left(half)[1] == 100 * pace, boost::test_tools::tolerance(0.05));
    }
}

BOOST_AUTO_TEST_CASE(the_steps_of_the_same_stage_count_first) {
    std::vector<StepStanding> const steps{{0, 100, 100, 1.0}, {1, 100, 400, 1.0}, {0, 50}, {1, 50}, {2, 50}};
    std::vector<double> const left = seconds_left(steps);
    BOOST_TEST(left[2] == 50, boost::test_tools::tolerance(0.05));
    BOOST_TEST(left[3] == 200, boost::test_tools::tolerance(0.05));
    BOOST_TEST(left[4] == 125, boost::test_tools::tolerance(0.05));  // as all of them
}

BOOST_AUTO_TEST_CASE(a_running_step_tells_by_its_share_or_by_its_time) {
    BOOST_TEST(seconds_left({{0, 10, 30, 0.75}})[0] == 10);
    BOOST_TEST(seconds_left({{0, 10, 4, std::nullopt}})[0] == 6);
    // Longer than expected, and nobody knows how long: never nothing.
    BOOST_TEST(seconds_left({{0, 10, 100, std::nullopt}})[0] == 10);
}

BOOST_AUTO_TEST_CASE(no_time_is_told_before_there_is_something_to_tell_it_from) {
    BOOST_TEST(!time_left(1, 0.5));
    BOOST_TEST(!time_left(100, 0.01));
    BOOST_TEST(time_left(30, 0.25).value() == 90);
    BOOST_TEST(time_left(30, 1).value() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
