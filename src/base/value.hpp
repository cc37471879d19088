// One value as a database gave it: SQLite's five storage classes, which is also what a value read back from
// PostgreSQL is brought to, so that both sides are compared in one form.
// Tested in tests/rows/encode_tests.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace mlflow2pg {

// A text or blob that is too long to be held: it stays where it is and is read piece by piece, as often as wanted.
class LongBytes {
public:
    using Visitor = std::function<void(std::string_view piece)>;

    virtual std::uint64_t size() const = 0;  // bytes
    // From the first byte to the last; pieces may be cut anywhere. Throws what reading the database throws.
    virtual void for_each_piece(Visitor const& visit) const = 0;

protected:
    ~LongBytes() = default;
};

// Longer values are LongBytes, where the table allows it.
inline constexpr int longest_held_value = 1 << 20;

struct Value {
    enum class Type : std::uint8_t { null, integer, real, text, blob };

    Type type = Type::null;
    union {
        std::int64_t integer;
        double real;
        LongBytes const* pieces;  // of text or blob; null: all of it is in `bytes`
    };
    std::string_view bytes;  // text (UTF-8, NUL included) or blob; owned by whoever gave the value

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
