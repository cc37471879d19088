// RAII over SQLite's C API, the only file that sees <sqlite3.h>. It knows nothing of MLflow. A connection is
// used by one thread at a time.
//
// Files are opened defensively (https://sqlite.org/security.html): the schema is not trusted, triggers and
// views are off, cell sizes are checked, nothing is mapped into memory, so that a hostile or damaged file can
// do no more than be refused.
//
// No connection makes a checkpoint of its own accord, neither after a commit nor when it is the last one that closes:
// the bytes of the file and of its write-ahead log stay as their writers left them.
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

// A value is longer than the limit set with limit_length.
class TooLong : public SourceError {
public:
    using SourceError::SourceError;
};

// The file, its folder or what SQLite keeps beside it cannot be opened or written.
class NotAllowed : public SourceError {
public:
    using SourceError::SourceError;
};

// Every function here throws by SQLite's result code: BusyError (locked), CorruptError (damage, read errors),
// SourceError (NotAllowed, not a database, anything else), Interrupted after a signal. The message has
// the file, the statement and SQLite's words.
class SqliteStatement {
public:
    SqliteStatement(sqlite3* connection, std::string_view sql);

    // index counts from 1. Text is copied.
    SqliteStatement& bind(int index, Value const& value);
    // Moves to the next row; false when there is none.
    bool step();
    // Makes the statement ready to be run again; bound values stay.
    void reset();
    // index counts from 0. Bytes stay valid until the next step.
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
        read_only,   // never writes the file, not even to roll back a hot journal
        read_write,  // to hold the write lock; never creates the file
        immutable,   // reads a file that nobody writes and that has no write-ahead log: no lock, no file beside it
        temporary,   // a private scratch database that spills to disk and vanishes with the connection
    };

    // path: a file's path, in bytes; not a URI. busy_timeout_ms: how long a locked file is waited for. stop:
    // when requested, the statement under way ends with Interrupted, as it does after a signal.
    Sqlite(std::string const& path, Mode mode, int busy_timeout_ms = 5000, std::stop_token stop = {});
    // Reads a file that may have no name any more, and that nobody writes. descriptor: has to stay open while this
    // object lives. name: what messages call the file.
    static Sqlite of_descriptor(int descriptor, std::string const& name, std::stop_token stop = {});
    // A scratch database with one table, named and defined as in CREATE TABLE, in a transaction that never ends.
    static Sqlite scratch(std::string const& table);

    SqliteStatement prepare(std::string_view sql) const;
    // Runs statements whose rows nobody wants.
    void execute(std::string const& sql) const;
    // The first column of the first row; nothing when there is no row.
    std::optional<std::string> text(std::string_view sql) const;
    std::int64_t integer(std::string_view sql) const;
    // The first column of every row. parameter: what the statement has as ?1.
    std::vector<std::string> texts(std::string_view sql, Value const& parameter = Value::null()) const;

    // Whether the file cannot be written through this connection, whatever mode was asked for: SQLite then opens it for
    // reading, and BEGIN IMMEDIATE succeeds without a lock. Known for sure once a transaction has begun.
    bool read_only() const;

    // Values longer than `bytes` are not read: the step that meets one throws TooLong. Returns the limit before.
    int limit_length(int bytes) const;

    // The file itself, as this connection has it open: a descriptor of ours would drop its locks when it is closed.
    // What a write-ahead log has is not in it. bytes: from where, up to the end of the file; returns how many there
    // were.
    std::uint64_t file_size() const;
    std::size_t read_file(std::uint64_t from, std::span<char> bytes) const;
    // How often the file was changed, as its header counts it.
    std::uint32_t change_counter() const;

    // The mark in the file's header by which every SQLite refuses every write, whatever the statement, and still reads:
    // a file format write version that no release knows (https://sqlite.org/fileformat.html, 1.3.3).
    bool marked_read_only() const;
    // Sets the mark or takes it off, in the file itself and past any transaction: the write-ahead log must not hold the
    // first page. Connections that read the header earlier do not see it; this one must be opened anew to write again.
    void mark_read_only(bool marked) const;

private:
    friend class SqliteBlob;
    friend class PageCopy;
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    // flags: of sqlite3_open_v2.
    Sqlite(std::string const& name, int flags, int busy_timeout_ms, std::stop_token stop);
    void defend();

    std::unique_ptr<std::stop_token> stop_;  // SQLite holds its address
    std::unique_ptr<sqlite3, Close> connection_;
};

// SQLite's online backup (https://sqlite.org/backup.html): every page that the read transaction of one connection sees,
// over what the file of another holds. That file is not forced to disk.
class PageCopy {
public:
    PageCopy(Sqlite const& from, Sqlite const& to);

    // Copies some pages more; false when none is left. Throws SourceError when `to` cannot be written, Interrupted
    // after a signal; what is wrong with `from` as everywhere.
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

// A text or blob of one row, read in place: https://sqlite.org/c3ref/blob_open.html. Valid while the connection's read
// transaction lasts.
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

// SQLite's library version, for --version.
std::string sqlite_version();

}  // namespace mlflow2pg
