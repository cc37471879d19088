// What the target's schema holds already, and whether a publish may replace it: only what MLflow's first start makes,
// and exactly that.
#pragma once

#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/attributes.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Existing {
    std::string revision;                // of an MLflow that initialised the target; empty: none did
    std::vector<std::string> tables;     // MLflow's, which the publish will replace; empty: nothing there
    std::vector<std::string> functions;  // of their triggers
    Attributes attributes;
};

// Throws TargetError when a publish would lose anything that MLflow did not make (rows, grants, views, a comment, a
// changed default), or could not be done, as when another object has a name that is needed. All that is in the way is
// named at once. Must not be called in a transaction.
Existing ensure_replaceable(Target& target, Schema const& wanted);

// For the transaction that replaces what was `seen`, when nobody else can reach its tables any more: throws TargetError
// when something has changed since.
void ensure_unchanged(Target& target, Schema const& wanted, Existing const& seen);

}  // namespace mlflow2pg
