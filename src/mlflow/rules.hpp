// How values are changed on their way, all of it asked for by the user.
// Tested in tests/rows/encode_tests.cpp
#pragma once

#include <cstdint>
#include <map>

#include "mlflow/artifacts.hpp"
#include "mlflow/misfit.hpp"

namespace mlflow2pg {

enum class ExperimentIds { keep, widen, renumber };

// The greatest integer of PostgreSQL: an experiment with this id leaves its sequence no next one.
inline constexpr std::int64_t greatest_experiment_id = 2147483647;

struct Rules {
    Fixes fixes;
    ExperimentIds experiment_ids = ExperimentIds::keep;
    std::map<std::int64_t, std::int64_t> renumbered;  // old -> new; ids that are not here stay
    Rewrites artifacts;
};

}  // namespace mlflow2pg
