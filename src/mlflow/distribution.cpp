// SPDX-License-Identifier: Apache-2.0
#include "mlflow/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "mlflow/recorded_schema.hpp"

namespace mlflow2pg {

namespace {

bool is_spread(std::string_view table) {
    auto const* const found = std::ranges::find(distributed_tables, table, &DistributedTable::name);
    return found != std::end(distributed_tables) && !found->column.empty();
}

}  // namespace

bool is_impossible_key(std::string_view child, std::string_view parent) {
    return is_spread(parent) && !is_spread(child);
}

Distribution distribute(Schema& schema) {
    Distribution distribution;
    for (DistributedTable const& table : distributed_tables) {
        if (schema.find_table(table.name) != nullptr) distribution.tables.push_back(table);
    }
    for (Table& table : schema.tables) {
        std::erase_if(table.foreign_keys, [&](ForeignKey const& key) {
            if (!is_impossible_key(table.name, key.parent)) return false;
            distribution.left_out.push_back(fmt::format("{} of {}", key.name, table.name));
            std::string const statement = key.statement + ";";
            schema.post_data.erase(schema.post_data.find(statement), statement.size());
            schema.digest.clear();  // the digest is that of all definitions
            return true;
        });
    }
    return distribution;
}

}  // namespace mlflow2pg
