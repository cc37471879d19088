// SPDX-License-Identifier: Apache-2.0
#include "source/spilled_map.hpp"

#include <fmt/format.h>

namespace mlflow2pg {

SpilledMap::SpilledMap()
    // Columns without a type store every value unchanged.
    : scratch_{Sqlite::scratch("map (key PRIMARY KEY, value) WITHOUT ROWID")},
      insert_{scratch_.prepare(
          "INSERT INTO map VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = map.value RETURNING value")},
      find_{scratch_.prepare("SELECT value FROM map WHERE key = ?1")},
      take_{scratch_.prepare("DELETE FROM map WHERE key = ?1 RETURNING value")} {}

// Each statement is reset before its next use, not after its last one, because its result is valid until then.
Value SpilledMap::insert(Value const& key, Value const& value) {
    insert_.reset();
    insert_.bind(1, key).bind(2, value);
    insert_.step();
    return insert_.value(0);
}

std::optional<Value> SpilledMap::find(Value const& key) {
    find_.reset();
    find_.bind(1, key);
    if (!find_.step()) return std::nullopt;
    return find_.value(0);
}

std::optional<Value> SpilledMap::take(Value const& key) {
    take_.reset();
    take_.bind(1, key);
    if (!take_.step()) return std::nullopt;
    return take_.value(0);
}

SqliteStatement SpilledMap::pairs(std::string_view order) const {
    return scratch_.prepare(fmt::format("SELECT key, value FROM map ORDER BY {}", order));
}

}  // namespace mlflow2pg
