// SPDX-License-Identifier: Apache-2.0
// MLflow's metrics as a hypertable of TimescaleDB, for --hypertable: the table is split by timestamp into chunks. Only
// metrics is supported: no other table grows as large and has its time in the primary key. MLflow reads and deletes by
// run, and each such statement visits every chunk. So the number of chunks is limited, and computed before anything is
// loaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

struct Hypertable {
    std::int64_t interval_ms = 0;  // length of a chunk; chunk n begins at n times this, in the timestamps' own unit
    std::int64_t chunks = 0;       // chunks that hold rows
    // Rows whose timestamp is not a millisecond of the years 2000 to 2099: 0, seconds, microseconds, nanoseconds. They
    // do not widen the interval, so they may need additional chunks.
    std::int64_t outliers = 0;
    std::vector<std::string> examples;  // some of the outliers
};

// The MLflow operations that were measured to be slower on a hypertable.
inline constexpr std::string_view hypertable_warning =
    "MLflow reads and deletes metrics by run, which visits every chunk, those of times to come included: the history "
    "of a run took 0.40 ms from a plain table, 2.8 ms with 38 chunks, 11 ms with 151";

// The length of a chunk in milliseconds for rows from `first_ms` to `last_ms`: a 40th of that time, but at least 30
// days, in whole days.
std::int64_t chunk_interval(std::int64_t first_ms, std::int64_t last_ms);

// Throws DataError, which lists some outliers, when there would be more than 100 chunks.
void ensure_few_chunks(Hypertable const& planned);

}  // namespace mlflow2pg
