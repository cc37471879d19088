// What the commands that look at a source and a target begin with: both are described for the report, and what makes
// all further work useless is an error.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "mlflow/plan.hpp"
#include "report/report.hpp"
#include "source/source.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// What libpq is given for TARGET; empty: its own environment. Throws UsageError.
std::string target_text(Options const& options);

// Whether libpq's own environment names a target when the user did not.
bool environment_names_target();

// How the source is opened by what only looks at it.
Source::Hold hold_for_looking(Options const& options);

void describe_source(Source const& source, Report& report);
// For what only looks at the source: a hint when it was written meanwhile.
void describe_changes(Source& source, Report& report);
void describe_target(Target& target, Report& report);
void describe_plan(Plan const& plan, Report& report);

// Counts the locations of artifacts, and warns of rules of --rewrite-artifacts that concern none.
void describe_artifacts(Source const& source, Plan const& plan, Report& report);

// Throws BusyError, which names them, when other processes have the source open.
void ensure_no_holders(Source const& source, Report const& report);

// Throws SourceError.
void ensure_not_sealed(Source const& source, Report const& report);

// Runs the whole of SQLite's integrity_check; throws CorruptError with its first finding, all are in the report.
void ensure_undamaged(Source const& source, Report& report);

// The plan by the options, with the definitions of the source's revision: recorded, or those of a target that the same
// newer MLflow initialised. target: null when none was named. Throws SourceError (unknown revision, tables that are not
// MLflow's, both stores in one file), UsageError (options that this store does not have), DataError.
Plan plan_for(Options const& options, Source const& source, Target* target);

// Throws DataError with the flags that settle what the scan in the report found.
[[noreturn]] void throw_misfits(Report const& report);

}  // namespace mlflow2pg
