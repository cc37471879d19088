// SPDX-License-Identifier: Apache-2.0
// Reads the rows of one table from SQLite, skips rejected rows, and converts the others by the plan's rules. Every
// reader of the source uses this class.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "rows/convert.hpp"
#include "rows/long_text.hpp"
#include "rows/rejects.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// A row does not fit the target, and no scan has counted the misfits yet. The caller then lists all of them.
class MisfitFound : public DataError {
public:
    using DataError::DataError;
};

using RowVisitor = std::function<void(std::vector<Value> const&)>;

// Whether a value in the primary key is too long to be held (longest_held_value). Reads the whole table.
bool has_long_key(Sqlite const& reader, TablePlan const& table);

class Rows {
public:
    // All rows. All references must outlive this object. rejects may be null. If the table has rowids, values longer
    // than longest_held_value are returned as LongBytes. Rows with such values come last, except in table order.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, Order order, Rejects const* rejects,
         std::stop_token stop = {});
    // A range of rowids, in table order.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, RowidRange const& range,
         Rejects const* rejects, std::stop_token stop = {});
    // The row with this rowid, if it exists.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::int64_t rowid);

    // Moves to the next row that is not rejected; returns false after the last. Throws MisfitFound, and Interrupted
    // after a signal or when `stop` was requested.
    bool next();
    // Moves to the next row even if it does not fit; fits() says whether it does. Also returns rejected rows, and does
    // not count the row as progress.
    bool next_raw();

    bool fits() const { return fits_; }
    bool is_long() const { return long_row_.has_value(); }                    // some values may be LongBytes
    std::vector<Value> const& values() const { return converter_.values(); }  // after conversion
    std::span<Value const> raw() const { return raw_; }                       // as read from SQLite
    Value const& rowid() const { return rowid_; }
    RowConverter const& conversion() const { return converter_; }
    // Call it after the last row. If all rows were read through an index, throws CorruptError when the table has
    // another number of rows.
    void ensure_complete() const;
    // Adds the converted row to the table's checksum.
    void hash_into(Checksum& checksum);

private:
    // A row that is read column by column. Its long values are not held in memory.
    struct LongRow {
        std::deque<std::string> held;
        std::deque<SqliteBlob> in_place;
        std::deque<Utf16Text> in_utf16;
    };

    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::string const& select,
         Rejects const* rejects, std::stop_token stop);
    bool step();
    bool step_over_long_row();
    bool step_to_put_off();
    void put_off_long_rows();
    void read_long_row();
    void take_computed(SqliteStatement const& statement, std::size_t first);
    Value read_long(std::size_t column);

    Sqlite const& reader_;
    TablePlan const& table_;
    Rejects const* rejects_;
    std::stop_token stop_;
    SqliteStatement statement_;
    RowConverter converter_;
    RowHash hash_;
    std::vector<Value> raw_;
    std::vector<Computed> computed_;  // of the generated columns
    Value rowid_;
    Order order_ = Order::table;
    bool by_rowid_ = false;  // rows come in the order of their rowids, so reading can continue after any row
    RowidRange range_;
    std::optional<LongRow> long_row_;
    // Except in table order: the rowids of the long rows, which are read after all others.
    std::optional<std::deque<std::int64_t>> put_off_;
    std::uint64_t steps_ = 0;
    bool fits_ = true;
};

}  // namespace mlflow2pg
