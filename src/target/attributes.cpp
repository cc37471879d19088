#include "target/attributes.hpp"
#include "target/scratch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mlflow2pg {

namespace {

// Rows of (object, attribute, value). {0}: the schema's oid, {1}: the tables' names. The schema's name is removed from
// the server's texts, so that equal objects of two schemas compare equal. attcompression exists since PostgreSQL 14,
// and a statistics target is NULL since 17; going through JSON covers all versions.
// Only those of a column's options that ALTER TABLE documents are compared: a server may write others by itself (17.12:
// pg_attver), with a new value for each table. https://www.postgresql.org/docs/17/sql-altertable.html
constexpr char const* attributes_sql = R"sql(
WITH tables AS (
    SELECT t.* FROM pg_class t WHERE t.relnamespace = {0} AND t.relkind IN ('r', 'p') AND t.relname IN ({1})
), triggers AS (
    SELECT t.relname, g.* FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
), sequences AS (
    SELECT s.relname, s.relowner, s.relpersistence, q.* FROM tables t
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.deptype IN ('a', 'i')
    JOIN pg_class s ON d.classid = 'pg_class'::regclass AND s.oid = d.objid JOIN pg_sequence q ON q.seqrelid = s.oid
), states (tgenabled, state) AS (
    VALUES ('O'::"char", 'enabled'), ('D', 'disabled'), ('R', 'enabled on a replica'), ('A', 'always enabled')
), place AS (
    SELECT quote_ident(nspname) || '.' AS prefix FROM pg_namespace WHERE oid = {0}
)
SELECT 'table ' || t.relname AS object, a.name, a.value FROM tables t, LATERAL (VALUES
    ('owner', t.relowner::regrole::text),
    ('kind', CASE t.relkind WHEN 'p' THEN 'partitioned' ELSE 'plain' END),
    ('persistence', CASE t.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END),
    ('access method', (SELECT amname FROM pg_am WHERE oid = t.relam)),
    ('tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = t.reltablespace)),
    ('storage parameters', array_to_string(t.reloptions, ', ')),
    ('storage parameters for TOAST',
        (SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = t.reltoastrelid)),
    ('replica identity',
        CASE t.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' ELSE 'default' END),
    ('row security', CASE WHEN t.relrowsecurity THEN 'on' ELSE 'off' END
        || CASE WHEN t.relforcerowsecurity THEN ', forced' ELSE '' END),
    ('parents', (SELECT string_agg(inhparent::regclass::text, ', ') FROM pg_inherits WHERE inhrelid = t.oid)),
    ('comment', obj_description(t.oid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('column %s.%s', t.relname, c.attname), a.name, a.value FROM tables t
JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
LEFT JOIN pg_attrdef v ON v.adrelid = t.oid AND v.adnum = c.attnum, LATERAL (VALUES
    ('type', format_type(c.atttypid, c.atttypmod)),
    ('collation', (SELECT collname FROM pg_collation WHERE oid = c.attcollation)),
    ('NOT NULL', c.attnotnull::text),
    ('default', pg_get_expr(v.adbin, v.adrelid)),
    ('generation', CASE WHEN c.attidentity = 'a' THEN 'always as identity' WHEN c.attidentity = 'd' THEN
        'by default as identity' WHEN c.attgenerated <> '' THEN 'always' END),
    ('storage', CASE c.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END),
    ('compression', nullif(to_jsonb(c) ->> 'attcompression', '')),
    ('statistics target', nullif(to_jsonb(c) ->> 'attstattarget', '-1')),
    ('options', (SELECT string_agg(o, ', ') FROM unnest(c.attoptions) o WHERE o LIKE 'n\_distinct%')),
    ('comment', col_description(t.oid, c.attnum))) AS a (name, value)
UNION ALL
SELECT format('constraint %s.%s', t.relname, c.conname), a.name, a.value FROM tables t
JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype <> 'n', LATERAL (VALUES
    ('definition', pg_get_constraintdef(c.oid)),
    ('state of its triggers', (SELECT string_agg(DISTINCT state, ' and ') FROM pg_trigger g JOIN states USING (tgenabled)
        WHERE g.tgconstraint = c.oid)),
    ('comment', obj_description(c.oid, 'pg_constraint'))) AS a (name, value)
UNION ALL
SELECT format('index %s.%s', t.relname, i.relname), a.name, a.value FROM tables t
JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid, place, LATERAL (VALUES
    ('definition', replace(pg_get_indexdef(i.oid), ' ON ' || prefix, ' ON ')),
    ('validity', (x.indisvalid AND x.indisready AND x.indislive)::text),
    ('use', nullif(concat_ws(', ', CASE WHEN x.indisclustered THEN 'CLUSTER' END,
        CASE WHEN x.indisreplident THEN 'REPLICA IDENTITY' END), '')),
    ('tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = i.reltablespace)),
    ('comment', obj_description(i.oid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('trigger %s.%s', g.relname, g.tgname), a.name, a.value FROM triggers g, place, LATERAL (VALUES
    ('definition', replace(pg_get_triggerdef(g.oid), ' ON ' || prefix, ' ON ')),
    ('state', (SELECT state FROM states WHERE states.tgenabled = g.tgenabled)),
    ('comment', obj_description(g.oid, 'pg_trigger'))) AS a (name, value)
UNION
SELECT 'function ' || p.oid::regprocedure, a.name, a.value FROM triggers g JOIN pg_proc p ON p.oid = g.tgfoid
AND p.pronamespace = {0}, place, LATERAL (VALUES
    ('owner', p.proowner::regrole::text),
    ('definition', replace(pg_get_functiondef(p.oid), ' FUNCTION ' || prefix, ' FUNCTION ')),
    ('comment', obj_description(p.oid, 'pg_proc'))) AS a (name, value)
UNION ALL
SELECT 'sequence ' || s.relname, a.name, a.value FROM sequences s, LATERAL (VALUES
    ('owner', s.relowner::regrole::text),
    ('definition', format('%s%s from %s by %s, between %s and %s, cache %s, cycle %s', CASE s.relpersistence WHEN 'u' THEN 'unlogged ' END,
        format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)),
    ('comment', obj_description(s.seqrelid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('rule %s.%s', t.relname, w.rulename), 'definition', '' FROM tables t JOIN pg_rewrite w ON w.ev_class = t.oid
UNION ALL
SELECT format('policy %s.%s', t.relname, y.polname), 'definition', '' FROM tables t JOIN pg_policy y ON y.polrelid = t.oid
UNION ALL
SELECT format('statistics %s of table %s', e.stxname, t.relname), 'definition', '' FROM tables t
JOIN pg_statistic_ext e ON e.stxrelid = t.oid
UNION ALL
SELECT format('table %s in publication %s', t.relname, p.pubname), 'definition', '' FROM tables t
JOIN pg_publication_rel r ON r.prrelid = t.oid JOIN pg_publication p ON p.oid = r.prpubid
UNION ALL
SELECT format('table %s in a subscription', t.relname), 'definition', '' FROM tables t
JOIN pg_subscription_rel r ON r.srrelid = t.oid
UNION ALL
SELECT format('security label of %s', pg_describe_object(classoid, objoid, objsubid)), provider, label FROM tables t
JOIN pg_seclabel l ON l.classoid = 'pg_class'::regclass AND l.objoid = t.oid)sql";

Attributes read(Target& target, std::string const& schema_oid, std::vector<std::string> const& tables) {
    std::vector<std::string> names;
    names.reserve(tables.size());
    for (std::string const& table : tables) names.push_back(target.quote(table));
    Attributes attributes;
    for (auto const& row :
         target.query(fmt::format(fmt::runtime(attributes_sql), schema_oid, fmt::join(names, ", ")))) {
        attributes[row[0].c_str()][row[1].c_str()] = row[2].is_null() ? "" : row[2].c_str();
    }
    return attributes;
}

}  // namespace

Attributes attributes_of(Target& target, std::vector<std::string> const& tables) {
    return read(target, target.schema_oid(), tables);
}

Attributes attributes_made(Target& target, Schema const& made) {
    std::vector<std::string> tables;
    for (Table const& table : made.tables) tables.push_back(table.name);
    Attributes attributes;
    target.transaction(
        "looking how MLflow's tables are made",
        [&] {
            Scratch const scratch = scratch_for(target);
            target.query(scratch.create + made.pre_data + made.post_data);
            attributes = read(target, scratch.regnamespace, tables);
        },
        Target::End::roll_back);
    return attributes;
}

std::vector<std::string> differences(Attributes const& found, Attributes const& expected) {
    std::vector<std::string> different;
    for (auto const& [object, attributes] : found) {
        auto const made = expected.find(object);
        if (made == expected.end()) {
            different.push_back(object + " is not MLflow's");
            continue;
        }
        for (auto const& [name, value] : attributes) {
            // The same query read both sides, so both have the same attributes of an object.
            std::string const& wanted = made->second.at(name);
            if (value == wanted) continue;
            different.push_back(value.empty()    ? fmt::format("{}: {} {} is missing", object, name, wanted)
                                : wanted.empty() ? fmt::format("{}: {} {} is not MLflow's", object, name, value)
                                                 : fmt::format("{}: {} is {}, not {}", object, name, value, wanted));
        }
    }
    for (auto const& [object, attributes] : expected) {
        if (!found.contains(object)) different.push_back(object + " is missing");
    }
    return different;
}

}  // namespace mlflow2pg
