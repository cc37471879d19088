// SPDX-License-Identifier: Apache-2.0
// The second reading of the source, independent of the first one, which was loaded: if the table has two b-trees with
// all columns, it uses the other one, see TablePlan::second_order.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <stop_token>

#include "rows/rows.hpp"
#include "steps/perform.hpp"

namespace mlflow2pg {

// Visits the rows that the target must hold: the source's rows after conversion, and for latest_metrics the rows
// recomputed from metrics. rejects: rows to leave out; null: none.
void for_each_row_again(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                        std::stop_token stop, RowVisitor const& visit);

// The number of rows and the checksum for each table of the step. A migration leaves out latest_metrics: its rows are
// computed from metrics, which is read again.
StepResult read_again(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
