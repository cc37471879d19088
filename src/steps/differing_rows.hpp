// SPDX-License-Identifier: Apache-2.0
// Finds the rows of a table that differ between source and target, after its checksums differed.
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

// Appends the differing rows by primary key: at most 20 that are missing from the table in `schema`, 20 that are
// different there, with both values of each column that differs, and 20 that exist only there. rejects: rows that are
// not migrated; null: none.
void list_differing_rows(Source const& source, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                         Target& target, std::string const& schema, std::vector<std::string>& differences);

}  // namespace mlflow2pg
