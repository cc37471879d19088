// SPDX-License-Identifier: Apache-2.0
#include "target/table_users.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include "base/text.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "server.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(table_users_tests)

BOOST_AUTO_TEST_CASE(tables_that_a_prepared_transaction_has_locked_are_refused_with_how_to_give_it_up) {
    Server server;
    server.start("-c max_prepared_transactions=4");
    TestDatabase const database{server.uri(), ""};
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    initialise(database, revision_2_9_2);
    shell(fmt::format("psql -Xq {} -c BEGIN -c 'LOCK TABLE runs IN ACCESS SHARE MODE' -c {}",
                      shell_word(database.uri()), shell_word("PREPARE TRANSACTION 'ann''s 1'")));
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const refused = run(command, folder.file("m.db"), database.uri());
        BOOST_TEST((refused.code == ExitCode::target), refused.error);
        BOOST_TEST(refused.error.find("locked by prepared transaction 'ann''s 1' (of ") != std::string::npos,
                   refused.error);
        BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
        if (command == Command::migrate) paste(refused.commands.front());
    }
    Outcome const done = run(Command::migrate, folder.file("m.db"), database.uri());
    BOOST_TEST((done.code == ExitCode::done), done.error);
}

BOOST_AUTO_TEST_SUITE_END()
