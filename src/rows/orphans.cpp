// SPDX-License-Identifier: Apache-2.0
#include "rows/orphans.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/progress.hpp"
#include "base/sql.hpp"

namespace mlflow2pg {

void LongValues::note(TablePlan const& table, Rows const& rows) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
        Column const& target = table.columns[column].target;
        if (!rows.raw()[column].is_long() || is_unlimited(target)) continue;
        rowids_[{table.name, target.name}].push_back(rows.rowid().integer);
    }
}

std::string LongValues::none_in(std::string const& table, std::string_view rowid,
                                std::vector<std::string> const& columns) const {
    std::set<std::int64_t> all;
    for (std::string const& column : columns) {
        auto const found = rowids_.find({table, column});
        if (found != rowids_.end()) all.insert(found->second.begin(), found->second.end());
    }
    return all.empty() ? "true" : fmt::format("{} NOT IN ({})", rowid, fmt::join(all, ", "));
}

std::string_view LongValues::indexing(std::string const& table) const {
    auto const found = rowids_.lower_bound({table, ""});
    return found != rowids_.end() && found->first.first == table ? " NOT INDEXED" : "";
}

namespace {

// The table that the key refers to, for a join. Rows with a long key are left out: looking one up in the index could
// hold the key in memory.
std::string parents(ForeignKey const& key, LongValues const& long_values) {
    std::string const condition = long_values.none_in(key.parent, "rowid", key.parent_columns);
    if (condition == "true") return quote_identifier(key.parent);
    std::vector<std::string> columns;
    for (std::string const& column : key.parent_columns) columns.push_back(quote_identifier(column));
    // With a LIMIT SQLite does not replace this query by the table.
    return fmt::format("(SELECT rowid, {} FROM {} NOT INDEXED WHERE {} LIMIT -1)", fmt::join(columns, ", "),
                       quote_identifier(key.parent), condition);
}

}  // namespace

std::string children_with_parents(TablePlan const& table, ForeignKey const& key, LongValues const& long_values) {
    std::vector<std::string> join;
    std::vector<std::string> present{long_values.none_in(table.name, "child.rowid", key.columns)};
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        std::string const child = "child." + quote_identifier(key.columns[i]);
        // PostgreSQL compares bytes, whatever collation the source's columns have.
        join.push_back(fmt::format("parent.{} = {} COLLATE BINARY", quote_identifier(key.parent_columns[i]), child));
        present.push_back(child + " IS NOT NULL");
    }
    return fmt::format("FROM {} AS child{} LEFT JOIN {} AS parent ON {} WHERE {}", quote_identifier(table.name),
                       long_values.indexing(table.name), parents(key, long_values), fmt::join(join, " AND "),
                       fmt::join(present, " AND "));
}

void reject_children(Sqlite const& reader, TablePlan const& table, ForeignKey const& key, std::string const& from,
                     std::string const& reason, Rejects& rejects) {
    SqliteStatement pairs = reader.prepare(
        fmt::format("SELECT child.rowid, parent.rowid {} AND parent.rowid IS NOT NULL ORDER BY child.rowid", from));
    std::optional<std::int64_t> orphaned;  // a child for which no remaining parent was found so far
    std::optional<std::int64_t> has_parent;
    while (pairs.step()) {
        std::int64_t const child = pairs.integer(0);
        if (orphaned && *orphaned != child) rejects.add(table.name, *orphaned, reason);
        if (orphaned != child) orphaned.reset();
        if (!rejects.contains(key.parent, pairs.integer(1))) {
            has_parent = child;
            orphaned.reset();
        } else if (has_parent != child) {
            orphaned = child;
        }
    }
    if (orphaned) rejects.add(table.name, *orphaned, reason);
}

std::vector<std::size_t> positions_of(TablePlan const& table, std::vector<std::string> const& columns) {
    std::vector<std::size_t> positions;
    std::vector<std::string> const names = table.column_names();
    for (std::string const& column : columns) {
        auto const found = std::find(names.begin(), names.end(), column);
        if (found != names.end()) positions.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    return positions;
}

void for_each_key(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                  std::vector<std::string> const& columns,
                  std::function<void(Rows const&, KeyHashes const&)> const& visit) {
    std::vector<std::size_t> const positions = positions_of(table, columns);
    RowHash in_source;
    RowHash fixed;
    Rows rows{reader, table, rules, Order::table, nullptr};
    while (rows.next_raw()) {
        count_row();
        bool is_null = false;
        for (std::size_t const position : positions) {
            is_null = is_null || rows.values()[position].is_null();
            fixed.add(rows.values()[position]);
            Value raw = rows.raw()[position];
            if (raw.type == Value::Type::blob) raw.type = Value::Type::text;
            in_source.add(raw);
        }
        KeyHashes const key{in_source.finish().hex(), fixed.finish().hex()};
        if (!is_null) visit(rows, key);
    }
}

namespace {

void note(SpilledMap& keys, std::string const& hash, bool is_rejected) {
    Value const key = Value::text(hash);
    if (!is_rejected) keys.take(key);
    keys.insert(key, Value::of(std::int64_t{is_rejected ? 0 : 1}));
}

std::optional<bool> is_left(SpilledMap& keys, std::string const& hash) {
    std::optional<Value> const found = keys.find(Value::text(hash));
    return found ? std::optional{found->integer == 1} : std::nullopt;
}

}  // namespace

RemainingKeys::RemainingKeys(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                             std::vector<std::string> const& columns, Rejects const& rejects) {
    for_each_key(reader, table, rules, columns, [&](Rows const& rows, KeyHashes const& key) {
        bool const is_rejected = rejects.contains(table.name, rows.rowid());
        note(in_source_, key.in_source, is_rejected);
        note(fixed_, key.fixed, is_rejected);
    });
}

std::optional<bool> RemainingKeys::remains(KeyHashes const& child) {
    std::optional<bool> const own = is_left(in_source_, child.in_source);
    if (own.has_value() && !*own) return false;
    if (!own.has_value() && child.in_source == child.fixed) return std::nullopt;
    return is_left(fixed_, child.fixed);
}

}  // namespace mlflow2pg
