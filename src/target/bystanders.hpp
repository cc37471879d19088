// SPDX-License-Identifier: Apache-2.0
// What others have set up on the target's server: standbys, event triggers, logical replication. Some of it stops a
// migration, some of it is burdened by one.
// Tested in ci/targets.
#pragma once

#include <string>
#include <vector>

#include "base/next_step.hpp"

namespace mlflow2pg {

class Target;

// Appends to `warnings` what the user should know before the migration. Then throws TargetError when the publish would
// wait for a synchronous standby that is not connected.
void look_at_bystanders(Target& target, NextSteps& warnings);

struct EventTrigger {
    std::string name;  // as written in SQL
    std::string text;  // "guard (ddl_command_start, function guard, of postgres)"
};

// The enabled event triggers. Those of extensions are left out: TimescaleDB's let everything pass.
std::vector<EventTrigger> event_triggers(Target& target);

}  // namespace mlflow2pg
