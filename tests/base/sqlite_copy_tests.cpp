// SPDX-License-Identifier: Apache-2.0
#include "base/sqlite_copy.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "files.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(sqlite_copy_tests)

BOOST_AUTO_TEST_CASE(a_command_on_a_copy_creates_nothing_when_the_file_is_missing) {
    TestFolder folder;
    std::string const command = command_on_copy(folder.file("m.db"), "DELETE FROM t");
    shell(command + " 2>/dev/null || true");
    BOOST_TEST(std::filesystem::is_empty(folder.file("")));
}

BOOST_AUTO_TEST_CASE(a_command_on_a_copy_names_one_that_does_not_exist_yet) {
    TestFolder folder;
    std::string const file = folder.file("it's.db");
    create_source(file, revision_2_9_2);
    for (char const* const copy : {".copy", ".copy-2"}) {
        shell(command_on_copy(file, "DELETE FROM runs"));
        BOOST_TEST(std::filesystem::exists(file + copy));
    }
}

BOOST_AUTO_TEST_SUITE_END()
