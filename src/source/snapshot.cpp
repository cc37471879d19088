// SPDX-License-Identifier: Apache-2.0
#include "source/snapshot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "source/file_copy.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

using Limit = std::optional<std::chrono::milliseconds>;

constexpr int pages_of_a_step = 256;

constexpr char const* more_room = "make room, or name a file in another folder with --base";

std::uint64_t room_in(std::string const& folder) {
    struct statvfs status {};
    return statvfs(folder.c_str(), &status) == 0 ? std::uint64_t{status.f_bavail} * status.f_frsize : 0;
}

void copy_pages(Sqlite const& source, Sqlite const& copy, std::string const& when_full) {
    // Not durable: after a failure nobody reads the copy.
    copy.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
    source.execute("BEGIN");
    try {
        for (PageCopy pages{source, copy}; pages.step(pages_of_a_step);) {
        }
    } catch (SourceError const& full) {
        throw SourceError{full.what(), full.next_step().empty() ? when_full : full.next_step()};
    }
    source.execute("COMMIT");
}

// A new file. The destructor removes its name; the descriptor may outlive it.
struct Named {
    Descriptor file;
    std::string path;

    Named(Descriptor opened, std::string name) : file{std::move(opened)}, path{std::move(name)} {}
    ~Named() { unlink(path.c_str()); }
    Named(Named const&) = delete;
    Named& operator=(Named const&) = delete;
};

Descriptor open_kept(std::string const& path, int flags) {
    Descriptor file{open(path.c_str(), flags | O_CLOEXEC)};
    if (!file.opened()) {
        throw SourceError{fmt::format("base file {} cannot be opened: {}", path, std::strerror(errno)),
                          "run prepare again"};
    }
    return file;
}

struct stat status_of(Descriptor const& file) {
    struct stat status {};
    if (fstat(file.number(), &status) != 0) {
        throw SourceError{fmt::format("base file cannot be looked at: {}", std::strerror(errno)), "run prepare again"};
    }
    return status;
}

std::unique_ptr<Named> create(std::string const& source, std::uint64_t bytes) {
    std::vector<std::string> const folders = folders_for_snapshots(source);
    for (std::string const& folder : folders) {
        if (room_in(folder) < bytes) continue;
        std::string path = folder + "/mlflow2pg-snapshot-XXXXXX";
        Descriptor file{mkostemp(path.data(), O_CLOEXEC)};
        if (!file.opened()) continue;
        spdlog::debug("{}: copying {} bytes to {}", source, bytes, folder);
        return std::make_unique<Named>(std::move(file), path);
    }
    throw SourceError{fmt::format("no folder has room for a copy of {}, {}: {}", source, human_bytes(bytes),
                                  fmt::join(folders, ", ")),
                      "set TMPDIR to a folder that has: the source is copied to look at it while others may write"};
}

void ensure_room(std::string const& kept, std::uint64_t bytes) {
    std::uint64_t const room = room_in(folder_of(kept));
    if (room >= bytes) return;
    throw SourceError{fmt::format("no room for the base file {}: {} are needed, {} are available", kept,
                                  human_bytes(bytes), human_bytes(room)),
                      more_room};
}

Descriptor copy(Sqlite const& source, std::string const& path, Limit longest_lock, std::string const& kept) {
    auto const bytes =
        static_cast<std::uint64_t>(source.integer("PRAGMA page_count") * source.integer("PRAGMA page_size"));
    Task const task{"copying the source", 0, bytes};
    std::string const when_full = kept.empty() ? "set TMPDIR to a folder with more room" : more_room;
    std::unique_ptr<Named> named;
    if (kept.empty()) {
        named = create(path, bytes);
    } else {
        ensure_room(kept, bytes);
    }
    std::optional<Sqlite> database;
    if (source.text("PRAGMA journal_mode") == "wal") {
        database.emplace(named ? named->path : kept, Sqlite::Mode::read_write);
    }
    Descriptor file{named ? std::move(named->file) : open_kept(kept, O_RDWR)};
    named.reset();
    if (database) {
        copy_pages(source, *database, when_full);
        return file;
    }
    FileCopy{source, path, file.number(), when_full}.make(longest_lock);
    return file;
}

}  // namespace

std::vector<std::string> folders_for_snapshots(std::string const& source) {
    std::vector<std::string> folders;
    for (char const* const variable : {"SQLITE_TMPDIR", "TMPDIR"}) {
        if (char const* const folder = std::getenv(variable); folder != nullptr) folders.emplace_back(folder);
    }
    for (char const* const folder : {"/var/tmp", "/usr/tmp", "/tmp"}) folders.emplace_back(folder);
    std::error_code ignored;
    folders.push_back(fs::absolute(source, ignored).parent_path());
    std::erase_if(folders, [](std::string const& folder) { return access(folder.c_str(), W_OK | X_OK) != 0; });
    return folders;
}

Snapshot::Snapshot(Sqlite const& source, std::string const& path, Limit longest_lock, std::string const& kept)
    : name_{path + " (copy)"}, file_{copy(source, path, longest_lock, kept)} {}

Snapshot::Snapshot(std::string const& kept) : name_{kept}, file_{open_kept(kept, O_RDONLY)} {}

Sqlite Snapshot::reader(std::stop_token stop) const {
    return Sqlite::of_descriptor(file_.number(), name_, std::move(stop));
}

// Every change of a file's content, name or rights sets its ctime, which nobody can choose. The device is left out: it
// may have another number after a restart.
std::string Snapshot::identity() const {
    struct stat const status = status_of(file_);
    return fmt::format("{} {} {}.{:09}", status.st_ino, status.st_size, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

std::uint64_t Snapshot::bytes() const { return static_cast<std::uint64_t>(status_of(file_).st_size); }

}  // namespace mlflow2pg
