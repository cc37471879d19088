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

NextSteps raise_limits(Target& target, unsigned by) {
    constexpr char const* reached_sql = R"sql(
SELECT 'role', format('ALTER ROLE %I CONNECTION LIMIT %s', rolname, rolconnlimit + {0}) FROM pg_roles
WHERE rolname = session_user
AND rolconnlimit BETWEEN 0 AND (SELECT count(*) FROM pg_stat_activity WHERE usename = rolname)
UNION ALL
SELECT 'database', format('ALTER DATABASE %I CONNECTION LIMIT %s', datname, datconnlimit + {0}) FROM pg_database d
WHERE datname = current_database()
AND datconnlimit BETWEEN 0 AND (SELECT count(*) FROM pg_stat_activity a WHERE a.datname = d.datname))sql";
    NextSteps steps{
        {"end other sessions, or raise the limit: CONNECTION LIMIT of the role or database, max_connections, or the "
         "size of the pool"}};
    for (auto const& row : target.query(fmt::format(fmt::runtime(reached_sql), by))) {
        steps.push_back({fmt::format("to raise that of the {}, as an administrator", row[0].c_str()),
                         target.psql({row[1].c_str()})});
    }
    return steps;
}

}  // namespace mlflow2pg
