// SPDX-License-Identifier: Apache-2.0
// The scan finds every misfit of the source in one pass: values, NULLs, CHECKs, orphans of foreign keys and duplicate
// keys. `check` and a rejecting migration run it before anything is loaded. A plain migration runs it only after its
// load or the server found a first misfit.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <map>
#include <string>

#include "mlflow/artifacts.hpp"
#include "mlflow/long_index.hpp"
#include "mlflow/misfit.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"

namespace mlflow2pg {

struct Plan;

struct MisfitScan {
    Capped<Misfit> misfits;
    std::map<std::pair<std::string, Reason>, std::uint64_t> counts;  // by table
    Capped<Change> changes;                                          // by the fixes and --rewrite-artifacts
    std::map<std::string, std::uint64_t> rewritten;                  // artifact locations, by table.column
    std::uint64_t rejected = 0;                                      // rows that --on-misfit reject leaves out
    std::uint64_t dependent = 0;  // of these, the rows that fit, but refer to a rejected one
    std::uint64_t unjudged = 0;   // rows that may be too long for an index, when no server could check them
    std::string unrejectable;     // a table with such rows that cannot be rejected, because it is WITHOUT ROWID
};

// Reads every row. rejects: when given, rows with misfits are added to it, and so are the rows that refer to them.
// file: when given, rejected and changed rows are written to it. judge: asked about each row that may be too long for
// an index; when empty, such rows are only counted.
MisfitScan scan_for_misfits(Source const& source, Plan const& plan, Rejects* rejects, RejectFile* file,
                            IndexJudge const& judge);

// Scans only the columns with artifact locations, in the tables that have some: lists all that --rewrite-artifacts
// changes.
MisfitScan list_rewritten(Source const& source, Plan const& plan, RejectFile* file);

// Artifact locations that other machines cannot reach, after rewriting. Rows that a migration would reject are counted,
// too.
LocalArtifacts find_local_artifacts(Source const& source, Plan const& plan);

}  // namespace mlflow2pg
