// SPDX-License-Identifier: Apache-2.0
#include "mlflow/long_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

// BTMaxItemSize for pages of 8 kB.
constexpr std::size_t longest_entry = 2704;
constexpr std::size_t entry_header = 16;  // including the null bitmap
constexpr std::size_t value_header = 8;   // including alignment
constexpr std::size_t bytes_of_a_character = 4;

// Whether `name` occurs in the statement as a whole word.
bool names(std::string_view statement, std::string_view name) {
    auto const is_word = [](char character) {
        return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
    };
    for (std::size_t at = 0; (at = statement.find(name, at)) != std::string_view::npos; ++at) {
        std::size_t const end = at + name.size();
        if ((at == 0 || !is_word(statement[at - 1])) && (end == statement.size() || !is_word(statement[end]))) {
            return true;
        }
    }
    return false;
}

bool can_be_too_long(TablePlan const& plan, LongIndex const& index) {
    std::size_t longest = entry_header;
    for (std::size_t const column : index.columns) {
        Column const& target = plan.columns[column].target;
        if (is_unlimited(target)) return true;
        longest += value_header + static_cast<std::size_t>(target.max_length) * bytes_of_a_character;
    }
    return longest > longest_entry;
}

}  // namespace

std::vector<LongIndex> long_indexes(TablePlan const& plan, Table const& table) {
    std::vector<LongIndex> all;
    for (Key const& key : table.keys) {
        std::vector<std::string> columns;
        for (std::string const& column : key.columns) columns.push_back(quote_identifier(column));
        all.push_back({key.name,
                       fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", quote_identifier(key.name),
                                   quote_identifier(table.name), fmt::join(columns, ", ")),
                       {}});
    }
    for (Index const& index : table.indexes) all.push_back({index.name, index.statement, {}});
    std::vector<LongIndex> found;
    for (LongIndex& index : all) {
        // Everything after the first parenthesis: the entries and the condition of the index.
        std::string_view const columns = std::string_view{index.statement}.substr(index.statement.find('('));
        for (std::size_t column = 0; column < plan.columns.size(); ++column) {
            if (names(columns, plan.columns[column].target.name)) index.columns.push_back(column);
        }
        bool const computed = std::any_of(table.columns.begin(), table.columns.end(), [&](Column const& column) {
            return column.is_generated() && names(columns, column.name);
        });
        if (!computed && can_be_too_long(plan, index)) found.push_back(std::move(index));
    }
    return found;
}

bool may_be_too_long(LongIndex const& index, std::span<Value const> row) {
    std::size_t longest = entry_header;
    for (std::size_t const column : index.columns) {
        Value const& value = row[column];
        longest += value_header + (value.is_long() ? value.pieces->size() : value.bytes.size());
    }
    return longest > longest_entry;
}

}  // namespace mlflow2pg
