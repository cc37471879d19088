// The scan finds everything in the source that does not fit the target, at once: values, NULLs, CHECKs,
// orphans of foreign keys and duplicate keys. `check` and a rejecting migration run it before anything is
// loaded; a plain migration only when its load or the server met the first misfit.
#pragma once

#include <map>
#include <string>

#include "mlflow/artifacts.hpp"
#include "mlflow/long_index.hpp"
#include "mlflow/misfit.hpp"
#include "mlflow/plan.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"

namespace mlflow2pg {

struct MisfitScan {
    Capped<Misfit> misfits;
    std::map<std::pair<std::string, Reason>, std::uint64_t> counts;  // by table
    Capped<Change> changes;                                          // what the fixes and --rewrite-artifacts do
    std::map<std::string, std::uint64_t> rewritten;                  // locations of artifacts, by table.column
    std::uint64_t unjudged = 0;  // rows that may be too long for an index, when there was no server to ask
};

// Reads every row. When rejects is given, rows with misfits are added to it, and rows that refer to them,
// too. When file is given, rejected and changed rows are written to it. judge: asked about each row that may be too
// long for an index; empty: such rows are only counted.
MisfitScan scan_for_misfits(Source const& source, Plan const& plan, Rejects* rejects, RejectFile* file,
                            IndexJudge const& judge);

// The same of the tables that say where artifacts lie, and of their values only: all that --rewrite-artifacts changes.
MisfitScan list_rewritten(Source const& source, Plan const& plan, RejectFile* file);

// Where artifacts lie that other machines cannot reach, once rewritten; rows that a migration leaves out count, too.
LocalArtifacts find_local_artifacts(Source const& source, Plan const& plan);

// The ids of experiments that PostgreSQL's integer, or the sequence after them, has no room for, each with a new one
// that is free: above all others, or in a gap.
std::map<std::int64_t, std::int64_t> renumber_experiments(Source const& source, Plan const& plan);

}  // namespace mlflow2pg
