// Which rows of a table differ between source and target, once its checksums do.
// Tested in tests/steps/verify_tests.cpp.
#pragma once

#include <string>
#include <vector>

#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;
struct TablePlan;

// Appends the rows that differ between the source and the table in `schema`, by primary key: at most 20 that are
// missing, 20 that are different and 20 that are too many. rejects: rows that stay behind; null: none.
void list_differing_rows(Source const& source, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                         Target& target, std::string const& schema, std::vector<std::string>& differences);

}  // namespace mlflow2pg
