// SPDX-License-Identifier: Apache-2.0
// Long texts, read in pieces and never held in memory: finds what is wrong with them, repairs them, and converts
// UTF-16. Pure.
// Tested in tests/rows/long_text_tests.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "base/value.hpp"

namespace mlflow2pg {

struct TextFacts {
    bool has_nul = false;
    bool is_utf8 = true;
    std::size_t characters = 0;  // counted only in valid UTF-8
};
TextFacts facts_of(LongBytes const& text);

// The first `count` characters of valid UTF-8.
std::string first_characters(LongBytes const& text, std::size_t count);

// A text without its NULs, or with U+FFFD in place of each byte that is not UTF-8. The original text must outlive it.
class RepairedText final : public LongBytes {
public:
    RepairedText(LongBytes const& text, bool strip_nul, bool replace_utf8);

    std::uint64_t size() const override { return size_; }
    void for_each_piece(Visitor const& visit) const override;

private:
    LongBytes const& text_;
    bool strip_nul_;
    bool replace_utf8_;
    std::uint64_t size_ = 0;
};

// Converts a text from UTF-16 to UTF-8. Half a surrogate pair becomes invalid UTF-8, so that it is reported as a misfit
// and not changed silently. SQLite's own conversion would need memory for the whole text, twice.
class Utf16Text final : public LongBytes {
public:
    // utf16: must outlive this object.
    Utf16Text(LongBytes const& utf16, bool big_endian);

    std::uint64_t size() const override { return size_; }
    void for_each_piece(Visitor const& visit) const override;

private:
    LongBytes const& utf16_;
    bool big_endian_;
    std::uint64_t size_ = 0;
};

}  // namespace mlflow2pg
