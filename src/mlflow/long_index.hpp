// SPDX-License-Identifier: Apache-2.0
// Indexes whose entries may exceed PostgreSQL's limit for a b-tree: 2704 bytes. The server compresses the values of an
// entry where that saves space, so only the server knows whether a long entry fits. Pure.
// https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/access/common/indextuple.c
// Tested in tests/target/index_limit_tests.cpp.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

struct LongIndex {
    std::string name;
    std::string statement;             // CREATE INDEX or CREATE UNIQUE INDEX
    std::vector<std::size_t> columns;  // positions in the plan of the columns in its entries or its condition
};

// The indexes of a table, including those of keys, whose entries can exceed the limit. Indexes over generated columns
// are left out.
std::vector<LongIndex> long_indexes(TablePlan const& plan, Table const& table);

// Whether the row's index entry may be too long; false when it certainly fits. row: after conversion.
bool may_be_too_long(LongIndex const& index, std::span<Value const> row);

// Returns why an index refuses the row, as "2952 bytes, at most 2704"; nothing when the index accepts it.
using IndexJudge =
    std::function<std::optional<std::string>(TablePlan const&, LongIndex const&, std::span<Value const> row)>;

}  // namespace mlflow2pg
