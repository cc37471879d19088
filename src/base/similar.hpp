// SPDX-License-Identifier: Apache-2.0
// How much two words differ, to find what somebody meant to type. Pure.
// Tested in tests/base/similar_tests.cpp.
#pragma once

#include <cstddef>
#include <string_view>

namespace mlflow2pg {

// The number of bytes to insert, remove or replace (Levenshtein).
std::size_t edit_distance(std::string_view one, std::string_view other);

}  // namespace mlflow2pg
