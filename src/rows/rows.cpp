// SPDX-License-Identifier: Apache-2.0
#include "rows/rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

constexpr char const* nothing = "SELECT 1 WHERE false";

}  // namespace

bool has_long_key(Sqlite const& reader, TablePlan const& table) {
    std::vector<std::string> lengths;
    for (std::string const& column : table.sorted_by(Order::key)) {
        lengths.push_back(fmt::format("max(length({}))", quote_identifier(column)));
    }
    if (lengths.empty()) return false;
    ShortValuesOnly const limit{reader};
    try {
        reader
            .prepare(
                fmt::format("SELECT {} FROM {} NOT INDEXED", fmt::join(lengths, ", "), quote_identifier(table.name)))
            .step();
        return false;
    } catch (TooLong const&) {
        return true;
    }
}

Rows::Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::string const& select,
           Rejects const* rejects, std::stop_token stop)
    : reader_{reader},
      table_{table},
      rejects_{rejects != nullptr && rejects->any(table.name) ? rejects : nullptr},
      stop_{std::move(stop)},
      statement_{reader.prepare(select)},
      converter_{table, rules},
      raw_(table.columns.size()),
      computed_(table.generated.size()) {}

Rows::Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, Order order, Rejects const* rejects,
           std::stop_token stop)
    : Rows{reader, table, rules, table.select(order), rejects, std::move(stop)} {
    order_ = order;
    by_rowid_ = order == Order::table && table.has_rowid;
    // To find the row of an entry of run_index, SQLite holds the whole entry in memory. A key that is too long fits no
    // column of MLflow's, so its row is rejected or changed, or else it was refused before.
    bool const may_have_long_keys = rejects_ != nullptr || !rules.fixes.none();
    if (order == Order::run && may_have_long_keys && has_long_key(reader, table)) put_off_long_rows();
}

Rows::Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, RowidRange const& range,
           Rejects const* rejects, std::stop_token stop)
    : Rows{reader, table, rules, table.select_range(range), rejects, std::move(stop)} {
    by_rowid_ = true;
    range_ = range;
}

Rows::Rows(Sqlite const& reader, TablePlan const& table, Rules const& rules, std::int64_t rowid)
    : Rows{reader, table, rules, RowidRange{rowid, rowid}, nullptr} {}

bool Rows::next_raw() {
    if (stop_.stop_requested()) throw Interrupted{ExitCode::interrupted};
    throw_if_interrupted();
    if (!step()) return false;
    fits_ = converter_.convert(raw_, computed_);
    return true;
}

bool Rows::step() {
    long_row_.reset();
    if (table_.has_rowid) {
        bool stepped = false;
        try {
            ShortValuesOnly const limit{reader_};
            stepped = statement_.step();
        } catch (TooLong const&) {
            if (by_rowid_) return step_over_long_row();
            if (put_off_) throw;
            put_off_long_rows();
            return step();
        }
        if (!stepped) return step_to_put_off();
    } else if (!statement_.step()) {
        return false;
    }
    ++steps_;
    for (std::size_t column = 0; column < raw_.size(); ++column) {
        raw_[column] = statement_.value(static_cast<int>(column));
    }
    Value const rowid = statement_.value(static_cast<int>(raw_.size()));
    take_computed(statement_, raw_.size() + 1);
    // The table is damaged. Continuing after the long row would return the same rows again and again.
    if (by_rowid_ && !rowid_.is_null() && rowid.integer <= rowid_.integer) {
        throw CorruptError{
            fmt::format("table {}: rowid {} comes after rowid {}", table_.name, rowid.integer, rowid_.integer)};
    }
    rowid_ = rowid;
    return true;
}

// The next row is too long for the statement. Finds its rowid, reads the row column by column, and prepares a new
// statement for the rows after it.
bool Rows::step_over_long_row() {
    RowidRange rest{rowid_.is_null() ? range_.first : rowid_.integer + 1, range_.last};
    SqliteStatement next = reader_.prepare(fmt::format("SELECT rowid FROM ({}) LIMIT 1", table_.select_range(rest)));
    if (!next.step()) throw CorruptError{fmt::format("table {}: a long row has no rowid", table_.name)};
    rowid_ = next.value(0);
    read_long_row();
    if (rowid_.integer == range_.last) {
        statement_ = reader_.prepare(nothing);
    } else {
        rest.first = rowid_.integer + 1;
        statement_ = reader_.prepare(table_.select_range(rest));
    }
    return true;
}

// Only in the order of rowids can reading continue after a row that the statement could not read. In any other order,
// reads the rows once more from the beginning, without the long rows, up to the row that was read last.
void Rows::put_off_long_rows() {
    put_off_.emplace();
    Rules const none;
    Rows all{reader_, table_, none, Order::table, nullptr};
    while (all.step()) {
        std::size_t bytes = 0;  // SQLite's sorter refuses a row whose values together exceed the limit
        for (Value const& value : all.raw_) bytes += value.bytes.size();
        if (all.long_row_ || bytes > longest_held_value / 2) put_off_->push_back(all.rowid_.integer);
    }
    statement_ = reader_.prepare(table_.select(order_, fmt::format("rowid NOT IN ({})", fmt::join(*put_off_, ", "))));
    ShortValuesOnly const limit{reader_};
    for (std::uint64_t number = 0; number < steps_; ++number) statement_.step();
}

bool Rows::step_to_put_off() {
    if (!put_off_ || put_off_->empty()) return false;
    ++steps_;
    rowid_ = Value::of(put_off_->front());
    put_off_->pop_front();
    statement_ = reader_.prepare(nothing);
    read_long_row();
    return true;
}

void Rows::read_long_row() {
    long_row_.emplace();
    for (std::size_t column = 0; column < raw_.size(); ++column) raw_[column] = read_long(column);
    if (computed_.empty()) return;
    ShortValuesOnly const limit{reader_};
    try {
        SqliteStatement statement = reader_.prepare(table_.select_computed());
        statement.bind(1, rowid_);
        if (statement.step()) take_computed(statement, 0);
    } catch (TooLong const&) {
        // No generated column of MLflow's has a result that is so long.
        std::ranges::fill(computed_, Computed::another);
    }
}

// first: the column of the statement with the first of them.
void Rows::take_computed(SqliteStatement const& statement, std::size_t first) {
    for (std::size_t i = 0; i < computed_.size(); ++i) {
        computed_[i] = static_cast<Computed>(statement.integer(static_cast<int>(first + i)));
    }
}

// Reads one column of the long row. Text and blobs are opened in place, and held in memory if they are short enough.
// SQLite itself holds a long text in a REAL column in memory for a moment, because typeof() reads the value there.
Value Rows::read_long(std::size_t column) {
    std::string const& name = table_.columns[column].target.name;
    auto const of_row = [&](std::string_view expression) {
        SqliteStatement statement = reader_.prepare(fmt::format("SELECT {}({}) FROM {} WHERE rowid = ?", expression,
                                                                quote_identifier(name), quote_identifier(table_.name)));
        statement.bind(1, rowid_);
        if (!statement.step()) {
            throw CorruptError{fmt::format("table {}: rowid {} is in the table, but a search does not find it",
                                           table_.name, rowid_.integer)};
        }
        return statement;
    };
    std::string const type = of_row("typeof").text(0);
    if (type != "text" && type != "blob") return of_row("").value(0);
    LongBytes const* bytes = &long_row_->in_place.emplace_back(reader_, table_.name, name, rowid_.integer);
    Value::Type const kind = type == "text" ? Value::Type::text : Value::Type::blob;
    // A value that is read in place has the file's encoding.
    std::string const encoding = reader_.text("PRAGMA encoding").value_or("");
    if (kind == Value::Type::text && encoding != "UTF-8") {
        bytes = &long_row_->in_utf16.emplace_back(*bytes, encoding == "UTF-16be");
    }
    if (bytes->size() > static_cast<std::uint64_t>(longest_held_value)) return Value::in_pieces(kind, *bytes);
    std::string& held = long_row_->held.emplace_back();
    bytes->for_each_piece([&](std::string_view piece) { held += piece; });
    return kind == Value::Type::text ? Value::text(held) : Value::blob(held);
}

bool Rows::next() {
    for (;;) {
        if (!next_raw()) return false;
        count_row();
        if (rejects_ != nullptr && rejects_->contains(table_.name, rowid_)) continue;
        if (fits_) return true;
        RowConverter::Problem const& problem = converter_.problems().front();
        throw MisfitFound{fmt::format("{}, column {}: {}{}", name_row(table_, raw_, rowid_).text(),
                                      table_.column_name(problem.column), description(problem.reason),
                                      problem.detail.empty() ? "" : ": " + problem.detail)};
    }
}

void Rows::ensure_complete() const {
    if (!table_.has_rowid || order_ == Order::table) return;
    std::int64_t const rows =
        reader_.integer(fmt::format("SELECT count(*) FROM {} NOT INDEXED", quote_identifier(table_.name)));
    if (static_cast<std::uint64_t>(rows) == steps_) return;
    throw CorruptError{fmt::format("table {} holds {}, its index {}", table_.name,
                                   counted(static_cast<std::uint64_t>(rows), "row"), grouped(steps_))};
}

void Rows::hash_into(Checksum& checksum) { checksum.add(hash_.of(converter_.values())); }

}  // namespace mlflow2pg
