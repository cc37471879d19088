// SPDX-License-Identifier: Apache-2.0
// The seed and the number of a test's random cases.
#pragma once

#include <cstdint>

namespace mlflow2pg::test {

// The value of MLFLOW2PG_SEED, or a constant.
std::uint64_t seed();
// The number of random cases: the variable's value, or `usual`.
int rounds(char const* variable, int usual);

}  // namespace mlflow2pg::test
