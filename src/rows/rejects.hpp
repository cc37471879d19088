// Rows that stay behind because the user said so, and the file that keeps what was left out or changed, whole
// and lossless. Which rows: a scratch database that spills to disk, so that memory does not grow with them.
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

    // Adds a row once; further reasons are appended.
    void add(std::string const& table, std::int64_t rowid, std::string const& reason);
    bool contains(std::string const& table, std::int64_t rowid) const;
    // Whether the table has any: when not, rows need not be looked up.
    bool any(std::string const& table) const { return counts_.contains(table); }
    std::unordered_map<std::string, std::uint64_t> const& counts() const { return counts_; }
    std::uint64_t total() const;
    // Rows of a table in the order of their rowids, with the reasons.
    SqliteStatement rows_of(std::string const& table) const;

private:
    Sqlite scratch_;
    mutable std::mutex mutex_;  // workers look rows up side by side
    mutable SqliteStatement insert_;
    mutable SqliteStatement find_;
    std::unordered_map<std::string, std::uint64_t> counts_;
};

// JSON lines, one object a row: {"kind": "rejected"|"changed"|"latest_metrics", "table", "rowid", "reason",
// "row": {…}}. Text is a string; what JSON cannot hold is an object: {"$text": hex} for text that is not
// UTF-8, {"$blob": hex},
// {"$real": "Infinity"}.
class RejectFile {
public:
    // Nothing is created before the first row. append: keep what a resumed run wrote.
    RejectFile(std::string path, bool append);

    // row: the table's columns as the source gave them. Throws SourceError when the file cannot be written.
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

// What a report says of rejected rows.
struct RejectFacts {
    std::map<std::string, std::uint64_t> rows;  // by table
    std::string file;                           // the reject file; empty: none was written
};
RejectFacts facts_of(Rejects const& rejects, RejectFile const& file);

}  // namespace mlflow2pg
