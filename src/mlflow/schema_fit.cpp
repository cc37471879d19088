// SPDX-License-Identifier: Apache-2.0
#include "mlflow/schema_fit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/sql.hpp"
#include "base/sqlite_copy.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

using Columns = std::set<std::pair<std::string, std::string>>;  // table and column

bool is_version_table(std::string_view table) { return table.starts_with("alembic_version"); }

Columns columns_of(Schema const& schema) {
    Columns columns;
    for (Table const& table : schema.tables) {
        if (is_version_table(table.name)) continue;
        for (Column const& column : table.columns) columns.emplace(table.name, column.name);
    }
    return columns;
}

Columns columns_of(std::vector<SourceTable> const& tables, Store store) {
    Columns columns;
    for (SourceTable const& table : tables) {
        if (is_version_table(table.name) || !has_table(store, table.name)) continue;
        for (SourceColumn const& column : table.columns) columns.emplace(table.name, column.name);
    }
    return columns;
}

// "column runs.x"
std::string name_of(std::string const& table, std::string const& column) {
    return fmt::format("column {}.{}", table, column);
}

// The elements of `some` that are not in `others`. A table is listed as a whole if none of its columns is in `others`.
std::vector<std::string> only_in(Columns const& some, Columns const& others) {
    std::set<std::string> tables;
    for (auto const& [table, column] : others) tables.insert(table);
    std::vector<std::string> names;
    for (auto const& [table, column] : some) {
        bool const whole = !tables.contains(table);
        std::string name = whole ? "table " + table : name_of(table, column);
        if (!others.contains({table, column}) && (names.empty() || names.back() != name)) names.push_back(name);
    }
    return names;
}

std::size_t count_common(Columns const& one, Columns const& other) {
    return static_cast<std::size_t>(
        std::count_if(one.begin(), one.end(), [&](auto const& column) { return other.contains(column); }));
}

// "DROP VIEW v; ALTER TABLE runs DROP COLUMN x; DROP TABLE y". SQLite drops no column that an index, view or trigger
// uses, nor any column while a view is broken. None of these is migrated, so the copy loses all that are not MLflow's.
std::vector<std::string> dropping(SchemaFit const& fit, std::vector<SourceObject> const& others) {
    Schema const schema = recorded_schema(fit.revisions.back().id, fit.store);
    std::vector<std::string> statements;
    for (SourceObject const& object : others) {
        Table const* const table = schema.find_table(object.table);
        if (object.kind == "virtual table" || (table != nullptr && is_of_mlflow(object, *table))) continue;
        std::string_view const kind = object.kind == "view" ? "VIEW" : object.kind == "index" ? "INDEX" : "TRIGGER";
        statements.push_back(fmt::format("DROP {} {}", kind, quote_identifier(object.name)));
    }
    for (std::string const& name : fit.added) {
        std::string const object = name.substr(name.find(' ') + 1);
        std::size_t const dot = object.find('.');
        statements.push_back(name.starts_with("table ")
                                 ? "DROP TABLE " + quote_identifier(object)
                                 : fmt::format("ALTER TABLE {} DROP COLUMN {}", quote_identifier(object.substr(0, dot)),
                                               quote_identifier(object.substr(dot + 1))));
    }
    return statements;
}

}  // namespace

std::string named(Revision const& revision) {
    return revision.releases.empty() ? revision.id : fmt::format("{} (MLflow {})", revision.id, revision.releases);
}

bool SchemaFit::has(std::string_view revision) const {
    return std::any_of(revisions.begin(), revisions.end(),
                       [&](Revision const& candidate) { return candidate.id == revision; });
}

std::string SchemaFit::name() const {
    std::vector<std::string> names;
    for (Revision const& revision : revisions) names.push_back(named(revision));
    return fmt::format("revision {}", fmt::join(names, " or "));
}

std::string SchemaFit::differences() const {
    std::string text;
    if (!missing.empty()) text += fmt::format("; missing: {}", fmt::join(missing, ", "));
    if (!added.empty()) text += fmt::format("; added: {}", fmt::join(added, ", "));
    return text;
}

std::optional<SchemaFit> best_fit(std::vector<SourceTable> const& tables, Store store, std::string_view preferred) {
    Columns const there = columns_of(tables, store);
    std::optional<SchemaFit> best;
    Columns best_columns;
    std::size_t fewest = 0;
    for (Revision const& revision : known_revisions(store)) {
        if (!revision.recorded) continue;
        Columns columns = columns_of(recorded_schema(revision.id, store));
        std::size_t const common = count_common(columns, there);
        std::size_t const differences = columns.size() + there.size() - 2 * common;
        if (2 * common < columns.size()) continue;
        if (best && columns == best_columns) {
            best->revisions.push_back(revision);
        } else if (!best || differences < fewest || (differences == fewest && !best->has(preferred))) {
            // If two revisions fit equally well, take the later one: what is missing may not have been added yet.
            best = SchemaFit{store, {revision}, only_in(columns, there), only_in(there, columns)};
            best_columns = std::move(columns);
            fewest = differences;
        }
    }
    return best;
}

std::string describe(std::optional<SchemaFit> const& fit) {
    if (!fit) return "its tables are not MLflow's at any known revision";
    return fmt::format("its tables {} {}{}", fit->exact() ? "are those of" : "are most like those of", fit->name(),
                       fit->differences());
}

NextSteps next_steps(std::optional<SchemaFit> const& fit, std::string const& path, std::string_view revision,
                     std::vector<SourceObject> const& others) {
    if (!fit || !fit->missing.empty()) {
        return {{"it may be half upgraded: restore the backup made before `mlflow db upgrade`"}};
    }
    std::vector<std::string> changes;
    if (!fit->added.empty()) changes = dropping(*fit, others);
    if (!fit->has(revision)) {
        changes.push_back(
            fmt::format("UPDATE {} SET version_num = '{}'", version_table(fit->store), fit->revisions.back().id));
    }
    return {step_on_copy(
        fmt::format("{} on a copy{}", fit->added.empty() ? "correct the revision" : "remove what MLflow does not have",
                    fit->has(revision) || fit->revisions.size() == 1 ? "" : " (write the one of your MLflow)"),
        command_on_copy(path, fmt::format("{}", fmt::join(changes, "; "))))};
}

bool is_of_mlflow(SourceObject const& object, Table const& table) {
    auto const same_name = [&](auto const& recorded) { return recorded.name == object.name; };
    return std::any_of(table.indexes.begin(), table.indexes.end(), same_name) ||
           std::any_of(table.keys.begin(), table.keys.end(), same_name) ||
           std::any_of(table.triggers.begin(), table.triggers.end(), [&](std::string const& statement) {
               return statement.starts_with(fmt::format("CREATE TRIGGER {} ", quote_identifier(object.name))) ||
                      statement.starts_with(fmt::format("CREATE TRIGGER {} ", object.name));
           });
}

std::string whose_revision(std::string const& revision) {
    for (Store const store : all_stores) {
        Revision const* const known = find_revision(revision, store);
        if (known == nullptr) continue;
        return fmt::format("{} (MLflow's {} database{}{})", revision, mlflow2pg::name(store),
                           known->releases.empty() ? "" : ", MLflow ", known->releases);
    }
    return revision + " (not known to be MLflow's)";
}

}  // namespace mlflow2pg
