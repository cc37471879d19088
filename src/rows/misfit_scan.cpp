// SPDX-License-Identifier: Apache-2.0
#include "rows/misfit_scan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "rows/change_list.hpp"
#include "rows/convert.hpp"
#include "rows/orphans.hpp"
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

std::string no_parent(ForeignKey const& key) { return fmt::format("{}: no such row in {}", key.name, key.parent); }

std::string parent_is_rejected(ForeignKey const& key) {
    return fmt::format("{}: its row in {} is rejected ({})", fmt::join(key.columns, ", "), key.parent, key.name);
}

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

// The rows for which the condition holds, apart from those with a long value in one of the columns.
std::string rowids_where(TablePlan const& table, LongValues const& long_values, std::vector<std::string> const& columns,
                         std::string const& condition) {
    return fmt::format("SELECT rowid FROM {}{} WHERE {} AND {}", quote_identifier(table.name),
                       long_values.indexing(table.name), long_values.none_in(table.name, "rowid", columns), condition);
}

std::string columns_of(TablePlan const& table, LongIndex const& index) {
    std::vector<std::string> columns;
    for (std::size_t const column : index.columns) columns.push_back(table.columns[column].target.name);
    return fmt::format("{}", fmt::join(columns, ", "));
}

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
                add(table, rows, table.column_name(problem.column), problem.reason, problem.detail);
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
                add(table, rows, columns_of(table, index), Reason::beyond_index,
                    fmt::format("{}: {}", index.name, *why));
            }
        }
    }

    void ensure_rejectable(TablePlan const& table) {
        if (table.has_rowid) return;
        found_.unrejectable = table.name;
        if (!rejects_asked_) return;
        throw SourceError{fmt::format("table {} is WITHOUT ROWID: single rows of it cannot be rejected", table.name),
                          "change them in SQLite: check without --on-misfit reject lists them"};
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
        add_rows(table, rowids_where(table, long_values_, {column}, "NOT " + check.expression), column,
                 Reason::failing_check, check.name);
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
        for_each_key(reader_, table, plan_.rules, key.columns, [&](Rows const& rows, KeyHashes const& foreign) {
            std::optional<bool> const remains = parents.remains(foreign);
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
