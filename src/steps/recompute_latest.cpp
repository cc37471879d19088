#include "steps/recompute_latest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

// The position of each component of a metric in a row of metrics or latest_metrics.
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

// The newest point of each key and run. It is needed when the rows of one key are not consecutive, because a fix may
// make two different keys of the source equal. Stored in a scratch database that spills to disk.
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
    // is_nan is part of the key: if two points tie, both are stored, and the source's own row decides between them.
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

}  // namespace

class RecomputeLatest::Recomputation {
public:
    Recomputation(Sqlite const& reader, Plan const& plan, Rejects const* rejects, RejectFile* reject_file, Emit emit)
        : all_metrics_{rejects == nullptr || !rejects->any("metrics")},
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
          metrics_{[this](std::string_view key) { return rows_in_source(key); },
                   [this](std::string_view key, std::string_view run, MetricPoint const& point) {
                       latest_columns_.fill(row_, key, run, point);
                       emit_(row_);
                   },
                   [this](std::string_view key, std::string_view run) { save_unfounded(key, run); }} {
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
            for (auto const& [run, point] : rows_in_source(key)) {
                ++drift.source_only;
                save_unfounded(key, run);
            }
        }
        return drift;
    }

private:
    std::unordered_map<std::string, MetricPoint> rows_in_source(std::string_view key) {
        std::unordered_map<std::string, MetricPoint> points;
        rows_of_key_.bind(1, Value::text(key));
        while (rows_of_key_.step()) {
            points.emplace(rows_of_key_.text(0), MetricPoint{rows_of_key_.integer(1), rows_of_key_.integer(2),
                                                             rows_of_key_.real(3), rows_of_key_.integer(4) != 0});
        }
        rows_of_key_.reset();
        return points;
    }

    // A row of the source's latest_metrics without any metric is not copied, but written to the reject file.
    void save_unfounded(std::string_view key, std::string_view run) {
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

    bool all_metrics_;                      // no metric is rejected, so no key can lose all its metrics
    std::unordered_set<std::string> seen_;  // keys; used only when some metrics are rejected
    TablePlan const& latest_;
    MetricColumns metric_columns_;
    MetricColumns latest_columns_;
    RejectFile* reject_file_;
    SqliteStatement rows_of_key_;
    SqliteStatement row_of_run_;
    SqliteStatement keys_without_metrics_;
    Emit emit_;
    std::vector<Value> row_;
    LatestMetrics metrics_;
    std::optional<NewestPoints> newest_;  // used only when fixes may change keys
};

RecomputeLatest::RecomputeLatest(Sqlite const& reader, Plan const& plan, Rejects const* rejects,
                                 RejectFile* reject_file, Emit emit)
    : recomputation_{std::make_unique<Recomputation>(reader, plan, rejects, reject_file, std::move(emit))} {}

RecomputeLatest::~RecomputeLatest() = default;

void RecomputeLatest::add(std::vector<Value> const& row) { recomputation_->add(row); }

LatestDrift RecomputeLatest::finish() { return recomputation_->finish(); }

}  // namespace mlflow2pg
