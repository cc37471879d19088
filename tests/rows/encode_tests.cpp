// SPDX-License-Identifier: Apache-2.0
#include "rows/convert.hpp"
#include "rows/encode.hpp"

#include <array>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "mlflow/recorded_schema.hpp"
#include "pieces.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::string_literals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t least_64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest_64 = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t two_to_53 = std::int64_t{1} << 53;

constexpr std::array all_types{
    ColumnType::boolean, ColumnType::smallint, ColumnType::integer, ColumnType::bigint, ColumnType::double_precision,
    ColumnType::varchar, ColumnType::text,     ColumnType::json,    ColumnType::bytea,  ColumnType::date};

Value whole(std::int64_t number) { return Value::of(number); }
Value real(double number) { return Value::of(number); }
Value text(std::string_view characters) { return Value::text(characters); }
Value blob(std::string_view content) { return Value::blob(content); }

std::string shown(Value const& value) { return printable(value) + (value.type == Value::Type::real ? " (REAL)" : ""); }

// Whether both have the same bits: -0.0 is not 0.0, and 1 is not 1.0.
bool same(Value const& a, Value const& b) {
    return a.type == b.type && a.integer == b.integer && std::memcmp(&a.real, &b.real, sizeof a.real) == 0 &&
           a.bytes == b.bytes;
}

TablePlan table_of(std::vector<Column> const& columns) {
    TablePlan table;
    table.name = "t";
    for (Column const& column : columns) table.columns.push_back({column});
    table.key = {0};
    return table;
}

TablePlan table_of(ColumnType type, int max_length = 0) { return table_of({Column{"c", type, max_length}}); }

Rules fixing(std::vector<Fix> const& fixes) {
    Rules rules;
    for (Fix const fix : fixes) rules.fixes.add(fix);
    return rules;
}

Rules fixing_everything() { return fixing({all_fixes.begin(), all_fixes.end()}); }

// The result for one value; owns its bytes.
struct Converted {
    bool fits;
    Value value;
    std::string bytes;
    std::vector<Reason> reasons;
    std::string fixes;
};

Converted convert(Column const& column, Value const& value, Rules const& rules = {}) {
    TablePlan const table = table_of({column});
    RowConverter converter{table, rules};
    Converted converted{converter.convert(std::span{&value, 1}),
                        converter.values()[0],
                        std::string{converter.values()[0].bytes},
                        {},
                        {}};
    for (auto const& problem : converter.problems()) {
        BOOST_TEST(problem.column == 0U);
        converted.reasons.push_back(problem.reason);
    }
    BOOST_TEST(converter.fixed().size() <= 1U);
    if (!converter.fixed().empty()) converted.fixes = converter.fixed()[0].fixes.names();
    return converted;
}

Converted convert(ColumnType type, Value const& value, Rules const& rules = {}) {
    return convert(Column{"c", type}, value, rules);
}

bool is_text_type(ColumnType type) {
    return type == ColumnType::varchar || type == ColumnType::text || type == ColumnType::json;
}

void require_fit(Column const& column, Value const& value, Value const& expected, Rules const& rules = {}) {
    Converted const converted = convert(column, value, rules);
    BOOST_TEST_CONTEXT(spelling(column.type) << " of " << shown(value)) {
        BOOST_TEST(converted.fits);
        BOOST_TEST(converted.reasons.empty());
        BOOST_TEST(converted.fixes == "");
        Value got = converted.value;
        got.bytes = converted.bytes;
        BOOST_TEST(same(got, expected), "became " << shown(got));
    }
}

void require_misfit(Column const& column, Value const& value, Reason reason, Rules const& rules = {}) {
    Converted const converted = convert(column, value, rules);
    BOOST_TEST_CONTEXT(spelling(column.type) << " of " << shown(value)) {
        BOOST_TEST(!converted.fits);
        BOOST_REQUIRE(converted.reasons.size() == 1U);
        BOOST_TEST(name(converted.reasons[0]) == name(reason));
    }
}

std::string const header = "PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0"s;
std::string const trailer = "\xFF\xFF";

std::string whole_copy(TablePlan const& table, std::vector<std::vector<Value>> const& rows) {
    std::string copy;
    RowEncoder encoder{table, [&](std::string_view portion) { copy += portion; }};
    for (std::vector<Value> const& row : rows) encoder.add(row);
    encoder.finish();
    BOOST_TEST(encoder.bytes() == copy.size());
    return copy;
}

// One row, without the header and trailer of a COPY.
std::string encoded(TablePlan const& table, std::vector<Value> const& values) {
    std::string const copy = whole_copy(table, {values});
    BOOST_REQUIRE(copy.starts_with(header));
    BOOST_REQUIRE(copy.ends_with(trailer));
    return copy.substr(header.size(), copy.size() - header.size() - trailer.size());
}

std::string random_text(std::mt19937_64& random, std::size_t most_characters) {
    static constexpr std::array<std::string_view, 12> characters{"a",  "Z",  " ",  "é",  "€",    "😀",
                                                                 "\n", "\t", "\"", "\\", "\x7F", "\x01"};
    std::string made;
    for (auto count = random() % (most_characters + 1); count > 0; --count)
        made += characters[random() % characters.size()];
    return made;
}

std::string random_bytes(std::mt19937_64& random, std::size_t most) {
    std::string made(random() % (most + 1), '\0');
    for (char& byte : made) byte = static_cast<char>(static_cast<unsigned char>(random() % 256));
    return made;
}

// A value that fits the column without a fix, in one of the forms in which SQLite may store it. Its bytes are in
// `bytes`.
Value random_fit(std::mt19937_64& random, Column const& column, std::deque<std::string>& bytes) {
    if (!column.not_null && random() % 5 == 0) return Value::null();
    auto const keep = [&](std::string made) -> std::string_view { return bytes.emplace_back(std::move(made)); };
    auto const whole_of = [&](std::int64_t least, std::int64_t greatest) {
        std::int64_t number = 0;
        switch (random() % 4) {
            case 0: number = least; break;
            case 1: number = greatest; break;
            default:
                number = std::uniform_int_distribution<std::int64_t>{least, greatest}(random) >> (random() % 63);
                break;
        }
        bool const exact = number > -two_to_53 && number < two_to_53;
        return exact && random() % 2 == 0 ? real(static_cast<double>(number)) : whole(number);
    };
    switch (column.type) {
        case ColumnType::boolean:
            return random() % 2 == 0 ? whole(static_cast<std::int64_t>(random() % 2))
                                     : real(static_cast<double>(random() % 2));
        case ColumnType::smallint: return whole_of(-32768, 32767);
        case ColumnType::integer: return whole_of(-2147483648LL, 2147483647LL);
        case ColumnType::bigint: return whole_of(least_64, greatest_64);
        case ColumnType::double_precision:
            switch (random() % 6) {
                case 0: return whole(std::uniform_int_distribution<std::int64_t>{-two_to_53, two_to_53}(random));
                case 1: return real(random() % 2 == 0 ? infinity : -infinity);
                case 2: return real(random() % 2 == 0 ? 0.0 : -0.0);
                case 3: return real(static_cast<double>(static_cast<std::int64_t>(random())));
                default: {
                    auto const number = std::bit_cast<double>(random());
                    return real(std::isnan(number) ? 1e-300 : number);
                }
            }
        case ColumnType::varchar: return text(keep(random_text(random, static_cast<std::size_t>(column.max_length))));
        case ColumnType::text: return text(keep(random_text(random, random() % 10 == 0 ? 2000 : 20)));
        case ColumnType::json:
            return text(keep("{\"k\": [" + std::to_string(random()) + ", \"\\u0000é\", 1e999, -0.0]}"));
        case ColumnType::bytea: return blob(keep(random_bytes(random, random() % 10 == 0 ? 2000 : 20)));
        case ColumnType::date: return text(keep(date_text(static_cast<int>(random() % 3'652'059) - 730'119)));
    }
    return Value::null();
}

std::string checksum(std::vector<Value> const& row) {
    RowHash hash;
    for (Value const& value : row) hash.add(value);
    return hash.finish().hex();
}

std::function<std::int64_t(std::int64_t)> new_ids(std::map<std::int64_t, std::int64_t> const& ids) {
    return [ids](std::int64_t id) {
        auto const found = ids.find(id);
        return found == ids.end() ? id : found->second;
    };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(encode_tests)

BOOST_AUTO_TEST_CASE(whole_numbers_fit_up_to_the_limits_of_their_type) {
    struct Case {
        ColumnType type;
        std::int64_t least;
        std::int64_t greatest;
    };
    for (auto const& [type, least, greatest] : std::vector<Case>{{ColumnType::smallint, -32768, 32767},
                                                                 {ColumnType::integer, -2147483648LL, 2147483647LL},
                                                                 {ColumnType::bigint, least_64, greatest_64}}) {
        Column const column{"c", type};
        for (std::int64_t const number :
             {least, least + 1, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1}, greatest - 1, greatest}) {
            require_fit(column, whole(number), whole(number));
        }
        if (type == ColumnType::bigint) continue;
        for (std::int64_t const number : {least - 1, greatest + 1, least_64, greatest_64})
            require_misfit(column, whole(number), Reason::out_of_range);
        require_fit(column, real(static_cast<double>(greatest)), whole(greatest));
        require_fit(column, real(static_cast<double>(least)), whole(least));
        require_misfit(column, real(static_cast<double>(greatest) + 1), Reason::out_of_range);
        require_misfit(column, real(static_cast<double>(least) - 1), Reason::out_of_range);
    }
}

BOOST_AUTO_TEST_CASE(reals_become_whole_numbers_only_when_they_are) {
    for (ColumnType const type : {ColumnType::smallint, ColumnType::integer, ColumnType::bigint}) {
        Column const column{"c", type};
        require_fit(column, real(1.0), whole(1));
        require_fit(column, real(-1.0), whole(-1));
        require_fit(column, real(0.0), whole(0));
        require_fit(column, real(-0.0), whole(0));
        for (double const number : {1.5, -1.5, 0.1, 1e-300, std::numeric_limits<double>::denorm_min(), 32766.999}) {
            require_misfit(column, real(number), Reason::fraction);
        }
        for (double const number :
             {1e300, -1e300, infinity, -infinity, 9223372036854775808.0, -9223372036854777856.0}) {
            require_misfit(column, real(number), Reason::out_of_range);
        }
    }
    Column const bigint{"c", ColumnType::bigint};
    require_fit(bigint, real(9.2e18), whole(9'200'000'000'000'000'000));
    require_fit(bigint, real(9223372036854774784.0), whole(9223372036854774784));
    require_fit(bigint, real(-9223372036854775808.0), whole(least_64));
    require_fit(bigint, real(1500000000000.0), whole(1'500'000'000'000));
    require_misfit(bigint, real(1500000000000.5), Reason::fraction);
    require_misfit(bigint, real(9.3e18), Reason::out_of_range);
}

BOOST_AUTO_TEST_CASE(only_zero_and_one_are_booleans) {
    Column const column{"c", ColumnType::boolean};
    require_fit(column, whole(0), whole(0));
    require_fit(column, whole(1), whole(1));
    require_fit(column, real(0.0), whole(0));
    require_fit(column, real(-0.0), whole(0));
    require_fit(column, real(1.0), whole(1));
    for (Value const& value :
         {whole(2), whole(-1), whole(greatest_64), real(0.5), real(2.0), real(infinity), real(1.0000000000000002)}) {
        require_misfit(column, value, Reason::out_of_range);
    }
    for (char const* const word : {"true", "false", "t", "0", "1", ""})
        require_misfit(column, text(word), Reason::not_a_number);
    require_misfit(column, blob("1"), Reason::wrong_type);
}

BOOST_AUTO_TEST_CASE(whole_numbers_become_doubles_only_when_they_stay_exact) {
    Column const column{"c", ColumnType::double_precision};
    for (std::int64_t const number : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, two_to_53 - 1, two_to_53,
                                      two_to_53 + 2, -two_to_53, least_64, std::int64_t{1} << 62}) {
        require_fit(column, whole(number), real(static_cast<double>(number)));
    }
    for (std::int64_t const number : {two_to_53 + 1, -two_to_53 - 1, greatest_64, greatest_64 - 1, least_64 + 1}) {
        require_misfit(column, whole(number), Reason::out_of_range);
    }
}

BOOST_AUTO_TEST_CASE(doubles_pass_to_the_last_bit) {
    Column const column{"c", ColumnType::double_precision};
    for (double const number :
         {0.0, -0.0, 0.1, 1.0, 1e308, -1.7976931348623157e308, std::numeric_limits<double>::denorm_min(), infinity,
          -infinity, 9.2e18, 9223372036854775808.0}) {
        require_fit(column, real(number), real(number));
    }
}

BOOST_AUTO_TEST_CASE(text_and_blob_do_not_become_numbers_by_themselves) {
    for (ColumnType const type : {ColumnType::boolean, ColumnType::smallint, ColumnType::integer, ColumnType::bigint,
                                  ColumnType::double_precision}) {
        for (char const* const characters : {"1", "1.0", "", "abc", "nan", " 1"})
            require_misfit(Column{"c", type}, text(characters), Reason::not_a_number);
        require_misfit(Column{"c", type}, blob("1"), Reason::wrong_type);
        require_misfit(Column{"c", type}, blob("1"), Reason::wrong_type, fixing_everything());
    }
}

BOOST_AUTO_TEST_CASE(numbers_do_not_become_text_bytes_or_dates) {
    for (ColumnType const type : {ColumnType::varchar, ColumnType::text, ColumnType::bytea, ColumnType::date}) {
        for (Value const& value : {whole(1), real(1.5), whole(20200101)}) {
            require_misfit(Column{"c", type}, value, Reason::wrong_type);
            require_misfit(Column{"c", type}, value, Reason::wrong_type, fixing_everything());
        }
    }
}

BOOST_AUTO_TEST_CASE(numbers_in_a_json_column_are_the_documents_that_sqlite_made_numbers_of) {
    TablePlan table;
    table.columns = {{Column{"c", ColumnType::json}}};
    Rules const rules;
    RowConverter converter{table, rules};
    for (auto const& [value, json] : std::vector<std::pair<Value, std::string>>{
             {whole(7), "7"}, {whole(-1), "-1"}, {real(0.5), "0.5"}, {real(1e300), "1e+300"}, {real(0.1), "0.1"}}) {
        std::vector<Value> const row{value};
        BOOST_TEST(converter.convert(row));
        BOOST_TEST(converter.values()[0].bytes == json);
    }
    require_misfit(Column{"c", ColumnType::json}, real(std::numeric_limits<double>::infinity()), Reason::json_nan);
}

BOOST_AUTO_TEST_CASE(bytes_take_blobs_only) {
    Column const column{"c", ColumnType::bytea};
    for (std::string const& bytes : {""s, "\0\xFF"s, "text"s}) require_fit(column, blob(bytes), blob(bytes));
    require_misfit(column, text("text"), Reason::wrong_type);
    require_misfit(column, text(""), Reason::wrong_type);
}

BOOST_AUTO_TEST_CASE(dates_take_calendar_days_only) {
    Column const column{"c", ColumnType::date};
    for (char const* const day : {"2000-01-01", "0001-01-01", "9999-12-31", "2024-02-29"})
        require_fit(column, text(day), text(day));
    for (char const* const day : {"", "2023-02-29", "2020-01-01 00:00:00", "20200101", "infinity"}) {
        require_misfit(column, text(day), Reason::wrong_type);
        require_misfit(column, text(day), Reason::wrong_type, fixing_everything());
    }
    require_misfit(column, blob("2000-01-01"), Reason::wrong_type);
}

BOOST_AUTO_TEST_CASE(text_passes_unchanged) {
    for (ColumnType const type : {ColumnType::varchar, ColumnType::text}) {
        for (std::string const& characters :
             {""s, "a"s, "é😀"s, "\x01\x7F\n"s, "  blanks  "s, "NULL"s, "\\N"s, std::string(10'000, 'x')}) {
            require_fit(Column{"c", type}, text(characters), text(characters));
        }
    }
}

BOOST_AUTO_TEST_CASE(nul_and_invalid_utf8_are_misfits_of_all_text_types) {
    for (ColumnType const type : {ColumnType::varchar, ColumnType::text, ColumnType::json}) {
        for (std::string const& characters : {"\0"s, "a\0"s, "\"\0\""s})
            require_misfit(Column{"c", type}, text(characters), Reason::nul_in_text);
        for (std::string const& characters : {"\xFF"s, "caf\xE9"s, "\xED\xA0\x80"s, "\"\xC0\x80\""s}) {
            require_misfit(Column{"c", type}, text(characters), Reason::invalid_utf8);
        }
        require_misfit(Column{"c", type}, blob("abc"), Reason::blob_in_text);
    }
}

BOOST_AUTO_TEST_CASE(varchar_counts_characters_trailing_blanks_included) {
    Column const column{"c", ColumnType::varchar, 5};
    for (std::string const& characters : {""s, "abcde"s, "ééééé"s, "😀😀😀😀😀"s, "a    "s, "     "s,
                                          "e\u0301e\u0301"
                                          "e"s}) {
        require_fit(column, text(characters), text(characters));
    }
    for (std::string const& characters :
         {"abcdef"s, "éééééé"s, "😀😀😀😀😀😀"s, "abcde "s, "      "s, "abcde\n"s, std::string(1'000, 'a')}) {
        require_misfit(column, text(characters), Reason::too_long);
    }
    require_fit(Column{"c", ColumnType::varchar, 0}, text(std::string(1'000, 'a')), text(std::string(1'000, 'a')));
}

BOOST_AUTO_TEST_CASE(a_value_can_have_several_problems) {
    Converted const converted = convert(Column{"c", ColumnType::varchar, 2}, text("a\0\xFF"
                                                                                  "bcd"s));
    BOOST_TEST(!converted.fits);
    BOOST_REQUIRE(converted.reasons.size() == 2U);
    BOOST_TEST((converted.reasons[0] == Reason::nul_in_text));
    BOOST_TEST((converted.reasons[1] == Reason::invalid_utf8));
    Converted const long_nul = convert(Column{"c", ColumnType::varchar, 2}, text("a\0bcd"s));
    BOOST_REQUIRE(long_nul.reasons.size() == 2U);
    BOOST_TEST((long_nul.reasons[1] == Reason::too_long));
}

BOOST_AUTO_TEST_CASE(json_is_what_postgresql_takes) {
    Column const column{"c", ColumnType::json};
    for (std::string const& json :
         {"null"s, "{\"a\": [1, 2.5e999, \"\\u0000\\ud800\"]}"s, " [] "s, "{\"a\":1,\"a\":2}"s})
        require_fit(column, text(json), text(json));
    for (std::string const& json : {"NaN"s, "{\"a\": [NaN, -Infinity, Infinity]}"s})
        require_misfit(column, text(json), Reason::json_nan);
    for (std::string const& json : {""s, "{"s, "{'a': 1}"s, "[NaN"s, "NaNs"s, "\xEF\xBB\xBF{}"s})
        require_misfit(column, text(json), Reason::invalid_json);
    // Only the type json requires JSON.
    require_fit(Column{"c", ColumnType::text}, text("NaN"), text("NaN"));
}

BOOST_AUTO_TEST_CASE(null_fits_unless_the_column_refuses_it) {
    for (ColumnType const type : all_types) {
        require_fit(Column{"c", type}, Value::null(), Value::null());
        require_misfit(Column{"c", type, 0, true}, Value::null(), Reason::null_in_not_null);
        require_misfit(Column{"c", type, 0, true}, Value::null(), Reason::null_in_not_null, fixing_everything());
    }
    require_fit(Column{"c", ColumnType::text, 0, true}, text(""), text(""));
    require_misfit(Column{"c", ColumnType::json, 0, true}, text(""), Reason::invalid_json);
    require_fit(Column{"c", ColumnType::json, 0, true}, text("null"), text("null"));
}

BOOST_AUTO_TEST_CASE(each_fix_changes_what_its_name_says) {
    struct Case {
        Column column;
        Value value;
        Fix fix;
        Value expected;
    };
    std::string const nul = "a\0b\0"s;
    std::string const long_text = "abcdé fgh";
    std::vector<Case> const cases{
        {{"c", ColumnType::text}, text(nul), Fix::strip_nul, text("ab")},
        {{"c", ColumnType::varchar, 9}, text(std::string_view{nul}.substr(1, 1)), Fix::strip_nul, text("")},
        {{"c", ColumnType::varchar, 2}, text(nul), Fix::strip_nul, text("ab")},
        {{"c", ColumnType::text}, text("caf\xE9!"), Fix::replace_utf8, text("caf\uFFFD!")},
        {{"c", ColumnType::varchar, 5}, text("caf\xE9!"), Fix::replace_utf8, text("caf\uFFFD!")},
        {{"c", ColumnType::json}, text("\"caf\xE9\""), Fix::replace_utf8, text("\"caf\uFFFD\"")},
        {{"c", ColumnType::varchar, 5}, text(long_text), Fix::truncate, text("abcdé")},
        {{"c", ColumnType::varchar, 6}, text(long_text), Fix::truncate, text("abcdé ")},
        {{"c", ColumnType::varchar, 1}, text("😀😀"), Fix::truncate, text("😀")},
        {{"c", ColumnType::bigint}, real(1500000000000.5), Fix::round, whole(1'500'000'000'000)},
        {{"c", ColumnType::bigint}, real(0.5), Fix::round, whole(0)},
        {{"c", ColumnType::bigint}, real(1.5), Fix::round, whole(2)},
        {{"c", ColumnType::bigint}, real(2.5), Fix::round, whole(2)},
        {{"c", ColumnType::bigint}, real(-0.5), Fix::round, whole(0)},
        {{"c", ColumnType::bigint}, real(-1.5), Fix::round, whole(-2)},
        {{"c", ColumnType::integer}, real(0.49999999999999994), Fix::round, whole(0)},
        {{"c", ColumnType::integer}, real(2147483647.4), Fix::round, whole(2'147'483'647)},
        {{"c", ColumnType::json}, text("[NaN, \"NaN\"]"), Fix::json_nan_null, text("[null, \"NaN\"]")},
        {{"c", ColumnType::text}, blob("bytes"), Fix::blob_text, text("bytes")},
        {{"c", ColumnType::varchar, 5}, blob(""), Fix::blob_text, text("")},
        {{"c", ColumnType::json}, blob("{}"), Fix::blob_text, text("{}")},
        {{"c", ColumnType::bigint}, text("-12"), Fix::text_number, whole(-12)},
        {{"c", ColumnType::bigint}, text("12.0"), Fix::text_number, whole(12)},
        {{"c", ColumnType::bigint}, text("1e3"), Fix::text_number, whole(1000)},
        {{"c", ColumnType::bigint}, text("9223372036854775807"), Fix::text_number, whole(greatest_64)},
        {{"c", ColumnType::double_precision}, text("0.1"), Fix::text_number, real(0.1)},
        {{"c", ColumnType::double_precision}, text("-1e-5"), Fix::text_number, real(-1e-5)},
        {{"c", ColumnType::double_precision}, text("7"), Fix::text_number, real(7)},
        {{"c", ColumnType::boolean}, text("1"), Fix::text_number, whole(1)},
        {{"c", ColumnType::boolean}, text("0.0"), Fix::text_number, whole(0)},
    };
    for (auto const& [column, value, fix, expected] : cases) {
        BOOST_TEST_CONTEXT(name(fix) << ": " << spelling(column.type) << " of " << shown(value)) {
            Converted const fixed = convert(column, value, fixing({fix}));
            BOOST_TEST(fixed.fits);
            BOOST_TEST(fixed.fixes == name(fix));
            Value got = fixed.value;
            got.bytes = fixed.bytes;
            BOOST_TEST(same(got, expected), "became " << shown(got));
            // No other fix resolves it, and without any fix it is a problem.
            Rules others;
            for (Fix const other : all_fixes) {
                if (other != fix) others.fixes.add(other);
            }
            if (column.max_length == 2 || fix != Fix::strip_nul) BOOST_TEST(!convert(column, value).fits);
            BOOST_TEST(!convert(column, value, others).fits);
            BOOST_TEST(convert(column, value, fixing_everything()).fits);
        }
    }
}

BOOST_AUTO_TEST_CASE(fixes_leave_values_alone_that_fit) {
    Rules const rules = fixing_everything();
    std::mt19937_64 random{10};
    for (int round = 0; round < 3'000; ++round) {
        ColumnType const type = all_types[random() % all_types.size()];
        Column const column{"c", type, type == ColumnType::varchar ? 10 : 0};
        std::deque<std::string> bytes;
        Value const value = random_fit(random, column, bytes);
        Converted const fixed = convert(column, value, rules);
        Converted const plain = convert(column, value);
        if (!fixed.fits || !plain.fits || !fixed.fixes.empty() || fixed.bytes != plain.bytes) {
            BOOST_ERROR(std::string{spelling(type)} + " of " + shown(value));
        }
    }
}

BOOST_AUTO_TEST_CASE(fixes_work_together_on_one_value) {
    struct Case {
        Column column;
        Value value;
        std::vector<Fix> fixes;
        std::string expected;
    };
    std::string const nul_and_bad = "\0ca\0f\xE9 long"s;
    std::string const nan_with_nul = "[NaN,\0 1]"s;
    std::string const bad_nan = "[\"\xE9\", NaN]";
    for (auto const& [column, value, fixes, expected] : std::vector<Case>{
             {{"c", ColumnType::text}, text(nul_and_bad), {Fix::strip_nul, Fix::replace_utf8}, "caf\uFFFD long"},
             {{"c", ColumnType::varchar, 4},
              text(nul_and_bad),
              {Fix::strip_nul, Fix::replace_utf8, Fix::truncate},
              "caf\uFFFD"},
             {{"c", ColumnType::varchar, 4},
              blob(nul_and_bad),
              {Fix::strip_nul, Fix::replace_utf8, Fix::truncate, Fix::blob_text},
              "caf\uFFFD"},
             {{"c", ColumnType::json}, text(bad_nan), {Fix::replace_utf8, Fix::json_nan_null}, "[\"\uFFFD\", null]"},
             {{"c", ColumnType::json}, blob("[NaN]"), {Fix::json_nan_null, Fix::blob_text}, "[null]"},
             {{"c", ColumnType::json}, text(nan_with_nul), {Fix::strip_nul, Fix::json_nan_null}, "[null, 1]"},
         }) {
        BOOST_TEST_CONTEXT(spelling(column.type) << " of " << shown(value)) {
            Rules const rules = fixing(fixes);
            Converted const fixed = convert(column, value, rules);
            BOOST_TEST(fixed.fits);
            BOOST_TEST(fixed.bytes == expected);
            BOOST_TEST((fixed.value.type == Value::Type::text));
            BOOST_TEST(fixed.fixes == rules.fixes.names());
            // Every fix is needed.
            for (Fix const left_out : fixes) {
                Rules fewer;
                for (Fix const fix : fixes) {
                    if (fix != left_out) fewer.fixes.add(fix);
                }
                BOOST_TEST(!convert(column, value, fewer).fits, "fits without " << name(left_out));
            }
        }
    }
    Converted const number = convert(ColumnType::bigint, text("1.5"), fixing({Fix::text_number, Fix::round}));
    BOOST_TEST(number.fits);
    BOOST_TEST(same(number.value, whole(2)));
    BOOST_TEST(number.fixes == "round,text-number");
    BOOST_TEST((convert(ColumnType::bigint, text("1.5"), fixing({Fix::text_number})).reasons ==
                std::vector{Reason::fraction}));
}

// The fixed text must still be JSON, or PostgreSQL refuses the COPY.
BOOST_AUTO_TEST_CASE(json_without_its_nul_still_has_to_be_json) {
    for (std::string const& json : {"\0"s, "{\0"s, "{} \0x"s, "[1,\0]"s, "tru\0"s,
                                    "1\0"
                                    "2 3"s}) {
        Converted const converted = convert(ColumnType::json, text(json), fixing({Fix::strip_nul}));
        BOOST_TEST_CONTEXT(shown(text(json))) {
            BOOST_TEST(!converted.fits);
            BOOST_TEST((converted.reasons == std::vector{Reason::invalid_json}));
        }
    }
    Converted const nan = convert(ColumnType::json, text("NaN\0"s), fixing({Fix::strip_nul}));
    BOOST_TEST(!nan.fits);
    BOOST_TEST((nan.reasons == std::vector{Reason::json_nan}));
}

BOOST_AUTO_TEST_CASE(fixes_do_not_settle_what_their_names_do_not_say) {
    struct Case {
        Column column;
        Value value;
        Reason reason;
    };
    for (auto const& [column, value, reason] : std::vector<Case>{
             {{"c", ColumnType::integer}, real(1e10), Reason::out_of_range},
             {{"c", ColumnType::integer}, real(2147483647.5), Reason::out_of_range},
             {{"c", ColumnType::bigint}, real(infinity), Reason::out_of_range},
             {{"c", ColumnType::bigint}, text("9223372036854775808"), Reason::out_of_range},
             {{"c", ColumnType::double_precision}, whole(two_to_53 + 1), Reason::out_of_range},
             {{"c", ColumnType::double_precision}, text("9007199254740993"), Reason::out_of_range},
             {{"c", ColumnType::boolean}, whole(2), Reason::out_of_range},
             {{"c", ColumnType::boolean}, text("true"), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text(""), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text(" 1"), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text("1 "), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text("0x10"), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text("1,5"), Reason::not_a_number},
             {{"c", ColumnType::double_precision}, text("1e999"), Reason::not_a_number},
             {{"c", ColumnType::double_precision}, text("1.5.2"), Reason::not_a_number},
             {{"c", ColumnType::bigint}, text(std::string_view{"1\0", 2}), Reason::not_a_number},
             {{"c", ColumnType::json}, text("{"), Reason::invalid_json},
             {{"c", ColumnType::json}, text("{NaN: 1}"), Reason::invalid_json},
         }) {
        require_misfit(column, value, reason, fixing_everything());
    }
}

BOOST_AUTO_TEST_CASE(every_type_meets_every_kind_of_value_without_a_surprise) {
    std::string const long_text(400, 'x');
    std::vector<Value> const values{Value::null(),   whole(0),           whole(1),
                                    whole(2),        whole(-1),          whole(32767),
                                    whole(32768),    whole(-32769),      whole(2147483648LL),
                                    whole(least_64), whole(greatest_64), whole(two_to_53 + 1),
                                    real(0.0),       real(-0.0),         real(1.0),
                                    real(1.5),       real(1e300),        real(infinity),
                                    real(-infinity), real(9.2e18),       real(9223372036854775808.0),
                                    text(""),        text("1"),          text("true"),
                                    text("NaN"),     text("2000-01-01"), text("{}"),
                                    text("\xFF"),    text({"\0", 1}),    text(long_text),
                                    blob(""),        blob("1"),          blob("\xFF"),
                                    blob({"\0", 1})};
    for (ColumnType const type : all_types) {
        for (bool const not_null : {false, true}) {
            for (Rules const& rules : {Rules{}, fixing_everything()}) {
                TablePlan const table = table_of({Column{"c", type, type == ColumnType::varchar ? 250 : 0, not_null}});
                RowConverter converter{table, rules};
                for (Value const& value : values) {
                    BOOST_TEST_CONTEXT(spelling(type) << " of " << shown(value)) {
                        bool const fits = converter.convert(std::span{&value, 1});
                        BOOST_TEST(fits == converter.problems().empty());
                        if (!fits) continue;
                        Value const& converted = converter.values()[0];
                        if (converted.is_null()) {
                            BOOST_TEST(value.is_null());
                            BOOST_TEST(!not_null);
                            continue;
                        }
                        // What fits can be sent, and is read back unchanged.
                        if (is_text_type(type)) {
                            BOOST_TEST(is_utf8(converted.bytes));
                            BOOST_TEST(!has_nul(converted.bytes));
                            if (type == ColumnType::varchar) BOOST_TEST(characters(converted.bytes) <= 250U);
                            if (type == ColumnType::json) BOOST_TEST(is_json(converted.bytes));
                        }
                        std::string const sent = header + encoded(table, converter.values());
                        RowDecoder decoder{table};
                        BOOST_REQUIRE(decoder.decode(sent));
                        BOOST_TEST(same(decoder.values()[0], converted));
                    }
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_converter_forgets_the_row_before) {
    TablePlan const table = table_of({{"a", ColumnType::varchar, 3}, {"b", ColumnType::integer}});
    Rules const rules = fixing({Fix::truncate});
    RowConverter converter{table, rules};
    std::vector<Value> const bad{text("abcdef"), text("x")};
    std::vector<Value> const good{text("abc"), whole(1)};
    BOOST_TEST(!converter.convert(bad));
    BOOST_TEST(converter.problems().size() == 1U);
    BOOST_TEST(converter.problems()[0].column == 1U);
    BOOST_TEST(converter.fixed().size() == 1U);
    BOOST_TEST(converter.fixed()[0].column == 0U);
    BOOST_TEST(converter.convert(good));
    BOOST_TEST(converter.problems().empty());
    BOOST_TEST(converter.fixed().empty());
    BOOST_TEST(converter.values()[0].bytes == "abc");
}

BOOST_AUTO_TEST_CASE(experiment_ids_beyond_integer_have_a_reason_of_their_own) {
    std::int64_t const id = 123'456'789'012'345'678;
    TablePlan table = table_of({{"experiment_id", ColumnType::integer}, {"other", ColumnType::integer}});
    table.columns[0].experiment_id = true;
    Rules const rules;
    RowConverter converter{table, rules};
    std::vector<Value> const row{whole(id), whole(id)};
    BOOST_TEST(!converter.convert(row));
    BOOST_REQUIRE(converter.problems().size() == 2U);
    BOOST_TEST((converter.problems()[0].reason == Reason::experiment_id));
    BOOST_TEST((converter.problems()[1].reason == Reason::out_of_range));
}

BOOST_AUTO_TEST_CASE(the_greatest_id_of_every_recorded_sequence_leaves_no_next_one) {
    for (Store const store : {Store::tracking, Store::auth, Store::early_auth}) {
        for (Revision const& revision : known_revisions(store)) {
            if (!revision.recorded) continue;
            Schema const schema = recorded_schema(revision.id, store);
            std::size_t sequences = 0;
            for (Table const& table : schema.tables) {
                for (Column const& column : table.columns) {
                    if (!column.sequence) continue;
                    ++sequences;
                    TablePlan plan;
                    plan.columns = {ColumnPlan{column}};
                    Rules const rules;
                    RowConverter converter{plan, rules};
                    std::int64_t const greatest = column.type == ColumnType::integer ? 2147483647 : 9223372036854775807;
                    Value const last = whole(greatest);
                    Value const before = whole(greatest - 1);
                    BOOST_TEST(converter.convert(std::span{&before, 1}));
                    BOOST_TEST(!converter.convert(std::span{&last, 1}));
                    BOOST_TEST((converter.problems().at(0).reason == Reason::no_next_id));
                }
            }
            BOOST_TEST(sequences == schema.sequences.size(), revision.id);
        }
    }
}

BOOST_AUTO_TEST_CASE(widened_columns_hold_long_experiment_ids) {
    TablePlan table = table_of({{"experiment_id", ColumnType::bigint}});
    table.columns[0].experiment_id = true;
    Rules const rules{{}, ExperimentIds::widen};
    RowConverter converter{table, rules};
    for (std::int64_t const id : {std::int64_t{0}, std::int64_t{7}, std::int64_t{123'456'789'012'345'678}}) {
        Value const value = whole(id);
        BOOST_TEST(converter.convert(std::span{&value, 1}));
        BOOST_TEST(converter.values()[0].integer == id);
        BOOST_TEST(converter.fixed().empty());
    }
}

BOOST_AUTO_TEST_CASE(renumbering_replaces_experiment_ids_and_no_other_numbers) {
    std::int64_t const id = 123'456'789'012'345'678;
    TablePlan table = table_of({{"experiment_id", ColumnType::integer}, {"other", ColumnType::bigint}});
    table.columns[0].experiment_id = true;
    Rules const rules{{}, ExperimentIds::renumber, {}, new_ids({{id, 12}, {5, 99}})};
    RowConverter converter{table, rules};
    struct Case {
        Value from;
        std::optional<std::int64_t> to;
    };
    for (auto const& [from, to] : std::vector<Case>{{whole(id), 12},
                                                    {whole(5), 99},
                                                    {real(5.0), 99},
                                                    {whole(12), 12},
                                                    {whole(0), 0},
                                                    {whole(id + 1), std::nullopt}}) {
        std::vector<Value> const row{from, whole(id)};
        BOOST_TEST_CONTEXT(shown(from)) {
            BOOST_TEST(converter.convert(row) == to.has_value());
            BOOST_TEST(converter.values()[1].integer == id);
            if (to) {
                BOOST_TEST(converter.values()[0].integer == *to);
            } else {
                BOOST_TEST((converter.problems().at(0).reason == Reason::experiment_id));
            }
        }
    }
    Rules const keep{{}, ExperimentIds::keep, {}, new_ids({{5, 99}})};
    RowConverter keeper{table, keep};
    std::vector<Value> const row{whole(5), whole(5)};
    BOOST_TEST(keeper.convert(row));
    BOOST_TEST(keeper.values()[0].integer == 5);
}

BOOST_AUTO_TEST_CASE(renumbering_reaches_ids_that_associations_hold_as_text) {
    TablePlan table = table_of({{"source_type", ColumnType::varchar, 36},
                                {"source_id", ColumnType::varchar, 36},
                                {"destination_type", ColumnType::varchar, 36},
                                {"destination_id", ColumnType::varchar, 36}});
    table.columns[1].experiment_id_if = 0;
    table.columns[3].experiment_id_if = 2;
    Rules const rules{{}, ExperimentIds::renumber, {}, new_ids({{123'456'789'012'345'678, 12}, {5, 99}})};
    struct Case {
        char const* type;
        char const* id;
        char const* expected;
    };
    for (auto const& [type, id, expected] :
         std::vector<Case>{{"experiment", "123456789012345678", "12"},
                           {"experiment", "5", "99"},
                           {"experiment", "6", "6"},
                           {"experiment", "abc", "abc"},
                           {"experiment", "", ""},
                           {"experiment", "5x", "5x"},
                           {"experiment", " 5", " 5"},
                           {"experiments", "5", "5"},
                           {"run", "5", "5"},
                           {"evaluation_dataset", "123456789012345678", "123456789012345678"},
                           {"", "5", "5"}}) {
        BOOST_TEST_CONTEXT(type << " " << id) {
            RowConverter converter{table, rules};
            std::vector<Value> const source_side{text(type), text(id), text("run"), text("5")};
            BOOST_TEST(converter.convert(source_side));
            BOOST_TEST(converter.values()[1].bytes == expected);
            BOOST_TEST(converter.values()[3].bytes == "5");
            std::vector<Value> const destination_side{text("run"), text("5"), text(type), text(id)};
            BOOST_TEST(converter.convert(destination_side));
            BOOST_TEST(converter.values()[1].bytes == "5");
            BOOST_TEST(converter.values()[3].bytes == expected);
            for (ExperimentIds const other : {ExperimentIds::keep, ExperimentIds::widen}) {
                Rules const unchanged{{}, other, {}, rules.new_id};
                RowConverter keeper{table, unchanged};
                BOOST_TEST(keeper.convert(source_side));
                BOOST_TEST(keeper.values()[1].bytes == id);
            }
        }
    }
    RowConverter converter{table, rules};
    std::vector<Value> const nulls{text("experiment"), Value::null(), Value::null(), text("5")};
    BOOST_TEST(converter.convert(nulls));
    BOOST_TEST(converter.values()[1].is_null());
    BOOST_TEST(converter.values()[3].bytes == "5");
}

BOOST_AUTO_TEST_CASE(fields_have_the_bytes_that_postgresql_documents) {
    struct Case {
        ColumnType type;
        Value value;
        std::string field;
    };
    for (auto const& [type, value, field] : std::vector<Case>{
             {ColumnType::boolean, whole(1), "\0\0\0\1\1"s},
             {ColumnType::boolean, whole(0), "\0\0\0\1\0"s},
             {ColumnType::smallint, whole(-2), "\0\0\0\2\xFF\xFE"s},
             {ColumnType::smallint, whole(258), "\0\0\0\2\1\2"s},
             {ColumnType::integer, whole(16909060), "\0\0\0\4\1\2\3\4"s},
             {ColumnType::integer, whole(-1), "\0\0\0\4\xFF\xFF\xFF\xFF"s},
             {ColumnType::bigint, whole(72623859790382856), "\0\0\0\x08\1\2\3\4\5\6\7\x08"s},
             {ColumnType::bigint, whole(least_64), "\0\0\0\x08\x80\0\0\0\0\0\0\0"s},
             {ColumnType::double_precision, real(1.0), "\0\0\0\x08\x3F\xF0\0\0\0\0\0\0"s},
             {ColumnType::double_precision, real(-0.0), "\0\0\0\x08\x80\0\0\0\0\0\0\0"s},
             {ColumnType::varchar, text("é"), "\0\0\0\2\xC3\xA9"s},
             {ColumnType::text, text(""), "\0\0\0\0"s},
             {ColumnType::json, text("{}"), "\0\0\0\2{}"s},
             {ColumnType::bytea, blob({"\0\xFF", 2}), "\0\0\0\2\0\xFF"s},
             {ColumnType::date, text("2000-01-02"), "\0\0\0\4\0\0\0\1"s},
             {ColumnType::date, text("1999-12-31"), "\0\0\0\4\xFF\xFF\xFF\xFF"s},
             {ColumnType::text, Value::null(), "\xFF\xFF\xFF\xFF"s},
             {ColumnType::bigint, Value::null(), "\xFF\xFF\xFF\xFF"s},
         }) {
        BOOST_TEST_CONTEXT(spelling(type) << " of " << shown(value)) {
            BOOST_TEST((encoded(table_of(type), {value}) == "\0\1"s + field));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_copy_is_a_header_then_rows_then_a_trailer) {
    TablePlan const table = table_of({{"a", ColumnType::boolean}, {"b", ColumnType::text}});
    BOOST_TEST((whole_copy(table, {{whole(1), text("x")}, {Value::null(), Value::null()}}) ==
                header + "\0\2\0\0\0\1\1\0\0\0\1x\0\2\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s + trailer));
}

BOOST_AUTO_TEST_CASE(rows_survive_the_way_there_and_back_with_the_same_checksum) {
    std::mt19937_64 random{11};
    for (int table_round = 0; table_round < 60; ++table_round) {
        std::vector<Column> columns;
        for (auto count = 1 + random() % 12; count > 0; --count) {
            ColumnType const type = all_types[random() % all_types.size()];
            int const max_length = type == ColumnType::varchar ? static_cast<int>(1 + random() % 300) : 0;
            columns.push_back({"c" + std::to_string(count), type, max_length, random() % 3 == 0});
        }
        TablePlan const table = table_of(columns);
        Rules const rules;
        RowConverter converter{table, rules};
        RowDecoder decoder{table};
        Checksum raw_sum;
        Checksum decoded_sum;
        for (int row_round = 0; row_round < 50; ++row_round) {
            std::deque<std::string> bytes;
            std::vector<Value> row;
            for (Column const& column : columns) row.push_back(random_fit(random, column, bytes));
            BOOST_REQUIRE(converter.convert(row));
            std::string const piece = (row_round == 0 ? header : "") + encoded(table, converter.values());
            BOOST_REQUIRE(decoder.decode(piece));
            RowHash raw;
            for (Value const& value : row) raw.add(value);
            raw_sum.add(raw.finish());
            RowHash decoded;
            for (Value const& value : decoder.values()) decoded.add(value);
            decoded_sum.add(decoded.finish());
            if (raw_sum != decoded_sum) {
                for (std::size_t column = 0; column < row.size(); ++column) {
                    if (checksum({row[column]}) != checksum({decoder.values()[column]})) {
                        BOOST_ERROR(std::string{spelling(columns[column].type)} + " of " + shown(row[column]) +
                                    " came back as " + shown(decoder.values()[column]));
                    }
                }
                BOOST_REQUIRE((raw_sum == decoded_sum));
            }
            for (std::size_t column = 0; column < row.size(); ++column) {
                BOOST_REQUIRE(same(decoder.values()[column], converter.values()[column]));
            }
        }
        BOOST_TEST(!decoder.decode(trailer));
        BOOST_TEST(raw_sum.rows == 50U);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_copy_is_a_header_and_a_trailer) {
    TablePlan const table = table_of(ColumnType::text);
    RowDecoder in_one_piece{table};
    BOOST_TEST(!in_one_piece.decode(header + trailer));
    RowDecoder in_two_pieces{table};
    BOOST_TEST(!in_two_pieces.decode(header));
    BOOST_TEST(!in_two_pieces.decode(trailer));
}

BOOST_AUTO_TEST_CASE(pieces_that_are_not_rows_of_the_table_are_refused) {
    TablePlan const table = table_of({{"a", ColumnType::bigint}, {"b", ColumnType::text}, {"c", ColumnType::boolean}});
    std::string const good = encoded(table, {whole(1), text("abc"), whole(1)});
    auto const refused = [&](std::string const& piece) {
        RowDecoder decoder{table};
        decoder.decode(header + encoded(table, {whole(7), text(""), Value::null()}));
        try {
            decoder.decode(piece);
            return false;
        } catch (Error const& error) {
            return error.code() == ExitCode::internal;
        }
    };
    for (std::size_t length = 1; length < good.size(); ++length)
        BOOST_TEST(refused(good.substr(0, length)), length << " bytes");
    BOOST_TEST(refused("\0\2"s + good.substr(2)));
    BOOST_TEST(refused("\0\4"s + good.substr(2)));
    BOOST_TEST(refused(encoded(table_of(ColumnType::bigint), {whole(1)})));
    // A bigint of four bytes, a text that claims 4 GB, a boolean of two bytes.
    BOOST_TEST(refused("\0\3\0\0\0\4\0\0\0\1\0\0\0\0\0\0\0\1\1"s));
    BOOST_TEST(refused("\0\3\0\0\0\x08\0\0\0\0\0\0\0\1\xFF\xFF\xFF\xFE"s + "abc"));
    BOOST_TEST(refused("\0\3\0\0\0\x08\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\1\1"s));
    RowDecoder decoder{table};
    BOOST_CHECK_THROW(decoder.decode(header.substr(0, 10)), Error);
}

BOOST_AUTO_TEST_CASE(values_are_shortened_and_made_printable_for_messages) {
    struct Case {
        Value value;
        std::string expected;
    };
    std::string const sixty(60, 'x');
    std::string const longer(61, 'x');
    std::string euros;
    for (int i = 0; i < 60; ++i) euros += "€";
    std::string const more_euros = euros + "€";
    for (auto const& [value, expected] : std::vector<Case>{
             {Value::null(), "NULL"},
             {whole(-7), "-7"},
             {real(1.5), "1.5"},
             {text(""), ""},
             {text("plain é"), "plain é"},
             {text({"a\0b", 3}), "a\\x00b"},
             {text("line\nend\x7F"), "line\\x0aend\\x7f"},
             {text("caf\xE9"), "caf\\xe9"},
             {text(sixty), sixty},
             {text(longer), sixty + "…"},
             {text(euros), euros},
             {text(more_euros), euros + "…"},
             {blob(""), "x''"},
             {blob({"\0\xAB", 2}), "x'00ab'"},
         }) {
        BOOST_TEST(printable(value) == expected);
    }
    std::mt19937_64 random{12};
    for (int round = 0; round < 2'000; ++round) {
        std::string const bytes = random_bytes(random, 400);
        for (Value const& value : {text(bytes), blob(bytes)}) {
            std::string const printed = printable(value);
            BOOST_REQUIRE(is_utf8(printed));
            BOOST_REQUIRE(printed.find_first_of("\n\r\t\x1B\x7F") == std::string::npos);
            BOOST_REQUIRE(printed.size() < 500U);
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_are_named_by_all_columns_of_their_key) {
    TablePlan table = table_of({{"a", ColumnType::text}, {"b", ColumnType::bigint}, {"c", ColumnType::text}});
    table.key = {2, 1};
    std::vector<Value> const row{text("x"), whole(7), Value::null()};
    RowName const name = name_row(table, row, whole(42));
    BOOST_TEST(name.text() == "t[c=NULL, b=7] (rowid 42)");
    BOOST_TEST(name_row(table, row, Value::null()).text() == "t[c=NULL, b=7]");
}

BOOST_AUTO_TEST_CASE(two_long_json_values_of_one_row_both_arrive) {
    TablePlan const table = table_of({{"inputs", ColumnType::json}, {"outputs", ColumnType::json}});
    Rules const rules;
    RowConverter converter{table, rules};
    std::string const inputs = R"({"a":")" + std::string(5000, 'a') + R"("})";
    std::string const outputs = R"({"b":")" + std::string(9000, 'b') + R"("})";
    Pieces const first{inputs, 7};
    Pieces const second{outputs, 11};
    BOOST_TEST(converter.convert(
        std::vector<Value>{Value::in_pieces(Value::Type::text, first), Value::in_pieces(Value::Type::text, second)}));
    BOOST_TEST(converter.values()[0].bytes == inputs);
    BOOST_TEST(converter.values()[1].bytes == outputs);
}

BOOST_AUTO_TEST_CASE(a_value_in_pieces_is_described_like_a_whole_one) {
    for (Column const& column : std::vector<Column>{
             {"c", ColumnType::date}, {"c", ColumnType::bigint}, {"c", ColumnType::varchar}, {"c", ColumnType::json}}) {
        for (std::string const& content : {"1\0x"s, "\xFF"s, std::string(300, 'x'), "12"s}) {
            TablePlan const table = table_of(std::vector<Column>{column});
            Rules const rules;
            RowConverter whole_one{table, rules};
            RowConverter in_pieces{table, rules};
            Pieces const pieces{content, 2};
            BOOST_TEST(whole_one.convert(std::vector<Value>{Value::text(content)}) ==
                       in_pieces.convert(std::vector<Value>{Value::in_pieces(Value::Type::text, pieces)}));
            BOOST_REQUIRE(whole_one.problems().size() == in_pieces.problems().size());
            for (std::size_t i = 0; i < whole_one.problems().size(); ++i) {
                BOOST_TEST(whole_one.problems()[i].detail == in_pieces.problems()[i].detail);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
