// SPDX-License-Identifier: Apache-2.0
// MLflow's databases. Each has its own chain of Alembic revisions. This file defines the differences between them.
// Pure.
//
// The tables of the two databases have different names, so both may be in one schema. The exception is the auth app
// before MLflow 3.6: it stored its revision in the tracking store's table
// (https://github.com/mlflow/mlflow/issues/18373), and needs a schema of its own.
// Tested in tests/program/auth_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

enum class Store {
    tracking,    // experiments, runs, models, traces: mlruns.db, mlflow.db
    auth,        // users, roles and permissions of the basic-auth app: basic_auth.db, of MLflow 3.6 and newer
    early_auth,  // the same in MLflow 2.5 to 3.5
};

inline constexpr Store all_stores[] = {Store::tracking, Store::auth, Store::early_auth};

// The name in messages and JSON, the same for all releases.
constexpr std::string_view name(Store store) { return store == Store::tracking ? "tracking" : "auth"; }

// The table whose only row holds the revision.
constexpr std::string_view version_table(Store store) {
    return store == Store::auth ? "alembic_version_auth" : "alembic_version";
}

// How Alembic's batch mode names the table that takes the place of another one. It is left behind when an upgrade is
// cut off (https://alembic.sqlalchemy.org/en/latest/batch.html).
inline constexpr std::string_view half_upgraded_prefix = "_alembic_tmp_";

// MLflow's command that upgrades a database to the newest revision.
inline std::string upgrade_command(Store store, std::string const& uri) {
    return (store == Store::tracking ? "mlflow db upgrade " : "python -m mlflow.server.auth db upgrade --url ") + uri;
}

}  // namespace mlflow2pg
