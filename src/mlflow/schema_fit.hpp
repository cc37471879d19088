// SPDX-License-Identifier: Apache-2.0
// Finds the recorded schema that the tables of a database have, when alembic_version does not name it or is wrong.
// Compares the names of tables and columns. Pure.
// Tested in tests/mlflow/schema_fit_tests.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/next_step.hpp"
#include "mlflow/recorded_schema.hpp"
#include "mlflow/source_table.hpp"

namespace mlflow2pg {

// For people: "acf3f17fdcc7 (MLflow 2.8.0-2.12.2)"; only the id if no release has it as its newest.
std::string named(Revision const& revision);

// A table or column that MLflow has and the file lacks, and the one that probably is it, under another name.
struct Renamed {
    std::string table;   // MLflow's name
    std::string column;  // empty: the table itself
    std::string here;    // the name in the file

    // Whether only the case differs. Otherwise it is a guess.
    bool only_case() const;
    // "table runs is named RUNS here", "column runs.name is missing, and old_name is not MLflow's: perhaps it was
    // renamed"
    std::string text() const;
    // The statements that give it MLflow's name again.
    std::string undoing() const;
};

struct SchemaFit {
    Store store = Store::tracking;
    // The recorded revisions with the fewest differences, in chain order. Several: their tables have the same columns.
    std::vector<Revision> revisions;
    std::vector<std::string> missing;  // of MLflow's tables and columns: "table runs", "column runs.name"
    std::vector<std::string> added;    // columns and tables with names that MLflow uses at other revisions

    std::vector<Renamed> renamed = {};  // compared with the last of the revisions

    bool exact() const { return missing.empty() && added.empty(); }
    bool has(std::string_view revision) const;
    // "revision acf3f17fdcc7 (MLflow 2.8.0-2.12.2)", or several of them.
    std::string name() const;
    // "; missing: table runs; added: column tags.x"; empty when the fit is exact.
    std::string differences() const;
    // Whether everything missing is there under another name.
    bool only_renamed() const;
};

// The best fit of a store; nothing when most of MLflow's columns are missing. Tables with a name that is in no recorded
// schema are ignored. preferred: the revision to choose if several have the same number of differences; empty: none.
std::optional<SchemaFit> best_fit(std::vector<SourceTable> const& tables, Store store, std::string_view preferred = {});

// For a source whose tables are not those of the revision in its version table: describes for people what the tables
// are.
std::string describe(std::optional<SchemaFit> const& fit);
// What is there in place of the missing tables and columns: "; table runs is named RUNS here; tags is a view here".
// Empty if that is nothing.
std::string replacements(std::optional<SchemaFit> const& fit, std::vector<SourceObject> const& others);
// Whether the names are equal to SQLite, which ignores the case of ASCII letters.
bool is_same_name(std::string_view one, std::string_view other);
// What the user can do. path: of the source. revision: in its version table. others: the source's objects that are not
// tables. The command changes a copy.
NextSteps next_steps(std::optional<SchemaFit> const& fit, std::string const& path, std::string_view revision,
                     std::vector<SourceObject> const& others);

// Whether MLflow makes an index or trigger of this name for the table.
bool is_of_mlflow(SourceObject const& object, Table const& table);

// The owner of a row in the version table: "acf3f17fdcc7 (MLflow 2.8.0-2.12.2)", "v3.2.0.a (not MLflow's)".
std::string whose_revision(std::string const& revision);

}  // namespace mlflow2pg
