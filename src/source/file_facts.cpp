// SPDX-License-Identifier: Apache-2.0
#include "source/file_facts.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <bit>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

std::uint32_t big_endian_at(std::array<char, 100> const& header, std::size_t offset) {
    std::uint32_t number = 0;
    std::memcpy(&number, header.data() + offset, sizeof number);
    return std::endian::native == std::endian::big ? number : __builtin_bswap32(number);
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

}  // namespace

FileHeader read_header(std::string const& path) {
    std::array<char, 100> bytes{};
    std::ifstream in{path, std::ios::binary};
    if (!in.read(bytes.data(), bytes.size())) return {};
    FileHeader header;
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

bool is_truncated(std::string const& path) {
    return size_of(path + "-wal") == 0 && size_of(path + "-journal") == 0 && read_header(path).bytes > size_of(path);
}

std::string modified(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return "-";
    return fmt::format("{}.{:09}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

std::string written_after(std::string const& copy, std::string const& path) {
    struct statx made {};
    if (statx(AT_FDCWD, copy.c_str(), 0, STATX_BTIME, &made) != 0 || (made.stx_mask & STATX_BTIME) == 0) return {};
    std::pair const created{std::int64_t{made.stx_btime.tv_sec}, std::int64_t{made.stx_btime.tv_nsec}};
    for (std::string const& file : {path, path + "-wal"}) {
        struct stat status {};
        if (size_of(file) == 0 || stat(file.c_str(), &status) != 0) continue;
        std::pair const written{std::int64_t{status.st_mtim.tv_sec}, std::int64_t{status.st_mtim.tv_nsec}};
        if (written > created) return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(status.st_mtim.tv_sec));
    }
    return {};
}

std::string folder_instead_of_side_file(std::string const& path) {
    for (std::string const& file : {path + "-wal", path + "-shm", path + "-journal"}) {
        std::error_code ignored;
        if (fs::is_directory(file, ignored)) return file;
    }
    return {};
}

std::string log_modified(std::string const& path) {
    std::string const log = path + "-wal";
    return size_of(log) > 0 ? modified(log) : "-";
}

std::string followed(std::string path) {
    std::error_code error;
    if (!fs::is_symlink(path, error)) return path;
    fs::path const file = fs::canonical(path, error);
    return error ? path : file.string();
}

std::string identity(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return "missing";
    return fmt::format("{}:{}", status.st_dev, status.st_ino);
}

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

}  // namespace mlflow2pg
