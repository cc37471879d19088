// How long the steps that are not done will take, from what was expected and what the others took. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace mlflow2pg {

// A step of the list: what it was expected to take and what it has taken.
struct StepStanding {
    std::size_t stage;
    double cost;                        // seconds, as expected before
    double seconds = 0;                 // since it began, or that it took
    std::optional<double> share = 0.0;  // 1 when it is done, 0 when it has not begun, nothing when nobody knows
};

// The seconds that each step will still take: what was expected, corrected by what has taken its time already, the
// steps of the same stage first of all.
std::vector<double> seconds_left(std::vector<StepStanding> const& steps);

}  // namespace mlflow2pg
