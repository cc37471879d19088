// SPDX-License-Identifier: Apache-2.0
// What the source's own schema declares: tables and other objects.
// Tested in tests/mlflow/plan_tests.cpp
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace mlflow2pg {

// Rows with these rowids, both included.
struct RowidRange {
    std::int64_t first = std::numeric_limits<std::int64_t>::min();
    std::int64_t last = std::numeric_limits<std::int64_t>::max();

    bool is_all() const { return *this == RowidRange{}; }
    friend bool operator==(RowidRange const&, RowidRange const&) = default;
};

struct SourceColumn {
    std::string name;
    bool generated = false;
};

// An index that has an entry for every row.
struct SourceIndex {
    std::string name;
    std::vector<std::string> columns;
};

struct SourceTable {
    std::string name;
    std::vector<SourceColumn> columns;
    std::vector<std::vector<std::string>> unique_keys;  // sets of columns with a UNIQUE constraint in SQLite
    bool has_rowid = true;
    std::int64_t estimated_rows = 0;  // exact up to 5000, an estimate above
    std::int64_t row_bytes = 0;       // mean size of the values, estimated; known from 100 rows on
    RowidRange rowids = {};           // from the least to the greatest; known from 100 rows on
    std::vector<SourceIndex> indexes = {};
};

// Any other object, or a table that is not copied.
struct SourceObject {
    std::string kind;  // "table", "virtual table", "view", "trigger" or "index"
    std::string name;
    std::string table = {};  // the table that a trigger or index belongs to

    // "trigger t on runs"
    std::string text() const { return kind + " " + name + (table.empty() ? "" : " on " + table); }
};

}  // namespace mlflow2pg
