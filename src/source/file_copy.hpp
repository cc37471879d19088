// SPDX-License-Identifier: Apache-2.0
// Copies the file of a database in rollback-journal mode while others write to it. No writer waits longer than one step
// of the copy takes, which is about a millisecond, however large the file is.
//
// A page is stale until it was copied after its last change. Pages are copied under SQLite's shared lock, under which
// nobody can commit. As soon as a writer has begun, it may commit between two steps. Which pages it changed is in its
// rollback journal: before a page of the file is written, SQLite writes its former content there
// (https://sqlite.org/fileformat.html, 3). So the journal is opened before the lock is released. SQLite deletes it with
// the commit, but an open file can still be read. Two kinds of pages are changed and not journaled: those that the
// commit appended to the file, and free pages that it used.
//
// A commit whose journal was not seen makes all pages stale: others committed faster than we got the lock back, or
// their journal is not a file that they delete (journal modes TRUNCATE, PERSIST, MEMORY, OFF). Then equal pages are
// compared again, but not written. If that happens too often, the writers have to wait.
// Tested in tests/source/snapshot_tests.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

class FileCopy {
public:
    using Limit = std::optional<std::chrono::milliseconds>;

    // source: a connection without a transaction. path: the path of its file. copy: the descriptor of an empty file.
    // Both must outlive this object. when_full: the next step when it cannot be written.
    FileCopy(Sqlite const& source, std::string path, int copy, std::string when_full);

    // longest_lock: how long writers may have to wait after too many commits were not seen; nothing: they wait from the
    // beginning, for as long as it takes. Throws BusyError when this is too short, or when the source becomes a
    // database in WAL mode; SourceError when the copy cannot be written; Interrupted.
    void make(Limit longest_lock);

private:
    void take_over_commits();
    std::vector<std::uint32_t> free_pages(std::uint32_t trunk, std::uint32_t count) const;
    void mark(std::uint32_t page);
    bool mark_journaled();
    bool read_journal(std::uint64_t at, std::span<char> bytes) const;
    bool writer_has_begun();
    bool copy_some();
    void write(std::uint64_t at, std::size_t bytes);
    [[noreturn]] void fail(std::string_view doing) const;

    Sqlite const& source_;
    std::string path_;
    int copy_;
    std::string when_full_;
    std::uint32_t commits_ = 0;        // SQLite's change counter
    std::size_t page_size_ = 0;        // 0: nothing was copied yet
    std::vector<std::uint32_t> free_;  // pages without content
    std::vector<bool> stale_;          // by page
    std::size_t first_stale_ = 0;      // no page before is stale
    int unseen_ = 0;                   // how often all pages became stale again
    Descriptor journal_{-1};           // of a writer that had begun when the lock was released
    std::vector<char> wanted_;
    std::vector<char> there_;
};

}  // namespace mlflow2pg
