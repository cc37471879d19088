// SPDX-License-Identifier: Apache-2.0
// Finds out which rows of a table may differ between two states of a database, without reading the rows.
//
// The rows of a table are in the leaves of a b-tree, in the order of their rowids. What does not fit into a leaf is in
// overflow pages (https://sqlite.org/fileformat.html, 1.6). If a leaf covers the same rowids in both states and has the
// same bytes, including its overflow pages, then it holds the same rows, on whichever page it is. All other leaves are
// reported by the rowids that they cover. Between two states of a live database most leaves are the same: MLflow adds
// rows at the end of its tables and rarely changes others.
//
// Pages are read in the order of the tree, each at most once, so memory holds one page for each level of both trees.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "mlflow/source_table.hpp"
#include "source/pages.hpp"

namespace mlflow2pg {

class ChangedRanges {
public:
    // before, after: must outlive this object. table: exists in both and has rowids. stop: see next().
    ChangedRanges(Pages const& before, Pages const& after, std::string const& table, std::stop_token stop = {});
    ~ChangedRanges();
    ChangedRanges(ChangedRanges const&) = delete;
    ChangedRanges& operator=(ChangedRanges const&) = delete;

    // The next range of rowids, in ascending order; nothing after the last. All rows outside the ranges are the same in
    // both states; rows inside may differ. Throws Interrupted after a signal or when `stop` was requested.
    std::optional<RowidRange> next();

    // Why not all pages were compared: "the page size differs". The last range then ends at the greatest rowid. A page
    // that cannot be understood is only such a reason, not an error: SQLite decides whether it is damage, when its rows
    // are read. Empty: all pages were compared.
    std::string const& by_rows_because() const { return by_rows_because_; }
    // How many leaves of `after` were compared so far, and how many of them are not in `before`.
    std::uint64_t compared() const { return compared_; }
    std::uint64_t changed() const { return changed_; }

private:
    class Leaves;
    struct Trees;

    std::optional<RowidRange> next_by_pages();
    void pass_changed_leaves();
    bool same_leaf() const;
    bool same_overflow(std::uint32_t page, std::uint64_t bytes) const;

    std::stop_token stop_;
    std::unique_ptr<Trees> trees_;
    std::string by_rows_because_;
    bool done_ = false;        // all ranges were returned
    std::int64_t next_rowid_;  // the first rowid that is neither in a returned range nor known to be the same
    std::uint64_t compared_ = 0;
    std::uint64_t changed_ = 0;
};

}  // namespace mlflow2pg
