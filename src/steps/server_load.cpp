// SPDX-License-Identifier: Apache-2.0
#include "steps/server_load.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <optional>

#include "base/progress.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

namespace {

// Reports how far index builds have come:
// https://www.postgresql.org/docs/15/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING. The scan, which also
// sorts what fits in memory, took three quarters of the time for the three indexes of 2,000,000 metrics. The chunks of
// a hypertable are left out: their indexes are built one by one.
void tell_indexes(PgConnection& connection, std::string const& sessions) {
    constexpr char const* shares =
        "SELECT pid, CASE phase WHEN 'building index: scanning table' "
        "THEN 0.75 * blocks_done / nullif(blocks_total, 0) "
        "WHEN 'building index: sorting live tuples' THEN 0.75 WHEN 'building index: loading tuples in tree' "
        "THEN 0.75 + 0.25 * tuples_done / nullif(tuples_total, 0) END FROM pg_catalog.pg_stat_progress_create_index "
        "WHERE pid = ANY ({}) AND relid NOT IN (SELECT inhrelid FROM pg_catalog.pg_inherits)";
    for (auto const& row : connection.rows(fmt::format(shares, sessions))) {
        if (row[1]) report_share(std::stoi(*row[0]), std::stod(*row[1]));
    }
}

}  // namespace

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
    std::optional<PgConnection> connection;
    for (;;) {
        std::string sessions;
        {
            std::unique_lock lock{mutex_};
            stopped_.wait_for(lock, stop, pause, [] { return false; });
            if (stop.stop_requested()) return;
            sessions = fmt::format("ARRAY[{}]::int[]", fmt::join(processes_, ", "));
        }
        // Connect at the first sample, so that a very short migration needs no additional connection.
        if (!connection) connection.emplace(conninfo_, stop, PgConnection::Silence::look, as_login_role);
        // https://www.postgresql.org/docs/15/monitoring-stats.html: an active process without a wait event is using a
        // CPU.
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
        tell_indexes(*connection, sessions);
    }
} catch (std::exception const& error) {
    spdlog::debug("the server's sessions are not watched: {}", error.what());
}

}  // namespace mlflow2pg
