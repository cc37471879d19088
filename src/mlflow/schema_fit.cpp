// SPDX-License-Identifier: Apache-2.0
#include "mlflow/schema_fit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
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

bool is_known_column(Store store, std::string const& table, std::string const& column) {
    std::vector<Revision> const& revisions = known_revisions(store);
    return std::any_of(revisions.begin(), revisions.end(), [&](Revision const& revision) {
        if (!revision.recorded) return false;
        Schema const schema = recorded_schema(revision.id, store);
        Table const* const found = schema.find_table(table);
        return found != nullptr && found->find_column(column) != nullptr;
    });
}

// The one of the tables that is probably `wanted`: of the same name but for its case, or the only one of an unknown
// name that has all the columns.
SourceTable const* find_renamed(Table const& wanted, std::vector<SourceTable> const& tables, Store store) {
    std::vector<SourceTable const*> alike;
    for (SourceTable const& table : tables) {
        if (is_same_name(table.name, wanted.name)) return &table;
        bool const has_columns = std::all_of(wanted.columns.begin(), wanted.columns.end(), [&](Column const& column) {
            return std::any_of(table.columns.begin(), table.columns.end(),
                               [&](SourceColumn const& there) { return there.name == column.name; });
        });
        if (has_columns && !has_table(store, table.name)) alike.push_back(&table);
    }
    return alike.size() == 1 ? alike.front() : nullptr;
}

// Appends the columns that have another name. A column whose name differs by more than its case is only taken for
// another one if no further column is missing or unknown.
void find_renamed_columns(Table const& wanted, SourceTable const& there, Store store, std::vector<Renamed>& renamed) {
    std::vector<std::string> missing;
    for (Column const& column : wanted.columns) missing.push_back(column.name);
    std::vector<std::string> unknown;
    for (SourceColumn const& column : there.columns) {
        if (std::erase(missing, column.name) == 0) unknown.push_back(column.name);
    }
    for (std::string const& column : missing) {
        auto const same = std::find_if(unknown.begin(), unknown.end(),
                                       [&](std::string const& name) { return is_same_name(name, column); });
        if (same != unknown.end()) {
            renamed.push_back({wanted.name, column, *same});
        } else if (missing.size() == 1 && unknown.size() == 1 &&
                   !is_known_column(store, wanted.name, unknown.front())) {
            renamed.push_back({wanted.name, column, unknown.front()});
        }
    }
}

std::vector<Renamed> find_renamed(Revision const& revision, Store store, std::vector<SourceTable> const& tables) {
    std::vector<Renamed> renamed;
    for (Table const& wanted : recorded_schema(revision.id, store).tables) {
        auto const named = std::find_if(tables.begin(), tables.end(),
                                        [&](SourceTable const& table) { return table.name == wanted.name; });
        SourceTable const* const there = named != tables.end() ? &*named : find_renamed(wanted, tables, store);
        if (there == nullptr) continue;
        if (there->name != wanted.name) renamed.push_back({wanted.name, "", there->name});
        find_renamed_columns(wanted, *there, store, renamed);
    }
    return renamed;
}

// The missing tables that are views.
std::vector<std::string> views_for_tables(SchemaFit const& fit, std::vector<SourceObject> const& others) {
    std::vector<std::string> views;
    for (SourceObject const& object : others) {
        bool const is_missing = std::any_of(fit.missing.begin(), fit.missing.end(), [&](std::string const& name) {
            return name.starts_with("table ") && is_same_name(name.substr(name.find(' ') + 1), object.name);
        });
        if (object.kind == "view" && is_missing) views.push_back(object.name);
    }
    return views;
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

// Writes the revision that the tables have.
std::string correcting(SchemaFit const& fit) {
    return fmt::format("UPDATE {} SET version_num = '{}'", version_table(fit.store), fit.revisions.back().id);
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

bool SchemaFit::only_renamed() const {
    return std::all_of(missing.begin(), missing.end(), [&](std::string const& name) {
        return std::any_of(renamed.begin(), renamed.end(), [&](Renamed const& one) {
            return name == (one.column.empty() ? "table " + one.table : name_of(one.table, one.column));
        });
    });
}

bool is_same_name(std::string_view one, std::string_view other) {
    auto const lower = [](unsigned char character) { return std::tolower(character); };
    return std::ranges::equal(one, other, {}, lower, lower);
}

bool Renamed::only_case() const { return is_same_name(column.empty() ? table : column, here); }

std::string Renamed::text() const {
    std::string const what = column.empty() ? "table " + table : name_of(table, column);
    if (only_case()) return fmt::format("{} is named {} here", what, here);
    return fmt::format("{} is missing, and {} is not MLflow's: perhaps it was renamed", what, here);
}

std::string Renamed::undoing() const {
    if (!column.empty()) {
        return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", quote_identifier(table), quote_identifier(here),
                           quote_identifier(column));
    }
    auto const rename = [](std::string const& from, std::string const& to) {
        return fmt::format("ALTER TABLE {} RENAME TO {}", quote_identifier(from), quote_identifier(to));
    };
    if (!only_case()) return rename(here, table);
    // SQLite refuses a name that differs from the old one by its case only.
    std::string const between = table + "_renamed";
    return rename(here, between) + "; " + rename(between, table);
}

std::string replacements(std::optional<SchemaFit> const& fit, std::vector<SourceObject> const& others) {
    if (!fit) return {};
    std::string text;
    for (Renamed const& one : fit->renamed) text += "; " + one.text();
    for (std::string const& view : views_for_tables(*fit, others)) text += fmt::format("; {} is a view here", view);
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
    if (!best) return best;
    best->renamed = find_renamed(best->revisions.back(), store, tables);
    Revision const* const wanted = find_revision(preferred, store);
    if (best->exact() || best->has(preferred) || wanted == nullptr || !wanted->recorded) return best;
    // A renamed column counts twice. So an earlier revision, which lacks it, may seem to fit better.
    Columns const columns = columns_of(recorded_schema(wanted->id, store));
    SchemaFit fit{store, {*wanted}, only_in(columns, there), only_in(there, columns)};
    fit.renamed = find_renamed(*wanted, store, tables);
    return fit.only_renamed() && fit.renamed.size() >= fit.added.size() ? fit : best;
}

std::string describe(std::optional<SchemaFit> const& fit) {
    if (!fit) return "its tables are not MLflow's at any known revision";
    return fmt::format("its tables {} {}{}", fit->exact() ? "are those of" : "are most like those of", fit->name(),
                       fit->differences());
}

namespace {

// First the views that have the names of renamed tables are dropped.
NextSteps steps_to_rename(SchemaFit const& fit, std::string const& path, std::string_view revision,
                          std::vector<SourceObject> const& others) {
    std::vector<std::string> changes;
    for (std::string const& view : views_for_tables(fit, others)) {
        changes.push_back("DROP VIEW " + quote_identifier(view));
    }
    for (Renamed const& one : fit.renamed) changes.push_back(one.undoing());
    if (!fit.has(revision)) changes.push_back(correcting(fit));
    NextSteps steps{step_on_copy("rename the tables and columns to MLflow's names on a copy",
                                 command_on_copy(path, fmt::format("{}", fmt::join(changes, "; "))))};
    if (!std::all_of(fit.renamed.begin(), fit.renamed.end(), [](Renamed const& one) { return one.only_case(); })) {
        steps.push_back({"if it was not renamed, it is missing: restore the backup made before `mlflow db upgrade`"});
    }
    return steps;
}

}  // namespace

NextSteps next_steps(std::optional<SchemaFit> const& fit, std::string const& path, std::string_view revision,
                     std::vector<SourceObject> const& others) {
    NextStep const restoring{"it may be half upgraded: restore the backup made before `mlflow db upgrade`"};
    if (!fit) return {restoring};
    if (fit->only_renamed() && !fit->renamed.empty()) return steps_to_rename(*fit, path, revision, others);
    if (!views_for_tables(*fit, others).empty()) {
        return {{"a view is not copied. Give the file that has the table, or drop the view and bring the table back"}};
    }
    if (!fit->missing.empty()) return {restoring};
    std::vector<std::string> changes;
    if (!fit->added.empty()) changes = dropping(*fit, others);
    if (!fit->has(revision)) {
        changes.push_back(correcting(*fit));
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
