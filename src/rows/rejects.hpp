// Rows that are not migrated because the user asked for that, and the file that keeps rejected and changed rows without
// loss. The list of rejected rows is in a scratch database that spills to disk, so memory does not grow with it.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

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
    // Whether any row of the table is rejected. If not, its rows need not be looked up.
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
// {"$blob": hex}, {"$real": "Infinity"}.
class RejectFile {
public:
    // The file is created when the first row is added. append: keep the rows that an interrupted run wrote.
    RejectFile(std::string path, bool append);

    // row: the table's columns as read from the source. Throws SourceError when the file cannot be written.
    void add(std::string_view kind, TablePlan const& table, std::span<Value const> row, Value const& rowid,
             std::string_view reason);
    std::string const& path() const { return path_; }
    bool written() const { return out_.is_open(); }

private:
    std::string path_;
    bool append_;
    std::ofstream out_;
    std::mutex mutex_;
};

// The rejected rows' part of the report.
struct RejectFacts {
    std::map<std::string, std::uint64_t> rows;  // by table
    std::string file;                           // the reject file; empty: none was written
};
RejectFacts facts_of(Rejects const& rejects, RejectFile const& file);

}  // namespace mlflow2pg
