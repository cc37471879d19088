// Where tables are made to learn what the server makes of them, in a transaction that is rolled back: in a schema, or
// for a role that may not create one, among the session's temporary tables.
// Tested in tests/target/definitions_tests.cpp.
#pragma once

#include <string>

#include "target/target.hpp"

namespace mlflow2pg {

struct Scratch {
    std::string create;        // statements that make it, and the only schema of the transaction's search path
    std::string schema;        // as SQL says it
    std::string regnamespace;  // an expression
};

Scratch scratch_for(Target& target);

}  // namespace mlflow2pg
