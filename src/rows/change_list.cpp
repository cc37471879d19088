// SPDX-License-Identifier: Apache-2.0
#include "rows/change_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rows/misfit_scan.hpp"

namespace mlflow2pg {

namespace {

// "key: truncate; value: strip-nul", for the reject file.
std::string fixes_of(TablePlan const& table, Rows const& rows) {
    std::string reasons;
    for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) {
        reasons += fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", table.columns[fixed.column].target.name,
                               fixed.fixes.names());
    }
    return reasons;
}

}  // namespace

ChangeList::ChangeList(Sqlite const& reader, Plan const& plan, Rejects const& rejects, Until until, RejectFile* file,
                       MisfitScan& found)
    : reader_{reader}, plan_{plan}, rejects_{rejects}, until_{until}, file_{file}, found_{found} {}

void ChangeList::note(TablePlan const& table, Rows const& rows) {
    for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) {
        columns_.emplace(table.name, table.columns[fixed.column].target.name);
    }
    if (until_ == Until::now || !table.has_rowid) return list(table, rows);
    if (rows.fits()) rows_.add(table.name, rows.rowid().integer, "");
}

void ChangeList::list_rest() {
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

bool ChangeList::in_columns(std::string const& table, std::vector<std::string> const& columns) const {
    return std::any_of(columns.begin(), columns.end(), [&](std::string const& column) {
        return columns_.contains({table, column});
    });
}

void ChangeList::list(TablePlan const& table, Rows const& rows) {
    for (RowConverter::Fixed const& fixed : rows.conversion().fixed()) add(table, rows, fixed);
    if (!rows.fits() || file_ == nullptr) return;
    file_->add("changed", table, rows.raw(), rows.rowid(), fixes_of(table, rows));
}

void ChangeList::add(TablePlan const& table, Rows const& rows, RowConverter::Fixed const& fixed) {
    std::string const& column = table.columns[fixed.column].target.name;
    if (fixed.fixes.has(Fix::rewrite_artifacts)) ++found_.rewritten[table.name + "." + column];
    if (!found_.changes.wants_more()) return found_.changes.count(1);
    found_.changes.add({name_row(table, rows.raw(), rows.rowid()), column, fixed.fixes,
                        printable(table, fixed.column, rows.raw()[fixed.column]),
                        printable(table, fixed.column, rows.values()[fixed.column])});
}

}  // namespace mlflow2pg
