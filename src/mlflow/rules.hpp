// SPDX-License-Identifier: Apache-2.0
// How values are changed during the copy. The user has asked for each of these changes.
// Tested in tests/rows/encode_tests.cpp
#pragma once

#include <cstdint>
#include <functional>

#include "mlflow/artifacts.hpp"
#include "mlflow/misfit.hpp"

namespace mlflow2pg {

enum class ExperimentIds { keep, widen, renumber };

// The greatest value of PostgreSQL's integer. If an experiment has this id, the sequence has no next id.
inline constexpr std::int64_t greatest_experiment_id = 2147483647;

struct Rules {
    Fixes fixes;
    ExperimentIds experiment_ids = ExperimentIds::keep;
    Rewrites artifacts = {};
    // With ExperimentIds::renumber: returns the id of an experiment in the target, which may be the same. Several
    // threads may call it.
    std::function<std::int64_t(std::int64_t id)> new_id = {};
    std::uint64_t renumbered = 0;  // experiments with a new id
};

}  // namespace mlflow2pg
