// SPDX-License-Identifier: Apache-2.0
#include "steps/read_back.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <deque>
#include <optional>
#include <set>

#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/stopwatch.hpp"
#include "mlflow/plan.hpp"
#include "rows/encode.hpp"

namespace mlflow2pg {

namespace {

// One value of a staged row that the server sends in slices: a COPY in which each row is a slice.
class LongField final : public LongBytes {
public:
    LongField(PgConnection& connection, std::string sql, std::uint64_t size)
        : connection_{connection}, sql_{std::move(sql)}, size_{size} {}

    std::uint64_t size() const override { return size_; }
    void for_each_piece(Visitor const& visit) const override {
        TablePlan slices;
        slices.name = "slices";
        slices.columns.push_back({Column{"slice", ColumnType::bytea}});
        RowDecoder decoder{slices};
        connection_.begin_copy_out(sql_);
        while (std::optional<std::string_view> const piece = connection_.receive()) {
            if (decoder.decode(*piece)) visit(decoder.values()[0].bytes);
        }
    }

private:
    PgConnection& connection_;
    std::string sql_;
    std::uint64_t size_;
};

std::string as_text(Column const& target) {
    return quote_identifier(target.name) + (target.type == ColumnType::json ? "::text" : "");
}

// The lengths of the unlimited columns, as SQL. The server does not read the values for them.
std::vector<std::string> lengths(TablePlan const& table) {
    std::vector<std::string> found;
    for (ColumnPlan const& column : table.columns) {
        if (is_unlimited(column.target)) found.push_back(fmt::format("octet_length({})", as_text(column.target)));
    }
    return found;
}

// The greatest of these lengths, as SQL; empty when there are none.
std::string longest_value_sql(TablePlan const& table) {
    std::vector<std::string> const all = lengths(table);
    return all.empty() ? "" : fmt::format("greatest({})", fmt::join(all, ", "));
}

// Reads the rows of a staged table that are too long to be received in one piece, because libpq holds a row in memory
// twice.
class LongRowsBack {
public:
    LongRowsBack(PgConnection& connection, std::string from, TablePlan const& table, std::string const& condition)
        : connection_{connection}, from_{std::move(from)}, table_{table} {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            if (is_unlimited(table.columns[column].target)) unlimited_.push_back(column);
        }
        if (unlimited_.empty()) return;
        rows_ = connection_.rows(fmt::format("SELECT ctid, {} FROM {} WHERE {} > {} AND {}",
                                             fmt::join(lengths(table), ", "), from_, longest_value_sql(table),
                                             longest_held_value, condition));
    }

    // An SQL condition that all other rows meet.
    std::string others() const {
        return rows_.empty() ? "true"
                             : fmt::format("coalesce({}, 0) <= {}", longest_value_sql(table_), longest_held_value);
    }

    void for_each(RowVisitor const& visit) {
        for (auto const& row : rows_) {
            std::string const where = fmt::format("FROM {} WHERE ctid = '{}'", from_, *row[0]);
            std::deque<LongField> fields;
            std::vector<std::size_t> at;  // the column of each field
            std::vector<std::string> columns;
            for (std::string const& name : table_.column_names()) columns.push_back(quote_identifier(name));
            for (std::size_t i = 0; i < unlimited_.size(); ++i) {
                std::uint64_t const size = row[i + 1] ? std::stoull(*row[i + 1]) : 0;
                if (size <= longest_held_value) continue;
                columns[unlimited_[i]] = "NULL";
                fields.emplace_back(connection_, slices_of(unlimited_[i], where), size);
                at.push_back(unlimited_[i]);
            }
            std::deque<std::string> kept;
            std::vector<Value> values = rest_of_row(fmt::format("SELECT {} {}", fmt::join(columns, ", "), where), kept);
            for (std::size_t i = 0; i < fields.size(); ++i) {
                bool const blob = table_.columns[at[i]].target.type == ColumnType::bytea;
                values[at[i]] = Value::in_pieces(blob ? Value::Type::blob : Value::Type::text, fields[i]);
            }
            visit(values);
        }
    }

private:
    std::string as_text(std::size_t column) const { return mlflow2pg::as_text(table_.columns[column].target); }

    // OFFSET 0 makes the server fetch the value once, not once per slice.
    std::string slices_of(std::size_t column, std::string const& where) const {
        bool const blob = table_.columns[column].target.type == ColumnType::bytea;
        return fmt::format(
            "COPY (SELECT substr(whole, 1 + slice * {0}, {0}) FROM (SELECT {1} AS whole {2} OFFSET 0) AS value, "
            "generate_series(0, (length(whole) - 1) / {0}) AS slice ORDER BY slice) TO STDOUT (FORMAT binary)",
            slice_bytes,
            blob ? as_text(column) + " || ''::bytea" : fmt::format("convert_to({}, 'UTF8')", as_text(column)), where);
    }

    // The returned values point into `kept`.
    std::vector<Value> rest_of_row(std::string const& select, std::deque<std::string>& kept) {
        connection_.begin_copy_out(fmt::format("COPY ({}) TO STDOUT (FORMAT binary)", select));
        RowDecoder decoder{table_};
        std::vector<Value> values;
        while (std::optional<std::string_view> const piece = connection_.receive()) {
            if (decoder.decode(kept.emplace_back(*piece))) values = decoder.values();
        }
        return values;
    }

    static constexpr int slice_bytes = 65536;

    PgConnection& connection_;
    std::string from_;
    TablePlan const& table_;
    std::vector<std::size_t> unlimited_;
    std::vector<std::vector<std::optional<std::string>>> rows_;
};

std::string qualified(std::string_view schema, TablePlan const& table) {
    return fmt::format("{}.{}", quote_identifier(schema), quote_identifier(table.name));
}

// where: a condition. A query, because COPY of a table leaves out the chunks of a hypertable.
std::string copy_out_sql(std::string_view schema, TablePlan const& table, std::string const& where) {
    return fmt::format("COPY (SELECT {} FROM {} WHERE {}) TO STDOUT (FORMAT binary)", table.column_list(),
                       qualified(schema, table), where);
}

// Visits the decoded rows of a COPY that has already begun.
void receive_rows(PgConnection& connection, TablePlan const& table, RowVisitor const& visit) {
    RowDecoder decoder{table};
    while (std::optional<std::string_view> const piece = connection.receive()) {
        if (!decoder.decode(*piece)) continue;  // the piece is the trailer
        count_row();
        visit(decoder.values());
    }
}

// for_each_row: calls its argument with each row of the table.
template <typename ForEachRow>
TableResult read_table(TablePlan const& table, ForEachRow const& for_each_row) {
    Stopwatch const watch;
    TableResult result{table.name, Reading::back, {}, 0, 0};
    RowHash hash;
    for_each_row([&](std::vector<Value> const& row) { result.checksum.add(hash.of(row)); });
    result.seconds = watch.seconds();
    return result;
}

// Asks in one round trip which of several tables have rows that are too long to be received in one piece.
std::set<std::string> tables_with_long_rows(Step const& step, Work const& work, PgConnection& connection) {
    std::vector<std::string> queries;
    for (std::string const& name : step.tables) {
        TablePlan const& table = work.plan.table(name);
        std::string const longest = longest_value_sql(table);
        if (longest.empty()) continue;
        queries.push_back(fmt::format("SELECT {} WHERE EXISTS (SELECT 1 FROM {} WHERE {} > {})", quote_literal(name),
                                      qualified(work.schema, table), longest, longest_held_value));
    }
    std::set<std::string> found;
    if (queries.empty()) return found;
    for (auto const& row : connection.rows(fmt::format("{}", fmt::join(queries, " UNION ALL ")))) found.insert(*row[0]);
    return found;
}

// Reads several tables in one round trip: all COPYs in one message. Most of MLflow's tables have few rows.
StepResult read_small_tables_back(Step const& step, Work const& work, PgConnection& connection) {
    std::set<std::string> const with_long_rows = tables_with_long_rows(step, work, connection);
    std::vector<std::string> copies;
    for (std::string const& name : step.tables) {
        if (!with_long_rows.contains(name)) copies.push_back(copy_out_sql(work.schema, work.plan.table(name), "true"));
    }
    if (!copies.empty()) connection.begin_copy_out(fmt::format("{}", fmt::join(copies, ";\n")));
    StepResult result;
    for (bool const is_long : {false, true}) {
        for (std::string const& name : step.tables) {
            if (with_long_rows.contains(name) != is_long) continue;
            result.tables.push_back(read_table(work.plan.table(name), [&](RowVisitor const& visit) {
                is_long ? for_each_row_back(connection, work.schema, work.plan.table(name), visit)
                        : receive_rows(connection, work.plan.table(name), visit);
            }));
        }
    }
    return result;
}

}  // namespace

void for_each_row_back(PgConnection& connection, std::string_view schema, TablePlan const& table,
                       RowVisitor const& visit, std::string const& condition) {
    LongRowsBack long_rows{connection, qualified(schema, table), table, condition};
    connection.begin_copy_out(copy_out_sql(schema, table, fmt::format("{} AND {}", condition, long_rows.others())));
    receive_rows(connection, table, visit);
    long_rows.for_each(visit);
}

StepResult read_back(Step const& step, Work const& work, Worker& worker) {
    if (step.tables.empty()) return {};
    if (!step.sql.empty()) worker.connection().execute(step.sql);
    if (step.tables.size() > 1) return read_small_tables_back(step, work, worker.connection());
    TablePlan const& table = work.plan.table(step.tables.front());
    return StepResult::of(read_table(
        table, [&](RowVisitor const& visit) { for_each_row_back(worker.connection(), work.schema, table, visit); }));
}

}  // namespace mlflow2pg
