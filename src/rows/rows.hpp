// The rows of one table as the migration sees them: read from SQLite, converted by the plan's rules, without
// those that were rejected. Every reader of the source goes through here.
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
#include "rows/encode.hpp"
#include "rows/rejects.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// A row that the target cannot hold, met without having been counted before: the caller then lists them all.
class MisfitFound : public DataError {
public:
    using DataError::DataError;
};

using RowVisitor = std::function<void(std::vector<Value> const&)>;

class Rows {
public:
    // All rows. All references must outlive this object. rejects may be null. In table order, values longer than
    // longest_held_value come as LongBytes.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, Order order, Rejects const* rejects,
         std::stop_token stop = {});
    // A part of the table, in table order.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, RowidRange const& range,
         Rejects const* rejects, std::stop_token stop = {});
    // The one row, if it is there.
    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::int64_t rowid);

    // The next row that is not rejected; false after the last. Throws MisfitFound; Interrupted after a signal
    // or when `stop` was requested.
    bool next();
    // The next row whether it fits or not, for whoever counts misfits; fits() tells.
    bool next_raw();

    bool fits() const { return fits_; }
    std::vector<Value> const& values() const { return converter_.values(); }  // converted
    std::span<Value const> raw() const { return raw_; }                       // as SQLite gave them
    Value const& rowid() const { return rowid_; }
    RowConverter const& conversion() const { return converter_; }
    // Adds the converted row to the table's checksum.
    void hash_into(Checksum& checksum);

private:
    // One row column by column, its long values left where they are.
    struct LongRow {
        std::deque<std::string> held;
        std::deque<SqliteBlob> in_place;
    };

    Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::string const& select,
         Rejects const* rejects, std::stop_token stop);
    bool has_long_values() const;
    bool step();
    bool step_over_long_row();
    Value read_long(std::size_t column);

    Sqlite const& reader_;
    TablePlan const& table_;
    Rejects const* rejects_;
    std::stop_token stop_;
    SqliteStatement statement_;
    RowConverter converter_;
    RowHash hash_;
    std::vector<Value> raw_;
    Value rowid_;
    bool by_rowid_ = false;  // the rows follow each other by rowid, so reading can go on after any of them
    RowidRange range_;
    std::optional<LongRow> long_row_;
    bool fits_ = true;
};

}  // namespace mlflow2pg
