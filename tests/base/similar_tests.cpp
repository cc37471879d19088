// SPDX-License-Identifier: Apache-2.0
#include "base/similar.hpp"

#include <boost/test/unit_test.hpp>

using namespace mlflow2pg;

BOOST_AUTO_TEST_SUITE(similar_tests)

BOOST_AUTO_TEST_CASE(the_distance_is_the_number_of_edits) {
    BOOST_TEST(edit_distance("", "") == 0U);
    BOOST_TEST(edit_distance("mlruns", "mlruns") == 0U);
    BOOST_TEST(edit_distance("", "abc") == 3U);
    BOOST_TEST(edit_distance("mlrun.db", "mlruns.db") == 1U);
    BOOST_TEST(edit_distance("-dry-run", "--dry-run") == 1U);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
