// SPDX-License-Identifier: Apache-2.0
// The copy of the source in the staging schema, loaded and verified. What prepare left is brought up to date; otherwise
// everything is loaded.
// Tested in tests/commands/migrate_tests.cpp and prepare_tests.cpp.
#pragma once

#include <functional>

#include "commands/gates.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

// Everything behind the gates. then: called when the staged copy is known to be equal to the source; publishes it, for
// example. When this fails, the staging schema stays if a later run can resume it.
void make_staged_copy(Passage& passage, std::function<void(Staging const&)> const& then);

}  // namespace mlflow2pg
