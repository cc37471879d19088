// SPDX-License-Identifier: Apache-2.0
// Lists what fixes change in the rows that a misfit scan reads.
// Tested in tests/commands/migrate_tests.cpp and tests/program/unlisted_tests.cpp.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mlflow/plan.hpp"
#include "rows/rejects.hpp"
#include "rows/rows.hpp"

namespace mlflow2pg {

struct MisfitScan;

// A rejected row is listed only as rejected. If rows may be rejected, the changed rows are listed at the end, because
// only then all rejected rows are known.
class ChangeList {
public:
    enum class Until { now, rejects_are_known };

    // found: receives the changes. file: may be null; receives the rows as they were. All references must outlive this
    // object.
    ChangeList(Sqlite const& reader, Plan const& plan, Rejects const& rejects, Until until, RejectFile* file,
               MisfitScan& found);

    // The row that was read last has changed values.
    void note(TablePlan const& table, Rows const& rows);
    // Lists the rows that were noted and are not rejected. Call it after the last row.
    void list_rest();
    // Whether a fix changed a value in one of the columns.
    bool in_columns(std::string const& table, std::vector<std::string> const& columns) const;

private:
    void list(TablePlan const& table, Rows const& rows);
    void add(TablePlan const& table, Rows const& rows, RowConverter::Fixed const& fixed);

    Sqlite const& reader_;
    Plan const& plan_;
    Rejects const& rejects_;
    Until until_;
    RejectFile* file_;
    MisfitScan& found_;
    std::set<std::pair<std::string, std::string>> columns_;  // table and column in which fixes changed values
    Rejects rows_;                                           // the changed rows
};

}  // namespace mlflow2pg
