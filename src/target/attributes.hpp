// Everything that PostgreSQL knows of some tables, as far as a person can have changed it: so that what an MLflow made
// can be told from what somebody did to it since.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// By object ("column runs.status") and name of the attribute ("default"), in the server's spelling. An object without
// attributes of its own has "definition".
using Attributes = std::map<std::string, std::map<std::string, std::string>>;

// Of those of the target's tables that exist, with their columns, constraints, indexes, triggers, functions of
// triggers, owned sequences, rules, policies, statistics and publications.
Attributes attributes_of(Target& target, std::vector<std::string> const& tables);

// The same of the tables that MLflow makes: found by making them in a schema of their own, in a transaction that is
// rolled back. Must not be called in a transaction.
Attributes attributes_made(Target& target, Schema const& made);

// For people: what is there and not expected, is missing, or has another attribute.
std::vector<std::string> differences(Attributes const& found, Attributes const& expected);

}  // namespace mlflow2pg
