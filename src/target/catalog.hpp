// SPDX-License-Identifier: Apache-2.0
// Table definitions from PostgreSQL's catalog, in the same form as the recorded ones. Used for a revision that is newer
// than all recorded ones, and to read databases as they are now.
// Tested in tests/target/target_tests.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// tables: the tables of the schema to read; names that do not exist are skipped. The schema must be on the search path.
Schema catalog_schema(Target& target, std::string const& schema, std::string const& revision,
                      std::vector<std::string> const& tables);

// The column types of the given tables, by table and column. Columns of types that MLflow does not use are left out.
std::map<std::string, std::map<std::string, ColumnType>> column_types(Target& target, std::string const& schema,
                                                                      std::vector<std::string> const& tables);

}  // namespace mlflow2pg
