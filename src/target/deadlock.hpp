// SPDX-License-Identifier: Apache-2.0
// Others lock our tables, too, and the system's catalogs, in an order that we do not choose: a pg_dump or a REINDEX of
// the whole database. When two sessions wait for each other, the server rolls one of them back, which may be ours.
// Tested in tests/steps/scheduler_tests.cpp and tests/target/publish_tests.cpp.
#pragma once

#include <spdlog/spdlog.h>

#include <functional>

#include "base/error.hpp"

namespace mlflow2pg {

// Calls `work`, which runs a whole transaction. If a deadlock ends the transaction, calls `undo`, and then `work`
// again. undo: resets what `work` has left outside the server.
template <typename Work>
auto in_spite_of_deadlocks(
    Work const& work, std::function<void()> const& undo = [] {}) {
    constexpr int most_attempts = 20;
    for (int attempt = 1;; ++attempt) {
        try {
            return work();
        } catch (ServerError const& error) {
            if (!error.is_deadlock() || attempt == most_attempts) throw;
            spdlog::info("repeating: {}", error.what());
        }
        undo();
    }
}

}  // namespace mlflow2pg
