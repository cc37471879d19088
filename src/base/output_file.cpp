// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_bytes = 65536;

// The error with which a device refuses an empty write, as /dev/full does; 0 if it accepts it. Not for a FIFO, whose
// open() waits for a reader.
int refusal_of_device(std::string const& path) {
    Descriptor const device{open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY)};
    return device.opened() && ::write(device.number(), "", 0) == 0 ? 0 : errno;
}

// https://www.sqlite.org/fileformat.html#magic_header_string
bool is_sqlite(std::string const& path) {
    constexpr std::string_view magic{"SQLite format 3\0", 16};
    char head[magic.size()];
    Descriptor const file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    return file.opened() && read(file.number(), head, sizeof head) == static_cast<ssize_t>(sizeof head) &&
           std::string_view{head, sizeof head} == magic;
}

// The path itself, then with a number before the ending: "m.rejects.jsonl", "m.rejects-2.jsonl".
std::string numbered(std::string const& path, int number) {
    if (number == 1) return path;
    fs::path const file{path};
    return file.parent_path() / fmt::format("{}-{}{}", file.stem().string(), number, file.extension().string());
}

}  // namespace

OutputFile::OutputFile(std::string option, std::string path, Existing existing)
    : option_{std::move(option)},
      path_{std::move(path)},
      existing_{existing},
      mode_{existing == Existing::kept ? 0600U : 0666U} {
    struct stat status {};
    bool const exists = stat(path_.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) fail(EISDIR);
    direct_ = exists && !S_ISREG(status.st_mode);
    if (direct_ && access(path_.c_str(), W_OK) != 0) fail(errno);
    if (int const refusal = S_ISCHR(status.st_mode) && direct_ ? refusal_of_device(path_) : 0; refusal != 0) {
        fail(refusal);
    }
    if (direct_) return;
    if (exists && existing_ == Existing::replaced) {
        if (is_sqlite(path_)) {
            throw UsageError{fmt::format("{}{} is a SQLite database, and is not overwritten", option_, path_),
                             "name another file"};
        }
        // Replaces the file itself, not a symbolic link to it, and preserves its mode.
        path_ = fs::canonical(path_);
        mode_ = status.st_mode & 0777U;
    }
    create();
    // A full disk often still takes an empty file.
    int const refusal = ::write(file_, " ", 1) == 1 ? 0 : errno;
    remove();
    if (refusal != 0) fail(refusal);
}

OutputFile::~OutputFile() { remove(); }

void OutputFile::fail(int error) const {
    bool const is_in_current = (error == EACCES || error == EROFS) && fs::path{path_}.parent_path().empty();
    bool const is_full = error == ENOSPC || error == EDQUOT;
    std::error_code ignored;
    throw UsageError{fmt::format("{}{} cannot be written{}: {}", option_, path_,
                                 is_in_current ? " in the current folder, " + fs::current_path(ignored).string() : "",
                                 std::strerror(error)),
                     error == ENAMETOOLONG ? fmt::format("name a file with a shorter name: {}FILE", option_)
                     : is_full ? fmt::format("make room there, or name a file on another disk: {}FILE", option_)
                               : fmt::format("{}name a file in a folder that can be written: {}FILE",
                                             is_in_current ? "change to another folder, or " : "", option_)};
}

void OutputFile::create() {
    if (direct_) {
        file_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (file_ < 0) fail(errno);
        return;
    }
    // Another run may have the same process number: in a container it is always 1.
    for (int number = 1; file_ < 0; ++number) {
        std::string name = numbered(fmt::format("{}.partial-{}", path_, getpid()), number);
        file_ = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_);
        if (file_ >= 0) {
            beside_ = std::move(name);
        } else if (errno != EEXIST) {
            fail(errno);
        }
    }
}

void OutputFile::remove() {
    if (file_ >= 0) close(std::exchange(file_, -1));
    if (!beside_.empty()) unlink(std::exchange(beside_, {}).c_str());
}

void OutputFile::write(std::string_view piece) {
    if (file_ < 0) create();
    buffer_.append(piece);
    if (buffer_.size() >= buffer_bytes) flush();
}

void OutputFile::flush() {
    for (std::string_view rest = buffer_; !rest.empty();) {
        ssize_t const written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) fail(errno);
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void OutputFile::finish() {
    if (file_ < 0) return;
    flush();
    // A device or a pipe cannot be forced to disk.
    if (fsync(file_) != 0 && !direct_) fail(errno);
    if (close(std::exchange(file_, -1)) != 0) fail(errno);
    finished_ = path_;
    if (!direct_) take_name();
}

void OutputFile::take_name() {
    int error = 0;
    if (existing_ == Existing::replaced) {
        error = std::rename(beside_.c_str(), path_.c_str()) == 0 ? 0 : errno;
    } else {
        for (int number = 1;; ++number) {
            finished_ = numbered(path_, number);
            error = rename_to_new(beside_, finished_);
            if (error != EEXIST) break;
        }
        if (finished_ != path_) spdlog::warn("{}{} exists and is kept: written to {}", option_, path_, finished_);
    }
    if (error != 0) fail(error);
    beside_.clear();
    if (int const unsynced = sync_folder_of(path_); unsynced != 0) fail(unsynced);
}

}  // namespace mlflow2pg
