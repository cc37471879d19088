// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace mlflow2pg {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The length in bytes that the first byte of a multi-byte character announces.
std::size_t promised_length(char first) {
    auto const byte = static_cast<unsigned char>(first);
    return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
}

// The length in bytes of the valid character at the start of `text`; 0 when the start is not valid.
std::size_t character_length(std::string_view text) {
    auto const first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    std::size_t const length = promised_length(text[0]);
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) return 0;
    }
    auto const second = static_cast<unsigned char>(text[1]);
    bool const overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    bool const surrogate = first == 0xED && second > 0x9F;
    bool const beyond_unicode = first == 0xF4 && second > 0x8F;
    return overlong || surrogate || beyond_unicode ? 0 : length;
}

// The number of plain ASCII bytes at the start, compared eight at a time.
std::size_t ascii_prefix(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, 8);
        if ((eight & high_bits) != 0) break;
    }
    while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
    return i;
}

// PostgreSQL's limit is the server's stack (max_stack_depth). Its default of 2 MB allows more than this depth.
constexpr std::size_t deepest_json = 10000;

// A JSON recogniser that keeps the open brackets in a string instead of on the stack.
class JsonReader {
public:
    explicit JsonReader(std::string_view text) : text_{text} {}

    bool document() {
        do {
            if (!value()) return false;
        } while (!open_.empty());
        skip_blanks();
        return at_ == text_.size();
    }

private:
    // Reads one scalar or one opening bracket, then all closing brackets and the separator that may follow.
    bool value() {
        skip_blanks();
        if (at_ == text_.size()) return false;
        char const character = text_[at_];
        if (character == '[' || character == '{') {
            if (open_.size() == deepest_json) return false;
            open_.push_back(character);
            ++at_;
            skip_blanks();
            if (!peek(character == '[' ? ']' : '}')) return character == '[' || key();
        } else if (!scalar(character)) {
            return false;
        }
        return close();
    }

    bool close() {
        while (!open_.empty()) {
            skip_blanks();
            if (peek(',')) {
                ++at_;
                return open_.back() == '[' || key();
            }
            if (!peek(open_.back() == '[' ? ']' : '}')) return false;
            ++at_;
            open_.pop_back();
        }
        return true;
    }

    bool key() {
        skip_blanks();
        if (!peek('"') || !string()) return false;
        skip_blanks();
        if (!peek(':')) return false;
        ++at_;
        return true;
    }

    bool scalar(char first) {
        if (first == '"') return string();
        if (first == '-' || digit()) return number() && !word();
        for (std::string_view const literal : {"true", "false", "null"}) {
            if (text_.substr(at_).starts_with(literal)) {
                at_ += literal.size();
                return !word();
            }
        }
        return false;
    }

    bool string() {
        for (++at_; at_ < text_.size(); ++at_) {
            auto const byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '"') {
                ++at_;
                return true;
            }
            if (byte < 0x20) return false;
            if (byte == '\\' && !escape()) return false;
        }
        return false;
    }

    bool escape() {
        ++at_;
        if (at_ == text_.size()) return false;
        if (text_[at_] != 'u') return std::string_view{"\"\\/bfnrt"}.find(text_[at_]) != std::string_view::npos;
        for (int i = 0; i < 4; ++i) {
            ++at_;
            if (at_ == text_.size() || std::isxdigit(static_cast<unsigned char>(text_[at_])) == 0) return false;
        }
        return true;
    }

    bool number() {
        if (peek('-')) ++at_;
        if (peek('0')) {
            ++at_;
        } else if (!digits()) {
            return false;
        }
        if (peek('.')) {
            ++at_;
            if (!digits()) return false;
        }
        if (peek('e') || peek('E')) {
            ++at_;
            if (peek('+') || peek('-')) ++at_;
            if (!digits()) return false;
        }
        return true;
    }

    bool digits() {
        if (!digit()) return false;
        while (digit()) ++at_;
        return true;
    }

    bool digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
    bool peek(char character) const { return at_ < text_.size() && text_[at_] == character; }
    // Whether a character follows that would turn the scalar before it into a longer word: "truex", "012", "1é".
    bool word() const {
        if (at_ == text_.size()) return false;
        auto const byte = static_cast<unsigned char>(text_[at_]);
        return std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80;
    }
    void skip_blanks() {
        while (peek(' ') || peek('\t') || peek('\n') || peek('\r')) ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string open_;  // the brackets that are open, outermost first
};

}  // namespace

bool has_nul(std::string_view text) { return !text.empty() && std::memchr(text.data(), 0, text.size()) != nullptr; }

std::string without_nul(std::string_view text) {
    std::string stripped{text};
    std::erase(stripped, '\0');
    return stripped;
}

bool is_utf8(std::string_view text) {
    for (;;) {
        text.remove_prefix(ascii_prefix(text));
        if (text.empty()) return true;
        std::size_t const length = character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
}

void Utf8Check::add(std::string_view piece) {
    while (!begun_.empty() && !piece.empty() && valid_) {
        begun_.push_back(piece.front());
        piece.remove_prefix(1);
        if (begun_.size() < promised_length(begun_[0])) continue;
        valid_ = character_length(begun_) != 0;
        begun_.clear();
    }
    while (valid_) {
        piece.remove_prefix(ascii_prefix(piece));
        if (piece.empty()) return;
        std::size_t const length = character_length(piece);
        if (length == 0 && piece.size() < promised_length(piece[0])) {
            begun_ = piece;
            return;
        }
        valid_ = length != 0;
        piece.remove_prefix(length);
    }
}

// Calls `shown` for each byte that is not part of a valid character, to replace it.
template <typename Shown>
static std::string with_invalid_bytes(std::string_view text, Shown const& shown) {
    std::string replaced;
    while (!text.empty()) {
        std::size_t const length = character_length(text);
        length == 0 ? replaced += shown(text.front()) : replaced += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return replaced;
}

std::string with_utf8_replaced(std::string_view text) {
    return with_invalid_bytes(text, [](char) { return "\xEF\xBF\xBD"; });
}

std::string with_invalid_bytes_shown(std::string_view text) {
    return with_invalid_bytes(text,
                              [](char byte) { return fmt::format("\\x{:02x}", static_cast<unsigned char>(byte)); });
}

std::size_t whole_characters(std::string_view text) {
    std::size_t const longest = std::min<std::size_t>(3, text.size());
    for (std::size_t length = 1; length <= longest; ++length) {
        char const first = text[text.size() - length];
        if (is_continuation(first)) continue;
        bool const begun = static_cast<unsigned char>(first) >= 0xC0 && promised_length(first) > length;
        return begun ? text.size() - length : text.size();
    }
    return text.size();
}

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (char const byte : utf8) count += is_continuation(byte) ? 0U : 1U;
    return count;
}

std::string_view first_characters(std::string_view utf8, std::size_t count) {
    std::size_t i = 0;
    for (; i < utf8.size(); ++i) {
        if (!is_continuation(utf8[i]) && count-- == 0) break;
    }
    return utf8.substr(0, i);
}

bool is_json(std::string_view text) { return JsonReader{text}.document(); }

std::string with_json_nan_as_null(std::string_view text) {
    std::string replaced;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size();) {
        std::string_view const rest = text.substr(i);
        std::size_t length = 1;
        if (in_string && text[i] == '\\' && rest.size() > 1) {
            length = 2;
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string) {
            for (std::string_view const token : {"NaN", "-Infinity", "Infinity"}) {
                if (rest.starts_with(token)) {
                    replaced += "null";
                    i += token.size();
                    length = 0;
                    break;
                }
            }
        }
        replaced.append(text.substr(i, length));
        i += length;
    }
    return replaced;
}

bool parse_date(std::string_view text, int& days_since_2000) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    int parts[3] = {0, 0, 0};
    int part = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++part;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        } else {
            parts[part] = parts[part] * 10 + (text[i] - '0');
        }
    }
    std::chrono::year_month_day const day{std::chrono::year{parts[0]},
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[2]))};
    if (parts[0] < 1 || !day.ok()) return false;
    std::chrono::sys_days const epoch{std::chrono::year{2000} / 1 / 1};
    days_since_2000 = static_cast<int>((std::chrono::sys_days{day} - epoch).count());
    return true;
}

std::string date_text(int days_since_2000) {
    std::chrono::sys_days const epoch{std::chrono::year{2000} / 1 / 1};
    std::chrono::year_month_day const day{epoch + std::chrono::days{days_since_2000}};
    return fmt::format("{:04d}-{:02d}-{:02d}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string printable(std::string_view text, std::string_view keep) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto code = static_cast<unsigned char>(text[i]);
        // U+0080 to U+009F, the controls of a terminal in two bytes of UTF-8.
        bool const c1 = code == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (c1) code = static_cast<unsigned char>(text[++i]);
        bool const control = c1 || ((code < 0x20 || code == 0x7F) && keep.find(text[i]) == std::string_view::npos);
        shown += control ? fmt::format("\\x{:02x}", code) : std::string(1, text[i]);
    }
    return shown;
}

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    std::string const plural = many.empty() ? std::string{one} + "s" : std::string{many};
    return fmt::format("{} {}", grouped(number), number == 1 ? one : plural);
}

std::string human_bytes(std::uint64_t bytes) {
    constexpr char const* units[] = {"B", "KB", "MB", "GB", "TB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= 1000 && unit + 1 < std::size(units)) {
        amount /= 1000;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string wrapped(std::string_view line, std::size_t width, std::string_view indent) {
    std::string text;
    std::size_t used = 0;
    while (!line.empty()) {
        std::string_view const word = line.substr(0, line.find(' '));
        line.remove_prefix(std::min(line.size(), word.size() + 1));
        std::size_t const length = characters(word);
        bool const fits = used == 0 || used + 1 + length <= width;
        if (used > 0) text += fits ? " " : fmt::format("\n{}", indent);
        used = fits ? used + (used > 0 ? 1 : 0) + length : indent.size() + length;
        text += word;
    }
    return text;
}

namespace {

// $'…', in which every byte can be written as an octal number.
std::string escaped_shell_word(std::string_view word) {
    std::string quoted = "$'";
    for (char const character : word) {
        auto const byte = static_cast<unsigned char>(character);
        bool const plain = byte >= 0x20 && byte < 0x7F && character != '\'' && character != '\\';
        quoted += plain ? std::string(1, character) : fmt::format("\\{:03o}", byte);
    }
    return quoted + "'";
}

}  // namespace

std::string shell_word(std::string_view word) {
    if (printable(word) != word || !is_utf8(word)) return escaped_shell_word(word);
    auto const is_plain = [](unsigned char character) {
        return std::isalnum(character) != 0 ||
               std::string_view{"_-./:@%+,="}.find(static_cast<char>(character)) != std::string_view::npos;
    };
    if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string{word};
    std::string quoted = "'";
    for (char const character : word) quoted += character == '\'' ? "'\\''" : std::string(1, character);
    return quoted + "'";
}

}  // namespace mlflow2pg
