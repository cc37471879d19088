// `--backup`: a copy of the source beside it, NAME.bak-YYYYMMDD-HHMMSS in UTC, made by SQLite's online backup while
// writers are held off, and compared with the source row by row before it gets its name. Until then it is
// NAME.partial-backup-…: whatever is called .bak- is whole, verified and on disk.
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

// Throws SourceError when the source's folder cannot be written, or has too little room for what the file and its
// write-ahead log hold together.
void ensure_backup_possible(Source const& source);

// Makes the backup, with the source's mode and, where that is allowed, owner. Never overwrites. Throws SourceError when
// it cannot be written, VerificationError when it is not equal, CorruptError when the source is damaged, Interrupted;
// then nothing is left of it.
Backup back_up(Source const& source);

// What killed runs left half made, by path.
std::vector<std::string> partial_backups(std::string const& source);

// Removes them. Only for whoever keeps other runs out: the source's writers are held.
void remove_partial_backups(Source const& source);

}  // namespace mlflow2pg
