// SPDX-License-Identifier: Apache-2.0
// Everything that only TimescaleDB understands: creating, finding and checking metrics as a hypertable
// (mlflow/hypertable.hpp).
// Tested in tests/mlflow/hypertable_tests.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mlflow/hypertable.hpp"

namespace mlflow2pg {

class Target;

// Throws TargetError unless the database has the extension in a version that is new enough. We never create the
// extension: that is the DBA's decision, needs rights that a migration does not need, and would remain after a failed
// run.
void ensure_timescaledb(Target& target);

// The statement that turns the empty table metrics in `schema` into a hypertable.
std::string create_hypertable_sql(Target& target, std::string_view schema, Hypertable const& planned);

// The hypertable metrics in `schema` as it is now; nothing when metrics is a plain table.
std::optional<Hypertable> find_hypertable(Target& target, std::string_view schema);

// Appends a difference for every key, foreign key, check and index of a table in `schema` that is missing or invalid on
// one of its chunks.
void check_chunks(Target& target, std::string_view schema, std::vector<std::string>& differences);

}  // namespace mlflow2pg
