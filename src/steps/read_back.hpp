// The rows as PostgreSQL holds them, read back through binary COPY, for verification.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <string_view>

#include "rows/rows.hpp"
#include "steps/perform.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

struct TablePlan;

// The rows of the table in `schema`, as decoded from what the server sends. Values longer than longest_held_value come
// as LongBytes, after all other rows; `visit` may read them, and nothing else, on this connection.
void for_each_row_back(PgConnection& connection, std::string_view schema, TablePlan const& table,
                       RowVisitor const& visit);

// Their count and checksum, for each table of the step.
StepResult read_back(Step const& step, Work const& work, Worker& worker);

}  // namespace mlflow2pg
