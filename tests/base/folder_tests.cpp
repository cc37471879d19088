// SPDX-License-Identifier: Apache-2.0
#include "base/folder.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "files.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(folder_tests)

BOOST_AUTO_TEST_CASE(all_names_are_there_whatever_their_bytes_and_the_folder_itself_is_not) {
    TestFolder folder;
    for (char const* const name : {"b", ".hidden", "a b", "\xff"}) write_file(folder.file(name), "");
    std::vector<std::string> names = names_in(folder.file(""));
    std::sort(names.begin(), names.end());
    BOOST_TEST((names == std::vector<std::string>{".hidden", "a b", "b", "\xff"}));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_listed_has_no_names) {
    TestFolder folder;
    write_file(folder.file("file"), "");
    BOOST_TEST(names_in(folder.file("none")).empty());
    BOOST_TEST(names_in(folder.file("file")).empty());
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_gets_the_first_free_number) {
    TestFolder folder;
    std::string const file = folder.file("copy");
    BOOST_TEST(free_name(file) == file);
    for (char const* const taken : {"copy", "copy-2"}) write_file(folder.file(taken), "");
    BOOST_TEST(free_name(file) == file + "-3");
    std::filesystem::create_symlink("nowhere", file + "-3");
    BOOST_TEST(free_name(file) == file + "-4");
}

BOOST_AUTO_TEST_CASE(room_is_known_of_a_folder_that_exists) {
    TestFolder folder;
    BOOST_TEST(free_bytes(folder.file("")).value_or(0) > 0U);
    BOOST_TEST(!free_bytes(folder.file("none")).has_value());
    BOOST_TEST(errno == ENOENT);
}

BOOST_AUTO_TEST_CASE(a_file_is_renamed_but_never_over_another) {
    TestFolder folder;
    write_file(folder.file("a"), "a");
    write_file(folder.file("b"), "b");
    BOOST_TEST(rename_to_new(folder.file("a"), folder.file("b")) == EEXIST);
    BOOST_TEST(file_content(folder.file("b")) == "b");
    BOOST_TEST(rename_to_new(folder.file("a"), folder.file("c")) == 0);
    BOOST_TEST(shell("ls " + folder.file("")) == "b\nc\n");
    BOOST_TEST(rename_to_new(folder.file("a"), folder.file("d")) == ENOENT);
    BOOST_TEST(sync_folder_of(folder.file("c")) == 0);
    BOOST_TEST(sync_folder_of(folder.file("none/c")) == ENOENT);
}

BOOST_AUTO_TEST_SUITE_END()
