// SPDX-License-Identifier: Apache-2.0
#include "steps/load.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "rows/encode.hpp"
#include "rows/rows.hpp"
#include "source/spilled_map.hpp"
#include "steps/recompute_latest.hpp"
#include "target/staged_rows.hpp"

namespace mlflow2pg {

namespace {

// One COPY into a staged table, in the format of RowEncoder.
class CopyIn {
public:
    enum class Into {
        // The table is emptied first. TRUNCATE and COPY in one transaction allow FREEZE: rows are written as visible to
        // all, so that no later reader or vacuum has to mark them. https://www.postgresql.org/docs/15/sql-copy.html
        emptied,
        shared,  // other COPYs load the same table at the same time
    };

    CopyIn(PgConnection& connection, TablePlan const& table, Into into) : connection_{connection}, table_{table} {
        std::string const name = quote_identifier(table.name);
        bool const emptied = into == Into::emptied;
        connection_.begin_copy_in(
            fmt::format("{}COPY {} ({}) FROM STDIN (FORMAT binary{})",
                        emptied ? fmt::format("TRUNCATE {};\n{};\n", name, forget_loads_sql(table.name)) : "", name,
                        table.column_list(), emptied ? ", FREEZE" : ""));
    }

    void send(std::string_view portion) { connection_.send(portion); }

    // Throws VerificationError when the server's count is not `rows`.
    void finish(std::uint64_t rows) {
        if (std::uint64_t const received = connection_.finish_copy(); received != rows) {
            throw VerificationError{
                fmt::format("copy {}: {} sent, {} counted by the server", table_.name, counted(rows, "row"), received)};
        }
    }

private:
    PgConnection& connection_;
    TablePlan const& table_;
};

// Portions of a COPY that is sent later, on disk.
class HeldBack {
public:
    void add(std::string_view portion) { portions_.insert(Value::of(++count_), Value::blob(portion)); }
    void send_to(CopyIn& copy) const {
        for (SqliteStatement portions = portions_.pairs(); portions.step();) copy.send(portions.value(1).bytes);
    }

private:
    SpilledMap portions_;  // by their number
    std::int64_t count_ = 0;
};

TableResult copy_rows(Rows& rows, TablePlan const& table, PgConnection& connection, CopyIn::Into into) {
    Stopwatch const watch;
    TableResult result{table.name, Reading::first, {}, 0, 0};
    std::optional<CopyIn>
        copy;  // begun at the first row: most of MLflow's tables are empty, and an empty COPY costs three round trips
    RowEncoder encoder{table, [&](std::string_view portion) { copy->send(portion); }};
    while (rows.next()) {
        if (!copy) copy.emplace(connection, table, into);
        rows.hash_into(result.checksum);
        encoder.add(rows.values());
    }
    if (copy) {
        encoder.finish();
        copy->finish(result.checksum.rows);
        result.bytes = encoder.bytes();
    }
    result.seconds = watch.seconds();
    return result;
}

// Loads metrics and, from the same rows, latest_metrics. A session runs one COPY at a time, so the rows of
// latest_metrics are sent after those of metrics.
StepResult load_metrics(Work const& work, Sqlite const& reader, Worker& worker) {
    Stopwatch const watch;
    TablePlan const& metrics = work.plan.table("metrics");
    TablePlan const& latest = work.plan.table("latest_metrics");
    StepResult result;
    result.tables = {{metrics.name, Reading::first, {}, 0, 0}, {latest.name, Reading::first, {}, 0, 0}};
    PgConnection& connection = worker.connection();
    HeldBack held_back;
    RowEncoder encode_latest{latest, [&](std::string_view portion) { held_back.add(portion); }};
    RowHash hash;
    RecomputeLatest recompute{reader, work.plan, work.reject_file, [&](std::vector<Value> const& row) {
                                  result.tables[1].checksum.add(hash.of(row));
                                  encode_latest.add(row);
                              }};
    CopyIn copy{connection, metrics, CopyIn::Into::emptied};
    RowEncoder encode{metrics, [&](std::string_view portion) { copy.send(portion); }};
    Rows rows{reader, metrics, work.plan.rules, metrics.load_order(), work.rejects, worker.stop()};
    while (rows.next()) {
        rows.hash_into(result.tables[0].checksum);
        encode.add(rows.values());
        recompute.add(rows.values());
    }
    result.latest = recompute.finish();
    result.latest_counted = true;
    encode.finish();
    // A resumed run does not write the rows of this step again, so they must be on disk before it is committed. No
    // other step writes to the file.
    std::string const file = work.reject_file == nullptr ? "" : work.reject_file->finish();
    if (!file.empty()) result.reject_file = std::filesystem::absolute(file);
    copy.finish(result.tables[0].checksum.rows);
    CopyIn copy_latest{connection, latest, CopyIn::Into::emptied};
    encode_latest.finish();
    held_back.send_to(copy_latest);
    copy_latest.finish(result.tables[1].checksum.rows);
    result.tables[0].bytes = encode.bytes();
    result.tables[1].bytes = encode_latest.bytes();
    result.tables[0].seconds = watch.seconds();
    return result;
}

}  // namespace

StepResult load(Step const& step, Work const& work, Worker& worker) {
    StepResult result;
    Sqlite const reader = work.source.reader(worker.stop());
    for (std::string const& name : step.tables) {
        TablePlan const& table = work.plan.table(name);
        if (table.recomputed) continue;
        if (name == "metrics" && work.plan.has_table("latest_metrics")) {
            StepResult metrics = load_metrics(work, reader, worker);
            metrics.tables.insert(metrics.tables.begin(), result.tables.begin(), result.tables.end());
            result = std::move(metrics);
        } else if (step.range.is_all()) {
            Rows rows{reader, table, work.plan.rules, table.load_order(), work.rejects, worker.stop()};
            result.tables.push_back(copy_rows(rows, table, worker.connection(), CopyIn::Into::emptied));
        } else {
            Rows rows{reader, table, work.plan.rules, step.range, work.rejects, worker.stop()};
            result.tables.push_back(copy_rows(rows, table, worker.connection(), CopyIn::Into::shared));
        }
    }
    std::vector<StagedRows> loads;
    for (TableResult const& table : result.tables) {
        if (table.checksum.rows > 0) loads.push_back({table.table, table.checksum.rows});
    }
    if (!loads.empty()) worker.connection().execute(record_loads_sql(loads));
    return result;
}

}  // namespace mlflow2pg
