// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "files.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(sha256_tests)

BOOST_AUTO_TEST_CASE(the_hash_is_that_of_sha256sum_however_the_bytes_are_divided) {
    TestFolder folder;
    std::string content(3000, '\0');
    for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * i % 251);
    write_file(folder.file("f"), content);
    std::string const expected = shell("sha256sum <'" + folder.file("f") + "'").substr(0, 64);
    for (std::size_t const length : {1UL, 64UL, 777UL, 3000UL}) {
        Sha256 hash;
        for (std::size_t at = 0; at < content.size(); at += length)
            hash.add(std::string_view{content}.substr(at, length));
        BOOST_TEST(hash.finish() == expected, length);
    }
    BOOST_TEST(Sha256{}.finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

BOOST_AUTO_TEST_SUITE_END()
