// SPDX-License-Identifier: Apache-2.0
// A place for tables that are created in a transaction and rolled back, to see how the server prints their definitions:
// a schema or, for a role that may not create one, the session's temporary tables.
// Tested in tests/target/definitions_tests.cpp.
#pragma once

#include <string>

#include "target/target.hpp"

namespace mlflow2pg {

struct Scratch {
    std::string create;        // creates it and makes it the transaction's only search path
    std::string schema;        // as written in SQL
    std::string regnamespace;  // an SQL expression of type regnamespace
};

Scratch scratch_for(Target& target);

}  // namespace mlflow2pg
