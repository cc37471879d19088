// SPDX-License-Identifier: Apache-2.0
// Proves, without reading the rows again, that a staged table holds exactly the rows that this program loaded. Each
// COPY records its transaction and its number of rows, and PostgreSQL stores with each row the transaction that
// inserted it (xmin) and one that deleted, changed or locked it (xmax). VACUUM, index builds and new foreign keys
// change neither. A row that is there and has a recorded transaction as xmax was only locked by it: so does a foreign
// key when a child is inserted. https://www.postgresql.org/docs/15/ddl-system-columns.html
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Creates the table for these records in the first schema of search_path.
inline constexpr std::string_view create_loads_sql =
    "CREATE TABLE mlflow2pg_loads (name text NOT NULL, xid xid NOT NULL, rows bigint NOT NULL);\n"
    // A publication FOR ALL TABLES refuses to delete rows of a table without any.
    "ALTER TABLE mlflow2pg_loads REPLICA IDENTITY FULL;\n";

// Rows that a transaction added to a table, less those that it deleted.
struct StagedRows {
    std::string table;
    std::int64_t rows;
};
// Records COPYs and other changes of tables in the transaction that makes them. Not empty.
std::string record_loads_sql(std::vector<StagedRows> const& loads);

// Deletes the records of a table that was emptied.
std::string forget_loads_sql(std::string_view table);

// Throws TargetError when a staged table has a row from a transaction that is not recorded, or lacks a recorded row:
// somebody else wrote to it. The error names each such table. On Citus, where rows have transactions of the workers,
// only the numbers of rows are compared.
void ensure_rows_as_loaded(Target& target, Plan const& plan);

}  // namespace mlflow2pg
