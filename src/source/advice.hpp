// SPDX-License-Identifier: Apache-2.0
// Advice for a source that cannot be migrated yet: the part of the lock-or-corruption runbook that applies, completed
// with the available backups, the processes that have the file open, and the file's rights. Changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/next_step.hpp"
#include "source/holders.hpp"

namespace mlflow2pg {

// A file beside the source named NAME.bak…, as made by --backup or by hand.
struct FoundBackup {
    std::string path;
    std::uint64_t bytes = 0;
    bool whole = false;    // quick_check found nothing, and it is a database of MLflow
    std::string findings;  // its revision and number of runs; for a damaged one, what is wrong with it
};

// The backups, newest first: by the time in a name that --backup gave, otherwise by the time of the last change. Each
// is checked with SQLite's quick_check, which reads the whole file without a lock and leaves no file behind. After an
// undamaged one is found, the checks continue for a minute at most; the findings of the others then say that they were
// not checked. A signal ends the checks.
std::vector<FoundBackup> find_backups(std::string const& source);

// For a source that is damaged, missing or not an MLflow database: the commands that move it away and restore the
// newest undamaged backup.
NextSteps restore_steps(std::string const& source);
// The same for a source that an upgrade left half done. It is not damaged, so there is nothing to rescue from it.
NextSteps undo_upgrade_steps(std::string const& source);
// What SQLite's checks have shown of a damaged file.
enum class Damage { unknown, in_indexes, in_tables };
// Finds out whether every row of every table can be read without the indexes. Reads the whole file.
Damage damage_in(std::string const& source);
// The same for a damaged source. If its tables may be whole, its schema can be read and it is not truncated, also how
// to rebuild its indexes in a copy.
NextSteps repair_steps(std::string const& source, Damage damage = Damage::unknown);

// What to do when there is no file at the path. If the path has a / too few or too many at its beginning, or a ~ that
// no shell expanded, the step is the right path. Otherwise the steps name SQLite files beside the path, those with a
// similar name first. If only a backup or a journal of the file is left there: the steps of restore_steps.
NextSteps missing_file_steps(std::string const& source);

// What to do about a source that stays locked: stop the processes that have it open.
std::string unlock_steps(Holders const& holders);

// What to do about a source that SQLite cannot open on a read-only file system; empty when it is on no such one.
NextSteps read_only_steps(std::string const& path);

// Mode and owner of the file, its folder and SQLite's side files, and the user of this process.
std::string describe_rights(std::string const& path);

}  // namespace mlflow2pg
