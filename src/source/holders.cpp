// SPDX-License-Identifier: Apache-2.0
#include "source/holders.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "base/folder.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

std::string first_line(fs::path const& path) {
    std::ifstream in{path};
    std::string line;
    std::getline(in, line);
    return line;
}

std::string command_of(fs::path const& process) {
    constexpr std::size_t longest = 120;
    std::ifstream in{process / "cmdline", std::ios::binary};
    std::vector<std::string> arguments;
    for (std::string argument; std::getline(in, argument, '\0');) arguments.push_back(argument);
    std::string command = masked_command(arguments);
    if (command.empty()) command = first_line(process / "comm");
    return command.size() > longest ? command.substr(0, longest) + "…" : command;
}

std::string user_of(fs::path const& process) {
    struct stat status {};
    if (stat(process.c_str(), &status) != 0) return "?";
    passwd const* const entry = getpwuid(status.st_uid);
    return entry == nullptr ? std::to_string(status.st_uid) : entry->pw_name;
}

// Field 22 of /proc/PID/stat is the start in clock ticks since boot; /proc/stat has the time of the boot in seconds
// (proc(5)).
std::string start_of(fs::path const& process) {
    std::string const line = first_line(process / "stat");
    std::size_t const name_end = line.rfind(')');
    if (name_end == std::string::npos) return "?";
    std::istringstream fields{line.substr(name_end + 1)};
    std::string field;
    for (int number = 3; number <= 22; ++number) fields >> field;
    std::ifstream stat_file{"/proc/stat"};
    std::time_t boot = 0;
    for (std::string key; stat_file >> key;) {
        if (key == "btime") stat_file >> boot;
    }
    std::time_t const start = boot +
                              static_cast<std::time_t>(std::strtoll(field.c_str(), nullptr, 10) / sysconf(_SC_CLK_TCK));
    return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(start));
}

bool same_file(struct stat const& one, struct stat const& other) {
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

// Whether a process of this user may write the file. Groups are not considered: any user may be in the file's group.
bool may_write(uid_t user, struct stat const& file) {
    return user == 0 || (user == file.st_uid && (file.st_mode & S_IWUSR) != 0) ||
           (file.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

// The first of the files that the process has open. Nothing when it has none open, or when this process may not find
// that out; `refused` is then set.
using Wanted = std::vector<std::pair<std::string, struct stat>>;
std::optional<std::string> open_file(fs::path const& process, Wanted const& wanted, bool& refused) {
    errno = 0;
    std::vector<std::string> const descriptors = names_in(process / "fd");
    refused = descriptors.empty() && errno == EACCES;
    for (std::string const& descriptor : descriptors) {
        struct stat status {};
        if (stat((process / "fd" / descriptor).c_str(), &status) != 0) {
            refused = refused || errno == EACCES;  // root without CAP_SYS_PTRACE sees names, but no files
            continue;
        }
        auto const file = std::find_if(wanted.begin(), wanted.end(),
                                       [&](auto const& candidate) { return same_file(candidate.second, status); });
        if (file != wanted.end()) return file->first;
    }
    return std::nullopt;
}

// Whether a process that could not be inspected may write one of the files. Kernel threads, which have no arguments, do
// not. Neither does init, which on some machines not even root may inspect. In a container process 1 may be anything;
// outside_of_proc() handles that.
bool may_concern(int pid, fs::path const& process, Wanted const& wanted) {
    struct stat status {};
    if (pid == 1 || first_line(process / "cmdline").empty() || stat(process.c_str(), &status) != 0) return false;
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](auto const& candidate) { return may_write(status.st_uid, candidate.second); });
}

// The reasons why a whole group of processes is not in /proc; empty when there are none.
std::string outside_of_proc() {
    // The first PID namespace has this fixed number: PROC_PID_INIT_INO in Linux's include/linux/proc_ns.h.
    std::error_code error;
    fs::path const space = fs::read_symlink("/proc/self/ns/pid", error);
    if (!error && space != "pid:[4026531836]") return "processes outside of this container cannot be seen";
    struct stat status {};
    // The mount option hidepid (proc(5)) hides the processes of other users.
    if (stat("/proc/1", &status) != 0) return "processes of other users are hidden in /proc";
    return {};
}

}  // namespace

std::string Holder::text() const {
    return fmt::format("PID {} ({}) has {} open since {} UTC: {}", pid, user, file, since, printable(command));
}

Holders find_holders(std::vector<std::string> const& files) {
    Wanted wanted;
    for (std::string const& file : files) {
        struct stat status {};
        if (stat(file.c_str(), &status) == 0) wanted.emplace_back(file, status);
    }
    Holders holders;
    std::size_t unseen = 0;
    std::set<std::string> users;
    for (std::string const& name : names_in("/proc")) {
        int pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size()) continue;
        if (pid == getpid()) continue;
        fs::path const process = "/proc/" + name;
        bool refused = false;
        std::optional<std::string> const file = open_file(process, wanted, refused);
        if (file) holders.seen.push_back({pid, user_of(process), command_of(process), start_of(process), *file});
        if (file || !refused || !may_concern(pid, process, wanted)) continue;
        ++unseen;
        users.insert(user_of(process));
    }
    holders.unseen = outside_of_proc();
    if (holders.unseen.empty() && unseen > 0) {
        holders.unseen = fmt::format("{} of other users ({}) could not be looked into",
                                     counted(unseen, "process", "processes"), fmt::join(users, ", "));
    }
    return holders;
}

}  // namespace mlflow2pg
