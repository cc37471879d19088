// SPDX-License-Identifier: Apache-2.0
// Databases of the test server. Only suites with the label db are linked with this (tests/CMakeLists.txt).
#pragma once

#include <string>

#include "mlflow/store.hpp"

namespace mlflow2pg::test {

// A database of its own on the server that MLFLOW2PG_TEST_SERVER names; scripts/with_postgres and ci/with_timescaledb
// start one. Made as users make theirs, from the server's template: with its collation, and with TimescaleDB where that
// is. Dropped at the end, with force. Throws when there is no server: nothing is skipped.
class TestDatabase {
public:
    explicit TestDatabase(std::string const& create_options = "");
    // On another server, by the URI of a database there.
    TestDatabase(std::string server, std::string const& create_options);
    ~TestDatabase();
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    std::string const& name() const { return name_; }
    std::string uri() const;
    // The same database as another user.
    std::string uri_as(std::string const& user) const;
    // Runs statements; the first column of the first row, empty when there is none.
    std::string query(std::string const& sql) const;
    // Everything in the database as pg_dump writes it: equal dumps mean that nothing was changed.
    std::string dump(std::string const& options = "") const;

private:
    std::string server_;
    std::string name_;
};

// Gives the database Citus: the server's own where it has it (ci/with_citus), else what looks like it (citus.sql).
void add_citus(TestDatabase const& database);

// What MLflow's first start leaves in a target.
void initialise(TestDatabase const& database, std::string const& revision, std::string const& schema = "public",
                Store store = Store::tracking);
// The database that MLflow's recorded definitions make, dumped; rows are left out.
std::string recorded_dump(std::string const& revision, Store store = Store::tracking);

// SQL that gives the staged table metrics a trigger BEFORE INSERT as it is made, which runs public.FUNCTION(), and
// takes it away when the table's rows are there and it gets its foreign key: a trigger that stays is a difference from
// MLflow.
std::string trigger_while_metrics_load(std::string const& function);

// SQL that makes an event trigger which runs `then`, in PL/pgSQL, before each statement with the tag, once a migration
// has done a step: not when it tries its statements with empty tables.
std::string trigger_at_work(std::string const& name, std::string const& tag, std::string const& then);

}  // namespace mlflow2pg::test
