// What the server is at while the steps run: its own account of our sessions, looked at four times a second, so that
// the report can say whether its processors, its disks or this program are what a user waits for, and the user how far
// an index is.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mlflow2pg {

// How often a busy session, or a parallel worker of one, was found at what.
struct ServerLoad {
    std::uint64_t processor = 0;
    std::uint64_t disk = 0;    // reading, writing or extending a file
    std::uint64_t client = 0;  // waiting for rows from this program, or for it to take them
    std::uint64_t locks = 0;
    std::uint64_t other = 0;

    std::uint64_t total() const { return processor + disk + client + locks + other; }
};

class Watch {
public:
    explicit Watch(std::string conninfo);

    // A session to look at, by its process in the server.
    void add(int process);
    // Ends the watch. Failures on the way only mean that there is less to tell.
    ServerLoad stop();

private:
    void run(std::stop_token const& stop);

    std::string conninfo_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::vector<std::string> processes_;
    ServerLoad load_;
    std::jthread thread_;  // last, since it uses the others
};

}  // namespace mlflow2pg
