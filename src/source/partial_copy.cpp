// SPDX-License-Identifier: Apache-2.0
#include "source/partial_copy.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "base/folder.hpp"

namespace mlflow2pg {

namespace {

// Whether another process holds this lock on the file. If not, this open file gets it, until it is closed. SQLite never
// locks the first byte: https://www.sqlite.org/fileformat.html#the_lock_byte_page
bool is_locked_by_another(Descriptor const& file) {
    struct flock first_byte {};
    first_byte.l_type = F_WRLCK;
    first_byte.l_whence = SEEK_SET;
    first_byte.l_len = 1;
    return fcntl(file.number(), F_OFD_SETLK, &first_byte) != 0 && (errno == EAGAIN || errno == EACCES);
}

[[noreturn]] void throw_locked(std::string_view kind, std::string const& path) {
    throw BusyError{fmt::format("{} {}: another process is writing it", kind, path), "wait until it has ended"};
}

}  // namespace

void PartialCopy::remove_left(std::string const& path, std::string_view kind) {
    Descriptor const left{open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK)};
    if (left.opened() && is_locked_by_another(left)) throw_locked(kind, path);
    unlink(path.c_str());
}

PartialCopy::PartialCopy(std::string path, std::string_view kind, std::string next_step)
    : path_{std::move(path)},
      kind_{kind},
      next_step_{std::move(next_step)},
      file_{open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600)} {
    if (!file_.opened()) fail(path_, "create it", errno);
    if (is_locked_by_another(file_)) throw_locked(kind_, path_);
}

PartialCopy::~PartialCopy() {
    // If the copy has got its final name, another process may have begun a new one at this path.
    struct stat own {};
    struct stat there {};
    if (fstat(file_.number(), &own) != 0 || stat(path_.c_str(), &there) != 0 || own.st_dev != there.st_dev ||
        own.st_ino != there.st_ino) {
        return;
    }
    remove_side_files();
    unlink(path_.c_str());
}

void PartialCopy::fail(std::string const& path, std::string_view doing, int error) const {
    throw SourceError{fmt::format("{} {}: cannot {}: {}", kind_, path, doing, std::strerror(error)), next_step_};
}

void PartialCopy::take_over_rights(std::string const& source) const {
    struct stat status {};
    Descriptor const file{open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (stat(source.c_str(), &status) != 0 || !file.opened()) fail(path_, "look at it", errno);
    // Only root can change the owner. Set the mode afterwards: fchown clears the set-id bits.
    if (fchown(file.number(), status.st_uid, status.st_gid) != 0) {
        spdlog::info("{} {}: owner {}:{} not taken over: {}", kind_, path_, status.st_uid, status.st_gid,
                     std::strerror(errno));
    }
    if (fchmod(file.number(), status.st_mode & 0777U) != 0) {
        spdlog::info("{} {}: mode {:o} not taken over: {}", kind_, path_, status.st_mode & 0777U, std::strerror(errno));
    }
}

void PartialCopy::sync() const {
    Descriptor const file{open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.opened() || fsync(file.number()) != 0) fail(path_, "write it to disk (fsync)", errno);
}

void PartialCopy::become(std::string const& name, Existing existing) const {
    remove_side_files();
    int const error = existing == Existing::kept                      ? rename_to_new(path_, name)
                      : std::rename(path_.c_str(), name.c_str()) == 0 ? 0
                                                                      : errno;
    if (error != 0) fail(name, fmt::format("give the finished {} this name", kind_), error);
    if (int const unsynced = sync_folder_of(name); unsynced != 0) {
        fail(name, "write its folder to disk (fsync)", unsynced);
    }
}

void PartialCopy::remove_side_files() const {
    for (char const* const suffix : {"-wal", "-shm", "-journal"}) unlink((path_ + suffix).c_str());
}

}  // namespace mlflow2pg
