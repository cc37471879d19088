// SPDX-License-Identifier: Apache-2.0
// The SQL that turns loaded tables into MLflow's, for each layout of a table.
#include "steps/finish.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "mlflow/hypertable.hpp"
#include "mlflow/recorded_schema.hpp"
#include "target/hypertable_layout.hpp"
#include "target/layout.hpp"

using namespace mlflow2pg;

namespace {

Schema const& schema() {
    static Schema const recorded = recorded_schema("f4a9b2c7d1e6");  // MLflow 3.18
    return recorded;
}

Table const& metrics() { return *schema().find_table("metrics"); }

std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(finish_tests)

BOOST_AUTO_TEST_CASE(a_plain_tables_keys_are_indexes_first_and_constraints_afterwards) {
    Layouts const plain;
    std::vector<IndexBuild> const builds = index_builds(metrics(), plain.of("metrics"));
    BOOST_TEST(builds.size() == metrics().keys.size() + metrics().indexes.size());
    BOOST_TEST(builds[0].name == "metric_pk");
    BOOST_TEST(builds[0].columns == metrics().primary_key(), boost::test_tools::per_element());
    BOOST_TEST(builds[0].sql.starts_with("CREATE UNIQUE INDEX \"metric_pk\" ON \"metrics\" ("));
    BOOST_TEST(keys_sql(metrics(), plain.of("metrics"), 1000) ==
               "ALTER TABLE \"metrics\" ADD CONSTRAINT \"metric_pk\" PRIMARY KEY USING INDEX \"metric_pk\";\n");
    BOOST_TEST(!makes_whole_keys(metrics(), plain.of("metrics")));
}

BOOST_AUTO_TEST_CASE(a_hypertables_keys_are_made_as_a_whole_and_its_chunks_get_its_foreign_keys) {
    Layouts layouts;
    layouts.set("metrics", hypertable_layout({30, 2, 0, {}}));
    Layout const& layout = layouts.of("metrics");
    BOOST_TEST(makes_whole_keys(metrics(), layout));
    for (IndexBuild const& build : index_builds(metrics(), layout)) BOOST_TEST(build.name != "metric_pk");
    std::string const sql = keys_sql(metrics(), layout, 1000);
    BOOST_TEST(sql.find("maintenance_work_mem") != std::string::npos);
    BOOST_TEST(sql.find("ADD CONSTRAINT \"metric_pk\" PRIMARY KEY (") != std::string::npos, sql);
    for (ForeignKey const& key : metrics().foreign_keys) {
        BOOST_TEST(layout.foreign_key(key).starts_with("ALTER TABLE metrics\n"), layout.foreign_key(key));
        BOOST_TEST(layouts.of("runs").foreign_key(key) == key.statement);
    }
}

BOOST_AUTO_TEST_CASE(small_tables_get_each_definition_once_and_only_the_foreign_keys_among_them) {
    std::vector<Table const*> tables;
    std::size_t keys = 0;
    std::size_t indexes = 0;
    std::size_t among = 0;
    for (Table const& table : schema().tables) {
        if (table.name == "experiments") continue;
        tables.push_back(&table);
        keys += table.keys.size();
        indexes += table.indexes.size();
        for (ForeignKey const& key : table.foreign_keys) among += key.parent == "experiments" ? 0 : 1;
    }
    std::string const sql = small_tables_sql(tables, {});
    BOOST_TEST(count(sql, "FOREIGN KEY") == among);
    BOOST_TEST(count(sql, "PRIMARY KEY") + count(sql, " UNIQUE (") + count(sql, "CREATE UNIQUE INDEX") >= keys);
    BOOST_TEST(count(sql, "CREATE INDEX") + count(sql, "CREATE UNIQUE INDEX") >= indexes);
    BOOST_TEST(count(sql, "ANALYZE") == 1U);
    BOOST_TEST(small_tables_sql({}, {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
