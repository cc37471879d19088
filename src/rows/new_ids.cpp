// SPDX-License-Identifier: Apache-2.0
#include "rows/new_ids.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "source/spilled_map.hpp"

namespace mlflow2pg {

namespace {

// A query of the ids that fit, for each column that holds ids.
std::vector<std::string> queries_of_ids(Plan const& plan) {
    std::vector<std::string> queries;
    for (TablePlan const& table : plan.tables) {
        for (ColumnPlan const& column : table.columns) {
            if (!column.experiment_id && column.experiment_id_if < 0) continue;
            queries.push_back(fmt::format(
                "SELECT CAST({0} AS INTEGER) AS id FROM {1} WHERE CAST({0} AS INTEGER) "
                "BETWEEN 1 AND {2} - 1",
                quote_identifier(column.target.name), quote_identifier(table.name), greatest_experiment_id));
        }
    }
    return queries;
}

class FreeIds {
public:
    FreeIds(Sqlite const& reader, std::vector<std::string> const& queries)
        : last_{reader.integer(fmt::format("SELECT max(id) FROM ({})", fmt::join(queries, " UNION ALL ")))},
          in_use_{reader.prepare(fmt::format("{} ORDER BY id", fmt::join(queries, " UNION ")))} {}

    std::int64_t next() {
        if (last_ + 1 < greatest_experiment_id) return ++last_;
        for (++gap_;; ++gap_) {
            if (used_ < gap_) {
                // All ids above the last one in use have been given out.
                if (!in_use_.step())
                    throw SourceError{"--experiment-ids renumber: no id is free", "use --experiment-ids widen"};
                used_ = in_use_.integer(0);
            }
            if (used_ > gap_) return gap_;
        }
    }

private:
    std::int64_t last_;       // the greatest id in use
    SqliteStatement in_use_;  // in ascending order; read up to used_
    std::int64_t used_ = 0;
    std::int64_t gap_ = 0;
};

// Several threads may ask at the same time.
class NewIds {
public:
    void add(std::int64_t before, std::int64_t after) { ids_.insert(Value::of(before), Value::of(after)); }
    std::int64_t of(std::int64_t id) {
        if (id < greatest_experiment_id) return id;
        std::lock_guard const guard{mutex_};
        std::optional<Value> const found = ids_.find(Value::of(id));
        return found ? found->integer : id;
    }

private:
    std::mutex mutex_;
    SpilledMap ids_;
};

SqliteStatement ids_to_replace(Sqlite const& reader) {
    return reader.prepare(
        fmt::format("SELECT experiment_id FROM experiments WHERE experiment_id >= {} ORDER BY experiment_id",
                    greatest_experiment_id));
}

}  // namespace

void renumber_experiments(Sqlite const& reader, Plan& plan) {
    auto const ids = std::make_shared<NewIds>();
    FreeIds free{reader, queries_of_ids(plan)};
    plan.rules.renumbered = 0;
    for (SqliteStatement large = ids_to_replace(reader); large.step(); ++plan.rules.renumbered) {
        ids->add(large.integer(0), free.next());
    }
    plan.rules.new_id = [ids](std::int64_t id) { return ids->of(id); };
}

void for_each_new_id(Sqlite const& reader, Rules const& rules,
                     std::function<void(std::int64_t before, std::int64_t after)> const& visit) {
    if (rules.renumbered == 0) return;
    for (SqliteStatement large = ids_to_replace(reader); large.step();) {
        visit(large.integer(0), rules.new_id(large.integer(0)));
    }
}

}  // namespace mlflow2pg
