// SPDX-License-Identifier: Apache-2.0
#include "base/checksum.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace mlflow2pg;
using namespace std::string_literals;

namespace {

Checksum hash(std::vector<Value> const& row) {
    RowHash hash;
    for (Value const& value : row) hash.add(value);
    return hash.finish();
}

Checksum sum(std::vector<Checksum> const& rows) {
    Checksum total;
    for (Checksum const& row : rows) total.add(row);
    return total;
}

constexpr std::uint64_t greatest = std::numeric_limits<std::uint64_t>::max();

}  // namespace

BOOST_AUTO_TEST_SUITE(checksum_tests)

BOOST_AUTO_TEST_CASE(a_row_counts_once_and_its_hash_is_repeatable) {
    std::vector<Value> const row{Value::of(std::int64_t{1}), Value::text("x"), Value::null()};
    BOOST_TEST(hash(row).rows == 1U);
    BOOST_TEST((hash(row) == hash(row)));
    BOOST_TEST(hash(row).hex() == hash(row).hex());
}

BOOST_AUTO_TEST_CASE(a_finished_hash_forgets_its_row) {
    RowHash one;
    one.add(Value::text("before"));
    one.finish();
    one.add(Value::text("row"));
    BOOST_TEST((one.finish() == hash({Value::text("row")})));
}

BOOST_AUTO_TEST_CASE(the_order_of_rows_does_not_matter) {
    std::mt19937_64 random{4};
    std::vector<Checksum> rows;
    for (int i = 0; i < 500; ++i) rows.push_back(hash({Value::of(static_cast<std::int64_t>(random()))}));
    Checksum const expected = sum(rows);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(rows.begin(), rows.end(), random);
        BOOST_TEST((sum(rows) == expected));
    }
    BOOST_TEST(expected.rows == 500U);
}

BOOST_AUTO_TEST_CASE(the_order_of_parts_does_not_matter) {
    Checksum const a = hash({Value::text("a")});
    Checksum const b = hash({Value::text("b")});
    Checksum const c = hash({Value::text("c")});
    BOOST_TEST((sum({sum({a, b}), c}) == sum({a, sum({c, b})})));
}

BOOST_AUTO_TEST_CASE(a_row_that_is_there_twice_changes_the_sum) {
    Checksum const a = hash({Value::text("a")});
    Checksum const b = hash({Value::text("b")});
    BOOST_TEST(sum({a, b, b}).hex() != sum({a}).hex());  // xor would cancel the two
    BOOST_TEST(sum({a, b, b}).hex() != sum({a, b}).hex());
    BOOST_TEST(sum({a, a}).hex() != sum({b, b}).hex());
}

BOOST_AUTO_TEST_CASE(equal_numbers_hash_equally_whatever_their_type) {
    struct Case {
        std::int64_t integer;
        double real;
    };
    for (auto const& [integer, real] :
         std::vector<Case>{{0, 0.0},
                           {1, 1.0},
                           {-1, -1.0},
                           {1LL << 53, 9007199254740992.0},
                           {-(1LL << 53), -9007199254740992.0},
                           {1LL << 62, 4611686018427387904.0},
                           {std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0}}) {
        BOOST_TEST_CONTEXT(integer) { BOOST_TEST((hash({Value::of(integer)}) == hash({Value::of(real)}))); }
    }
}

BOOST_AUTO_TEST_CASE(different_values_hash_differently) {
    double const infinity = std::numeric_limits<double>::infinity();
    std::vector<std::vector<Value>> const rows{
        {},
        {Value::null()},
        {Value::null(), Value::null()},
        {Value::of(std::int64_t{0})},
        {Value::of(-0.0)},
        {Value::of(std::int64_t{1})},
        {Value::of(1.5)},
        {Value::of(std::numeric_limits<double>::denorm_min())},
        {Value::of(infinity)},
        {Value::of(-infinity)},
        {Value::of(std::numeric_limits<double>::quiet_NaN())},
        {Value::of(std::numeric_limits<std::int64_t>::max())},
        {Value::of(9223372036854775808.0)},
        {Value::of(std::numeric_limits<double>::max())},
        {Value::of((std::int64_t{1} << 53) + 1)},
        {Value::of(9007199254740992.0)},
        {Value::text("")},
        {Value::blob("")},
        {Value::text("0")},
        {Value::text("1")},
        {Value::text("1.0")},
        {Value::text("true")},
        {Value::text("n")},
        {Value::blob("1")},
        {Value::text("NULL")},
        {Value::text({"\0", 1})},
        {Value::text({"1\0", 2})},
        {Value::text("1 ")},
        {Value::text("ab"), Value::text("c")},
        {Value::text("a"), Value::text("bc")},
        {Value::text("abc")},
        {Value::text("abc"), Value::null()},
        {Value::null(), Value::text("abc")},
        {Value::text("abc"), Value::text("")},
        {Value::of(std::int64_t{1}), Value::of(std::int64_t{2})},
        {Value::of(std::int64_t{2}), Value::of(std::int64_t{1})},
        {Value::of(std::int64_t{12})},
    };
    std::set<std::string> seen;
    for (std::vector<Value> const& row : rows) seen.insert(hash(row).hex());
    BOOST_TEST(seen.size() == rows.size());
}

BOOST_AUTO_TEST_CASE(values_of_every_length_count_to_their_last_byte) {
    std::set<std::string> seen;
    std::size_t made = 0;
    for (std::size_t const length : {1U, 16U, 255U, 256U, 257U, 258U, 512U, 5000U, 100'000U}) {
        std::string text(length, 'x');
        auto const remember = [&] {
            seen.insert(hash({Value::text(text)}).hex());
            seen.insert(hash({Value::blob(text)}).hex());
            made += 2;
        };
        remember();
        text.back() = 'y';
        remember();
        text.back() = 'x';
        text.front() = length == 1 ? 'z' : 'y';
        remember();
    }
    BOOST_TEST(seen.size() == made);
}

BOOST_AUTO_TEST_CASE(a_value_in_pieces_hashes_as_in_one) {
    class Pieces final : public LongBytes {
    public:
        Pieces(std::string bytes, std::size_t piece) : bytes_{std::move(bytes)}, piece_{piece} {}
        std::uint64_t size() const override { return bytes_.size(); }
        void for_each_piece(Visitor const& visit) const override {
            for (std::size_t at = 0; at < bytes_.size(); at += piece_)
                visit(std::string_view{bytes_}.substr(at, piece_));
        }

    private:
        std::string bytes_;
        std::size_t piece_;
    };
    for (std::size_t const size : {0U, 1U, 240U, 256U, 257U, 4096U, 100000U}) {
        for (std::size_t const piece : {1U, 255U, 256U, 1000U, 65536U}) {
            std::string const whole = std::string(size, 'x') + "é";
            Pieces const pieces{whole, piece};
            RowHash hash;
            for (Value::Type const type : {Value::Type::text, Value::Type::blob}) {
                Value const in_one = type == Value::Type::text ? Value::text(whole) : Value::blob(whole);
                std::vector<Value> const one{Value::of(std::int64_t{1}), in_one, Value::null()};
                std::vector<Value> const many{Value::of(std::int64_t{1}), Value::in_pieces(type, pieces),
                                              Value::null()};
                BOOST_TEST((hash.of(one) == hash.of(many)), size << " in pieces of " << piece);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(long_values_keep_their_place_in_the_row) {
    std::string const a(300, 'a');
    std::string const b(300, 'b');
    BOOST_TEST((hash({Value::text(a), Value::text(b)}) != hash({Value::text(b), Value::text(a)})));
    BOOST_TEST((hash({Value::text(a + b)}) != hash({Value::text(a), Value::text(b)})));
    BOOST_TEST((hash({Value::text(a), Value::null()}) != hash({Value::null(), Value::text(a)})));
}

BOOST_AUTO_TEST_CASE(addition_carries_into_the_upper_half_and_wraps_at_the_end) {
    struct Case {
        Checksum a;
        Checksum b;
        Checksum sum;
    };
    for (auto const& [a, b, expected] : std::vector<Case>{
             {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
             {{0, greatest, 1}, {0, 1, 1}, {1, 0, 2}},
             {{0, greatest, 1}, {0, greatest, 1}, {1, greatest - 1, 2}},
             {{5, 1, 1}, {6, 2, 3}, {11, 3, 4}},
             {{greatest, greatest, 1}, {0, 1, 1}, {0, 0, 2}},
             {{greatest, greatest, 1}, {greatest, greatest, 1}, {greatest, greatest - 1, 2}},
             {{greatest, 0, 1}, {1, 7, 1}, {0, 7, 2}},
         }) {
        Checksum there = a;
        there.add(b);
        BOOST_TEST((there == expected));
        Checksum back = b;
        back.add(a);
        BOOST_TEST((back == expected));
    }
}

BOOST_AUTO_TEST_CASE(a_checksum_can_be_added_to_itself) {
    Checksum twice{1, greatest, 3};
    twice.add(Checksum{twice});
    BOOST_TEST((twice == Checksum{3, greatest - 1, 6}));
}

BOOST_AUTO_TEST_CASE(hexadecimal_digits_survive_the_way_there_and_back) {
    BOOST_TEST((Checksum{0, 0, 0}.hex()) == std::string(32, '0'));
    BOOST_TEST((Checksum{1, 2, 9}.hex()) == "00000000000000010000000000000002");
    BOOST_TEST((Checksum{greatest, greatest, 0}.hex()) == std::string(32, 'f'));
    std::mt19937_64 random{5};
    for (int round = 0; round < 1'000; ++round) {
        Checksum const sum{random() >> (random() % 64), random() >> (random() % 64), random() % 100};
        BOOST_REQUIRE(sum.hex().size() == 32U);
        BOOST_REQUIRE((Checksum::from_hex(sum.hex(), sum.rows) == sum));
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_not_32_hexadecimal_digits) {
    for (std::string const& digits :
         {""s, "0"s, std::string(31, '0'), std::string(33, '0'), std::string(31, '0') + "g", "g" + std::string(31, '0'),
          "-" + std::string(31, '0'), "+" + std::string(31, '1'), "0x" + std::string(30, '0'),
          " " + std::string(31, '0'), std::string(15, '0') + " " + std::string(16, '0'),
          std::string(16, '0') + "-" + std::string(15, '1'), std::string(31, '0') + "\0"s}) {
        BOOST_TEST_CONTEXT(digits) { BOOST_CHECK_THROW(Checksum::from_hex(digits, 1), std::invalid_argument); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
