// MLflow's SQLite side: found, healthy, held still, at one known revision. Everything that can be wrong with
// the file before a row is read is found here, each with its own message.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "mlflow/source_table.hpp"
#include "mlflow/store.hpp"
#include "source/retry.hpp"
#include "source/snapshot.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

class Source {
public:
    enum class Hold {
        look,       // read from a snapshot (source/snapshot.hpp): no writer waits
        look_once,  // the same, but writers wait while the snapshot is made
        writers,    // migrate: BEGIN IMMEDIATE keeps writers out until this object is gone
    };

    // path: the file. Throws SourceError (missing, empty, not SQLite, not MLflow, several or unknown
    // revisions, half upgraded, in WAL mode under a second name), BusyError (locked for longer than `patience`; it
    // names the holders), CorruptError.
    // waited: see retry_while_busy. wanted: which of MLflow's databases, tracking or auth, when the file is both;
    // nothing: tracking. SourceError when it is not that.
    Source(std::string path, Hold hold, RetryLimits const& patience = {}, RetryCount* waited = nullptr,
           std::optional<Store> wanted = {});

    std::string const& path() const { return path_; }
    Store store() const { return store_; }
    // Whether the file is both of MLflow's databases: the auth app's database_uri may name the tracking store's file.
    bool holds_both_stores() const { return holds_both_stores_; }
    std::string const& revision() const { return revision_; }
    std::string const& journal_mode() const { return journal_mode_; }
    std::string const& read_at() const { return read_at_; }  // when the content that is read was the file's, in UTC
    std::uint64_t size() const { return size_; }             // bytes, the write-ahead log included
    // Whether writers are really kept out; false on read-only media, where ensure_unchanged tells.
    bool writers_held() const { return writers_held_; }
    // All but those of the other store.
    std::vector<SourceTable> const& tables() const { return tables_; }
    std::vector<std::string> files() const;  // the file and its side files

    // A connection of its own for one thread, in a read transaction. All of them see the same content: that of the
    // snapshot, or what the file has while writers are held. Where they cannot be, changed() tells. stop: see Sqlite.
    Sqlite reader(std::stop_token stop = {}) const;

    // The connection that keeps writers out, in its transaction: what is written through it is the first thing that
    // anybody else sees after it has committed. Only where writers_held().
    Sqlite& held() { return *hold_; }

    // The complaints of PRAGMA integrity_check, of the whole file or of these tables; see complaints_of.
    std::vector<std::string> integrity_problems() const;
    std::vector<std::string> integrity_problems(std::vector<std::string> const& tables, std::stop_token stop) const;

    // Whether the file was written or replaced since it was opened, also by what knows no locks. What it is that was
    // read does not change by that where there is a snapshot or writers are held.
    bool changed();
    // Throws BusyError when it was.
    void ensure_unchanged();

    // Changes when the file's content does: path, size, times and SQLite's change counter. For a resume.
    std::string fingerprint() const { return fingerprint_; }

private:
    void ensure_present() const;
    void ensure_readable() const;
    void open(Hold hold, RetryLimits const& patience, RetryCount* waited);
    void attempt(Hold hold, int timeout_ms);
    bool hold_writers(int timeout_ms);
    void take_marks(Sqlite const& connection);
    void read_schema();
    bool has(std::string_view table) const;
    void ensure_fully_upgraded() const;
    [[noreturn]] void throw_not_of_mlflow() const;
    std::vector<std::string> revisions_in(std::string_view table) const;
    void find_store(std::optional<Store> wanted);
    void read_revision();

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
    // As it was opened: which file, and when it and its write-ahead log were modified.
    std::string identity_;
    std::string modified_;
    std::string log_modified_;
    std::int64_t data_version_ = 0;  // as watch_ knows it
    std::vector<SourceTable> tables_;
    std::optional<Snapshot> snapshot_;
    std::unique_ptr<Sqlite>
        hold_;  // in a transaction as long as this object lives; of the snapshot, where there is one
    std::unique_ptr<Sqlite> watch_;  // in no transaction: it sees the commits of others
};

// What SQLite's own checks (`PRAGMA integrity_check` and the like) complain of, at most 100 lines, without those about
// values, which are misfits. May throw CorruptError itself when the damage is bad.
std::vector<std::string> complaints_of(Sqlite const& database, std::vector<std::string> const& checks);

}  // namespace mlflow2pg
