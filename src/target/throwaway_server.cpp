// SPDX-License-Identifier: Apache-2.0
#include "target/throwaway_server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <grp.h>
#include <pwd.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "target/conninfo.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds look{20};

// The folder with initdb and postgres: from PATH, otherwise the newest of Debian's, otherwise Red Hat's.
std::string find_binaries() {
    std::vector<std::string> folders;
    char const* const variable = std::getenv("PATH");
    std::string const path = variable == nullptr ? "" : variable;
    for (std::size_t begin = 0; begin <= path.size();) {
        std::size_t const end = std::min(path.find(':', begin), path.size());
        folders.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    std::vector<std::pair<int, std::string>> versions;
    for (std::string const& name : names_in("/usr/lib/postgresql")) {
        versions.emplace_back(std::atoi(name.c_str()), fmt::format("/usr/lib/postgresql/{}/bin", name));
    }
    std::sort(versions.rbegin(), versions.rend());
    for (auto const& [version, folder] : versions) folders.push_back(folder);
    for (std::string const& folder : folders) {
        if (access((folder + "/initdb").c_str(), X_OK) == 0 && access((folder + "/postgres").c_str(), X_OK) == 0) {
            return folder;
        }
    }
    throw TargetError{"no PostgreSQL server binaries (initdb, postgres) on this machine for a throwaway server",
                      "apt-get install postgresql, or name a TARGET"};
}

// PostgreSQL refuses to run as root, so as root we run it under an account without special rights.
passwd const* unprivileged_account() {
    if (geteuid() != 0) return nullptr;
    for (char const* const name : {"postgres", "nobody"}) {
        if (passwd const* const account = getpwnam(name)) return account;
    }
    throw TargetError{"a throwaway server cannot run as root, and there is no account postgres or nobody",
                      "run as an ordinary user, or name a TARGET"};
}

// Starts a program that writes its output to `log` and ends when this program does.
pid_t start(std::vector<std::string> const& arguments, std::string const& log, passwd const* account) {
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string const& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t const child = fork();
    if (child < 0) throw TargetError{fmt::format("throwaway server: fork: {}", std::strerror(errno))};
    // In its own process group the server does not get our terminal's Ctrl-C, and the group can be ended as a whole.
    // Parent and child both set it, because either may run first.
    setpgid(child, child);
    if (child > 0) return child;
    // After fork the child may only call async-signal-safe functions.
    int const output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (account != nullptr &&
        (setgroups(0, nullptr) != 0 || setgid(account->pw_gid) != 0 || setuid(account->pw_uid) != 0)) {
        _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGQUIT);  // after setuid, which clears it
    if (chdir("/") != 0) _exit(126);
    unsetenv("PGHOST");
    setenv("LC_ALL", "C.UTF-8", 1);
    execv(argv[0], argv.data());
    _exit(127);
}

// The reason why initdb or the server failed: the lines of its log with an error, otherwise the last line.
std::string failure_in(std::string const& log) {
    std::ifstream in{log};
    std::vector<std::string> errors;
    std::string last;
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        last = line;
        for (std::string_view const mark : {"error: ", "FATAL:  ", "PANIC:  "}) {
            if (std::size_t const at = line.find(mark); at != std::string::npos)
                errors.push_back(line.substr(at + mark.size()));
        }
    }
    if (last.empty()) return "it gave no reason";
    return errors.empty() ? last : fmt::format("{}", fmt::join(errors, "; "));
}

// The error for a failure of initdb or the server. The usual cause is that the temporary folder lacks space or rights.
TargetError failure(std::string_view what, std::string const& log, fs::path const& temporary, passwd const* account) {
    std::optional<std::uint64_t> const room = free_bytes(temporary);
    std::string const free = room ? fmt::format("; {} are free in {}", human_bytes(*room), temporary.string()) : "";
    return TargetError{
        fmt::format("{}: {}", what, failure_in(log)),
        fmt::format("set TMPDIR to a folder that has room and that {} can enter and write{}; or name a "
                    "TARGET",
                    account == nullptr ? "this user" : fmt::format("account {}", account->pw_name), free)};
}

}  // namespace

ThrowawayServer::ThrowawayServer() {
    std::string const binaries = find_binaries();
    passwd const* const account = unprivileged_account();
    std::error_code missing;
    fs::path const temporary = fs::temp_directory_path(missing);
    if (missing) {
        char const* const variable = std::getenv("TMPDIR");
        throw TargetError{fmt::format("throwaway server: there is no folder for temporary files (TMPDIR is {}): {}",
                                      variable == nullptr ? "not set" : variable, missing.message()),
                          "set TMPDIR to a folder that can be written"};
    }
    std::string pattern = (temporary / "mlflow2pg-rehearsal.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw TargetError{fmt::format("throwaway server: {}: {}", pattern, std::strerror(errno)),
                          "set TMPDIR to a folder that can be written"};
    }
    folder_ = pattern;
    std::string const log = folder_ + "/log";
    try {
        if (account != nullptr && chown(folder_.c_str(), account->pw_uid, account->pw_gid) != 0) {
            throw TargetError{fmt::format("throwaway server: chown {}: {}", folder_, std::strerror(errno))};
        }
        std::string const data = folder_ + "/data";
        server_ = start({binaries + "/initdb", "-D", data, "-U", "mlflow2pg", "-A", "trust", "-E", "UTF8",
                         "--locale=C.UTF-8", "--no-sync"},
                        log, account);
        int status = 0;
        while (waitpid(server_, &status, WNOHANG) == 0) {
            throw_if_interrupted();
            std::this_thread::sleep_for(look);
        }
        server_ = -1;
        if (status != 0) throw failure("throwaway server: initdb failed", log, temporary, account);
        // The data is removed after the rehearsal, so durability is off.
        server_ = start({binaries + "/postgres", "-D", data, "-k", folder_, "-c", "listen_addresses=", "-c",
                         "fsync=off", "-c", "full_page_writes=off", "-c", "wal_level=minimal", "-c",
                         "max_wal_senders=0", "-c", "max_wal_size=4GB", "-c", "jit=off"},
                        log, account);
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        for (;;) {
            throw_if_interrupted();
            try {
                PgConnection const attempt{complete_conninfo(conninfo())};
                break;
            } catch (ServerError const&) {
                bool const ended = waitpid(server_, &status, WNOHANG) == server_;
                if (ended) server_ = -1;
                if (ended || std::chrono::steady_clock::now() > end) {
                    throw failure("throwaway server: it does not start", log, temporary, account);
                }
                std::this_thread::sleep_for(look);
            }
        }
    } catch (...) {
        stop();
        throw;
    }
    spdlog::info("throwaway PostgreSQL in {}", folder_);
}

ThrowawayServer::~ThrowawayServer() { stop(); }

std::string ThrowawayServer::conninfo() const { return fmt::format("host={} user=mlflow2pg dbname=postgres", folder_); }

void ThrowawayServer::stop() {
    if (server_ > 0) {
        kill(-server_, SIGQUIT);  // immediate shutdown: the data is removed next
        int status = 0;
        while (waitpid(server_, &status, 0) < 0 && errno == EINTR) continue;
        server_ = -1;
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

}  // namespace mlflow2pg
