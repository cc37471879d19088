// Recomputes latest_metrics from metrics by MLflow's rule. It needs the rows in the order of their keys, and memory for
// one key. Pure. The rule is _update_latest_metrics_if_necessary in mlflow/store/tracking/sqlalchemy_store.py
// (unchanged from 1.3 to 3.18): a row replaces the latest one when its (step, timestamp, value) is strictly greater.
// NaN counts as value 0 with is_nan set.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

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

// How the recomputed rows differ from the source's own rows.
struct LatestDrift {
    std::uint64_t same = 0;
    std::uint64_t different = 0;    // the source's row had an older or wrong value
    std::uint64_t missing = 0;      // the source had no row
    std::uint64_t source_only = 0;  // the source had a row, but no metric for it

    bool none() const { return different == 0 && missing == 0 && source_only == 0; }
};

class LatestMetrics {
public:
    // Returns the rows of the source's own latest_metrics for a key: run -> point.
    using BeforeKey = std::function<std::unordered_map<std::string, MetricPoint>(std::string_view key)>;
    using Emit = std::function<void(std::string_view key, std::string_view run, MetricPoint const& point)>;
    // Receives a row of the source's latest_metrics for which there is no metric.
    using SourceOnly = std::function<void(std::string_view key, std::string_view run)>;

    LatestMetrics(BeforeKey before_key, Emit emit, SourceOnly source_only);

    // Rows of one key must be consecutive; their order within the key does not matter.
    void add(std::string_view key, std::string_view run, MetricPoint const& point);
    // Call it after the last row.
    void finish();
    LatestDrift const& drift() const { return drift_; }

private:
    BeforeKey before_key_;
    Emit emit_;
    SourceOnly source_only_;
    bool open_ = false;
    std::string key_;
    std::unordered_map<std::string, MetricPoint> source_;
    std::unordered_map<std::string, MetricPoint> latest_;
    std::string run_;  // kept between calls, so that a look-up does not allocate
    LatestDrift drift_;
};

}  // namespace mlflow2pg
