// SPDX-License-Identifier: Apache-2.0
#include "target/existing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "target/dependents.hpp"
#include "target/ownership.hpp"
#include "target/undoing.hpp"

namespace mlflow2pg {

namespace {

std::vector<std::string> first_column(pqxx::result const& rows) {
    std::vector<std::string> values;
    for (auto const& row : rows) values.emplace_back(row[0].c_str());
    return values;
}

// A list for IN. IN does not accept an empty list, so '' is included; no object has an empty name.
std::string quoted_list(Target& target, std::vector<std::string> const& names) {
    std::vector<std::string> quoted{"''"};
    for (std::string const& name : names) quoted.push_back(target.quote(name));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

constexpr std::string_view dropping = "if nobody needs them, drop them as their owner";
constexpr std::string_view renaming = "give it another name, as its owner";
constexpr std::string_view undoing_additions = "undo what was added to MLflow's tables, if nobody needs it";
constexpr std::string_view resetting_grants = "reset the grants to those of new tables, if nobody needs them";
constexpr std::string_view taking_out = "take them out of the extension, as its owner or a superuser";
constexpr std::string_view making_plain = "make the tables plain, as MLflow makes them, as their owner";

// An object that prevents a publish or would be lost by it.
struct Problem {
    std::string what;
    std::string statement = {};              // that removes the problem, if this deletes no rows
    std::string_view step = dropping;        // what the statement does
    bool is_removable = !statement.empty();  // by this statement or another problem's
    std::string object = {};                 // as Dependent::object; empty: unknown
};
using Problems = std::vector<Problem>;

bool all_removable(Problems const& problems) {
    return std::ranges::all_of(problems, [](Problem const& problem) { return problem.is_removable; });
}

// An SQL condition: row t of the table is one that MLflow itself creates at its first start. The default experiment:
// _create_default_experiment in mlflow/store/tracking/sqlalchemy_store.py. Its artifact location depends on the server.
// Releases before 1.29 store no times. The workspace: MLflow's migration 1b5f0d9ad7c1. The auth app creates one user,
// an administrator (create_admin_user in mlflow/server/auth/__init__.py). Replacing that user loses no account: the
// source has its own administrator, and at its next start the server creates the configured one if it does not exist.
// But a password that was changed in the target is lost. The columns are read through JSON, because not every revision
// has all of them.
std::string is_of_first_start(std::string const& table) {
    if (table.starts_with("alembic_version")) return "true";
    if (table == "experiments") {
        return R"(to_jsonb(t) @> '{"experiment_id": 0, "name": "Default", "lifecycle_stage": "active"}'
            AND to_jsonb(t) ->> 'creation_time' IS NOT DISTINCT FROM to_jsonb(t) ->> 'last_update_time'
            AND coalesce(to_jsonb(t) ->> 'workspace', 'default') = 'default')";
    }
    if (table == "workspaces") {
        return R"(jsonb_strip_nulls(to_jsonb(t)) =
            '{"name": "default", "description": "Default workspace for legacy resources"}')";
    }
    if (table == "users") return "id = 1 AND is_admin IS TRUE";
    return "false";
}

void find_rows(Target& target, Existing const& existing, Problems& problems) {
    std::vector<std::string> counts;
    for (std::string const& table : existing.tables) {
        counts.push_back(fmt::format(
            "SELECT {} AS name, (SELECT count(*) FROM (SELECT 1 FROM {}.{} AS t WHERE NOT ({}) "
            "LIMIT 1000) AS counted) AS rows",
            target.quote(table), quote_identifier(target.schema()), quote_identifier(table), is_of_first_start(table)));
    }
    if (counts.empty()) return;
    for (auto const& row : target.query(
             fmt::format("SELECT * FROM ({}) AS tables WHERE rows > 0 ORDER BY 1", fmt::join(counts, " UNION ALL ")))) {
        auto const count = row[1].as<std::uint64_t>();
        problems.push_back(
            {fmt::format("{} holds {}{}", row[0].c_str(), count == 1000 ? "at least " : "", counted(count, "row")),
             {}});
    }
}

// Grants that a publish would lose, and the statements that reset them to the owner's. Those of this role become the
// owner's when it becomes the owner (steps_to_own). A publish preserves an owner's default grants and those that ALTER
// DEFAULT PRIVILEGES gives on new objects of this role
// (https://www.postgresql.org/docs/15/catalog-pg-default-acl.html). The grantor does not matter. {0}: the schema's oid,
// {1}: the tables' names, {2}: the functions' names.
constexpr char const* grants_sql = R"sql(
WITH tables AS (
    SELECT c.* FROM pg_class c WHERE c.relnamespace = {0} AND c.relkind IN ('r', 'p') AND c.relname IN ({1})
), objects (what, kind, name, owner, acl) AS (
    SELECT 'table ' || relname, 'r', relname, relowner, relacl FROM tables
    UNION
    SELECT 'sequence ' || s.relname, 'S', s.relname, s.relowner, s.relacl FROM tables t
    JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid AND d.deptype IN ('a', 'i')
    JOIN pg_class s ON d.classid = 'pg_class'::regclass AND s.oid = d.objid AND s.relkind = 'S'
    UNION
    SELECT 'function ' || p.oid::regprocedure, 'f', proname, proowner, proacl FROM pg_proc p
    WHERE pronamespace = {0} AND pronargs = 0 AND proname IN ({2})
), compared (what, place, acl, initial, granted) AS (
    SELECT what, format(CASE kind WHEN 'r' THEN 'TABLE %1$s.%2$I' WHEN 'S' THEN 'SEQUENCE %1$s.%2$I'
            ELSE 'FUNCTION %1$s.%2$I()' END, {0}, name), coalesce(acl, initial), initial,
        coalesce((SELECT defaclacl FROM pg_default_acl d
            WHERE d.defaclrole = owner AND d.defaclnamespace = 0 AND d.defaclobjtype::text = kind), initial)
        || coalesce((SELECT defaclacl FROM pg_default_acl d
            WHERE d.defaclrole = owner AND d.defaclnamespace = {0} AND d.defaclobjtype::text = kind), '{{}}')
    FROM objects, acldefault((CASE kind WHEN 'S' THEN 's' ELSE kind END)::"char", owner) AS initial
)
SELECT what || ' has grants', (
    SELECT string_agg(format(statement, place,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END), '; ' ORDER BY statement DESC)
    FROM (SELECT 'REVOKE ALL ON %s FROM %s CASCADE', grantee FROM (
            SELECT grantee, privilege_type, is_grantable FROM aclexplode(acl)
            EXCEPT SELECT grantee, privilege_type, is_grantable FROM aclexplode(initial)) AS added
            WHERE grantee <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
        UNION SELECT 'GRANT ALL ON %s TO %s', grantee FROM (
            SELECT grantee, privilege_type FROM aclexplode(initial)
            EXCEPT SELECT grantee, privilege_type FROM aclexplode(acl)) AS lost) AS reset (statement, grantee))
FROM compared, LATERAL (
    SELECT array_agg(DISTINCT privilege) FILTER (WHERE list = 1) AS now,
        array_agg(DISTINCT privilege) FILTER (WHERE list = 2) AS by_owner,
        array_agg(DISTINCT privilege) FILTER (WHERE list = 3) AS by_default
    FROM (VALUES (1, acl), (2, initial), (3, granted)) AS lists (list, items), aclexplode(items) AS item,
    LATERAL (VALUES (format('%s %s %s', item.grantee, item.privilege_type, item.is_grantable))) AS one (privilege)
) AS privileges
WHERE now IS DISTINCT FROM by_owner AND now IS DISTINCT FROM by_default
UNION
SELECT format('column %s.%s has grants', relname, attname), (
    SELECT string_agg(DISTINCT format('REVOKE ALL (%I) ON %s.%I FROM %s CASCADE', attname, {0}, relname,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END), '; ')
    FROM aclexplode(attacl))
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
WHERE a.attacl IS NOT NULL
ORDER BY 1)sql";

// A query for the (classid, objid) of all tables and functions that a publish replaces.
std::string replaced_objects(Target& target, Existing const& existing) {
    return fmt::format(
        "SELECT 'pg_class'::regclass::oid, oid FROM pg_class WHERE relnamespace = {0} AND relkind IN ('r', 'p') AND "
        "relname IN ({1}) UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = {0} AND pronargs "
        "= 0 "
        "AND proname IN ({2})",
        target.schema_oid(), quoted_list(target, existing.tables), quoted_list(target, existing.functions));
}

// The tables that Citus has taken over. All tables that foreign keys link become plain together, by one statement; here
// it stands at runs or the first of them. partmethod and repmodel: src/include/distributed/pg_dist_partition.h of
// Citus. {0}: the schema's oid, {1}: the tables' names.
constexpr char const* citus_tables_sql = R"sql(
SELECT name, kind, CASE WHEN is_linked AND row_number() OVER (PARTITION BY is_linked ORDER BY name <> 'runs', name) > 1
    THEN '' ELSE format('SELECT undistribute_table(%L%s)', place,
        CASE WHEN is_linked THEN ', cascade_via_foreign_keys => true' END) END
FROM (SELECT relname::text AS name, format('%s.%I', relnamespace::regnamespace, relname) AS place,
    CASE WHEN partmethod <> 'n' THEN 'distributed table' WHEN repmodel = 't' THEN 'reference table'
        ELSE 'table that Citus manages' END AS kind,
    EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND logicalrelid IN (conrelid, confrelid)) AS is_linked
    FROM pg_catalog.pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid
    WHERE relnamespace = {0} AND relname IN ({1})) AS taken_over)sql";

// Tables with another layout, which the copy's plain tables would replace silently.
void find_other_layouts(Target& target, Existing const& existing, Problems& problems) {
    std::vector<std::string> queries;
    if (!target.query("SELECT to_regclass('timescaledb_information.hypertables')")[0][0].is_null()) {
        queries.push_back(
            fmt::format("SELECT hypertable_name::text, 'hypertable', '' FROM timescaledb_information.hypertables WHERE "
                        "hypertable_schema = {} AND hypertable_name IN ({})",
                        target.quote(target.schema()), quoted_list(target, existing.tables)));
    }
    if (target.has_citus()) {
        queries.push_back(
            fmt::format(fmt::runtime(citus_tables_sql), target.schema_oid(), quoted_list(target, existing.tables)));
    }
    if (queries.empty()) return;
    for (auto const& row : target.query(fmt::format("{} ORDER BY 3 DESC, 1", fmt::join(queries, " UNION ALL ")))) {
        bool const is_hypertable = row[1].as<std::string>() == "hypertable";
        problems.push_back({fmt::format("table {} is a {}", row[0].c_str(), row[1].c_str()), row[2].c_str(),
                            making_plain, !is_hypertable});
    }
}

// Objects that belong to an extension. They can be dropped only with it, or when it lets go of them. {}: a query for
// their (classid, objid).
constexpr char const* members_sql = R"sql(
SELECT format('%s belongs to extension %s', pg_describe_object(o.classid, o.objid, 0), extname),
    format('ALTER EXTENSION %I DROP %s %s', extname, upper(kind.type), kind.identity)
FROM ({}) AS o (classid, objid)
JOIN pg_depend d ON d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid, pg_identify_object(o.classid, o.objid, 0) AS kind
ORDER BY 1)sql";

// objects: as for find_dependents().
void add_dependents(Target& target, std::string_view objects, Problems& problems) {
    for (Dependent& dependent : find_dependents(target, objects)) {
        bool const is_removable = !dependent.statement.empty();
        problems.push_back({std::move(dependent.what), std::move(dependent.statement), dropping, is_removable,
                            std::move(dependent.object)});
    }
}

void find_uses(Target& target, Existing const& existing, Problems& problems) {
    std::string const objects = replaced_objects(target, existing);
    std::string const grants = fmt::format(fmt::runtime(grants_sql), target.schema_oid(),
                                           quoted_list(target, existing.tables),
                                           quoted_list(target, existing.functions));
    for (auto const& row :
         target.query(fmt::format("SELECT *, true FROM ({}) AS granted UNION ALL SELECT *, false FROM ({}) AS members",
                                  grants, fmt::format(fmt::runtime(members_sql), objects)))) {
        problems.push_back({row[0].c_str(), row[1].c_str(), row[2].as<bool>() ? resetting_grants : taking_out, true});
    }
    add_dependents(target, objects, problems);
    find_other_layouts(target, existing, problems);
}

// Objects that are not replaced, but have a name that the publish needs. A table also needs its name for its row type,
// and the name with a leading underscore for the array type. {0}: the schema's oid, {1}: names of relations, {2}: names
// of array types, {3}: names of functions, {4}: tables and {5}: functions that are replaced, together with their
// indexes, owned sequences and types. Indexes and sequences of a table that is listed itself are left out, and so is a
// sequence that a default of MLflow's uses: if no column owns it, that is a difference of definitions.
constexpr char const* collisions_sql = R"sql(
WITH found (classid, objid) AS (
    SELECT 'pg_class'::regclass::oid, c.oid FROM pg_class c
    LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid
    LEFT JOIN pg_depend d ON d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i')
    AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
    LEFT JOIN pg_class o ON o.oid = d.refobjid
    WHERE c.relnamespace = {0} AND c.relname IN ({1}) AND coalesce(t.relname, o.relname, c.relname) NOT IN ({4})
    AND NOT (c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend u
        JOIN pg_attrdef v ON u.classid = 'pg_attrdef'::regclass AND v.oid = u.objid JOIN pg_class w ON w.oid = v.adrelid
        WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = c.oid AND w.relnamespace = {0} AND w.relname IN ({4})))
    AND (coalesce(t.relname, o.relname) IS NULL OR coalesce(t.relname, o.relname) NOT IN ({1}))
    UNION ALL
    SELECT 'pg_type'::regclass, y.oid FROM pg_type y LEFT JOIN pg_type e ON e.oid = y.typelem AND y.typelem <> 0
    WHERE y.typnamespace = {0} AND ((y.typname IN ({1}) AND y.typrelid = 0 AND y.typelem = 0)
        OR (y.typname IN ({2}) AND (e.oid IS NULL OR e.typname NOT IN ({1}))))
    UNION ALL
    SELECT 'pg_proc'::regclass, oid FROM pg_proc
    WHERE pronamespace = {0} AND pronargs = 0 AND proname IN ({3}) AND proname NOT IN ({5})
)
SELECT classid, objid, pg_describe_object(classid, objid, 0), CASE
    WHEN kind.type IN ('function', 'procedure', 'sequence', 'type', 'domain', 'view')
    THEN format('DROP %s %s', upper(kind.type), kind.identity)
    WHEN kind.type = 'composite type' THEN 'DROP TYPE ' || kind.identity
    WHEN kind.type = 'index' THEN format('ALTER INDEX %s RENAME TO %I', kind.identity,
        left(kind.name, 54) || '_renamed') ELSE '' END
FROM found, pg_identify_object(classid, objid, 0) AS kind ORDER BY 3)sql";

// What is known of the revision that the target has in the version table of the store.
std::string origin(Existing const& existing, Store store) {
    for (Store const known : all_stores) {
        if (find_revision(existing.revision, known) == nullptr) continue;
        return known == store ? fmt::format("MLflow revision {}", existing.revision)
                              : fmt::format("MLflow's {} database, revision {}", name(known), existing.revision);
    }
    return fmt::format("{} has revision {}, which is not known to be MLflow's", version_table(store),
                       existing.revision);
}

void find_collisions(Target& target, Existing const& existing, Schema const& wanted, Problems& problems) {
    std::vector<std::string> relations = wanted.sequences;
    std::vector<std::string> arrays;
    for (Table const& table : wanted.tables) {
        relations.push_back(table.name);
        arrays.push_back("_" + table.name);
        for (Key const& key : table.keys) relations.push_back(key.name);
        for (Index const& index : table.indexes) relations.push_back(index.name);
    }
    std::string whose = existing.revision.empty() ? "" : fmt::format(" ({})", origin(existing, wanted.store));
    pqxx::result const found =
        target.query(fmt::format(fmt::runtime(collisions_sql), target.schema_oid(), quoted_list(target, relations),
                                 quoted_list(target, arrays), quoted_list(target, wanted.functions),
                                 quoted_list(target, existing.tables), quoted_list(target, existing.functions)));
    std::vector<std::string> to_drop;
    auto const is_dropped = [](pqxx::row const& row) { return std::string_view{row[3].c_str()}.starts_with("DROP "); };
    for (auto const& row : found) {
        if (is_dropped(row)) to_drop.push_back(object_of(row));
    }
    if (!to_drop.empty()) {  // what depends on them has to be dropped first
        add_dependents(target, fmt::format("SELECT * FROM (VALUES {}) AS v (classid, objid)", fmt::join(to_drop, ", ")),
                       problems);
    }
    for (auto const& row : found) {
        problems.push_back({fmt::format("{} is there already{}", row[2].c_str(), std::exchange(whose, {})),
                            row[3].c_str(), is_dropped(row) ? dropping : renaming, *row[3].c_str() != '\0',
                            object_of(row)});
    }
}

// The schema that MLflow creates at the target's revision, with the foreign keys that a distribution leaves out;
// nothing when the target has no revision or an unknown one.
std::optional<Schema> schema_made(std::string const& revision, Schema const& wanted) {
    Revision const* const known = find_revision(revision, wanted.store);
    if (known != nullptr && known->recorded) return recorded_schema(revision, wanted.store);
    if (revision == wanted.revision) return wanted;
    return std::nullopt;
}

Existing look(Target& target, std::optional<Schema> const& made, std::string const& revision) {
    Existing existing{revision, {}, {}, {}};
    if (!made) return existing;
    std::vector<std::string> names;
    for (Table const& table : made->tables) names.push_back(table.name);
    std::string const ours = fmt::format("c.relnamespace = {} AND c.relkind IN ('r', 'p') AND c.relname IN ({})",
                                         target.schema_oid(), quoted_list(target, names));
    existing.tables =
        first_column(target.query(fmt::format("SELECT relname FROM pg_class c WHERE {} ORDER BY 1", ours)));
    existing.functions = first_column(target.query(fmt::format(
        "SELECT DISTINCT p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON "
        "p.oid = t.tgfoid WHERE NOT t.tgisinternal AND p.pronamespace = {} AND {}",
        target.schema_oid(), ours)));
    existing.definitions = read_definitions(target, target.schema(), *made);
    return existing;
}

Problems find_problems(Target& target, Existing const& existing, Schema const& wanted) {
    Problems problems;
    if (!existing.tables.empty()) {
        find_rows(target, existing, problems);
        find_uses(target, existing, problems);
    }
    find_collisions(target, existing, wanted, problems);
    // Where rows would remain, the statements would only destroy what may be of use to somebody.
    if (!all_removable(problems)) {
        for (Problem& problem : problems) problem.statement.clear();
    }
    return problems;
}

// What differs from the tables that MLflow makes.
void find_differences(Target& target, Existing const& existing, Schema const& made, Problems& problems) {
    bool const leads_on = all_removable(problems);
    for (Difference& one : differences(existing.definitions, make_definitions(target, made))) {
        std::string statement = leads_on ? undoing(target.schema(), one) : "";
        // The function of a trigger is looked at as long as there is the trigger. steps_to_own() changes the owner of
        // tables.
        bool const is_removable = !statement.empty() || one.added.starts_with("function ") ||
                                  (one.attribute == "owner" && one.object.starts_with("table "));
        problems.push_back({std::move(one.what), std::move(statement), undoing_additions, is_removable});
    }
}

// owning: how this role becomes the owner of all tables.
void throw_problems(Target& target, Schema const& wanted, Problems const& problems, NextSteps const& owning = {}) {
    if (problems.empty()) return;
    constexpr std::size_t shown = 8;
    std::vector<std::string> what;
    std::map<std::string_view, std::vector<std::string>> statements;
    std::vector<std::string> dropped;
    for (Problem const& problem : problems) {
        if (what.size() < shown) what.push_back(problem.what);
        if (problem.statement.empty()) continue;
        statements[problem.step].push_back(problem.statement);
        if (problem.step == dropping) dropped.push_back(problem.object);
    }
    std::string const more = problems.size() > shown ? fmt::format("; and {} more", problems.size() - shown) : "";
    NextSteps steps;
    if (wanted.store == Store::early_auth) {
        steps.push_back({"before MLflow 3.6 the auth database cannot share a schema with the tracking database"});
    }
    std::ranges::copy(owning, std::back_inserter(steps));
    bool const leads_on = all_removable(problems);
    for (auto const& [step, of_step] : statements) {
        // Only the tables' owner adds to them, and the step before names another owner.
        bool const is_owners = step == undoing_additions || step == resetting_grants;
        steps.push_back({fmt::format("{}{}", step, leads_on ? "" : ", then run check for what remains"),
                         is_owners          ? target.own_psql(of_step)
                         : step == dropping ? psql_as_owner(target, of_step, dropped)
                                            : target.psql(of_step)});
    }
    steps.push_back(target.creating_another());
    throw TargetError{fmt::format("target {}, schema {}, is in use: {}{}", target.name(), target.schema(),
                                  fmt::join(what, "; "), more),
                      steps};
}

// Runs `work` in a transaction. A table that this role may not read is explained.
void looking(Target& target, std::function<void()> const& work) {
    try {
        target.transaction("looking at what the target contains", work);
    } catch (ServerError const& refused) {
        target.explain_unreadable(target.schema(), refused);
        throw;
    }
}

}  // namespace

bool holds_rows(Target& target, Schema const& wanted) {
    std::string const revision = target.revision_in(target.schema(), wanted.store);
    if (revision.empty()) return false;
    // A newer MLflow may have upgraded the target to a revision that is not known here.
    Schema const made = schema_made(revision, wanted).value_or(wanted);
    Problems rows;
    looking(target, [&] {
        rows = {};
        find_rows(target, look(target, made, revision), rows);
    });
    return !rows.empty();
}

Existing ensure_replaceable(Target& target, Schema const& wanted) {
    std::string const revision = target.revision_in(target.schema(), wanted.store);
    std::optional<Schema> const made = schema_made(revision, wanted);
    Existing existing;
    auto const look_at_all = [&] {
        existing = look(target, made, revision);
        Problems problems = find_problems(target, existing, wanted);
        if (!existing.tables.empty() && !is_as_recorded(existing.definitions, *made)) {
            find_differences(target, existing, *made, problems);
        }
        throw_problems(target, wanted, problems,
                       problems.empty() ? NextSteps{} : steps_to_own(target, existing.definitions));
    };
    // Without tables there is only one query, so no transaction is needed.
    made ? looking(target, look_at_all) : look_at_all();
    return existing;
}

void ensure_unchanged(Target& target, Schema const& wanted, Existing const& seen) {
    std::string const revision = target.revision_in(target.schema(), wanted.store);
    Existing const now = look(target, schema_made(revision, wanted), revision);
    throw_problems(target, wanted, find_problems(target, now, wanted));
    if (now.tables == seen.tables && now.functions == seen.functions && now.definitions == seen.definitions) return;
    throw TargetError{fmt::format("target {} changed during publish", target.name()), "run again"};
}

}  // namespace mlflow2pg
