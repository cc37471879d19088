// SPDX-License-Identifier: Apache-2.0
#include "source/source.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/secrets.hpp"
#include "base/sql.hpp"
#include "base/sqlite_copy.hpp"
#include "base/text.hpp"
#include "mlflow/recorded_schema.hpp"
#include "mlflow/schema_fit.hpp"
#include "source/advice.hpp"
#include "source/file_facts.hpp"
#include "source/holders.hpp"
#include "source/read_tables.hpp"
#include "source/retry.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

// How long each statement waits for a lock. Longer waits are made of several tries (source/retry.hpp).
constexpr int busy_timeout_ms = 5000;

}  // namespace

Source::Source(std::string path, Hold hold, RetryLimits const& patience, RetryCount* waited,
               std::optional<Store> wanted, std::string const& kept)
    : path_{followed(std::move(path))} {
    ensure_present();
    ensure_readable();
    try {
        open(hold, patience, waited);
    } catch (BusyError const& busy) {
        Holders const holders = find_holders(files());
        std::string told = busy.what();
        for (Holder const& holder : holders.seen) told += "; " + holder.text();
        throw BusyError{told, unlock_steps(holders)};
    } catch (CorruptError const&) {
        // SQLite reports a truncated file with the same words as other damage, so compare the sizes.
        if (!is_truncated(path_)) throw;
        throw CorruptError{
            fmt::format("source {} is truncated: {} of {} bytes", path_, size_of(path_), read_header(path_).bytes)};
    } catch (NotAllowed const& refused) {
        NextSteps const read_only = read_only_steps(path_);
        throw NotAllowed{fmt::format("{}; {}", refused.what(), describe_rights(path_)),
                         read_only.empty() ? refused.next_steps() : read_only};
    }
    if (hold == Hold::look) snapshot_.emplace(*hold_, path_, Snapshot::usual_longest_lock, kept);
    if (hold == Hold::look_once) snapshot_.emplace(*hold_, path_, std::nullopt, kept);
    if (snapshot_) hold_ = std::make_unique<Sqlite>(snapshot_->reader());
    read_at_ = fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr)));
    tables_ = read_tables(*hold_);
    ensure_fully_upgraded();
    find_store(wanted);
    read_revision();
}

std::vector<std::string> Source::files() const { return {path_, path_ + "-wal", path_ + "-shm", path_ + "-journal"}; }

void Source::ensure_present() const {
    struct stat status {};
    if (stat(path_.c_str(), &status) != 0) {
        int const error = errno;
        if (error == EACCES) {
            throw SourceError{fmt::format("source {}: {}; {}", path_, std::strerror(error), describe_rights(path_)),
                              "run as the owner of the file and its folder"};
        }
        std::error_code ignored;
        // The user may have typed TARGET in the place of SOURCE. It may contain a password, which is only recognised
        // while the text is unchanged.
        bool const is_path = masked(path_) == path_;
        throw SourceError{fmt::format("source {}: {}; nothing was created",
                                      is_path ? fs::absolute(path_, ignored).lexically_normal().string() : path_,
                                      std::strerror(error)),
                          is_path ? missing_file_steps(path_) : NextSteps{{"give SOURCE first, TARGET second"}}};
    }
    if (S_ISDIR(status.st_mode)) {
        throw SourceError{fmt::format("source {} is a folder, not a SQLite file", path_),
                          "if it is a file store (mlruns/), convert it to SQLite first, with MLflow 3.10 or newer",
                          "mlflow migrate-filestore --source " + shell_word(path_) + " --target sqlite:///mlruns.db"};
    }
    if (!S_ISREG(status.st_mode))
        throw SourceError{fmt::format("source {} is not a regular file", path_), "give the SQLite file itself"};
    if (status.st_size == 0) {
        NextSteps steps = restore_steps(path_);
        steps.insert(steps.begin(), {"probably a program opened a path that did not exist, and so created this file. "
                                     "Give the file that MLflow's "
                                     "--backend-store-uri names. If that one is gone, restore it"});
        throw SourceError{fmt::format("source {} is empty (0 bytes)", path_), steps};
    }
}

void Source::ensure_readable() const {
    if (std::ifstream in{path_, std::ios::binary}; !in) {
        int const error = errno;
        throw SourceError{
            fmt::format("source {} cannot be read: {}; {}", path_, std::strerror(error), describe_rights(path_)),
            "run as the file's owner"};
    }
    FileHeader const header = read_header(path_);
    // SQLite opens such a file for reading, so check would say READY. It cannot hold the writers off.
    if (std::string const folder = folder_instead_of_side_file(path_); header.sqlite && !folder.empty()) {
        throw SourceError{
            fmt::format("source {}: {} is a folder, and SQLite needs this name for a file of its own", path_, folder),
            "move the folder away",
            fmt::format("mv {} {}", shell_word(folder), shell_word(free_name(folder + ".moved")))};
    }
    if (!header.sqlite) {
        throw SourceError{fmt::format("source {} is not a SQLite database", path_),
                          "give the file that MLflow's --backend-store-uri names"};
    }
    if (header.wal) ensure_log_stays_usable();
    std::string const other_name = other_name_of(path_);
    if (other_name.empty()) return;
    if (header.wal) {
        throw SourceError{
            fmt::format("source {} {}, and is in WAL mode: SQLite would not find the -wal file beside the other name, "
                        "which may have committed rows",
                        path_, other_name),
            "give the path that MLflow itself uses. Or stop MLflow, then switch WAL mode off, with that path in place "
            "of FILE",
            "test -s FILE && sqlite3 FILE 'PRAGMA journal_mode = DELETE'"};
    }
    spdlog::info("{} {}: a journal beside the other name is not seen", path_, other_name);
}

// SQLite creates a missing -wal or -shm with the file's permissions (https://www.sqlite.org/wal.html), but as ours. Its
// owner could then not write any more, and the two files stay, because we never let SQLite delete a log.
void Source::ensure_log_stays_usable() const {
    struct stat file {};
    struct stat ignored {};
    if (stat(path_.c_str(), &file) != 0 || geteuid() == 0 || file.st_uid == geteuid()) return;
    if (stat((path_ + "-wal").c_str(), &ignored) == 0 && stat((path_ + "-shm").c_str(), &ignored) == 0) return;
    if (euidaccess(folder_of(path_).c_str(), W_OK) != 0) return;  // SQLite cannot create them
    bool const shared = (file.st_mode & S_IWOTH) != 0 || ((file.st_mode & S_IWGRP) != 0 && file.st_gid == getegid());
    if (shared) return;
    std::string const log = size_of(path_ + "-wal") > 0 ? path_ + "-wal" : "";
    throw SourceError{
        fmt::format("source {} is in WAL mode and another user's: opening it would create its -wal and -shm as your "
                    "files, and MLflow's user could not write to it any more; {}",
                    path_, describe_rights(path_)),
        NextSteps{{"run as the file's owner"},
                  {fmt::format("or stop MLflow, copy the file{} to a folder of yours, and migrate the copy",
                               log.empty() ? "" : " with its -wal, which holds rows of it,"),
                   fmt::format("mkdir {0} && cp -p {1}{2}{3} {0}/", shell_word(free_name("mlflow2pg-copy")),
                               shell_word(path_), log.empty() ? "" : " ", log.empty() ? "" : shell_word(log))}}};
}

// The order matters: if another process commits between two of these lines, the source must look changed, never
// unchanged.
void Source::take_marks(Sqlite const& connection) {
    if (!watch_) watch_ = std::make_unique<Sqlite>(path_, Sqlite::Mode::read_only, busy_timeout_ms);
    data_version_ = watch_->integer("PRAGMA data_version");
    identity_ = identity(path_);
    size_ = size_of(path_) + size_of(path_ + "-wal");
    modified_ = modified(path_);
    log_modified_ = log_modified(path_);
    std::error_code ignored;
    fingerprint_ = fmt::format("{} {} {} {} {} {}", fs::weakly_canonical(path_, ignored).string(), identity_, size_,
                               modified_, connection.change_counter(), log_modified_);
}

// Returns false when the file or its folder cannot be written.
bool Source::hold_writers(int timeout_ms) {
    try {
        auto holding = std::make_unique<Sqlite>(path_, Sqlite::Mode::read_write, timeout_ms);
        holding->execute("BEGIN IMMEDIATE");
        if (holding->read_only()) throw SourceError{"the file cannot be written"};
        hold_ = std::move(holding);
        return true;
    } catch (SourceError const& read_only) {
        spdlog::info("{}: no write lock ({}); holding a read transaction instead; {}", path_, read_only.what(),
                     describe_rights(path_));
        return false;
    }
}

void Source::attempt(Hold hold, int timeout_ms) {
    watch_.reset();
    // Open for reading first: a read-write connection would roll back a hot journal, and so write to the file.
    auto reading = std::make_unique<Sqlite>(path_, Sqlite::Mode::read_only, std::min(timeout_ms, busy_timeout_ms));
    reading->execute("BEGIN; SELECT count(*) FROM sqlite_schema");
    journal_mode_ = reading->text("PRAGMA journal_mode").value_or("");
    encoding_ = reading->text("PRAGMA encoding").value_or("");
    writers_held_ = hold == Hold::writers && hold_writers(timeout_ms);
    if (writers_held_) return take_marks(*hold_);
    // Take the marks before the transaction begins, so that every later commit of another process counts as a change.
    reading->execute("COMMIT");
    take_marks(*reading);
    if (hold == Hold::writers) reading->execute("BEGIN; SELECT count(*) FROM sqlite_schema");
    hold_ = std::move(reading);
}

void Source::open(Hold hold, RetryLimits const& patience, RetryCount* waited) {
    bool told = false;  // it was reported that somebody else holds the lock
    RetryCount const count = retry_while_busy(
        fmt::format("opening {}", path_), patience,
        [&](std::chrono::milliseconds limit) {
            auto const milliseconds = static_cast<int>(limit.count());
            if (told) return attempt(hold, milliseconds);
            constexpr int before_telling = 1000;
            try {
                attempt(hold, std::min(milliseconds, before_telling));
            } catch (BusyError const& busy) {
                told = true;
                Holders const holders = find_holders(files());
                spdlog::warn("waiting up to {} s for {}: {}{}", patience.total.count() / 1000, path_, busy.what(),
                             holders.seen.empty() ? "" : "; " + holders.seen.front().text());
                throw;
            }
        },
        waited);
    if (count.retries > 0) spdlog::info("{}: free after {} ms", path_, count.waited.count());
    spdlog::debug("{}: journal mode {}, encoding {}, {} bytes", path_, journal_mode_, encoding_, size_);
}

bool Source::has(std::string_view table) const {
    return std::any_of(tables_.begin(), tables_.end(),
                       [&](SourceTable const& candidate) { return candidate.name == table; });
}

void Source::ensure_fully_upgraded() const {
    std::vector<std::string> leftovers;
    for (SourceTable const& table : tables_) {
        if (table.name.starts_with(half_upgraded_prefix)) leftovers.push_back(table.name);
    }
    if (leftovers.empty()) return;
    // Alembic fills the new table before it drops the old one: as long as the old one exists, it has all rows.
    std::vector<std::string> changes;
    for (std::string const& leftover : leftovers) {
        std::string const old = leftover.substr(half_upgraded_prefix.size());
        changes.push_back(
            has(old) ? "DROP TABLE " + quote_identifier(leftover)
                     : fmt::format("ALTER TABLE {} RENAME TO {}", quote_identifier(leftover), quote_identifier(old)));
    }
    std::string const command = command_on_copy(path_, fmt::format("{}", fmt::join(changes, "; ")));
    NextSteps steps;
    if (std::optional<SchemaFit> const fit = fit_of_revision()) {
        NextStep removing = step_on_copy("remove what it left from a copy", command);
        removing.sentence =
            fmt::format("`mlflow db upgrade` was interrupted, and MLflow's tables are still those of {}. So {}",
                        fit->name(), removing.sentence);
        steps = {removing,
                 {"or upgrade this copy again before you migrate it",
                  upgrade_command(fit->store, shell_word("sqlite:///" + copy_name(path_)))}};
    } else {
        steps = undo_upgrade_steps(path_);
        steps.insert(steps.begin(), {"`mlflow db upgrade` was interrupted: go back to the backup made before it"});
        steps.push_back(
            {"without such a backup, keep the tables that have all rows, in a copy, and check the copy", command});
    }
    throw SourceError{fmt::format("source {} is half upgraded: it holds {}", path_, fmt::join(leftovers, ", ")), steps};
}

// The fit of the tables if it is exact, and they are those of the revision that the file records.
std::optional<SchemaFit> Source::fit_of_revision() const {
    for (Store const store : all_stores) {
        std::vector<std::string> const revisions = revisions_in(version_table(store));
        if (revisions.size() != 1) continue;
        std::optional<SchemaFit> fit = best_fit(tables_, store, revisions.front());
        if (fit && fit->exact() && fit->has(revisions.front())) return fit;
    }
    return std::nullopt;
}

// If the database is older than the first supported release, the error says how to upgrade it.
void Source::throw_not_of_mlflow() const {
    std::string as;
    NextStep next{"give the file that MLflow's --backend-store-uri names"};
    std::string const copy = copy_name(path_);
    std::string const copied = shell_word("sqlite:///" + copy);
    if (has("experiments")) {
        std::optional<SchemaFit> const fit = best_fit(tables_, Store::tracking);
        bool const is_known = fit && fit->exact();
        as = is_known ? "; " + describe(fit) : ", as before MLflow 1.0";
        next = is_known ? step_on_copy(fmt::format("write the revision that the tables have into a copy{}",
                                                   fit->revisions.size() > 1 ? " (the one of your MLflow)" : ""),
                                       command_on_copy(
                                           path_, fmt::format("CREATE TABLE alembic_version (version_num VARCHAR(32) "
                                                              "NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY "
                                                              "(version_num)); INSERT INTO alembic_version VALUES "
                                                              "('{}')",
                                                              fit->revisions.back().id)))
                        : step_on_copy("upgrade a copy",
                                       copy_command(path_, copy) + " && " + upgrade_command(Store::tracking, copied));
    } else if (has("users") && has("experiment_permissions")) {
        as = ", as the auth database before MLflow 2.5";
        next = step_on_copy("upgrade a copy with MLflow 3.7 or newer",
                            copy_command(path_, copy) + " && " + upgrade_command(Store::auth, copied));
    }
    for (Store const store : all_stores) {
        auto const found = std::find_if(tables_.begin(), tables_.end(), [&](SourceTable const& table) {
            return is_same_name(table.name, version_table(store));
        });
        if (found == tables_.end()) continue;
        Renamed const renamed{std::string{version_table(store)}, "", found->name};
        as = "; " + renamed.text();
        next = step_on_copy("give it MLflow's name in a copy", command_on_copy(path_, renamed.undoing()));
    }
    throw SourceError{fmt::format("source {} is not an MLflow database: it has no table alembic_version{}", path_, as),
                      NextSteps{next}};
}

std::vector<std::string> Source::revisions_in(std::string_view table) const {
    std::vector<std::string> revisions;
    if (!has(table)) return revisions;
    SqliteStatement rows = hold_->prepare(fmt::format("SELECT * FROM {} LIMIT 100", table));
    ShortValuesOnly const limit{*hold_};
    constexpr std::size_t shown = 100;  // bytes; a revision has 12
    try {
        while (rows.step()) {
            // Only text counts: a BLOB that spells a revision would be a misfit, and the target would get no revision.
            if (rows.value(0).type == Value::Type::text) revisions.push_back(printable(rows.text(0).substr(0, shown)));
        }
    } catch (TooLong const&) {
        revisions.emplace_back("…");  // no revision is so long
    }
    return revisions;
}

// Finds out which of MLflow's databases the file is. If it is both: `wanted`, by default the tracking store.
void Source::find_store(std::optional<Store> wanted) {
    std::vector<std::string> const revisions = revisions_in(version_table(Store::tracking));
    bool const is_early = revisions.size() == 1 && find_revision(revisions.front(), Store::early_auth) != nullptr;
    bool const is_tracking = has(version_table(Store::tracking)) && !is_early;
    bool const is_auth = has(version_table(Store::auth));
    if (!is_tracking && !is_auth && !is_early) throw_not_of_mlflow();
    // Up to MLflow 3.5 both stores have their revision in the same table: the later one overwrites the other.
    if (is_early && std::any_of(tables_.begin(), tables_.end(), [](SourceTable const& table) {
            return table.name == "runs" && table.estimated_rows > 0;
        })) {
        std::optional<SchemaFit> const fit = best_fit(tables_, Store::tracking);
        throw SourceError{
            fmt::format("source {} holds runs, but alembic_version has the auth database's revision", path_),
            "both apps of an MLflow before 3.6 had one file, and the auth app overwrote the tracking revision. Stop "
            "MLflow: what it writes later would not be in a copy. Write it back on a copy, migrate the copy, then "
            "create the users and permissions again",
            command_on_copy(path_, fmt::format("UPDATE alembic_version SET version_num = '{}'",
                                               fit ? fit->revisions.back().id : "REVISION"))};
    }
    holds_both_stores_ = is_tracking && is_auth;
    // When MLflow 3.7 and newer upgrade the file of an early auth app, they leave its old version table there.
    store_ = holds_both_stores_ ? wanted.value_or(Store::tracking)
             : is_tracking      ? Store::tracking
             : is_auth          ? Store::auth
                                : Store::early_auth;
    if (wanted && name(*wanted) != name(store_)) {
        throw SourceError{
            fmt::format("source {} is MLflow's {} database, not its {} database", path_, name(store_), name(*wanted)),
            "leave out --store, or give the other file"};
    }
    if (!is_auth || (!is_tracking && !is_early)) return;
    std::erase_if(tables_, [&](SourceTable const& table) {
        return !has_table(store_, table.name) && std::any_of(std::begin(all_stores), std::end(all_stores),
                                                             [&](Store other) { return has_table(other, table.name); });
    });
}

// If the tables fit exactly one of the rows, the next step keeps that row.
void Source::throw_several_revisions(std::vector<std::string> const& revisions) const {
    std::optional<SchemaFit> const fit = best_fit(tables_, store_);
    NextStep step{"restore a backup: the state of the schema is unclear"};
    if (fit && fit->exact()) {
        auto const kept = std::find_if(revisions.begin(), revisions.end(),
                                       [&](std::string const& revision) { return fit->has(revision); });
        step = step_on_copy(
            fmt::format("write the one revision that the tables have into a copy{}",
                        kept == revisions.end() && fit->revisions.size() > 1 ? " (the one of your MLflow)" : ""),
            command_on_copy(path_, fmt::format("DELETE FROM {0}; INSERT INTO {0} VALUES ('{1}')", version_table(store_),
                                               kept == revisions.end() ? fit->revisions.back().id : *kept)));
    }
    std::vector<std::string> rows;
    rows.reserve(revisions.size());
    for (std::string const& revision : revisions) rows.push_back(whose_revision(revision));
    throw SourceError{
        fmt::format("source {} has {} rows in {}, not one{}{}; {}", path_, revisions.size(), version_table(store_),
                    rows.empty() ? "" : ": ", fmt::join(rows, ", "), describe(fit)),
        NextSteps{step}};
}

void Source::read_revision() {
    std::vector<std::string> const revisions = revisions_in(version_table(store_));
    if (revisions.size() != 1) {
        throw_several_revisions(revisions);
    }
    revision_ = revisions.front();
    bool const known = std::any_of(std::begin(all_stores), std::end(all_stores),
                                   [&](Store store) { return find_revision(revision_, store) != nullptr; });
    if (known || best_fit(tables_, store_)) return;
    throw SourceError{fmt::format("source {} is not an MLflow database: its {} has the revision {} of another program, "
                                  "and MLflow's tables are missing",
                                  path_, version_table(store_), revision_),
                      "give the file that MLflow's --backend-store-uri names"};
}

Sqlite Source::reader(std::stop_token stop) const {
    if (snapshot_) return snapshot_->reader(std::move(stop));
    Sqlite connection{path_, Sqlite::Mode::read_only, busy_timeout_ms, std::move(stop)};
    connection.execute("BEGIN");
    return connection;
}

bool Source::changed() {
    if (identity(path_) != identity_) return true;
    // In WAL mode a checkpoint by any process modifies the file, but not its content.
    if (journal_mode_ != "wal" && modified(path_) != modified_) return true;
    if (writers_held_) return log_modified(path_) != log_modified_;
    // Outside WAL mode the file's modification time is enough. Without a snapshot, our read transaction also keeps all
    // programs that respect locks from writing.
    return journal_mode_ == "wal" && watch_->integer("PRAGMA data_version") != data_version_;
}

void Source::ensure_unchanged() {
    if (!changed()) return;
    if (identity(path_) != identity_) {
        throw BusyError{fmt::format("source {} was replaced by another file while it was read", path_),
                        "stop whatever does that, then run again"};
    }
    throw BusyError{fmt::format("source {} was written while it was read", path_),
                    "stop all writers (training runs, mlflow server), then run again"};
}

}  // namespace mlflow2pg
