// The stage "load": rows out of SQLite, into the staged tables, through binary COPY. Each reading yields the count and
// the checksum of what it read.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include "steps/perform.hpp"

namespace mlflow2pg {

// Empties the step's tables in the staging schema and fills them from the source; a step with a range of rowids adds
// that part of its one table instead, and several parts may run at once. Where metrics is loaded, latest_metrics is
// recomputed from its rows as they pass; it goes through the worker's second connection and is committed there. Throws
// MisfitFound for a row that does not fit, VerificationError when the server counted other rows than were sent.
StepResult load(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
