// SPDX-License-Identifier: Apache-2.0
// RAII over SQLite's C API. This is the only file that includes <sqlite3.h>, and it contains nothing about MLflow. A
// connection may be used by one thread at a time.
//
// Files are opened defensively (https://sqlite.org/security.html): the schema is not trusted, triggers and views are
// off, cell sizes are checked, and no memory mapping is used. A hostile or damaged file can only cause an error.
//
// No connection makes an automatic checkpoint, neither after a commit nor when the last connection closes. So the file
// and its write-ahead log stay as their writers left them.
// Tested in tests/source/source_tests.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/value.hpp"

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_blob;
struct sqlite3_backup;

namespace mlflow2pg {

// The value is too long for ShortValuesOnly.
class TooLong : public SourceError {
public:
    using SourceError::SourceError;
};

// The file, its folder or one of its side files cannot be opened or written.
class NotAllowed : public SourceError {
public:
    using SourceError::SourceError;
};

// All functions here throw by SQLite's result code: BusyError (locked), CorruptError (damage, read errors), SourceError
// (NotAllowed, not a database, anything else), and Interrupted after a signal. The message contains the file, the
// statement and SQLite's message.
class SqliteStatement {
public:
    SqliteStatement(sqlite3* connection, std::string_view sql);

    // index starts at 1. Text is copied.
    SqliteStatement& bind(int index, Value const& value);
    // Moves to the next row; false when there is none.
    bool step();
    // Resets the statement so that it can be run again; bound values are kept.
    void reset();
    // index starts at 0. Bytes are valid until the next step.
    Value value(int index) const;
    std::int64_t integer(int index) const;
    double real(int index) const;
    std::string text(int index) const;
    int columns() const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Sqlite {
public:
    enum class Mode {
        read_only,   // never writes to the file, not even to roll back a hot journal
        read_write,  // to hold the write lock; never creates the file
        immutable,   // for a file without writers or write-ahead log: takes no lock and creates no side file
        temporary,   // a private scratch database that spills to disk and is deleted with the connection
    };

    // path: the path of the file in bytes, not a URI. busy_timeout_ms: how long to wait for a locked file. stop: when
    // requested, the running statement ends with Interrupted, as after a signal.
    Sqlite(std::string const& path, Mode mode, int busy_timeout_ms = 5000, std::stop_token stop = {});
    // Opens a file that may no longer have a name, and that nobody writes. descriptor: must stay open while this object
    // exists. name: the file's name in messages.
    static Sqlite of_descriptor(int descriptor, std::string const& name, std::stop_token stop = {});
    // A scratch database with one table, given as "name (columns)". Its transaction is never committed.
    static Sqlite scratch(std::string const& table);

    SqliteStatement prepare(std::string_view sql) const;
    // Runs one or more statements and ignores their rows.
    void execute(std::string const& sql) const;
    // The first column of the first row; nothing when there is no row.
    std::optional<std::string> text(std::string_view sql) const;
    std::int64_t integer(std::string_view sql) const;
    // The first column of every row. parameter: the value of ?1.
    std::vector<std::string> texts(std::string_view sql, Value const& parameter = Value::null()) const;

    // Whether this connection cannot write the file although it asked to: in that case SQLite opens the file read-only,
    // and BEGIN IMMEDIATE succeeds without taking a lock. The answer is reliable once a transaction has begun.
    bool read_only() const;

    // Reads the file through SQLite's own handle: if we opened it ourselves, closing that descriptor would drop
    // SQLite's locks. The content of a write-ahead log is not included. read_file fills `bytes` from the given position
    // up to the end of the file, and returns how many bytes it read.
    std::uint64_t file_size() const;
    std::size_t read_file(std::uint64_t from, std::span<char> bytes) const;
    // The same for the write-ahead log of this connection's read transaction. frames_of_log: how many frames of the log
    // are committed, 0 when there is no log; nothing when SQLite does not say. Both are only right as long as nobody
    // can commit.
    std::optional<std::uint32_t> frames_of_log() const;
    std::size_t read_log(std::uint64_t from, std::span<char> bytes) const;
    // The change counter in the file's header.
    std::uint32_t change_counter() const;

    // Whether the file's header has the mark that makes every SQLite refuse all writes but still read the file: a file
    // format write version that no release knows (https://sqlite.org/fileformat.html, 1.3.3).
    bool marked_read_only() const;
    // Sets or removes the mark, in the file itself and outside of any transaction. The write-ahead log must not contain
    // the first page. Other connections that have already read the header do not see the change. This connection must
    // be reopened before it can write again.
    void mark_read_only(bool marked) const;

private:
    friend class SqliteBlob;
    friend class PageCopy;
    friend class ShortValuesOnly;
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    // flags: those of sqlite3_open_v2.
    Sqlite(std::string const& name, int flags, int busy_timeout_ms, std::stop_token stop);
    void defend();

    std::unique_ptr<std::stop_token> stop_;  // on the heap, because SQLite holds its address
    std::unique_ptr<sqlite3, Close> connection_;
};

// While an object of this class exists, the connection refuses to read values longer than longest_held_value: a step
// that meets one throws TooLong. Objects may be nested.
class ShortValuesOnly {
public:
    explicit ShortValuesOnly(Sqlite const& database);
    ~ShortValuesOnly();
    ShortValuesOnly(ShortValuesOnly const&) = delete;
    ShortValuesOnly& operator=(ShortValuesOnly const&) = delete;

private:
    sqlite3* connection_;
    int before_;  // bytes
};

// SQLite's online backup (https://sqlite.org/backup.html): copies every page in the read transaction of one connection
// over the file of another. The written file is not synced to disk.
class PageCopy {
public:
    PageCopy(Sqlite const& from, Sqlite const& to);

    // Copies some more pages; returns false when none are left. Throws SourceError when `to` cannot be written,
    // Interrupted after a signal, and the usual errors for `from`.
    bool step(int pages);

private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const;
    };
    Sqlite const& from_;
    Sqlite const& to_;
    std::unique_ptr<sqlite3_backup, Finish> backup_;
    int counted_ = 0;  // pages
};

// A text or blob of one row that is read in place: https://sqlite.org/c3ref/blob_open.html. Valid during the
// connection's read transaction.
class SqliteBlob final : public LongBytes {
public:
    SqliteBlob(Sqlite const& connection, std::string const& table, std::string const& column, std::int64_t rowid);

    std::uint64_t size() const override;
    void for_each_piece(Visitor const& visit) const override;

private:
    struct Close {
        void operator()(sqlite3_blob* blob) const;
    };
    Sqlite const& connection_;
    std::unique_ptr<sqlite3_blob, Close> blob_;
};

// The version of the SQLite library, for --version.
std::string sqlite_version();

}  // namespace mlflow2pg
