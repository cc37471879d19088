// SPDX-License-Identifier: Apache-2.0
#include "target/catalog.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

// Each query returns statements in an order in which they can be run. {0}: the schema's oid, {1}: a condition on
// pg_class t.

constexpr char const* functions_sql = R"sql(
SELECT DISTINCT replace(pg_get_functiondef(p.oid), quote_ident(n.nspname) || '.' || quote_ident(p.proname), quote_ident(p.proname))
FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT g.tgisinternal AND p.pronamespace = {0} AND {1})sql";

constexpr char const* sequences_sql = R"sql(
SELECT format('CREATE SEQUENCE %I AS %s', s.relname, format_type(q.seqtypid, NULL))
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence q ON q.seqrelid = s.oid
JOIN pg_class t ON t.oid = d.refobjid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND {1})sql";

// "CHECK (x IN ('a', 'b'))" is written in MLflow's form. PostgreSQL prints it as "(x)::text = ANY
// ((ARRAY['a'::character varying, …])::text[])", and a CHECK created from that text is printed in yet another form.
constexpr char const* tables_sql = R"sql(
SELECT format('CREATE TABLE %I (%s)', t.relname, (
    SELECT string_agg(item, ', ') FROM (
        (SELECT quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(v.adbin, v.adrelid) || ') STORED'
                    WHEN v.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(v.adbin, v.adrelid) ELSE '' END
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS item
        FROM pg_attribute a LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
        UNION ALL
        (SELECT format('CONSTRAINT %I %s', c.conname, CASE WHEN d.text ~ d.varchar_in
            THEN replace(regexp_replace(d.text, d.varchar_in, '(\1 IN (\2))'), '::character varying', '') ELSE d.text END)
        FROM pg_constraint c CROSS JOIN LATERAL (VALUES (pg_get_constraintdef(c.oid),
            '\(\((\w+|"[^"]+")\)::text = ANY \(\(ARRAY\[([^]]*)\]\)::text\[\]\)\)')) d (text, varchar_in)
        WHERE c.conrelid = t.oid AND c.contype = 'c' ORDER BY c.conname)
    ) items))
FROM pg_class t WHERE {1} ORDER BY t.relname)sql";

constexpr char const* ownership_sql = R"sql(
SELECT format('ALTER SEQUENCE %I OWNED BY %I.%I', s.relname, t.relname, a.attname)
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND {1}
UNION ALL
SELECT format('ALTER TABLE %I ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I)', t.relname, a.attname,
    CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.relname)
FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND a.attidentity <> '' AND {1})sql";

constexpr char const* post_data_sql = R"sql(
SELECT statement FROM (
    SELECT 1 AS part, t.relname, c.conname AS name,
        format('ALTER TABLE ONLY %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) AS statement
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype IN ('p', 'u') AND {1}
    UNION ALL
    SELECT 2, t.relname, i.relname, replace(pg_get_indexdef(i.oid), ' ON ' || quote_ident(n.nspname) || '.', ' ON ')
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u')) AND {1}
    UNION ALL
    SELECT 3, t.relname, g.tgname, replace(pg_get_triggerdef(g.oid), ' ON ' || quote_ident(n.nspname) || '.', ' ON ')
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE NOT g.tgisinternal AND {1}
    UNION ALL
    SELECT 4, t.relname, c.conname, format('ALTER TABLE ONLY %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f' AND {1}
) statements ORDER BY part, relname, name)sql";

std::string regnamespace(Target& target, std::string const& schema) {
    return target.quote(quote_identifier(schema)) + "::regnamespace";
}

// Nothing when MLflow has no column of that type.
std::optional<ColumnType> find_type(std::string_view name) {
    for (ColumnType const type : {ColumnType::boolean, ColumnType::smallint, ColumnType::integer, ColumnType::bigint,
                                  ColumnType::double_precision, ColumnType::varchar, ColumnType::text, ColumnType::json,
                                  ColumnType::bytea, ColumnType::date}) {
        if (spelling(type) == name) return type;
    }
    return std::nullopt;
}

// A condition on pg_class t: the table is one of `tables`.
std::string is_one_of(Target& target, std::string const& schema, std::vector<std::string> const& tables) {
    std::vector<std::string> quoted{"''"};
    for (std::string const& table : tables) quoted.push_back(target.quote(table));
    return fmt::format("t.relnamespace = {} AND t.relkind IN ('r', 'p') AND t.relname IN ({})",
                       regnamespace(target, schema), fmt::join(quoted, ", "));
}

}  // namespace

Schema catalog_schema(Target& target, std::string const& schema, std::string const& revision,
                      std::vector<std::string> const& tables) {
    std::string const place = regnamespace(target, schema);
    std::string const these = is_one_of(target, schema, tables);
    auto const statements = [&](char const* sql) {
        std::string text;
        for (auto const& row : target.query(fmt::format(fmt::runtime(sql), place, these))) {
            text += row[0].c_str();
            text += ";\n\n";
        }
        return text;
    };
    return parse_schema(
        revision,
        statements(functions_sql) + statements(sequences_sql) + statements(tables_sql) + statements(ownership_sql),
        statements(post_data_sql));
}

std::map<std::string, std::map<std::string, ColumnType>> column_types(Target& target, std::string const& schema,
                                                                      std::vector<std::string> const& tables) {
    std::map<std::string, std::map<std::string, ColumnType>> types;
    for (auto const& row : target.query(fmt::format(
             "SELECT t.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class t JOIN pg_attribute a "
             "ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE {}",
             is_one_of(target, schema, tables)))) {
        if (auto const type = find_type(row[2].c_str())) types[row[0].c_str()].emplace(row[1].c_str(), *type);
    }
    return types;
}

}  // namespace mlflow2pg
