// SPDX-License-Identifier: Apache-2.0
// Databases of the test server. Only suites with the label db are linked with this (tests/CMakeLists.txt).
#pragma once

#include <string>

#include "mlflow/store.hpp"

namespace mlflow2pg::test {

// A new database on the server that MLFLOW2PG_TEST_SERVER names; scripts/with_postgres and ci/with_timescaledb start
// one. Created as users create theirs, from the server's template: with its collation, and with TimescaleDB where the
// template has it. The destructor drops it, by force. Throws when there is no server: nothing is skipped.
class TestDatabase {
public:
    explicit TestDatabase(std::string const& create_options = "");
    // The same on another server. server: the URI of a database there.
    TestDatabase(std::string server, std::string const& create_options);
    ~TestDatabase();
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    std::string const& name() const { return name_; }
    std::string uri() const;
    // The database's URI with another user.
    std::string uri_as(std::string const& user) const;
    // Runs statements. Returns the first column of the first row; empty when there is none.
    std::string query(std::string const& sql) const;
    // Everything in the database, as pg_dump writes it. Equal dumps mean that nothing was changed.
    std::string dump(std::string const& options = "") const;

private:
    std::string server_;
    std::string name_;
};

// Adds Citus to the database: the server's own if it has one (ci/with_citus), otherwise the imitation in citus.sql.
void add_citus(TestDatabase const& database);

// Waits until the condition, in SQL, is true; fails the test after a minute.
void wait_for(TestDatabase const& database, std::string const& condition);

// Creates what MLflow's first start creates in a target.
void initialise(TestDatabase const& database, std::string const& revision, std::string const& schema = "public",
                Store store = Store::tracking);
// Makes the role the owner of all tables in schema public.
void give_tables_to(TestDatabase const& database, std::string const& role);
// The dump of a database with MLflow's recorded definitions, without rows.
std::string recorded_dump(std::string const& revision, Store store = Store::tracking);

// SQL that adds a trigger BEFORE INSERT to the staged table metrics when that is created. The trigger runs
// public.FUNCTION(). It is removed when the table has its rows and gets its foreign key, because a trigger that stays
// is a difference from MLflow.
std::string trigger_while_metrics_load(std::string const& function);

// SQL that creates an event trigger. It runs `then`, in PL/pgSQL, before each statement with the tag, but only after a
// migration has finished a step: not when the migration tries its statements with empty tables.
std::string trigger_at_work(std::string const& name, std::string const& tag, std::string const& then);

}  // namespace mlflow2pg::test
