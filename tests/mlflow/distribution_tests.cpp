// SPDX-License-Identifier: Apache-2.0
#include "mlflow/distribution.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// The column by which the table is spread; nothing: it is not spread.
std::string_view column_of(std::string_view table) {
    auto const* const found = std::ranges::find(distributed_tables, table, &DistributedTable::name);
    return found == std::end(distributed_tables) ? "" : found->column;
}

bool is_reference(std::string_view table) {
    auto const* const found = std::ranges::find(distributed_tables, table, &DistributedTable::name);
    return found != std::end(distributed_tables) && found->column.empty();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(distribution_tests)

BOOST_AUTO_TEST_CASE(of_all_revisions_citus_can_have_every_key_but_the_one_of_issues) {
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded) continue;
        BOOST_TEST_CONTEXT(revision.id) {
            Schema schema = recorded_schema(revision.id);
            Schema const recorded = schema;
            Distribution const distribution = distribute(schema);
            bool const has_issues = recorded.find_table("issues") != nullptr;
            bool const has_key = recorded.post_data.find("fk_issues_source_run_id") != std::string::npos;
            BOOST_TEST((has_issues || !has_key));
            BOOST_TEST(distribution.left_out.size() == (has_key ? 1U : 0U));
            BOOST_TEST((schema.post_data == recorded.post_data) == !has_key);
            BOOST_TEST(schema.digest == (has_key ? "" : recorded.digest));
            for (Table const& table : schema.tables) {
                std::string const column{column_of(table.name)};
                if (!column.empty()) BOOST_TEST((table.find_column(column) != nullptr));
                for (Key const& key : table.keys) {
                    bool const has_column = std::ranges::find(key.columns, column) != key.columns.end();
                    BOOST_TEST((column.empty() || has_column), key.name);
                }
                for (ForeignKey const& key : table.foreign_keys) {
                    std::string const of_parent{column_of(key.parent)};
                    bool const beside = !column.empty() && key.columns == std::vector{column} &&
                                        key.parent_columns == std::vector{of_parent};
                    bool const is_possible = column.empty() ? of_parent.empty() : is_reference(key.parent) || beside;
                    BOOST_TEST(is_possible, key.name);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_key_that_is_left_out_is_not_created_either) {
    Schema schema = recorded_schema(revision_3_18_0);
    std::string const before = schema.post_data;
    BOOST_TEST(distribute(schema).left_out == std::vector<std::string>{"fk_issues_source_run_id of issues"},
               boost::test_tools::per_element());
    BOOST_TEST(split_statements(schema.post_data).size() == split_statements(before).size() - 1);
    BOOST_TEST(schema.post_data.find("fk_issues_source_run_id") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
