// SOURCE and TARGET as people write them, brought to what the libraries take. Pure: opens nothing. What is
// wrong is never repeated in a message: it may hold a password in a place where nobody looks for one.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

// SOURCE -> a file's path. Takes a path, or SQLAlchemy's sqlite:///relative, sqlite:////absolute and
// sqlite+driver://… with a query that is ignored; as there, % means itself. Throws UsageError for any other
// scheme and for SQLite's in-memory database.
std::string source_path(std::string_view source);

// TARGET -> what libpq takes: postgresql:// or postgres:// URIs without SQLAlchemy's +driver, or a keyword
// string as it is. Throws UsageError for another scheme.
std::string target_conninfo(std::string_view target);

// Whether text names a PostgreSQL database, as opposed to SQLite, MySQL, a folder or an HTTP server.
bool is_postgresql(std::string_view text);

}  // namespace mlflow2pg
