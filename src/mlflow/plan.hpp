// SPDX-License-Identifier: Apache-2.0
// Matches the source's tables and columns to the target's: what is read, in which order, and how each value is
// converted. Parents come before children. Pure. Reports all structural differences together.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "mlflow/artifacts.hpp"
#include "mlflow/distribution.hpp"
#include "mlflow/hypertable.hpp"
#include "mlflow/recorded_schema.hpp"
#include "mlflow/rules.hpp"
#include "mlflow/source_table.hpp"

namespace mlflow2pg {

struct ColumnPlan {
    Column target;               // the column to create: widened if Rules ask for it
    bool experiment_id = false;  // refers to experiments.experiment_id
    // For a text column that holds an experiment's id only if another column of the row says so (entity_associations).
    int experiment_id_if = -1;                 // position of that column; -1: never
    LocationColumn const* location = nullptr;  // the column holds artifact locations; null: it does not
    int location_tag = -1;                     // position of the tag's key, if only some tags are locations
    // Why its text must not be truncated: "it is part of the key params_pk"; empty: it may be truncated, or the row
    // decides.
    std::string whole_because = {};
};

// What the server will make of a generated column in one row.
enum class Computed : std::uint8_t {
    same,     // the value that the source holds
    nothing,  // the result is beyond bigint: the server refuses the row
    // The source holds another value. SQLite stores the value with the row, and never compares it with the expression:
    // https://www.sqlite.org/gencol.html
    another,
};

// The order in which a table is read.
enum class Order {
    key,    // sorted by its primary key
    table,  // by rowid, from the table itself and no index
    // For metrics and latest_metrics: by run_uuid, key and step. SQLite finds the rows of each run through its index of
    // run_uuid and sorts them. If they exceed its page cache (2 MB), it sorts them in a temporary file.
    run,
};

struct TablePlan {
    std::string name;
    std::vector<ColumnPlan> columns;  // all columns except generated ones, in the target's order
    std::vector<Column> generated;    // not copied: the server computes them
    std::vector<int> key;             // positions of the primary key's columns
    std::vector<std::vector<std::string>> source_unique_keys;
    bool has_rowid = true;
    // The primary key has all columns of the table, so SQLite's index of it can be read instead of the table.
    bool covered_by_key = false;
    std::int64_t estimated_rows = 0;
    std::int64_t row_bytes = 0;
    RowidRange rowids;
    bool recomputed = false;  // latest_metrics: made from metrics, not copied
    std::string run_index;    // the source's index for Order::run; empty: the table is not loaded in that order

    // SELECT of all columns in the plan's order, followed by the rowid (NULL if the table has none) and by
    // Computed as a number for each generated column. condition: on the rowid, in SQL; empty: all rows.
    std::string select(Order order, std::string_view condition = {}) const;
    std::string select_range(RowidRange const& range) const;  // the rows in one range, in Order::table
    std::string select_computed() const;                      // Computed of the row whose rowid is bound
    bool has_unlimited_column() const;
    // Whether many of the table's rows are so long that the server compresses them.
    bool has_long_texts() const;
    bool has_locations() const;
    // The table with only the columns that is_location needs.
    TablePlan only_locations() const;
    // Whether this column of this row holds an artifact location. row: as read from the source.
    bool is_location(std::size_t column, std::span<Value const> row) const;
    // Why this column of this row must not be truncated: "metrics.run_uuid refers to it"; empty: it may be truncated.
    std::string_view whole_because(std::size_t column, std::span<Value const> row) const;
    // The order in which rows are loaded. PostgreSQL builds an index faster from rows in the index's order. That is the
    // order of the primary key where SQLite can read it cheaply, or Order::run, which suits the other two indexes of
    // metrics.
    Order load_order() const {
        if (!run_index.empty()) return Order::run;
        return covered_by_key || recomputed ? Order::key : Order::table;
    }
    // The order of the second reading. The two readings together use the table itself and, if it is loaded by key or
    // run, its primary key, which holds every column. So an index that contradicts the table is noticed.
    Order second_order() const { return load_order() == Order::run ? Order::key : Order::table; }
    // Whether the two readings use different b-trees that both hold every column: equal rows prove more than SQLite's
    // integrity_check.
    bool has_two_trees() const { return covered_by_key && has_rowid; }
    // The columns by which rows in this order are sorted; none in Order::table.
    std::vector<std::string> sorted_by(Order order) const;

    // The name of a column by its position; the generated ones come last.
    std::string const& column_name(std::size_t column) const;
    std::vector<std::string> column_names() const;  // without the generated ones
    std::string column_list() const;                // quoted, for SQL
};

struct Plan {
    Schema schema;
    std::vector<TablePlan> tables;          // parents before children
    std::vector<SourceObject> left_behind;  // not MLflow's: they stay in SQLite, with a warning
    Rules rules;
    std::optional<Hypertable> hypertable;      // the hypertable for metrics; nothing: a plain table
    std::optional<Distribution> distribution;  // of the tables over a Citus cluster; nothing: they are plain

    TablePlan const& table(std::string_view name) const;
    bool has_table(std::string_view name) const;
};

// The plan's part of the report.
struct PlanFacts {
    std::vector<SourceObject> left_behind;
    std::vector<std::pair<std::string, std::string>> rewrites;  // OLD and NEW of --rewrite-artifacts, passwords masked
    std::vector<std::string> widened;                           // table.column of each column that becomes bigint
};
PlanFacts facts_of(Plan const& plan);

// Table and name of each column that is bigint in the target because experiments.experiment_id is widened, but not in
// MLflow's own schema.
std::vector<std::pair<std::string, std::string>> widened_columns(Plan const& plan);

// others: the source's objects other than tables. Throws SourceError, which lists every difference, when tables or
// columns differ. The error has no next step: that depends on the file.
Plan make_plan(std::vector<SourceTable> const& source, Schema schema, Rules rules,
               std::vector<SourceObject> const& others = {});

}  // namespace mlflow2pg
