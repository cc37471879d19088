// SPDX-License-Identifier: Apache-2.0
#include "steps/load.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
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

void ensure_count(std::string const& table, std::uint64_t sent, std::uint64_t received) {
    if (received == sent) return;
    throw VerificationError{
        fmt::format("copy {}: {} sent, {} counted by the server", table, counted(sent, "row"), received)};
}

// Sent together with the table's rows.
void defer_emptying(PgConnection& connection, TablePlan const& table) {
    connection.defer("TRUNCATE " + quote_identifier(table.name));
    connection.defer(forget_loads_sql(table.name));
}

// One COPY into a staged table, in RowEncoder's format.
class CopyIn {
public:
    enum class Into {
        // The table is emptied first. TRUNCATE and COPY in one transaction allow FREEZE: rows are written as visible to
        // all, so that no later reader or vacuum has to mark them. https://www.postgresql.org/docs/15/sql-copy.html
        emptied,
        shared,  // other COPYs load the same table at the same time
    };

    CopyIn(PgConnection& connection, TablePlan const& table, Into into) : connection_{connection}, table_{table} {
        bool const emptied = into == Into::emptied;
        if (emptied) defer_emptying(connection_, table);
        connection_.begin_copy_in(fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary{})", quote_identifier(table.name),
                                              table.column_list(), emptied ? ", FREEZE" : ""));
    }

    void send(std::string_view portion) { connection_.send(portion); }

    // Throws VerificationError when the server's count is not `rows`.
    void finish(std::uint64_t rows) { ensure_count(table_.name, rows, connection_.finish_copy()); }

private:
    PgConnection& connection_;
    TablePlan const& table_;
};

// Sends tables whose rows are a single portion as INSERTs, many of them in one round trip. A COPY takes two, and most
// of MLflow's tables have few rows.
class ShortTables {
public:
    explicit ShortTables(PgConnection& connection) : connection_{connection} {}

    // portion: all rows of the table.
    void add(TablePlan const& table, CopyIn::Into into, std::string_view portion, std::uint64_t rows) {
        constexpr std::size_t most_bytes = 1 << 18;  // libpq may hold all of them
        if (rows == 0) return;
        if (into == CopyIn::Into::emptied) defer_emptying(connection_, table);
        connection_.insert(fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE", quote_identifier(table.name),
                                       table.column_list()),
                           portion);
        sent_.push_back({table.name, rows});
        bytes_ += portion.size();
        if (bytes_ >= most_bytes) finish();
    }

    // Call it before anything else is sent. Throws VerificationError when the server's count differs.
    void finish() {
        std::vector<std::uint64_t> const counted = connection_.finish_inserts();
        for (std::size_t i = 0; i < sent_.size(); ++i) ensure_count(sent_[i].table, sent_[i].added, counted[i]);
        sent_.clear();
        bytes_ = 0;
    }

private:
    PgConnection& connection_;
    std::vector<StagedRows> sent_;
    std::size_t bytes_ = 0;
};

// Receives the portions of one table. If the first portion is also the last, the table is short; otherwise it becomes a
// COPY.
class Sending {
public:
    Sending(PgConnection& connection, ShortTables& short_tables, TablePlan const& table, CopyIn::Into into)
        : connection_{connection}, short_tables_{short_tables}, table_{table}, into_{into} {}

    void add(std::string_view portion) {
        if (!copy_) {
            short_tables_.finish();
            copy_.emplace(connection_, table_, into_);
        }
        copy_->send(portion);
    }
    // rows: of all portions.
    void add_last(std::string_view portion, std::uint64_t rows) {
        if (!copy_) return short_tables_.add(table_, into_, portion, rows);
        copy_->send(portion);
        copy_->finish(rows);
    }

private:
    PgConnection& connection_;
    ShortTables& short_tables_;
    TablePlan const& table_;
    CopyIn::Into into_;
    std::optional<CopyIn> copy_;
};

// Portions, on disk, of a table that is sent later.
class HeldBack {
public:
    void add(std::string_view portion) { portions_.insert(Value::of(++count_), Value::blob(portion)); }
    void send_to(Sending& sending, std::uint64_t rows) const {
        for (SqliteStatement portions = portions_.pairs(); portions.step();) {
            std::string_view const portion = portions.value(1).bytes;
            portions.value(0).integer == count_ ? sending.add_last(portion, rows) : sending.add(portion);
        }
    }

private:
    SpilledMap portions_;  // by their number
    std::int64_t count_ = 0;
};

// visit: called with each row.
template <typename Visit>
TableResult copy_rows(Rows& rows, TablePlan const& table, Sending& sending, Visit const& visit) {
    Stopwatch const watch;
    TableResult result{table.name, Reading::first, {}, 0, 0};
    bool ended = false;
    RowEncoder encoder{table, [&](std::string_view portion) {
                           ended ? sending.add_last(portion, result.checksum.rows) : sending.add(portion);
                       }};
    while (rows.next()) {
        rows.hash_into(result.checksum);
        encoder.add(rows.values());
        visit(rows.values());
    }
    ended = true;
    encoder.finish();
    if (result.checksum.rows > 0) result.bytes = encoder.bytes();
    result.seconds = watch.seconds();
    return result;
}

// Loads metrics and, from the same rows, latest_metrics. A session sends one table at a time, so the rows of
// latest_metrics are sent after those of metrics.
void load_metrics(Work const& work, Rows& rows, Sqlite const& reader, ShortTables& short_tables, Worker& worker,
                  StepResult& result) {
    Stopwatch const watch;
    TablePlan const& latest = work.plan.table("latest_metrics");
    TableResult of_latest{latest.name, Reading::first, {}, 0, 0};
    HeldBack held_back;
    RowEncoder encode_latest{latest, [&](std::string_view portion) { held_back.add(portion); }};
    RowHash hash;
    RecomputeLatest recompute{reader, work.plan, work.reject_file, [&](std::vector<Value> const& row) {
                                  of_latest.checksum.add(hash.of(row));
                                  encode_latest.add(row);
                              }};
    Sending metrics{worker.connection(), short_tables, work.plan.table("metrics"), CopyIn::Into::emptied};
    TableResult of_metrics = copy_rows(rows, work.plan.table("metrics"), metrics,
                                       [&](std::vector<Value> const& row) { recompute.add(row); });
    result.latest = recompute.finish();
    result.latest_counted = true;
    // A resumed run does not write the rows of this step again, so they must be on disk before it is committed. No
    // other step writes to the file.
    std::string const file = work.reject_file == nullptr ? "" : work.reject_file->finish();
    if (!file.empty()) result.reject_file = std::filesystem::absolute(file);
    Sending sending{worker.connection(), short_tables, latest, CopyIn::Into::emptied};
    encode_latest.finish();
    held_back.send_to(sending, of_latest.checksum.rows);
    of_latest.bytes = encode_latest.bytes();
    of_metrics.seconds = watch.seconds();
    result.tables.push_back(std::move(of_metrics));
    result.tables.push_back(std::move(of_latest));
}

// Locks all tables of the step before any of them is emptied, in the order in which they were created. A pg_dump locks
// every table of the database in this order, and would wait for us while we wait for it in any other.
void lock_in_order(Step const& step, Plan const& plan, PgConnection& connection) {
    std::vector<std::string> names;
    for (TablePlan const& table : plan.tables) {
        bool const loaded = std::ranges::count(step.tables, table.recomputed ? "metrics" : table.name) > 0;
        if (loaded) names.push_back(quote_identifier(table.name));
    }
    if (names.size() < 2 || plan.distribution) return;
    connection.defer(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", fmt::join(names, ", ")));
}

}  // namespace

StepResult load(Step const& step, Work const& work, Worker& worker) try {
    StepResult result;
    if (step.tables.empty()) return result;
    Sqlite const reader = work.source.reader(worker.stop());
    lock_in_order(step, work.plan, worker.connection());
    ShortTables short_tables{worker.connection()};
    for (std::string const& name : step.tables) {
        TablePlan const& table = work.plan.table(name);
        if (table.recomputed) continue;
        bool const whole = step.range.is_all();
        Rows rows = whole ? Rows{reader, table, work.plan.rules, table.load_order(), work.rejects, worker.stop()}
                          : Rows{reader, table, work.plan.rules, step.range, work.rejects, worker.stop()};
        if (name == "metrics" && work.plan.has_table("latest_metrics")) {
            load_metrics(work, rows, reader, short_tables, worker, result);
            continue;
        }
        Sending sending{worker.connection(), short_tables, table, whole ? CopyIn::Into::emptied : CopyIn::Into::shared};
        result.tables.push_back(copy_rows(rows, table, sending, [](std::vector<Value> const&) {}));
    }
    short_tables.finish();
    std::vector<StagedRows> loads;
    for (TableResult const& table : result.tables) {
        if (table.checksum.rows > 0) loads.push_back({table.table, table.checksum.rows});
    }
    if (!loads.empty()) {
        worker.connection().defer(work.plan.distribution ? record_counts_sql(loads) : record_loads_sql(loads));
    }
    return result;
} catch (ServerError const& error) {
    // After a deadlock the step is repeated, but then the rows that it added to the reject file would be there twice.
    if (error.is_deadlock() && work.reject_file != nullptr && work.reject_file->any()) throw TargetError{error.what()};
    throw;
}

}  // namespace mlflow2pg
