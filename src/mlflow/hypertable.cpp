// SPDX-License-Identifier: Apache-2.0
#include "mlflow/hypertable.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t least_days = 30;
constexpr std::int64_t usual_chunks = 40;
// Each chunk makes MLflow slower (see the report's warning) and needs server memory when the primary key is added.
constexpr std::int64_t most_chunks = 100;

}  // namespace

std::int64_t chunk_interval(std::int64_t first_ms, std::int64_t last_ms) {
    constexpr std::int64_t divisor = usual_chunks * day_ms;
    return std::max(least_days, (last_ms - first_ms + divisor - 1) / divisor) * day_ms;
}

void ensure_few_chunks(Hypertable const& planned) {
    if (planned.chunks <= most_chunks) return;
    throw DataError{
        fmt::format(
            "--hypertable: metrics would be split into {} of {} each. More than {} make MLflow slow. {} a timestamp "
            "outside the years 2000 to 2099, as if it were not in milliseconds, such as {}",
            counted(static_cast<std::uint64_t>(planned.chunks), "chunk"),
            counted(static_cast<std::uint64_t>(planned.interval_ms / day_ms), "day"), most_chunks,
            counted(static_cast<std::uint64_t>(planned.outliers), "row has", "rows have"),
            fmt::join(planned.examples, "; ")),
        "leave out --hypertable, or correct these timestamps in a copy of the source"};
}

}  // namespace mlflow2pg
