// SPDX-License-Identifier: Apache-2.0
// Reads what a SQLite database declares, and estimates how many rows its tables have.
// Tested in tests/source/source_tests.cpp
#pragma once

#include <vector>

#include "mlflow/source_table.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// All tables but SQLite's own and virtual ones, by name. Reads at most some thousand rows of each.
std::vector<SourceTable> read_tables(Sqlite const& database);

// Virtual tables (without the tables that SQLite keeps for them), views, and what belongs to tables: triggers other
// than those of a seal, and indexes other than those of constraints.
std::vector<SourceObject> read_other_objects(Sqlite const& database);

}  // namespace mlflow2pg
