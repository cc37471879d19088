// All attributes of some tables in PostgreSQL's catalog that a person can change. They show whether a table is still as
// MLflow created it.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// First key: the object ("column runs.status"). Second key: the attribute ("default"). Values are in the server's
// spelling. An object without other attributes has the attribute "definition".
using Attributes = std::map<std::string, std::map<std::string, std::string>>;

// The attributes of the given tables that exist in the target, including their columns, constraints, indexes, triggers,
// trigger functions, owned sequences, rules, policies, statistics and publications.
Attributes attributes_of(Target& target, std::vector<std::string> const& tables);

// The attributes of the tables as MLflow creates them. The tables are created in a schema of their own, in a
// transaction that is rolled back. Must not be called in a transaction.
Attributes attributes_made(Target& target, Schema const& made);

// For people: objects that are unexpected or missing, and attributes that differ.
std::vector<std::string> differences(Attributes const& found, Attributes const& expected);

}  // namespace mlflow2pg
