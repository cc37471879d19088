// SPDX-License-Identifier: Apache-2.0
// A map in a scratch database that spills to disk, so that memory does not grow with the number of keys.
// Tested in tests/source/spilled_map_tests.cpp.
#pragma once

#include <optional>
#include <string_view>

#include "source/sqlite.hpp"

namespace mlflow2pg {

class SpilledMap {
public:
    SpilledMap();

    // Adds the key unless it exists. Returns the value that the key has now: `value`, or the earlier one. Returned
    // values are valid until the next call.
    Value insert(Value const& key, Value const& value);
    std::optional<Value> find(Value const& key);
    // Removes the key and returns its value.
    std::optional<Value> take(Value const& key);
    // All keys (column 0) and values (column 1). order: an SQL expression of the columns key and value.
    SqliteStatement pairs(std::string_view order = "key") const;

private:
    Sqlite scratch_;
    SqliteStatement insert_;
    SqliteStatement find_;
    SqliteStatement take_;
};

}  // namespace mlflow2pg
