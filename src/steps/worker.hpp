// One of the threads that run the steps, with its own sessions on the server.
// Tested in tests/steps/scheduler_tests.cpp.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "steps/server_load.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

// The settings for opening a worker's sessions.
struct Sessions {
    std::string conninfo;
    std::string settings;  // SQL that each session runs at its start
};

class Worker {
public:
    // sessions and watch must outlive the worker. stop: requested when another worker fails.
    Worker(Sessions const& sessions, Watch& watch, std::stop_token stop)
        : sessions_{sessions}, watch_{watch}, stop_{std::move(stop)} {}

    // Connects at the first call. The scheduler opens and commits a transaction on it around each step.
    PgConnection& connection() { return connected(first_); }
    // For a step that runs two COPYs at once. It is not part of the step's transaction.
    PgConnection& second_connection() { return connected(second_); }
    std::stop_token stop() const { return stop_; }
    // The number of workers that are idle while this step runs. The server may use as many parallel workers for it.
    unsigned spare() const { return spare_; }
    void set_spare(unsigned spare) { spare_ = spare; }
    // The seconds that this worker has waited for the server so far.
    double server_seconds() const;

private:
    PgConnection& connected(std::unique_ptr<PgConnection>& connection);

    Sessions const& sessions_;
    Watch& watch_;
    std::stop_token stop_;
    std::unique_ptr<PgConnection> first_;
    std::unique_ptr<PgConnection> second_;
    unsigned spare_ = 0;
};

}  // namespace mlflow2pg
