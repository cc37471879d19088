// SPDX-License-Identifier: Apache-2.0
// A target with Citus: a real one under ci/with_citus, else what tests/support/citus.sql imitates.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

class CitusDatabase : public TestDatabase {
public:
    CitusDatabase() { add_citus(*this); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(citus_tests)

BOOST_AUTO_TEST_CASE(tables_stay_plain_in_a_database_that_gives_new_ones_to_citus) {
    for (std::string const setting : {"enable_schema_based_sharding", "use_citus_managed_tables"}) {
        TestFolder const folder;
        CitusDatabase const database;
        create_small_source(folder.file("m.db"));
        database.query(fmt::format("ALTER DATABASE {} SET citus.{} = on", database.name(), setting));
        Outcome const outcome = run(Command::migrate, folder.file("m.db"), database.uri());
        BOOST_TEST(outcome.error == "", setting << ": " << outcome.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_dist_partition") == "0");
    }
}

BOOST_AUTO_TEST_CASE(the_report_names_citus_and_its_version) {
    TestFolder const folder;
    CitusDatabase const database;
    create_small_source(folder.file("m.db"));
    std::string const version = database.query("SELECT extversion FROM pg_extension WHERE extname = 'citus'");
    std::string const text = run(Command::check, folder.file("m.db"), database.uri()).text();
    BOOST_TEST(text.find(" with Citus " + version) != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
