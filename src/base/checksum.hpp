// SPDX-License-Identifier: Apache-2.0
// The checksum of a table: the sum modulo 2^128 of XXH3-128 over each row's values. A sum does not depend on the order
// of rows. Unlike xor, it does not cancel out a row that occurs twice. It is not cryptographic: it finds faults, not
// forgeries.
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
    // Subtracts rows from the sum and the count. Both may wrap around; a later add() corrects that.
    void remove(Checksum const& other);
    // The sum as 32 hexadecimal digits. The number of rows is not part of it.
    std::string hex() const;
    // The reverse of hex(); throws std::invalid_argument for anything but 32 hexadecimal digits.
    static Checksum from_hex(std::string_view digits, std::uint64_t rows);

    friend bool operator==(Checksum const&, Checksum const&) = default;
};

// Hashes the values of one row after the other. The hashed form has no types: a number that is exactly an integer is
// hashed as that integer, whether it is an SQLite INTEGER or REAL or a PostgreSQL boolean, bigint or double precision.
// Every other number is hashed as its 8 bytes. A mark distinguishes text from blob.
class RowHash {
public:
    void add(Value const& value);
    // The hash of the values added since the last call, as the Checksum of one row.
    Checksum finish();
    // Hashes a whole row in one call.
    Checksum of(std::span<Value const> row);

private:
    Buffer canonical_;
};

}  // namespace mlflow2pg
