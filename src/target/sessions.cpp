// SPDX-License-Identifier: Apache-2.0
#include "target/sessions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "target/libpq.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

namespace {

// A session that gives up within seconds when it gets no answer: a pooler lets clients wait for a free connection.
std::unique_ptr<PgConnection> impatient_session(std::string const& conninfo) {
    return std::make_unique<PgConnection>(conninfo + " tcp_user_timeout=4000", std::stop_token{},
                                          PgConnection::Silence::fail);
}

}  // namespace

Pooling find_pooling(std::string const& conninfo, std::function<int()> const& process_of_idle) try {
    // Another client of the pool may take the connection that the idle session had.
    constexpr int tries = 5;
    std::unique_ptr<PgConnection> const second = impatient_session(conninfo);
    int const idle = process_of_idle();
    for (int i = 0; i < tries; ++i) {
        try {
            second->execute("BEGIN");
        } catch (ServerError const&) {
            return Pooling::statement;
        }
        bool const shared = std::stoi(*second->rows("SELECT pg_backend_pid()").at(0).at(0)) == idle;
        if (shared || process_of_idle() != idle) return Pooling::transaction;
        second->execute("ROLLBACK");
    }
    return Pooling::own;
} catch (ServerError const&) {
    return Pooling::own;  // there is no second connection, so the idle session has kept its own
}

FreeSessions find_free_sessions(Target& target, unsigned wanted) {
    FreeSessions found;
    std::vector<int> processes;
    {
        std::vector<std::unique_ptr<PgConnection>> sessions;
        try {
            for (; found.count < wanted; ++found.count) {
                sessions.push_back(impatient_session(target.conninfo()));
                processes.push_back(sessions.back()->server_process());
            }
        } catch (ServerError const& refused) {
            found.limit = refused.what();
        }
    }
    // The server counts a session for a moment after it was closed. A pooler's server sessions stay open.
    constexpr std::chrono::milliseconds pause{10};
    for (int i = 0; i < 50 && !processes.empty(); ++i, std::this_thread::sleep_for(pause)) {
        if (target.query(fmt::format("SELECT 1 FROM pg_stat_activity WHERE pid IN ({})", fmt::join(processes, ", ")))
                .empty()) {
            break;
        }
    }
    return found;
}

}  // namespace mlflow2pg
