// Proof that a staged table holds exactly the rows that this program loaded, without reading them again: every COPY
// records its transaction and its number of rows, and PostgreSQL stores with each row which transaction made it (xmin)
// and which one deleted, changed or locked it (xmax). VACUUM, indexes and foreign keys leave both as they are.
// https://www.postgresql.org/docs/15/ddl-system-columns.html
#pragma once

#include <string>
#include <string_view>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// The table for the records, in the schema of the search path.
inline constexpr std::string_view create_loads_sql =
    "CREATE TABLE mlflow2pg_loads (name text NOT NULL, xid xid NOT NULL, rows bigint NOT NULL);\n";

// Records a COPY, in its transaction: parameters are the table's name and the number of rows.
inline constexpr std::string_view record_load_sql =
    "INSERT INTO mlflow2pg_staging.mlflow2pg_loads VALUES ($1, pg_current_xact_id()::xid, $2)";

// For a table that has been emptied: parameter is its name.
inline constexpr std::string_view forget_loads_sql = "DELETE FROM mlflow2pg_staging.mlflow2pg_loads WHERE name = $1";

// Throws TargetError when a staged table holds a row that the recorded transactions did not make, or lacks one that
// they made: somebody else wrote to it. It names each such table.
void ensure_rows_as_loaded(Target& target, Plan const& plan);

}  // namespace mlflow2pg
