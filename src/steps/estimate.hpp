// SPDX-License-Identifier: Apache-2.0
// Estimates how long a migration will take, from the costs of its steps and a short probe of how fast the machines are
// now.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include "base/next_step.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;

// Seconds of a migration with `jobs` workers. target: may be null; then the estimate assumes a server as fast as this
// machine, as it does when the server refuses the probe. The probe takes some tenths of a second and writes nothing.
double estimate_seconds(Plan const& plan, unsigned jobs, Target* target);

// Hints for the user before a migration: settings that would save time.
NextSteps advice(Plan const& plan, Target* target);

}  // namespace mlflow2pg
