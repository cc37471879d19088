// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "base/error.hpp"
#include "files.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(sha256_tests)

BOOST_AUTO_TEST_CASE(the_hash_is_that_of_sha256sum_whatever_the_length) {
    TestFolder folder;
    for (std::size_t const length : {0UL, 3UL, 55UL, 56UL, 63UL, 64UL, 65UL, (1UL << 20) - 9, (1UL << 20) - 8,
                                     1UL << 20, (1UL << 20) + 1, (3UL << 20) + 77}) {
        std::string content(length, '\0');
        for (std::size_t i = 0; i < length; ++i) content[i] = static_cast<char>(i * i % 251);
        write_file(folder.file("f"), content);
        BOOST_TEST(sha256_of_file(folder.file("f")) == shell("sha256sum <'" + folder.file("f") + "'").substr(0, 64),
                   length);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_an_error) {
    TestFolder folder;
    BOOST_CHECK_THROW(sha256_of_file(folder.file("missing")), SourceError);
}

BOOST_AUTO_TEST_SUITE_END()
