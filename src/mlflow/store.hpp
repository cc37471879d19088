// MLflow's databases, each with a chain of Alembic revisions of its own, and what is different about each. Pure.
//
// Their tables have different names, so both may be in one schema; only the auth app before MLflow 3.6 kept its
// revision in the tracking store's table (https://github.com/mlflow/mlflow/issues/18373), and needs a schema of its
// own.
// Tested in tests/program/auth_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

enum class Store {
    tracking,    // experiments, runs, models, traces: mlruns.db, mlflow.db
    auth,        // users, roles and permissions of the basic-auth app: basic_auth.db, of MLflow 3.6 and newer
    early_auth,  // the same of MLflow 2.5 to 3.5
};

inline constexpr Store all_stores[] = {Store::tracking, Store::auth, Store::early_auth};

// For people and for machines: what it is, whichever release made it.
constexpr std::string_view name(Store store) { return store == Store::tracking ? "tracking" : "auth"; }

// The table of the one row that names the revision.
constexpr std::string_view version_table(Store store) {
    return store == Store::auth ? "alembic_version_auth" : "alembic_version";
}

// MLflow's own command that brings a database to the newest revision.
inline std::string upgrade_command(Store store, std::string const& uri) {
    return (store == Store::tracking ? "mlflow db upgrade " : "python -m mlflow.server.auth db upgrade --url ") + uri;
}

}  // namespace mlflow2pg
