// SPDX-License-Identifier: Apache-2.0
// One value from a database, in SQLite's five storage classes. Values read back from PostgreSQL are converted to them,
// too, so that both sides are compared in one form.
// Tested in tests/rows/encode_tests.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mlflow2pg {

// A text or blob that is too long to be held in memory. It stays in the database and is read in pieces, as often as
// needed.
class LongBytes {
public:
    using Visitor = std::function<void(std::string_view piece)>;

    virtual std::uint64_t size() const = 0;  // bytes
    // Visits all pieces from first to last. They may be cut anywhere. Throws what reading the database throws.
    virtual void for_each_piece(Visitor const& visit) const = 0;

protected:
    ~LongBytes() = default;
};

// Longer values, in bytes, are passed as LongBytes if the table allows it.
inline constexpr int longest_held_value = 1 << 20;

struct Value {
    enum class Type : std::uint8_t { null, integer, real, text, blob };

    Type type = Type::null;
    union {
        std::int64_t integer;
        double real;
        LongBytes const* pieces;  // of a long text or blob; null: `bytes` has the whole value
    };
    std::string_view bytes;  // text (UTF-8, NUL included) or blob; owned by the source of the value

    Value() : integer{0} {}

    static Value null() { return {}; }
    static Value of(std::int64_t number) {
        Value value{Type::integer};
        value.integer = number;
        return value;
    }
    static Value of(double number) {
        Value value{Type::real};
        value.real = number;
        return value;
    }
    static Value text(std::string_view characters) { return {Type::text, characters}; }
    static Value blob(std::string_view content) { return {Type::blob, content}; }
    // type: text or blob. `content` must outlive the value.
    static Value in_pieces(Type type, LongBytes const& content) {
        Value value{type, {}};
        value.pieces = &content;
        return value;
    }

    bool is_null() const { return type == Type::null; }
    bool is_long() const { return (type == Type::text || type == Type::blob) && pieces != nullptr; }

private:
    explicit Value(Type kind) : type{kind}, integer{0} {}
    Value(Type kind, std::string_view content) : type{kind}, pieces{nullptr}, bytes{content} {}
};

}  // namespace mlflow2pg
