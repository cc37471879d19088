// SPDX-License-Identifier: Apache-2.0
#include "base/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace mlflow2pg {

namespace {

struct Close {
    void operator()(DIR* folder) const { closedir(folder); }
};

}  // namespace

std::vector<std::string> names_in(std::string const& folder) {
    // A folder that cannot be opened counts as empty.
    std::unique_ptr<DIR, Close> const opened{opendir(folder.c_str())};
    if (!opened && errno == ENOMEM) throw std::bad_alloc{};
    std::vector<std::string> names;
    while (dirent const* const entry = opened ? readdir(opened.get()) : nullptr) {
        std::string_view const name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    return names;
}

std::string folder_of(std::string const& file) {
    std::error_code ignored;
    return std::filesystem::absolute(file, ignored).parent_path();
}

std::string free_name(std::string const& path) {
    std::string name = path;
    std::error_code ignored;
    for (int number = 2; std::filesystem::exists(std::filesystem::symlink_status(name, ignored)); ++number) {
        name = path + "-" + std::to_string(number);
    }
    return name;
}

std::optional<std::uint64_t> free_bytes(std::string const& folder) {
    struct statvfs status {};
    if (statvfs(folder.c_str(), &status) != 0) return std::nullopt;
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

int rename_to_new(std::string const& from, std::string const& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
    // Not every file system supports renaming without replacing in one step.
    if (errno != EINVAL && errno != ENOSYS) return errno;
    if (access(to.c_str(), F_OK) == 0) return EEXIST;
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

int sync_folder_of(std::string const& file) {
    Descriptor const folder{open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return folder.opened() && fsync(folder.number()) == 0 ? 0 : errno;
}

}  // namespace mlflow2pg
