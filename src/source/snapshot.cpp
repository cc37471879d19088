// SPDX-License-Identifier: Apache-2.0
#include "source/snapshot.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

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

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;
using Limit = std::optional<std::chrono::milliseconds>;

// The application id in the header of a base file. The path of the base file is read from the target, and no other file
// may be taken for it, let alone removed. https://www.sqlite.org/fileformat.html#application_id
constexpr std::string_view mark = "m2pg";
constexpr off_t mark_offset = 68;

constexpr char const* more_room = "make room, or name a file in another folder with --base";

constexpr std::size_t bytes_of_a_step = 1 << 20;
constexpr int pages_of_a_step = 256;

// How often the copy is retried when others have written to the source meanwhile.
constexpr int most_tries = 3;

// While an object of this class exists, nobody can commit (except in WAL mode).
class ReadTransaction {
public:
    explicit ReadTransaction(Sqlite const& source) : source_{source} {
        source.execute("BEGIN; SELECT count(*) FROM sqlite_schema");
    }
    ~ReadTransaction() {
        try {
            source_.execute("COMMIT");
        } catch (...) {  // the failure has already ended the transaction
        }
    }
    ReadTransaction(ReadTransaction const&) = delete;
    ReadTransaction& operator=(ReadTransaction const&) = delete;

private:
    Sqlite const& source_;
};

// Copies the file of a source in rollback-journal mode. Repeats the changed parts until the copy is equal to the file.
class FileCopy {
public:
    // when_full: the next step if the copy cannot be written.
    FileCopy(Sqlite const& source, std::string const& path, int copy, std::string when_full)
        : source_{source},
          path_{path},
          copy_{copy},
          when_full_{std::move(when_full)},
          wanted_(bytes_of_a_step),
          there_(bytes_of_a_step) {}

    // Returns false when others write too often.
    bool make(Limit longest_lock) {
        for (int attempt = 0; attempt < most_tries; ++attempt) {
            std::int64_t const version = source_.integer("PRAGMA data_version");
            std::uint64_t at = 0;
            for (bool more = true; more; at += bytes_of_a_step) {
                more = put(at, [&] {
                    ReadTransaction const lock{source_};  // nobody waits for the disk of the copy
                    return read(at);
                }());
            }
            ReadTransaction const lock{source_};
            if (source_.integer("PRAGMA data_version") == version || correct(longest_lock)) return true;
        }
        return false;
    }

private:
    bool correct(Limit longest_lock) {
        Clock::time_point const begun = Clock::now();
        for (std::uint64_t at = 0;; at += bytes_of_a_step) {
            if (longest_lock && Clock::now() - begun >= *longest_lock) return false;
            if (!put(at, read(at))) return true;
        }
    }

    // Reads one part of the file; returns its size.
    std::size_t read(std::uint64_t at) {
        throw_if_interrupted();
        return source_.read_file(at, wanted_);
    }

    // Makes this part of the copy equal to the `wanted` bytes just read; returns false for the last part.
    bool put(std::uint64_t at, std::size_t wanted) {
        ssize_t const there = pread(copy_, there_.data(), wanted, static_cast<off_t>(at));
        if (there < 0) fail("read");
        if (static_cast<std::size_t>(there) != wanted || std::memcmp(wanted_.data(), there_.data(), wanted) != 0) {
            write(at, wanted);
        }
        if (wanted == bytes_of_a_step) return true;
        if (ftruncate(copy_, static_cast<off_t>(at + wanted)) != 0) fail("shorten");
        return false;
    }

    void write(std::uint64_t at, std::size_t bytes) {
        for (std::size_t done = 0; done < bytes;) {
            ssize_t const written = pwrite(copy_, wanted_.data() + done, bytes - done, static_cast<off_t>(at + done));
            if (written < 0 && errno != EINTR) fail("write");
            if (written > 0) done += static_cast<std::size_t>(written);
        }
        count_bytes(bytes);
    }

    [[noreturn]] void fail(std::string_view doing) const {
        throw SourceError{fmt::format("cannot {} the copy of {}: {}", doing, path_, std::strerror(errno)), when_full_};
    }

    Sqlite const& source_;
    std::string const& path_;
    int copy_;  // descriptor
    std::string when_full_;
    std::vector<char> wanted_;
    std::vector<char> there_;
};

void copy_pages(Sqlite const& source, Sqlite const& copy) {
    // The copy need not survive a crash: nobody reads it afterwards.
    copy.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
    ReadTransaction const one{source};
    for (PageCopy pages{source, copy}; pages.step(pages_of_a_step);) {
    }
}

// Creates a new file. The destructor removes its name; the descriptor may outlive it.
struct Named {
    Descriptor file;
    std::string path;

    Named(Descriptor opened, std::string name) : file{std::move(opened)}, path{std::move(name)} {}
    ~Named() { unlink(path.c_str()); }
    Named(Named const&) = delete;
    Named& operator=(Named const&) = delete;
};

Descriptor open_kept(std::string const& path, int flags) {
    // Nobody may write to a pipe that somebody has put there.
    Descriptor file{open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK)};
    if (!file.opened()) {
        throw SourceError{fmt::format("base file {} cannot be opened: {}", path, std::strerror(errno)),
                          "run prepare again"};
    }
    return file;
}

struct stat status_of(Descriptor const& file) {
    struct stat status {};
    if (fstat(file.number(), &status) != 0) {
        throw SourceError{fmt::format("base file cannot be read: {}", std::strerror(errno)), "run prepare again"};
    }
    return status;
}

std::unique_ptr<Named> create(std::string const& source, std::uint64_t bytes) {
    std::vector<std::string> const folders = folders_for_snapshots(source);
    for (std::string const& folder : folders) {
        if (free_bytes(folder).value_or(0) < bytes) continue;
        std::string path = folder + "/mlflow2pg-snapshot-XXXXXX";
        Descriptor file{mkostemp(path.data(), O_CLOEXEC)};
        if (!file.opened()) continue;
        spdlog::debug("{}: copying {} bytes to {}", source, bytes, folder);
        return std::make_unique<Named>(std::move(file), path);
    }
    throw SourceError{
        fmt::format("no folder has room for a copy of {}, {}: {}", source, human_bytes(bytes),
                    fmt::join(folders, ", ")),
        "set TMPDIR to a folder with more room. The program reads a private copy, so that MLflow can go on writing"};
}

void ensure_room(std::string const& kept, std::uint64_t bytes) {
    std::uint64_t const room = free_bytes(folder_of(kept)).value_or(0);
    if (room >= bytes) return;
    throw SourceError{fmt::format("no room for the base file {}: {} are needed, {} are available", kept,
                                  human_bytes(bytes), human_bytes(room)),
                      more_room};
}

Descriptor copy(Sqlite const& source, std::string const& path, Limit longest_lock, std::string const& kept) {
    auto const bytes =
        static_cast<std::uint64_t>(source.integer("PRAGMA page_count") * source.integer("PRAGMA page_size"));
    Task const task{"copying the source", 0, bytes};
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
        copy_pages(source, *database);
        return file;
    }
    std::string const when_full = kept.empty() ? "set TMPDIR to a folder with more room" : more_room;
    if (FileCopy{source, path, file.number(), when_full}.make(longest_lock)) return file;
    throw BusyError{
        fmt::format(
            "source {} is written too often: to complete the copy, its writers would have to wait for more than "
            "{} ms",
            path, longest_lock->count()),
        "run again while less is written; or let the writers wait for as long as it takes: --hold-writers"};
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
    : name_{path + " (copy)"}, file_{copy(source, path, longest_lock, kept)} {
    if (kept.empty()) return;
    if (pwrite(file_.number(), mark.data(), mark.size(), mark_offset) != static_cast<ssize_t>(mark.size())) {
        throw SourceError{fmt::format("base file {} cannot be written: {}", kept, std::strerror(errno)), more_room};
    }
}

Snapshot::Snapshot(std::string const& kept) : name_{kept}, file_{open_kept(kept, O_RDONLY)} {
    std::string found(mark.size(), '\0');
    if (pread(file_.number(), found.data(), found.size(), mark_offset) != static_cast<ssize_t>(found.size()) ||
        found != mark) {
        throw SourceError{fmt::format("{} was not made by prepare", kept), "run prepare again"};
    }
}

Sqlite Snapshot::reader(std::stop_token stop) const {
    return Sqlite::of_descriptor(file_.number(), name_, std::move(stop));
}

// Every change of a file's content, name or rights updates its ctime, which nobody can set to a chosen value. The
// device is not part of the identity: its number may change after a restart.
std::string Snapshot::identity() const {
    struct stat const status = status_of(file_);
    return fmt::format("{} {} {}.{:09}", status.st_ino, status.st_size, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

std::uint64_t Snapshot::bytes() const { return static_cast<std::uint64_t>(status_of(file_).st_size); }

}  // namespace mlflow2pg
