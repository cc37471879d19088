// One table's rows: out of SQLite, into PostgreSQL through binary COPY. Each reading yields the count and checksum of
// what it saw.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include <functional>
#include <stop_token>

#include "rows/rejects.hpp"
#include "rows/rows.hpp"
#include "source/source.hpp"
#include "source/sqlite.hpp"
#include "steps/scheduler.hpp"

namespace mlflow2pg {

struct Plan;
struct Rules;
struct RowidRange;
struct TablePlan;

// Empties the staged table and fills it from the source, in the transaction under way on `connection`.
TableResult copy_table(Sqlite const& reader, TablePlan const& table, Rules const& rules, Rejects const* rejects,
                       PgConnection& connection, std::stop_token stop);
// Adds a part of the source's rows to it. Several parts may be under way at once.
TableResult copy_part(Sqlite const& reader, TablePlan const& table, RowidRange const& range, Rules const& rules,
                      Rejects const* rejects, PgConnection& connection, std::stop_token stop);

// The same for metrics, feeding latest_metrics as its rows pass; latest_metrics goes through the second
// connection and is committed there. Adds both tables to the result.
StepResult copy_metrics(Source const& source, Plan const& plan, Rejects const* rejects, RejectFile& reject_file,
                        Worker& worker);

// The rows that the target has to hold: those of the source, converted, in table order and through no index;
// those of latest_metrics as recomputed from metrics.
void for_each_row(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                  std::stop_token stop, RowVisitor const& visit);

// Reads the source once more and hashes what for_each_row gives.
TableResult read_source(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                        std::stop_token stop);

}  // namespace mlflow2pg
