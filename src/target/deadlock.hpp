// SPDX-License-Identifier: Apache-2.0
// Others lock our tables, too, and the system's catalogs, in an order that we do not choose: a pg_dump or a REINDEX of
// the whole database. When two sessions wait for each other, the server rolls one of them back, which may be ours.
// Tested in tests/steps/scheduler_tests.cpp and tests/target/publish_tests.cpp.
#pragma once

#include <spdlog/spdlog.h>

#include "base/error.hpp"

namespace mlflow2pg {

// Runs `work`, a whole transaction, again when it ends with a deadlock, and before that `undo`, which forgets what it
// left outside the server.
template <typename Work, typename Undo>
auto in_spite_of_deadlocks(Work const& work, Undo const& undo) {
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
