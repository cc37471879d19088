// SPDX-License-Identifier: Apache-2.0
// Makes the verified copy of the source in the staging schema: applies the changes to a prepared copy, or loads
// everything.
// Tested in tests/commands/migrate_tests.cpp and prepare_tests.cpp.
#pragma once

#include <functional>

#include "commands/gates.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

// The work after the gates. then: called when the staged copy is equal to the source, to publish it for example. It
// must call ensure_staged_as_made(), which publish() does, and finish_rejects(). If it throws StagedChanged after the
// changes were applied to a prepared copy, everything is loaded, and it is called again. After a failure the staging
// schema stays if a later run can resume it.
void make_staged_copy(Passage& passage, std::function<void(Staging const&)> const& then);

// Completes the file with rejected and changed rows.
void finish_rejects(Passage& passage);

}  // namespace mlflow2pg
