// SPDX-License-Identifier: Apache-2.0
// Lists the processes that have the source open, as fuser(1) does: from /proc, without opening the file. Closing a
// descriptor of the file would drop the locks that SQLite holds for this process (https://sqlite.org/howtocorrupt.html,
// 2.2).
// Tested in tests/source/advice_tests.cpp.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

struct Holder {
    int pid;
    std::string user;     // name, or number of a user without a name
    std::string command;  // the process's arguments, passwords masked, shortened
    std::string since;    // UTC, "2026-11-21 04:03:02"
    std::string file;     // the open file

    std::string text() const;
};

struct Holders {
    std::vector<Holder> seen;
    // What could not be inspected, for people: "3 processes of other users (root) could not be looked into". Empty:
    // every process that may write the files was inspected.
    std::string unseen;
};

// Other processes that have any of the files open. Only root sees what processes of other users have open, and a
// container sees only its own processes. Files that do not exist are skipped.
Holders find_holders(std::vector<std::string> const& files);

}  // namespace mlflow2pg
