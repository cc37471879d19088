// SPDX-License-Identifier: Apache-2.0
// Everything that only Citus understands: the layouts of MLflow's tables there (mlflow/distribution.hpp), and how the
// tables of an existing store are distributed.
// Tested in tests/target/citus_tests.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "mlflow/distribution.hpp"
#include "target/layout.hpp"

namespace mlflow2pg {

class Target;

// Throws TargetError when the database belongs to a cluster and is a worker of it, or when a worker cannot be reached:
// Citus sends every change of a definition to all of them. Sends no query to a server without Citus.
void ensure_cluster(Target& target);

// Whether each table in the target's schema belongs to Citus (schema-based sharding, since Citus 12).
bool is_distributed_schema(Target& target);

// Throws TargetError unless tables can be distributed: the database has the extension, and a node may hold their rows.
// We never create the extension: that is the DBA's decision.
void ensure_citus(Target& target);

// Throws TargetError when a worker has a sequence of MLflow's name that no table uses there. A distribution that fails
// or is undone can leave one, and the coordinator does not know it (seen with 13.2): it would be in the way at the
// publish.
void ensure_nothing_left(Target& target);

// The number of nodes that hold rows of distributed tables; at least 1, since Citus makes the coordinator a node when
// it has none.
std::uint64_t count_nodes(Target& target);

std::unique_ptr<Layout const> citus_layout(DistributedTable const& table);

// Whether the runs in the target's schema are distributed. Sends no query to a server without Citus.
bool is_distributed(Target& target);

// The distribution of the store in the target's schema; nothing when it is not distributed. Removes the foreign keys
// that Citus does not support from `schema`, which is the store's.
std::optional<Distribution> find_distribution(Target& target, Schema& schema);

// Makes the tables of a distributed store plain.
std::string undistribute_sql(Target& target);

// Distributes the tables of MLflow's tracking store in the target's schema, with their rows, in one transaction. The
// foreign keys that touch them are dropped and created again, except those that Citus does not support. Returns nothing
// if they are distributed already. Throws TargetError when there is no such store.
std::optional<Distribution> distribute_store(Target& target);

}  // namespace mlflow2pg
