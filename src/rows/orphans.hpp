// SPDX-License-Identifier: Apache-2.0
// Finds the rows whose foreign keys refer to no row, or only to rejected ones: by a join in SQLite, or by reading both
// tables.
// Tested in tests/commands/migrate_tests.cpp and tests/rows/misfit_scan_tests.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mlflow/plan.hpp"
#include "mlflow/recorded_schema.hpp"
#include "rows/rejects.hpp"
#include "rows/rows.hpp"
#include "source/spilled_map.hpp"

namespace mlflow2pg {

// The rows with long values in columns of limited length. Such a row is a misfit in any case. No query may read the
// value, because SQLite would hold it in memory as a whole.
class LongValues {
public:
    // The row that was read last has long values.
    void note(TablePlan const& table, Rows const& rows);

    // An SQL condition: the row has no long value in these columns. rowid: an SQL expression for the row's rowid.
    std::string none_in(std::string const& table, std::string_view rowid,
                        std::vector<std::string> const& columns) const;

    // The part of a query after the table's name. It prevents the use of an index, because SQLite may read a whole
    // index entry.
    std::string_view indexing(std::string const& table) const;

private:
    std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> rowids_;  // by table and column
};

// A join of each row of the table with its parents. The caller adds more conditions.
std::string children_with_parents(TablePlan const& table, ForeignKey const& key, LongValues const& long_values);

// Rejects rows of the table if all their parents are rejected. A parent key may occur in two rows, of which only one is
// rejected. from: a join of each child with its parents.
void reject_children(Sqlite const& reader, TablePlan const& table, ForeignKey const& key, std::string const& from,
                     std::string const& reason, Rejects& rejects);

// The positions of the columns in a row of the table. Generated columns have none.
std::vector<std::size_t> positions_of(TablePlan const& table, std::vector<std::string> const& columns);

// The hashes of a row's values in the columns of a key. A BLOB and a text of the same bytes are the same in the source.
struct KeyHashes {
    std::string in_source;
    std::string fixed;  // after fixes
};

// Calls visit(rows, hashes of the columns) for each row that has no NULL in these columns.
void for_each_key(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                  std::vector<std::string> const& columns,
                  std::function<void(Rows const&, KeyHashes const&)> const& visit);

// The keys of a parent table, with a mark whether at least one row with the key is not rejected. Spills to disk.
class RemainingKeys {
public:
    RemainingKeys(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                  std::vector<std::string> const& columns, Rejects const& rejects);

    // Whether a parent of a row with this foreign key is not rejected; nothing when it has no parent. A fix can make
    // the keys of two rows equal. The parent is then the row that has the key in the source, not the other one, which
    // may be the only one left. Only a foreign key that a fix changes may find its parent by the fixed key.
    std::optional<bool> remains(KeyHashes const& child);

private:
    SpilledMap in_source_;
    SpilledMap fixed_;
};

}  // namespace mlflow2pg
