// SPDX-License-Identifier: Apache-2.0
// What chooses the random cases of a test.
#pragma once

#include <cstdint>

namespace mlflow2pg::test {

// MLFLOW2PG_SEED, or always the same.
std::uint64_t seed();
// How many random cases there are: the variable's value, or `usual`.
int rounds(char const* variable, int usual);

}  // namespace mlflow2pg::test
