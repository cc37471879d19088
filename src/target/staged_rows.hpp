// SPDX-License-Identifier: Apache-2.0
// Proves, without reading the rows again, that a staged table holds exactly the rows that this program wrote. Each
// transaction that loads or changes a table records how many rows it added and deleted. PostgreSQL stores with each row
// the transaction that inserted it (xmin); a changed row has that of the change. VACUUM, index builds and new foreign
// keys do not change it. xmax can be ignored: a committed transaction that deleted or changed a row has made it
// invisible, and any other has only locked it, or was rolled back.
// https://www.postgresql.org/docs/15/ddl-system-columns.html
// On Citus, the workers write the rows in transactions of their own. When Citus creates the first foreign key of a
// table, it also writes all rows of the table again. So there this program reads the transactions from the rows, after
// all other steps and just before it reads the rows back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Creates the table for these records in the first schema of search_path.
inline constexpr std::string_view create_loads_sql =
    "CREATE TABLE mlflow2pg_loads (name text NOT NULL, xid xid NOT NULL, added bigint NOT NULL, gone bigint NOT "
    "NULL);\n"
    // Without a replica identity, a publication FOR ALL TABLES would refuse to delete rows of the table.
    "ALTER TABLE mlflow2pg_loads REPLICA IDENTITY FULL;\n";

// How many rows a transaction added to a table, and how many it deleted. A changed row counts as both.
struct StagedRows {
    std::string table;
    std::uint64_t added;
    std::uint64_t gone = 0;
};
// Records COPYs and other changes of tables. Runs in the transaction that makes them. loads must not be empty.
std::string record_loads_sql(std::vector<StagedRows> const& loads);
// Records COPYs of which the transactions are not known yet.
std::string record_counts_sql(std::vector<StagedRows> const& loads);
// Records the transactions of the rows that are there, whoever made them. Call it before the rows are compared with the
// source.
std::string record_transactions_sql(std::string_view table);

// Deletes the records of a table that was emptied.
std::string forget_loads_sql(std::string_view table);

// Somebody else changed the staged copy: a row, owner, grant, definition or sequence.
class StagedChanged : public TargetError {
public:
    StagedChanged(Target const& target, std::string_view difference);
};

// Throws StagedChanged when a staged table has a row from a transaction that is not recorded, lacks a recorded row, or
// has not exactly the rows that its newest transaction added; also when a table was renamed, or a column
// added or dropped. Names each such table. Reads every staged row. Does not
// see what a transaction has not committed yet: before a publish, call it under locks. Of a table whose transactions
// are not known yet, only the number of rows is compared.
void ensure_rows_as_loaded(Target& target, Plan const& plan);

}  // namespace mlflow2pg
