// SPDX-License-Identifier: Apache-2.0
// Whether this program, and MLflow after it, can work with a target.
// Tested in tests/target/target_tests.cpp.
#pragma once

#include <cstdint>
#include <string>

namespace mlflow2pg {

class Target;

// Checks encoding, version, standby, rights, and whether the role's sessions are read-only by default, which MLflow
// would not override. Throws one TargetError with all problems.
void ensure_usable(Target& target);

// Whether a schema of the search path can hold MLflow's tables.
bool has_schema(Target const& target);
// Throws TargetError when no schema of the search path can hold MLflow's tables.
void ensure_schema(Target& target);

// The server's default compression of long values (default_toast_compression).
struct ToastCompression {
    std::string now;  // empty before PostgreSQL 14, which has no choice
    bool lz4 = false;
};
ToastCompression toast_compression(Target& target);
// Throws TargetError when the server does not have the method. An empty method means the server's default.
void ensure_toast_compression(Target& target, std::string const& method);

// Throws TargetError when the server's limit for the temporary files of a session is certain to stop the sort for an
// index. rows: of the largest table.
void ensure_room_to_sort(Target& target, std::int64_t rows);

}  // namespace mlflow2pg
