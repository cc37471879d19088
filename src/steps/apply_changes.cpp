// SPDX-License-Identifier: Apache-2.0
// The rows that differ are first copied into a separate table on the server. A mark in each row says which state it
// belongs to. So nothing is held in memory here, and the server compares the keys of both states.
#include "steps/apply_changes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "rows/changed_rows.hpp"
#include "rows/encode.hpp"
#include "steps/read_back.hpp"
#include "steps/recompute_latest.hpp"

namespace mlflow2pg {

namespace {

// The mark: a column of the server's table with the rows that differ. It is false for rows of the earlier state.
constexpr std::string_view mark = "mlflow2pg_added";

// ANALYZE reads a tenth of its default: the planner has to know little more than how many rows changed. The rows of
// some thousand keys are found in the index, not by reading the whole table: most of its pages are in memory, so a
// random page costs little more than the next one.
//
// MLflow is stopped meanwhile, so a lock that somebody else holds on a staged row ends the catch-up after 30 s.
constexpr std::string_view settings =
    "SET LOCAL default_statistics_target = 10;\nSET LOCAL random_page_cost = 1.1;\nSET LOCAL lock_timeout = '30s'";

// The rows of a table in the target. condition: in SQL, which of them.
Checksum read_rows(PgConnection& connection, std::string const& schema, TablePlan const& table,
                   std::string const& condition) {
    Checksum found;
    RowHash hash;
    for_each_row_back(
        connection, schema, table, [&](std::vector<Value> const& row) { found.add(hash.of(row)); }, condition);
    return found;
}

// doing: what is done with the rows, for the message.
void ensure_rows(Checksum const& found, Checksum const& expected, TablePlan const& table, std::string_view doing) {
    if (found == expected) return;
    throw VerificationError{
        fmt::format("table {}: the staged copy does not have the {} to be {}: somebody has changed it", table.name,
                    counted(expected.rows, "row"), doing),
        NextSteps{{"load everything again", {}, "--restart"}}};
}

// The rows of one table that differ, on the server.
class Changes {
public:
    // number: of this table; it makes the name short enough.
    Changes(PgConnection& connection, TablePlan const& table, std::string const& schema, std::size_t number)
        : connection_{connection},
          table_{table},
          schema_{schema},
          target_{fmt::format("{}.{}", quote_identifier(schema), quote_identifier(table.name))},
          changes_{fmt::format("{}.mlflow2pg_changes_{}", quote_identifier(schema), number)} {}

    AppliedChanges const& applied() const { return applied_; }
    bool any() const { return applied_.gone.rows + applied_.added.rows > 0; }
    std::string const& name() const { return changes_; }  // of the server's table

    // Copies the rows to the server. left: how many more rows are allowed; it is reduced by the copied ones.
    void collect(ChangedRows& rows, std::uint64_t& left) {
        TablePlan marked = table_;
        marked.columns.push_back({Column{std::string{mark}, ColumnType::boolean}});
        std::vector<Value> row;
        RowEncoder encoder{marked, [&](std::string_view portion) { connection_.send(portion); }};
        bool begun = false;
        while (rows.next()) {
            if (!std::exchange(begun, true)) begin_copy(marked);
            for (std::vector<Value> const* const values : {rows.before(), rows.after()}) {
                if (values == nullptr) continue;
                if (left-- == 0) throw TooManyChanges{"too many rows changed"};
                row = *values;
                row.push_back(Value::of(std::int64_t{values == rows.after()}));
                encoder.add(row);
            }
        }
        applied_ = {table_.name,  rows.gone(),         rows.added(), 0, rows.by_rows_because(),
                    rows.pages(), rows.changed_pages()};
        if (!begun) return;
        encoder.finish();
        connection_.finish_copy();
        applied_.bytes = encoder.bytes();
        if (in_both_states()) {
            connection_.execute(fmt::format("CREATE INDEX ON {} ({})", changes_, fmt::join(quoted(table_.key), ", ")));
        }
        connection_.execute("ANALYZE " + changes_);
    }

    // First proves that the target holds all rows of the earlier state that differ. Then deletes those whose key is
    // gone.
    void remove() {
        if (applied_.gone.rows == 0) return;
        ensure_rows(read("NOT c."), applied_.gone, table_, "replaced");
        connection_.execute(fmt::format("DELETE FROM {} t USING {} c WHERE NOT c.{} AND {} AND NOT {}", target_,
                                        changes_, mark, same_key("t", "c"), in_other_state()));
    }

    // Updates the rows whose key remains, and inserts those whose key is new.
    void add() {
        if (applied_.added.rows == 0) return;
        connection_.execute(fmt::format("UPDATE {} t SET {} FROM {} c WHERE c.{} AND {} AND {}", target_, assignments(),
                                        changes_, mark, same_key("t", "c"), in_other_state()));
        // All rows come with their ids.
        connection_.execute(
            fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} c WHERE c.{} AND NOT {}",
                        target_, table_.column_list(), table_.column_list(), changes_, mark, in_other_state()));
    }

    // Proves that the target holds the rows to add.
    void finish() {
        if (!any()) return;
        ensure_rows(read("c."), applied_.added, table_, "added");
        connection_.execute("DROP TABLE " + changes_);
    }

private:
    void begin_copy(TablePlan const& marked) {
        connection_.execute(fmt::format("CREATE UNLOGGED TABLE {} AS SELECT {}, true AS {} FROM {} LIMIT 0", changes_,
                                        table_.column_list(), mark, target_));
        connection_.begin_copy_in(
            fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", changes_, marked.column_list()));
    }

    // Reads the target's rows with the keys of one state. marked: how the condition on their mark begins.
    Checksum read(std::string_view marked) {
        return read_rows(connection_, schema_, table_,
                         fmt::format("EXISTS (SELECT FROM {} c WHERE {}{} AND {})", changes_, marked, mark,
                                     same_key(quote_identifier(table_.name), "c")));
    }

    std::vector<std::string> quoted(auto const& positions) const {
        std::vector<std::string> names;
        names.reserve(positions.size());
        for (auto const position : positions) {
            names.push_back(quote_identifier(table_.columns[static_cast<std::size_t>(position)].target.name));
        }
        return names;
    }

    std::string same_key(std::string_view one, std::string_view other) const {
        std::vector<std::string> equal;
        for (std::string const& name : quoted(table_.key)) {
            equal.push_back(fmt::format("{0}.{2} = {1}.{2}", one, other, name));
        }
        return fmt::format("{}", fmt::join(equal, " AND "));
    }

    // Whether rows of both states differ.
    bool in_both_states() const { return applied_.gone.rows > 0 && applied_.added.rows > 0; }

    // An SQL condition: the key of the changed row c also occurs among the rows of the other state.
    std::string in_other_state() const {
        if (!in_both_states()) return "false";
        return fmt::format("EXISTS (SELECT FROM {0} o WHERE o.{1} <> c.{1} AND {2})", changes_, mark,
                           same_key("o", "c"));
    }

    // The assignments of an UPDATE: all columns outside the key. If there are none, the row is still rewritten: this
    // transaction has to write every row of the later state that differs (target/staged_rows.hpp).
    std::string assignments() const {
        std::vector<int> others;
        for (int position = 0; position < static_cast<int>(table_.columns.size()); ++position) {
            if (std::ranges::find(table_.key, position) == table_.key.end()) others.push_back(position);
        }
        std::vector<std::string> set;
        for (std::string const& name : quoted(others.empty() ? table_.key : others)) {
            set.push_back(fmt::format("{0} = c.{0}", name));
        }
        return fmt::format("{}", fmt::join(set, ", "));
    }

    PgConnection& connection_;
    TablePlan const& table_;
    std::string const& schema_;
    std::string target_;
    std::string changes_;
    AppliedChanges applied_;
};

// The rows of latest_metrics for each key and run that changed. They are computed, not copied.
class LatestChanges {
public:
    // metrics: the changes of metrics. own: the changes of the source's own rows of latest_metrics. Both are collected
    // already, and must outlive this object.
    LatestChanges(PgConnection& connection, Plan const& plan, std::string const& schema, Changes const& metrics,
                  Changes const& own)
        : connection_{connection},
          plan_{plan},
          latest_{plan.table("latest_metrics")},
          schema_{schema},
          metrics_{metrics},
          own_{own},
          pairs_{fmt::format("{}.mlflow2pg_changed_latest", quote_identifier(schema))} {
        applied_ = own.applied();
        applied_.gone = applied_.added = {};
    }

    AppliedChanges const& applied() const { return applied_; }

    void remove() {
        if (!any()) return;
        std::vector<std::string> changed;
        for (Changes const* const changes : {&metrics_, &own_}) {
            if (changes->any()) changed.push_back("SELECT key, run_uuid FROM " + changes->name());
        }
        connection_.execute(
            fmt::format("CREATE UNLOGGED TABLE {0} AS {1};\nANALYZE {0}", pairs_, fmt::join(changed, " UNION ")));
        applied_.gone = read_rows(connection_, schema_, latest_, of_changed(latest_));
        connection_.execute(
            fmt::format("DELETE FROM {}.{} WHERE {}", quote_identifier(schema_), latest_.name, of_changed(latest_)));
    }

    // Computes the rows from the target's metrics, which are already those of the later state.
    void add(Sqlite const& after) {
        if (!any()) return;
        RowEncoder encoder{latest_, [&](std::string_view portion) { connection_.send(portion); }};
        RowHash hash;
        RecomputeSomeLatest recompute{after, plan_, [&](std::vector<Value> const& row) {
                                          applied_.added.add(hash.of(row));
                                          encoder.add(row);
                                      }};
        TablePlan const& metrics = plan_.table("metrics");
        for_each_row_back(
            connection_, schema_, metrics, [&](std::vector<Value> const& row) { recompute.add(row); },
            of_changed(metrics));
        connection_.begin_copy_in(fmt::format("COPY {}.{} ({}) FROM STDIN (FORMAT binary)", quote_identifier(schema_),
                                              latest_.name, latest_.column_list()));
        recompute.finish();
        encoder.finish();
        connection_.finish_copy();
        applied_.bytes = own_.applied().bytes + encoder.bytes();
    }

    void finish() {
        if (!any()) return;
        ensure_rows(read_rows(connection_, schema_, latest_, of_changed(latest_)), applied_.added, latest_, "added");
        connection_.execute("DROP TABLE " + pairs_);
        if (own_.any()) connection_.execute("DROP TABLE " + own_.name());
        // The checksums are equal when both changed by the same rows.
        Checksum here = applied_.added;
        here.add(own_.applied().gone);
        Checksum there = own_.applied().added;
        there.add(applied_.gone);
        applied_.differs_from_source = here != there;
    }

private:
    bool any() const { return metrics_.any() || own_.any(); }
    std::string of_changed(TablePlan const& table) const {
        return fmt::format("EXISTS (SELECT FROM {0} c WHERE c.key = {1}.key AND c.run_uuid = {1}.run_uuid)", pairs_,
                           table.name);
    }

    PgConnection& connection_;
    Plan const& plan_;
    TablePlan const& latest_;
    std::string const& schema_;
    Changes const& metrics_;
    Changes const& own_;
    std::string pairs_;  // the server's table with each key and run
    AppliedChanges applied_;
};

}  // namespace

std::vector<AppliedChanges> apply_changes(Sqlite const& before, Sqlite const& after, Plan const& plan,
                                          PgConnection& connection, std::string const& schema,
                                          std::stop_token const& stop, std::uint64_t most_rows) {
    connection.defer(settings);
    Pages const pages_before{before, "the earlier state"};
    Pages const pages_after{after, "the source"};
    std::uint64_t left = most_rows;
    std::vector<Changes> tables;
    std::optional<Changes> own_latest;
    std::size_t number = 0;
    for (TablePlan const& table : plan.tables) {
        ChangedRows rows{pages_before, pages_after, table, plan.rules, stop};
        Changes changes{connection, table, schema, ++number};
        changes.collect(rows, left);
        if (table.recomputed) {
            own_latest.emplace(std::move(changes));
        } else {
            tables.push_back(std::move(changes));
        }
    }
    std::optional<LatestChanges> latest;
    if (own_latest) {
        auto const metrics =
            std::ranges::find(tables, "metrics", [](Changes const& table) { return table.applied().table; });
        latest.emplace(connection, plan, schema, *metrics, *own_latest);
    }
    // Nothing refers to latest_metrics.
    if (latest) latest->remove();
    std::for_each(tables.rbegin(), tables.rend(), [](Changes& table) { table.remove(); });
    for (Changes& table : tables) table.add();
    if (latest) latest->add(after);
    std::vector<AppliedChanges> applied;
    for (Changes& table : tables) {
        table.finish();
        applied.push_back(table.applied());
    }
    if (latest) {
        latest->finish();
        applied.push_back(latest->applied());
    }
    return applied;
}

}  // namespace mlflow2pg
