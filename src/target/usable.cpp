// SPDX-License-Identifier: Apache-2.0
#include "target/usable.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/next_step.hpp"
#include "base/sql.hpp"
#include "target/citus.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

namespace {

using Problem = std::pair<std::string, NextStep>;  // what is wrong, and the next step

constexpr int oldest_server = 130000;  // the oldest that the tests run against

// pg_temp, pg_catalog and others, and the one for the staged copy. MLflow's tables would disappear with the session, or
// be mixed with the server's own.
bool is_systems_own(std::string_view schema) {
    return schema.starts_with("pg_") || schema == "information_schema" || schema == staging_schema;
}

// The statements that turn default_transaction_read_only off where a session of the role in this database takes it
// from: the role in the database, the role, the database, all roles. If one of them is left, it counts:
// https://www.postgresql.org/docs/15/catalog-pg-db-role-setting.html
constexpr char const* reset_read_only_sql = R"sql(
SELECT format('ALTER %s RESET default_transaction_read_only', CASE
    WHEN setrole = 0 AND setdatabase = 0 THEN 'ROLE ALL' WHEN setrole = 0 THEN format('DATABASE %I', datname)
    WHEN setdatabase = 0 THEN format('ROLE %I', rolname) ELSE format('ROLE %I IN DATABASE %I', rolname, datname) END)
FROM pg_db_role_setting LEFT JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase
WHERE (setrole = 0 OR rolname = session_user) AND (setdatabase = 0 OR datname = current_database()) AND EXISTS (
    SELECT FROM unnest(setconfig) AS setting
    WHERE setting ~* '^default_transaction_read_only=(on|t|tr|tru|true|y|ye|yes|1)$')
ORDER BY setrole = 0, setdatabase = 0)sql";

// How to turn default_transaction_read_only off.
NextStep step_to_writable(Target& target) {
    std::string const first =
        "if a hosting service set it because the disk is nearly full, free disk space first. Then ";
    if (target.read_only_by() == "client") {
        return {first + "take default_transaction_read_only out of TARGET or PGOPTIONS"};
    }
    // ALTER is refused in a session that is itself read-only.
    std::vector<std::string> statements{"SET default_transaction_read_only = off"};
    for (auto const& row : target.query(reset_read_only_sql)) statements.emplace_back(row[0].c_str());
    if (statements.size() == 1) {
        return {first + "set default_transaction_read_only to off in the server's configuration"};
    }
    return {first + "reset it, as the owner or a superuser", target.psql(statements)};
}

// What is wrong with a search path none of whose schemas can be used.
Problem missing_schema(Target& target) {
    pqxx::result const path = target.query(
        R"sql(
SELECT setting, source, quote_ident(first), quote_ident(current_user), to_regnamespace(quote_ident(first)),
    EXISTS (SELECT FROM regexp_matches(setting, '"(?:[^"]|"")*"', 'g') AS quoted
        WHERE quoted[1] LIKE '%,%' OR quoted[1] LIKE '"""%')
FROM pg_catalog.pg_settings LEFT JOIN LATERAL (
    SELECT CASE WHEN btrim(item, '"') = '$user' THEN current_user
        WHEN item LIKE '"%' THEN replace(substr(item, 2, length(item) - 2), '""', '"') ELSE lower(item) END AS first
    FROM regexp_matches(setting, '"(?:[^"]|"")*"|[^",\s]+', 'g') WITH ORDINALITY AS items (found, number),
        LATERAL (SELECT found[1]) AS one (item)
    ORDER BY number LIMIT 1) AS path ON true
WHERE name = 'search_path')sql");
    std::string const source = path[0][1].c_str();
    std::string_view const origin = source == "client"          ? "options in TARGET, or PGOPTIONS"
                                    : source == "database"      ? "ALTER DATABASE … SET"
                                    : source == "user"          ? "ALTER ROLE … SET"
                                    : source == "database user" ? "ALTER ROLE … IN DATABASE … SET"
                                    : source == "default"       ? "PostgreSQL's default"
                                                                : "the server's configuration";
    std::string const first = path[0][2].is_null() ? "" : path[0][2].c_str();
    if (is_systems_own(first)) {
        return {fmt::format("search_path = {} (set by {}) begins with {}, where MLflow's tables cannot be stored",
                            path[0][0].c_str(), origin, first),
                {"let it begin with a schema of your own"}};
    }
    std::string const problem =
        fmt::format("no schema of search_path = {} can be used (set by {})", path[0][0].c_str(), origin);
    if (first.empty() || first == "\"\"") return {problem, {"set search_path to a schema that exists"}};
    if (path[0][5].as<bool>()) {
        return {problem + "; quotes round the whole make it one name",
                {"set it without those quotes, as in search_path = a, b"}};
    }
    std::string_view const statement = path[0][4].is_null() ? "CREATE SCHEMA {} AUTHORIZATION {}"
                                                            : "GRANT USAGE, CREATE ON SCHEMA {} TO {}";
    return {problem,
            {"correct search_path where it is set. Or, as the owner or a superuser",
             target.psql({fmt::format(fmt::runtime(statement), first, path[0][3].c_str())})}};
}

// A problem for each kind of object on which ALTER DEFAULT PRIVILEGES takes rights from the role
// that creates it. Those of a schema only add rights.
// https://www.postgresql.org/docs/15/sql-alterdefaultprivileges.html
std::vector<Problem> lost_rights(Target& target) {
    constexpr char const* sql = R"sql(
SELECT format('%s on new %s', string_agg(lost.privilege_type, ', ' ORDER BY lost.privilege_type), lower(objects)),
    format('ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT ALL ON %s TO %1$I', rolname, objects)
FROM pg_roles JOIN pg_default_acl ON defaclrole = pg_roles.oid AND defaclnamespace = 0
JOIN (VALUES ('r', 'r', 'TABLES'), ('S', 's', 'SEQUENCES'), ('f', 'f', 'FUNCTIONS'), ('n', 'n', 'SCHEMAS'))
    AS kinds (kind, initial, objects) ON kind = defaclobjtype::text,
aclexplode(acldefault(initial::"char", defaclrole)) AS lost
WHERE rolname = current_user AND NOT rolsuper AND lost.grantee = defaclrole
AND NOT EXISTS (SELECT FROM aclexplode(defaclacl) AS kept
    WHERE kept.grantee IN (defaclrole, 0) AND kept.privilege_type = lost.privilege_type)
GROUP BY rolname, objects ORDER BY objects)sql";
    std::vector<Problem> lost;
    for (auto const& row : target.query(sql)) {
        lost.emplace_back(fmt::format("its default privileges take {} from the role, also for MLflow", row[0].c_str()),
                          NextStep{"give them back", target.own_psql({row[1].c_str()})});
    }
    return lost;
}

// The operator class that somebody has made the default for varchar. PostgreSQL has none: it takes that of text, as
// MLflow's keys and indexes do. There can be only one: https://www.postgresql.org/docs/15/sql-createopclass.html
constexpr char const* operator_class_sql = R"sql(
(SELECT format('%I.%I', nspname, opcname) FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod
    JOIN pg_namespace n ON n.oid = opcnamespace
    WHERE opcdefault AND amname = 'btree' AND opcintype = 'varchar'::regtype))sql";

// The statements that give back rights that every role has in a new database, and somebody took away. They name only
// what a migration uses after the gates. Without another right, a gate fails itself.
constexpr char const* system_grants_sql = R"sql(
(SELECT string_agg(format('GRANT %s TO %I', objects, current_user), '; ') FROM (
    SELECT 'EXECUTE ON FUNCTION ' || string_agg(oid::regprocedure::text, ', ') FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT has_function_privilege(oid, 'EXECUTE') AND proname IN (
        'setval', 'age', 'pg_current_xact_id', 'format_type', 'obj_description', 'col_description',
        'pg_describe_object', 'pg_get_constraintdef', 'pg_get_expr', 'pg_get_functiondef', 'pg_get_indexdef',
        'pg_get_triggerdef', 'pg_total_relation_size')
    UNION ALL SELECT 'SELECT ON ' || string_agg(oid::regclass::text, ', ') FROM pg_class
    WHERE relnamespace = 'pg_catalog'::regnamespace AND NOT has_table_privilege(oid, 'SELECT') AND relname IN (
        'pg_attrdef', 'pg_constraint', 'pg_default_acl', 'pg_depend', 'pg_index', 'pg_inherits', 'pg_locks',
        'pg_policy', 'pg_sequence', 'pg_sequences', 'pg_stat_progress_create_index', 'pg_trigger')
    ) AS withheld (objects) WHERE objects IS NOT NULL))sql";

// name: as written in SQL.
Problem foreign_operator_class(Target const& target, std::string_view name) {
    return {fmt::format("operator class {} is the default for varchar, so the indexes would not be MLflow's", name),
            {"if nobody needs it, drop it as its owner. Or give another database",
             target.psql({fmt::format("DROP OPERATOR CLASS {} USING btree", name)})}};
}

Problem distributed_schema(Target const& target) {
    return {fmt::format("Citus distributes schema {} as a whole (schema-based sharding)", target.schema()),
            {"give another schema, or, as the owner or a superuser",
             target.psql({fmt::format("SELECT citus_schema_undistribute({})",
                                      quote_literal(quote_identifier(target.schema())))})}};
}

}  // namespace

bool has_schema(Target const& target) { return !target.schema().empty() && !is_systems_own(target.schema()); }

void ensure_schema(Target& target) {
    if (has_schema(target)) return;
    auto const [problem, step] = missing_schema(target);
    throw TargetError{fmt::format("target {}: {}", target.name(), problem), NextSteps{step}};
}

void ensure_usable(Target& target) {
    std::vector<std::string> problems;
    NextSteps steps;
    auto const problem = [&](Problem found) {
        problems.push_back(std::move(found.first));
        steps.push_back(std::move(found.second));
    };
    // Rights in a database that has to be replaced would be of no use.
    bool is_utf8 = true;
    auto const lacks = [&](std::string what, std::string const& statement) {
        problems.push_back(std::move(what));
        if (is_utf8) steps.push_back({"as the owner or a superuser", target.psql({statement})});
    };
    pqxx::result const facts = target.query(fmt::format(
        "SELECT pg_encoding_to_char(encoding), pg_is_in_recovery(), has_database_privilege(oid, 'CREATE'), "
        "current_setting('server_version_num')::int, quote_ident(datname), quote_ident(current_user), "
        "has_schema_privilege(nullif({0}, ''), 'CREATE'), quote_ident({0}), EXISTS (SELECT "
        "FROM pg_language WHERE lanname = 'plpgsql'), {1}, {2} FROM pg_database WHERE datname = current_database()",
        target.quote(target.schema()), operator_class_sql, system_grants_sql));
    auto const row = facts[0];
    std::string const database = row[4].c_str();
    std::string const user = row[5].c_str();
    // First, because a read-only session refuses the statements of the other steps.
    if (!target.read_only_by().empty()) {
        problem({"its sessions are read-only, so MLflow could not write (default_transaction_read_only = on)",
                 step_to_writable(target)});
    }
    is_utf8 = row[0].as<std::string>() == "UTF8";
    if (!is_utf8) problem({fmt::format("its encoding is {}, not UTF8", row[0].c_str()), target.creating_another()});
    if (row[3].as<int>() < oldest_server) {
        problem({fmt::format("the server is PostgreSQL {}, older than 13", row[3].as<int>() / 10000),
                 {"use a newer server"}});
    }
    if (row[1].as<bool>()) {
        problem({"the server is a standby and takes no writes", {"connect to the primary"}});
    } else if (!row[2].as<bool>()) {
        lacks("the role may not create the staging schema",
              fmt::format("GRANT CREATE ON DATABASE {} TO {}", database, user));
    }
    if (!has_schema(target)) {
        problem(missing_schema(target));
    } else if (!row[6].as<bool>()) {
        lacks(fmt::format("the role may not create tables in schema {}", target.schema()),
              fmt::format("GRANT CREATE ON SCHEMA {} TO {}", row[7].c_str(), user));
    }
    if (!row[8].as<bool>()) {  // the sequences are set by a DO block
        lacks("it lacks the language plpgsql, which a new database has", "CREATE EXTENSION plpgsql");
    }
    if (!row[10].is_null()) lacks("the role lacks rights that PostgreSQL gives to all roles", row[10].c_str());
    for (Problem& lost : lost_rights(target)) problem(std::move(lost));
    if (!row[9].is_null()) problem(foreign_operator_class(target, row[9].c_str()));
    if (is_distributed_schema(target)) problem(distributed_schema(target));
    if (!problems.empty()) {
        throw TargetError{fmt::format("target {}: {}", target.name(), fmt::join(problems, "; ")), steps};
    }
}

ToastCompression toast_compression(Target& target) {
    pqxx::result const found = target.query(
        "SELECT setting, 'lz4' = ANY (enumvals) FROM pg_catalog.pg_settings WHERE name = 'default_toast_compression'");
    if (found.empty()) return {};
    return {found[0][0].as<std::string>(), found[0][1].as<bool>()};
}

void ensure_toast_compression(Target& target, std::string const& method) {
    if (method.empty()) return;
    ToastCompression const toast = toast_compression(target);
    if (!toast.now.empty() && (method != "lz4" || toast.lz4)) return;
    throw TargetError{fmt::format("target {}: its server cannot compress with {}: {}", target.name(), method,
                                  toast.now.empty() ? "PostgreSQL has that choice from release 14 on"
                                                    : "it was built without that library"),
                      "leave out --toast-compression"};
}

void ensure_room_to_sort(Target& target, std::int64_t rows) {
    // On disk the shortest entry, of one run's id, has 48 bytes with its header.
    constexpr std::int64_t least_bytes_on_disk = 40;
    if (rows * sorted_row_bytes <= least_sort_kilobytes * 1024) return;
    auto const limit = target.query(
        "SELECT setting::bigint, current_setting(name), format('ALTER ROLE %I IN DATABASE %I SET temp_file_limit = "
        "%L', session_user, current_database(), '-1') FROM pg_settings WHERE name = 'temp_file_limit'")[0];
    auto const kilobytes = limit[0].as<std::int64_t>();
    if (kilobytes < 0 || kilobytes * 1024 >= rows * least_bytes_on_disk) return;
    throw TargetError{fmt::format("target {}: temp_file_limit = {} is too little to sort the largest index",
                                  target.name(), limit[1].c_str()),
                      "as a superuser, raise it for the migration", target.psql({limit[2].c_str()})};
}

}  // namespace mlflow2pg
