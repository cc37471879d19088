// What to do about a source that cannot be migrated as it is: the branch of the lock-or-corruption runbook that
// applies, with what it needs to know: the backups there are, who holds the file, whose rights are missing. It only
// looks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "source/holders.hpp"

namespace mlflow2pg {

// A file that lies beside the source under the name NAME.bak…, as --backup and careful people leave them.
struct FoundBackup {
    std::string path;
    std::uint64_t bytes = 0;
    bool whole = false;    // quick_check has nothing to say, and it is a database of MLflow's
    std::string findings;  // revision and runs when it is whole, else what is wrong with it
};

// The newest first, by the time in the name that --backup gives, else by the time of the last change. Each is checked
// by SQLite's quick_check, which reads all of it, without a lock and without leaving a file; once one is known to be
// whole, checking goes on for a minute at most, and what is left says so. A signal ends the checking.
std::vector<FoundBackup> find_backups(std::string const& source);

// For a source that is damaged, missing or not what it should be: keep what there is, and restore, with the command for
// the newest whole backup.
std::string restore_steps(std::string const& source);

// For a source that stays locked: stop who holds it. holders: those that this process can see.
std::string unlock_steps(std::vector<Holder> const& holders);

// Mode and owner of the file, of its folder and of what SQLite keeps beside it, and as whom this process runs.
std::string describe_rights(std::string const& path);

}  // namespace mlflow2pg
