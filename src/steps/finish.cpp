// SPDX-License-Identifier: Apache-2.0
#include "steps/finish.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/sql.hpp"
#include "mlflow/recorded_schema.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

std::vector<IndexBuild> index_builds(Table const& table, Layout const& layout) {
    std::vector<IndexBuild> builds;
    for (Key const& key : table.keys) {
        std::string const sql = layout.key(table, key).build;
        if (!sql.empty()) builds.push_back({key.name, key.columns, sql});
    }
    for (Index const& index : table.indexes) builds.push_back({index.name, index.columns, index.statement});
    return builds;
}

std::string keys_sql(Table const& table, Layout const& layout, std::int64_t rows) {
    std::string sql;
    for (Key const& key : table.keys) {
        KeySql const parts = layout.key(table, key);
        if (parts.attach.empty()) continue;
        // The key creates its own index here, so this statement needs the settings of an index build.
        if (parts.build.empty()) sql += index_settings(rows, 0);
        sql += parts.attach + ";\n";
    }
    for (std::string const& trigger : table.triggers) sql += trigger + ";\n";
    return sql;
}

bool makes_whole_keys(Table const& table, Layout const& layout) {
    return std::any_of(table.keys.begin(), table.keys.end(),
                       [&](Key const& key) { return layout.key(table, key).build.empty(); });
}

std::string statistics_sql(Table const& table) { return "ANALYZE " + quote_identifier(table.name); }

std::string references_sql(Layout const& layout, std::vector<ForeignKey const*> const& keys) {
    std::string sql;
    for (ForeignKey const* const key : keys) sql += layout.foreign_key(*key) + ";\n";
    return sql;
}

std::string small_tables_sql(std::vector<Table const*> const& tables, Layouts const& layouts) {
    std::string sql;
    std::vector<std::string> names;
    for (Table const* const table : tables) {
        for (Key const& key : table->keys) sql += whole_key_sql(*table, key) + ";\n";
        for (Index const& index : table->indexes) sql += index.statement + ";\n";
        for (std::string const& trigger : table->triggers) sql += trigger + ";\n";
        names.push_back(quote_identifier(table->name));
    }
    // Add foreign keys after all keys: each may refer to any of these tables.
    for (Table const* const table : tables) {
        for (ForeignKey const& key : table->foreign_keys) {
            bool const among = std::any_of(tables.begin(), tables.end(),
                                           [&](Table const* parent) { return parent->name == key.parent; });
            if (among) sql += layouts.of(table->name).foreign_key(key) + ";\n";
        }
    }
    if (!names.empty()) sql += fmt::format("ANALYZE {}", fmt::join(names, ", "));
    return sql;
}

std::string_view const sequences_sql = R"sql(
DO $$
DECLARE
    owned record;
    greatest_id bigint;
BEGIN
    FOR owned IN
        SELECT d.objid::regclass AS sequence, d.refobjid::regclass AS tbl, a.attname AS col
        FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND s.relnamespace = 'mlflow2pg_staging'::regnamespace
    LOOP
        EXECUTE format('SELECT max(%I) FROM %s', owned.col, owned.tbl) INTO greatest_id;
        PERFORM setval(owned.sequence, greatest(greatest_id, 1), coalesce(greatest_id, 0) >= 1);
    END LOOP;
END $$)sql";

}  // namespace mlflow2pg
