// SPDX-License-Identifier: Apache-2.0
// The stage "load": copies rows from SQLite into the staged tables by binary COPY. It returns the number of rows and
// the checksum of each table that it read.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include "steps/perform.hpp"

namespace mlflow2pg {

// Empties the step's tables in the staging schema and loads them from the source. A step with a range of rowids only
// adds that part of its table; several such steps may run at once. The step that loads metrics also recomputes
// latest_metrics from the same rows, and loads it after them. Throws MisfitFound for a row that does not fit,
// VerificationError when the server's row count differs from the number of rows sent.
StepResult load(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
