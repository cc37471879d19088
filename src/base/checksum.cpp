// SPDX-License-Identifier: Apache-2.0
#include "base/checksum.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <stdexcept>

#define XXH_INLINE_ALL  // inlined: for a short row a call costs more than the hash
#include <xxhash.h>

namespace mlflow2pg {

namespace {

// A longer value is replaced by its own hash, so that a long document is not copied into the row's buffer.
constexpr std::size_t inline_bytes = 256;

template <typename T>
void append(Buffer& to, char mark, T const& value) {
    char* const place = to.add(1 + sizeof value);
    *place = mark;
    std::memcpy(place + 1, &value, sizeof value);
}

void append_hash(Buffer& to, XXH128_hash_t hash) {
    append(to, 'h', hash.high64);
    append(to, 'l', hash.low64);
}

void append_bytes(Buffer& to, char mark, std::string_view bytes) {
    append(to, mark, static_cast<std::uint64_t>(bytes.size()));
    if (bytes.size() <= inline_bytes) {
        to.append(bytes);
    } else {
        append_hash(to, XXH3_128bits(bytes.data(), bytes.size()));
    }
}

// Appends the same hash as for a value that is held in one piece.
void append_pieces(Buffer& to, char mark, LongBytes const& pieces) {
    append(to, mark, pieces.size());
    if (pieces.size() <= inline_bytes) return pieces.for_each_piece([&](std::string_view piece) { to.append(piece); });
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    pieces.for_each_piece([&](std::string_view piece) { XXH3_128bits_update(&state, piece.data(), piece.size()); });
    append_hash(to, XXH3_128bits_digest(&state));
}

void append_real(Buffer& to, double number) {
    // 2^63 and above do not fit an int64, and casting them would be undefined. -0.0 stays a real, because its bits
    // differ from those of 0.
    if (number >= -9223372036854775808.0 && number < 9223372036854775808.0) {
        auto const integer = static_cast<std::int64_t>(number);
        auto const back = static_cast<double>(integer);
        if (std::memcmp(&back, &number, sizeof back) == 0) {
            append(to, 'i', integer);
            return;
        }
    }
    append(to, 'r', number);
}

}  // namespace

void Checksum::add(Checksum const& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
    rows += other.rows;
}

void Checksum::remove(Checksum const& other) {
    high -= other.high + (low < other.low ? 1 : 0);
    low -= other.low;
    rows -= other.rows;
}

std::string Checksum::hex() const { return fmt::format("{:016x}{:016x}", high, low); }

Checksum Checksum::from_hex(std::string_view digits, std::uint64_t rows) {
    auto const half = [](std::string_view part) {
        std::uint64_t number = 0;
        auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), number, 16);
        if (error != std::errc{} || end != part.data() + part.size()) {
            throw std::invalid_argument{"not a checksum: " + std::string{part}};
        }
        return number;
    };
    if (digits.size() != 32) throw std::invalid_argument{"not a checksum: " + std::string{digits}};
    return {half(digits.substr(0, 16)), half(digits.substr(16)), rows};
}

void RowHash::add(Value const& value) {
    switch (value.type) {
        case Value::Type::null: *canonical_.add(1) = 'n'; break;
        case Value::Type::integer: append(canonical_, 'i', value.integer); break;
        case Value::Type::real: append_real(canonical_, value.real); break;
        case Value::Type::text:
        case Value::Type::blob: {
            char const mark = value.type == Value::Type::text ? 't' : 'b';
            if (value.is_long()) {
                append_pieces(canonical_, mark, *value.pieces);
            } else {
                append_bytes(canonical_, mark, value.bytes);
            }
            break;
        }
    }
}

Checksum RowHash::finish() {
    XXH128_hash_t const hash = XXH3_128bits(canonical_.view().data(), canonical_.size());
    canonical_.clear();
    return {hash.high64, hash.low64, 1};
}

Checksum RowHash::of(std::span<Value const> row) {
    for (Value const& value : row) add(value);
    return finish();
}

}  // namespace mlflow2pg
