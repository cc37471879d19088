// SPDX-License-Identifier: Apache-2.0
#include "rows/long_text.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "pieces.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string whole(LongBytes const& text) {
    std::string all;
    text.for_each_piece([&](std::string_view piece) { all += piece; });
    BOOST_TEST(text.size() == all.size());
    return all;
}

std::vector<std::string> const texts{"",
                                     "abc",
                                     {"a\0b\0", 4},
                                     "é😀'é",
                                     "\xC3",
                                     "a\xC3",
                                     "\xF0\x9F\x98",
                                     "\xF0\x9F\x98z",
                                     "\xF0\xC3\xA9\xF0\x9F",
                                     "\x80\x80\x80\x80\xE2\x82",
                                     {"\xC3\0\xA9", 3}};

std::string in_utf16(std::u16string_view units, bool big_endian) {
    std::string bytes;
    for (char16_t const unit : units) {
        char const high = static_cast<char>(unit >> 8U);
        char const low = static_cast<char>(unit & 0xFFU);
        bytes += big_endian ? std::string{high, low} : std::string{low, high};
    }
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(long_text_tests)

BOOST_AUTO_TEST_CASE(facts_are_those_of_the_whole_text_wherever_it_is_cut) {
    for (std::string const& text : texts) {
        for (std::size_t length = 1; length <= 5; ++length) {
            TextFacts const facts = facts_of(Pieces{text, length});
            BOOST_TEST(facts.has_nul == has_nul(text));
            BOOST_TEST(facts.is_utf8 == is_utf8(text));
            if (facts.is_utf8) {
                BOOST_TEST(facts.characters == characters(text));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_beginning_has_whole_characters_wherever_it_is_cut) {
    for (std::string const& text : texts) {
        if (!is_utf8(text)) continue;
        for (std::size_t length = 1; length <= 5; ++length) {
            for (std::size_t count = 1; count <= 6; ++count) {
                BOOST_TEST(first_characters(Pieces{text, length}, count) == first_characters(text, count));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_repair_changes_the_same_bytes_wherever_the_text_is_cut) {
    for (std::string const& text : texts) {
        for (std::size_t length = 1; length <= 5; ++length) {
            Pieces const pieces{text, length};
            BOOST_TEST(whole(RepairedText{pieces, false, false}) == text);
            BOOST_TEST(whole(RepairedText{pieces, true, false}) == without_nul(text));
            BOOST_TEST(whole(RepairedText{pieces, false, true}) == with_utf8_replaced(text));
            BOOST_TEST(whole(RepairedText{pieces, true, true}) == with_utf8_replaced(without_nul(text)));
        }
    }
}

BOOST_AUTO_TEST_CASE(utf_16_becomes_utf_8_wherever_it_is_cut) {
    struct Case {
        std::u16string utf16;
        std::string utf8;
    };
    for (auto const& [utf16, utf8] :
         std::vector<Case>{{u"", ""},
                           {u"abc", "abc"},
                           {{u"a\0b", 3}, {"a\0b", 3}},
                           {u"\x7f\x80\u07ff\u0800\uffff", "\x7f\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF"},
                           {u"é😀\U0010FFFFz", "é😀\xF4\x8F\xBF\xBFz"}}) {
        for (bool const big_endian : {false, true}) {
            for (std::size_t length = 1; length <= 5; ++length) {
                Pieces const pieces{in_utf16(utf16, big_endian), length};
                BOOST_TEST(whole(Utf16Text{pieces, big_endian}) == utf8);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(half_of_a_surrogate_pair_is_not_valid_in_utf_8_either) {
    for (std::u16string const& utf16 : {std::u16string{u"a\xD83Dz"}, std::u16string{u"\xDE00"},
                                        std::u16string{u"\xD83D"}, std::u16string{u"\xD83D\xD83D\xDE00"}}) {
        for (std::size_t length = 1; length <= 3; ++length) {
            Pieces const pieces{in_utf16(utf16, false), length};
            Utf16Text const text{pieces, false};
            BOOST_TEST(!facts_of(text).is_utf8);
            BOOST_TEST(whole(RepairedText{text, false, true}).find("\xEF\xBF\xBD") != std::string::npos);
        }
    }
    // Half a unit at the end is ignored.
    Pieces const odd{std::string{"a\0b", 3}, 2};
    BOOST_TEST(whole(Utf16Text{odd, false}) == "a");
}

BOOST_AUTO_TEST_SUITE_END()
