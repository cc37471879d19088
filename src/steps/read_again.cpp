// SPDX-License-Identifier: Apache-2.0
#include "steps/read_again.hpp"

#include <utility>

#include "base/stopwatch.hpp"
#include "mlflow/plan.hpp"
#include "steps/recompute_latest.hpp"

namespace mlflow2pg {

void for_each_row_again(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                        std::stop_token stop, RowVisitor const& visit) {
    // Table order, not key order as in the load: this reading must not depend on the index that the load has used.
    if (!table.recomputed) {
        Rows rows{reader, table, plan.rules, table.second_order(), rejects, std::move(stop)};
        while (rows.next()) visit(rows.values());
        // Both readings of metrics may go through an index, and both indexes may lack a row.
        rows.ensure_complete();
        return;
    }
    // latest_metrics is not read from the source at all, but recomputed from metrics.
    TablePlan const& metrics = plan.table("metrics");
    RecomputeLatest recompute{reader, plan, nullptr, visit};
    Rows rows{reader, metrics, plan.rules, metrics.load_order(), rejects, std::move(stop)};
    while (rows.next()) recompute.add(rows.values());
    recompute.finish();
}

StepResult read_again(Step const& step, Work const& work, Worker& worker) {
    StepResult result;
    Sqlite const reader = work.source.reader(worker.stop());
    for (std::string const& name : step.tables) {
        Stopwatch const watch;
        TableResult table{name, Reading::again, {}, 0, 0};
        RowHash hash;
        for_each_row_again(reader, work.plan, work.plan.table(name), work.rejects, worker.stop(),
                           [&](std::vector<Value> const& row) { table.checksum.add(hash.of(row)); });
        table.seconds = watch.seconds();
        result.tables.push_back(std::move(table));
    }
    return result;
}

}  // namespace mlflow2pg
