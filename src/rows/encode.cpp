// SPDX-License-Identifier: Apache-2.0
#include "rows/encode.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <type_traits>

#include "base/error.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

// The header of a binary COPY (signature, 4 bytes of flags, length of the header extension) and its trailer.
constexpr std::string_view copy_header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};
constexpr std::string_view copy_trailer{"\377\377", 2};

constexpr std::size_t portion_bytes = 65536;

template <typename T>
T big_endian(T number) {
    static_assert(std::is_unsigned_v<T>);
    if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) return number;
    if constexpr (sizeof(T) == 2) return __builtin_bswap16(number);
    if constexpr (sizeof(T) == 4) return __builtin_bswap32(number);
    if constexpr (sizeof(T) == 8) return __builtin_bswap64(number);
}

template <typename T>
void append_number(Buffer& buffer, T number) {
    buffer.append(big_endian(number));
}

// Writes a field: its length in bytes, then its bytes.
template <typename T>
void append_field(Buffer& buffer, T number) {
    std::uint32_t const length = big_endian(static_cast<std::uint32_t>(sizeof number));
    T const ordered = big_endian(number);
    char* const place = buffer.add(sizeof length + sizeof ordered);
    std::memcpy(place, &length, sizeof length);
    std::memcpy(place + sizeof length, &ordered, sizeof ordered);
}

template <typename T>
T read_number(std::string_view bytes) {
    T number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return big_endian(number);
}

}  // namespace

RowEncoder::RowEncoder(TablePlan const& table, Take take) : table_{table}, take_{std::move(take)} {
    buffer_.append(copy_header);
}

void RowEncoder::add(std::span<Value const> row) {
    append_number(buffer_, static_cast<std::uint16_t>(row.size()));
    for (std::size_t column = 0; column < row.size(); ++column) {
        Value const& value = row[column];
        if (value.is_null()) {
            append_number(buffer_, ~std::uint32_t{0});
            continue;
        }
        switch (table_.columns[column].target.type) {
            case ColumnType::boolean: append_field(buffer_, static_cast<std::uint8_t>(value.integer != 0)); break;
            case ColumnType::smallint: append_field(buffer_, static_cast<std::uint16_t>(value.integer)); break;
            case ColumnType::integer: append_field(buffer_, static_cast<std::uint32_t>(value.integer)); break;
            case ColumnType::bigint: append_field(buffer_, static_cast<std::uint64_t>(value.integer)); break;
            case ColumnType::double_precision: append_field(buffer_, std::bit_cast<std::uint64_t>(value.real)); break;
            case ColumnType::date: {
                int days = 0;
                parse_date(value.bytes, days);
                append_field(buffer_, static_cast<std::uint32_t>(days));
                break;
            }
            case ColumnType::varchar:
            case ColumnType::text:
            case ColumnType::json:
            case ColumnType::bytea: add_bytes(value); break;
        }
    }
    if (buffer_.size() >= portion_bytes) hand_on();
}

void RowEncoder::add_bytes(Value const& value) {
    if (!value.is_long()) {
        append_number(buffer_, static_cast<std::uint32_t>(value.bytes.size()));
        buffer_.append(value.bytes);
        return;
    }
    append_number(buffer_, static_cast<std::uint32_t>(value.pieces->size()));
    value.pieces->for_each_piece([&](std::string_view piece) {
        buffer_.append(piece);
        if (buffer_.size() >= portion_bytes) hand_on();
    });
}

void RowEncoder::finish() {
    buffer_.append(copy_trailer);
    hand_on();
}

void RowEncoder::hand_on() {
    take_(buffer_.view());
    bytes_ += buffer_.size();
    buffer_.clear();
}

RowDecoder::RowDecoder(TablePlan const& table)
    : table_{table}, values_(table.columns.size()), dates_(table.columns.size()) {}

bool RowDecoder::decode(std::string_view piece) {
    auto const take = [&](std::size_t length) {
        if (piece.size() < length) {
            throw Error{ExitCode::internal, fmt::format("{}: a COPY row ends too early", table_.name)};
        }
        std::string_view const taken = piece.substr(0, length);
        piece.remove_prefix(length);
        return taken;
    };
    if (!started_) {
        if (take(copy_header.size()) != copy_header) {
            throw Error{ExitCode::internal, fmt::format("{}: this is no binary COPY", table_.name)};
        }
        started_ = true;
    }
    if (piece.empty()) return false;
    auto const fields = read_number<std::uint16_t>(take(2));
    if (fields == 0xFFFF) return false;
    if (fields != values_.size()) {
        throw Error{ExitCode::internal, fmt::format("{}: {} fields in a COPY row", table_.name, fields)};
    }
    for (std::size_t column = 0; column < values_.size(); ++column) {
        auto const length = read_number<std::uint32_t>(take(4));
        if (length == ~std::uint32_t{0}) {
            values_[column] = Value::null();
            continue;
        }
        decode_field(column, take(length));
    }
    if (!piece.empty()) {
        throw Error{ExitCode::internal, fmt::format("{}: {} bytes after a COPY row", table_.name, piece.size())};
    }
    return true;
}

void RowDecoder::decode_field(std::size_t column, std::string_view bytes) {
    auto const expect = [&](std::size_t size) {
        if (bytes.size() != size) {
            throw Error{ExitCode::internal, fmt::format("{}.{}: {} bytes in a COPY field", table_.name,
                                                        table_.columns[column].target.name, bytes.size())};
        }
    };
    Value& value = values_[column];
    switch (table_.columns[column].target.type) {
        case ColumnType::boolean:
            expect(1);
            value = Value::of(std::int64_t{bytes[0] != 0});
            break;
        case ColumnType::smallint:
            expect(2);
            value = Value::of(std::int64_t{static_cast<std::int16_t>(read_number<std::uint16_t>(bytes))});
            break;
        case ColumnType::integer:
            expect(4);
            value = Value::of(std::int64_t{static_cast<std::int32_t>(read_number<std::uint32_t>(bytes))});
            break;
        case ColumnType::bigint:
            expect(8);
            value = Value::of(static_cast<std::int64_t>(read_number<std::uint64_t>(bytes)));
            break;
        case ColumnType::double_precision:
            expect(8);
            value = Value::of(std::bit_cast<double>(read_number<std::uint64_t>(bytes)));
            break;
        case ColumnType::date:
            expect(4);
            dates_[column] = date_text(static_cast<std::int32_t>(read_number<std::uint32_t>(bytes)));
            value = Value::text(dates_[column]);
            break;
        case ColumnType::varchar:
        case ColumnType::text:
        case ColumnType::json: value = Value::text(bytes); break;
        case ColumnType::bytea: value = Value::blob(bytes); break;
    }
}

}  // namespace mlflow2pg
