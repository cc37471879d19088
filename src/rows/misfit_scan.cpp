// SPDX-License-Identifier: Apache-2.0
#include "rows/misfit_scan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "rows/convert.hpp"
#include "rows/rows.hpp"
#include "source/spilled_map.hpp"

namespace mlflow2pg {

namespace {

// Whether the key is also unique in SQLite.
bool enforced_by_source(TablePlan const& table, Key const& key) {
    auto const same_set = [&](std::vector<std::string> columns) {
        std::vector<std::string> wanted = key.columns;
        std::sort(columns.begin(), columns.end());
        std::sort(wanted.begin(), wanted.end());
        return columns == wanted;
    };
    return std::any_of(table.source_unique_keys.begin(), table.source_unique_keys.end(), same_set);
}

// The column at the start of a CHECK expression such as (status IN (…)).
std::string column_in(TablePlan const& table, std::string_view expression) {
    for (std::string const& column : table.column_names()) {
        if (expression.find(column) != std::string_view::npos) return column;
    }
    return {};
}

// The rows with long values in columns of limited length. Such a row is a misfit in any case. No query may read the
// value, because SQLite would hold it in memory as a whole.
class LongValues {
public:
    void note(TablePlan const& table, Rows const& rows) {
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            Column const& target = table.columns[column].target;
            if (!rows.raw()[column].is_long() || is_unlimited(target)) continue;
            rowids_[{table.name, target.name}].push_back(rows.rowid().integer);
        }
    }

    // An SQL condition: the row has no long value in these columns. rowid: an SQL expression for the row's rowid.
    std::string none_in(std::string const& table, std::string_view rowid,
                        std::vector<std::string> const& columns) const {
        std::set<std::int64_t> all;
        for (std::string const& column : columns) {
            auto const found = rowids_.find({table, column});
            if (found != rowids_.end()) all.insert(found->second.begin(), found->second.end());
        }
        return all.empty() ? "true" : fmt::format("{} NOT IN ({})", rowid, fmt::join(all, ", "));
    }

    // The part of a query after the table's name. It prevents the use of an index, because SQLite may read a whole
    // index entry.
    std::string_view indexing(std::string const& table) const {
        auto const found = rowids_.lower_bound({table, ""});
        return found != rowids_.end() && found->first.first == table ? " NOT INDEXED" : "";
    }

private:
    std::map<std::pair<std::string, std::string>, std::vector<std::int64_t>> rowids_;  // by table and column
};

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

// A join of each row of the table with its parents. The caller adds more conditions.
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

// Rejects rows of the table if all their parents are rejected. A parent key may occur in two rows, of which only one is
// rejected. from: a join of each child with its parents.
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

std::string no_parent(ForeignKey const& key) { return fmt::format("{}: no such row in {}", key.name, key.parent); }

std::string parent_is_rejected(ForeignKey const& key) {
    return fmt::format("{}: its row in {} is rejected ({})", fmt::join(key.columns, ", "), key.parent, key.name);
}

// The positions of the columns in a row of the table. Generated columns have none.
std::vector<std::size_t> positions_of(TablePlan const& table, std::vector<std::string> const& columns) {
    std::vector<std::size_t> positions;
    std::vector<std::string> const names = table.column_names();
    for (std::string const& column : columns) {
        auto const found = std::find(names.begin(), names.end(), column);
        if (found != names.end()) positions.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    return positions;
}

// Calls visit(rows, hash of the columns) for each row that has no NULL in these columns, with the values after fixes.
template <typename Visit>
void for_each_key(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                  std::vector<std::string> const& columns, Visit const& visit) {
    std::vector<std::size_t> const positions = positions_of(table, columns);
    RowHash hash;
    Rows rows{reader, table, rules, Order::table, nullptr};
    while (rows.next_raw()) {
        count_row();
        bool is_null = false;
        for (std::size_t const position : positions) {
            Value const& value = rows.values()[position];
            is_null = is_null || value.is_null();
            hash.add(value);
        }
        std::string const key = hash.finish().hex();
        if (!is_null) visit(rows, Value::text(key));
    }
}

// The keys of a table, with a mark whether at least one row with the key is not rejected. Spills to disk.
class RemainingKeys {
public:
    RemainingKeys(Sqlite const& reader, TablePlan const& table, Rules const& rules,
                  std::vector<std::string> const& columns, Rejects const& rejects) {
        for_each_key(reader, table, rules, columns, [&](Rows const& rows, Value const& hash) {
            bool const is_rejected = rejects.contains(table.name, rows.rowid());
            if (!is_rejected) keys_.take(hash);
            keys_.insert(hash, Value::of(std::int64_t{is_rejected ? 0 : 1}));
        });
    }

    // Whether a row with this key is not rejected; nothing when no row has the key.
    std::optional<bool> remains(Value const& hash) {
        std::optional<Value> const found = keys_.find(hash);
        return found ? std::optional{found->integer == 1} : std::nullopt;
    }

private:
    SpilledMap keys_;
};

// Writes the rejected rows to the file, each with its reasons.
void write_rejected(Sqlite const& reader, Plan const& plan, Rejects const& rejects, RejectFile& file) {
    for (TablePlan const& table : plan.tables) {
        if (!rejects.any(table.name)) continue;
        SqliteStatement rejected = rejects.rows_of(table.name);
        while (rejected.step()) {
            Rows row{reader, table, plan.rules, rejected.integer(0)};
            if (row.next_raw()) file.add("rejected", table, row.raw(), row.rowid(), rejected.text(1));
        }
    }
}

// "key: truncate; value: strip-nul", for the reject file.
std::string fixes_of(TablePlan const& table, Rows const& rows) {
    std::string reasons;
    for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) {
        reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", table.columns[fixed.column].target.name,
                               fixed.fixes.names());
    }
    return reasons;
}

// Lists the changes that fixes make. A rejected row is listed only as rejected. If rows may be rejected, the changed
// rows are listed at the end, because only then all rejected rows are known.
class ChangeList {
public:
    enum class Until { now, rejects_are_known };

    // found: receives the changes. file: may be null; receives the rows as they were.
    ChangeList(Sqlite const& reader, Plan const& plan, Rejects const& rejects, Until until, RejectFile* file,
               MisfitScan& found)
        : reader_{reader}, plan_{plan}, rejects_{rejects}, until_{until}, file_{file}, found_{found} {}

    void note(TablePlan const& table, Rows const& rows) {
        for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) {
            columns_.emplace(table.name, table.columns[fixed.column].target.name);
        }
        if (until_ == Until::now || !table.has_rowid) return list(table, rows);
        if (rows.fits()) rows_.add(table.name, rows.rowid().integer, "");
    }

    // Lists the rows that were noted and are not rejected.
    void list_rest() {
        for (TablePlan const& table : plan_.tables) {
            if (!rows_.any(table.name)) continue;
            SqliteStatement changed = rows_.rows_of(table.name);
            while (changed.step()) {
                if (rejects_.contains(table.name, changed.integer(0))) continue;
                Rows row{reader_, table, plan_.rules, changed.integer(0)};
                if (row.next_raw()) list(table, row);
            }
        }
    }

    // Whether a fix changed a value in one of the columns.
    bool in_columns(std::string const& table, std::vector<std::string> const& columns) const {
        return std::any_of(columns.begin(), columns.end(), [&](std::string const& column) {
            return columns_.contains({table, column});
        });
    }

private:
    void list(TablePlan const& table, Rows const& rows) {
        for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) add(table, rows, fixed);
        if (!rows.fits() || file_ == nullptr) return;
        file_->add("changed", table, rows.raw(), rows.rowid(), fixes_of(table, rows));
    }

    void add(TablePlan const& table, Rows const& rows, RowConverter::Fixed const& fixed) {
        std::string const& column = table.columns[fixed.column].target.name;
        if (fixed.fixes.has(Fix::rewrite_artifacts)) ++found_.rewritten[table.name + "." + column];
        if (!found_.changes.wants_more()) return found_.changes.count(1);
        found_.changes.add({name_row(table, rows.raw(), rows.rowid()), column, fixed.fixes,
                            printable(table, fixed.column, rows.raw()[fixed.column]),
                            printable(table, fixed.column, rows.values()[fixed.column])});
    }

    Sqlite const& reader_;
    Plan const& plan_;
    Rejects const& rejects_;
    Until until_;
    RejectFile* file_;
    MisfitScan& found_;
    std::set<std::pair<std::string, std::string>> columns_;  // table and column in which fixes changed values
    Rejects rows_;                                           // the changed rows
};

class MisfitScanner {
public:
    MisfitScanner(Source const& source, Plan const& plan, Rejects& rejects, bool asked, RejectFile* file,
                  IndexJudge judge)
        : plan_{plan},
          rejects_{rejects},
          rejects_asked_{asked},
          file_{file},
          judge_{std::move(judge)},
          reader_{source.reader()} {}

    MisfitScan take() {
        for (TablePlan const& table : plan_.tables) {
            if (table.recomputed) continue;
            Task const task{"looking for misfits in " + table.name, table.estimated_rows};
            Table const& target = *plan_.schema.find_table(table.name);
            read_values(table, target);
            for (Key const& key : target.keys) {
                if (changes_.in_columns(table.name, key.columns) || !enforced_by_source(table, key))
                    find_duplicates(table, key);
            }
            for (Check const& check : target.checks) find_failing(table, check);
            for (ForeignKey const& key : target.foreign_keys) find_orphans(table, key);
        }
        changes_.list_rest();
        if (rejects_asked_ && file_ != nullptr) write_rejected(reader_, plan_, rejects_, *file_);
        found_.rejected = rejects_.total();
        return std::move(found_);
    }

    MisfitScan take_of_locations() {
        for (TablePlan const& table : plan_.tables) {
            if (!table.has_locations()) continue;
            Task const task{"listing what is rewritten in " + table.name, table.estimated_rows};
            read_values(table, *plan_.schema.find_table(table.name));
        }
        return std::move(found_);
    }

private:
    void read_values(TablePlan const& table, Table const& target) {
        Rows rows{reader_, table, plan_.rules, Order::table, nullptr};
        std::vector<LongIndex> const indexes = long_indexes(table, target);
        while (rows.next_raw()) {
            count_row();
            if (rows.is_long()) long_values_.note(table, rows);
            if (rows.fits()) find_too_long(table, indexes, rows);
            for (RowConverter::Problem const& problem : rows.conversion().problems()) {
                add(table, rows, table.columns[problem.column].target.name, problem.reason, problem.detail);
            }
            if (!rows.conversion().fixed().empty()) changes_.note(table, rows);
        }
    }

    void find_too_long(TablePlan const& table, std::vector<LongIndex> const& indexes, Rows const& rows) {
        for (LongIndex const& index : indexes) {
            if (!may_be_too_long(index, rows.values())) continue;
            if (!judge_) {
                ++found_.unjudged;
            } else if (std::optional<std::string> const why = judge_(table, index, rows.values())) {
                std::vector<std::string> columns;
                for (std::size_t const column : index.columns) columns.push_back(table.columns[column].target.name);
                add(table, rows, fmt::format("{}", fmt::join(columns, ", ")), Reason::beyond_index,
                    fmt::format("{}: {}", index.name, *why));
            }
        }
    }

    void ensure_rejectable(TablePlan const& table) const {
        if (table.has_rowid || !rejects_asked_) return;
        throw SourceError{fmt::format("table {} has no rowid: its rows cannot be rejected one by one", table.name)};
    }

    void add(TablePlan const& table, Rows const& rows, std::string const& column, Reason reason, std::string detail) {
        ++found_.counts[{table.name, reason}];
        if (rows.rowid().type == Value::Type::integer) {
            rejects_.add(table.name, rows.rowid().integer, fmt::format("{}: {}", column, name(reason)));
        } else {
            ensure_rejectable(table);
        }
        if (!found_.misfits.wants_more()) return found_.misfits.count(1);
        found_.misfits.add({name_row(table, rows.raw(), rows.rowid()), column, reason, std::move(detail)});
    }

    void find_duplicates(TablePlan const& table, Key const& key) {
        std::vector<std::size_t> const positions = positions_of(table, key.columns);
        if (positions.size() < key.columns.size()) return;  // a generated column: the server checks it
        Task const task{"looking for duplicates in " + table.name, table.estimated_rows};
        SpilledMap seen;  // the rowid of the first row with a key, by the key's hash
        RowHash hash;
        Rows rows{reader_, table, plan_.rules, Order::table, &rejects_};
        std::int64_t number = 0;
        while (rows.next_raw()) {
            count_row();
            ++number;
            std::vector<Value> const& values = rows.values();
            // NULLs are distinct in a unique key. Rows that do not fit are already counted.
            if (!rows.fits() || std::any_of(positions.begin(), positions.end(),
                                            [&](std::size_t position) { return values[position].is_null(); })) {
                continue;
            }
            if (rejects_.contains(table.name, rows.rowid())) continue;
            for (std::size_t const position : positions) {
                Value const& value = values[position];
                // For PostgreSQL 0.0 and -0.0 are the same key.
                bool const zero = value.type == Value::Type::real && value.real == 0;
                hash.add(zero ? Value::of(0.0) : value);
            }
            std::int64_t const own = rows.rowid().type == Value::Type::integer ? rows.rowid().integer : number;
            std::int64_t const first = seen.insert(Value::text(hash.finish().hex()), Value::of(own)).integer;
            if (first != own) {
                add(table, rows, fmt::format("{}", fmt::join(key.columns, ", ")), Reason::duplicate,
                    fmt::format("same {} as rowid {}", key.name, first));
            }
        }
    }

    // Adds a misfit for each row whose rowid the query returns.
    void add_rows(TablePlan const& table, std::string const& query, std::string const& column, Reason reason,
                  std::string const& detail) {
        SqliteStatement found = reader_.prepare(query);
        while (found.step()) {
            Rows row{reader_, table, plan_.rules, found.integer(0)};
            if (row.next_raw()) add(table, row, column, reason, detail);
        }
    }

    void find_failing(TablePlan const& table, Check const& check) {
        std::string const column = column_in(table, check.expression);
        if (!table.has_rowid) return count_failing(table, check);
        add_rows(table,
                 fmt::format("SELECT rowid FROM {}{} WHERE {} AND NOT {}", quote_identifier(table.name),
                             long_values_.indexing(table.name), long_values_.none_in(table.name, "rowid", {column}),
                             check.expression),
                 column, Reason::failing_check, check.name);
    }

    // Such a row has no rowid by which it could be found and named.
    void count_failing(TablePlan const& table, Check const& check) {
        std::int64_t const failing = reader_.integer(
            fmt::format("SELECT count(*) FROM {} WHERE NOT {}", quote_identifier(table.name), check.expression));
        if (failing == 0) return;
        ensure_rejectable(table);
        found_.counts[{table.name, Reason::failing_check}] += static_cast<std::uint64_t>(failing);
        found_.misfits.count(static_cast<std::uint64_t>(failing));
    }

    void find_orphans(TablePlan const& table, ForeignKey const& key) {
        if (!table.has_rowid || changes_.in_columns(table.name, key.columns) ||
            changes_.in_columns(key.parent, key.parent_columns))
            return find_orphans_by_reading(table, key);
        std::string const columns = fmt::format("{}", fmt::join(key.columns, ", "));
        Task const task{"looking for orphans in " + table.name};
        std::string const from = children_with_parents(table, key, long_values_);
        add_rows(
            table,
            fmt::format("SELECT child.rowid {} AND parent.{} IS NULL", from, quote_identifier(key.parent_columns[0])),
            columns, Reason::orphan, no_parent(key));
        // The parent's rows were rejected before: in the plan, parents come before children.
        if (!rejects_.any(key.parent)) return;
        std::uint64_t const before = rejects_.total();
        reject_children(reader_, table, key, from, parent_is_rejected(key), rejects_);
        found_.dependent += rejects_.total() - before;
    }

    // For keys in which fixes changed values, because SQLite has only the values before the fixes. Also for tables
    // without rowids, because no query can name their orphans.
    void find_orphans_by_reading(TablePlan const& table, ForeignKey const& key) {
        TablePlan const& parent = plan_.table(key.parent);
        Task const task{"looking for orphans in " + table.name, parent.estimated_rows + table.estimated_rows};
        RemainingKeys parents{reader_, parent, plan_.rules, key.parent_columns, rejects_};
        for_each_key(reader_, table, plan_.rules, key.columns, [&](Rows const& rows, Value const& hash) {
            std::optional<bool> const remains = parents.remains(hash);
            if (!remains) {
                return add(table, rows, fmt::to_string(fmt::join(key.columns, ", ")), Reason::orphan, no_parent(key));
            }
            if (*remains) return;
            ensure_rejectable(table);
            if (!table.has_rowid) return;
            std::uint64_t const before = rejects_.total();
            rejects_.add(table.name, rows.rowid().integer, parent_is_rejected(key));
            found_.dependent += rejects_.total() - before;
        });
    }

    Plan const& plan_;
    Rejects& rejects_;
    bool rejects_asked_;  // rejected rows are to be left out; otherwise they are only counted
    RejectFile* file_;
    IndexJudge judge_;
    Sqlite reader_;
    MisfitScan found_;
    LongValues long_values_;
    ChangeList changes_{reader_,  plan_,
                        rejects_, rejects_asked_ ? ChangeList::Until::rejects_are_known : ChangeList::Until::now,
                        file_,    found_};
};

}  // namespace

MisfitScan scan_for_misfits(Source const& source, Plan const& plan, Rejects* rejects, RejectFile* file,
                            IndexJudge const& judge) {
    Rejects counted;
    return MisfitScanner{source, plan, rejects == nullptr ? counted : *rejects, rejects != nullptr, file, judge}.take();
}

MisfitScan list_rewritten(Source const& source, Plan const& plan, RejectFile* file) {
    Rejects none;
    return MisfitScanner{source, plan, none, false, file, {}}.take_of_locations();
}

LocalArtifacts find_local_artifacts(Source const& source, Plan const& plan) {
    LocalArtifacts local;
    Rewrites const& rewrites = plan.rules.artifacts;
    local.rewritten.resize(rewrites.rules().size());
    Sqlite const reader = source.reader();
    for (TablePlan const& table : plan.tables) {
        if (!table.has_locations()) continue;
        Task const task{"looking for local artifacts in " + table.name, table.estimated_rows};
        TablePlan const locations = table.only_locations();
        Rules const unchanged;
        Rows rows{reader, locations, unchanged, Order::table, nullptr};
        while (rows.next_raw()) {
            count_row();
            for (std::size_t column = 0; column < locations.columns.size(); ++column) {
                Value const& value = rows.raw()[column];
                if (!locations.is_location(column, rows.raw()) || value.type != Value::Type::text) continue;
                // A text of this length is not a location.
                if (value.is_long()) continue;
                if (std::size_t const rule = rewrites.find(value.bytes); rule < local.rewritten.size()) {
                    ++local.rewritten[rule];
                }
                local.add(rewrites.apply(value.bytes).value_or(std::string{value.bytes}));
            }
        }
    }
    return local;
}

}  // namespace mlflow2pg
