// SPDX-License-Identifier: Apache-2.0
// `--backup`: a copy of the source beside it or in another folder, named NAME.bak-YYYYMMDD-HHMMSS (UTC). SQLite's
// online backup makes it while writers are held off. Then it is compared with the source row by row. Before that has
// succeeded, the file is called NAME.partial-backup-…, so every file named .bak- is complete, verified and on disk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "source/source.hpp"

namespace mlflow2pg {

struct Backup {
    std::string path;
    std::uint64_t bytes = 0;
};

// In all functions, folder is where the backup goes; empty: beside the source.

// Throws SourceError when the folder cannot be written, or has less free space than the file and its write-ahead log
// need together.
void ensure_backup_possible(Source const& source, std::string const& folder = {});

// The space that a backup needs in its folder, and the free space there.
struct Room {
    std::string folder;
    std::uint64_t needed = 0;
    std::uint64_t free = 0;
};
Room room_for_backup(Source const& source, std::string const& folder);

// Makes the backup with the source's mode and, if permitted, its owner. It never overwrites a file. Throws SourceError
// when the backup cannot be written, VerificationError when it is not equal to the source, CorruptError when the source
// is damaged, Interrupted; in all cases the unfinished backup is removed.
Backup back_up(Source const& source, std::string const& folder = {});

// The paths of unfinished backups that killed runs left.
std::vector<std::string> partial_backups(std::string const& source, std::string const& folder = {});

// Removes unfinished backups. Call it only while the source's writers are held off, because then no other run is making
// one.
void remove_partial_backups(Source const& source, std::string const& folder);

}  // namespace mlflow2pg
