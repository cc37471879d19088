// How long a migration will take: the list of its steps with what they are estimated to cost, and a short probe of how
// fast the machines are today.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;

// Seconds of a migration with `jobs` workers. target: may be null; then this machine stands for the server. The probe
// takes some tenths of a second and writes nothing.
double estimate_seconds(Plan const& plan, unsigned jobs, Target* target);

// What the user may want to know before: where another setting would save time.
std::vector<std::string> advice(Plan const& plan, Target* target);

}  // namespace mlflow2pg
