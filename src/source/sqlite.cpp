// SPDX-License-Identifier: Apache-2.0
#include "source/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <climits>
#include <cstring>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/sqlite_copy.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// The number of virtual-machine instructions between two checks of the interrupt flag: about a millisecond.
constexpr int instructions_between_checks = 100'000;

// https://sqlite.org/uri.html: escapes every byte that may have a meaning in a URI.
std::string immutable_uri(std::string_view path) {
    std::string uri = "file:";
    for (char const byte : path) {
        bool const plain = byte > ' ' && byte < 0x7f && std::string_view{"?#%"}.find(byte) == std::string_view::npos;
        uri += plain ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return uri + "?immutable=1";
}

[[noreturn]] void fail(sqlite3* connection, int code, std::string_view doing) {
    throw_if_interrupted();
    char const* const file = connection == nullptr ? nullptr : sqlite3_db_filename(connection, "main");
    std::string const message = fmt::format("{}: {}{}{} (SQLite result {})",
                                            file == nullptr || *file == '\0' ? "sqlite" : file,
                                            connection == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(connection),
                                            doing.empty() ? "" : " in: ", doing.substr(0, 300),
                                            connection == nullptr ? code : sqlite3_extended_errcode(connection));
    if (connection != nullptr && sqlite3_extended_errcode(connection) == SQLITE_READONLY_ROLLBACK) {
        std::string const path = file == nullptr ? "SOURCE" : file;
        std::string const copy = copy_name(path);
        throw CorruptError{
            fmt::format("{}: there is a hot journal beside it, left by a write that was cut off ({})", path, message),
            NextSteps{step_on_copy(
                "let SQLite roll back a copy of the file with its journal",
                fmt::format("cp -p {0} {1} && cp -p {2} {3} && sqlite3 {1} 'PRAGMA integrity_check'", shell_word(path),
                            shell_word(copy), shell_word(path + "-journal"), shell_word(copy + "-journal")))}};
    }
    // integrity_check, for example, needs the functions and collations of all indexes. Without its collation, an index
    // cannot be read by its name ("no query solution").
    constexpr std::string_view missing[] = {"unknown function", "no such collation sequence", "no query solution"};
    if (std::ranges::any_of(missing,
                            [&](std::string_view words) { return message.find(words) != std::string::npos; })) {
        throw SourceError{message,
                          "an index or a column of the file needs a function or a collation that only its application "
                          "has: drop it in a copy (cp, since VACUUM needs it, too), and migrate the copy"};
    }
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: throw BusyError{message, "stop whatever uses the file, then run again"};
        case SQLITE_CORRUPT:
        case SQLITE_IOERR: throw CorruptError{message};
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            throw NotAllowed{
                message,
                "run as the file's owner; in WAL mode SQLite also has to write a -shm beside the file: else "
                "copy the file with its -wal to a folder that you can write to, and migrate the copy"};
        case SQLITE_NOTADB: throw SourceError{message, "give the SQLite file that MLflow's --backend-store-uri names"};
        case SQLITE_INTERRUPT: throw Interrupted{ExitCode::interrupted};
        case SQLITE_NOMEM: throw std::bad_alloc{};
        case SQLITE_TOOBIG: throw TooLong{message};
        default: throw SourceError{message};
    }
}

// Positions in the file's header. The newest write version that SQLite knows is that of WAL mode.
constexpr sqlite3_int64 write_version_at = 18;
constexpr sqlite3_int64 read_version_at = 19;
constexpr sqlite3_int64 change_counter_at = 24;
constexpr unsigned char newest_written = 2;
constexpr unsigned char written_by_none = 3;

// SQLite's own handle of the file. If we opened the file ourselves, closing that descriptor would drop SQLite's locks.
sqlite3_file* file_of(sqlite3* connection) {
    sqlite3_file* file = nullptr;
    int const code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code != SQLITE_OK || file == nullptr || file->pMethods == nullptr) {
        fail(connection, code == SQLITE_OK ? SQLITE_CANTOPEN : code, "looking for the file");
    }
    return file;
}

std::uint64_t size_of(sqlite3* connection, sqlite3_file* file) {
    sqlite3_int64 size = 0;
    int const code = file->pMethods->xFileSize(file, &size);
    if (code != SQLITE_OK) fail(connection, code, "looking at the file's size");
    return static_cast<std::uint64_t>(size);
}

std::size_t read_from(sqlite3* connection, sqlite3_file* file, std::uint64_t from, std::span<char> bytes) {
    std::uint64_t const size = size_of(connection, file);
    std::size_t const there =
        from >= size ? 0 : static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), size - from));
    int const code =
        file->pMethods->xRead(file, bytes.data(), static_cast<int>(there), static_cast<sqlite3_int64>(from));
    if (code != SQLITE_OK) fail(connection, code, "reading the file");
    return there;
}

// The index of a write-ahead log is shared memory in parts of this size. Its header has 32-bit words in the machine's
// byte order; the word at byte 16 is mxFrame: https://sqlite.org/walformat.html, 2.1
constexpr int bytes_of_index_part = 32768;
constexpr int word_of_last_frame = 4;

template <std::size_t count>
std::array<unsigned char, count> bytes_of_header(Sqlite const& database, sqlite3_int64 from) {
    std::array<char, count> bytes{};
    database.read_file(static_cast<std::uint64_t>(from), bytes);
    return std::bit_cast<std::array<unsigned char, count>>(bytes);
}

int flags_of(Sqlite::Mode mode) {
    switch (mode) {
        case Sqlite::Mode::read_only: return SQLITE_OPEN_READONLY;
        case Sqlite::Mode::read_write: return SQLITE_OPEN_READWRITE;
        case Sqlite::Mode::immutable: return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        case Sqlite::Mode::temporary: break;
    }
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

std::string name_of(std::string const& path, Sqlite::Mode mode) {
    if (mode == Sqlite::Mode::immutable) return immutable_uri(path);
    // Debian's SQLite takes a name that begins with "file:" for a URI, even if the flags do not allow URIs.
    return path.starts_with("file:") ? "./" + path : path;
}

// SQLite opens files by name. This VFS (https://sqlite.org/vfs.html) opens a database that no longer has a name, by the
// descriptor in its URI. It passes all other files, such as temporary ones, to the system's VFS.
constexpr char const* descriptor_vfs_name = "mlflow2pg-descriptor";

struct DescriptorFile {
    sqlite3_file base;
    int descriptor;
};

int read_descriptor(sqlite3_file* file, void* to, int bytes, sqlite3_int64 offset) {
    int const descriptor = reinterpret_cast<DescriptorFile const*>(file)->descriptor;
    auto* at = static_cast<char*>(to);
    while (bytes > 0) {
        ssize_t const got = pread64(descriptor, at, static_cast<std::size_t>(bytes), offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return SQLITE_IOERR_READ;
        if (got == 0) {
            std::memset(at, 0, static_cast<std::size_t>(bytes));
            return SQLITE_IOERR_SHORT_READ;
        }
        at += got;
        offset += got;
        bytes -= static_cast<int>(got);
    }
    return SQLITE_OK;
}

int size_of_descriptor(sqlite3_file* file, sqlite3_int64* bytes) {
    struct stat status {};
    if (fstat(reinterpret_cast<DescriptorFile const*>(file)->descriptor, &status) != 0) return SQLITE_IOERR_FSTAT;
    *bytes = status.st_size;
    return SQLITE_OK;
}

// The database is opened as immutable, so SQLite takes no lock and does not write.
int refuse(sqlite3_file* /*file*/) { return SQLITE_READONLY; }

sqlite3_io_methods const descriptor_methods{
    .iVersion = 1,
    .xClose = [](sqlite3_file*) { return SQLITE_OK; },
    .xRead = read_descriptor,
    .xWrite = [](sqlite3_file* file, void const*, int, sqlite3_int64) { return refuse(file); },
    .xTruncate = [](sqlite3_file* file, sqlite3_int64) { return refuse(file); },
    .xSync = [](sqlite3_file* file, int) { return refuse(file); },
    .xFileSize = size_of_descriptor,
    .xLock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xCheckReservedLock =
        [](sqlite3_file*, int* reserved) {
            *reserved = 0;
            return SQLITE_OK;
        },
    .xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    .xSectorSize = [](sqlite3_file*) { return 4096; },
    .xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; },
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_descriptor(sqlite3_vfs* /*vfs*/, char const* name, sqlite3_file* file, int flags, int* flags_opened) {
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
        sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
        return system->xOpen(system, name, file, flags, flags_opened);
    }
    auto* const opened = reinterpret_cast<DescriptorFile*>(file);
    opened->base.pMethods = &descriptor_methods;
    opened->descriptor = static_cast<int>(sqlite3_uri_int64(name, "descriptor", -1));
    if (flags_opened != nullptr) *flags_opened = SQLITE_OPEN_READONLY;
    return SQLITE_OK;
}

int keep_name(sqlite3_vfs* /*vfs*/, char const* name, int most, char* full) {
    sqlite3_snprintf(most, full, "%s", name);
    return SQLITE_OK;
}

void register_descriptor_vfs() {
    static sqlite3_vfs vfs = *sqlite3_vfs_find(nullptr);
    vfs.szOsFile = std::max(vfs.szOsFile, static_cast<int>(sizeof(DescriptorFile)));
    vfs.mxPathname = PATH_MAX;
    vfs.zName = descriptor_vfs_name;
    vfs.xOpen = open_descriptor;
    vfs.xFullPathname = keep_name;
    sqlite3_vfs_register(&vfs, 0);
}

}  // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    int const code = sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    statement_.reset(statement);
    if (code != SQLITE_OK) fail(connection, code, sql);
}

SqliteStatement& SqliteStatement::bind(int index, Value const& value) {
    sqlite3_stmt* const statement = statement_.get();
    int code = SQLITE_OK;
    switch (value.type) {
        case Value::Type::null: code = sqlite3_bind_null(statement, index); break;
        case Value::Type::integer: code = sqlite3_bind_int64(statement, index, value.integer); break;
        case Value::Type::real: code = sqlite3_bind_double(statement, index, value.real); break;
        case Value::Type::text:
            code = sqlite3_bind_text64(statement, index, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
            break;
        case Value::Type::blob:
            code = sqlite3_bind_blob64(statement, index, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
            break;
    }
    if (code != SQLITE_OK) fail(sqlite3_db_handle(statement), code, sqlite3_sql(statement));
    return *this;
}

bool SqliteStatement::step() {
    int const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
        fail(sqlite3_db_handle(statement_.get()), code, sqlite3_sql(statement_.get()));
    }
    return false;
}

void SqliteStatement::reset() { sqlite3_reset(statement_.get()); }

Value SqliteStatement::value(int index) const {
    // Getting the sqlite3_value once serves type and content. An unprotected value may be used here, because only one
    // thread uses the connection: https://sqlite.org/c3ref/value.html
    sqlite3_value* const value = sqlite3_column_value(statement_.get(), index);
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return Value::of(std::int64_t{sqlite3_value_int64(value)});
        case SQLITE_FLOAT: return Value::of(sqlite3_value_double(value));
        case SQLITE_TEXT: {
            // Get the text before its length: in a UTF-16 database the first call converts it.
            auto const* const characters = sqlite3_value_text(value);
            if (characters == nullptr) throw std::bad_alloc{};
            return Value::text(
                {reinterpret_cast<char const*>(characters), static_cast<std::size_t>(sqlite3_value_bytes(value))});
        }
        case SQLITE_BLOB:
            return Value::blob({static_cast<char const*>(sqlite3_value_blob(value)),
                                static_cast<std::size_t>(sqlite3_value_bytes(value))});
        default: return Value::null();
    }
}

std::int64_t SqliteStatement::integer(int index) const { return sqlite3_column_int64(statement_.get(), index); }

double SqliteStatement::real(int index) const { return sqlite3_column_double(statement_.get(), index); }

std::string SqliteStatement::text(int index) const {
    auto const* const characters = sqlite3_column_text(statement_.get(), index);
    // A null pointer means NULL, or that there was no memory for the text: https://sqlite.org/c3ref/column_blob.html
    if (characters == nullptr) {
        if (sqlite3_errcode(sqlite3_db_handle(statement_.get())) == SQLITE_NOMEM) throw std::bad_alloc{};
        return {};
    }
    return {reinterpret_cast<char const*>(characters),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), index))};
}

int SqliteStatement::columns() const { return sqlite3_column_count(statement_.get()); }

void Sqlite::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Sqlite::Sqlite(std::string const& name, int flags, int busy_timeout_ms, std::stop_token stop)
    : stop_{std::make_unique<std::stop_token>(std::move(stop))} {
    sqlite3* opened = nullptr;
    int const code = sqlite3_open_v2(name.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(opened);
    if (code != SQLITE_OK) fail(opened, code, "opening " + name);
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, busy_timeout_ms);
    sqlite3_progress_handler(
        opened, instructions_between_checks,
        [](void* token) {
            return interrupted() || static_cast<std::stop_token const*>(token)->stop_requested() ? 1 : 0;
        },
        stop_.get());
}

Sqlite::Sqlite(std::string const& path, Mode mode, int busy_timeout_ms, std::stop_token stop)
    : Sqlite{name_of(path, mode), flags_of(mode), busy_timeout_ms, std::move(stop)} {
    if (mode != Mode::temporary) defend();
}

Sqlite Sqlite::of_descriptor(int descriptor, std::string const& name, std::stop_token stop) {
    static std::once_flag registered;
    std::call_once(registered, register_descriptor_vfs);
    Sqlite opened{fmt::format("{}&vfs={}&descriptor={}", immutable_uri(name), descriptor_vfs_name, descriptor),
                  SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, 0, std::move(stop)};
    opened.defend();
    return opened;
}

void Sqlite::defend() {
    sqlite3* const opened = connection_.get();
    sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_autocheckpoint(opened, 0);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(opened, SQLITE_LIMIT_ATTACHED, 0);
    execute("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = FILE");
}

Sqlite Sqlite::scratch(std::string const& table) {
    Sqlite scratch{"", Mode::temporary};
    scratch.execute(fmt::format("CREATE TABLE {}; BEGIN", table));
    return scratch;
}

SqliteStatement Sqlite::prepare(std::string_view sql) const { return {connection_.get(), sql}; }

void Sqlite::execute(std::string const& sql) const {
    int const code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(connection_.get(), code, sql);
}

std::optional<std::string> Sqlite::text(std::string_view sql) const {
    SqliteStatement statement = prepare(sql);
    if (!statement.step()) return std::nullopt;
    return statement.text(0);
}

std::int64_t Sqlite::integer(std::string_view sql) const {
    SqliteStatement statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::vector<std::string> Sqlite::texts(std::string_view sql, Value const& parameter) const {
    SqliteStatement statement = prepare(sql);
    if (!parameter.is_null()) statement.bind(1, parameter);
    std::vector<std::string> texts;
    while (statement.step()) texts.push_back(statement.text(0));
    return texts;
}

bool Sqlite::read_only() const { return sqlite3_db_readonly(connection_.get(), "main") != 0; }

std::uint64_t Sqlite::file_size() const { return size_of(connection_.get(), file_of(connection_.get())); }

std::size_t Sqlite::read_file(std::uint64_t from, std::span<char> bytes) const {
    return read_from(connection_.get(), file_of(connection_.get()), from, bytes);
}

std::optional<std::uint32_t> Sqlite::frames_of_log() const {
    if (text("PRAGMA journal_mode") != "wal") return 0;
    sqlite3_file* const file = file_of(connection_.get());
    if (file->pMethods->iVersion < 2 || file->pMethods->xShmMap == nullptr) return std::nullopt;
    // The beginning of the log's index. SQLite itself relies on it to know how far the log is committed.
    void volatile* index = nullptr;
    int const code = file->pMethods->xShmMap(file, 0, bytes_of_index_part, 0, &index);
    if (code != SQLITE_OK || index == nullptr) return std::nullopt;
    return static_cast<std::uint32_t const volatile*>(index)[word_of_last_frame];
}

std::size_t Sqlite::read_log(std::uint64_t from, std::span<char> bytes) const {
    sqlite3_file* log = nullptr;
    int const code = sqlite3_file_control(connection_.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (code != SQLITE_OK) fail(connection_.get(), code, "looking for the write-ahead log");
    return log == nullptr || log->pMethods == nullptr ? 0 : read_from(connection_.get(), log, from, bytes);
}

std::uint32_t Sqlite::change_counter() const {
    std::array<unsigned char, 4> const bytes = bytes_of_header<4>(*this, change_counter_at);
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U | bytes[3];
}

bool Sqlite::marked_read_only() const { return bytes_of_header<1>(*this, write_version_at)[0] > newest_written; }

void Sqlite::mark_read_only(bool marked) const {
    // To remove the mark, copy the read version: without the mark both versions are equal (1, or 2 in WAL mode).
    unsigned char const version = marked ? written_by_none : bytes_of_header<1>(*this, read_version_at)[0];
    sqlite3_file* const file = file_of(connection_.get());
    int code = file->pMethods->xWrite(file, &version, 1, write_version_at);
    if (code == SQLITE_OK) code = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
    if (code != SQLITE_OK) fail(connection_.get(), code, "marking the header");
}

ShortValuesOnly::ShortValuesOnly(Sqlite const& database)
    : connection_{database.connection_.get()},
      before_{sqlite3_limit(connection_, SQLITE_LIMIT_LENGTH, longest_held_value)} {}

ShortValuesOnly::~ShortValuesOnly() { sqlite3_limit(connection_, SQLITE_LIMIT_LENGTH, before_); }

void PageCopy::Finish::operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }

PageCopy::PageCopy(Sqlite const& from, Sqlite const& to)
    : from_{from}, to_{to}, backup_{sqlite3_backup_init(to.connection_.get(), "main", from.connection_.get(), "main")} {
    if (!backup_) fail(to.connection_.get(), sqlite3_errcode(to.connection_.get()), "starting a copy");
}

bool PageCopy::step(int pages) {
    throw_if_interrupted();
    int const code = sqlite3_backup_step(backup_.get(), pages);
    if (code == SQLITE_OK || code == SQLITE_DONE) {
        int const copied = sqlite3_backup_pagecount(backup_.get()) - sqlite3_backup_remaining(backup_.get());
        int const before = std::exchange(counted_, copied);
        count_bytes(static_cast<std::uint64_t>((counted_ - before) * from_.integer("PRAGMA page_size")));
        return code == SQLITE_OK;
    }
    // Damage and locks concern the file that is read. Any other error concerns the copy.
    bool const of_reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ ||
                            code == SQLITE_IOERR_CORRUPTFS;
    int const kind = code & 0xff;
    if (of_reading || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || kind == SQLITE_BUSY || kind == SQLITE_LOCKED ||
        kind == SQLITE_NOMEM || kind == SQLITE_INTERRUPT) {
        fail(from_.connection_.get(), code, "copying");
    }
    throw SourceError{fmt::format("{}: {} (SQLite result {})", sqlite3_db_filename(to_.connection_.get(), "main"),
                                  sqlite3_errstr(code), code)};
}

void SqliteBlob::Close::operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }

SqliteBlob::SqliteBlob(Sqlite const& connection, std::string const& table, std::string const& column,
                       std::int64_t rowid)
    : connection_{connection} {
    sqlite3_blob* opened = nullptr;
    int const code =
        sqlite3_blob_open(connection.connection_.get(), "main", table.c_str(), column.c_str(), rowid, 0, &opened);
    blob_.reset(opened);
    if (code != SQLITE_OK) {
        fail(connection.connection_.get(), code, fmt::format("{}.{} of rowid {}", table, column, rowid));
    }
}

std::uint64_t SqliteBlob::size() const { return static_cast<std::uint64_t>(sqlite3_blob_bytes(blob_.get())); }

void SqliteBlob::for_each_piece(Visitor const& visit) const {
    constexpr int most = 65536;
    std::string piece;
    int const length = sqlite3_blob_bytes(blob_.get());
    for (int at = 0; at < length; at += most) {
        throw_if_interrupted();
        piece.resize(static_cast<std::size_t>(std::min(most, length - at)));
        int const code = sqlite3_blob_read(blob_.get(), piece.data(), static_cast<int>(piece.size()), at);
        if (code != SQLITE_OK) fail(connection_.connection_.get(), code, "reading a long value");
        visit(piece);
    }
}

std::string sqlite_version() { return sqlite3_libversion(); }

}  // namespace mlflow2pg
