#include "source/holders.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/folder.hpp"
#include "base/secrets.hpp"

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

}  // namespace

std::string Holder::text() const {
    return fmt::format("PID {} ({}) has {} open since {} UTC: {}", pid, user, file, since, command);
}

std::vector<Holder> find_holders(std::vector<std::string> const& files) {
    std::vector<std::pair<std::string, struct stat>> wanted;
    for (std::string const& file : files) {
        struct stat status {};
        if (stat(file.c_str(), &status) == 0) wanted.emplace_back(file, status);
    }
    std::vector<Holder> holders;
    for (std::string const& name : names_in("/proc")) {
        int pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size()) continue;
        if (pid == getpid()) continue;
        fs::path const process = "/proc/" + name;
        // A process may have ended meanwhile, and other users' processes cannot be read; both give an empty list.
        for (std::string const& descriptor : names_in(process / "fd")) {
            struct stat status {};
            if (stat((process / "fd" / descriptor).c_str(), &status) != 0) continue;
            auto const file = std::find_if(wanted.begin(), wanted.end(),
                                           [&](auto const& candidate) { return same_file(candidate.second, status); });
            if (file == wanted.end()) continue;
            holders.push_back({pid, user_of(process), command_of(process), start_of(process), file->first});
            break;
        }
    }
    return holders;
}

}  // namespace mlflow2pg
