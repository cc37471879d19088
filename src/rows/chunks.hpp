// SPDX-License-Identifier: Apache-2.0
// Plans the chunks of the source's metrics as a hypertable.
// Tested in tests/mlflow/hypertable_tests.cpp.
#pragma once

#include "mlflow/hypertable.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// The interval for the source's metrics and the exact number of chunks. Rows that a migration would reject are counted,
// too. Throws UsageError when a unique key of the table does not contain the timestamp, because TimescaleDB does not
// allow such a key.
Hypertable plan_hypertable(Sqlite const& reader, Schema const& schema);

}  // namespace mlflow2pg
