// Recomputes latest_metrics by MLflow's rule (mlflow/latest_metrics.hpp) while the rows of metrics are loaded.
// Tested in tests/mlflow/latest_metrics_tests.cpp.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/value.hpp"
#include "mlflow/latest_metrics.hpp"
#include "rows/rejects.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

struct Plan;

class RecomputeLatest {
public:
    using Emit = std::function<void(std::vector<Value> const& row)>;

    // reader: of the source, for its own latest_metrics. rejects: rows of metrics that will not be added; null: none.
    // reject_file: takes the rows that only the source's latest_metrics has; null: they are only counted. emit:
    // receives each row of latest_metrics, in the plan's columns. All references must outlive this object.
    RecomputeLatest(Sqlite const& reader, Plan const& plan, Rejects const* rejects, RejectFile* reject_file, Emit emit);
    ~RecomputeLatest();
    RecomputeLatest(RecomputeLatest const&) = delete;
    RecomputeLatest& operator=(RecomputeLatest const&) = delete;

    // row: a converted row of metrics. Rows come in the order of the primary key, which begins with the metric's key.
    void add(std::vector<Value> const& row);
    // Call it after the last row.
    LatestDrift finish();

private:
    class Recomputation;
    std::unique_ptr<Recomputation> recomputation_;
};

}  // namespace mlflow2pg
