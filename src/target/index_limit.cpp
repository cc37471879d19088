// SPDX-License-Identifier: Apache-2.0
#include "target/index_limit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "target/scratch.hpp"

namespace mlflow2pg {

namespace {

constexpr std::string_view program_limit_exceeded = "54000";  // SQLSTATE of "index row size exceeds maximum"

std::string literal(Target& target, Value const& value) {
    switch (value.type) {
        case Value::Type::integer: return fmt::format("'{}'", value.integer);
        case Value::Type::real: return fmt::format("'{}'", value.real);
        case Value::Type::text:
        case Value::Type::blob: {
            if (!value.is_long()) return target.quote(value.bytes);
            std::string text;
            value.pieces->for_each_piece([&](std::string_view piece) { text += piece; });
            return target.quote(text);
        }
        case Value::Type::null: break;
    }
    return "NULL";
}

// The number that follows `words` in the server's message; empty when the message does not contain them.
std::string number_after(std::string_view words, std::string_view message) {
    std::size_t const at = message.find(words);
    if (at == std::string_view::npos) return "";
    std::string_view const rest = message.substr(at + words.size());
    return std::string{rest.substr(0, rest.find_first_not_of("0123456789"))};
}

}  // namespace

// Only the server can tell: it compresses the values before it compares the entry with the limit. So a scratch table
// with the same index gets the row, in a savepoint that is rolled back.
IndexJudge index_judge(Target& target, std::string const& toast_compression) {
    std::string const compression =
        toast_compression.empty() ? "" : "SET LOCAL default_toast_compression = " + toast_compression + "; ";
    return [&target, compression](TablePlan const& table, LongIndex const& index,
                                  std::span<Value const> row) -> std::optional<std::string> {
        std::vector<std::string> columns;
        std::vector<std::string> values;
        for (std::size_t const column : index.columns) {
            Column const& definition = table.columns[column].target;
            columns.push_back(fmt::format("{} {}", quote_identifier(definition.name), spelling(definition.type)));
            values.push_back(literal(target, row[column]));
        }
        std::string const name = quote_identifier(table.name);
        try {
            target.transaction("adding a row to an index", [&] {
                target.query(fmt::format("SAVEPOINT made; {}{}CREATE TABLE {} ({}); {}", scratch_for(target).create,
                                         compression, name, fmt::join(columns, ", "), index.statement));
                target.query(fmt::format("INSERT INTO {} VALUES ({})", name, fmt::join(values, ", ")));
                target.query("ROLLBACK TO SAVEPOINT made");
            });
            return std::nullopt;
        } catch (ServerError const& refused) {
            if (refused.sqlstate() != program_limit_exceeded) throw;
            std::string const bytes = number_after("index row size ", refused.what());
            if (bytes.empty()) return refused.what();
            return fmt::format("{} bytes, at most {}", bytes, number_after(" maximum ", refused.what()));
        }
    };
}

}  // namespace mlflow2pg
