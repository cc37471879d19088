// SPDX-License-Identifier: Apache-2.0
// Waits for a lock: repeated tries, exponential back-off with jitter, and log levels that rise with the number of
// tries, so that a short wait is quiet and a long one is visible.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace mlflow2pg {

struct RetryLimits {
    std::chrono::milliseconds total{120'000};       // for all tries and pauses together
    std::chrono::milliseconds longest_try{30'000};  // limit of a single try
    std::chrono::milliseconds first_pause{250};
    std::chrono::milliseconds longest_pause{15'000};
};

struct RetryCount {
    int retries = 0;                      // tries after the first
    std::chrono::milliseconds waited{0};  // for tries and pauses together, until the end of the last try
};

// Calls `attempt` with the time that it may take, until it no longer throws BusyError or the time is up. Then throws
// the last BusyError, with the waited time added to its message. Tries 1-3 are logged at DEBUG, 4-7 at INFO, later ones
// at WARNING. Other exceptions are not caught. counted: may be null; receives the count even if this function throws.
RetryCount retry_while_busy(std::string const& doing, RetryLimits const& limits,
                            std::function<void(std::chrono::milliseconds)> const& attempt,
                            RetryCount* counted = nullptr);

}  // namespace mlflow2pg
