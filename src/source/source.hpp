// SPDX-License-Identifier: Apache-2.0
// MLflow's SQLite database, checked and protected from changes while it is read. Every problem with the file that can
// be found before reading rows is found here, each with its own message.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mlflow/schema_fit.hpp"
#include "mlflow/source_table.hpp"
#include "mlflow/store.hpp"
#include "source/retry.hpp"
#include "source/snapshot.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

class Source {
public:
    enum class Hold {
        look,       // read from a snapshot (source/snapshot.hpp): writers need not wait
        look_once,  // the same, but writers wait while the snapshot is being made
        writers,    // for migrate: BEGIN IMMEDIATE keeps writers out while this object exists
    };

    // path: the file. waited: see `counted` of retry_while_busy. wanted: the database to use, tracking or auth, when
    // the file is both of MLflow's; nothing: tracking. kept: the file for the snapshot; see Snapshot. Throws
    // SourceError (missing, empty, not SQLite, not MLflow, not the wanted database, several or unknown revisions, half
    // upgraded, in WAL mode under a second name), BusyError (locked for longer than `patience`; it names the holders),
    // CorruptError.
    Source(std::string path, Hold hold, RetryLimits const& patience = {}, RetryCount* waited = nullptr,
           std::optional<Store> wanted = {}, std::string const& kept = {});

    std::string const& path() const { return path_; }
    Store store() const { return store_; }
    // Whether the file is both of MLflow's databases: the auth app's database_uri may point to the tracking store's
    // file.
    bool holds_both_stores() const { return holds_both_stores_; }
    std::string const& revision() const { return revision_; }
    std::string const& journal_mode() const { return journal_mode_; }
    std::string const& read_at() const { return read_at_; }  // when the content that is read was current, in UTC
    std::uint64_t size() const { return size_; }             // in bytes, including the write-ahead log
    // Whether writers are kept out. False on read-only media; ensure_unchanged detects writes there.
    bool writers_held() const { return writers_held_; }
    // All tables except those of the other store.
    std::vector<SourceTable> const& tables() const { return tables_; }
    std::vector<std::string> files() const;  // the file and its side files

    // Opens a connection for one thread, in a read transaction. All such connections see the same content: that of the
    // snapshot, or of the file while writers are held off. Where writers cannot be held off, changed() detects writes.
    // stop: see Sqlite.
    Sqlite reader(std::stop_token stop = {}) const;

    // The connection that keeps writers out with its transaction. After it commits, other processes see what was
    // written through it before anything else can be written. Requires writers_held().
    Sqlite& held() { return *hold_; }

    // Requires Hold::look or look_once.
    Snapshot const& snapshot() const { return *snapshot_; }

    // Whether the file was written or replaced since it was opened, even by programs that ignore locks. With a
    // snapshot, or with writers held off, the content that was read is still consistent.
    bool changed();
    // Throws BusyError when the file has changed.
    void ensure_unchanged();

    // Identifies the content of the file: path, size, times and SQLite's change counter. A run is resumed only if it is
    // the same.
    std::string fingerprint() const { return fingerprint_; }

private:
    void ensure_present() const;
    void ensure_readable() const;
    void ensure_log_stays_usable() const;
    void open(Hold hold, RetryLimits const& patience, RetryCount* waited);
    void attempt(Hold hold, int timeout_ms);
    bool hold_writers(int timeout_ms);
    void take_marks(Sqlite const& connection);
    bool has(std::string_view table) const;
    void ensure_fully_upgraded() const;
    std::optional<SchemaFit> fit_of_revision() const;
    [[noreturn]] void throw_not_of_mlflow() const;
    std::vector<std::string> revisions_in(std::string_view table) const;
    void find_store(std::optional<Store> wanted);
    void read_revision();
    [[noreturn]] void throw_several_revisions(std::vector<std::string> const& revisions) const;

    std::string path_;
    Store store_ = Store::tracking;
    bool holds_both_stores_ = false;
    std::string revision_;
    std::string journal_mode_;
    std::string encoding_;
    std::uint64_t size_ = 0;
    std::string fingerprint_;
    std::string read_at_;
    bool writers_held_ = false;
    // Recorded when the file was opened: its identity, and when the file and its write-ahead log were modified.
    std::string identity_;
    std::string modified_;
    std::string log_modified_;
    std::int64_t data_version_ = 0;  // PRAGMA data_version of watch_
    std::vector<SourceTable> tables_;
    std::optional<Snapshot> snapshot_;
    std::unique_ptr<Sqlite> hold_;   // in a transaction while this object exists; on the snapshot if there is one
    std::unique_ptr<Sqlite> watch_;  // without a transaction, so that it sees the commits of others
};

}  // namespace mlflow2pg
