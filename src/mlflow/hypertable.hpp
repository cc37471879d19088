// MLflow's metrics as a hypertable of TimescaleDB, which --hypertable asks for: split by timestamp into chunks. Only
// that table: no other grows like it with its time in the primary key. MLflow reads and deletes by run, which visits
// every chunk; so their number is bounded, and known before anything is loaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

struct Hypertable {
    std::int64_t interval_ms = 0;  // that a chunk spans; chunk n begins at n times this, in the timestamps' own unit
    std::int64_t chunks = 0;       // that hold rows
    // Rows whose timestamp is no millisecond of the years 2000 to 2099: 0, seconds, microseconds, nanoseconds. They do
    // not widen the interval, and so may make chunks of their own.
    std::int64_t outliers = 0;
    std::vector<std::string> examples;  // of outliers, a few
};

// What MLflow gets slower at on a hypertable, as measured.
inline constexpr std::string_view hypertable_warning =
    "MLflow reads and deletes metrics by run, which visits every chunk, those of times to come included: the history "
    "of a run took 0.40 ms from a plain table, 2.8 ms with 38 chunks, 11 ms with 151";

// A chunk's length in milliseconds for rows from `first_ms` to `last_ms`: a 40th of that, but no less than 30 days;
// whole days.
std::int64_t chunk_interval(std::int64_t first_ms, std::int64_t last_ms);

// Throws DataError, which names outliers, when there would be more than 100 chunks.
void ensure_few_chunks(Hypertable const& planned);

}  // namespace mlflow2pg
