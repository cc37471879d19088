// The definitions of tables as they stand in PostgreSQL's catalog, in the same form as the recorded ones: for
// a revision that is newer than any recorded, and for reading databases as they are.
// Tested in tests/target/target_tests.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// tables: which of the schema's tables; those that do not exist are left out. The schema must be on the
// search path.
Schema catalog_schema(Target& target, std::string const& schema, std::string const& revision,
                      std::vector<std::string> const& tables);

// The types of the columns of the given tables, by table and column; without columns of types that MLflow does not use.
std::map<std::string, std::map<std::string, ColumnType>> column_types(Target& target, std::string const& schema,
                                                                      std::vector<std::string> const& tables);

}  // namespace mlflow2pg
