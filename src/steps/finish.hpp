// The stage "finish", as SQL: what makes loaded tables the tables that MLflow has. Pure. All of it is run with the
// staging schema as the search path.
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

// An index of a large table, built by itself.
struct IndexBuild {
    std::string name;
    std::size_t width;  // columns that it is sorted by
    bool primary;
    std::string sql;
};

// Indexes, those of keys included, that can be built side by side.
std::vector<IndexBuild> index_builds(Table const& table, Layout const& layout);

// What follows them: the constraints that take their indexes over, keys that are made as a whole, triggers. rows: of
// the table, estimated.
std::string keys_sql(Table const& table, Layout const& layout, std::int64_t rows);
// Whether keys_sql makes a key as a whole.
bool makes_whole_keys(Table const& table, Layout const& layout);

// Foreign keys to the given parents, then statistics.
std::string references_sql(Table const& table, Layout const& layout, std::vector<ForeignKey const*> const& keys);

// All of it for tables with few rows: keys, indexes, triggers, then the foreign keys among them, then statistics.
std::string small_tables_sql(std::vector<Table const*> const& tables, Layouts const& layouts);

// Sets each sequence to its column's greatest value, or to its start when there is none: rows with explicit ids do not
// move it. A serial column depends on its sequence as 'a', an identity column as 'i'.
extern std::string_view const sequences_sql;

}  // namespace mlflow2pg
