// SPDX-License-Identifier: Apache-2.0
#include "random.hpp"

#include <algorithm>
#include <cstdlib>

namespace mlflow2pg::test {

std::uint64_t seed() {
    char const* const wanted = std::getenv("MLFLOW2PG_SEED");
    return wanted == nullptr ? 20261121 : std::strtoull(wanted, nullptr, 10);
}

int rounds(char const* variable, int usual) {
    char const* const wanted = std::getenv(variable);
    return wanted == nullptr ? usual : std::max(1, std::atoi(wanted));
}

}  // namespace mlflow2pg::test
