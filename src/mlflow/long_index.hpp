// Indexes whose entries may be longer than PostgreSQL allows: 2704 bytes in a b-tree. Values in an entry are compressed
// where that helps, so only the server knows whether a long entry fits. Pure.
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
    std::string statement;             // that makes it
    std::vector<std::size_t> columns;  // positions in the plan of those it names, in its entries or its condition
};

// The indexes of a table, keys included, whose columns can hold more than an entry may be long; without those over
// columns that the server computes.
std::vector<LongIndex> long_indexes(TablePlan const& plan, Table const& table);

// Whether the row's entry may be too long; false when it fits for certain. row: as converted.
bool may_be_too_long(LongIndex const& index, std::span<Value const> row);

// Says why an index does not take the row, "2952 bytes, at most 2704"; nothing when it does.
using IndexJudge =
    std::function<std::optional<std::string>(TablePlan const&, LongIndex const&, std::span<Value const> row)>;

}  // namespace mlflow2pg
