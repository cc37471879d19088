// SPDX-License-Identifier: Apache-2.0
// A private copy of the source at one moment, for commands that only read while MLflow continues to write.
//
// In rollback-journal mode, MLflow's default, a reader makes every COMMIT wait until it has finished, and MLflow gives
// up after 5 s ("database is locked"): `check` of 535 MB kept a writer out for 9.6 s. Short read transactions do not
// help: a rehearsal reads the source more than once and needs the same rows each time, and integrity_check reads the
// whole file in one transaction.
//
// So the file is copied in steps of 1 MB, each under a lock of its own. If nobody has written meanwhile, the copy is
// complete. Otherwise the whole file is compared once more under one lock, and differing parts are copied again:
// comparing 494 MB took 0.12 s of CPU time, copying them 0.6 s. During `check` of those 494 MB, a writer that commits
// five times a second waits 0.2 s at most. (SQLite's online backup starts again after every write, and did not finish
// beside this writer.) The lock of the comparison may last half a second. If that is too short, the copy is tried
// again; after that the user has to decide whether writers may wait.
//
// In WAL mode a reader delays no writer, so SQLite's online backup copies everything in one transaction. The copy is
// needed there, too: without it each connection would see a different moment.
//
// The copy never has a name under which others could open it: it is created, opened, and unlinked before anything is
// written to it. So nothing remains of it, however this process ends. It is in SQLite's folder for temporary files or,
// if there is too little room, beside the source. Only `prepare` keeps its copy: it writes to a file with a name, with
// which later runs compare the source.
// Tested in tests/source/source_tests.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

class Snapshot {
public:
    static constexpr std::chrono::milliseconds usual_longest_lock{500};

    // source: a connection without a transaction. path: the path of its file. longest_lock: how long a writer of the
    // source may have to wait; nothing: no limit. kept: an empty file for a copy that stays; empty: a nameless file.
    // Throws SourceError when no folder has enough room, BusyError when others write too often, CorruptError,
    // Interrupted.
    Snapshot(Sqlite const& source, std::string const& path,
             std::optional<std::chrono::milliseconds> longest_lock = usual_longest_lock, std::string const& kept = {});
    // Opens a copy that an earlier run stored in a file with a name. Throws SourceError.
    explicit Snapshot(std::string const& kept);

    Sqlite reader(std::stop_token stop = {}) const;
    // Identifies the copy's file in its present state. It changes when somebody writes the file or changes its name or
    // rights, and is different for every other file.
    std::string identity() const;
    std::uint64_t bytes() const;

private:
    std::string name_;  // the copy's name in messages
    Descriptor file_;
};

// The folders that SQLite uses for temporary files, in its order (https://sqlite.org/tempfiles.html, 5), followed by
// the source's own folder. Folders that cannot be written are left out.
std::vector<std::string> folders_for_snapshots(std::string const& source);

}  // namespace mlflow2pg
