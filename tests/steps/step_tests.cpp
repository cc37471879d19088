// SPDX-License-Identifier: Apache-2.0
// The result of a step in the form in which the staging progress table stores it.
#include "steps/step.hpp"

#include <boost/test/unit_test.hpp>

using namespace mlflow2pg;

BOOST_AUTO_TEST_SUITE(step_tests)

BOOST_AUTO_TEST_CASE(a_recorded_result_is_read_back_as_it_was) {
    StepResult result =
        StepResult::of({"a \"table\"", Reading::back, Checksum::from_hex(std::string(32, 'a'), 7), 8, 0.1});
    result.latest = {1, 2, 3, 4};
    result.latest_counted = true;
    result.seconds = 1e-9;
    StepResult const back = StepResult::from_json(result.to_json());
    BOOST_TEST(back.to_json() == result.to_json());
    BOOST_TEST(back.tables.at(0).table == "a \"table\"");
    BOOST_TEST((back.tables.at(0).checksum == result.tables.at(0).checksum));
    BOOST_TEST(back.latest.source_only == 4U);
    BOOST_TEST(back.seconds == 1e-9);
}

BOOST_AUTO_TEST_SUITE_END()
