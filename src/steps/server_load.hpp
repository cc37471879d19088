// SPDX-License-Identifier: Apache-2.0
// Samples pg_stat_activity for our sessions four times a second while the steps run. The report uses the samples to say
// whether the user waits for the server's CPU, its disks or this program, and the progress display to show how far an
// index build has come.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mlflow2pg {

// How often a sample found a session, or one of its parallel workers, in each state.
struct ServerLoad {
    std::uint64_t processor = 0;
    std::uint64_t disk = 0;    // reading, writing or extending a file
    std::uint64_t client = 0;  // waiting for this program to send or to receive rows
    std::uint64_t locks = 0;
    std::uint64_t other = 0;

    std::uint64_t total() const { return processor + disk + client + locks + other; }
};

class Watch {
public:
    explicit Watch(std::string conninfo);

    // Adds a session to sample, by its process number on the server.
    void add(int process);
    // Stops sampling. If sampling failed earlier, the report only has fewer samples.
    ServerLoad stop();

private:
    void run(std::stop_token const& stop);

    std::string conninfo_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::vector<std::string> processes_;
    ServerLoad load_;
    std::jthread thread_;  // last member: the thread uses the others
};

}  // namespace mlflow2pg
