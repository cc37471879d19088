// SPDX-License-Identifier: Apache-2.0
// The statements that take back what somebody has added to MLflow's empty tables.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include <string>

#include "target/definitions.hpp"

namespace mlflow2pg {

// The statement that undoes the difference; empty if none does. schema: of the tables. What goes with another object,
// such as the index of a constraint, may be gone by then, so it need not exist.
std::string undoing(std::string const& schema, Difference const& difference);

}  // namespace mlflow2pg
