// SPDX-License-Identifier: Apache-2.0
// Estimates how long a migration will take, from the costs of its steps and a short probe of how fast the machines are
// now.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/next_step.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;

// Seconds of a migration with `jobs` workers. target: may be null; then the estimate assumes a server as fast as this
// machine, as it does when the server refuses the probe. The probe takes about a seventh of the estimated time, at most
// about half a second, and writes nothing.
double estimate_seconds(Plan const& plan, unsigned jobs, Target* target);

// What a migration has to do after prepare.
struct CatchUp {
    std::uint64_t pages = 0;          // of the source's tables, which are compared with those of the base file
    std::uint64_t compared_rows = 0;  // of tables that are compared by rows
    std::uint64_t changed_rows = 0;   // on changed pages
};

// As estimate_seconds(), after prepare: the time for which MLflow is stopped.
double estimate_catch_up_seconds(Plan const& plan, CatchUp const& work, Target* target);

// Hints for the user before a migration: settings that would save time.
NextSteps advice(Plan const& plan, Target* target);

}  // namespace mlflow2pg
