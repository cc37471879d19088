// SPDX-License-Identifier: Apache-2.0
// Recomputes latest_metrics by MLflow's rule (mlflow/latest_metrics.hpp) while the rows of metrics are loaded.
// Tested in tests/steps/recompute_latest_tests.cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/value.hpp"
#include "mlflow/latest_metrics.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

struct Plan;

class RecomputeLatest {
public:
    using Emit = std::function<void(std::vector<Value> const& row)>;

    // How many runs of one key, or keys of one run, are held in memory, about 5 MB. More are spilled to disk.
    static constexpr std::size_t members_in_memory = 25'000;

    // reader: of the source, to read its own latest_metrics. reject_file: receives the rows of that table that are
    // replaced, left out or added; null: they are only counted. emit: receives each recomputed row, in the plan's
    // columns. All references must outlive this object.
    RecomputeLatest(Sqlite const& reader, Plan const& plan, RejectFile* reject_file, Emit emit,
                    std::size_t most_members = members_in_memory);
    ~RecomputeLatest();
    RecomputeLatest(RecomputeLatest const&) = delete;
    RecomputeLatest& operator=(RecomputeLatest const&) = delete;

    // row: a converted row of metrics. Rows come in the table's load_order(): those of one key, or of one run,
    // together.
    void add(std::vector<Value> const& row);
    // Call it after the last row.
    LatestDrift finish();

private:
    class Recomputation;
    std::unique_ptr<Recomputation> recomputation_;
};

// As RecomputeLatest, but only for the keys and runs whose metrics are added.
class RecomputeSomeLatest {
public:
    // reader, emit: see RecomputeLatest. The source's own row is only read where the metrics do not decide which of two
    // points is the latest. Other differences from the source's rows are not counted.
    RecomputeSomeLatest(Sqlite const& reader, Plan const& plan, RecomputeLatest::Emit emit,
                        std::size_t most_points = RecomputeLatest::members_in_memory);
    ~RecomputeSomeLatest();
    RecomputeSomeLatest(RecomputeSomeLatest const&) = delete;
    RecomputeSomeLatest& operator=(RecomputeSomeLatest const&) = delete;

    // row: a converted row of metrics. Rows may come in any order, but all rows of a key and run must be added.
    void add(std::vector<Value> const& row);
    // Emits the rows. Call it after the last row.
    void finish();

private:
    class Recomputation;
    std::unique_ptr<Recomputation> recomputation_;
};

// How the migration's latest_metrics will differ from the source's. Reads metrics once, without rejected rows. Nothing
// if the plan does not recompute the table.
std::optional<LatestDrift> foretell_drift(Source const& source, Plan const& plan, Rejects const& rejects);

}  // namespace mlflow2pg
