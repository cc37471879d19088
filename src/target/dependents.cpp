// SPDX-License-Identifier: Apache-2.0
#include "target/dependents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace mlflow2pg {

namespace {

// https://www.postgresql.org/docs/15/catalog-pg-depend.html: a part of an object has an automatic or internal
// dependency on it (a, i, P, S), any other dependent a normal one (n). A chunk is dropped with its hypertable, so it is
// no dependent either, and neither is a shard of Citus or its trigger: Citus hides its shards in pg_class. A view
// depends through its rule, or through a column of a table's row type.
constexpr char const* dependents_sql = R"sql(
WITH RECURSIVE given (classid, objid) AS ({}), parts (classid, objid) AS (
    SELECT classid::oid, objid FROM given
    UNION
    SELECT 'pg_class'::regclass::oid, i.inhrelid FROM given g JOIN pg_inherits i ON i.inhparent = g.objid
    JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE g.classid = 'pg_class'::regclass AND n.nspname = '_timescaledb_internal'
    UNION
    SELECT d.classid, d.objid FROM parts p JOIN pg_depend d ON d.refclassid = p.classid AND d.refobjid = p.objid
    WHERE d.deptype IN ('a', 'i', 'P', 'S')
), dependents AS (
    SELECT CASE WHEN v.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass::oid END AS classid,
        coalesce(v.oid, d.objid) AS objid, CASE WHEN v.oid IS NULL THEN d.objsubid ELSE 0 END AS objsubid,
        pg_describe_object(p.classid, p.objid, 0) AS on_what
    FROM parts p JOIN pg_depend d ON d.refclassid = p.classid AND d.refobjid = p.objid
    LEFT JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
    LEFT JOIN pg_class v ON v.oid = coalesce(w.ev_class, CASE d.classid WHEN 'pg_class'::regclass THEN d.objid END)
        AND v.relkind IN ('v', 'm')
    WHERE d.deptype = 'n' AND (d.classid, d.objid) NOT IN (SELECT classid, objid FROM parts)
    AND (d.classid <> 'pg_class'::regclass OR d.objid IN (SELECT oid FROM pg_class))
    AND (d.classid <> 'pg_trigger'::regclass
        OR d.objid IN (SELECT g.oid FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid))
)
SELECT DISTINCT ON (what) classid, objid, objsubid, format('%s depends on %s', what, on_what),
    CASE
        WHEN kind.type IN ('table column', 'foreign table column') THEN (
            SELECT format('ALTER TABLE %s DROP COLUMN %I', of_relation.identity, attname) FROM pg_attribute
            WHERE attrelid = objid AND attnum = objsubid)
        WHEN kind.type = 'composite type column' THEN (
            SELECT format('ALTER TYPE %s DROP ATTRIBUTE %I', of_relation.identity, attname) FROM pg_attribute
            WHERE attrelid = objid AND attnum = objsubid)
        WHEN kind.type = 'default value' THEN (
            SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT',
                (pg_identify_object('pg_class'::regclass, attrelid, 0)).identity, attname)
            FROM pg_attrdef v JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE v.oid = objid)
        WHEN kind.type = 'table constraint' THEN (
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I',
                (pg_identify_object('pg_class'::regclass, conrelid, 0)).identity, conname) FROM pg_constraint c
            WHERE c.oid = objid)
        WHEN kind.type LIKE '% column' OR kind.type LIKE 'domain %' THEN ''
        ELSE format('DROP %s %s', CASE kind.type WHEN 'composite type' THEN 'TYPE' WHEN 'statistics object' THEN
            'STATISTICS' ELSE upper(kind.type) END, kind.identity)
    END
FROM dependents, pg_describe_object(classid, objid, objsubid) AS what,
    pg_identify_object(classid, objid, objsubid) AS kind,
    pg_identify_object(classid, objid, 0) AS of_relation
ORDER BY what, on_what NOT LIKE 'table %', on_what)sql";

}  // namespace

std::string object_of(pqxx::row const& row) {
    return fmt::format("({}::oid, {}::oid)", row[0].c_str(), row[1].c_str());
}

std::vector<Dependent> find_dependents(Target& target, std::string_view objects) {
    using Id = std::tuple<std::uint64_t, std::uint64_t, int>;  // objid, classid, objsubid
    // The newest object comes first: it is usually created after those on which it depends, and is dropped before them.
    std::map<Id, Dependent, std::greater<>> found;
    for (std::string given{objects}; !given.empty();) {
        std::vector<std::string> next;
        for (auto const& row : target.query(fmt::format(fmt::runtime(dependents_sql), given))) {
            Id const id{row[1].as<std::uint64_t>(), row[0].as<std::uint64_t>(), row[2].as<int>()};
            std::string const object = object_of(row);
            bool const is_new = found.try_emplace(id, Dependent{row[3].c_str(), row[4].c_str(), object}).second;
            // What depends on a column or a default does not prevent dropping the whole.
            if (is_new && std::get<2>(id) == 0) next.push_back(object);
        }
        given = next.empty() ? ""
                             : fmt::format("SELECT * FROM (VALUES {}) AS v (classid, objid)", fmt::join(next, ", "));
    }
    std::vector<Dependent> ordered;
    ordered.reserve(found.size());
    for (auto& [id, dependent] : found) ordered.push_back(std::move(dependent));
    return ordered;
}

std::string psql_as_owner(Target& target, std::vector<std::string> const& statements,
                          std::vector<std::string> const& objects) {
    // A part of a table, such as a constraint or a trigger, belongs to the owner of the table. What the first superuser
    // owns is not in pg_shdepend: https://www.postgresql.org/docs/15/catalog-pg-shdepend.html
    constexpr char const* all_own_sql = R"sql(
SELECT coalesce(bool_and(EXISTS (
    SELECT FROM pg_shdepend s WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND s.deptype = 'o' AND pg_has_role(s.refobjid, 'USAGE')
    AND ((s.classid, s.objid) = (o.classid, o.objid) OR (s.classid, s.objid) IN (
        SELECT d.refclassid, d.refobjid FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid
        AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))))), false)
FROM (VALUES {}) AS o (classid, objid))sql";
    bool const all_own =
        !objects.empty() &&
        target.query(fmt::format(fmt::runtime(all_own_sql), fmt::join(objects, ", ")))[0][0].as<bool>();
    return all_own ? target.own_psql(statements) : target.psql(statements);
}

}  // namespace mlflow2pg
