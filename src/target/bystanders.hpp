// SPDX-License-Identifier: Apache-2.0
// What others have set up on the target's server: standbys, event triggers, logical replication. Some of it stops a
// migration, and a migration puts load on some of it.
// Tested in ci/targets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/next_step.hpp"

namespace mlflow2pg {

class Target;

// Appends to `warnings` what the user should know before the migration. Then throws TargetError when the publish would
// wait for a synchronous standby that is not connected.
void look_at_bystanders(Target& target, NextSteps& warnings);

struct EventTrigger {
    std::string name;      // as written in SQL
    std::string function;  // its name as written in SQL, without the schema
    std::string text;      // "guard (ddl_command_start, function guard, of postgres)"
};

// The event triggers that fire in this session. Those of extensions are left out: TimescaleDB's allow everything.
std::vector<EventTrigger> event_triggers(Target& target);

// Throws TargetError with the statements that disable the triggers. does: "refuses what a migration does". shown_by:
// the server's error, or what was changed; may be empty.
[[noreturn]] void throw_event_trigger(Target const& target, std::vector<EventTrigger> const& triggers,
                                      std::string_view does, std::string_view shown_by = {});

}  // namespace mlflow2pg
