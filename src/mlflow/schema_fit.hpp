// SPDX-License-Identifier: Apache-2.0
// Which recorded schema the tables of a database are, when alembic_version does not say it or is wrong. Compares the
// names of tables and columns. Pure.
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

struct SchemaFit {
    Store store = Store::tracking;
    // The recorded revisions with the fewest differences, in chain order. Several: their tables have the same columns.
    std::vector<Revision> revisions;
    std::vector<std::string> missing;  // of MLflow's tables and columns: "table runs", "column runs.name"
    std::vector<std::string> added;    // columns and tables of the same names as MLflow's at other revisions

    bool exact() const { return missing.empty() && added.empty(); }
    bool has(std::string_view revision) const;
    // "revision acf3f17fdcc7 (MLflow 2.8.0-2.12.2)", or several of them.
    std::string name() const;
    // "; missing: table runs; added: column tags.x"; empty when the fit is exact.
    std::string differences() const;
};

// The best fit of a store; nothing when most of MLflow's columns are missing. Tables whose names no recorded schema has
// are left out. preferred: a revision that wins against another with as many differences; empty: none.
std::optional<SchemaFit> best_fit(std::vector<SourceTable> const& tables, Store store, std::string_view preferred = {});

// For a source whose tables are not those of the revision that its version table has. What they are, for people.
std::string describe(std::optional<SchemaFit> const& fit);
// What to do. path: of the source. revision: in its version table. The command changes a copy.
NextSteps next_steps(std::optional<SchemaFit> const& fit, std::string const& path, std::string_view revision);

// Whose a row of the version table is: "acf3f17fdcc7 (MLflow 2.8.0-2.12.2)", "v3.2.0.a (not MLflow's)".
std::string whose_revision(std::string const& revision);

// A command that copies the SQLite file at `path`, its write-ahead log included, to "PATH.copy". It creates nothing
// when there is no such file, and fails when there is such a copy.
std::string copy_command(std::string const& path);
// The same, and then `sql` on the copy.
std::string command_on_copy(std::string const& path, std::string const& sql);

}  // namespace mlflow2pg
