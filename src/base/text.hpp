// What PostgreSQL's text types ask of a string, and the repairs a user can choose; how text is shown. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mlflow2pg {

bool has_nul(std::string_view text);
std::string without_nul(std::string_view text);

// UTF-8 as PostgreSQL's pg_utf8_islegal has it (src/common/wchar.c): up to U+10FFFF, no surrogates, no
// overlong forms.
bool is_utf8(std::string_view text);
// The same of a text that comes in pieces, cut anywhere.
class Utf8Check {
public:
    void add(std::string_view piece);
    bool valid() const { return valid_ && begun_.empty(); }

private:
    bool valid_ = true;
    std::string begun_;  // a character whose end is in the next piece
};
// Each byte that belongs to no valid character becomes U+FFFD.
std::string with_utf8_replaced(std::string_view text);

// Characters of valid UTF-8, which is what varchar(n) counts.
std::size_t characters(std::string_view utf8);
// The first `count` characters of valid UTF-8.
std::string_view first_characters(std::string_view utf8, std::size_t count);

// Whether PostgreSQL's type json takes the text: RFC 8259, with lone surrogate escapes, \u0000 and numbers of
// any size, which it stores as they are; NaN and Infinity, which Python writes, are refused.
// https://www.postgresql.org/docs/15/datatype-json.html
bool is_json(std::string_view text);
// Python's bare NaN, Infinity and -Infinity outside of strings become null.
std::string with_json_nan_as_null(std::string_view text);

// A calendar day from 0001-01-01 to 9999-12-31 as YYYY-MM-DD -> days since 2000-01-01, PostgreSQL's epoch.
// False for anything else.
bool parse_date(std::string_view text, int& days_since_2000);
std::string date_text(int days_since_2000);

// With control characters, C1 included, as \x1b: a terminal shows them and obeys none. keep: those that stay.
std::string printable(std::string_view text, std::string_view keep = {});
std::string grouped(std::uint64_t number);     // 1,234,567
std::string human_bytes(std::uint64_t bytes);  // 1.2 MB
// Quoted as it is typed in a shell.
std::string shell_word(std::string_view word);

}  // namespace mlflow2pg
