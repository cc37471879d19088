// Compares the tables in a schema with MLflow's: complete definitions, not only names. MLflow's tables are created
// empty in a scratch schema, in a transaction that is rolled back, so that the same server prints both sides.
#pragma once

#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct DefinitionComparison {
    // Differences that affect MLflow: an object of MLflow that is missing or differs, and additions that change what
    // MLflow can store or read (constraints, unique indexes, triggers, rules, row security, child tables, NOT NULL
    // columns).
    std::vector<std::string> differences;
    // Additions that a DBA may have good reasons for: plain indexes, columns that MLflow need not fill, comments,
    // storage parameters, replica identity, tablespaces.
    std::vector<std::string> additions;
};

// Throws TargetError when the server is a standby, or when the role may create neither a schema nor temporary tables in
// the target's database. The error names the GRANT to run.
void ensure_definitions_comparable(Target& target);

// Compares the tables of plan.schema, including keys, indexes, triggers and sequences, with the same tables in
// `schema`. Other tables in `schema` are ignored. Runs in a transaction of its own.
DefinitionComparison compare_definitions(Target& target, Plan const& plan, std::string const& schema);

}  // namespace mlflow2pg
