// SPDX-License-Identifier: Apache-2.0
#include "target/sequences.hpp"

#include <boost/test/unit_test.hpp>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/misfit.hpp"
#include "report/report.hpp"
#include "rows/misfit_scan.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string const auth_revision = known_revisions(Store::auth).back().id;

// An auth database whose newest user has this id, beside an older one.
void create_users(std::string const& file, std::string const& id) {
    create_source(file, auth_revision, Store::auth);
    execute(file, "INSERT INTO users (id, username, password_hash, is_admin) VALUES (1, 'admin', 'x', 1), (" + id +
                      ", 'last', 'x', 0)");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sequences_tests)

BOOST_AUTO_TEST_CASE(a_user_with_the_greatest_id_is_a_misfit_since_no_user_could_follow) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("auth.db");
    create_users(file, "2147483647");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const stopped = run(options_for(command, file, database.uri()));
        BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
        BOOST_TEST_REQUIRE(stopped.report.scan.has_value());
        BOOST_TEST_REQUIRE(stopped.report.scan->misfits.total() == 1U);
        Misfit const& misfit = stopped.report.scan->misfits.listed().at(0);
        BOOST_TEST((misfit.reason == Reason::no_next_id));
        BOOST_TEST(misfit.column == "id");
        BOOST_TEST(misfit.detail == "2147483647 leaves no next id");
    }
    Options options = options_for(Command::migrate, file, database.uri());
    options.reject_misfits = true;
    options.reject_file = folder.file("rejects.jsonl");
    Outcome const rejected = run(options);
    BOOST_TEST((rejected.code == ExitCode::done), rejected.error);
    BOOST_TEST(database.query("INSERT INTO users (username, password_hash) VALUES ('next', 'x') RETURNING id") == "2");
}

BOOST_AUTO_TEST_CASE(the_last_id_but_one_leaves_room_for_one_more_user) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("auth.db");
    create_users(file, "2147483646");
    Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(database.query("INSERT INTO users (username, password_hash) VALUES ('next', 'x') RETURNING id") ==
               "2147483647");
}

BOOST_AUTO_TEST_CASE(a_sequence_that_gives_an_id_in_use_is_a_difference) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("auth.db");
    create_users(file, "9");
    BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
    struct Case {
        char const* sql;
        ExitCode code;
    };
    for (Case const& entry : {Case{"SELECT setval('users_id_seq', 8)", ExitCode::verification},
                              Case{"SELECT setval('users_id_seq', 9, false)", ExitCode::verification},
                              Case{"SELECT setval('users_id_seq', 9)", ExitCode::done},
                              Case{"SELECT setval('users_id_seq', 10, false)", ExitCode::done},
                              Case{"SELECT setval('users_id_seq', 2147483647)", ExitCode::verification},
                              Case{"SELECT setval('users_id_seq', 2147483647, false)", ExitCode::done}}) {
        BOOST_TEST_CONTEXT(entry.sql) {
            database.query(entry.sql);
            Outcome const outcome = run(options_for(Command::verify, file, database.uri()));
            BOOST_TEST((outcome.code == entry.code), outcome.error);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
