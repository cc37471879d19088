// SPDX-License-Identifier: Apache-2.0
#include "database.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <pqxx/pqxx>
#include <stdexcept>
#include <thread>

#include "files.hpp"
#include "mlflow/recorded_schema.hpp"

namespace mlflow2pg::test {

namespace {

std::string server() {
    char const* const uri = std::getenv("MLFLOW2PG_TEST_SERVER");
    if (uri == nullptr) throw std::runtime_error{"MLFLOW2PG_TEST_SERVER is not set: run through scripts/with_postgres"};
    return uri;
}

// Makes the tables of a recorded revision.
void replay(TestDatabase const& database, std::string const& revision, std::string const& schema, Store store) {
    std::string const folder = store == Store::tracking ? "" : store == Store::auth ? "auth/" : "early_auth/";
    std::string const recorded = std::string{MLFLOW2PG_ROOT} + "/schema/" + folder + revision;
    shell(
        fmt::format("psql -qX -v ON_ERROR_STOP=1 '{}' -c 'SET search_path = {}' -f {}/pre-data.sql -f {}/post-data.sql",
                    database.uri(), schema, recorded, recorded));
}

}  // namespace

TestDatabase::TestDatabase(std::string const& create_options) : TestDatabase{server(), create_options} {}

TestDatabase::TestDatabase(std::string server, std::string const& create_options) : server_{std::move(server)} {
    static int count = 0;
    name_ = fmt::format("test_{}_{}", getpid(), ++count);
    pqxx::connection connection{server_};
    pqxx::nontransaction session{connection};
    // Through its buffers and its log, the server would take twice as long.
    std::string const strategy = connection.server_version() >= 150000 ? "STRATEGY FILE_COPY" : "";
    for (int attempt = 1;; ++attempt) {
        try {
            session.exec(fmt::format("CREATE DATABASE {} {} {}", name_, strategy, create_options));
            return;
        } catch (pqxx::sql_error const& error) {
            // TimescaleDB's own jobs connect to its databases now and then, and so also to templates.
            constexpr char const* object_in_use = "55006";
            if (error.sqlstate() != object_in_use || attempt == 300) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
}

TestDatabase::~TestDatabase() {
    try {
        pqxx::connection connection{server_};
        pqxx::nontransaction session{connection};
        session.exec(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "dropping %s: %s\n", name_.c_str(), error.what());
    }
}

std::string TestDatabase::uri() const { return server_.substr(0, server_.rfind('/') + 1) + name_; }

std::string TestDatabase::uri_as(std::string const& user) const {
    std::string uri = this->uri();
    std::size_t const begin = uri.find("://") + 3;
    return uri.replace(begin, uri.find('@') - begin, user);
}

std::string TestDatabase::query(std::string const& sql) const {
    pqxx::connection connection{uri()};
    pqxx::nontransaction session{connection};
    pqxx::result const rows = session.exec(sql);
    return rows.empty() || rows[0][0].is_null() ? std::string{} : rows[0][0].as<std::string>();
}

std::string TestDatabase::dump(std::string const& options) const {
    // \restrict lines contain a random word. Newer minor releases (15.20) give the columns of each new table a number.
    return shell(fmt::format("pg_dump {} '{}' | grep -v '^.restrict\\|^.unrestrict\\| SET (pg_attver=[0-9]*);$'",
                             options, uri()));
}

void add_citus(TestDatabase const& database) {
    if (database.query("SELECT 1 FROM pg_available_extensions WHERE name = 'citus'") == "1") {
        database.query("CREATE EXTENSION citus");
        return;
    }
    shell(
        fmt::format("psql -qX -v ON_ERROR_STOP=1 '{}' -f {}/tests/support/citus.sql", database.uri(), MLFLOW2PG_ROOT));
}

void wait_for(TestDatabase const& database, std::string const& condition) {
    for (int attempt = 0; attempt < 3000; ++attempt) {
        if (database.query("SELECT " + condition) == "t") return;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    BOOST_FAIL("waited in vain for " + condition);
}

void initialise(TestDatabase const& database, std::string const& revision, std::string const& schema, Store store) {
    replay(database, revision, schema, store);
    database.query(fmt::format("INSERT INTO {} VALUES ('{}'); {}", version_table(store), revision,
                               store == Store::tracking
                                   ? "INSERT INTO experiments (experiment_id, name, lifecycle_stage) VALUES (0, "
                                     "'Default', 'active')"
                                   : "INSERT INTO users (username, password_hash, is_admin) VALUES ('admin', "
                                     "'pbkdf2:sha256:1$a$b', true)"));
}

void give_tables_to(TestDatabase const& database, std::string const& role) {
    database.query(fmt::format(
        "DO $$ DECLARE name text; BEGIN FOR name IN SELECT oid::regclass FROM pg_class WHERE relnamespace = "
        "'public'::regnamespace AND relkind = 'r' LOOP EXECUTE 'ALTER TABLE ' || name || ' OWNER TO {}'; END "
        "LOOP; END $$",
        role));
}

std::string recorded_dump(std::string const& revision, Store store) {
    TestDatabase database;
    replay(database, revision, "public", store);
    return database.dump("--schema-only");
}

std::string trigger_while_metrics_load(std::string const& function) {
    return fmt::format(
        "CREATE FUNCTION arm() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT FROM "
        "pg_event_trigger_ddl_commands() WHERE object_identity = 'mlflow2pg_staging.metrics') THEN RETURN; END IF; "
        "IF tg_tag = 'CREATE TABLE' THEN CREATE TRIGGER {0} BEFORE INSERT ON mlflow2pg_staging.metrics FOR EACH ROW "
        "EXECUTE FUNCTION public.{0}(); ELSE DROP TRIGGER IF EXISTS {0} ON mlflow2pg_staging.metrics; END IF; END $$; "
        "CREATE EVENT TRIGGER arm ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION "
        "arm()",
        function);
}

std::string trigger_at_work(std::string const& name, std::string const& tag, std::string const& then) {
    return fmt::format(
        "CREATE FUNCTION {0}() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF to_regclass('mlflow2pg_staging.mlflow2pg_progress') IS NULL THEN RETURN; END IF; "
        "IF EXISTS (SELECT FROM mlflow2pg_staging.mlflow2pg_progress) THEN {2} END IF; END $$; "
        "CREATE EVENT TRIGGER {0} ON ddl_command_start WHEN TAG IN ('{1}') EXECUTE FUNCTION {0}()",
        name, tag, then);
}

}  // namespace mlflow2pg::test
