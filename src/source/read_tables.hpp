// SPDX-License-Identifier: Apache-2.0
// Reads what a SQLite database declares, and estimates how many rows its tables have.
// Tested in tests/source/source_tests.cpp
#pragma once

#include <string_view>
#include <vector>

#include "mlflow/source_table.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// The part of a query after its columns: all tables except SQLite's own and virtual ones.
inline constexpr std::string_view from_own_tables =
    "FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

// Those tables, by name. Reads at most some thousand rows of each.
std::vector<SourceTable> read_tables(Sqlite const& database);

// Virtual tables (without the tables that SQLite creates for them), views, and objects that belong to tables: triggers
// other than those of a seal, and indexes other than those of constraints.
std::vector<SourceObject> read_other_objects(Sqlite const& database);

}  // namespace mlflow2pg
