// SPDX-License-Identifier: Apache-2.0
// Proves, without reading the rows again, that a staged table holds exactly the rows that this program loaded. Each
// COPY records its transaction and its number of rows, and PostgreSQL stores with each row the transaction that
// inserted it (xmin) and one that deleted, changed or locked it (xmax). VACUUM, index builds and new foreign keys
// change neither. A row that is there and has a recorded transaction as xmax was only locked by it: so does a foreign
// key when a child is inserted. https://www.postgresql.org/docs/15/ddl-system-columns.html
#pragma once

#include <string>
#include <string_view>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Creates the table for these records in the first schema of search_path.
inline constexpr std::string_view create_loads_sql =
    "CREATE TABLE mlflow2pg_loads (name text NOT NULL, xid xid NOT NULL, rows bigint NOT NULL);\n"
    // A publication FOR ALL TABLES refuses to delete rows of a table without any.
    "ALTER TABLE mlflow2pg_loads REPLICA IDENTITY FULL;\n";

// Records a COPY, or other changes of a table, in the same transaction. Parameters: the table's name and by how many
// rows it has grown.
inline constexpr std::string_view record_load_sql =
    "INSERT INTO mlflow2pg_staging.mlflow2pg_loads VALUES ($1, pg_current_xact_id()::xid, $2)";

// Deletes the records of a table that was emptied. Parameter: its name.
inline constexpr std::string_view forget_loads_sql = "DELETE FROM mlflow2pg_staging.mlflow2pg_loads WHERE name = $1";

// Throws TargetError when a staged table has a row from a transaction that is not recorded, or lacks a recorded row:
// somebody else wrote to it. The error names each such table.
void ensure_rows_as_loaded(Target& target, Plan const& plan);

}  // namespace mlflow2pg
