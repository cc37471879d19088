// SPDX-License-Identifier: Apache-2.0
// How names and texts are written in SQL, the same for SQLite and PostgreSQL. Pure.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

// The name as an SQL identifier: in double quotes, with those within it doubled.
std::string quote_identifier(std::string_view name);
// The text as an SQL string: in single quotes, with those within it doubled.
std::string quote_literal(std::string_view text);

}  // namespace mlflow2pg
