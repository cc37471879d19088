// SPDX-License-Identifier: Apache-2.0
// How often the program waits for the server. With 50 ms per round trip, these waits are most of the time that it
// takes.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "proxy.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// MLflow 3.18's 71 tables, with 759 rows in 69 of them.
void create_many_tables(std::string const& path) {
    shell(fmt::format("sqlite3 '{}' < '{}/tests/data/3.18.0.sql'", path, MLFLOW2PG_ROOT));
}

int port_of(std::string const& uri) { return std::stoi(uri.substr(uri.rfind(':') + 1)); }

// The number of round trips of a command that succeeds. On an idle machine a migration needs 65, verify 23, and a
// migration after a first start 97. A busy machine added one, so the bounds leave room.
int round_trips(Command command, std::string const& source, TestDatabase const& database,
                std::vector<std::string> const& flags = {}) {
    Proxy const proxy{port_of(database.uri())};
    std::string const uri =
        fmt::format("postgresql://postgres@127.0.0.1:{}/{}?sslmode=disable", proxy.port(), database.name());
    BOOST_TEST(run(command, source, uri, flags).error == "");
    return proxy.round_trips();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trips_tests)

BOOST_AUTO_TEST_CASE(a_migration_of_many_small_tables_waits_for_the_server_a_few_dozen_times) {
    TestFolder folder;
    TestDatabase database;
    create_many_tables(folder.file("m.db"));
    BOOST_TEST(round_trips(Command::migrate, folder.file("m.db"), database) <= 67);
    BOOST_TEST(round_trips(Command::verify, folder.file("m.db"), database) <= 30);
}

BOOST_AUTO_TEST_CASE(the_tables_of_a_first_start_cost_some_more) {
    TestFolder folder;
    TestDatabase database;
    create_many_tables(folder.file("m.db"));
    initialise(database, revision_3_18_0);
    BOOST_TEST(round_trips(Command::migrate, folder.file("m.db"), database) <= 100);
}

BOOST_AUTO_TEST_SUITE_END()
