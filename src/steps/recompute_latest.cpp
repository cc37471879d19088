// SPDX-License-Identifier: Apache-2.0
#include "steps/recompute_latest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "rows/rows.hpp"
#include "source/spilled_map.hpp"

namespace mlflow2pg {

namespace {

// The positions of a metric's components in a row of metrics or latest_metrics. Rows come in groups: all rows of a key,
// with one member for each run, or in Order::run all rows of a run, with one member for each key.
struct MetricColumns {
    MetricColumns(TablePlan const& table, Order order) {
        std::vector<std::string> const names = table.column_names();
        auto const position = [&](std::string_view name) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
        };
        group = position(order == Order::run ? "run_uuid" : "key");
        member = position(order == Order::run ? "key" : "run_uuid");
        step = position("step");
        timestamp = position("timestamp");
        value = position("value");
        is_nan = position("is_nan");
        count = names.size();
        if (std::max({group, member, step, timestamp, value, is_nan}) >= count) {
            throw Error{ExitCode::internal,
                        fmt::format("table {} lacks a column that latest_metrics needs", table.name)};
        }
    }

    MetricPoint point(std::vector<Value> const& row) const {
        return {row[step].integer, row[timestamp].integer, row[value].real, row[is_nan].integer != 0};
    }
    void fill(std::vector<Value>& row, std::string_view group_text, std::string_view member_text,
              MetricPoint const& point) const {
        row.resize(count);
        row[group] = Value::text(group_text);
        row[member] = Value::text(member_text);
        row[step] = Value::of(point.step);
        row[timestamp] = Value::of(point.timestamp);
        row[value] = Value::of(point.value);
        row[is_nan] = Value::of(std::int64_t{point.is_nan});
    }

    std::size_t group, member, step, timestamp, value, is_nan, count;
};

// Points by member.
struct HashOfText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using PointsByMember = std::unordered_map<std::string, NewestPoint, HashOfText, std::equal_to<>>;

// A group and a member as one text. Both are converted for PostgreSQL, so they contain no NUL.
std::string joined(std::string_view group, std::string_view member) {
    std::string name{group};
    name += '\0';
    name += member;
    return name;
}

std::string_view bytes_of(NewestPoint const& point) {
    static_assert(std::is_trivially_copyable_v<NewestPoint>);
    return {reinterpret_cast<char const*>(&point), sizeof point};
}

NewestPoint point_in(std::string_view bytes) {
    NewestPoint point;
    std::memcpy(&point, bytes.data(), sizeof point);
    return point;
}

// The newest points of one group, or of all groups. If there are many, they are spilled to disk.
class NewestPoints {
public:
    using Visit = std::function<void(std::string_view group, std::string_view member, NewestPoint const& point)>;

    explicit NewestPoints(std::size_t most) : most_{most} {}

    // Starts a new group. Points of the last group that were not taken are spilled.
    void begin(std::string_view group) {
        if (!points_.empty()) spill();
        group_ = group;
    }
    std::string const& group() const { return group_; }

    void add(std::string_view member, MetricPoint const& point) {
        auto const found = points_.find(member);
        if (found != points_.end()) return found->second.add({point});
        if (points_.size() >= most_) spill();
        points_.emplace(member, NewestPoint{point});
    }

    std::optional<NewestPoint> take(std::string_view group, std::string_view member) {
        if (spilled_) {
            if (!points_.empty()) spill();
            std::optional<Value> const found = spilled_->take(Value::blob(joined(group, member)));
            return found ? std::optional{point_in(found->bytes)} : std::nullopt;
        }
        auto const found = group == group_ ? points_.find(member) : points_.end();
        if (found == points_.end()) return std::nullopt;
        NewestPoint const point = found->second;
        points_.erase(found);
        return point;
    }

    // Visits and removes all points that are left.
    void take_all(Visit const& visit) {
        if (spilled_) {
            if (!points_.empty()) spill();
            for (SqliteStatement left = spilled_->pairs(); left.step();) {
                std::string const name = left.text(0);
                std::size_t const end = name.find('\0');
                visit(std::string_view{name}.substr(0, end), std::string_view{name}.substr(end + 1),
                      point_in(left.value(1).bytes));
            }
            spilled_.reset();
        }
        for (auto const& [member, point] : points_) visit(group_, member, point);
        points_.clear();
    }

private:
    void spill() {
        if (!spilled_) spilled_.emplace();
        for (auto const& [member, point] : points_) {
            std::string const name = joined(group_, member);
            NewestPoint newest = point;
            if (std::optional<Value> const earlier = spilled_->take(Value::blob(name))) {
                newest.add(point_in(earlier->bytes));
            }
            spilled_->insert(Value::blob(name), Value::blob(bytes_of(newest)));
        }
        points_.clear();
    }

    std::size_t most_;
    std::string group_;
    PointsByMember points_;  // of group_
    std::optional<SpilledMap> spilled_;
};

}  // namespace

// Compares the rows of the source's own latest_metrics with the recomputed ones. Both are usually sorted by group, so
// the rows of a group are compared as soon as its metrics have been read. In these cases they are not, and all rows are
// compared at the end: a fix changes keys or runs; SQLite sorts by UTF-16; or a key is so long that it is not read in
// index order, because SQLite would hold the whole index entry in memory.
class RecomputeLatest::Recomputation {
public:
    Recomputation(Sqlite const& reader, Plan const& plan, RejectFile* reject_file, Emit emit, std::size_t most_members)
        : order_{plan.table("metrics").load_order()},
          latest_{plan.table("latest_metrics")},
          metric_columns_{plan.table("metrics"), order_},
          latest_columns_{latest_, order_},
          reject_file_{reject_file},
          emit_{std::move(emit)},
          sorted_{plan.rules.fixes.none() && reader.text("PRAGMA encoding") == "UTF-8" &&
                  !has_long_key(reader, latest_)},
          source_{reader, latest_, unchanged_, sorted_ ? order_ : Order::table, nullptr},
          source_left_{source_.next_raw()},
          newest_{most_members} {}

    void add(std::vector<Value> const& row) {
        std::string_view const group = row[metric_columns_.group].bytes;
        if (!any_ || group != newest_.group()) {
            if (any_ && sorted_) finish_group();
            newest_.begin(group);
            any_ = true;
        }
        newest_.add(row[metric_columns_.member].bytes, metric_columns_.point(row));
    }

    LatestDrift finish() {
        if (any_ && sorted_) finish_group();
        for (; source_left_; source_left_ = source_.next_raw()) compare_row();
        emit_missing();
        return drift_;
    }

private:
    void finish_group() {
        for (; source_left_; source_left_ = source_.next_raw()) {
            Value const& group = source_.raw()[latest_columns_.group];
            if (is_short_text(group) && group.bytes > newest_.group()) break;
            compare_row();
        }
        emit_missing();
    }

    // Compares the source's row with the recomputed row that replaces it.
    void compare_row() {
        Value const& group = source_.raw()[latest_columns_.group];
        Value const& member = source_.raw()[latest_columns_.member];
        std::optional<NewestPoint> newest;
        if (is_short_text(group) && is_short_text(member) && !has_nul(group.bytes))
            newest = newest_.take(group.bytes, member.bytes);
        if (!newest) {
            ++drift_.source_only;
            return save(source_.raw(), source_.rowid(), "left out: metrics has no row for it");
        }
        Checksum const before = hash_.of(source_.raw());
        latest_columns_.fill(row_, group.bytes, member.bytes, newest->point);
        bool same = hash_.of(row_) == before;
        if (!same && newest->nan_ties) {
            row_[latest_columns_.is_nan] = Value::of(std::int64_t{1});
            same = hash_.of(row_) == before;
            if (!same) row_[latest_columns_.is_nan] = Value::of(std::int64_t{0});
        }
        emit_(row_);
        ++(same ? drift_.same : drift_.different);
        if (!same) save(source_.raw(), source_.rowid(), "replaced: metrics has a later point");
    }

    void emit_missing() {
        newest_.take_all([&](std::string_view group, std::string_view member, NewestPoint const& newest) {
            ++drift_.missing;
            latest_columns_.fill(row_, group, member, newest.point);
            emit_(row_);
            save(row_, {}, "added: the source has no row for these metrics");
        });
    }

    void save(std::span<Value const> row, Value const& rowid, std::string_view reason) {
        if (reject_file_ != nullptr) reject_file_->add("latest_metrics", latest_, row, rowid, reason);
    }

    static bool is_short_text(Value const& value) { return value.type == Value::Type::text && !value.is_long(); }

    Order order_;
    TablePlan const& latest_;
    MetricColumns metric_columns_;
    MetricColumns latest_columns_;
    RejectFile* reject_file_;
    Emit emit_;
    Rules unchanged_;  // the source's rows are compared and saved unchanged
    bool sorted_;
    Rows source_;
    bool source_left_;  // source_ is at a row that is not compared yet
    NewestPoints newest_;
    bool any_ = false;  // whether a row of metrics was added
    std::vector<Value> row_;
    RowHash hash_;
    LatestDrift drift_;
};

RecomputeLatest::RecomputeLatest(Sqlite const& reader, Plan const& plan, RejectFile* reject_file, Emit emit,
                                 std::size_t most_members)
    : recomputation_{std::make_unique<Recomputation>(reader, plan, reject_file, std::move(emit), most_members)} {}

RecomputeLatest::~RecomputeLatest() = default;

void RecomputeLatest::add(std::vector<Value> const& row) { recomputation_->add(row); }

LatestDrift RecomputeLatest::finish() { return recomputation_->finish(); }

class RecomputeSomeLatest::Recomputation {
public:
    Recomputation(Sqlite const& reader, Plan const& plan, RecomputeLatest::Emit emit, std::size_t most_points)
        : metric_columns_{plan.table("metrics"), Order::key},
          latest_columns_{plan.table("latest_metrics"), Order::key},
          own_is_nan_{reader.prepare("SELECT is_nan FROM latest_metrics WHERE key = ? AND run_uuid = ? AND step = ? "
                                     "AND timestamp = ? AND value = ?")},
          emit_{std::move(emit)},
          newest_{most_points} {
        newest_.begin("");  // the key is a part of each point's name
    }

    void add(std::vector<Value> const& row) {
        newest_.add(joined(row[metric_columns_.group].bytes, row[metric_columns_.member].bytes),
                    metric_columns_.point(row));
    }

    void finish() {
        newest_.take_all([&](std::string_view, std::string_view name, NewestPoint const& newest) {
            std::size_t const end = name.find('\0');
            std::string_view const key = name.substr(0, end);
            std::string_view const run = name.substr(end + 1);
            MetricPoint point = newest.point;
            if (newest.nan_ties) point.is_nan = own_is_nan(key, run, point);
            latest_columns_.fill(row_, key, run, point);
            emit_(row_);
        });
    }

private:
    // Whether the source's own row has this point with the value NaN.
    bool own_is_nan(std::string_view key, std::string_view run, MetricPoint const& point) {
        own_is_nan_.reset();
        own_is_nan_.bind(1, Value::text(key)).bind(2, Value::text(run));
        own_is_nan_.bind(3, Value::of(point.step)).bind(4, Value::of(point.timestamp));
        own_is_nan_.bind(5, Value::of(point.value));
        return own_is_nan_.step() && own_is_nan_.integer(0) != 0;
    }

    MetricColumns metric_columns_;
    MetricColumns latest_columns_;
    SqliteStatement own_is_nan_;
    RecomputeLatest::Emit emit_;
    NewestPoints newest_;  // by key and run
    std::vector<Value> row_;
};

RecomputeSomeLatest::RecomputeSomeLatest(Sqlite const& reader, Plan const& plan, RecomputeLatest::Emit emit,
                                         std::size_t most_points)
    : recomputation_{std::make_unique<Recomputation>(reader, plan, std::move(emit), most_points)} {}

RecomputeSomeLatest::~RecomputeSomeLatest() = default;

void RecomputeSomeLatest::add(std::vector<Value> const& row) { recomputation_->add(row); }

void RecomputeSomeLatest::finish() { recomputation_->finish(); }

std::optional<LatestDrift> foretell_drift(Source const& source, Plan const& plan, Rejects const& rejects) {
    if (!plan.has_table("metrics") || !plan.has_table("latest_metrics")) return std::nullopt;
    TablePlan const& metrics = plan.table("metrics");
    Task const task{"recomputing latest_metrics", metrics.estimated_rows};
    Sqlite const reader = source.reader();
    RecomputeLatest recompute{reader, plan, nullptr, [](std::vector<Value> const&) {}};
    Rows rows{reader, metrics, plan.rules, metrics.load_order(), nullptr};
    while (rows.next_raw()) {
        count_row();
        if (rows.fits() && !rejects.contains(metrics.name, rows.rowid())) recompute.add(rows.values());
    }
    return recompute.finish();
}

}  // namespace mlflow2pg
