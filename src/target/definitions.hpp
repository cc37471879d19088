// Whether the tables in a schema are defined as MLflow defines them: whole definitions are compared, not names.
// MLflow's own are made as empty tables in a scratch schema, in a transaction that is rolled back, so that the same
// server spells both sides.
#pragma once

#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct DefinitionComparison {
    // What MLflow would notice: anything of its own that is missing or differs, and additions that change what it can
    // store or read (constraints, unique indexes, triggers, rules, row security, child tables, NOT NULL columns).
    std::vector<std::string> differences;
    // What a DBA may add for good reasons: plain indexes, columns that MLflow need not fill, comments, storage
    // parameters, replica identity, tablespaces.
    std::vector<std::string> additions;
};

// Throws TargetError, with the GRANT to run, when the role may create neither a schema nor temporary tables in the
// target's database, and when the server is a standby.
void ensure_definitions_comparable(Target& target);

// Compares the tables of plan.schema, with their keys, indexes, triggers and sequences, with those in `schema`. Other
// tables there are left out. Takes a transaction of its own.
DefinitionComparison compare_definitions(Target& target, Plan const& plan, std::string const& schema);

}  // namespace mlflow2pg
