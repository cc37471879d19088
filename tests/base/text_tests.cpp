// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace mlflow2pg;
using namespace std::string_literals;

namespace {

// Bytes as hexadecimal digits, for messages about text that cannot be printed.
std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string shown;
    for (char const byte : bytes) {
        auto const code = static_cast<unsigned char>(byte);
        shown.push_back(digits[code / 16U]);
        shown.push_back(digits[code % 16U]);
    }
    return shown;
}

// UTF-8 by its definition: computes the code point. The form is valid when it is the shortest of a scalar value.
std::string encoded(std::uint32_t code) {
    auto const byte = [](std::uint32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0U | (code >> 6U)), byte(0x80U | (code & 0x3FU))};
    if (code < 0x10000) {
        return {byte(0xE0U | (code >> 12U)), byte(0x80U | ((code >> 6U) & 0x3FU)), byte(0x80U | (code & 0x3FU))};
    }
    return {byte(0xF0U | (code >> 18U)), byte(0x80U | ((code >> 12U) & 0x3FU)), byte(0x80U | ((code >> 6U) & 0x3FU)),
            byte(0x80U | (code & 0x3FU))};
}

bool is_scalar(std::uint32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

// A slow and simple implementation: the number of characters; nothing when a byte belongs to no character.
std::optional<std::size_t> naive_characters(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        auto const first = static_cast<unsigned char>(text.front());
        std::size_t const length = first < 0x80   ? 1
                                   : first < 0xC0 ? 0
                                   : first < 0xE0 ? 2
                                   : first < 0xF0 ? 3
                                   : first < 0xF8 ? 4
                                                  : 0;
        if (length == 0 || text.size() < length) return std::nullopt;
        std::uint32_t code = length == 1 ? first : first & (0x7FU >> length);
        for (std::size_t i = 1; i < length; ++i) {
            auto const next = static_cast<unsigned char>(text[i]);
            if ((next & 0xC0U) != 0x80U) return std::nullopt;
            code = (code << 6U) | (next & 0x3FU);
        }
        if (!is_scalar(code) || encoded(code) != text.substr(0, length)) return std::nullopt;
        text.remove_prefix(length);
        ++count;
    }
    return count;
}

struct Bytes {
    char const* about;
    std::string bytes;
};

std::vector<Bytes> const valid_characters{
    {"NUL", "\0"s},
    {"letter", "a"},
    {"DEL", "\x7F"},
    {"least of two bytes", "\xC2\x80"},
    {"greatest of two bytes", "\xDF\xBF"},
    {"least of three bytes", "\xE0\xA0\x80"},
    {"below the surrogates", "\xED\x9F\xBF"},
    {"above the surrogates", "\xEE\x80\x80"},
    {"noncharacter U+FFFE", "\xEF\xBF\xBE"},
    {"noncharacter U+FFFF", "\xEF\xBF\xBF"},
    {"byte order mark", "\xEF\xBB\xBF"},
    {"least of four bytes", "\xF0\x90\x80\x80"},
    {"U+10FFFF", "\xF4\x8F\xBF\xBF"},
};

std::vector<Bytes> const invalid_characters{
    {"continuation alone", "\x80"},
    {"last continuation alone", "\xBF"},
    {"overlong NUL", "\xC0\x80"},
    {"overlong slash", "\xC0\xAF"},
    {"overlong of two bytes", "\xC1\xBF"},
    {"overlong of three bytes", "\xE0\x80\x80"},
    {"overlong of three bytes, greatest", "\xE0\x9F\xBF"},
    {"overlong of four bytes", "\xF0\x80\x80\x80"},
    {"overlong of four bytes, greatest", "\xF0\x8F\xBF\xBF"},
    {"first surrogate", "\xED\xA0\x80"},
    {"last surrogate", "\xED\xBF\xBF"},
    {"pair of surrogates", "\xED\xA0\xBD\xED\xB8\x80"},
    {"U+110000", "\xF4\x90\x80\x80"},
    {"first byte F5", "\xF5\x80\x80\x80"},
    {"five bytes", "\xF8\x88\x80\x80\x80"},
    {"six bytes", "\xFC\x84\x80\x80\x80\x80"},
    {"FE", "\xFE"},
    {"FF", "\xFF"},
    {"truncated after one of two", "\xC3"},
    {"truncated after one of three", "\xE2"},
    {"truncated after two of three", "\xE2\x82"},
    {"truncated after one of four", "\xF0"},
    {"truncated after two of four", "\xF0\x9F"},
    {"truncated after three of four", "\xF0\x9F\x98"},
    {"Latin-1", "caf\xE9"},
    {"letter instead of a continuation",
     "\xE2\x82"
     "a"},
};

bool is_date(std::string_view text) {
    int days = 0;
    return parse_date(text, days);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_tests)

BOOST_AUTO_TEST_CASE(finds_nul_anywhere) {
    BOOST_TEST(!has_nul(""));
    BOOST_TEST(!has_nul("plain"));
    BOOST_TEST(!has_nul("backslash zero \\0"));
    for (std::size_t length = 1; length < 40; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            std::string text(length, 'x');
            text[at] = '\0';
            BOOST_TEST_CONTEXT(length << " bytes, NUL at " << at) {
                BOOST_TEST(has_nul(text));
                BOOST_TEST(without_nul(text) == std::string(length - 1, 'x'));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(removes_every_nul_and_nothing_else) {
    BOOST_TEST(without_nul("") == "");
    BOOST_TEST(without_nul("\0"s) == "");
    BOOST_TEST(without_nul("\0a\0\0b\0"s) == "ab");
    BOOST_TEST(without_nul("\x01\xFF\0é"s) == "\x01\xFFé");
}

BOOST_AUTO_TEST_CASE(accepts_valid_utf8_at_every_position_of_the_eight_byte_steps) {
    for (auto const& [about, bytes] : valid_characters) {
        for (std::size_t before = 0; before <= 17; ++before) {
            for (std::size_t after : {0U, 1U, 7U, 8U, 9U}) {
                BOOST_TEST_CONTEXT(about << " after " << before << " and before " << after << " letters") {
                    BOOST_TEST(is_utf8(std::string(before, 'a') + bytes + std::string(after, 'z')));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_invalid_utf8_at_every_position_of_the_eight_byte_steps) {
    for (auto const& [about, bytes] : invalid_characters) {
        for (std::size_t before = 0; before <= 17; ++before) {
            for (std::size_t after : {0U, 1U, 7U, 8U, 9U}) {
                BOOST_TEST_CONTEXT(about << " after " << before << " and before " << after << " letters") {
                    BOOST_TEST(!is_utf8(std::string(before, 'a') + bytes + std::string(after, 'z')));
                    BOOST_TEST(!is_utf8(std::string(before, 'a') + "é" + bytes + std::string(after, 'z')));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(accepts_every_scalar_value_and_no_surrogate) {
    std::size_t wrong = 0;
    for (std::uint32_t code = 0; code <= 0x110FFF; ++code) {
        if (is_utf8(encoded(code)) != is_scalar(code)) ++wrong;
    }
    BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(judges_every_sequence_of_two_bytes_as_the_definition_does) {
    std::size_t wrong = 0;
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            std::string const text{static_cast<char>(first), static_cast<char>(second)};
            if (is_utf8(text) != naive_characters(text).has_value()) ++wrong;
        }
    }
    BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_CASE(judges_random_bytes_as_the_definition_does) {
    std::mt19937_64 random{1};
    // Bytes near the limits of the rules, so that many sequences are almost right.
    constexpr std::array<unsigned char, 20> bytes{'a',  0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
                                                  0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5};
    for (int round = 0; round < 20'000; ++round) {
        std::string text(random() % 20, 'a');
        std::size_t const changed = random() % 6;
        for (std::size_t i = 0; i < changed && !text.empty(); ++i) {
            text[random() % text.size()] = static_cast<char>(bytes[random() % bytes.size()]);
        }
        std::optional<std::size_t> const expected = naive_characters(text);
        if (is_utf8(text) != expected.has_value()) BOOST_ERROR("judged wrongly: " + hex(text));
        if (expected && characters(text) != *expected) BOOST_ERROR("counted wrongly: " + hex(text));
        if (!is_utf8(with_utf8_replaced(text))) BOOST_ERROR("still invalid after the repair: " + hex(text));
        if (expected && with_utf8_replaced(text) != text) BOOST_ERROR("valid text was changed: " + hex(text));
    }
}

BOOST_AUTO_TEST_CASE(judges_text_in_pieces_as_it_judges_the_whole) {
    std::mt19937_64 random{29};
    // The first four are valid.
    static constexpr std::array<std::string_view, 8> parts{"a",    "é",        "€",        "😀",
                                                           "\xC3", "\xED\xA0", "\xF0\x9F", "plain text"};
    for (int round = 0; round < 20000; ++round) {
        std::string whole;
        std::uint64_t const kinds = round % 2 == 0 ? 4 : parts.size();
        for (auto count = random() % 12; count > 0; --count) whole += parts[random() % kinds];
        Utf8Check check;
        for (std::string_view rest = whole; !rest.empty();) {
            std::size_t const cut = std::min<std::size_t>(random() % 5, rest.size());
            check.add(rest.substr(0, cut));
            rest.remove_prefix(cut);
        }
        BOOST_TEST(check.valid() == is_utf8(whole));
    }
}

BOOST_AUTO_TEST_CASE(replaces_each_byte_that_belongs_to_no_character) {
    struct Case {
        std::string from;
        std::string to;
    };
    for (auto const& [from, to] : std::vector<Case>{
             {"", ""},
             {"plain", "plain"},
             {"caf\xE9", "caf\uFFFD"},
             {"\xFF\xFE", "\uFFFD\uFFFD"},
             {"\xC0\x80", "\uFFFD\uFFFD"},
             {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
             {"a\xF0\x9F\x98"
              "b",
              "a\uFFFD\uFFFD\uFFFD"
              "b"},
             {"\xE2\x82\xC3\xA9", "\uFFFD\uFFFDé"},
             {"\x80\0\x80"s, "\uFFFD\0\uFFFD"s},
         }) {
        BOOST_TEST_CONTEXT(hex(from)) { BOOST_TEST(hex(with_utf8_replaced(from)) == hex(to)); }
    }
}

BOOST_AUTO_TEST_CASE(counts_characters_not_bytes) {
    BOOST_TEST(characters("") == 0U);
    BOOST_TEST(characters("abc") == 3U);
    BOOST_TEST(characters("é") == 1U);
    BOOST_TEST(characters("€uro") == 4U);
    BOOST_TEST(characters("😀😀") == 2U);
    BOOST_TEST(characters("e\u0301") == 2U);  // a combining accent is a character, as in PostgreSQL
    BOOST_TEST(characters("a\0b"s) == 3U);
}

BOOST_AUTO_TEST_CASE(cuts_between_characters_never_inside) {
    struct Case {
        std::string text;
        std::size_t count;
        std::string first;
    };
    for (auto const& [text, count, first] : std::vector<Case>{
             {"", 0, ""},
             {"", 5, ""},
             {"abc", 0, ""},
             {"abc", 2, "ab"},
             {"abc", 3, "abc"},
             {"abc", 99, "abc"},
             {"é", 0, ""},
             {"éa", 1, "é"},
             {"a😀b", 2, "a😀"},
             {"a😀b", 1, "a"},
             {"€€€", 2, "€€"},
             {"a\0b"s, 2, "a\0"s},
         }) {
        BOOST_TEST_CONTEXT(hex(text) << ", " << count) { BOOST_TEST(hex(first_characters(text, count)) == hex(first)); }
    }
}

BOOST_AUTO_TEST_CASE(the_first_characters_are_as_many_as_asked_for) {
    std::mt19937_64 random{2};
    for (int round = 0; round < 2'000; ++round) {
        std::string text;
        std::size_t const length = random() % 30;
        for (std::size_t i = 0; i < length; ++i) {
            std::uint32_t code = 0xD800;
            while (!is_scalar(code)) code = static_cast<std::uint32_t>(random() % (1ULL << (7 + random() % 15)));
            text += encoded(code);
        }
        std::size_t const wanted = random() % 40;
        std::string_view const first = first_characters(text, wanted);
        BOOST_REQUIRE(is_utf8(first));
        BOOST_REQUIRE(characters(first) == std::min(wanted, length));
        BOOST_REQUIRE(text.starts_with(first));
    }
}

BOOST_AUTO_TEST_CASE(takes_the_json_that_postgresql_takes) {
    for (std::string const& text : std::vector<std::string>{"null",
                                                            "true",
                                                            "false",
                                                            "0",
                                                            "-0",
                                                            "7",
                                                            "-12",
                                                            "1.5",
                                                            "1e5",
                                                            "1E+5",
                                                            "1e-5",
                                                            "1.25e10",
                                                            "0.0",
                                                            "0e0",
                                                            "1e999",
                                                            "-1e-999",
                                                            "123456789012345678901234567890",
                                                            "\"\"",
                                                            "\"a\"",
                                                            "\"é😀\"",
                                                            "[]",
                                                            "{}",
                                                            "[ ]",
                                                            "{ }",
                                                            "[1]",
                                                            "[1,2]",
                                                            " \t\r\n[ 1 , 2 ] \n",
                                                            "{\"a\":1}",
                                                            "{\"a\":1,\"a\":2}",
                                                            "{\"\":null}",
                                                            "[[],{},[[]]]",
                                                            "{\"a\":{\"b\":[1,{\"c\":\"d\"}]}}",
                                                            R"("\"\\\/\b\f\n\r\t")",
                                                            R"("\u0041")",
                                                            R"("\u0000")",
                                                            R"("\uD83D\uDE00")",
                                                            R"("\uD800")",
                                                            R"("\uDC00\uD800")",
                                                            R"("\uabCD")",
                                                            "\"\x7F\"",
                                                            "[true,false,null,\"NaN\"]",
                                                            "{\"NaN\":\"Infinity\"}",
                                                            "[\"]\",\"}\",\",\"]",
                                                            "\"\\\\\"",
                                                            R"({"\u0000":1})"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(is_json(text)); }
    }
}

BOOST_AUTO_TEST_CASE(refuses_the_json_that_postgresql_refuses) {
    for (std::string const& text : std::vector<std::string>{"",
                                                            " ",
                                                            "\n",
                                                            "NaN",
                                                            "Infinity",
                                                            "-Infinity",
                                                            "[NaN]",
                                                            "{\"a\":-Infinity}",
                                                            "nan",
                                                            "nul",
                                                            "nulls",
                                                            "True",
                                                            "NULL",
                                                            "truefalse",
                                                            "true false",
                                                            "01",
                                                            "-01",
                                                            "00",
                                                            "1.",
                                                            ".5",
                                                            "-",
                                                            "+1",
                                                            "- 1",
                                                            "1e",
                                                            "1e+",
                                                            "1.e5",
                                                            "0x10",
                                                            "1_000",
                                                            "1a",
                                                            "1é",
                                                            "--1",
                                                            "1-",
                                                            "1 2",
                                                            "1,2",
                                                            "'a'",
                                                            "\"a",
                                                            "\"",
                                                            "\"\\\"",
                                                            "\"a\"b",
                                                            "\"a\"\"b\"",
                                                            "\"\n\"",
                                                            "\"\t\"",
                                                            "\"\x1F\"",
                                                            "\"\0\""s,
                                                            R"("\x")",
                                                            R"("\a")",
                                                            R"("\u")",
                                                            R"("\u123")",
                                                            R"("\u12G4")",
                                                            R"("\U0041")",
                                                            R"("\)",
                                                            "\"\\u00\"",
                                                            "[",
                                                            "]",
                                                            "[1",
                                                            "[1,",
                                                            "[1,]",
                                                            "[,1]",
                                                            "[,]",
                                                            "[1 2]",
                                                            "[1,,2]",
                                                            "[1}",
                                                            "{",
                                                            "}",
                                                            "{]",
                                                            "{\"a\"",
                                                            "{\"a\":",
                                                            "{\"a\":}",
                                                            "{\"a\":1",
                                                            "{\"a\":1,",
                                                            "{\"a\":1,}",
                                                            "{,}",
                                                            "{\"a\" 1}",
                                                            "{\"a\",1}",
                                                            "{a:1}",
                                                            "{1:1}",
                                                            "{null:1}",
                                                            "{\"a\":1 \"b\":2}",
                                                            "{\"a\":1}}",
                                                            "[]]",
                                                            "[][]",
                                                            "{}{}",
                                                            "[] x",
                                                            "[1]\0"s,
                                                            "\0"s,
                                                            "1\0"s,
                                                            "\xEF\xBB\xBF{}",
                                                            "\f1",
                                                            "\v1",
                                                            "\u00A01",
                                                            "// c\n1",
                                                            "/* c */1",
                                                            "1 // c",
                                                            "[1:2]",
                                                            "{\"a\"::1}",
                                                            "\"a\":1",
                                                            ",",
                                                            ":",
                                                            "\\u0031"}) {
        BOOST_TEST_CONTEXT(text << " = " << hex(text)) { BOOST_TEST(!is_json(text)); }
    }
}

BOOST_AUTO_TEST_CASE(reads_deep_json_without_deep_recursion) {
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    BOOST_TEST(is_json(nested(1)));
    BOOST_TEST(is_json(nested(1000)));
    BOOST_TEST(is_json(nested(5000)));
    BOOST_TEST(!is_json(std::string(1000, '[') + std::string(999, ']')));
    BOOST_TEST(!is_json(std::string(999, '[') + std::string(1000, ']')));
    // PostgreSQL runs into its stack limit here, and a recursive reader would crash.
    BOOST_TEST(!is_json(nested(1'000'000)));
    BOOST_TEST(!is_json(std::string(1'000'000, '[')));
    std::string objects;
    for (int i = 0; i < 1000; ++i) objects += "{\"k\":";
    BOOST_TEST(is_json(objects + "1" + std::string(1000, '}')));
    BOOST_TEST(!is_json(objects + "1" + std::string(1000, ']')));
}

BOOST_AUTO_TEST_CASE(one_wrong_character_spoils_generated_json) {
    std::mt19937_64 random{3};
    auto const blanks = [&] { return std::string(random() % 2, ' '); };
    auto const document = [&](auto const& self, int depth) -> std::string {
        switch (random() % (depth > 4 ? 6 : 8)) {
            case 0: return "null";
            case 1: return random() % 2 == 0 ? "true" : "false";
            case 2: return std::to_string(static_cast<std::int64_t>(random()));
            case 3: return "-0." + std::to_string(random()) + "e-7";
            case 4: return R"("a\"\u00e9]},{[: NaN ")";
            case 5: return "\"é😀\"";
            case 6: {
                std::string list = "[";
                for (auto count = random() % 4; count > 0; --count)
                    list += blanks() + self(self, depth + 1) + (count > 1 ? "," : "");
                return list + blanks() + "]";
            }
            default: {
                std::string object = "{";
                for (auto count = random() % 4; count > 0; --count) {
                    object += blanks() + "\"k\\n\"" + blanks() + ":" + self(self, depth + 1) + (count > 1 ? "," : "");
                }
                return object + blanks() + "}";
            }
        }
    };
    for (int round = 0; round < 3'000; ++round) {
        std::string const json = document(document, 0);
        if (!is_json(json)) BOOST_ERROR("refused: " + json);
        if (!is_json("[" + json + "," + json + "]")) BOOST_ERROR("refused in a list: " + json);
        if (with_json_nan_as_null(json) != json) BOOST_ERROR("changed: " + json);
        for (char const* const wrong : {"]", "}", ",", ":", "\"", "\\", "x", "\x01"}) {
            if (is_json(json + wrong)) BOOST_ERROR("accepted: " + json + wrong);
            if (is_json(wrong + json)) BOOST_ERROR("accepted: " + (wrong + json));
        }
        if (json.size() > 1 && (json.front() == '[' || json.front() == '{' || json.front() == '"') &&
            is_json(json.substr(0, json.size() - 1))) {
            BOOST_ERROR("accepted without its end: " + json);
        }
    }
}

BOOST_AUTO_TEST_CASE(turns_python_nan_into_null_and_leaves_strings_alone) {
    struct Case {
        std::string from;
        std::string to;
    };
    for (auto const& [from, to] : std::vector<Case>{
             {"", ""},
             {"1", "1"},
             {"NaN", "null"},
             {"Infinity", "null"},
             {"-Infinity", "null"},
             {"[NaN, Infinity,-Infinity]", "[null, null,null]"},
             {R"({"NaN": NaN})", R"({"NaN": null})"},
             {R"({"a": "NaN", "b": NaN})", R"({"a": "NaN", "b": null})"},
             {R"(["\"NaN", NaN])", R"(["\"NaN", null])"},
             {R"(["\\", NaN, "\\\"Infinity"])", R"(["\\", null, "\\\"Infinity"])"},
             {R"(["-Infinity"])", R"(["-Infinity"])"},
             {R"("NaN)", R"("NaN)"},
             {R"("NaN\)", R"("NaN\)"},
             {"[nan, inf, 1]", "[nan, inf, 1]"},
         }) {
        BOOST_TEST_CONTEXT(from) { BOOST_TEST(with_json_nan_as_null(from) == to); }
    }
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_nan_does_not_become_json) {
    for (char const* const text : {"-NaN", "NaNs", "xNaN", "NaNNaN", "1NaN", "NaN1", "+Infinity", "--Infinity",
                                   "nullNaN", "Infinity_", "[NaN NaN]"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!is_json(with_json_nan_as_null(text))); }
    }
}

BOOST_AUTO_TEST_CASE(reads_dates_as_days_since_2000) {
    struct Case {
        char const* text;
        int days;
    };
    for (auto const& [text, days] : std::vector<Case>{
             {"2000-01-01", 0},
             {"1999-12-31", -1},
             {"2000-02-29", 59},
             {"2000-03-01", 60},
             {"1970-01-01", -10957},
             {"2024-02-29", 8825},
             {"1900-02-28", -36466},
             {"1900-03-01", -36465},
             {"0001-01-01", -730119},
             {"9999-12-31", 2921939},
         }) {
        BOOST_TEST_CONTEXT(text) {
            int read = 4711;
            BOOST_TEST(parse_date(text, read));
            BOOST_TEST(read == days);
            BOOST_TEST(date_text(days) == text);
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_date) {
    for (std::string const& text : std::vector<std::string>{"",
                                                            "2000",
                                                            "2000-1-1",
                                                            "2000-01-1",
                                                            "00-01-01",
                                                            "2000/01/01",
                                                            "20000101",
                                                            "2000-01-01 ",
                                                            " 2000-01-01",
                                                            "2000-01-01T00:00",
                                                            "2000-01-01 00:00:00",
                                                            "2000-00-01",
                                                            "2000-13-01",
                                                            "2000-01-00",
                                                            "2000-01-32",
                                                            "2000-04-31",
                                                            "2001-02-29",
                                                            "1900-02-29",
                                                            "2100-02-29",
                                                            "2023-02-29",
                                                            "2000-02-30",
                                                            "0000-01-01",
                                                            "-001-01-01",
                                                            "+200-01-01",
                                                            "10000-01-01",
                                                            "2000-0a-01",
                                                            "2000-01- 1",
                                                            "2000--1-01",
                                                            "abcd-ef-gh",
                                                            "infinity",
                                                            "epoch",
                                                            "2000-01-0\0"s,
                                                            "２000-01-01"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!is_date(text)); }
    }
}

BOOST_AUTO_TEST_CASE(knows_the_leap_years) {
    for (int year = 1; year <= 9999; ++year) {
        bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        std::string digits = std::to_string(year);
        digits.insert(0, 4 - digits.size(), '0');
        if (is_date(digits + "-02-29") != leap) BOOST_ERROR("29 February of " + digits);
        if (!is_date(digits + "-02-28")) BOOST_ERROR("28 February of " + digits);
    }
}

BOOST_AUTO_TEST_CASE(dates_survive_the_way_there_and_back) {
    for (int days = -730119; days <= 2921939; days += 37) {
        int back = 0;
        if (!parse_date(date_text(days), back) || back != days) BOOST_ERROR("day " + std::to_string(days));
    }
    for (int days = -40000; days <= 40000; ++days) {
        int back = 0;
        if (!parse_date(date_text(days), back) || back != days) BOOST_ERROR("day " + std::to_string(days));
    }
}

BOOST_AUTO_TEST_CASE(control_characters_are_shown_and_not_obeyed) {
    BOOST_TEST(printable("a\x1b[2J\n\x7f\tb") == "a\\x1b[2J\\x0a\\x7f\\x09b");
    BOOST_TEST(printable("one\ntwo\x1b", "\n") == "one\ntwo\\x1b");
    // U+009B begins an escape sequence like ESC [; U+00A0 is a blank.
    BOOST_TEST(printable("\xC2\x9B"
                         "2J\xC2\xA0\xC3\x9B") == "\\x9b2J\xC2\xA0\xC3\x9B");
    BOOST_TEST(printable("\xC2") == "\xC2");
    BOOST_TEST(printable("a\0b"s) == "a\\x00b");
    BOOST_TEST(printable("naïve 表 ~") == "naïve 表 ~");
}

BOOST_AUTO_TEST_CASE(a_shell_reads_a_quoted_word_as_it_was) {
    BOOST_TEST(shell_word("") == "''");
    BOOST_TEST(shell_word("it's $HOME `x`") == R"('it'\''s $HOME `x`')");
    BOOST_TEST(shell_word("ü") == "'ü'");
    BOOST_TEST(shell_word("a\n1'\\ü\xff") == R"($'a\0121\047\134\303\274\377')");
}

BOOST_AUTO_TEST_CASE(one_thing_is_counted_in_the_singular) {
    BOOST_TEST(counted(0, "row") == "0 rows");
    BOOST_TEST(counted(1, "row") == "1 row");
    BOOST_TEST(counted(1234, "row") == "1,234 rows");
    BOOST_TEST(counted(1, "process", "processes") == "1 process");
    BOOST_TEST(counted(2, "process", "processes") == "2 processes");
}

BOOST_AUTO_TEST_CASE(lines_are_broken_at_blanks_and_words_are_not) {
    BOOST_TEST(wrapped("", 10, "  ") == "");
    BOOST_TEST(wrapped("one two", 7, "  ") == "one two");
    BOOST_TEST(wrapped("one two six", 7, "  ") == "one two\n  six");
    BOOST_TEST(wrapped("one two six ten", 7, "  ") == "one two\n  six\n  ten");
    BOOST_TEST(wrapped("a /long/path/of/files b", 7, "  ") == "a\n  /long/path/of/files\n  b");
    BOOST_TEST(wrapped("é é é é é", 7, "") == "é é é é\né");
}

BOOST_AUTO_TEST_SUITE_END()
