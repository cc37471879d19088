// MLflow's metrics as a hypertable of TimescaleDB, which --hypertable asks for: split by timestamp into chunks. Only
// that table: no other grows like it with its time in the primary key. MLflow reads and deletes by run, which visits
// every chunk; so their number is bounded, and known before anything is loaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recorded_schema.hpp"

namespace mlflow2pg {

class Sqlite;
class Target;

struct Hypertable {
    std::int64_t interval_ms = 0;  // that a chunk spans; chunk n begins at n times this, in the timestamps' own unit
    std::int64_t chunks = 0;       // that hold rows
    // Rows whose timestamp is no millisecond of the years 2000 to 2099: 0, seconds, microseconds, nanoseconds. They do
    // not widen the interval, and so may make chunks of their own.
    std::int64_t outliers = 0;
    std::vector<std::string> examples;  // of outliers, a few
};

// A chunk's length in milliseconds for rows from `first_ms` to `last_ms`: a 40th of that, but no less than 30 days;
// whole days.
std::int64_t chunk_interval(std::int64_t first_ms, std::int64_t last_ms);

// The interval for the source's metrics, and how many chunks they make, counted exactly. Rows that a migration leaves
// out count, too. Throws UsageError when a unique key of the table lacks the timestamp, as TimescaleDB allows none.
Hypertable plan_hypertable(Sqlite const& reader, Schema const& schema);

// Throws DataError, which names outliers, when there would be more than 100 chunks.
void ensure_few_chunks(Hypertable const& planned);

// Throws TargetError unless the database has the extension, in a version that is new enough. It is never created here:
// that is the DBA's decision, takes rights a migration does not need, and outlives a run that fails.
void ensure_timescaledb(Target& target);

// The statement that makes the empty table metrics in `schema` a hypertable.
std::string create_hypertable_sql(Target& target, std::string_view schema, Hypertable const& planned);

// metrics in `schema` as it stands; nothing when it is a plain table.
std::optional<Hypertable> find_hypertable(Target& target, std::string_view schema);

// Differences for every key, foreign key, check and index that a table in `schema` has and one of its chunks lacks, or
// has not valid.
void check_chunks(Target& target, std::string_view schema, std::vector<std::string>& differences);

}  // namespace mlflow2pg
