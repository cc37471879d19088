// How values are changed during the copy. The user has asked for each change.
// Tested in tests/rows/encode_tests.cpp
#pragma once

#include <cstdint>
#include <map>

#include "mlflow/artifacts.hpp"
#include "mlflow/misfit.hpp"

namespace mlflow2pg {

enum class ExperimentIds { keep, widen, renumber };

// The greatest value of PostgreSQL's integer. After an experiment with this id, its sequence has no next id.
inline constexpr std::int64_t greatest_experiment_id = 2147483647;

struct Rules {
    Fixes fixes;
    ExperimentIds experiment_ids = ExperimentIds::keep;
    std::map<std::int64_t, std::int64_t> renumbered;  // old -> new; all other ids stay unchanged
    Rewrites artifacts;
};

}  // namespace mlflow2pg
