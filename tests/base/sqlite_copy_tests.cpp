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

BOOST_AUTO_TEST_CASE(a_file_with_a_generated_column_can_be_copied_and_is_not_written) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL; ALTER TABLE runs ADD COLUMN added TEXT AS (name || 'x')");
    std::string const before = file_content(file);
    shell(command_on_copy(file, "ALTER TABLE runs DROP COLUMN added"));
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST(shell("sqlite3 '" + file + ".copy' 'SELECT count(*) FROM runs'") == "3\n");
}

BOOST_AUTO_TEST_CASE(a_command_on_a_copy_that_is_pasted_again_keeps_the_copy) {
    TestFolder folder;
    std::string const file = folder.file("it's \"$HOME\" \\ 1.db");
    create_small_source(file);
    std::string const command = command_on_copy(file, "DELETE FROM params");
    shell(command);
    std::string const before = file_content(file + ".copy");
    shell(command + " || true");
    BOOST_TEST((file_content(file + ".copy") == before));
}

BOOST_AUTO_TEST_CASE(a_copy_that_fails_leaves_nothing) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    write_file(file, std::string(4096, 'x'));
    shell(command_on_copy(file, "DELETE FROM params") + " 2>/dev/null || true");
    BOOST_TEST(!std::filesystem::exists(file + ".copy"));
}

BOOST_AUTO_TEST_SUITE_END()
