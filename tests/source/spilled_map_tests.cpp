// SPDX-License-Identifier: Apache-2.0
#include "source/spilled_map.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace mlflow2pg;

BOOST_AUTO_TEST_SUITE(spilled_map_tests)

BOOST_AUTO_TEST_CASE(the_first_value_of_a_key_stays_until_it_is_taken) {
    SpilledMap map;
    BOOST_TEST(map.insert(Value::text("a"), Value::of(std::int64_t{1})).integer == 1);
    BOOST_TEST(map.insert(Value::text("a"), Value::of(std::int64_t{2})).integer == 1);
    BOOST_TEST(map.find(Value::text("a"))->integer == 1);
    BOOST_TEST(map.take(Value::text("a"))->integer == 1);
    BOOST_TEST(!map.take(Value::text("a")).has_value());
    BOOST_TEST(!map.find(Value::text("a")).has_value());
    BOOST_TEST(map.insert(Value::text("a"), Value::of(std::int64_t{2})).integer == 2);
}

BOOST_AUTO_TEST_CASE(keys_and_values_of_all_types_stay_as_they_are) {
    SpilledMap map;
    map.insert(Value::text("1"), Value::of(-0.0));
    map.insert(Value::of(std::int64_t{1}), Value::blob({"\0x", 2}));
    map.insert(Value::blob("1"), Value::text({"\0y", 2}));
    BOOST_TEST(1 / map.find(Value::text("1"))->real < 0);
    BOOST_TEST((map.find(Value::of(std::int64_t{1}))->bytes == std::string_view{"\0x", 2}));
    BOOST_TEST((map.find(Value::blob("1"))->bytes == std::string_view{"\0y", 2}));
}

BOOST_AUTO_TEST_CASE(pairs_come_in_the_order_that_is_asked_for) {
    SpilledMap map;
    for (std::int64_t const key : {10, 9, 100}) map.insert(Value::of(key), Value::of(-key));
    std::string keys;
    for (SqliteStatement pairs = map.pairs(); pairs.step();) keys += pairs.text(0) + " ";
    BOOST_TEST(keys == "9 10 100 ");
    keys.clear();
    for (SqliteStatement pairs = map.pairs("value"); pairs.step();) keys += pairs.text(0) + " ";
    BOOST_TEST(keys == "100 10 9 ");
}

BOOST_AUTO_TEST_SUITE_END()
