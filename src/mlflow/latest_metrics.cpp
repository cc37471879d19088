#include "mlflow/latest_metrics.hpp"

#include <tuple>
#include <utility>

namespace mlflow2pg {

bool MetricPoint::newer_than(MetricPoint const& other) const {
    return std::tie(step, timestamp, value) > std::tie(other.step, other.timestamp, other.value);
}

LatestMetrics::LatestMetrics(BeforeKey before_key, Emit emit, SourceOnly source_only)
    : before_key_{std::move(before_key)}, emit_{std::move(emit)}, source_only_{std::move(source_only)} {}

void LatestMetrics::add(std::string_view key, std::string_view run, MetricPoint const& point) {
    if (!open_ || key != key_) {
        finish();
        key_ = key;
        open_ = true;
        source_ = before_key_(key);
    }
    run_ = run;
    auto const [entry, inserted] = latest_.try_emplace(run_, point);
    if (inserted || point.newer_than(entry->second)) {
        entry->second = point;
    } else if (point.ties_with(entry->second)) {
        // Two rows compare equal. Only the source's own latest_metrics row shows which one MLflow logged first.
        auto const kept = source_.find(run_);
        if (kept != source_.end() && kept->second == point) entry->second = point;
    }
}

void LatestMetrics::finish() {
    if (!open_) return;
    for (auto const& [run, point] : latest_) {
        auto const before = source_.find(run);
        if (before == source_.end()) {
            ++drift_.missing;
        } else {
            ++(before->second == point ? drift_.same : drift_.different);
            source_.erase(before);
        }
        emit_(key_, run, point);
    }
    for (auto const& [run, point] : source_) {
        ++drift_.source_only;
        source_only_(key_, run);
    }
    latest_.clear();
    source_.clear();
    open_ = false;
}

}  // namespace mlflow2pg
