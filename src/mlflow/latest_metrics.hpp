// latest_metrics as MLflow's rule makes it, from metrics in the order of their keys, with memory for one key.
// Pure. The rule is _update_latest_metrics_if_necessary in mlflow/store/tracking/sqlalchemy_store.py (same
// from 1.3 to 3.18): a row replaces the latest when (step, timestamp, value) is strictly greater; NaN stands
// as value 0 with is_nan.
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
    // By the rule: is_nan does not count.
    bool newer_than(MetricPoint const& other) const;
    bool ties_with(MetricPoint const& other) const { return !newer_than(other) && !other.newer_than(*this); }
};

// How the recomputed rows stand to those the source had.
struct LatestDrift {
    std::uint64_t same = 0;
    std::uint64_t different = 0;    // the source had an older or wrong value
    std::uint64_t missing = 0;      // the source had none
    std::uint64_t source_only = 0;  // the source had one without any metric

    bool none() const { return different == 0 && missing == 0 && source_only == 0; }
};

class LatestMetrics {
public:
    // Looks up the rows that the source's own latest_metrics has for a key: run -> point.
    using BeforeKey = std::function<std::unordered_map<std::string, MetricPoint>(std::string_view key)>;
    using Emit = std::function<void(std::string_view key, std::string_view run, MetricPoint const& point)>;
    // A row of the source that no metric stands behind.
    using SourceOnly = std::function<void(std::string_view key, std::string_view run)>;

    LatestMetrics(BeforeKey before_key, Emit emit, SourceOnly source_only);

    // Rows of one key must follow each other; their order within the key does not matter.
    void add(std::string_view key, std::string_view run, MetricPoint const& point);
    // After the last row.
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
    std::string run_;  // reused, so that a look-up does not allocate
    LatestDrift drift_;
};

}  // namespace mlflow2pg
