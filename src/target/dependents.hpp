// SPDX-License-Identifier: Apache-2.0
// The objects that depend on other objects and would prevent dropping them. They are read from PostgreSQL's own
// pg_depend, so every kind of object is covered.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "target/target.hpp"

namespace mlflow2pg {

struct Dependent {
    std::string what;       // "view public.report depends on table runs"
    std::string statement;  // the statement that drops it: "DROP VIEW public.report"
};

// The dependents of the objects, and what depends on these, in the order in which they can be dropped; without those
// that are dropped together with an object. objects: a query that returns (classid, objid). Parts of an object
// (columns, indexes, triggers, owned sequences) count as the object.
std::vector<Dependent> find_dependents(Target& target, std::string_view objects);

}  // namespace mlflow2pg
