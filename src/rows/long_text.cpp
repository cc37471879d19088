// SPDX-License-Identifier: Apache-2.0
#include "rows/long_text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

std::uint64_t size_in_pieces(LongBytes const& text) {
    std::uint64_t size = 0;
    text.for_each_piece([&](std::string_view piece) { size += piece.size(); });
    return size;
}

// Converts UTF-16 that arrives in pieces, which may be cut anywhere.
class Utf16Reader {
public:
    explicit Utf16Reader(bool big_endian) : big_endian_{big_endian} {}

    void add(std::string_view piece, std::string& utf8) {
        if (half_ && !piece.empty()) {
            add_unit(*half_, piece.front(), utf8);
            half_.reset();
            piece.remove_prefix(1);
        }
        for (; piece.size() >= 2; piece.remove_prefix(2)) add_unit(piece[0], piece[1], utf8);
        if (!piece.empty()) half_ = piece.front();
    }

    // Ignores half a unit at the end, as SQLite does.
    void finish(std::string& utf8) {
        if (high_ != 0) append(high_, utf8);
    }

private:
    void add_unit(char first, char second, std::string& utf8) {
        if (big_endian_) std::swap(first, second);
        auto const unit = static_cast<std::uint32_t>(static_cast<unsigned char>(second)) << 8U |
                          static_cast<unsigned char>(first);
        bool const low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (high_ != 0 && low) {
            append(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00), utf8);
            high_ = 0;
            return;
        }
        if (high_ != 0) append(high_, utf8);
        high_ = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
        if (high_ == 0) append(unit, utf8);
    }

    static void append(std::uint32_t code, std::string& utf8) {
        auto const continued = [&](unsigned shift) { utf8 += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
        if (code < 0x80) {
            utf8 += static_cast<char>(code);
            return;
        }
        if (code < 0x800) {
            utf8 += static_cast<char>(0xC0U | code >> 6U);
        } else if (code < 0x10000) {
            utf8 += static_cast<char>(0xE0U | code >> 12U);
            continued(6);
        } else {
            utf8 += static_cast<char>(0xF0U | code >> 18U);
            continued(12);
            continued(6);
        }
        continued(0);
    }

    bool big_endian_;
    std::optional<char> half_;  // the first byte of a unit that continues in the next piece
    std::uint32_t high_ = 0;    // the first unit of a surrogate pair; 0: none
};

}  // namespace

TextFacts facts_of(LongBytes const& text) {
    TextFacts facts;
    Utf8Check utf8;
    text.for_each_piece([&](std::string_view piece) {
        facts.has_nul = facts.has_nul || has_nul(piece);
        utf8.add(piece);
        facts.characters += characters(piece);
    });
    facts.is_utf8 = utf8.valid();
    return facts;
}

std::string first_characters(LongBytes const& text, std::size_t count) {
    std::string first;
    bool complete = false;
    text.for_each_piece([&](std::string_view piece) {
        if (complete) return;
        first += piece.substr(0, std::min(piece.size(), 4 * count + 4 - first.size()));
        // The next character proves that the last one is complete.
        complete = characters(first) > count;
    });
    first.resize(first_characters(std::string_view{first}, count).size());
    return first;
}

RepairedText::RepairedText(LongBytes const& text, bool strip_nul, bool replace_utf8)
    : text_{text}, strip_nul_{strip_nul}, replace_utf8_{replace_utf8}, size_{size_in_pieces(*this)} {}

void RepairedText::for_each_piece(Visitor const& visit) const {
    std::string begun;  // an incomplete character at the end of the last piece
    std::string part;
    auto const repair = [&](std::string_view piece, bool last) {
        part = strip_nul_ ? without_nul(piece) : std::string{piece};
        if (replace_utf8_) {
            part.insert(0, begun);
            std::size_t const whole = last ? part.size() : whole_characters(part);
            begun = part.substr(whole);
            part = with_utf8_replaced(std::string_view{part}.substr(0, whole));
        }
        if (!part.empty()) visit(part);
    };
    text_.for_each_piece([&](std::string_view piece) { repair(piece, false); });
    if (!begun.empty()) repair({}, true);
}

Utf16Text::Utf16Text(LongBytes const& utf16, bool big_endian)
    : utf16_{utf16}, big_endian_{big_endian}, size_{size_in_pieces(*this)} {}

void Utf16Text::for_each_piece(Visitor const& visit) const {
    Utf16Reader reader{big_endian_};
    std::string utf8;
    utf16_.for_each_piece([&](std::string_view piece) {
        utf8.clear();
        reader.add(piece, utf8);
        if (!utf8.empty()) visit(utf8);
    });
    utf8.clear();
    reader.finish(utf8);
    if (!utf8.empty()) visit(utf8);
}

}  // namespace mlflow2pg
