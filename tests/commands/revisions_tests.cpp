// SPDX-License-Identifier: Apache-2.0
#include "commands/revisions.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "mlflow/recorded_schema.hpp"

using namespace mlflow2pg;
using Json = nlohmann::json;

BOOST_AUTO_TEST_SUITE(revisions_tests)

BOOST_AUTO_TEST_CASE(lists_every_known_revision) {
    std::string const text = revisions_text();
    Json const json = Json::parse(revisions_json());
    BOOST_TEST(json.at("schema_version") == 1);
    BOOST_REQUIRE(json.at("revisions").size() == known_revisions().size());
    for (std::size_t i = 0; i < known_revisions().size(); ++i) {
        Revision const& revision = known_revisions()[i];
        BOOST_TEST(text.find(revision.id) != std::string::npos, revision.id);
        BOOST_TEST(json.at("revisions").at(i).at("revision") == revision.id);
        BOOST_TEST(json.at("revisions").at(i).at("recorded") == revision.recorded);
    }
    BOOST_TEST(json.at("auth_revisions").size() ==
               known_revisions(Store::auth).size() + known_revisions(Store::early_auth).size());
    BOOST_TEST(text.find("auth      f1a2b3c4d5e6") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
