// SPDX-License-Identifier: Apache-2.0
// Everything that only Citus understands: the layouts of MLflow's tables there (mlflow/distribution.hpp), and how the
// tables of an existing store are distributed.
// Tested in tests/target/citus_tests.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "mlflow/distribution.hpp"
#include "target/layout.hpp"

namespace mlflow2pg {

class Target;

// Throws TargetError unless the database has the extension. We never create it: that is the DBA's decision.
void ensure_citus(Target& target);

std::unique_ptr<Layout const> citus_layout(DistributedTable const& table);

// Whether the runs in the target's schema are distributed. Sends no query to a server without Citus.
bool is_distributed(Target& target);

// Distributes the tables of MLflow's tracking store in the target's schema, with their rows, in one transaction. The
// foreign keys that touch them are dropped and created again, except those that Citus does not support. Returns nothing
// if they are distributed already. Throws TargetError when there is no such store.
std::optional<Distribution> distribute_store(Target& target);

}  // namespace mlflow2pg
