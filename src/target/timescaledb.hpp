// What only TimescaleDB understands: metrics as a hypertable (mlflow/hypertable.hpp), made, found and checked.
// Tested in tests/mlflow/hypertable_tests.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mlflow/hypertable.hpp"

namespace mlflow2pg {

class Target;

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
