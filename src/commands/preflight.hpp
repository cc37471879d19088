// SPDX-License-Identifier: Apache-2.0
// The checks with which all commands on a source and a target begin. A problem that makes further work useless is
// thrown.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/next_step.hpp"
#include "base/output_file.hpp"
#include "cli/options.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/rejects.hpp"
#include "source/integrity.hpp"
#include "source/source.hpp"
#include "source/source_facts.hpp"
#include "steps/step.hpp"
#include "steps/worker.hpp"
#include "target/existing.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// How a command that only reads opens the source.
Source::Hold hold_for_looking(Options const& options);
// For commands that only read: a hint if the source was written meanwhile.
NextSteps hint_of_changes(Source& source);

// Warns of each rule of --rewrite-artifacts that matches no location, and returns a hint for each.
NextSteps warn_of_idle_rewrites(PlanFacts const& plan, LocalArtifacts const& artifacts);

// Throws BusyError, with a list of the processes, when other processes have the source open.
void ensure_no_holders(SourceFacts const& source);
// For a source that is a copy of another file by its name (original_of). Throws SourceError when that file is open in
// another process or was written after the copy was made. Otherwise adds a hint that it is not sealed, if the command
// publishes.
void ensure_original_unused(std::string const& path, bool publishes, NextSteps& hints);
// Throws BusyError when a process that could not be inspected may write to the source after its migration. Only --seal
// prevents that such rows go to a file that nobody reads. --allow-unseen migrates without it.
void ensure_all_seen(Options const& options, SourceFacts const& source);

// Throws SourceError when the source is sealed.
void ensure_not_sealed(Options const& options, SourceFacts const& source);

// The findings of SQLite's integrity_check of the whole file, or without `deep` of its quick_check, which does not
// compare the indexes with their tables; empty when there are none. unused: see source/integrity.hpp.
std::vector<std::string> find_damage(Source const& source, bool deep, UnusedPages* unused = nullptr);
// Indexes that contradict their tables, for a source without other findings: integrity_check's findings for tables of
// up to 100,000 rows, and the counts of larger tables.
std::vector<std::string> find_contradicting_indexes(Source const& source, Plan const& plan);
// Throws CorruptError with the first finding, if there is one. deep: as for find_damage; then the steps tell damage in
// indexes only from other damage.
void ensure_undamaged(Source const& source, std::vector<std::string> const& damage, bool deep);

// Makes the plan for the options and the schema at the source's revision: the recorded schema, or that of a target that
// the same newer MLflow initialised. target: null when none was named. Throws SourceError (unknown revision, tables
// that are not MLflow's, both stores in one file), UsageError (options that this store does not have), DataError.
Plan plan_for(Options const& options, Source const& source, Target* target);

// The sessions for the steps: one for short work, otherwise as many workers as the user wants. If the server, the role,
// the database or a pooler allows fewer, as many as allowed; a warning is then logged and added to `hints`. steps:
// empty if not known. Throws TargetError when there is not even one session besides the target's own.
Sessions sessions_within_limits(Options const& options, Target& target, std::vector<Step> const& steps,
                                NextSteps& hints);

// The same for a migration. Also adds hints about what others have set up on the server, and throws TargetError when
// that would stop the migration (target/bystanders.hpp). plan: null if there is none.
Sessions sessions_for_migration(Options const& options, Target& target, Plan const* plan, NextSteps& hints);

// Throws TargetError when another MLflow revision initialised the target, unless --replace-schema was given. Otherwise
// the MLflow server that the user has prepared for the target would find a schema that it does not expect.
void ensure_same_revision(Options const& options, Source const& source, Target const& target, Existing const& existing);

// What the run must have in common with an interrupted one to resume it. A rehearsal and a real migration do not resume
// each other. Parts that may not be valid text, such as a path, are hashed.
RunIdentity run_identity(Options const& options, Source const& source, Plan const& plan,
                         std::vector<Step> const& steps);
// Whether rows are changed or left out. A second run may change or leave out other rows.
bool settles_misfits(Options const& options);
// What the run does with the staging schema of an interrupted one.
Restart restart_of(Options const& options);

struct Settlement {
    Options options;             // with those added that resolve all misfits
    std::uint64_t left_out = 0;  // rows that a migration with these options leaves out
};

// Finds the options that resolve all misfits of the scan. A fix can reveal another misfit (a text without its NUL may
// still be too long), so the source is read again until none is left. target: may be null.
Settlement settle(Options options, Source const& source, Target* target, MisfitScan scan);
// Throws DataError, which names the options, if there are misfits.
void ensure_fits(MisfitScan const& scan, Settlement const& settlement);

}  // namespace mlflow2pg
