// SPDX-License-Identifier: Apache-2.0
#include "source/source.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "mlflow/recorded_schema.hpp"
#include "mlflow/schema_fit.hpp"
#include "source/advice.hpp"
#include "source/holders.hpp"
#include "source/retry.hpp"
#include "source/seal.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

// How long each statement waits for a lock. Longer waits are made of several tries (source/retry.hpp).
constexpr int busy_timeout_ms = 5000;

std::uint32_t big_endian_at(std::array<char, 100> const& header, std::size_t offset) {
    std::uint32_t number = 0;
    std::memcpy(&number, header.data() + offset, sizeof number);
    return std::endian::native == std::endian::big ? number : __builtin_bswap32(number);
}

// The fields of SQLite's file header: https://sqlite.org/fileformat.html, 1.3
struct Header {
    bool sqlite = false;
    bool wal = false;         // in WAL mode
    std::uint64_t bytes = 0;  // size of the file by its header; 0 when the header does not contain it
};

// Call it only while SQLite does not have the file open: closing our descriptor would drop SQLite's locks.
Header read_header(std::string const& path) {
    std::array<char, 100> bytes{};
    std::ifstream in{path, std::ios::binary};
    if (!in.read(bytes.data(), bytes.size())) return {};
    Header header;
    header.sqlite = std::memcmp(bytes.data(), "SQLite format 3", 16) == 0;
    header.wal = bytes[19] == 2;
    std::uint32_t const page_size_code = big_endian_at(bytes, 16) >> 16;
    std::uint64_t const page_size = page_size_code == 1 ? 65536 : page_size_code;
    bool const knows_size = big_endian_at(bytes, 92) == big_endian_at(bytes, 24);
    if (knows_size) header.bytes = page_size * big_endian_at(bytes, 28);
    return header;
}

std::uint64_t size_of(std::string const& path) {
    std::error_code error;
    auto const size = fs::file_size(path, error);
    return error ? 0 : size;
}

std::string modified(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return "-";
    return fmt::format("{}.{:09}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

// When the write-ahead log was modified; empty when it contains nothing.
std::string log_modified(std::string const& path) {
    std::string const log = path + "-wal";
    return size_of(log) > 0 ? modified(log) : "-";
}

// Follows symbolic links: SQLite creates a file's side files beside the file, not beside the link.
std::string followed(std::string path) {
    std::error_code error;
    if (!fs::is_symlink(path, error)) return path;
    fs::path const file = fs::canonical(path, error);
    return error ? path : file.string();
}

// The fifth field of a line of /proc/PID/mountinfo, with its escapes \ooo (a blank, for example) decoded (proc(5)).
std::string mount_point(std::string const& line) {
    std::istringstream fields{line};
    std::string field;
    for (int number = 1; number <= 5; ++number) fields >> field;
    std::string path;
    for (std::size_t at = 0; at < field.size(); ++at) {
        if (field[at] != '\\' || at + 3 >= field.size()) {
            path += field[at];
            continue;
        }
        path += static_cast<char>(std::stoi(field.substr(at + 1, 3), nullptr, 8));
        at += 3;
    }
    return path;
}

std::string identity(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return "missing";
    return fmt::format("{}:{}", status.st_dev, status.st_ino);
}

// Says for people why the file has a second name; empty when it has none. SQLite looks for a file's journal and log
// under the name by which the file was opened: https://sqlite.org/howtocorrupt.html, 2.5
std::string other_name_of(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) == 0 && status.st_nlink > 1) {
        return fmt::format("has {} names (hard links)", status.st_nlink);
    }
    std::error_code ignored;
    std::string const file = fs::canonical(path, ignored).string();
    std::ifstream mounts{"/proc/self/mountinfo"};
    for (std::string line; std::getline(mounts, line);) {
        if (mount_point(line) == file) return "is mounted by itself, without its folder (a bind mount)";
    }
    return {};
}

// integrity_check also reports NULLs and failing CHECKs. These are not damage, but misfits, and are reported as such.
bool is_about_values(std::string_view complaint) {
    return complaint.find(" value in ") != std::string_view::npos ||
           complaint.starts_with("CHECK constraint failed in ");
}

std::string integrity_check_of(std::string const& table) {
    return fmt::format("PRAGMA integrity_check({})", quote_identifier(table));
}

// Whether an index of the table holds a value that is too long to be held in memory. integrity_check looks up every row
// in the index, and SQLite holds such an entry whole, twice. quick_check does not look at the entries.
bool has_long_index_entries(Sqlite const& database, std::string const& table) {
    int const before = database.limit_length(longest_held_value);
    bool found = false;
    for (std::string const& index :
         database.texts("SELECT name FROM pragma_index_list(?) WHERE NOT partial", Value::text(table))) {
        std::vector<std::string> counts;
        for (std::string const& column :
             database.texts("SELECT name FROM pragma_index_info(?) WHERE name IS NOT NULL", Value::text(index))) {
            counts.push_back(fmt::format("count({})", quote_identifier(column)));
        }
        if (counts.empty()) continue;
        try {
            // This reads the columns' values from the index, up to the limit.
            database.integer(fmt::format("SELECT {} FROM {} INDEXED BY {}", fmt::join(counts, " + "),
                                         quote_identifier(table), quote_identifier(index)));
        } catch (TooLong const&) {
            found = true;
        } catch (CorruptError const&) {  // integrity_check describes the damage
        }
    }
    database.limit_length(before);
    return found;
}

// The mean size of some rows, taken at several places of the table.
std::int64_t sampled_row_bytes(Sqlite const& database, SourceTable const& table, std::int64_t first,
                               std::int64_t last) {
    constexpr std::int64_t places = 8;
    std::string lengths = "0";
    for (SourceColumn const& column : table.columns) {
        if (!column.generated) {
            lengths += fmt::format(" + coalesce(length(CAST({} AS BLOB)), 0)", quote_identifier(column.name));
        }
    }
    std::string const mean =
        fmt::format("SELECT avg(bytes) FROM (SELECT {} AS bytes FROM {} NOT INDEXED WHERE rowid >= ? LIMIT 20)",
                    lengths, quote_identifier(table.name));
    int const before = database.limit_length(longest_held_value);
    std::int64_t sum = 0;
    for (std::int64_t place = 0; place < places; ++place) {
        try {
            SqliteStatement sample = database.prepare(mean);
            // Divides first, because the span of all rowids may exceed an int64.
            sample.bind(1, Value::of(first / places * (places - place) + last / places * place));
            if (sample.step()) sum += sample.integer(0);
        } catch (TooLong const&) {
            sum += longest_held_value;
        }
    }
    database.limit_length(before);
    return sum / places;
}

SourceTable read_table(Sqlite const& database, std::string const& name, bool has_rowid) {
    SourceTable table{name, {}, {}, has_rowid};
    std::vector<std::string> key;
    bool rowid_alias = false;
    SqliteStatement columns = database.prepare("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid");
    columns.bind(1, Value::text(name));
    while (columns.step()) {
        table.columns.push_back({columns.text(0), columns.integer(3) != 0});
        if (columns.integer(2) > 0) {
            key.push_back(columns.text(0));
            rowid_alias = has_rowid && columns.text(1) == "INTEGER";
        }
    }
    if (key.size() == 1 && rowid_alias) table.unique_keys.push_back(key);
    SqliteStatement indexes = database.prepare("SELECT name, \"unique\" FROM pragma_index_list(?) WHERE NOT partial");
    indexes.bind(1, Value::text(name));
    while (indexes.step()) {
        SourceIndex index{indexes.text(0), {}};
        index.columns = database.texts("SELECT name FROM pragma_index_info(?)", Value::text(index.name));
        if (indexes.integer(1) != 0) table.unique_keys.push_back(index.columns);
        table.indexes.push_back(std::move(index));
    }
    // Up to this number the rows are counted. The greatest rowid does not help: if it is an id, such as an
    // experiment's, it says nothing about the number of rows.
    constexpr std::int64_t counted = 5000;
    std::string const quoted = quote_identifier(name);
    table.estimated_rows =
        database.integer(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})", quoted, counted));
    constexpr std::int64_t worth_a_sample = 100;
    if (table.estimated_rows >= worth_a_sample && has_rowid) {
        // Two queries: SQLite finds min and max alone at the ends of the table, but reads the whole table for both
        // together.
        std::int64_t const first = database.integer(fmt::format("SELECT min(rowid) FROM {}", quoted));
        std::int64_t const last = database.integer(fmt::format("SELECT max(rowid) FROM {}", quoted));
        table.rowids = {first, last};
        table.row_bytes = sampled_row_bytes(database, table, first, last);
        if (table.estimated_rows == counted) {
            // Ids may be far apart, such as the 18-digit ids of experiments. The size of the file limits how many rows
            // there can be.
            std::int64_t const room = database.integer("PRAGMA page_count") * database.integer("PRAGMA page_size") /
                                      std::max<std::int64_t>(table.row_bytes, 2);
            auto const apart = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
            auto const most = static_cast<std::uint64_t>(std::max(counted, room));
            table.estimated_rows = std::max(counted, static_cast<std::int64_t>(std::min(apart, most)));
        }
    }
    return table;
}

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
        // SQLite reports a truncated file with the same words as other damage.
        std::uint64_t const whole = read_header(path_).bytes;
        bool const has_journal = size_of(path_ + "-wal") > 0 || size_of(path_ + "-journal") > 0;
        if (has_journal || whole <= size_of(path_)) throw;
        throw CorruptError{fmt::format("source {} is truncated: {} of {} bytes", path_, size_of(path_), whole)};
    } catch (NotAllowed const& refused) {
        throw NotAllowed{fmt::format("{}; {}", refused.what(), describe_rights(path_)), refused.next_step()};
    }
    if (hold == Hold::look) snapshot_.emplace(*hold_, path_, Snapshot::usual_longest_lock, kept);
    if (hold == Hold::look_once) snapshot_.emplace(*hold_, path_, std::nullopt, kept);
    if (snapshot_) hold_ = std::make_unique<Sqlite>(snapshot_->reader());
    read_at_ = fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr)));
    read_schema();
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
        // A TARGET in the place of SOURCE may hold a password, which is recognised only as long as it is not changed.
        bool const is_path = masked(path_) == path_;
        throw SourceError{fmt::format("source {}: {}; nothing was created",
                                      is_path ? fs::absolute(path_, ignored).lexically_normal().string() : path_,
                                      std::strerror(error)),
                          is_path ? missing_file_steps(path_) : "give SOURCE first, TARGET second"};
    }
    if (S_ISDIR(status.st_mode)) {
        throw SourceError{fmt::format("source {} is a folder, not a SQLite file", path_),
                          "a file store (mlruns/) first becomes SQLite: mlflow migrate-filestore"};
    }
    if (!S_ISREG(status.st_mode)) throw SourceError{fmt::format("source {} is not a regular file", path_)};
    if (status.st_size == 0) {
        throw SourceError{fmt::format("source {} is empty (0 bytes)", path_),
                          "a program that opened a path where nothing was has created it. Give the file that MLflow's "
                          "--backend-store-uri names; if that one is gone:\n    " +
                              restore_steps(path_)};
    }
}

void Source::ensure_readable() const {
    if (std::ifstream in{path_, std::ios::binary}; !in) {
        int const error = errno;
        throw SourceError{
            fmt::format("source {} cannot be read: {}; {}", path_, std::strerror(error), describe_rights(path_)),
            "run as the file's owner"};
    }
    Header const header = read_header(path_);
    if (!header.sqlite) {
        throw SourceError{fmt::format("source {} is not a SQLite database", path_),
                          "give the file that MLflow's --backend-store-uri names"};
    }
    std::string const other_name = other_name_of(path_);
    if (other_name.empty()) return;
    if (header.wal) {
        throw SourceError{
            fmt::format("source {} {}, and is in WAL mode: SQLite would not find the -wal file beside the other name, "
                        "which may have committed rows",
                        path_, other_name),
            "give the file under the name and in the folder that MLflow uses; or stop MLflow and leave WAL mode there: "
            "test -s FILE && sqlite3 FILE 'PRAGMA journal_mode = DELETE'"};
    }
    spdlog::info("{} {}: a journal beside the other name is not seen", path_, other_name);
}

// The order matters: a commit by another process between two of these lines makes the source look changed, never
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
    bool told = false;  // that somebody else holds the lock
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

void Source::read_schema() {
    SqliteStatement names = hold_->prepare(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
    while (names.step()) tables_.push_back(read_table(*hold_, names.text(0), names.integer(1) == 0));
}

bool Source::has(std::string_view table) const {
    return std::any_of(tables_.begin(), tables_.end(),
                       [&](SourceTable const& candidate) { return candidate.name == table; });
}

void Source::ensure_fully_upgraded() const {
    std::vector<std::string> leftovers;
    for (SourceTable const& table : tables_) {
        if (table.name.starts_with("_alembic_tmp_")) leftovers.push_back(table.name);
    }
    if (leftovers.empty()) return;
    throw SourceError{
        fmt::format("source {} is half upgraded: it holds {}", path_, fmt::join(leftovers, ", ")),
        "an `mlflow db upgrade` was interrupted; go back to the backup made before it:\n    " + restore_steps(path_)};
}

// For a database that is older than the first supported release, the error says how to upgrade it.
void Source::throw_not_of_mlflow() const {
    std::string as;
    std::string next_step = "give the file that MLflow's --backend-store-uri names";
    if (has("experiments")) {
        as = ", as before MLflow 1.0";
        next_step = fmt::format("upgrade a copy, and migrate the copy: {} && {}", copy_command(path_),
                                upgrade_command(Store::tracking, shell_word("sqlite:///" + path_ + ".copy")));
    } else if (has("users") && has("experiment_permissions")) {
        as = ", as the auth database before MLflow 2.5";
        next_step = fmt::format("upgrade a copy with MLflow 3.7 or newer, and migrate the copy: {} && {}",
                                copy_command(path_),
                                upgrade_command(Store::auth, shell_word("sqlite:///" + path_ + ".copy")));
    }
    throw SourceError{fmt::format("source {} is not an MLflow database: it has no table alembic_version{}", path_, as),
                      next_step};
}

std::vector<std::string> Source::revisions_in(std::string_view table) const {
    std::vector<std::string> revisions;
    if (!has(table)) return revisions;
    SqliteStatement rows = hold_->prepare(fmt::format("SELECT * FROM {} LIMIT 100", table));
    while (rows.step()) {
        // Only text counts: a BLOB that spells a revision would be a misfit, and the target would have no revision.
        if (rows.value(0).type == Value::Type::text) revisions.push_back(printable(rows.text(0)));
    }
    return revisions;
}

// Chooses between the two databases that one file may be: `wanted`, or by default the tracking store.
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
            "both apps of an MLflow before 3.6 had one file, and the auth app overwrote the tracking revision. Write "
            "it "
            "back on a copy, and migrate the copy: " +
                command_on_copy(path_, fmt::format("UPDATE alembic_version SET version_num = '{}'",
                                                   fit ? fit->revisions.back().id : "REVISION")) +
                "; then create the users and permissions again"};
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

// The next step keeps the one row that the tables fit, if there is one.
void Source::throw_several_revisions(std::vector<std::string> const& revisions) const {
    std::optional<SchemaFit> const fit = best_fit(tables_, store_);
    std::string step = "restore a backup: the state of the schema is unclear";
    if (fit && fit->exact()) {
        auto const kept = std::find_if(revisions.begin(), revisions.end(),
                                       [&](std::string const& revision) { return fit->has(revision); });
        step = fmt::format(
            "write the one revision that the tables have into a copy, and migrate the copy: {}",
            command_on_copy(path_, fmt::format("DELETE FROM {0}; INSERT INTO {0} VALUES ('{1}')", version_table(store_),
                                               kept == revisions.end() ? fit->revisions.back().id : *kept)));
    }
    std::vector<std::string> rows;
    for (std::string const& revision : revisions) rows.push_back(whose_revision(revision));
    throw SourceError{fmt::format("source {} has {} rows in {}, not one: {}; {}", path_, revisions.size(),
                                  version_table(store_), fmt::join(rows, ", "), describe(fit)),
                      step};
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

std::vector<SourceObject> Source::other_objects() const {
    Sqlite const database = reader();
    std::vector<SourceObject> objects;
    SqliteStatement alone = database.prepare(
        "SELECT iif(type = 'view', type, 'virtual table'), name FROM pragma_table_list WHERE schema = 'main' AND type "
        "IN "
        "('view', 'virtual') ORDER BY 1, 2");
    while (alone.step()) objects.push_back({alone.text(0), alone.text(1)});
    // A trigger has its table's name as it was typed. An index without SQL is that of a constraint.
    SqliteStatement owned = database.prepare(
        "SELECT owned.type, owned.name, owner.name FROM sqlite_schema AS owned JOIN sqlite_schema AS owner ON "
        "owner.type "
        "= 'table' AND owner.name = owned.tbl_name COLLATE NOCASE WHERE owned.type IN ('index', 'trigger') AND "
        "owned.sql IS NOT NULL ORDER BY 1, 2");
    while (owned.step()) {
        if (!owned.text(1).starts_with(seal_prefix)) objects.push_back({owned.text(0), owned.text(1), owned.text(2)});
    }
    return objects;
}

Sqlite Source::reader(std::stop_token stop) const {
    if (snapshot_) return snapshot_->reader(std::move(stop));
    Sqlite connection{path_, Sqlite::Mode::read_only, busy_timeout_ms, std::move(stop)};
    connection.execute("BEGIN");
    return connection;
}

std::vector<std::string> Source::integrity_problems() const {
    Sqlite const database = reader();
    std::vector<std::string> checks;
    bool all = true;
    for (SourceTable const& table : tables_) {
        bool const long_entries = has_long_index_entries(database, table.name);
        if (!long_entries) checks.push_back(integrity_check_of(table.name));
        all = all && !long_entries;
    }
    if (all) return complaints_of(database, {"PRAGMA integrity_check(1000000)"});
    checks.insert(checks.begin(), "PRAGMA quick_check(1000000)");
    return complaints_of(database, checks);
}

std::vector<std::string> Source::integrity_problems(std::vector<std::string> const& tables,
                                                    std::stop_token stop) const {
    Sqlite const database = reader(std::move(stop));
    std::vector<std::string> checks;
    for (std::string const& table : tables) {
        checks.push_back(has_long_index_entries(database, table)
                             ? fmt::format("PRAGMA quick_check({})", quote_identifier(table))
                             : integrity_check_of(table));
    }
    return complaints_of(database, checks);
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

std::vector<std::string> complaints_of(Sqlite const& database, std::vector<std::string> const& checks) {
    constexpr std::size_t most = 100;
    std::vector<std::string> complaints;
    try {
        for (std::string const& check : checks) {
            SqliteStatement lines = database.prepare(check);
            while (complaints.size() < most && lines.step()) {
                std::string line = lines.text(0);
                if (line != "ok" && !is_about_values(line)) complaints.push_back(std::move(line));
            }
        }
    } catch (std::bad_alloc const&) {
        // On a damaged file SQLite (3.40) may ask for absurd amounts of memory. The complaints found before that are
        // returned.
        if (complaints.empty()) throw;
    }
    return complaints;
}

}  // namespace mlflow2pg
