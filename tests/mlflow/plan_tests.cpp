// SPDX-License-Identifier: Apache-2.0
#include "mlflow/plan.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "mlflow/embedded_schema.hpp"

using namespace mlflow2pg;

namespace {

// A source with exactly what the schema requires.
std::vector<SourceTable> source_of(Schema const& schema) {
    std::vector<SourceTable> tables;
    for (Table const& table : schema.tables) {
        SourceTable source{table.name, {}, {table.primary_key()}, true, 7};
        for (Column const& column : table.columns) source.columns.push_back({column.name, column.is_generated()});
        tables.push_back(source);
    }
    return tables;
}

SourceTable& table_in(std::vector<SourceTable>& source, std::string const& name) {
    return *std::find_if(source.begin(), source.end(), [&](SourceTable const& table) { return table.name == name; });
}

void drop_column(SourceTable& table, std::string const& name) {
    std::erase_if(table.columns, [&](SourceColumn const& column) { return column.name == name; });
}

ColumnPlan const& column_in(TablePlan const& table, std::string const& name) {
    return *std::find_if(table.columns.begin(), table.columns.end(),
                         [&](ColumnPlan const& column) { return column.target.name == name; });
}

std::string message_of(std::vector<SourceTable> const& source, Schema const& schema) {
    try {
        make_plan(source, schema, {});
    } catch (SourceError const& error) {
        return error.what();
    }
    return {};
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(plan_tests)

BOOST_AUTO_TEST_CASE(plans_every_table_and_column_of_every_recorded_revision) {
    for (EmbeddedSchema const& embedded : embedded_schemas()) {
        Schema const schema = recorded_schema(embedded.revision);
        std::vector<SourceTable> source = source_of(schema);
        std::reverse(source.begin(), source.end());  // the order of the source does not count
        Plan const plan = make_plan(source, schema, {});
        BOOST_TEST_CONTEXT(schema.revision) {
            BOOST_TEST(plan.schema.revision == schema.revision);
            BOOST_TEST(plan.left_behind.empty());
            BOOST_REQUIRE(plan.tables.size() == schema.tables.size());
            for (std::size_t i = 0; i < schema.tables.size(); ++i) {
                Table const& table = schema.tables[i];
                TablePlan const& planned = plan.tables[i];
                BOOST_TEST_CONTEXT(table.name) {
                    BOOST_TEST(planned.name == table.name);
                    std::vector<std::string> expected;
                    for (Column const& column : table.columns) {
                        if (!column.is_generated()) expected.push_back(column.name);
                    }
                    BOOST_TEST(planned.column_names() == expected, boost::test_tools::per_element());
                    std::vector<std::string> key;
                    for (int const position : planned.key)
                        key.push_back(planned.columns.at(static_cast<std::size_t>(position)).target.name);
                    BOOST_TEST(key == table.primary_key(), boost::test_tools::per_element());
                    BOOST_TEST(planned.recomputed == (table.name == "latest_metrics"));
                    BOOST_TEST(planned.estimated_rows == 7);
                    BOOST_TEST(&plan.table(table.name) == &planned);
                    BOOST_TEST(plan.has_table(table.name));
                }
            }
            BOOST_TEST(!plan.has_table("no such table"));
            BOOST_CHECK_THROW(plan.table("no such table"), Error);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_every_difference_at_once) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    std::vector<SourceTable> source = source_of(schema);
    std::erase_if(source, [](SourceTable const& table) { return table.name == "params" || table.name == "tags"; });
    drop_column(table_in(source, "runs"), "status");
    drop_column(table_in(source, "runs"), "name");
    table_in(source, "runs").columns.push_back({"my_own", false});
    table_in(source, "metrics").columns.push_back({"unit", false});
    std::string const message = message_of(source, schema);
    for (char const* const part : {"acf3f17fdcc7", "2 tables are missing: tags, params", "runs.status is missing",
                                   "runs.name is missing", "runs.my_own is unknown", "metrics.unit is unknown"}) {
        BOOST_TEST(contains(message, part), part << " is not in: " << message);
    }
    BOOST_TEST(!contains(message, "experiments"));
}

BOOST_AUTO_TEST_CASE(each_difference_alone_stops_the_plan) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    {
        std::vector<SourceTable> source = source_of(schema);
        std::erase_if(source, [](SourceTable const& table) { return table.name == "params"; });
        BOOST_TEST(contains(message_of(source, schema), "params"));
    }
    {
        std::vector<SourceTable> source = source_of(schema);
        drop_column(table_in(source, "metrics"), "is_nan");  // part of the key
        BOOST_TEST(contains(message_of(source, schema), "metrics.is_nan"));
    }
    {
        std::vector<SourceTable> source = source_of(schema);
        table_in(source, "params").columns.push_back({"note", false});
        BOOST_TEST(contains(message_of(source, schema), "params.note"));
    }
    {
        // A column that the server computes must exist in the source, too. Otherwise the source is at another revision.
        Schema const newest = recorded_schema("f4a9b2c7d1e6");
        std::vector<SourceTable> source = source_of(newest);
        drop_column(table_in(source, "spans"), "duration_ns");
        BOOST_TEST(contains(message_of(source, newest), "spans.duration_ns"));
    }
    BOOST_TEST(contains(message_of({}, schema), "experiments"));
}

BOOST_AUTO_TEST_CASE(what_is_not_mlflows_is_listed_and_stays_behind) {
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    std::vector<SourceTable> source = source_of(schema);
    source.insert(source.begin(), SourceTable{"my_notes", {{"id", false}}, {}, true, 3});
    source.push_back({"Users", {}, {}, true, 0});
    Plan const plan = make_plan(source, schema, {},
                                {{"view", "recent"},
                                 {"virtual table", "found"},
                                 {"trigger", "mine", "runs"},
                                 {"index", "mine", "runs"},
                                 // One of MLflow's own objects of each kind.
                                 {"trigger", "prevent_secrets_aad_mutation", "secrets"},
                                 {"index", "index_params_run_uuid", "params"},
                                 {"index", "index_scorers_experiment_id_scorer_name", "scorers"},
                                 // MLflow's name on another table is not MLflow's object.
                                 {"index", "index_params_run_uuid", "tags"},
                                 // Its table is listed already.
                                 {"index", "by_id", "my_notes"}});
    std::vector<std::string> told;
    for (SourceObject const& object : plan.left_behind) told.push_back(object.text());
    BOOST_TEST(told == (std::vector<std::string>{"table my_notes", "table Users", "view recent", "virtual table found",
                                                 "trigger mine on runs", "index mine on runs",
                                                 "index index_params_run_uuid on tags"}),
               boost::test_tools::per_element());
    BOOST_TEST(plan.tables.size() == schema.tables.size());
    BOOST_TEST(!plan.has_table("my_notes"));
}

BOOST_AUTO_TEST_CASE(no_key_id_or_location_of_any_revision_may_be_truncated) {
    std::map<std::string, std::string> told;  // by column: why it must not be truncated; empty: it may be
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded) continue;
        Schema const schema = recorded_schema(revision.id);
        Plan const plan = make_plan(source_of(schema), schema, {});
        for (TablePlan const& table : plan.tables) {
            std::vector<Value> row(table.columns.size());
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (table.columns[i].location_tag < 0) continue;
                row[static_cast<std::size_t>(table.columns[i].location_tag)] = Value::text("mlflow.artifactLocation");
            }
            Table const& target = *schema.find_table(table.name);
            for (std::size_t i = 0; i < row.size(); ++i) {
                Column const& column = table.columns[i].target;
                if (column.max_length == 0) continue;
                std::string const why{table.whole_because(i, row)};
                auto const has_it = [&](auto const& key) {
                    return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
                };
                bool const whole = std::any_of(target.keys.begin(), target.keys.end(), has_it) ||
                                   std::any_of(target.foreign_keys.begin(), target.foreign_keys.end(), has_it) ||
                                   table.is_location(i, row) || column.name.ends_with("_id");
                BOOST_TEST((!why.empty() || !whole), revision.id << ": " << table.name << "." << column.name);
                told[table.name + "." + column.name] = why;
            }
        }
    }
    for (auto const& [column, why] : std::map<std::string, std::string>{
             {"runs.run_uuid",
              "issues.source_run_id, latest_metrics.run_uuid, logged_model_metrics.run_id, metrics.run_uuid, "
              "params.run_uuid, tags.run_uuid, the tag mlflow.parentRunId refer to it"},
             {"params.run_uuid", "it refers to runs.run_uuid"},
             {"params.key", "it is part of the key param_pk"},
             {"runs.artifact_uri", "MLflow looks for artifacts there"},
             {"trace_tags.value", "MLflow looks for artifacts there"},
             {"entity_associations.source_id", "it is part of the key entity_associations_pk"},
             {"webhooks.secret", "a truncated value would identify nothing"},
             {"params.value", ""},
             {"tags.value", ""},
             {"runs.name", ""},
             {"model_versions.description", ""},
             {"trace_info.request_preview", ""}}) {
        BOOST_TEST_REQUIRE(told.contains(column), column);
        BOOST_TEST(told.at(column) == why, column << ": " << told.at(column));
    }
}

BOOST_AUTO_TEST_CASE(the_order_of_the_sources_columns_does_not_matter) {
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    std::vector<SourceTable> source = source_of(schema);
    for (SourceTable& table : source) std::reverse(table.columns.begin(), table.columns.end());
    Plan const reversed = make_plan(source, schema, {});
    Plan const straight = make_plan(source_of(schema), schema, {});
    for (std::size_t i = 0; i < straight.tables.size(); ++i) {
        BOOST_TEST(reversed.tables[i].select(Order::key) == straight.tables[i].select(Order::key));
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_holds_the_whole_row_covers_it) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    Plan const plan = make_plan(source_of(schema), schema, {});
    BOOST_TEST(plan.table("metrics").covered_by_key);
    BOOST_TEST(plan.table("alembic_version").covered_by_key);
    for (char const* const name : {"params", "tags", "runs", "experiments", "latest_metrics"}) {
        BOOST_TEST(!plan.table(name).covered_by_key, name);
    }
}

BOOST_AUTO_TEST_CASE(reads_by_key_where_that_is_cheapest_and_from_the_table_otherwise) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    Plan const plan = make_plan(source_of(schema), schema, {});
    TablePlan const& metrics = plan.table("metrics");
    std::string const columns = R"("key", "value", "timestamp", "run_uuid", "step", "is_nan", rowid)";
    BOOST_TEST(
        metrics.select(Order::key) ==
        "SELECT " + columns +
            R"( FROM "metrics" ORDER BY "key" COLLATE BINARY, "timestamp" COLLATE BINARY, )"
            R"("step" COLLATE BINARY, "run_uuid" COLLATE BINARY, "value" COLLATE BINARY, "is_nan" COLLATE BINARY)");
    BOOST_TEST(metrics.select(Order::table) == "SELECT " + columns + R"( FROM "metrics" NOT INDEXED ORDER BY rowid)");
    BOOST_TEST((metrics.load_order() == Order::key));
    BOOST_TEST(metrics.select_range({7, 7}) ==
               "SELECT " + columns + R"( FROM "metrics" NOT INDEXED WHERE rowid >= 7 AND rowid <= 7 ORDER BY rowid)");
    for (TablePlan const& table : plan.tables) {
        bool const by_key = table.covered_by_key || table.recomputed;
        BOOST_TEST((table.load_order() == Order::key) == by_key, table.name);
    }
}

BOOST_AUTO_TEST_CASE(metrics_are_loaded_by_run_if_the_target_has_an_index_of_run_key_and_step) {
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    std::vector<SourceTable> source = source_of(schema);
    SourceTable& metrics = table_in(source, "metrics");
    metrics.indexes = {{"by_all", {"run_uuid", "key", "step"}}, {"by \"run", {"run_uuid"}}};
    TablePlan const by_run = make_plan(source, schema, {}).table("metrics");
    BOOST_TEST((by_run.load_order() == Order::run));
    // Each of the two b-trees with all columns is read once.
    BOOST_TEST((by_run.second_order() == Order::key));
    BOOST_TEST(by_run.select(Order::run) ==
               R"(SELECT "key", "value", "timestamp", "run_uuid", "step", "is_nan", "metrics".rowid FROM )"
               R"((SELECT rowid AS id, run_uuid AS run FROM "metrics" INDEXED BY "by ""run") CROSS JOIN "metrics" )"
               R"(ON "metrics".rowid = id ORDER BY run COLLATE BINARY, "key" COLLATE BINARY, )"
               R"("step" COLLATE BINARY, "metrics".rowid)");
    for (TablePlan const& table : make_plan(source, schema, {}).tables) {
        BOOST_TEST((table.load_order() == Order::run) == (table.name == "metrics"), table.name);
    }
    // The source lacks the index, or the rowids that the index would return.
    metrics.has_rowid = false;
    BOOST_TEST((make_plan(source, schema, {}).table("metrics").load_order() == Order::key));
    metrics.has_rowid = true;
    metrics.indexes.pop_back();
    BOOST_TEST((make_plan(source, schema, {}).table("metrics").load_order() == Order::key));
    // The target has fewer indexes.
    Schema const older = recorded_schema("acf3f17fdcc7");
    source = source_of(older);
    table_in(source, "metrics").indexes = {{"by_run", {"run_uuid"}}};
    TablePlan const by_key = make_plan(source, older, {}).table("metrics");
    BOOST_TEST((by_key.load_order() == Order::key));
    BOOST_TEST((by_key.second_order() == Order::table));
}

BOOST_AUTO_TEST_CASE(a_table_without_rowid_is_read_without_one) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    std::vector<SourceTable> source = source_of(schema);
    table_in(source, "params").has_rowid = false;
    Plan const plan = make_plan(source, schema, {});
    TablePlan const& params = plan.table("params");
    BOOST_TEST(!params.has_rowid);
    for (std::string const& select : {params.select(Order::key), params.select(Order::table)}) {
        BOOST_TEST(!contains(select, "rowid"), select);
        BOOST_TEST(contains(select, ", NULL FROM"), select);
        BOOST_TEST(!contains(select, "NOT INDEXED"), select);
    }
}

BOOST_AUTO_TEST_CASE(a_column_that_only_the_source_computes_is_refused) {
    // Such a value could be a gigabyte long in a file of a few pages.
    Schema const schema = recorded_schema(embedded_schemas().front().revision);
    std::vector<SourceTable> source = source_of(schema);
    SourceTable& params = table_in(source, "params");
    for (SourceColumn& column : params.columns) column.generated = column.name == "value";
    BOOST_TEST(contains(message_of(source, schema), "params.value is generated"));
}

BOOST_AUTO_TEST_CASE(generated_columns_are_compared_with_their_expression_and_not_copied) {
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    Plan const plan = make_plan(source_of(schema), schema, {});
    TablePlan const& spans = plan.table("spans");
    BOOST_TEST(!contains(spans.column_list(), "duration_ns"));
    BOOST_TEST(spans.columns.size() + 1 == schema.find_table("spans")->columns.size());
    BOOST_TEST(spans.column_name(spans.columns.size()) == "duration_ns");
    std::string const compared = R"("duration_ns" IS NOT (end_time_unix_nano - start_time_unix_nano))";
    BOOST_TEST(contains(spans.select(Order::table), compared));
    BOOST_TEST(contains(spans.select_computed(), compared));
}

BOOST_AUTO_TEST_CASE(marks_every_whole_number_that_refers_to_an_experiment) {
    for (EmbeddedSchema const& embedded : embedded_schemas()) {
        Schema const schema = recorded_schema(embedded.revision);
        Plan const plan = make_plan(source_of(schema), schema, {});
        for (TablePlan const& table : plan.tables) {
            for (ColumnPlan const& column : table.columns) {
                bool expected = column.target.name == "experiment_id";
                for (ForeignKey const& key : schema.find_table(table.name)->foreign_keys) {
                    for (std::size_t i = 0; i < key.columns.size(); ++i) {
                        if (key.columns[i] == column.target.name && key.parent == "experiments" &&
                            key.parent_columns[i] == "experiment_id")
                            expected = true;
                    }
                }
                BOOST_TEST(column.experiment_id == expected,
                           schema.revision << " " << table.name << "." << column.target.name);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(widening_makes_all_experiment_ids_bigint_and_nothing_else) {
    for (EmbeddedSchema const& embedded : embedded_schemas()) {
        Schema const schema = recorded_schema(embedded.revision);
        Plan const kept = make_plan(source_of(schema), schema, {});
        Plan const renumbered = make_plan(source_of(schema), schema, {{}, ExperimentIds::renumber});
        Plan const widened = make_plan(source_of(schema), schema, {{}, ExperimentIds::widen});
        std::size_t wide = 0;
        for (std::size_t t = 0; t < kept.tables.size(); ++t) {
            for (std::size_t c = 0; c < kept.tables[t].columns.size(); ++c) {
                ColumnPlan const& before = kept.tables[t].columns[c];
                ColumnPlan const& after = widened.tables[t].columns[c];
                ColumnType const expected = before.experiment_id ? ColumnType::bigint : before.target.type;
                BOOST_TEST((after.target.type == expected),
                           schema.revision << " " << kept.tables[t].name << "." << before.target.name);
                BOOST_TEST((renumbered.tables[t].columns[c].target.type == before.target.type));
                if (after.target.type != before.target.type) ++wide;
            }
        }
        BOOST_TEST(wide >= 2U, schema.revision);  // experiments and runs at least
        // The schema itself is not changed, because definitions are compared with it.
        BOOST_TEST(
            (widened.schema.find_table("experiments")->find_column("experiment_id")->type == ColumnType::integer));
        BOOST_TEST((widened.rules.experiment_ids == ExperimentIds::widen));
    }
}

BOOST_AUTO_TEST_CASE(associations_say_in_another_column_whether_an_id_is_an_experiments) {
    Schema const schema = recorded_schema("f4a9b2c7d1e6");
    Plan const plan = make_plan(source_of(schema), schema, {});
    for (TablePlan const& table : plan.tables) {
        for (ColumnPlan const& column : table.columns) {
            std::string const& name = column.target.name;
            bool const may_be = table.name == "entity_associations" &&
                                (name == "source_id" || name == "destination_id");
            BOOST_TEST((column.experiment_id_if >= 0) == may_be, table.name << "." << name);
        }
    }
    TablePlan const& associations = plan.table("entity_associations");
    for (std::string const side : {"source", "destination"}) {
        int const type = column_in(associations, side + "_id").experiment_id_if;
        BOOST_REQUIRE(type >= 0);
        BOOST_TEST(associations.columns.at(static_cast<std::size_t>(type)).target.name == side + "_type");
    }
}

BOOST_AUTO_TEST_CASE(keeps_what_the_source_says_of_its_tables) {
    Schema const schema = recorded_schema("acf3f17fdcc7");
    std::vector<SourceTable> source = source_of(schema);
    table_in(source, "runs").estimated_rows = 123'456;
    table_in(source, "runs").unique_keys = {{"run_uuid"}, {"name", "status"}};
    Rules rules;
    rules.fixes.add(Fix::truncate);
    rules.renumbered = 5;
    Plan const plan = make_plan(source, schema, rules);
    BOOST_TEST(plan.table("runs").estimated_rows == 123'456);
    BOOST_TEST(plan.table("runs").source_unique_keys.size() == 2U);
    BOOST_TEST(plan.rules.fixes.has(Fix::truncate));
    BOOST_TEST(plan.rules.renumbered == 5U);
}

BOOST_AUTO_TEST_CASE(quotes_every_name_in_its_selects) {
    TablePlan table;
    table.name = "or\"der";
    table.columns.push_back({{"se\"lect", ColumnType::text}});
    table.key = {0};
    BOOST_TEST(table.select(Order::key) ==
               R"(SELECT "se""lect", rowid FROM "or""der" ORDER BY "se""lect" COLLATE BINARY)");
    BOOST_TEST(table.select(Order::table) == R"(SELECT "se""lect", rowid FROM "or""der" NOT INDEXED ORDER BY rowid)");
}

BOOST_AUTO_TEST_SUITE_END()
