// What the commands that look at a source and a target begin with. What makes all further work useless is an error.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "source/source.hpp"
#include "source/source_facts.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// What libpq is given for TARGET; empty: its own environment. Throws UsageError.
std::string target_text(Options const& options);

// Whether libpq's own environment names a target when the user did not.
bool environment_names_target();

// How the source is opened by what only looks at it.
Source::Hold hold_for_looking(Options const& options);
// For what only looks at the source: a hint when it was written meanwhile.
std::vector<std::string> hint_of_changes(Source& source);

// Warns of the rules of --rewrite-artifacts that rewrite no location, and returns a hint for each.
std::vector<std::string> warn_of_idle_rewrites(PlanFacts const& plan, LocalArtifacts const& artifacts);

// Throws BusyError, which names them, when other processes have the source open.
void ensure_no_holders(SourceFacts const& source);

// Throws SourceError.
void ensure_not_sealed(SourceFacts const& source);

// What the whole of SQLite's integrity_check finds: empty when the source is in order.
std::vector<std::string> find_damage(Source const& source);
// Throws CorruptError with the first finding.
void ensure_undamaged(Source const& source, std::vector<std::string> const& damage);

// The plan by the options, with the definitions of the source's revision: recorded, or those of a target that the same
// newer MLflow initialised. target: null when none was named. Throws SourceError (unknown revision, tables that are not
// MLflow's, both stores in one file), UsageError (options that this store does not have), DataError.
Plan plan_for(Options const& options, Source const& source, Target* target);

// Throws DataError with the options that settle the misfits, when there are any.
void ensure_fits(MisfitScan const& scan);

}  // namespace mlflow2pg
