// SPDX-License-Identifier: Apache-2.0
#include "target/definitions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/sql.hpp"
#include "target/bystanders.hpp"
#include "target/scratch.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

// Rows of (object, attribute, value). {0}: the schema as regnamespace, {1}: the tables', {2}: the sequences' names, as
// lists of literals. The search path must be the schema alone: then the server prints names in it without the schema.
// attcompression exists since PostgreSQL 14, and a statistics target is NULL since 17; going through JSON covers all
// versions. Only those of a column's options that ALTER TABLE documents are read: a server may write others by itself
// (17.12: pg_attver), with a new value for each table. https://www.postgresql.org/docs/17/sql-altertable.html
// TimescaleDB's triggers belong to an extension, and the chunks of a hypertable are in a schema of its own.
constexpr char const* definitions_sql = R"sql(
WITH tables AS (
    SELECT t.* FROM pg_class t WHERE t.relnamespace = {0} AND t.relkind IN ('r', 'p', 'v', 'm', 'f') AND t.relname IN ({1})
), triggers AS (
    SELECT t.relname, g.* FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = g.tgfoid AND d.deptype = 'e')
), sequences AS (
    SELECT s.relname, s.relowner, s.relpersistence, q.*, o.name AS owning FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid
    LEFT JOIN LATERAL (
        SELECT t.relname || '.' || a.attname AS name FROM pg_depend d JOIN tables t ON t.oid = d.refobjid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.refclassid = 'pg_class'::regclass
        AND d.deptype IN ('a', 'i')) o ON true
    WHERE s.relnamespace = {0} AND (o.name IS NOT NULL OR s.relname IN ({2}))
), states (tgenabled, state) AS (
    VALUES ('O'::"char", 'enabled'), ('D', 'disabled'), ('R', 'enabled on a replica'), ('A', 'always enabled')
), attributes (object, name, value) AS (
SELECT 'table ' || t.relname, a.name, a.value FROM tables t, LATERAL (VALUES
    ('owner', CASE WHEN t.relowner = quote_ident(current_user)::regrole THEN 'this role' ELSE t.relowner::regrole::text END),
    ('kind', CASE t.relkind WHEN 'r' THEN 'plain' WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' ELSE 'view' END),
    ('persistence', CASE t.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END),
    ('order of columns', (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped)),
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
    ('children', (SELECT string_agg(inhrelid::regclass::text, ', ') FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
        WHERE inhparent = t.oid AND c.relnamespace::regnamespace::text <> '_timescaledb_internal')),
    ('comment', obj_description(t.oid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('column %s.%s', t.relname, c.attname), a.name, a.value FROM tables t
JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
LEFT JOIN pg_attrdef v ON v.adrelid = t.oid AND v.adnum = c.attnum, LATERAL (VALUES
    ('type', format_type(c.atttypid, c.atttypmod)),
    ('collation', (SELECT collname FROM pg_collation WHERE oid = c.attcollation)),
    ('NOT NULL', c.attnotnull::text || CASE WHEN EXISTS (SELECT FROM pg_constraint n WHERE n.conrelid = c.attrelid
        AND n.contype = 'n' AND n.conkey = ARRAY[c.attnum] AND NOT n.convalidated) THEN ', NOT VALID' ELSE '' END),
    ('default', pg_get_expr(v.adbin, v.adrelid)),
    ('generation', CASE WHEN c.attidentity = 'a' THEN 'always as identity' WHEN c.attidentity = 'd' THEN
        'by default as identity' WHEN c.attgenerated = 's' THEN 'stored' WHEN c.attgenerated <> '' THEN 'virtual' END),
    ('storage', CASE c.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END),
    ('compression', nullif(to_jsonb(c) ->> 'attcompression', '')),
    ('statistics target', nullif(to_jsonb(c) ->> 'attstattarget', '-1')),
    ('options', (SELECT string_agg(o, ', ') FROM unnest(c.attoptions) o WHERE o LIKE 'n\_distinct%')),
    ('comment', col_description(t.oid, c.attnum))) AS a (name, value)
UNION ALL
SELECT format('constraint %s.%s', t.relname, c.conname), a.name, a.value FROM tables t
JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype <> 'n', LATERAL (VALUES
    ('definition', pg_get_constraintdef(c.oid, true)),
    ('state of its triggers', (SELECT string_agg(DISTINCT state, ' and ') FROM pg_trigger g JOIN states USING (tgenabled)
        WHERE g.tgconstraint = c.oid)),
    ('comment', obj_description(c.oid, 'pg_constraint'))) AS a (name, value)
UNION ALL
SELECT format('index %s.%s', t.relname, i.relname), a.name, a.value FROM tables t
JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid, LATERAL (VALUES
    ('definition', pg_get_indexdef(i.oid, 0, true)),
    ('validity', CASE WHEN x.indisvalid AND x.indisready AND x.indislive THEN 'valid' ELSE 'invalid' END),
    ('use', nullif(concat_ws(', ', CASE WHEN x.indisclustered THEN 'CLUSTER' END,
        CASE WHEN x.indisreplident THEN 'REPLICA IDENTITY' END), '')),
    ('tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = i.reltablespace)),
    ('comment', obj_description(i.oid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('trigger %s.%s', g.relname, g.tgname), a.name, a.value FROM triggers g, LATERAL (VALUES
    ('definition', pg_get_triggerdef(g.oid, true)),
    ('state', (SELECT state FROM states WHERE states.tgenabled = g.tgenabled)),
    ('comment', obj_description(g.oid, 'pg_trigger'))) AS a (name, value)
UNION
SELECT format('function %s()', p.proname), a.name, a.value FROM triggers g JOIN pg_proc p ON p.oid = g.tgfoid
AND p.pronamespace = {0} JOIN pg_language l ON l.oid = p.prolang, LATERAL (VALUES
    ('owner', CASE WHEN p.proowner = quote_ident(current_user)::regrole THEN 'this role' ELSE p.proowner::regrole::text END),
    ('definition', format('LANGUAGE %s%s%s AS %s', l.lanname, CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' ELSE '' END,
        ' SET ' || array_to_string(p.proconfig, ', '), p.prosrc)),
    ('properties', concat_ws(', ', CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' END,
        CASE WHEN p.proisstrict THEN 'STRICT' END, CASE WHEN p.proleakproof THEN 'LEAKPROOF' END,
        CASE p.proparallel WHEN 's' THEN 'PARALLEL SAFE' WHEN 'r' THEN 'PARALLEL RESTRICTED' END,
        CASE WHEN p.procost <> 100 THEN 'COST ' || p.procost END)),
    ('comment', obj_description(p.oid, 'pg_proc'))) AS a (name, value)
UNION ALL
SELECT 'sequence ' || s.relname, a.name, a.value FROM sequences s, LATERAL (VALUES
    ('owner', CASE WHEN s.relowner = quote_ident(current_user)::regrole THEN 'this role' ELSE s.relowner::regrole::text END),
    ('definition', format('%s%s from %s by %s, between %s and %s, cache %s, cycle %s',
        CASE s.relpersistence WHEN 'u' THEN 'unlogged ' END, format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement,
        s.seqmin, s.seqmax, s.seqcache, s.seqcycle)),
    ('owning column', s.owning),
    ('comment', obj_description(s.seqrelid, 'pg_class'))) AS a (name, value)
UNION ALL
SELECT format('rule %s.%s', t.relname, w.rulename), 'definition', '' FROM tables t JOIN pg_rewrite w ON w.ev_class = t.oid
WHERE t.relkind IN ('r', 'p')
UNION ALL
SELECT format('policy %s.%s', t.relname, y.polname), 'definition', '' FROM tables t JOIN pg_policy y ON y.polrelid = t.oid
UNION ALL
SELECT format('statistics %s of table %s', e.stxname, t.relname), 'definition', '' FROM tables t
JOIN pg_statistic_ext e ON e.stxrelid = t.oid
UNION ALL
SELECT format('publication %s of table %s', p.pubname, t.relname), 'definition', '' FROM tables t
JOIN pg_publication_rel r ON r.prrelid = t.oid JOIN pg_publication p ON p.oid = r.prpubid
UNION ALL
SELECT format('subscription to table %s', t.relname), 'definition', '' FROM tables t
JOIN pg_subscription_rel r ON r.srrelid = t.oid
UNION ALL
SELECT format('security label of %s', pg_describe_object(classoid, objoid, objsubid)), provider, label FROM tables t
JOIN pg_seclabel l ON l.classoid = 'pg_class'::regclass AND l.objoid = t.oid
)
SELECT object, name, regexp_replace(value, '\mpg_temp(_\d+)?\.', '', 'g') FROM attributes)sql";

std::string literals(Target& target, std::vector<std::string> const& names) {
    std::vector<std::string> quoted{"''"};  // IN () is not valid SQL; nothing has an empty name
    for (std::string const& name : names) quoted.push_back(target.quote(name));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

// place: the schema as written in SQL.
Definitions read(Target& target, std::string const& place, std::string const& regnamespace, Schema const& named) {
    std::vector<std::string> tables;
    for (Table const& table : named.tables) tables.push_back(table.name);
    Definitions definitions;
    bool const in_transaction = target.in_transaction();  // otherwise the statements begin and end their own
    for (auto const& row : target.query(
             fmt::format("{}SET LOCAL search_path = {};", in_transaction ? "SAVEPOINT definitions; " : "", place) +
             fmt::format(fmt::runtime(definitions_sql), regnamespace, literals(target, tables),
                         literals(target, named.sequences)))) {
        definitions[row[0].c_str()][row[1].c_str()] = row[2].is_null() ? "" : row[2].c_str();
    }
    if (in_transaction) target.query("ROLLBACK TO SAVEPOINT definitions");  // restores search_path
    return definitions;
}

// Qualifies a trigger's function with the schema in which it was created: PostgreSQL never looks up an unqualified
// function name in the temporary schema.
std::string with_functions_in(std::string const& place, std::string sql) {
    constexpr std::string_view call = "EXECUTE FUNCTION ";
    for (std::size_t at = 0; (at = sql.find(call, at)) != std::string::npos;) {
        at += call.size();
        sql.insert(at, place + ".");
    }
    return sql;
}

constexpr std::array harmless_attributes{"access method",
                                         "comment",
                                         "compression",
                                         "options",
                                         "owner",
                                         "properties",
                                         "replica identity",
                                         "statistics target",
                                         "storage",
                                         "storage parameters",
                                         "tablespace",
                                         "storage parameters for TOAST",
                                         "use"};

bool is_harmless_attribute(std::string const& name) {
    return std::find(harmless_attributes.begin(), harmless_attributes.end(), name) != harmless_attributes.end();
}

// Whether MLflow stores and reads the same in spite of an object that somebody added.
bool is_harmless_object(std::string const& object, std::map<std::string, std::string> const& attributes) {
    if (object.starts_with("column ")) {
        return attributes.at("NOT NULL") == "false" || !attributes.at("default").empty() ||
               !attributes.at("generation").empty();
    }
    if (object.starts_with("index ")) return !attributes.at("definition").starts_with("CREATE UNIQUE ");
    constexpr std::array harmful{"table ", "constraint ", "trigger ", "function ", "rule ", "sequence "};
    return std::none_of(harmful.begin(), harmful.end(), [&](char const* kind) { return object.starts_with(kind); });
}

// "table runs" of "column runs.status".
std::string table_of(std::string const& object) {
    std::size_t const name = object.find(' ') + 1;
    std::size_t const dot = object.find('.', name);
    return dot == std::string::npos ? "" : "table " + object.substr(name, dot - name);
}

// The names of the comma-separated list `list` that are also in `other`, in the order of `list`.
std::vector<std::string> common(std::string const& list, std::string const& other) {
    std::vector<std::string> names;
    std::istringstream words{list};
    for (std::string word; std::getline(words >> std::ws, word, ',');) {
        if ((", " + other + ", ").find(", " + word + ", ") != std::string::npos) names.push_back(word);
    }
    return names;
}

// Texts are shortened to this many characters in messages; a function's body may be several pages long.
std::string shortened(std::string const& text) {
    constexpr std::size_t shown = 300;
    return text.size() <= shown ? text : text.substr(0, shown) + "…";
}

Definitions without_owners(Definitions definitions) {
    for (auto& [object, attributes] : definitions) attributes.erase("owner");
    return definitions;
}

// `by` may not contain `what`.
void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), by);
    }
}

// The definitions with the columns widened that create_tables_sql() widens.
Definitions widened(Definitions definitions, Plan const& plan) {
    auto const columns = widened_columns(plan);
    for (auto const& [table, column] : columns) {
        definitions.at(fmt::format("column {}.{}", table, column)).at("type") = "bigint";
    }
    for (auto& [object, attributes] : definitions) {
        auto const owner = attributes.find("owning column");
        if (columns.empty() || owner == attributes.end() || owner->second != "experiments.experiment_id") continue;
        replace_all(attributes.at("definition"), "integer from 1 by 1, between 1 and 2147483647",
                    "bigint from 1 by 1, between 1 and 9223372036854775807");
    }
    return definitions;
}

// An event trigger also changes the tables that are created for a comparison. Both sides would then have the same
// fault, and the comparison would find no difference.
void ensure_made_as_recorded(Target& target, Definitions const& made, Schema const& schema) {
    if (schema.digest.empty() || digest(made) == schema.digest) return;
    std::vector<EventTrigger> const triggers = event_triggers(target);
    // Without event triggers the reason is that this release of PostgreSQL prints a definition differently.
    if (triggers.empty()) return;
    throw_event_trigger(target, triggers,
                        "may change MLflow's tables when they are created, so they cannot be compared");
}

// The definition of a CHECK without casts, parentheses and blanks. The server turns x IN ('a', 'b') into an array of
// casts, and prints a restored dump with the casts in other places.
std::string check_without_casts(std::string definition) {
    if (!definition.starts_with("CHECK ")) return definition;
    for (std::string_view const part :
         {"::character varying[]", "::character varying", "::text[]", "::text", "(", ")", " "}) {
        replace_all(definition, part, "");
    }
    return definition;
}

void compare_attribute(std::string const& object, std::string const& name, std::string const& value,
                       std::string const& wanted, std::vector<Difference>& differences) {
    // Added and missing columns are reported as differences of their own.
    if (value == wanted || (name == "order of columns" && common(value, wanted) == common(wanted, value))) return;
    if (name == "definition" && check_without_casts(value) == check_without_casts(wanted)) return;
    differences.push_back({value.empty() ? fmt::format("{}: {} {} is missing", object, name, shortened(wanted))
                           : wanted.empty()
                               ? fmt::format("{}: {} {} is not MLflow's", object, name, shortened(value))
                               : fmt::format("{}: {} is {}, not {}", object, name, shortened(value), shortened(wanted)),
                           is_harmless_attribute(name)});
    bool const has_initial_value = name == "row security" || name == "replica identity" || name == "owner";
    if (!wanted.empty() && !has_initial_value) return;
    differences.back().object = object;
    differences.back().attribute = name;
    differences.back().value = value;
}

}  // namespace

Definitions read_definitions(Target& target, std::string const& schema, Schema const& named) {
    return read(target, quote_identifier(schema), target.quote(quote_identifier(schema)) + "::regnamespace", named);
}

Definitions make_definitions(Target& target, Schema const& schema) {
    Scratch const scratch = scratch_for(target);
    target.query("SAVEPOINT made; " + scratch.create + schema.pre_data +
                 with_functions_in(scratch.schema, schema.post_data));
    Definitions made = read(target, scratch.schema, scratch.regnamespace, schema);
    target.query("ROLLBACK TO SAVEPOINT made");
    ensure_made_as_recorded(target, made, schema);
    return made;
}

std::vector<Difference> differences(Definitions const& found, Definitions const& expected) {
    std::vector<Difference> different;
    for (auto const& [object, attributes] : found) {
        auto const wanted = expected.find(object);
        if (wanted == expected.end()) {
            different.push_back({object + " is not MLflow's", is_harmless_object(object, attributes), object});
            continue;
        }
        // The same query read both sides, so both have the same attributes of an object.
        for (auto const& [name, value] : attributes) {
            compare_attribute(object, name, value, wanted->second.at(name), different);
        }
    }
    for (auto const& [object, attributes] : expected) {
        // If a table is missing, its columns, keys and indexes are not reported one by one.
        std::string const table = table_of(object);
        if (!found.contains(object) && (table.empty() || found.contains(table))) {
            different.push_back({object + " is missing", false});
        }
    }
    return different;
}

bool is_as_recorded(Definitions const& found, Schema const& schema) {
    bool const own = std::all_of(found.begin(), found.end(), [](auto const& object) {
        auto const owner = object.second.find("owner");
        return owner == object.second.end() || owner->second == "this role";
    });
    return own && !schema.digest.empty() && digest(found) == schema.digest;
}

std::string digest(Definitions const& definitions) {
    RowHash hash;
    for (auto const& [object, attributes] : definitions) {
        for (auto const& [name, value] : attributes) {
            // MLflow sets no properties. The digests were recorded before they were read.
            if (name == "owner" || (name == "properties" && value.empty())) continue;
            for (std::string const& text : {object, name, value}) hash.add(Value::text(text));
        }
    }
    return hash.finish().hex();
}

void ensure_definitions_comparable(Target& target) {
    auto const row = target.query(
        "SELECT pg_is_in_recovery(), has_database_privilege(oid, 'CREATE') OR has_database_privilege(oid, "
        "'TEMPORARY'), "
        "quote_ident(datname), quote_ident(current_user) FROM pg_database WHERE datname = current_database()")[0];
    if (row[0].as<bool>()) {
        throw TargetError{
            fmt::format("target {}: the server is a standby, where MLflow's definitions cannot be made for "
                        "the comparison",
                        target.name()),
            "connect to the primary"};
    }
    if (!row[1].as<bool>()) {
        throw TargetError{
            fmt::format("target {}: the role may not create temporary tables, which the comparison of the "
                        "definitions needs",
                        target.name()),
            "as the owner or a superuser",
            target.psql({fmt::format("GRANT TEMPORARY ON DATABASE {} TO {}", row[2].c_str(), row[3].c_str())})};
    }
}

DefinitionComparison compare_definitions(Target& target, Plan const& plan, std::string const& schema) {
    DefinitionComparison comparison;
    // Read this side first: temporary tables created for the other side would hide tables of the same name.
    Definitions const found = without_owners(read_definitions(target, schema, plan.schema));
    auto const compare = [&] {
        Definitions const expected = widened(without_owners(make_definitions(target, plan.schema)), plan);
        for (Difference const& one : differences(found, expected)) {
            (one.harmless ? comparison.additions : comparison.differences).push_back(one.what);
        }
    };
    bool const is_recorded = widened_columns(plan).empty() && is_as_recorded(found, plan.schema);
    if (!is_recorded && target.in_transaction()) {
        compare();
    } else if (!is_recorded) {
        target.transaction("comparing the definitions", compare);
    }
    if (plan.schema.find_table("metrics") != nullptr) check_chunks(target, schema, comparison.differences);
    return comparison;
}

}  // namespace mlflow2pg
