// SPDX-License-Identifier: Apache-2.0
#include "rows/chunks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

namespace {

// MLflow's timestamps are milliseconds. Seconds or nanoseconds, logged by mistake, are outside of these years.
constexpr std::int64_t first_plausible = 946'684'800'000;  // 2000-01-01
constexpr std::int64_t end_plausible = 4'102'444'800'000;  // 2100-01-01
constexpr int examples_named = 3;

}  // namespace

Hypertable plan_hypertable(Sqlite const& reader, Schema const& schema) {
    for (Key const& key : schema.find_table("metrics")->keys) {
        if (std::find(key.columns.begin(), key.columns.end(), "timestamp") != key.columns.end()) continue;
        throw UsageError{
            fmt::format("--hypertable: at revision {} metrics cannot be split by timestamp, which its unique "
                        "key {} does not hold",
                        schema.revision, key.name),
            "leave out --hypertable"};
    }
    Hypertable planned;
    SqliteStatement span =
        reader.prepare(fmt::format("SELECT min(timestamp), max(timestamp) FROM metrics WHERE timestamp >= {} AND "
                                   "timestamp < {}",
                                   first_plausible, end_plausible));
    span.step();
    planned.interval_ms = chunk_interval(span.integer(0), span.integer(1));
    // Integer division rounds towards zero here, but chunks are numbered by rounding down.
    SqliteStatement counted = reader.prepare(fmt::format(
        "SELECT count(DISTINCT t / {0} - (t % {0} < 0)), count(*) FILTER (WHERE t NOT BETWEEN {1} AND {2} - 1) FROM "
        "(SELECT CAST(timestamp AS INTEGER) AS t FROM metrics WHERE typeof(timestamp) IN ('integer', 'real'))",
        planned.interval_ms, first_plausible, end_plausible));
    counted.step();
    planned.chunks = counted.integer(0);
    planned.outliers = counted.integer(1);
    if (planned.outliers > 0) {
        planned.examples = reader.texts(
            fmt::format("SELECT 'run_uuid=' || run_uuid || ' key=' || key || ' timestamp=' || timestamp FROM metrics "
                        "WHERE NOT (timestamp >= {} AND timestamp < {}) LIMIT {}",
                        first_plausible, end_plausible, examples_named));
    }
    return planned;
}

}  // namespace mlflow2pg
