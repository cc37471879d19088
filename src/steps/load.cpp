#include "steps/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_set>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "rows/encode.hpp"
#include "source/sqlite.hpp"
#include "target/staged_rows.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// One COPY into a staged table.
class CopyIn {
public:
    enum class Into {
        // TRUNCATE and COPY in one transaction make FREEZE legal: rows arrive as visible to all, and no later
        // reader or vacuum has to mark them. https://www.postgresql.org/docs/15/sql-copy.html
        emptied,
        shared,  // with other COPYs
    };

    CopyIn(PgConnection& connection, TablePlan const& table, Into into)
        : connection_{connection}, table_{table}, encoder_{table, [this](std::string_view portion) {
                                                               connection_.send(portion);
                                                           }} {
        std::string const name = quote_identifier(table.name);
        if (into == Into::emptied) {
            connection_.execute("TRUNCATE " + name);
            connection_.execute(std::string{forget_loads_sql}, {table.name});
        }
        connection_.begin_copy_in(fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary{})", name, table.column_list(),
                                              into == Into::emptied ? ", FREEZE" : ""));
    }

    void add(std::vector<Value> const& row) { encoder_.add(row); }

    std::uint64_t bytes() const { return encoder_.bytes(); }

    // Throws VerificationError when the server counted other than `rows`.
    void finish(std::uint64_t rows) {
        encoder_.finish();
        if (std::uint64_t const counted = connection_.finish_copy(); counted != rows) {
            throw VerificationError{
                fmt::format("copy {}: {} rows were sent, the server counted {}", table_.name, rows, counted)};
        }
        connection_.execute(std::string{record_load_sql}, {table_.name, std::to_string(rows)});
    }

private:
    PgConnection& connection_;
    TablePlan const& table_;
    RowEncoder encoder_;
};

// Where each part of a metric stands in a row of metrics or latest_metrics.
struct MetricColumns {
    explicit MetricColumns(TablePlan const& table) {
        std::vector<std::string> const names = table.column_names();
        auto const position = [&](std::string_view name) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
        };
        key = position("key");
        run = position("run_uuid");
        step = position("step");
        timestamp = position("timestamp");
        value = position("value");
        is_nan = position("is_nan");
        count = names.size();
        if (std::max({key, run, step, timestamp, value, is_nan}) >= count) {
            throw Error{ExitCode::internal,
                        fmt::format("table {} lacks a column that latest_metrics needs", table.name)};
        }
    }

    MetricPoint point(std::vector<Value> const& row) const {
        return {row[step].integer, row[timestamp].integer, row[value].real, row[is_nan].integer != 0};
    }
    void fill(std::vector<Value>& row, std::string_view key_text, std::string_view run_text,
              MetricPoint const& point) const {
        row.resize(count);
        row[key] = Value::text(key_text);
        row[run] = Value::text(run_text);
        row[step] = Value::of(point.step);
        row[timestamp] = Value::of(point.timestamp);
        row[value] = Value::of(point.value);
        row[is_nan] = Value::of(std::int64_t{point.is_nan});
    }

    std::size_t key, run, step, timestamp, value, is_nan, count;
};

// The newest point of each key and run, for when rows of one key do not follow each other: a fix may make two keys
// equal that stand apart in the source. A scratch database that spills to disk.
class NewestPoints {
public:
    NewestPoints() : scratch_{Sqlite::scratch(table)}, insert_{scratch_.prepare(upsert)} {}

    void add(std::string_view key, std::string_view run, MetricPoint const& point) {
        insert_.bind(1, Value::text(key)).bind(2, Value::text(run)).bind(3, Value::of(point.step));
        insert_.bind(4, Value::of(point.timestamp))
            .bind(5, Value::of(point.value))
            .bind(6, Value::of(std::int64_t{point.is_nan}));
        insert_.step();
        insert_.reset();
    }

    void hand_to(LatestMetrics& metrics) const {
        SqliteStatement rows =
            scratch_.prepare("SELECT key, run, step, timestamp, value, is_nan FROM newest ORDER BY key");
        while (rows.step()) {
            metrics.add(rows.text(0), rows.text(1),
                        {rows.integer(2), rows.integer(3), rows.real(4), rows.integer(5) != 0});
        }
    }

private:
    // is_nan is part of the key, so that of two points which tie both stay and the source's own row can decide.
    static constexpr char const* table =
        "newest (key TEXT, run TEXT, step INTEGER, timestamp INTEGER, value REAL, is_nan INTEGER, "
        "PRIMARY KEY (key, run, is_nan)) WITHOUT ROWID";
    static constexpr std::string_view upsert =
        "INSERT INTO newest VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET step = ?3, timestamp = ?4, value "
        "= ?5 "
        "WHERE (?3, ?4, ?5) > (step, timestamp, value)";

    Sqlite scratch_;
    SqliteStatement insert_;
};

// Walks through metrics key by key and hands out the rows of latest_metrics.
class Recomputation {
public:
    using Row = std::function<void(std::vector<Value> const&)>;

    // all_metrics: whether every row of metrics will be added. When some are rejected, a key may be left
    // without any.
    Recomputation(Sqlite const& reader, Plan const& plan, RejectFile* reject_file, bool all_metrics, Row emit)
        : all_metrics_{all_metrics},
          latest_{plan.table("latest_metrics")},
          metric_columns_{plan.table("metrics")},
          latest_columns_{latest_},
          reject_file_{reject_file},
          rows_of_key_{
              reader.prepare("SELECT run_uuid, step, timestamp, value, is_nan FROM latest_metrics WHERE key = ?")},
          row_of_run_{reader.prepare(latest_.select_where("key = ? AND run_uuid = ?"))},
          keys_without_metrics_{
              reader.prepare("SELECT key FROM (SELECT DISTINCT key FROM latest_metrics) AS latest WHERE ? OR "
                             "NOT EXISTS (SELECT 1 FROM metrics WHERE metrics.key = latest.key)")},
          emit_{std::move(emit)},
          metrics_{[this](std::string_view key) { return before(key); },
                   [this](std::string_view key, std::string_view run, MetricPoint const& point) {
                       latest_columns_.fill(row_, key, run, point);
                       emit_(row_);
                   },
                   [this](std::string_view key, std::string_view run) { keep(key, run); }} {
        if (!plan.rules.fixes.none()) newest_.emplace();
    }

    void add(std::vector<Value> const& row) {
        std::string_view const key = row[metric_columns_.key].bytes;
        if (!all_metrics_ && (seen_.empty() || !seen_.contains(std::string{key}))) seen_.emplace(key);
        std::string_view const run = row[metric_columns_.run].bytes;
        if (newest_) {
            newest_->add(key, run, metric_columns_.point(row));
        } else {
            metrics_.add(key, run, metric_columns_.point(row));
        }
    }

    LatestDrift finish() {
        if (newest_) newest_->hand_to(metrics_);
        metrics_.finish();
        LatestDrift drift = metrics_.drift();
        keys_without_metrics_.bind(1, Value::of(std::int64_t{!all_metrics_}));
        while (keys_without_metrics_.step()) {
            std::string const key = keys_without_metrics_.text(0);
            if (seen_.contains(key)) continue;
            for (auto const& [run, point] : before(key)) {
                ++drift.source_only;
                keep(key, run);
            }
        }
        return drift;
    }

private:
    std::unordered_map<std::string, MetricPoint> before(std::string_view key) {
        std::unordered_map<std::string, MetricPoint> points;
        rows_of_key_.bind(1, Value::text(key));
        while (rows_of_key_.step()) {
            points.emplace(rows_of_key_.text(0), MetricPoint{rows_of_key_.integer(1), rows_of_key_.integer(2),
                                                             rows_of_key_.real(3), rows_of_key_.integer(4) != 0});
        }
        rows_of_key_.reset();
        return points;
    }

    // A row that no metric stands behind is not published; it is kept in the reject file.
    void keep(std::string_view key, std::string_view run) {
        if (reject_file_ == nullptr) return;
        row_of_run_.bind(1, Value::text(key)).bind(2, Value::text(run));
        while (row_of_run_.step()) {
            std::vector<Value> row;
            for (int column = 0; column + 1 < row_of_run_.columns(); ++column) row.push_back(row_of_run_.value(column));
            reject_file_->add("latest_metrics", latest_, row, row_of_run_.value(row_of_run_.columns() - 1),
                              "no row in metrics stands behind it");
        }
        row_of_run_.reset();
    }

    bool all_metrics_;
    std::unordered_set<std::string> seen_;  // keys, remembered only when some metrics are rejected
    TablePlan const& latest_;
    MetricColumns metric_columns_;
    MetricColumns latest_columns_;
    RejectFile* reject_file_;
    SqliteStatement rows_of_key_;
    SqliteStatement row_of_run_;
    SqliteStatement keys_without_metrics_;
    Row emit_;
    std::vector<Value> row_;
    LatestMetrics metrics_;
    std::optional<NewestPoints> newest_;  // only when fixes may change keys
};

}  // namespace

namespace {

TableResult copy_rows(Rows& rows, TablePlan const& table, PgConnection& connection, CopyIn::Into into) {
    Clock::time_point const start = Clock::now();
    TableResult result{table.name, Reading::first, {}, 0, 0};
    std::optional<CopyIn> copy;  // most of MLflow's tables are empty, and an empty COPY is three round trips
    while (rows.next()) {
        if (!copy) copy.emplace(connection, table, into);
        rows.hash_into(result.checksum);
        copy->add(rows.values());
    }
    if (copy) {
        copy->finish(result.checksum.rows);
        result.bytes = copy->bytes();
    }
    result.seconds = since(start);
    return result;
}

}  // namespace

TableResult copy_table(Sqlite const& reader, TablePlan const& table, Rules const& rules, Rejects const* rejects,
                       PgConnection& connection, std::stop_token stop) {
    Rows rows{reader, table, rules, table.natural_order(), rejects, std::move(stop)};
    return copy_rows(rows, table, connection, CopyIn::Into::emptied);
}

TableResult copy_part(Sqlite const& reader, TablePlan const& table, RowidRange const& range, Rules const& rules,
                      Rejects const* rejects, PgConnection& connection, std::stop_token stop) {
    Rows rows{reader, table, rules, range, rejects, std::move(stop)};
    return copy_rows(rows, table, connection, CopyIn::Into::shared);
}

StepResult copy_metrics(Source const& source, Plan const& plan, Rejects const* rejects, RejectFile& reject_file,
                        Worker& worker) {
    Clock::time_point const start = Clock::now();
    TablePlan const& metrics = plan.table("metrics");
    TablePlan const& latest = plan.table("latest_metrics");
    StepResult result;
    result.tables = {{metrics.name, Reading::first, {}, 0, 0}, {latest.name, Reading::first, {}, 0, 0}};
    Sqlite const reader = source.reader(worker.stop());

    PgConnection& second = worker.second_connection();
    second.execute("BEGIN");
    CopyIn copy_latest{second, latest, CopyIn::Into::emptied};
    CopyIn copy{worker.connection(), metrics, CopyIn::Into::emptied};
    RowHash hash;
    bool const all = rejects == nullptr || !rejects->any(metrics.name);
    Recomputation recomputation{reader, plan, &reject_file, all, [&](std::vector<Value> const& row) {
                                    result.tables[1].checksum.add(hash.of(row));
                                    copy_latest.add(row);
                                }};
    Rows rows{reader, metrics, plan.rules, Order::key, rejects, worker.stop()};
    while (rows.next()) {
        rows.hash_into(result.tables[0].checksum);
        copy.add(rows.values());
        recomputation.add(rows.values());
    }
    result.latest = recomputation.finish();
    result.latest_counted = true;
    copy_latest.finish(result.tables[1].checksum.rows);
    // Committed before the step's own transaction: if that fails, the step is done again and empties this
    // table first.
    second.execute("COMMIT");
    copy.finish(result.tables[0].checksum.rows);
    result.tables[0].bytes = copy.bytes();
    result.tables[1].bytes = copy_latest.bytes();
    result.tables[0].seconds = since(start);
    return result;
}

void for_each_row(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                  std::stop_token stop, RowVisitor const& visit) {
    if (!table.recomputed) {
        Rows rows{reader, table, plan.rules, Order::table, rejects, std::move(stop)};
        while (rows.next()) visit(rows.values());
        return;
    }
    TablePlan const& metrics = plan.table("metrics");
    bool const all = rejects == nullptr || !rejects->any(metrics.name);
    Recomputation recomputation{reader, plan, nullptr, all, visit};
    Rows rows{reader, metrics, plan.rules, Order::key, rejects, std::move(stop)};
    while (rows.next()) recomputation.add(rows.values());
    recomputation.finish();
}

TableResult read_source(Sqlite const& reader, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                        std::stop_token stop) {
    Clock::time_point const start = Clock::now();
    TableResult result{table.name, Reading::again, {}, 0, 0};
    RowHash hash;
    for_each_row(reader, plan, table, rejects, std::move(stop),
                 [&](std::vector<Value> const& row) { result.checksum.add(hash.of(row)); });
    result.seconds = since(start);
    return result;
}

}  // namespace mlflow2pg
