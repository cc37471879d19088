#include "steps/remaining.hpp"

#include <algorithm>

#include "base/progress.hpp"

namespace mlflow2pg {

namespace {

// What two steps took is no more certain than what was expected of as much work, in seconds.
constexpr double trust = 0.5;

}  // namespace

std::vector<double> seconds_left(std::vector<StepStanding> const& steps) {
    // By how much longer than expected things take; `otherwise` is what to assume without any.
    auto const pace_of = [&](std::optional<std::size_t> stage, double otherwise) {
        double expected = trust;
        double took = trust * otherwise;
        for (StepStanding const& step : steps) {
            if (!step.share || *step.share == 0 || (stage && step.stage != *stage)) continue;
            expected += step.cost * *step.share;
            took += step.seconds;
        }
        return took / expected;
    };
    double const overall = pace_of({}, 1);
    std::vector<double> left;
    std::vector<double> paces;  // by stage
    for (StepStanding const& step : steps) {
        while (paces.size() <= step.stage) paces.push_back(pace_of(paces.size(), overall));
        double const expected = step.cost * paces[step.stage];
        if (!step.share) {
            // What takes longer than expected takes a little longer yet.
            left.push_back(std::max(expected - step.seconds, step.seconds / 10));
        } else if (std::optional<double> const known = time_left(step.seconds, *step.share)) {
            left.push_back(*known);
        } else {
            left.push_back(expected * (1 - *step.share));
        }
    }
    return left;
}

}  // namespace mlflow2pg
