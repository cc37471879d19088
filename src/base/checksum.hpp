// The checksum of a table: the sum modulo 2^128 of XXH3-128 over each row's values. A sum does not depend on
// the order of rows, and unlike xor it does not cancel a row that is there twice. It is not cryptographic: it
// finds faults, not forgers.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/buffer.hpp"
#include "base/value.hpp"

namespace mlflow2pg {

struct Checksum {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::uint64_t rows = 0;

    void add(Checksum const& other);
    // 32 hexadecimal digits of the sum; rows are not part of it.
    std::string hex() const;
    // The reverse of hex(); throws std::invalid_argument for anything but 32 hexadecimal digits.
    static Checksum from_hex(std::string_view digits, std::uint64_t rows);

    friend bool operator==(Checksum const&, Checksum const&) = default;
};

// Hashes the values of one row after the other. The form that is hashed knows no types: a number that is
// exactly an integer is that integer whether it came as SQLite INTEGER, REAL, PostgreSQL boolean, bigint or
// double precision; every other number is its 8 bytes; text and blob differ by a mark.
class RowHash {
public:
    void add(Value const& value);
    // The hash of the values since the last call, as a Checksum of one row.
    Checksum finish();
    // The same of a whole row.
    Checksum of(std::span<Value const> row);

private:
    Buffer canonical_;
};

}  // namespace mlflow2pg
