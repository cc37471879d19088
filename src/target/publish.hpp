// The publish: one short transaction that moves everything out of the staging schema into the target's and removes the
// staging schema. Only then does MLflow see anything. Whether it took place can be looked up even when the connection
// is lost at its COMMIT.
#pragma once

#include <functional>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// Moves all tables, sequences and functions of the staging schema to the target's schema, replacing what an MLflow's
// first start put there. Throws TargetError when the target has changed meanwhile, and Interrupted after a signal; then
// nothing has happened. From the COMMIT on signals wait until the outcome is known, which after a lost connection is
// found by looking, for as long as it takes. last_look: called when all is moved and locked, just before the COMMIT;
// what it throws undoes all.
void publish(Target& target, Schema const& wanted, std::function<void()> const& last_look);

// Runs the statements of a publish in a transaction that it rolls back: throws what a publish would throw. For that
// long, a fraction of a second, it locks the tables that an MLflow's first start put into the target.
void rehearse_publish(Target& target, Schema const& wanted);

}  // namespace mlflow2pg
