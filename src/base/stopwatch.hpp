// SPDX-License-Identifier: Apache-2.0
// Seconds that have passed, for reports and progress.
// Tested in tests/steps/scheduler_tests.cpp.
#pragma once

#include <chrono>

namespace mlflow2pg {

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace mlflow2pg
