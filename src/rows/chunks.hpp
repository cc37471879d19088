// The chunks that the source's metrics would make as a hypertable.
// Tested in tests/mlflow/hypertable_tests.cpp.
#pragma once

#include "mlflow/hypertable.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// The interval for the source's metrics, and how many chunks they make, counted exactly. Rows that a migration leaves
// out count, too. Throws UsageError when a unique key of the table lacks the timestamp, as TimescaleDB allows none.
Hypertable plan_hypertable(Sqlite const& reader, Schema const& schema);

}  // namespace mlflow2pg
