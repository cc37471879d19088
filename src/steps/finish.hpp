// SPDX-License-Identifier: Apache-2.0
// The stage "finish", as SQL: the keys, indexes, foreign keys, triggers and sequences that turn loaded tables into
// MLflow's tables. Pure. All of the SQL runs with the staging schema as the search path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "target/layout.hpp"

namespace mlflow2pg {

struct ForeignKey;
struct Table;

// An index of a large table, which is built in a step of its own.
struct IndexBuild {
    std::string name;
    std::vector<std::string> columns;
    std::string sql;
};

// The indexes that can be built in parallel, including those of keys.
std::vector<IndexBuild> index_builds(Table const& table, Layout const& layout);

// The statements that follow the index builds: constraints that take over their indexes, keys that are created in one
// statement, triggers. rows: the table's estimated number of rows.
std::string keys_sql(Table const& table, Layout const& layout, std::int64_t rows);
// Whether keys_sql creates a key in one statement, including its index.
bool makes_whole_keys(Table const& table, Layout const& layout);

// The foreign keys to the given parents.
std::string references_sql(Layout const& layout, std::vector<ForeignKey const*> const& keys);

std::string statistics_sql(Table const& table);

// Everything for the tables with few rows: keys, indexes, triggers, then the foreign keys among these tables, then
// ANALYZE.
std::string small_tables_sql(std::vector<Table const*> const& tables, Layouts const& layouts);

// Sets each sequence to its column's greatest value, or to its start if the column is empty. Rows with explicit ids do
// not advance a sequence. In pg_depend, the sequence of a serial column has deptype 'a', that of an identity column
// 'i'.
extern std::string_view const sequences_sql;

}  // namespace mlflow2pg
