// A private copy of the source as it was at one moment, for the commands that only look while MLflow goes on writing.
//
// In rollback-journal mode, MLflow's default, a reader keeps every COMMIT waiting for as long as it reads, and MLflow
// gives up after 5 s ("database is locked"): `check` of 535 MB kept a writer out for 9.6 s. A rehearsal reads the
// source more than once and needs the same rows each time, and integrity_check reads all of the file in one
// transaction, so short reading transactions do not help.
//
// So the file is copied in steps of 1 MB, each under a lock of its own. Where nobody has written meanwhile, that is the
// copy. Else all of it is compared once more, under one lock, and what differs is copied again: comparing 494 MB took
// 0.12 s of processor time, copying 0.6 s. (SQLite's online backup begins again with every write: beside a writer that
// committed five times a second, it did not finish.) Such a writer waits for 0.2 s at most while `check` looks at those
// 494 MB. A lock of half a second has to do: when it does not, we try again, and then ask the user whether writers may
// wait.
//
// In WAL mode a reader holds no writer up, so SQLite's online backup copies all in one transaction. The copy is needed
// there, too: each connection would see another moment.
//
// The copy never has a name that others could open: it is created, opened, and unlinked before anything is written to
// it, so that nothing is left of it, however this process ends. It is in the folder that SQLite would use for its
// temporary files, or, where there is no room, beside the source.
// Tested in tests/source/source_tests.cpp.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

class Snapshot {
public:
    // source: a connection that is in no transaction. path: its file's. longest_lock: for how long a writer of the
    // source may have to wait; nothing: for as long as it takes. Throws SourceError when no folder has room, BusyError
    // when others write too often, CorruptError, Interrupted.
    Snapshot(Sqlite const& source, std::string const& path,
             std::optional<std::chrono::milliseconds> longest_lock = std::chrono::milliseconds{500});

    Sqlite reader(std::stop_token stop = {}) const;

private:
    std::string name_;  // what messages call it
    Descriptor file_;
};

// The folders that SQLite uses for temporary files, in its order (https://sqlite.org/tempfiles.html, 5), and the
// source's own as the last; only those that can be written.
std::vector<std::string> folders_for_snapshots(std::string const& source);

}  // namespace mlflow2pg
