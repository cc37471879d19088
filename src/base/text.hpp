// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL's text types require of a string, the repairs that a user can choose, and how text is displayed.
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mlflow2pg {

bool has_nul(std::string_view text);
std::string without_nul(std::string_view text);

// Whether the text is UTF-8 by the rules of PostgreSQL's pg_utf8_islegal (src/common/wchar.c): up to U+10FFFF, no
// surrogates, no overlong forms.
bool is_utf8(std::string_view text);
// The same check for a text that arrives in pieces, which may be cut anywhere.
class Utf8Check {
public:
    void add(std::string_view piece);
    bool valid() const { return valid_ && begun_.empty(); }

private:
    bool valid_ = true;
    std::string begun_;  // an incomplete character that continues in the next piece
};
// Replaces each byte that is not part of a valid character by U+FFFD.
std::string with_utf8_replaced(std::string_view text);
// The same for display, where the original bytes matter: writes each of them as \xff.
std::string with_invalid_bytes_shown(std::string_view text);
// The length in bytes of the text without an incomplete character at its end, which the next piece may complete.
std::size_t whole_characters(std::string_view text);

// The number of characters in valid UTF-8, which is what varchar(n) counts.
std::size_t characters(std::string_view utf8);
// The first `count` characters of valid UTF-8.
std::string_view first_characters(std::string_view utf8, std::size_t count);

// Whether PostgreSQL's type json accepts the text: RFC 8259. Lone surrogate escapes, \u0000 and numbers of any size are
// accepted and stored unchanged. NaN and Infinity, which Python writes, are refused.
// https://www.postgresql.org/docs/15/datatype-json.html
bool is_json(std::string_view text);
// Replaces Python's bare NaN, Infinity and -Infinity outside of strings by null.
std::string with_json_nan_as_null(std::string_view text);

// Parses a calendar day YYYY-MM-DD from 0001-01-01 to 9999-12-31 into days since 2000-01-01, PostgreSQL's epoch.
// Returns false for anything else.
bool parse_date(std::string_view text, int& days_since_2000);
std::string date_text(int days_since_2000);

// Writes control characters, C1 included, as \x1b, so that a terminal shows them and does not execute them. keep:
// control characters to leave unchanged.
std::string printable(std::string_view text, std::string_view keep = {});
std::string grouped(std::uint64_t number);  // 1,234,567
// "1 row", "1,234 rows". many: the plural, if it is not just one more s.
std::string counted(std::uint64_t number, std::string_view one, std::string_view many = {});
std::string human_bytes(std::uint64_t bytes);  // 1.2 MB
// The line broken at blanks, so that no part is longer than `width` characters unless it is a single word. indent: put
// before every part except the first.
std::string wrapped(std::string_view line, std::size_t width, std::string_view indent);
// The word, quoted for a shell if necessary. If it contains control characters or invalid UTF-8, which a terminal would
// not print unchanged, it has the form $'a\012b', which bash, zsh and ksh understand.
std::string shell_word(std::string_view word);

}  // namespace mlflow2pg
