// SPDX-License-Identifier: Apache-2.0
#include "mlflow/latest_metrics.hpp"

#include <tuple>

namespace mlflow2pg {

bool MetricPoint::newer_than(MetricPoint const& other) const {
    return std::tie(step, timestamp, value) > std::tie(other.step, other.timestamp, other.value);
}

void NewestPoint::add(NewestPoint const& other) {
    if (other.point.newer_than(point)) {
        *this = other;
    } else if (other.point.ties_with(point)) {
        nan_ties = nan_ties || other.nan_ties || other.point.is_nan != point.is_nan;
        if (nan_ties) point.is_nan = false;
    }
}

}  // namespace mlflow2pg
