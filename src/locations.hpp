// SOURCE and TARGET as people write them, brought to what the libraries take. Pure: opens nothing.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

// SOURCE -> a file's path. Takes a path, or SQLAlchemy's sqlite:///relative, sqlite:////absolute and
// sqlite+driver://… with percent-escapes and a query that is ignored. Throws UsageError for any other
// scheme and for SQLite's in-memory database.
std::string source_path(std::string_view source);

// TARGET -> what libpq takes: postgresql:// or postgres:// URIs without SQLAlchemy's +driver, or a keyword
// string as it is. Throws UsageError for another scheme.
std::string target_conninfo(std::string_view target);

// Whether text names a PostgreSQL database, as opposed to SQLite, MySQL, a folder or an HTTP server.
bool is_postgresql(std::string_view text);

// The same location with any password replaced by ***: for messages.
std::string without_password(std::string_view location);

}  // namespace mlflow2pg
