// SPDX-License-Identifier: Apache-2.0
// The rows that are left out because the user asked for it, and the file that saves rejected and changed rows without
// loss. The list of rejected rows is in a scratch database that spills to disk, so memory does not grow with it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/output_file.hpp"
#include "base/value.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

struct TablePlan;

class Rejects {
public:
    Rejects();

    // Adds a row. If it is already there, the reason is appended.
    void add(std::string const& table, std::int64_t rowid, std::string const& reason);
    bool contains(std::string const& table, std::int64_t rowid) const;
    // rowid: as returned by Rows. A row without a rowid is never rejected.
    bool contains(std::string const& table, Value const& rowid) const {
        return rowid.type == Value::Type::integer && contains(table, rowid.integer);
    }
    // Whether any row of the table is rejected. If not, its rows are not looked up.
    bool any(std::string const& table) const { return counts_.contains(table); }
    std::unordered_map<std::string, std::uint64_t> const& counts() const { return counts_; }
    std::uint64_t total() const;
    // The table's rejected rows with their reasons, in the order of the rowids.
    SqliteStatement rows_of(std::string const& table) const;

private:
    Sqlite scratch_;
    mutable std::mutex mutex_;  // several workers look up rows at the same time
    mutable SqliteStatement insert_;
    mutable SqliteStatement find_;
    std::unordered_map<std::string, std::uint64_t> counts_;
};

// JSON lines, one object per row: {"kind": "rejected"|"changed"|"latest_metrics", "table", "rowid", "reason", "row":
// {…}}. Text is a string. A value that JSON cannot hold is an object: {"$text": hex} for text that is not UTF-8,
// {"$blob": hex}, {"$real": "Infinity"}. Long values are not held in memory.
class RejectFile {
public:
    // An existing file is not overwritten (base/output_file.hpp). All functions throw UsageError when the path cannot
    // be written.
    explicit RejectFile(std::string path);

    // row: the table's columns as read from the source.
    void add(std::string_view kind, TablePlan const& table, std::span<Value const> row, Value const& rowid,
             std::string_view reason);
    // Whether a row was added.
    bool any();
    // Forces the rows to disk and gives the file its name. Returns the name; empty if no row was added.
    std::string finish();

private:
    OutputFile file_;
    std::mutex mutex_;
    bool any_ = false;
};

// The rejected rows' part of the report.
struct RejectFacts {
    std::map<std::string, std::uint64_t> rows;  // by table
    std::string file;                           // the reject file; empty: none was written
};
RejectFacts facts_of(Rejects const& rejects, std::string file);

}  // namespace mlflow2pg
