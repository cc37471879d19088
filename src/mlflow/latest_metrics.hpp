// SPDX-License-Identifier: Apache-2.0
// MLflow's rule of latest_metrics. Pure. It is _update_latest_metrics_if_necessary in
// mlflow/store/tracking/sqlalchemy_store.py (unchanged from 1.3 to 3.18): a row replaces the latest one when its (step,
// timestamp, value) is strictly greater. NaN counts as value 0 with is_nan set.
// Tested in tests/mlflow/latest_metrics_tests.cpp.
#pragma once

#include <cstdint>

namespace mlflow2pg {

struct MetricPoint {
    std::int64_t step = 0;
    std::int64_t timestamp = 0;  // milliseconds
    double value = 0;
    bool is_nan = false;

    friend bool operator==(MetricPoint const&, MetricPoint const&) = default;
    // Compares by the rule above, which ignores is_nan.
    bool newer_than(MetricPoint const& other) const;
    bool ties_with(MetricPoint const& other) const { return !newer_than(other) && !other.newer_than(*this); }
};

// The newest of the points of one metric in one run.
struct NewestPoint {
    MetricPoint point;  // if NaN and a number tie: the number
    // NaN and the value 0 tie. MLflow keeps the one that was logged first. Only its own row of latest_metrics shows
    // which one that was.
    bool nan_ties = false;

    void add(NewestPoint const& other);
};

// How the recomputed rows differ from the source's own rows.
struct LatestDrift {
    std::uint64_t same = 0;
    std::uint64_t different = 0;    // the source's row had an older or wrong value
    std::uint64_t missing = 0;      // the source had no row
    std::uint64_t source_only = 0;  // the source had a row, but no metric for it

    bool none() const { return different == 0 && missing == 0 && source_only == 0; }
};

}  // namespace mlflow2pg
