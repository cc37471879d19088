// SPDX-License-Identifier: Apache-2.0
// The complete definitions of MLflow's tables as the server prints them, and the differences between those in a schema
// and MLflow's own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// First key: the object ("column runs.status"). Second key: the attribute ("default"). An attribute that is not set is
// empty. The texts do not contain the name of the schema.
using Definitions = std::map<std::string, std::map<std::string, std::string>>;

struct Difference {
    std::string what;  // for people: "column runs.status: default is 'x', not 'y'"
    // Whether MLflow stores and reads the same in spite of the difference. A DBA may have good reasons for it: a plain
    // index, a column that MLflow need not fill, a comment, a storage parameter, an owner.
    bool harmless;
    std::string added = {};  // an object that MLflow does not make: "column runs.mine", "index runs.mine"
    // Of an attribute that MLflow leaves unset or at its initial value: the object, the attribute, and its value.
    std::string object = {};
    std::string attribute = {};
    std::string value = {};
};

// The definitions of the tables and sequences of `named` that `schema` contains, with their columns, constraints,
// indexes, triggers, trigger functions, rules, policies, statistics and publications. The search_path of a current
// transaction is the same afterwards.
Definitions read_definitions(Target& target, std::string const& schema, Schema const& named);

// The definitions of the schema as MLflow creates it. Its tables are created, empty, in a scratch place and removed
// again, so that the same server prints both sides. Must be called in a transaction. Throws TargetError when they
// differ from the recorded digest and there are event triggers, which may have changed them. For a schema without a
// digest nothing is checked.
Definitions make_definitions(Target& target, Schema const& schema);

// Objects that are missing or unexpected, and attributes that differ.
std::vector<Difference> differences(Definitions const& found, Definitions const& expected);

// Whether `found` is exactly what MLflow creates at the schema's revision, and belongs to the current role. Compares
// only the recorded digest, which takes a fraction of the time of make_definitions(). After false, the two can still be
// equal: a release of PostgreSQL may print a definition differently.
bool is_as_recorded(Definitions const& found, Schema const& schema);

// A 128-bit checksum in hexadecimal digits, as schema/definitions.tsv records it.
std::string digest(Definitions const& definitions);

struct DefinitionComparison {
    std::vector<std::string> differences;  // that affect MLflow
    std::vector<std::string> additions;    // harmless ones
};

// Throws TargetError when the server is a standby, or when the role may create neither a schema nor temporary tables in
// the target's database. The error names the GRANT to run.
void ensure_definitions_comparable(Target& target);

// Compares the tables of the plan, including keys, indexes, triggers and sequences, with the same tables in `schema`.
// Ignores other tables in `schema`, and owners. Runs in the current transaction, or in a new one.
DefinitionComparison compare_definitions(Target& target, Plan const& plan, std::string const& schema);

}  // namespace mlflow2pg
