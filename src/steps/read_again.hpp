// The second reading of the source, independent of the one that was loaded: in the tables' own order, through no index.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <stop_token>

#include "rows/rows.hpp"
#include "steps/perform.hpp"

namespace mlflow2pg {

// The rows that the target has to hold: those of the source, converted; those of latest_metrics as recomputed from
// metrics. rejects: rows to leave out; null: none.
void for_each_row_again(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                        std::stop_token stop, RowVisitor const& visit);

// Their count and checksum, for each table of the step. In a migration latest_metrics is left out: its rows come from
// metrics, which is read again.
StepResult read_again(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
