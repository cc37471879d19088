// SPDX-License-Identifier: Apache-2.0
// One of the threads that run the steps, with its own session on the server.
// Tested in tests/steps/scheduler_tests.cpp.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/stopwatch.hpp"
#include "steps/server_load.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

// How the steps' sessions are opened.
struct Sessions {
    std::string conninfo;
    std::string settings;  // SQL that each session runs at its start
    unsigned jobs = 1;     // the number of workers, each with one session
    bool watched = true;   // whether one more session samples the others (steps/server_load.hpp)
};

class Worker {
public:
    // sessions must outlive the worker. connected: called with the process number of each new session. stop: requested
    // when another worker fails.
    Worker(Sessions const& sessions, std::function<void(int)> connected, std::stop_token stop)
        : sessions_{sessions}, connected_{std::move(connected)}, stop_{std::move(stop)} {}

    // The session, in the step's transaction. The transaction begins at the step's first call, so that none stays open
    // while a step only reads the source. BEGIN is sent together with the step's first statement. A session that was
    // lost while it was idle is replaced.
    PgConnection& connection();
    bool in_transaction() const { return in_transaction_; }
    void commit();
    // Gives up the session with its transaction, after an error. The next call of connection() opens another one.
    void abandon();
    std::stop_token stop() const { return stop_; }
    // The number of workers that are idle while this step runs. The server may use as many parallel workers for it.
    unsigned spare() const { return spare_; }
    void set_spare(unsigned spare) { spare_ = spare; }
    // The seconds that this worker has waited for the server so far.
    double server_seconds() const { return waited_before_ + (connection_ ? connection_->waited_seconds() : 0); }

private:
    bool is_connected();

    Sessions const& sessions_;
    std::function<void(int)> connected_;
    std::stop_token stop_;
    std::unique_ptr<PgConnection> connection_;
    bool in_transaction_ = false;
    Stopwatch idle_;            // since the last step
    double waited_before_ = 0;  // on sessions that were lost
    unsigned spare_ = 0;
};

}  // namespace mlflow2pg
