// SPDX-License-Identifier: Apache-2.0
// What a fuzz target ends with when a promise is broken: a message and an abort, which libFuzzer keeps the input for.
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
