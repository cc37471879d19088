// SPDX-License-Identifier: Apache-2.0
// Ends a fuzz target when a promise is broken: prints a message and aborts, so that libFuzzer saves the input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace mlflow2pg::fuzz {

inline void ensure(bool holds, char const* promise, std::string const& about = {}) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s: %s\n", promise, about.c_str());
    std::abort();
}

}  // namespace mlflow2pg::fuzz
