// Which processes have the source open, as fuser(1) would say: from /proc, without opening the file (closing
// a descriptor would drop the locks that SQLite holds for this process;
// https://sqlite.org/howtocorrupt.html, 2.2).
// Tested in tests/source/advice_tests.cpp.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

struct Holder {
    int pid;
    std::string user;     // name, or number when it has none
    std::string command;  // its arguments, shortened
    std::string since;    // UTC, "2026-11-21 04:03:02"
    std::string file;     // which of the files it has open

    std::string text() const;
};

// Other processes that have any of the files open. Processes of other users are only visible to root. Files
// that do not exist are left out.
std::vector<Holder> find_holders(std::vector<std::string> const& files);

}  // namespace mlflow2pg
