// SPDX-License-Identifier: Apache-2.0
// What others have set up on the target's server: standbys, event triggers, logical replication. Some of it stops a
// migration, some of it is burdened by one.
// Tested in ci/targets.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

class Target;

// Appends to `warnings` what the user should know before the migration. Then throws TargetError when the publish would
// wait for a synchronous standby that is not connected, or when an event trigger refuses what a migration does: this
// function creates and drops a schema with a table, in a transaction that it rolls back.
void look_at_bystanders(Target& target, std::vector<std::string>& warnings);

}  // namespace mlflow2pg
