// Waiting for a lock: a fresh try each time, exponential back-off with jitter, and log levels that grow with
// the patience spent, so that a short wait is quiet and a long one is not.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace mlflow2pg {

struct RetryLimits {
    std::chrono::milliseconds total{120'000};       // all tries and pauses together
    std::chrono::milliseconds longest_try{30'000};  // given to each try
    std::chrono::milliseconds first_pause{250};
    std::chrono::milliseconds longest_pause{15'000};
};

struct RetryCount {
    int retries = 0;                      // tries after the first
    std::chrono::milliseconds waited{0};  // tries and pauses together, until the last try ended
};

// Calls `attempt` with the time it may take until it throws no BusyError or the time is up; then the last
// BusyError goes on to the caller, with what was waited added to it. Tries 1-3 are logged at DEBUG, 4-7 at
// INFO, later ones at WARNING. Other exceptions pass at once. counted, when given, has the count also when this throws.
RetryCount retry_while_busy(std::string const& doing, RetryLimits const& limits,
                            std::function<void(std::chrono::milliseconds)> const& attempt,
                            RetryCount* counted = nullptr);

}  // namespace mlflow2pg
