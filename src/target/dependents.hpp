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
    std::string object;     // its classid and objid: "(1259::oid, 16384::oid)"
};

// Dependent::object of a row that begins with classid and objid.
std::string object_of(pqxx::row const& row);

// The dependents of the objects, and what depends on these, in the order in which they can be dropped; without those
// that are dropped together with an object. objects: a query that returns (classid, objid). Parts of an object
// (columns, indexes, triggers, owned sequences) count as the object.
std::vector<Dependent> find_dependents(Target& target, std::string_view objects);

// A shell command that runs the statements as the owner of the objects: if this role has the rights of all owners, with
// TARGET's user; otherwise the address leaves the user open. objects: each as in Dependent::object.
std::string psql_as_owner(Target& target, std::vector<std::string> const& statements,
                          std::vector<std::string> const& objects);

}  // namespace mlflow2pg
