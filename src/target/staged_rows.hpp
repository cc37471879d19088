// SPDX-License-Identifier: Apache-2.0
// Proves, without reading the rows again, that a staged table holds exactly the rows that this program loaded. Each
// COPY records its transaction and its number of rows. PostgreSQL stores with each row the transaction that inserted it
// (xmin) and one that deleted, changed or locked it (xmax). VACUUM, index builds and new foreign keys change neither.
// If a visible row has a recorded transaction as xmax, that transaction only locked it: a foreign key does so when a
// child is inserted. https://www.postgresql.org/docs/15/ddl-system-columns.html
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
    // Without a replica identity, a publication FOR ALL TABLES would refuse to delete rows of the table.
    "ALTER TABLE mlflow2pg_loads REPLICA IDENTITY FULL;\n";

// The rows that a transaction added to a table, minus those that it deleted.
struct StagedRows {
    std::string table;
    std::int64_t rows;
};
// Records COPYs and other changes of tables. Runs in the transaction that makes them. loads must not be empty.
std::string record_loads_sql(std::vector<StagedRows> const& loads);

// Deletes the records of a table that was emptied.
std::string forget_loads_sql(std::string_view table);

// Throws TargetError when a staged table has a row from a transaction that is not recorded, or lacks a recorded row:
// somebody else wrote to it. The error names each such table. On Citus only the numbers of rows are compared, because
// there the rows have transactions of the workers.
void ensure_rows_as_loaded(Target& target, Plan const& plan);

}  // namespace mlflow2pg
