// SPDX-License-Identifier: Apache-2.0
// What the target's schema already contains, and whether a publish may replace it. It may only replace what MLflow's
// first start created, unchanged.
#pragma once

#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/definitions.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Existing {
    std::string revision;                // the revision of the MLflow tables in the target; empty: there are none
    std::vector<std::string> tables;     // MLflow's tables, which the publish will replace; empty: there are none
    std::vector<std::string> functions;  // the trigger functions of these tables
    Definitions definitions;
};

// Whether the target holds rows of MLflow that a publish would lose. Must not be called in a transaction.
bool holds_rows(Target& target, Schema const& wanted);

// Throws TargetError when a publish would lose anything that MLflow did not create (rows, grants, views, a comment, a
// changed default), or would fail, for example because another object already has a name that it needs. The error lists
// all such objects. Must not be called in a transaction.
Existing ensure_replaceable(Target& target, Schema const& wanted);

// Called in the publish's transaction after it has locked the tables. Throws TargetError when anything has changed
// since `seen`.
void ensure_unchanged(Target& target, Schema const& wanted, Existing const& seen);

}  // namespace mlflow2pg
