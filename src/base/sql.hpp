// SPDX-License-Identifier: Apache-2.0
// How names are written in SQL, the same for SQLite and PostgreSQL. Pure.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

// The name as an SQL identifier: in double quotes, with those within it doubled.
std::string quote_identifier(std::string_view name);

}  // namespace mlflow2pg
