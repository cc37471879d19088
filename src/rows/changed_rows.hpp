// SPDX-License-Identifier: Apache-2.0
// The rows of a table that differ between two states of the source, converted by the plan's rules as in a full load. A
// row is identified by its rowid: a row that got another rowid counts as a removed row and a new one. Only ranges that
// may have changed are read (source/changed_ranges.hpp), in both states at the same time; nothing is held in memory.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "mlflow/plan.hpp"
#include "rows/rows.hpp"
#include "source/changed_ranges.hpp"
#include "source/pages.hpp"

namespace mlflow2pg {

class ChangedRows {
public:
    // All references must outlive this object.
    ChangedRows(Pages const& before, Pages const& after, TablePlan const& table, Rules const& rules,
                std::stop_token stop = {});

    // Moves to the next row that differs, in the order of the rowids; returns false after the last. In a table without
    // rowids, all rows of `before` come first, then all rows of `after`. Throws what Rows::next() throws.
    bool next();
    // The row in each state; null: that state does not have it. Valid until next() is called.
    std::vector<Value> const* before() const { return before_.is_row ? &before_.rows->values() : nullptr; }
    std::vector<Value> const* after() const { return after_.is_row ? &after_.rows->values() : nullptr; }

    // The rows of each state that were returned so far. So the whole table's checksum before, minus `gone`, plus
    // `added`, is its checksum after.
    Checksum const& gone() const { return before_.returned; }
    Checksum const& added() const { return after_.returned; }
    // See ChangedRanges.
    std::string by_rows_because() const;
    std::uint64_t pages() const { return ranges_ ? ranges_->compared() : 0; }
    std::uint64_t changed_pages() const { return ranges_ ? ranges_->changed() : 0; }

private:
    // Reads one of the states.
    struct State {
        Sqlite const& reader;
        std::optional<Rows> rows = {};  // of the range that is being compared
        bool more = false;              // `rows` is at a row that was not compared yet
        bool is_row = false;            // this row is the one that next() found
        Checksum hash = {};             // of this row
        Checksum returned = {};

        void read();
    };

    bool open_range();

    TablePlan const& table_;
    Rules const& rules_;
    std::stop_token stop_;
    State before_;
    State after_;
    std::unique_ptr<ChangedRanges> ranges_;  // null: the table has no rowids
    bool opened_ = false;
};

}  // namespace mlflow2pg
