// One value as a database gave it: SQLite's five storage classes, which is also what a value read back from
// PostgreSQL is brought to, so that both sides are compared in one form.
#pragma once

#include <cstdint>
#include <string_view>

namespace mlflow2pg {

struct Value {
    enum class Type : std::uint8_t { null, integer, real, text, blob };

    Type type = Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes;  // text (UTF-8, NUL included) or blob; owned by whoever gave the value

    static Value null() { return {}; }
    static Value of(std::int64_t number) { return {Type::integer, number, 0, {}}; }
    static Value of(double number) { return {Type::real, 0, number, {}}; }
    static Value text(std::string_view characters) { return {Type::text, 0, 0, characters}; }
    static Value blob(std::string_view content) { return {Type::blob, 0, 0, content}; }

    bool is_null() const { return type == Type::null; }
};

}  // namespace mlflow2pg
