// SPDX-License-Identifier: Apache-2.0
// New ids of experiments for --experiment-ids renumber. An id is replaced if it does not fit PostgreSQL's integer, or
// if it leaves the sequence no next id. New ids continue after the greatest id that fits, so that they look new. At the
// limit they fill gaps from 1 on. An id is also in use if only a row refers to it: a new id must not bring such a row
// back to life. Memory does not grow with the number of experiments.
// Tested in tests/rows/new_ids_tests.cpp.
#pragma once

#include <cstdint>
#include <functional>

#include "source/sqlite.hpp"

namespace mlflow2pg {

struct Plan;
struct Rules;

// Sets the plan's new ids. reader, plan: of the source.
void renumber_experiments(Sqlite const& reader, Plan& plan);

// Visits all ids that are replaced, in ascending order.
void for_each_new_id(Sqlite const& reader, Rules const& rules,
                     std::function<void(std::int64_t before, std::int64_t after)> const& visit);

}  // namespace mlflow2pg
