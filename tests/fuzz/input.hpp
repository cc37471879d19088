// SPDX-License-Identifier: Apache-2.0
// Reads choices, numbers and texts from the bytes of a fuzz input, from the front. After the last byte everything is 0
// or empty, so that every input has a meaning. Clang's FuzzedDataProvider does the same, but gcc, which replays the
// corpus, does not have it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mlflow2pg::fuzz {

class Input {
public:
    Input(std::uint8_t const* bytes, std::size_t size) : rest_{reinterpret_cast<char const*>(bytes), size} {}

    bool empty() const { return rest_.empty(); }
    // 0 … below - 1
    unsigned choose(unsigned below) { return number<std::uint8_t>() % below; }
    bool flag() { return choose(2) == 1; }

    template <typename T>
    T number() {
        T value{};
        std::string_view const taken = bytes(sizeof value);
        std::memcpy(&value, taken.data(), taken.size());
        return value;
    }

    std::string_view bytes(std::size_t most) {
        std::string_view const taken = rest_.substr(0, most);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    // A text whose length the input chooses.
    std::string_view text() { return bytes(number<std::uint8_t>()); }
    std::string_view all() { return bytes(rest_.size()); }

private:
    std::string_view rest_;
};

}  // namespace mlflow2pg::fuzz
