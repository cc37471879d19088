// SPDX-License-Identifier: Apache-2.0
// Reads the rows that PostgreSQL stores back through binary COPY, for verification.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <string_view>

#include "rows/rows.hpp"
#include "steps/perform.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

struct TablePlan;

// Visits the decoded rows of the table in `schema`. Rows with values longer than longest_held_value come last; these
// values are LongBytes. `visit` may read them, but must not use this connection for anything else. condition: in SQL,
// which rows to visit.
void for_each_row_back(PgConnection& connection, std::string_view schema, TablePlan const& table,
                       RowVisitor const& visit, std::string const& condition = "true");

// The number of rows and the checksum for each table of the step.
StepResult read_back(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
