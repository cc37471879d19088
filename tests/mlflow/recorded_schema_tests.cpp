// SPDX-License-Identifier: Apache-2.0
#include "mlflow/recorded_schema.hpp"

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

// All recorded revisions, parsed once for the suite.
std::vector<Schema> const& recorded() {
    static std::vector<Schema> const all = [] {
        std::vector<Schema> schemas;
        for (EmbeddedSchema const& embedded : embedded_schemas()) {
            schemas.push_back(recorded_schema(embedded.revision));
        }
        return schemas;
    }();
    return all;
}

std::size_t occurrences(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

void require_columns(Table const& table, std::vector<std::string> const& columns) {
    BOOST_TEST(!columns.empty(), table.name);
    for (std::string const& column : columns) {
        BOOST_TEST(table.find_column(column) != nullptr, table.name << "." << column << " does not exist");
    }
    std::set<std::string> const distinct{columns.begin(), columns.end()};
    BOOST_TEST(distinct.size() == columns.size(), table.name);
}

Schema parsed(std::string const& pre_data, std::string const& post_data = {}) {
    return parse_schema("r", pre_data, post_data);
}

bool refused(std::string const& pre_data, std::string const& post_data = {}) {
    try {
        parsed(pre_data, post_data);
        return false;
    } catch (Error const& error) {
        return error.code() == ExitCode::internal;
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recorded_schema_tests)

BOOST_AUTO_TEST_CASE(every_recorded_revision_is_read_to_the_last_statement) {
    BOOST_TEST(recorded().size() >= 40U);
    for (std::size_t i = 0; i < recorded().size(); ++i) {
        EmbeddedSchema const& embedded = embedded_schemas()[i];
        Schema const& schema = recorded()[i];
        BOOST_TEST_CONTEXT(schema.revision) {
            BOOST_TEST(schema.revision == embedded.revision);
            BOOST_TEST(schema.pre_data == embedded.pre_data);
            std::size_t keys = 0;
            std::size_t indexes = 0;
            std::size_t foreign_keys = 0;
            std::size_t triggers = 0;
            std::size_t checks = 0;
            for (Table const& table : schema.tables) {
                for (Key const& key : table.keys) ++(key.kind == Key::Kind::unique_index ? indexes : keys);
                indexes += table.indexes.size();
                foreign_keys += table.foreign_keys.size();
                triggers += table.triggers.size();
                checks += table.checks.size();
            }
            BOOST_TEST(schema.tables.size() == occurrences(embedded.pre_data, "CREATE TABLE "));
            BOOST_TEST(checks == occurrences(embedded.pre_data, " CHECK ("));
            BOOST_TEST(keys == occurrences(embedded.post_data, " PRIMARY KEY (") +
                                   occurrences(embedded.post_data, " UNIQUE ("));
            BOOST_TEST(foreign_keys == occurrences(embedded.post_data, " FOREIGN KEY ("));
            BOOST_TEST(indexes == occurrences(embedded.post_data, "CREATE INDEX ") +
                                      occurrences(embedded.post_data, "CREATE UNIQUE INDEX "));
            BOOST_TEST(triggers == occurrences(embedded.post_data, "CREATE TRIGGER "));
        }
    }
}

BOOST_AUTO_TEST_CASE(known_releases_have_as_many_tables_as_mlflow_made) {
    BOOST_TEST(recorded_schema("acf3f17fdcc7").tables.size() == 16U);  // 2.9.2, alembic_version included
    BOOST_TEST(recorded_schema("f4a9b2c7d1e6").tables.size() == 71U);  // 3.18.0
}

BOOST_AUTO_TEST_CASE(every_revision_has_the_tables_that_mlflow_always_had) {
    for (Schema const& schema : recorded()) {
        BOOST_TEST_CONTEXT(schema.revision) {
            for (char const* const name : {"alembic_version", "experiments", "runs", "metrics", "params", "tags"}) {
                BOOST_TEST(schema.find_table(name) != nullptr, name);
            }
            BOOST_TEST(schema.find_table("no such table") == nullptr);
            BOOST_TEST(schema.find_table("") == nullptr);
        }
    }
}

BOOST_AUTO_TEST_CASE(parents_come_before_children) {
    for (Schema const& schema : recorded()) {
        std::set<std::string> placed;
        for (Table const& table : schema.tables) {
            BOOST_TEST_CONTEXT(schema.revision << " " << table.name) {
                for (ForeignKey const& key : table.foreign_keys) BOOST_TEST(placed.contains(key.parent), key.name);
                BOOST_TEST(placed.insert(table.name).second);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(keys_refer_to_columns_that_exist) {
    for (Schema const& schema : recorded()) {
        for (Table const& table : schema.tables) {
            BOOST_TEST_CONTEXT(schema.revision << " " << table.name) {
                std::size_t primary = 0;
                for (Key const& key : table.keys) {
                    require_columns(table, key.columns);
                    BOOST_TEST(!key.name.empty());
                    BOOST_TEST(key.definition.starts_with(key.kind == Key::Kind::primary  ? "PRIMARY KEY ("
                                                          : key.kind == Key::Kind::unique ? "UNIQUE ("
                                                                                          : "CREATE UNIQUE INDEX "));
                    if (key.kind != Key::Kind::primary) continue;
                    ++primary;
                    BOOST_TEST(table.primary_key() == key.columns, boost::test_tools::per_element());
                    for (std::string const& column : key.columns)
                        BOOST_TEST(table.find_column(column)->not_null, column);
                }
                BOOST_TEST(primary == 1U);
                for (ForeignKey const& key : table.foreign_keys) {
                    require_columns(table, key.columns);
                    Table const* const parent = schema.find_table(key.parent);
                    BOOST_REQUIRE(parent != nullptr);
                    require_columns(*parent, key.parent_columns);
                    BOOST_TEST(key.columns.size() == key.parent_columns.size());
                    BOOST_TEST(
                        std::any_of(parent->keys.begin(), parent->keys.end(),
                                    [&](Key const& candidate) { return candidate.columns == key.parent_columns; }),
                        key.name << " refers to columns that are no key");
                    BOOST_TEST(key.statement.starts_with("ALTER TABLE "));
                }
                for (Index const& index : table.indexes)
                    BOOST_TEST(index.statement.find(" " + index.name + " ON ") != std::string::npos);
                for (Check const& check : table.checks) {
                    BOOST_TEST(check.expression.front() == '(');
                    BOOST_TEST(check.expression.back() == ')');
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(columns_have_names_of_their_own_and_sensible_types) {
    for (Schema const& schema : recorded()) {
        for (Table const& table : schema.tables) {
            BOOST_TEST_CONTEXT(schema.revision << " " << table.name) {
                std::set<std::string> names;
                BOOST_TEST(!table.columns.empty());
                for (Column const& column : table.columns) {
                    BOOST_TEST(names.insert(column.name).second, column.name);
                    BOOST_TEST(column.name.find_first_of("\" (") == std::string::npos, column.name);
                    BOOST_TEST((column.type == ColumnType::varchar) == (column.max_length > 0), column.name);
                    BOOST_TEST(table.find_column(column.name) == &column);
                }
                BOOST_TEST(table.find_column("no such column") == nullptr);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(only_the_duration_of_spans_is_generated) {
    for (Schema const& schema : recorded()) {
        for (Table const& table : schema.tables) {
            for (Column const& column : table.columns) {
                bool const duration = table.name == "spans" && column.name == "duration_ns";
                BOOST_TEST(column.is_generated() == duration,
                           schema.revision << " " << table.name << "." << column.name);
            }
        }
    }
    Schema const newest = recorded_schema("f4a9b2c7d1e6");
    BOOST_REQUIRE(newest.find_table("spans") != nullptr);
    BOOST_REQUIRE(newest.find_table("spans")->find_column("duration_ns") != nullptr);
    BOOST_TEST(newest.find_table("spans")->find_column("duration_ns")->is_generated());
    // A COPY may write identity columns.
    BOOST_TEST(!newest.find_table("sql_assessment_daily_rollups")->find_column("id")->is_generated());
}

BOOST_AUTO_TEST_CASE(reads_well_known_columns_as_mlflow_declares_them) {
    struct Case {
        char const* table;
        char const* column;
        ColumnType type;
        int max_length;
        bool not_null;
    };
    Schema const schema = recorded_schema("acf3f17fdcc7");
    for (auto const& [table, name, type, max_length, not_null] : std::vector<Case>{
             {"alembic_version", "version_num", ColumnType::varchar, 32, true},
             {"experiments", "experiment_id", ColumnType::integer, 0, true},
             {"experiments", "name", ColumnType::varchar, 256, true},
             {"experiments", "creation_time", ColumnType::bigint, 0, false},
             {"datasets", "dataset_source", ColumnType::text, 0, true},
             {"datasets", "dataset_profile", ColumnType::text, 0, false},
             {"metrics", "value", ColumnType::double_precision, 0, true},
             {"metrics", "timestamp", ColumnType::bigint, 0, true},
             {"metrics", "step", ColumnType::bigint, 0, true},
             {"metrics", "is_nan", ColumnType::boolean, 0, true},
             {"latest_metrics", "timestamp", ColumnType::bigint, 0, false},
         }) {
        BOOST_TEST_CONTEXT(table << "." << name) {
            BOOST_REQUIRE(schema.find_table(table) != nullptr);
            Column const* const column = schema.find_table(table)->find_column(name);
            BOOST_REQUIRE(column != nullptr);
            BOOST_TEST((column->type == type));
            BOOST_TEST(column->max_length == max_length);
            BOOST_TEST(column->not_null == not_null);
        }
    }
    BOOST_TEST(schema.find_table("metrics")->primary_key() ==
                   (std::vector<std::string>{"key", "timestamp", "step", "run_uuid", "value", "is_nan"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(knows_the_chain_of_revisions) {
    std::vector<Revision> const& all = known_revisions();
    BOOST_TEST(all.size() == 70U);
    BOOST_TEST(all.front().id == "451aebb31d03");
    std::set<std::string> ids;
    std::size_t recorded_ones = 0;
    for (Revision const& revision : all) {
        BOOST_TEST_CONTEXT(revision.id) {
            BOOST_TEST(ids.insert(revision.id).second);
            BOOST_TEST(find_revision(revision.id) == &revision);
            BOOST_TEST(revision.recorded == !revision.releases.empty());
            BOOST_TEST(revision.id.find_first_of("\t\r\n ") == std::string::npos);
            BOOST_TEST(revision.releases.find_first_of("\t\r\n") == std::string::npos);
            if (revision.recorded) ++recorded_ones;
            if (!revision.recorded) BOOST_CHECK_THROW(recorded_schema(revision.id), Error);
        }
    }
    BOOST_TEST(recorded_ones == embedded_schemas().size());
    BOOST_REQUIRE(find_revision("f4a9b2c7d1e6") != nullptr);
    BOOST_TEST(find_revision("f4a9b2c7d1e6")->releases.find("3.18.0") != std::string::npos);
    BOOST_TEST(find_revision("1bd49d398cd23") != nullptr);  // 13 characters
    for (char const* const id : {"", "f4a9b2c7d1e", "f4a9b2c7d1e6 ", "F4A9B2C7D1E6", "revision", "000000000000"}) {
        BOOST_TEST_CONTEXT(id) {
            BOOST_TEST(find_revision(id) == nullptr);
            BOOST_TEST(next_recorded(id) == nullptr);
            BOOST_CHECK_THROW(recorded_schema(id), Error);
        }
    }
}

BOOST_AUTO_TEST_CASE(finds_the_next_recorded_revision) {
    struct Case {
        char const* id;
        char const* next;
    };
    for (auto const& [id, next] : std::vector<Case>{{"451aebb31d03", "90e64c465722"},
                                                    {"90e64c465722", "181f10493468"},
                                                    {"df50e92ffc5e", "7ac759974ad8"},
                                                    {"728d730b5ebd", "27a6a02d2cf1"},
                                                    {"0c779009ac13", "cc1f77228345"},
                                                    {"c3d9e7f1a2b4", "6f8d9c3b2a1e"},
                                                    {"8b6ad64cb8f5", "f4a9b2c7d1e6"}}) {
        BOOST_TEST_CONTEXT(id) {
            BOOST_REQUIRE(next_recorded(id) != nullptr);
            BOOST_TEST(next_recorded(id)->id == next);
        }
    }
    BOOST_TEST(next_recorded(known_revisions().back().id) == nullptr);
}

BOOST_AUTO_TEST_CASE(reads_every_type_and_spells_it_back) {
    struct Case {
        char const* sql;
        ColumnType type;
        char const* spelling;
        int max_length;
    };
    for (auto const& [sql, type, expected, max_length] : std::vector<Case>{
             {"boolean", ColumnType::boolean, "boolean", 0},
             {"smallint", ColumnType::smallint, "smallint", 0},
             {"integer", ColumnType::integer, "integer", 0},
             {"bigint", ColumnType::bigint, "bigint", 0},
             {"double precision", ColumnType::double_precision, "double precision", 0},
             {"character varying(250)", ColumnType::varchar, "character varying", 250},
             {"character varying", ColumnType::varchar, "character varying", 0},
             {"text", ColumnType::text, "text", 0},
             {"json", ColumnType::json, "json", 0},
             {"bytea", ColumnType::bytea, "bytea", 0},
             {"date", ColumnType::date, "date", 0},
         }) {
        BOOST_TEST_CONTEXT(sql) {
            for (std::string const suffix : {"", " NOT NULL", " DEFAULT 1 NOT NULL", " DEFAULT '), ('::text"}) {
                Schema const schema = parsed("CREATE TABLE t (a " + std::string{sql} + suffix + ", b integer);");
                BOOST_REQUIRE(schema.tables.size() == 1U);
                BOOST_REQUIRE(schema.tables[0].columns.size() == 2U);
                Column const& column = schema.tables[0].columns[0];
                BOOST_TEST((column.type == type));
                BOOST_TEST(spelling(column.type) == expected);
                BOOST_TEST(column.max_length == max_length);
                BOOST_TEST(column.not_null == suffix.ends_with("NOT NULL"));
                BOOST_TEST(!column.is_generated());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_types_and_statements_it_does_not_know) {
    std::string const table = "CREATE TABLE t (a integer);";
    for (char const* const pre_data :
         {"CREATE TABLE t (a jsonb);", "CREATE TABLE t (a timestamp without time zone);",
          "CREATE TABLE t (a numeric(10,2));", "CREATE TABLE t (a integers);", "CREATE TABLE t (a textual NOT NULL);",
          "CREATE TABLE t (a);", "CREATE TABLE t (a mood);", "CREATE TABLE t (a integer, CONSTRAINT c EXCLUDE (a));",
          "CREATE TABLE t;", "CREATE TABLE ();"}) {
        BOOST_TEST_CONTEXT(pre_data) { BOOST_TEST(refused(pre_data)); }
    }
    for (char const* const post_data :
         {"DROP TABLE t;", "CREATE VIEW v AS SELECT 1;", "ALTER TABLE t DROP COLUMN a;",
          "ALTER TABLE ONLY t ADD CONSTRAINT c EXCLUDE (a);", "ALTER TABLE ONLY t ADD CONSTRAINT c CHECK (a > 0);",
          "ALTER TABLE ONLY other ADD CONSTRAINT c UNIQUE (a);", "CREATE INDEX i ON other USING btree (a);",
          "CREATE TRIGGER g BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION f();",
          "ALTER TABLE ONLY t ADD CONSTRAINT c FOREIGN KEY (a);", "hello"}) {
        BOOST_TEST_CONTEXT(post_data) { BOOST_TEST(refused(table, post_data)); }
    }
}

BOOST_AUTO_TEST_CASE(reads_quoted_identifiers) {
    Schema const schema = parsed(
        "CREATE TABLE \"order\" (\"timestamp\" bigint NOT NULL, \"a, b\" integer, \"c;d\" text, \"e(f\" text, \"NOT "
        "NULL\" integer);",
        "ALTER TABLE ONLY \"order\" ADD CONSTRAINT \"the key\" PRIMARY KEY (\"timestamp\", \"a, b\");"
        "CREATE INDEX \"an index\" ON \"order\" USING btree (\"c;d\", \"e(f\");");
    Table const* const table = schema.find_table("order");
    BOOST_REQUIRE(table != nullptr);
    std::vector<std::string> names;
    for (Column const& column : table->columns) names.push_back(column.name);
    BOOST_TEST(names == (std::vector<std::string>{"timestamp", "a, b", "c;d", "e(f", "NOT NULL"}),
               boost::test_tools::per_element());
    BOOST_TEST(!table->columns.back().not_null);
    BOOST_TEST(table->primary_key() == (std::vector<std::string>{"timestamp", "a, b"}),
               boost::test_tools::per_element());
    BOOST_TEST(table->keys[0].name == "the key");
    BOOST_REQUIRE(table->indexes.size() == 1U);
    BOOST_TEST(table->indexes[0].name == "an index");
}

BOOST_AUTO_TEST_CASE(bodies_in_dollar_quotes_and_texts_may_hold_semicolons) {
    Schema const schema = parsed(
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 'x;' THEN RETURN NEW; END IF; CREATE "
        "TABLE no (a integer); END; $$;\n"
        "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN x := $$ ; $$; CREATE TABLE no2 (a "
        "integer); END $body$;\n"
        "CREATE TABLE t (a text DEFAULT 'a;b''c;d' NOT NULL, CONSTRAINT c CHECK (a IN ('x;)', 'y,z', '(')));\n"
        "CREATE SEQUENCE s AS integer;",
        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (old.a <> ';') EXECUTE FUNCTION f();");
    BOOST_REQUIRE(schema.tables.size() == 1U);
    Table const& table = schema.tables[0];
    BOOST_TEST(table.name == "t");
    BOOST_TEST(table.columns.size() == 1U);
    BOOST_TEST(table.columns[0].not_null);
    BOOST_REQUIRE(table.checks.size() == 1U);
    BOOST_TEST(table.checks[0].expression == "(a IN ('x;)', 'y,z', '('))");
    BOOST_REQUIRE(table.triggers.size() == 1U);
    BOOST_TEST(table.triggers[0].starts_with("CREATE TRIGGER g "));
    BOOST_TEST(table.triggers[0].ends_with("f()"));
}

BOOST_AUTO_TEST_CASE(only_plain_unique_indexes_are_keys) {
    std::string const table = "CREATE TABLE t (a integer, b text);";
    struct Case {
        char const* statement;
        bool key;
    };
    for (auto const& [statement, key] : std::vector<Case>{
             {"CREATE UNIQUE INDEX i ON t USING btree (a, b);", true},
             {"CREATE UNIQUE INDEX i ON ONLY t USING btree (a);", true},
             {"CREATE UNIQUE INDEX i ON t (a);", true},
             {"CREATE INDEX i ON t USING btree (a, b);", false},
             {"CREATE UNIQUE INDEX i ON t USING btree (lower(b));", false},
             {"CREATE UNIQUE INDEX i ON t USING btree ((a + 1));", false},
             {"CREATE UNIQUE INDEX i ON t USING btree (a) WHERE (b IS NOT NULL);", false},
             {"CREATE UNIQUE INDEX i ON t USING btree (a) INCLUDE (b);", false},
             {"CREATE UNIQUE INDEX i ON t USING btree (a) NULLS NOT DISTINCT;", false},
             {"CREATE UNIQUE INDEX i ON t USING btree (a DESC);", false},
         }) {
        BOOST_TEST_CONTEXT(statement) {
            Schema const schema = parsed(table, statement);
            BOOST_TEST(schema.tables[0].keys.size() == (key ? 1U : 0U));
            BOOST_TEST(schema.tables[0].indexes.size() == (key ? 0U : 1U));
            BOOST_TEST(schema.tables[0].primary_key().empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(sorts_tables_by_foreign_key_and_keeps_the_order_of_equals) {
    std::string const tables =
        "CREATE TABLE a (id integer); CREATE TABLE b (id integer); CREATE TABLE c (id integer); CREATE TABLE d (id "
        "integer);";
    auto const refers = [](std::string const& child, std::string const& parent) {
        return "ALTER TABLE ONLY " + child + " ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES " + parent +
               "(id) ON DELETE CASCADE;";
    };
    auto const order = [](Schema const& schema) {
        std::string names;
        for (Table const& table : schema.tables) names += table.name;
        return names;
    };
    BOOST_TEST(order(parsed(tables)) == "abcd");
    BOOST_TEST(order(parsed(tables, refers("a", "d"))) == "bcda");
    BOOST_TEST(order(parsed(tables, refers("a", "b") + refers("b", "c") + refers("c", "d"))) == "dcba");
    BOOST_TEST(order(parsed(tables, refers("a", "a"))) == "abcd");
    BOOST_TEST(refused(tables, refers("a", "b") + refers("b", "a")));
}

BOOST_AUTO_TEST_SUITE_END()
