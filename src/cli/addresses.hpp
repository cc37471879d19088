// SPDX-License-Identifier: Apache-2.0
// Converts SOURCE and TARGET from what people type to what the libraries accept. Pure: it opens nothing. Error messages
// never repeat the typed text, which may contain a password in an unexpected place. target/address does the reverse.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

// SOURCE -> the path of the file. Accepts a path, or SQLAlchemy's sqlite:///relative, sqlite:////absolute and
// sqlite+driver://… with a query, which is ignored. As in SQLAlchemy, % is an ordinary character. Throws UsageError for
// any other scheme and for SQLite's in-memory database.
std::string source_path(std::string_view source);

// TARGET -> a connection string for libpq. Accepts postgresql:// and postgres:// URIs, from which SQLAlchemy's +driver
// is removed, and keyword strings, which are returned unchanged. A user's name in a URI may contain '@'
// (postgresql://ann@server:password@host/db), as in SQLAlchemy. Throws UsageError for another scheme, and for a URI in
// which a password seems not to be percent-encoded.
std::string target_conninfo(std::string_view target);

// The scheme of TARGET's address for MLflow: with the SQLAlchemy driver that the user typed, otherwise with psycopg2,
// which MLflow's documentation uses. It names a driver because SQLAlchemy 2.1 has another default driver than 2.0.
std::string mlflow_scheme(std::string_view target);

// Whether the text is the URI of a PostgreSQL database, as opposed to SQLite, MySQL, a folder or an HTTP server.
bool is_postgresql(std::string_view text);
// Whether the text is such a URI or a keyword string of libpq.
bool is_target(std::string_view text);

}  // namespace mlflow2pg
