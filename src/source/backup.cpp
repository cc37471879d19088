// SPDX-License-Identifier: Apache-2.0
#include "source/backup.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "source/integrity.hpp"
#include "source/partial_copy.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

// Space for the folder's entry, and for the -shm that SQLite creates while it verifies a copy in WAL mode.
constexpr std::uint64_t bytes_beside_the_copy = 1 << 20;

// The interrupt flag is checked after each step: 4 MB at the usual page size.
constexpr int pages_of_a_step = 1024;

constexpr std::string_view partial_mark = ".partial-backup-";

// first: what the user can do in the folder.
std::string or_elsewhere(std::string_view first) {
    return fmt::format(
        "{}; or name another folder with --backup=DIR; or copy the file yourself, with its -wal if there is one, and "
        "run "
        "without --backup",
        first);
}
std::string in_this_folder() { return or_elsewhere("make room or get the right to write there"); }

// The source's path, as if it were in the folder.
std::string in_folder(std::string const& source, std::string const& folder) {
    return folder.empty() ? source : (fs::path{folder} / fs::path{source}.filename()).string();
}

std::string partial_name(std::string const& source, std::string const& time) {
    return fmt::format("{}{}{}", source, partial_mark, time);
}

std::string time_for_name() {
    return fmt::format("{:%Y%m%d-%H%M%S}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

// Two runs can begin in the same second.
std::string name_for_backup(std::string const& source, std::string const& time) {
    return free_name(fmt::format("{}.bak-{}", source, time));
}

// The size of this transaction's view in bytes; it includes pages that are only in the write-ahead log.
std::uint64_t bytes_of(Sqlite const& reader) {
    return static_cast<std::uint64_t>(reader.integer("PRAGMA page_count") * reader.integer("PRAGMA page_size"));
}

bool same(Value const& one, Value const& other) {
    // Comparing the integer also compares the bits of a real: both are in one union.
    return one.type == other.type && one.integer == other.integer && one.bytes == other.bytes;
}

// Compares all rows of both tables one by one. That proves more than any checksum.
void ensure_same_rows(Sqlite const& source, Sqlite const& copy, std::string const& select, std::string const& name) {
    SqliteStatement one = source.prepare(select);
    SqliteStatement other = copy.prepare(select);
    for (std::uint64_t row = 1;; ++row) {
        throw_if_interrupted();
        count_row();
        bool const more = one.step();
        bool equal = other.step() == more;
        for (int column = 0; equal && more && column < one.columns(); ++column) {
            equal = same(one.value(column), other.value(column));
        }
        if (!equal) {
            throw VerificationError{fmt::format("the backup is not equal to the source: {}, row {}", name, row),
                                    "the disk or the memory may be failing: run again, elsewhere if that persists"};
        }
        if (!more) return;
    }
}

void ensure_equal(Sqlite const& source, Sqlite const& copy) {
    ensure_same_rows(source, copy, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", "the schema");
    SqliteStatement tables = source.prepare(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') "
        "AND name <> 'sqlite_schema'");
    while (tables.step()) {
        std::string const name = tables.text(0);
        // Reads both tables by rowid, without an index; quick_check verifies the indexes.
        ensure_same_rows(source, copy,
                         fmt::format("SELECT * FROM {}{}", quote_identifier(name),
                                     tables.integer(1) != 0 ? "" : " NOT INDEXED ORDER BY rowid"),
                         "table " + name);
    }
}

void ensure_is_folder(std::string const& named) {
    std::error_code ignored;
    if (named.empty() || !fs::exists(named, ignored) || fs::is_directory(named, ignored)) return;
    throw SourceError{fmt::format("no backup can be written in {}: it is a file, and --backup takes a folder", named),
                      fmt::format("name the folder: --backup={}. The backup itself gets the name NAME.bak-TIME",
                                  shell_word(folder_of(named)))};
}

Room room_beside(Sqlite const& reader, std::string const& path) {
    std::string const folder = folder_of(path);
    std::optional<std::uint64_t> const free = free_bytes(folder);
    if (!free) {
        int const error = errno;
        throw SourceError{fmt::format("no backup can be written in {}: {}", folder, std::strerror(error)),
                          error == ENOENT ? NextSteps{{"create the folder", "mkdir -p " + shell_word(folder)}}
                                          : NextSteps{{in_this_folder()}}};
    }
    return {folder, bytes_of(reader) + bytes_beside_the_copy, *free};
}

void ensure_room(Sqlite const& reader, std::string const& path) {
    auto const [folder, needed, free] = room_beside(reader, path);
    if (free < needed) {
        throw SourceError{fmt::format("no room for a backup in {}: {} are needed, {} are available", folder,
                                      human_bytes(needed), human_bytes(free)),
                          or_elsewhere("free disk space")};
    }
}

}  // namespace

Room room_for_backup(Source const& source, std::string const& folder) {
    return room_beside(source.reader(), in_folder(source.path(), folder));
}

void ensure_backup_possible(Source const& source, std::string const& folder) {
    ensure_is_folder(folder);
    std::string const path = in_folder(source.path(), folder);
    ensure_room(source.reader(), path);
    PartialCopy const trial{partial_name(path, time_for_name() + ".trial"), "backup", in_this_folder()};
}

Backup back_up(Source const& source, std::string const& folder) {
    std::string const time = time_for_name();
    std::string const path = in_folder(source.path(), folder);
    Sqlite const reader = source.reader();
    ensure_room(reader, path);
    PartialCopy const partial{partial_name(path, time), "backup", in_this_folder()};
    Task task{"backup", 0, bytes_of(reader)};
    {
        Sqlite const copy{partial.path(), Sqlite::Mode::read_write};
        // A new file needs neither a journal nor syncs: there is nothing to roll back to, and fsync below makes it
        // durable.
        copy.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
        try {
            for (PageCopy pages{reader, copy}; pages.step(pages_of_a_step);) {
            }
        } catch (SourceError const& error) {
            throw SourceError{fmt::format("the backup cannot be written: {}", error.what()),
                              or_elsewhere("make room there")};
        }
    }
    partial.sync();
    task.now("checking the backup");
    {
        Sqlite const copy{partial.path(), Sqlite::Mode::read_only};
        copy.execute("BEGIN");
        if (std::vector<std::string> const damage = quick_problems(copy); !damage.empty()) {
            throw CorruptError{
                fmt::format("quick_check finds damage in the backup, and so in the source: {}", damage.front())};
        }
        task.now("comparing the backup with the source");
        ensure_equal(reader, copy);
    }
    Backup made{name_for_backup(path, time), bytes_of(reader)};
    partial.take_over_rights(source.path());
    partial.sync();
    partial.become(made.path, PartialCopy::Existing::kept);
    return made;
}

std::vector<std::string> partial_backups(std::string const& source, std::string const& folder) {
    std::vector<std::string> found;
    std::string const prefix = fs::path{source}.filename().string() + std::string{partial_mark};
    std::string const searched = folder_of(in_folder(source, folder));
    // If the folder cannot be listed, we cannot remove files from it either.
    for (std::string const& name : names_in(searched)) {
        if (name.starts_with(prefix)) found.push_back(fs::path{searched} / name);
    }
    return found;
}

void remove_partial_backups(Source const& source, std::string const& folder) {
    if (!source.writers_held()) return;
    for (std::string const& path : partial_backups(source.path(), folder)) {
        spdlog::warn("removing {}, which a run that was killed left", path);
        unlink(path.c_str());
    }
}

}  // namespace mlflow2pg
