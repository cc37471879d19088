// Who would be hurt by dropping some objects of a database: found in PostgreSQL's own record of dependencies, so for
// every kind of object.
// Tested in tests/target/existing_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "target/target.hpp"

namespace mlflow2pg {

struct Dependent {
    std::string what;       // "view public.report depends on table runs"
    std::string statement;  // that drops it: "DROP VIEW public.report"
};

// What depends on the objects and goes with none of them, directly. objects: a query of their (classid, objid). What is
// part of an object (its columns, indexes, triggers, owned sequences) counts as the object.
std::vector<Dependent> find_dependents(Target& target, std::string_view objects);

}  // namespace mlflow2pg
