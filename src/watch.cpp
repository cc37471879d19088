#include "watch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <optional>

#include "pg_copy.hpp"

namespace mlflow2pg {

Watch::Watch(std::string conninfo)
    : conninfo_{std::move(conninfo)}, thread_{[this](std::stop_token const& stop) { run(stop); }} {}

void Watch::add(int process) {
    std::lock_guard const guard{mutex_};
    processes_.push_back(std::to_string(process));
}

ServerLoad Watch::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    return load_;
}

void Watch::run(std::stop_token const& stop) try {
    constexpr std::chrono::milliseconds pause{250};
    std::optional<PgCopy> connection;
    for (;;) {
        std::string sessions;
        {
            std::unique_lock lock{mutex_};
            stopped_.wait_for(lock, stop, pause, [] { return false; });
            if (stop.stop_requested()) return;
            sessions = fmt::format("ARRAY[{}]::int[]", fmt::join(processes_, ", "));
        }
        // A migration that ends before the first look needs no connection more.
        if (!connection) connection.emplace(conninfo_, stop);
        // https://www.postgresql.org/docs/15/monitoring-stats.html: no wait event means that the process works.
        for (auto const& row : connection->rows(
                 fmt::format("SELECT coalesce(wait_event_type, ''), count(*) FROM pg_stat_activity WHERE state = "
                             "'active' AND (pid = ANY ({0}) OR leader_pid = ANY ({0})) GROUP BY 1",
                             sessions))) {
            std::string const& kind = *row[0];
            std::uint64_t& counted = kind.empty()             ? load_.processor
                                     : kind == "IO"           ? load_.disk
                                     : kind == "Client"       ? load_.client
                                     : kind.ends_with("Lock") ? load_.locks
                                                              : load_.other;
            counted += std::stoull(*row[1]);
        }
    }
} catch (std::exception const& error) {
    spdlog::debug("the server's sessions are not watched: {}", error.what());
}

}  // namespace mlflow2pg
