// SPDX-License-Identifier: Apache-2.0
#include "steps/estimate.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "mlflow/plan.hpp"
#include "source/sqlite.hpp"
#include "steps/cost.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "target/layout.hpp"
#include "target/usable.hpp"

namespace mlflow2pg {

namespace {

// How long a row of the two probes took on the machine on which the costs of the steps were measured. The rows of a
// shorter probe take as long: 3.4 to 3.8 µs for 5,000 to 100,000 on a slower server.
constexpr double server_row_seconds = 1.12e-6;
constexpr double local_row_seconds = 0.35e-6;

// The server does about three quarters of the work of a migration (bench: CPU time of 2,000,000 metrics).
constexpr double server_share = 0.75;

// The time that even an empty database takes: connecting, reading both schemas, creating the staging schema,
// publishing.
constexpr double fixed_seconds = 0.12;

// What Citus adds for the shards of a table, and for each table that it makes known to its workers (13.2 with two
// workers on one machine).
constexpr double seconds_of_shards = 0.1;
constexpr double seconds_of_known_table = 0.04;

constexpr int probes = 3;

// The shortest of several runs, in seconds: other processes can only make a run longer.
template <typename Probe>
double shortest(Probe const& probe) {
    double best = probe();
    for (int i = 1; i < probes; ++i) best = std::min(best, probe());
    return best;
}

// Probes the server by sorting texts, as building an index does. The server's own clock does not count the network.
double server_pace(Target& target, int rows) {
    std::string const sql = fmt::format(
        "SELECT extract(epoch FROM clock_timestamp() - statement_timestamp()) FROM (SELECT count(*) FROM (SELECT "
        "md5(i::text) AS t FROM generate_series(1, {}) AS i ORDER BY t OFFSET 0) AS sorted) AS counted",
        rows);
    return shortest([&] { return target.query(sql)[0][0].as<double>(); }) / (server_row_seconds * rows);
}

// Probes this machine by running rows through SQLite's virtual machine.
double local_pace(int rows) {
    Sqlite const scratch{"", Sqlite::Mode::temporary};
    std::string const sql = fmt::format(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT sum(length(hex(i))) "
        "FROM n",
        rows);
    return shortest([&] {
               Stopwatch const watch;
               scratch.integer(sql);
               return watch.seconds();
           }) /
           (local_row_seconds * rows);
}

// The bytes of long texts, which the server compresses: with pglz at about 50 MB/s per core, with lz4 several times
// faster.
std::int64_t long_text_bytes(Plan const& plan) {
    std::int64_t bytes = 0;
    for (TablePlan const& table : plan.tables) {
        if (table.has_long_texts()) bytes += table.row_bytes * table.estimated_rows;
    }
    return bytes;
}

// How long something takes now that took this many seconds on the machine on which the costs were measured. The probes
// take about a seventh of that time, and at most half a second there: `check` has to be faster than the migration.
double seconds_now(double seconds, Target* target) {
    constexpr double seconds_of_longest = 4;
    double const share = std::clamp(seconds / seconds_of_longest, 0.02, 1.0);
    double const here = local_pace(static_cast<int>(200'000 * share));
    double there = here;
    try {
        if (target != nullptr) there = server_pace(*target, static_cast<int>(100'000 * share));
    } catch (ServerError const& refused) {
        // The probe needs a temporary file, which temp_file_limit may forbid. A small migration does not need one.
        spdlog::info("the server's speed is not known: {}", refused.what());
    }
    return seconds * (server_share * there + (1 - server_share) * here);
}

double seconds_of_distribution(Plan const& plan) {
    if (!plan.distribution) return 0;
    return seconds_of_shards * static_cast<double>(plan.distribution->tables.size()) +
           seconds_of_known_table * static_cast<double>(plan.tables.size());
}

}  // namespace

double estimate_seconds(Plan const& plan, unsigned jobs, Target* target) {
    return seconds_now(fixed_seconds + seconds_of_distribution(plan) +
                           expected_seconds(migration_steps(plan, layouts_for(plan)), jobs),
                       target);
}

double estimate_catch_up_seconds(Plan const& plan, CatchUp const& work, Target* target) {
    std::int64_t rows = 0;
    for (TablePlan const& table : plan.tables) rows += table.estimated_rows;
    return seconds_now(cost::catch_up + cost::counted_row * static_cast<double>(rows) +
                           cost::compared_page * static_cast<double>(work.pages) +
                           cost::compared_row * static_cast<double>(work.compared_rows) +
                           cost::changed_row * static_cast<double>(work.changed_rows),
                       target);
}

NextSteps advice(Plan const& plan, Target* target) {
    constexpr std::int64_t least_bytes = 64 << 20;
    std::int64_t const bytes = long_text_bytes(plan);
    if (bytes < least_bytes) return {};
    if (target != nullptr) {
        ToastCompression const toast = toast_compression(*target);
        if (toast.now == "lz4" || !toast.lz4) return {};
    }
    return {
        {fmt::format("the server will compress {} MB of long texts. --toast-compression lz4 loads them about twice as "
                     "fast, and takes more space",
                     bytes / 1'000'000)}};
}

}  // namespace mlflow2pg
