// SPDX-License-Identifier: Apache-2.0
// Converts rows to fields of PostgreSQL's binary COPY, and back. Pure. The format:
// https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format", and the *send/*recv functions of each type in
// PostgreSQL's src/backend/utils/adt.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.hpp"
#include "base/value.hpp"

namespace mlflow2pg {

struct TablePlan;

// Writes converted rows in the form of binary COPY and passes them on in portions. A portion is large enough that the
// call costs little, and small enough to stay in the processor's cache.
class RowEncoder {
public:
    using Take = std::function<void(std::string_view portion)>;

    // The table must outlive the encoder.
    RowEncoder(TablePlan const& table, Take take);

    // row: as converted by RowConverter.
    void add(std::span<Value const> row);
    // Writes the trailer and passes on the last portion.
    void finish();
    std::uint64_t bytes() const { return bytes_; }  // passed on so far

private:
    void add_bytes(Value const& value);
    void hand_on();

    TablePlan const& table_;
    Take take_;
    Buffer buffer_;
    std::uint64_t bytes_ = 0;
};

// Decodes the rows of a binary COPY. libpq delivers one row per piece; the first piece begins with the header.
class RowDecoder {
public:
    explicit RowDecoder(TablePlan const& table);

    // Returns false at the trailer. Throws Error (internal) if the piece is not a row of this table.
    bool decode(std::string_view piece);
    // The decoded row. Its values point into the last `piece` or into this object.
    std::vector<Value> const& values() const { return values_; }

private:
    void decode_field(std::size_t column, std::string_view bytes);

    TablePlan const& table_;
    bool started_ = false;
    std::vector<Value> values_;
    std::vector<std::string> dates_;
};

}  // namespace mlflow2pg
