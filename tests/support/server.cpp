// SPDX-License-Identifier: Apache-2.0
#include "server.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <pqxx/pqxx>
#include <random>
#include <thread>

#include "binary.hpp"

namespace mlflow2pg::test {

namespace {

// The server binaries: PG_BIN's, as scripts/with_postgres uses them, or the newest on the machine. Those of
// ci/with_timescaledb are in use by a server that must not be disturbed.
std::string binaries() {
    return shell(
        "bin=$PG_BIN; [ -x $bin/postgres ] || bin=$(printf '%s\\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1); "
        "[ -x $bin/postgres ] || { echo 'no PostgreSQL server binaries; run scripts/setup'; exit 1; }; printf %s $bin");
}

}  // namespace

Server::Server(std::string const& primary) : data_{folder_.file("data")} {
    // PostgreSQL refuses to run as root.
    if (getuid() == 0) shell(fmt::format("chown postgres {}", folder_.file("")));
    if (!primary.empty()) {
        shell(as_server(
            fmt::format("{}/pg_basebackup -D {} -R -X stream -c fast --no-sync -d {}", binaries(), data_, primary)));
        return;
    }
    // Segments of 1 MB, so that a limit for file sizes can be below the usual 16 MB.
    shell(as_server(fmt::format(
        "{}/initdb -D {} -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --wal-segsize=1", binaries(), data_)));
}

Server::~Server() { stop(); }

// The server ends with this process, however that ends.
std::string Server::as_server(std::string const& command) const {
    return fmt::format("cd / && exec setpriv --pdeathsig QUIT {} {} >>{} 2>&1",
                       getuid() == 0 ? "--reuid postgres --regid $(id -g postgres) --clear-groups" : "", command,
                       folder_.file("log"));
}

void Server::start(std::string const& settings, std::size_t largest_file) {
    static std::mt19937 random{std::random_device{}()};
    for (int attempt = 0; attempt < 5; ++attempt) {  // a port may be taken
        if (port_ == 0 || attempt > 0) port_ = 30000 + static_cast<int>(random() % 2000);
        std::string const command =
            as_server(fmt::format("{}/postgres -D {} -p {} -k {} -c listen_addresses=127.0.0.1 -c fsync=off -c "
                                  "shared_buffers=32MB -c jit=off {}",
                                  binaries(), data_, port_, folder_.file(""), settings));
        process_ = fork();
        if (process_ == 0) {
            rlimit const limit{largest_file, RLIM_INFINITY};
            if (largest_file > 0) setrlimit(RLIMIT_FSIZE, &limit);
            execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            _exit(127);
        }
        int status = 0;
        while (waitpid(process_, &status, WNOHANG) == 0) {
            try {
                pqxx::connection const ready{uri()};
                return;
            } catch (pqxx::failure const&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{50});
            }
        }
        process_ = -1;
    }
    throw std::runtime_error{"the server does not start: " + log()};
}

void Server::stop() {
    if (process_ < 0) return;
    kill(process_, SIGQUIT);
    exit_of(process_);
    process_ = -1;
}

void Server::set_access(std::string const& lines) {
    std::string const file = data_ + "/pg_hba.conf";
    write_file(file, lines + "\nlocal all all trust\nhost all postgres 127.0.0.1/32 trust\n");
}

void Server::add_file(std::string const& name, std::string const& content) {
    std::string const file = data_ + "/" + name;
    write_file(file, content);
    shell(fmt::format("chmod 600 {0}; [ $(id -u) != 0 ] || chown postgres {0}", file));
}

std::string Server::uri() const { return fmt::format("postgresql://postgres@127.0.0.1:{}/postgres", port_); }

}  // namespace mlflow2pg::test
