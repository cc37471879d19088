// SPDX-License-Identifier: Apache-2.0
#include "mlflow/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "base/sql.hpp"
#include "mlflow/schema_fit.hpp"

namespace mlflow2pg {

namespace {

bool is_whole_number(ColumnType type) {
    return type == ColumnType::smallint || type == ColumnType::integer || type == ColumnType::bigint;
}

// experiments.experiment_id itself, foreign keys to it, and columns of that name for which MLflow declared no foreign
// key.
bool is_experiment_id(Table const& table, Column const& column) {
    if (!is_whole_number(column.type)) return false;
    if (column.name == "experiment_id") return true;
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](ForeignKey const& key) {
        return key.parent == "experiments" && key.columns == std::vector{column.name};
    });
}

bool has(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// What refers to this column: the columns with a foreign key to it ("metrics.run_uuid"), and a tag that holds its
// value.
std::vector<std::string> referrers(Schema const& schema, std::string const& table, std::string const& column) {
    std::vector<std::string> found;
    for (Table const& child : schema.tables) {
        for (ForeignKey const& key : child.foreign_keys) {
            if (key.parent != table) continue;
            for (std::size_t i = 0; i < key.columns.size(); ++i) {
                if (key.parent_columns[i] == column) found.push_back(child.name + "." + key.columns[i]);
            }
        }
    }
    std::sort(found.begin(), found.end());
    if (table == "runs" && column == "run_uuid") found.emplace_back("the tag mlflow.parentRunId");
    return found;
}

// The ends of the names of columns that refer to something although MLflow declared no key: ids, workspaces, versions,
// links, hashes, and a webhook's secret.
constexpr std::string_view identifying[] = {"_id",    "_uuid", "workspace", "version",      "alias",       "url",
                                            "link",   "uri",   "digest",    "hash",         "source",      "subpath",
                                            "secret", "ref",   "overrides", "target_value", "dataset_name"};

// Why the column's text must not be truncated (ColumnPlan::whole_because). For a column with locations, that depends on
// the row, too.
std::string whole_because(Schema const& schema, Table const& table, std::string const& column) {
    std::vector<std::string> const by = referrers(schema, table.name, column);
    if (!by.empty()) return fmt::format("{} {} to it", fmt::join(by, ", "), by.size() == 1 ? "refers" : "refer");
    for (ForeignKey const& key : table.foreign_keys) {
        auto const at = std::find(key.columns.begin(), key.columns.end(), column) - key.columns.begin();
        if (has(key.columns, column)) {
            return fmt::format("it refers to {}.{}", key.parent, key.parent_columns[static_cast<std::size_t>(at)]);
        }
    }
    for (Key const& key : table.keys) {
        if (has(key.columns, column)) return "it is part of the key " + key.name;
    }
    bool const identifies = std::any_of(std::begin(identifying), std::end(identifying),
                                        [&](std::string_view ending) { return column.ends_with(ending); });
    return identifies ? "a truncated value would identify nothing" : "";
}

// "table tags is missing"; if many are missing, only the first ones are named.
std::string missing_tables(std::vector<std::string> const& names) {
    constexpr std::size_t shown = 8;
    auto const end = names.begin() + static_cast<std::ptrdiff_t>(std::min(shown, names.size()));
    std::string const more = names.size() > shown ? fmt::format(" and {} more", names.size() - shown) : "";
    if (names.size() == 1) return fmt::format("table {} is missing", names.front());
    return fmt::format("{} tables are missing: {}{}", names.size(), fmt::join(names.begin(), end, ", "), more);
}

// See TablePlan. Without the target's index of (run_uuid, key, step), the order of the primary key is better, because
// its index is then the widest.
std::string run_index(Table const& target, SourceTable const& source) {
    auto const index_of = [](auto const& indexes, std::vector<std::string> const& columns) {
        return std::find_if(indexes.begin(), indexes.end(),
                            [&](auto const& index) { return index.columns == columns; });
    };
    if (target.name != "metrics" || index_of(target.indexes, {"run_uuid", "key", "step"}) == target.indexes.end()) {
        return {};
    }
    auto const found = index_of(source.indexes, {"run_uuid"});
    return found == source.indexes.end() || !source.has_rowid ? "" : found->name;
}

// An SQL expression whose value is a Computed. SQLite returns a real when a result exceeds 64 bits. Both databases
// understand the recorded expression alike.
std::string computed(Column const& generated) {
    return fmt::format(
        "CASE WHEN {0} IS NOT {1} THEN {2} WHEN typeof({1}) = 'real' AND abs({1}) >= 9.2233720368547758e18 "
        "THEN {3} ELSE {4} END",
        quote_identifier(generated.name), generated.generated, static_cast<int>(Computed::another),
        static_cast<int>(Computed::nothing), static_cast<int>(Computed::same));
}

// Plans each column, or appends why it cannot be copied to `differences`.
void plan_columns(TablePlan& plan, Schema const& schema, Table const& target, SourceTable const& source,
                  Rules const& rules, std::vector<std::string>& differences) {
    for (Column const& column : target.columns) {
        auto const found = std::find_if(source.columns.begin(), source.columns.end(),
                                        [&](SourceColumn const& candidate) { return candidate.name == column.name; });
        if (found == source.columns.end()) {
            differences.push_back(fmt::format("column {}.{} is missing", target.name, column.name));
            continue;
        }
        if (column.is_generated()) {
            plan.generated.push_back(column);
            continue;
        }
        if (found->generated) {
            // SQLite computes a generated column when it reads it. So its values can have any length, whatever the size
            // of the file.
            differences.push_back(fmt::format("column {}.{} is generated", target.name, column.name));
            continue;
        }
        ColumnPlan planned{column, is_experiment_id(target, column)};
        if (column.max_length > 0) planned.whole_because = whole_because(schema, target, column.name);
        if (planned.experiment_id && rules.experiment_ids == ExperimentIds::widen) {
            planned.target.type = ColumnType::bigint;
        }
        plan.columns.push_back(planned);
    }
    for (SourceColumn const& column : source.columns) {
        if (target.find_column(column.name) == nullptr) {
            differences.push_back(fmt::format("column {}.{} is unknown", target.name, column.name));
        }
    }
}

TablePlan plan_table(Schema const& schema, Table const& target, SourceTable const& source, Rules const& rules,
                     std::vector<std::string>& differences) {
    TablePlan plan;
    plan.name = target.name;
    plan.has_rowid = source.has_rowid;
    plan.estimated_rows = source.estimated_rows;
    plan.row_bytes = source.row_bytes;
    plan.rowids = source.rowids;
    plan.source_unique_keys = source.unique_keys;
    plan.recomputed = target.name == "latest_metrics";
    plan_columns(plan, schema, target, source, rules, differences);
    auto const position = [&](std::string const& name) {
        auto const found = std::find_if(plan.columns.begin(), plan.columns.end(),
                                        [&](ColumnPlan const& column) { return column.target.name == name; });
        return static_cast<int>(found - plan.columns.begin());
    };
    for (std::string const& column : target.primary_key()) plan.key.push_back(position(column));
    plan.covered_by_key = !plan.key.empty() && plan.key.size() == plan.columns.size();
    plan.run_index = run_index(target, source);
    // MLflow's evaluation datasets refer to an experiment by its id as text, in a row that has the word "experiment" in
    // another column.
    if (target.name == "entity_associations") {
        for (std::string const side : {"source", "destination"}) {
            auto const id = static_cast<std::size_t>(position(side + "_id"));
            int const type = position(side + "_type");
            if (id < plan.columns.size()) plan.columns[id].experiment_id_if = type;
        }
    }
    for (LocationColumn const& location : location_columns()) {
        auto const column = static_cast<std::size_t>(position(std::string{location.column}));
        if (location.table != target.name || column >= plan.columns.size()) continue;
        plan.columns[column].location = &location;
        if (!location.tags.empty()) plan.columns[column].location_tag = position("key");
    }
    return plan;
}

}  // namespace

std::string const& TablePlan::column_name(std::size_t column) const {
    return column < columns.size() ? columns[column].target.name : generated.at(column - columns.size()).name;
}

std::vector<std::string> TablePlan::column_names() const {
    std::vector<std::string> names;
    for (ColumnPlan const& column : columns) names.push_back(column.target.name);
    return names;
}

std::string TablePlan::column_list() const {
    std::vector<std::string> names;
    for (std::string const& column : column_names()) names.push_back(quote_identifier(column));
    return fmt::format("{}", fmt::join(names, ", "));
}

bool TablePlan::has_unlimited_column() const {
    return std::any_of(columns.begin(), columns.end(),
                       [](ColumnPlan const& column) { return is_unlimited(column.target); });
}

// PostgreSQL compresses rows beyond 2 kB (https://www.postgresql.org/docs/15/storage-toast.html). If the mean row has
// half that size, such rows hold most of the bytes.
bool TablePlan::has_long_texts() const { return row_bytes >= 1024 && has_unlimited_column(); }

bool TablePlan::has_locations() const {
    return std::any_of(columns.begin(), columns.end(),
                       [](ColumnPlan const& column) { return column.location != nullptr; });
}

TablePlan TablePlan::only_locations() const {
    TablePlan only = *this;
    only.key.clear();
    only.generated.clear();
    only.columns.clear();
    for (ColumnPlan column : columns) {
        if (column.location == nullptr) continue;
        if (column.location_tag >= 0) {
            only.columns.push_back(columns[static_cast<std::size_t>(column.location_tag)]);
            column.location_tag = static_cast<int>(only.columns.size()) - 1;
        }
        only.columns.push_back(column);
    }
    return only;
}

bool TablePlan::is_location(std::size_t column, std::span<Value const> row) const {
    ColumnPlan const& planned = columns[column];
    if (planned.location == nullptr) return false;
    if (planned.location_tag < 0) return true;
    std::string_view const tag = row[static_cast<std::size_t>(planned.location_tag)].bytes;
    std::vector<std::string_view> const& tags = planned.location->tags;
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string_view TablePlan::whole_because(std::size_t column, std::span<Value const> row) const {
    if (is_location(column, row)) return "MLflow looks for artifacts there";
    return columns[column].whole_because;
}

std::vector<std::string> TablePlan::sorted_by(Order order) const {
    if (order == Order::run) return {"run_uuid", "key", "step"};
    std::vector<std::string> names;
    if (order == Order::table) return names;
    for (int const position : key) names.push_back(columns[static_cast<std::size_t>(position)].target.name);
    return names;
}

std::string TablePlan::select(Order order, std::string_view condition) const {
    std::string from = quote_identifier(name);
    std::string rowid = has_rowid ? "rowid" : "NULL";
    std::vector<std::string> by;
    // The recomputation needs the order of the bytes. The source's columns may have another collation.
    for (std::string const& column : sorted_by(order)) by.push_back(quote_identifier(column) + " COLLATE BINARY");
    if (order == Order::run && condition.empty() && !run_index.empty()) {
        // A join, because otherwise SQLite would take run_uuid from the index instead of the row. Without INDEXED BY it
        // would choose its index of (run_uuid, key, step), and read a page of the table for each row.
        by.front() = "run COLLATE BINARY";
        rowid = from + ".rowid";
        from = fmt::format("(SELECT rowid AS id, run_uuid AS run FROM {0} INDEXED BY {1}) CROSS JOIN {0} ON {2} = id",
                           from, quote_identifier(run_index), rowid);
    } else if (has_rowid && (order == Order::table || !condition.empty())) {
        // NOT INDEXED prevents SQLite from reading a covering index instead of the table. In such an index it finds a
        // rowid only by reading the whole entry.
        from += " NOT INDEXED";
    }
    if (order != Order::key && has_rowid) by.push_back(rowid);
    std::string results;
    for (Column const& column : generated) results += ", " + computed(column);
    return fmt::format("SELECT {}, {}{} FROM {}{}{}", column_list(), rowid, results, from,
                       condition.empty() ? "" : fmt::format(" WHERE {}", condition),
                       by.empty() ? "" : fmt::format(" ORDER BY {}", fmt::join(by, ", ")));
}

std::string TablePlan::select_range(RowidRange const& range) const {
    // -9223372036854775808 cannot be written as an SQL literal. At either end of the range of rowids no condition is
    // needed.
    RowidRange const all;
    std::vector<std::string> conditions;
    if (range.first != all.first) conditions.push_back(fmt::format("rowid >= {}", range.first));
    if (range.last != all.last) conditions.push_back(fmt::format("rowid <= {}", range.last));
    return select(Order::table, fmt::format("{}", fmt::join(conditions, " AND ")));
}

std::string TablePlan::select_computed() const {
    std::vector<std::string> results;
    for (Column const& column : generated) results.push_back(computed(column));
    return fmt::format("SELECT {} FROM {} WHERE rowid = ?", fmt::join(results, ", "), quote_identifier(name));
}

TablePlan const& Plan::table(std::string_view name) const {
    auto const found =
        std::find_if(tables.begin(), tables.end(), [&](TablePlan const& candidate) { return candidate.name == name; });
    if (found == tables.end()) throw Error{ExitCode::internal, fmt::format("no table {} in the plan", name)};
    return *found;
}

bool Plan::has_table(std::string_view name) const {
    return std::any_of(tables.begin(), tables.end(),
                       [&](TablePlan const& candidate) { return candidate.name == name; });
}

Plan make_plan(std::vector<SourceTable> const& source, Schema schema, Rules rules,
               std::vector<SourceObject> const& others) {
    Plan plan;
    std::vector<std::string> missing;
    std::vector<std::string> differences;
    for (Table const& target : schema.tables) {
        auto const found = std::find_if(source.begin(), source.end(),
                                        [&](SourceTable const& candidate) { return candidate.name == target.name; });
        if (found == source.end()) {
            missing.push_back(target.name);
            continue;
        }
        plan.tables.push_back(plan_table(schema, target, *found, rules, differences));
    }
    for (SourceTable const& table : source) {
        if (schema.find_table(table.name) == nullptr) plan.left_behind.push_back({"table", table.name});
    }
    for (SourceObject const& other : others) {
        // An object that belongs to a table that stays behind is not mentioned separately.
        Table const* const table = schema.find_table(other.table);
        if (other.table.empty() || (table != nullptr && !is_of_mlflow(other, *table)))
            plan.left_behind.push_back(other);
    }
    if (!missing.empty()) differences.insert(differences.begin(), missing_tables(missing));
    if (!differences.empty()) {
        throw SourceError{fmt::format("the tables are not those that MLflow creates at revision {}: {}",
                                      schema.revision, fmt::join(differences, "; "))};
    }
    plan.schema = std::move(schema);
    plan.rules = std::move(rules);
    return plan;
}

PlanFacts facts_of(Plan const& plan) {
    PlanFacts facts{plan.left_behind, {}, {}};
    for (auto const& [old, replacement] : plan.rules.artifacts.rules()) {
        facts.rewrites.emplace_back(masked(old), masked(replacement));
    }
    for (auto const& [table, column] : widened_columns(plan))
        facts.widened.push_back(fmt::format("{}.{}", table, column));
    return facts;
}

std::vector<std::pair<std::string, std::string>> widened_columns(Plan const& plan) {
    std::vector<std::pair<std::string, std::string>> columns;
    auto const is_wide = [](TablePlan const& table) {
        return std::any_of(table.columns.begin(), table.columns.end(), [](ColumnPlan const& column) {
            return column.target.name == "experiment_id" && column.target.type == ColumnType::bigint;
        });
    };
    if (!plan.has_table("experiments") || !is_wide(plan.table("experiments"))) return columns;
    for (TablePlan const& table : plan.tables) {
        for (ColumnPlan const& column : table.columns) {
            if (column.experiment_id) columns.emplace_back(table.name, column.target.name);
        }
    }
    return columns;
}

}  // namespace mlflow2pg
