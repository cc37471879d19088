// SPDX-License-Identifier: Apache-2.0
// Who else has locks on the tables that a publish replaces. The publish waits for them.
#pragma once

#include <string>
#include <vector>

#include "target/target.hpp"

namespace mlflow2pg {

struct TableUsers {
    std::vector<std::string> texts;       // "session 123 (ann, psql)"
    std::vector<std::string> statements;  // that end them
};

// The other sessions and the prepared transactions that have a lock on one of the tables, which are in the target's
// schema.
TableUsers users_of(Target& target, std::vector<std::string> const& tables);

// Throws TargetError when a prepared transaction has a lock on one of the tables. No session is at work on it, so a
// publish would wait in vain: https://www.postgresql.org/docs/15/sql-prepare-transaction.html
void ensure_not_held(Target& target, std::vector<std::string> const& tables);

}  // namespace mlflow2pg
