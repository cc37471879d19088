// SPDX-License-Identifier: Apache-2.0
#include "target/publish.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/sql.hpp"
#include "target/bystanders.hpp"
#include "target/definitions.hpp"
#include "target/existing.hpp"
#include "target/sequences.hpp"
#include "target/staged_rows.hpp"
#include "target/staging.hpp"
#include "target/table_users.hpp"

namespace mlflow2pg {

namespace {

// Drops what was `seen` in the target, in the current transaction.
void drop_existing(Target& target, Schema const& wanted, Existing const& seen) {
    std::string const schema = quote_identifier(target.schema());
    std::vector<std::string> tables;
    for (std::string const& table : seen.tables) tables.push_back(schema + "." + quote_identifier(table));
    if (!tables.empty()) target.query(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", fmt::join(tables, ", ")));
    // Check again under the locks: somebody may have written since the first check.
    ensure_unchanged(target, wanted, seen);
    if (!tables.empty()) target.query(fmt::format("DROP TABLE {}", fmt::join(tables, ", ")));
    for (std::string const& function : seen.functions) {
        target.query(fmt::format("DROP FUNCTION {}.{}()", schema, quote_identifier(function)));
    }
}

// ALTER … SET SCHEMA of a table also moves its indexes, constraints, triggers and owned sequences. {}: the schema's
// name.
constexpr char const* moves_sql = R"sql(
SELECT format('ALTER %s SET SCHEMA %I', CASE classid
    WHEN 'pg_class'::regclass THEN 'TABLE ' || objid::regclass ELSE 'FUNCTION ' || objid::regprocedure END, {})
FROM mlflow2pg_staging.mlflow2pg_objects JOIN pg_depend USING (classid, objid)
WHERE refclassid = 'pg_namespace'::regclass AND refobjid = 'mlflow2pg_staging'::regnamespace
ORDER BY classid, objid)sql";

// Statements that give the moved objects the grants that they would have if they were created now, in this schema: by
// ALTER DEFAULT PRIVILEGES, with and without IN SCHEMA, which somebody may have changed since they were created.
// https://www.postgresql.org/docs/15/catalog-pg-default-acl.html {}: the schema's oid.
constexpr char const* default_grants_sql = R"sql(
WITH moved (kind, type, name, owner, acl) AS (
    SELECT 'r', 'TABLE', oid::regclass::text, relowner, relacl FROM mlflow2pg_staging.mlflow2pg_objects
    JOIN pg_class ON oid = objid WHERE classid = 'pg_class'::regclass
    UNION ALL
    SELECT 'S', 'SEQUENCE', s.oid::regclass::text, relowner, relacl FROM mlflow2pg_staging.mlflow2pg_objects o
    JOIN pg_depend d ON d.refclassid = o.classid AND d.refobjid = o.objid AND d.deptype IN ('a', 'i')
    JOIN pg_class s ON d.classid = 'pg_class'::regclass AND s.oid = d.objid AND s.relkind = 'S'
    UNION ALL
    SELECT 'f', 'FUNCTION', oid::regprocedure::text, proowner, proacl FROM mlflow2pg_staging.mlflow2pg_objects
    JOIN pg_proc ON oid = objid WHERE classid = 'pg_proc'::regclass
), lists AS (
    SELECT type, name, coalesce(acl, initial) AS actual,
        coalesce((SELECT defaclacl FROM pg_default_acl
            WHERE defaclrole = owner AND defaclnamespace = 0 AND defaclobjtype::text = kind), initial)
        || coalesce((SELECT defaclacl FROM pg_default_acl
            WHERE defaclrole = owner AND defaclnamespace = {} AND defaclobjtype::text = kind), '{{}}') AS wanted
    FROM moved, acldefault((CASE kind WHEN 'S' THEN 's' ELSE kind END)::"char", owner) AS initial
), changes AS (
    SELECT is_wanted, type, name, grantee, privilege_type, is_grantable
    FROM lists, (VALUES (true), (false)) AS side (is_wanted),
    LATERAL (SELECT grantee, privilege_type, is_grantable
        FROM aclexplode(CASE WHEN is_wanted THEN wanted ELSE actual END)
        EXCEPT SELECT grantee, privilege_type, is_grantable
        FROM aclexplode(CASE WHEN is_wanted THEN actual ELSE wanted END)) AS difference
)
SELECT format(CASE WHEN is_wanted THEN 'GRANT %s ON %s %s TO %s%s' ELSE 'REVOKE %s ON %s %s FROM %s' END,
    privilege_type, type, string_agg(name, ', '),
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
    CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM changes GROUP BY is_wanted, type, privilege_type, grantee, is_grantable ORDER BY is_wanted)sql";

// Whether this transaction has written rows of the relation `oid`, or has changed the sequence. Moving it takes another
// lock: https://www.postgresql.org/docs/15/explicit-locking.html
constexpr char const* is_written_sql =
    "EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND relation = oid AND mode = 'RowExclusiveLock')";

// The staged tables, their chunks and their sequences, each with the name, schema and file on disk that it must have
// after the move. It gets another file when it is truncated or rewritten, or when a sequence is restarted. Leaves out
// sequences that this transaction created; only the trial in ensure_server_allows() creates some. {0}: the target's
// schema, {1}: is_written_sql.
constexpr char const* relations_sql = R"sql(
WITH tables AS (
    SELECT objid FROM mlflow2pg_staging.mlflow2pg_objects WHERE classid = 'pg_class'::regclass
    UNION ALL
    SELECT inhrelid FROM mlflow2pg_staging.mlflow2pg_objects JOIN pg_inherits ON inhparent = objid
), relations AS (
    SELECT objid FROM tables
    UNION ALL
    SELECT d.objid FROM tables t JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.objid
    JOIN pg_sequence ON seqrelid = d.objid WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
)
SELECT string_agg(format('(%s::oid, %L, %s::oid, %s::oid)', oid, relname,
    CASE relnamespace WHEN 'mlflow2pg_staging'::regnamespace THEN {0} ELSE relnamespace END::oid, relfilenode), ', ')
FROM relations JOIN pg_class ON oid = objid WHERE NOT {1})sql";

std::string staged_relations_sql(Target const& target) {
    return fmt::format(fmt::runtime(relations_sql), target.schema_oid(), is_written_sql);
}

// The names of the relations that something else than the move has changed. {0}: the result of relations_sql, {1}:
// is_written_sql.
constexpr char const* changed_relations_sql = R"sql(
SELECT string_agg(name, ', ' ORDER BY name) FROM (VALUES {0}) AS moved (oid, name, schema, file)
WHERE {1} OR NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = moved.oid AND relname = name AND relnamespace = schema
    AND relfilenode = file))sql";

// Runs the statements that a query returns. query: has a {} for the schema.
void run_each(Target& target, Plan const& plan, char const* query, std::string const& schema) {
    std::string sql;
    for (auto const& row : target.query(fmt::format(fmt::runtime(query), schema))) {
        sql += row[0].c_str();
        sql += ";\n";
        if (plan.distribution) target.query(std::exchange(sql, {}));  // Citus accepts only one in a message
    }
    if (!sql.empty()) target.query(sql);
}

struct Emptied {
    std::string changed;           // the names of the relations that something else has changed; empty: none
    std::string session_settings;  // the result of session_settings_sql
};

// Drops the staging schema, which the tables have left. relations: what relations_sql returned before the transaction's
// first DDL statement.
Emptied drop_emptied_staging(Target& target, std::string const& relations) {
    ensure_not_used(target, "", {"run again"});
    // Without CASCADE: an object that was not moved makes the publish fail.
    // The last statement comes after everything that can make an event trigger run, or a trigger that it has deferred.
    pqxx::result const changed = target.query(
        fmt::format("DROP TABLE {0}.mlflow2pg_progress, {0}.mlflow2pg_loads, {0}.mlflow2pg_identity, "
                    "{0}.mlflow2pg_objects;\nDROP SCHEMA {0};\nSET CONSTRAINTS ALL IMMEDIATE;",
                    staging_schema) +
        fmt::format("SELECT ({}), {}", fmt::format(fmt::runtime(changed_relations_sql), relations, is_written_sql),
                    session_settings_sql));
    return {changed[0][0].is_null() ? "" : changed[0][0].c_str(), changed[0][1].c_str()};
}

// The first staged object that belongs to another role, has grants that a new object does not get, or lacks a right of
// its owner: "params has another owner or other grants"; empty: none. Tables come first: their sequences change the
// owner with them. This program's own tables in the staging schema show which grants a new table gets. Right after the
// move the objects still have these grants.
std::string changed_rights(Target& target) {
    // https://www.postgresql.org/docs/15/catalog-pg-default-acl.html: the grants of ALTER DEFAULT PRIVILEGES.
    constexpr std::string_view given_by_default =
        "(SELECT defaclacl FROM pg_default_acl WHERE defaclrole = quote_ident(current_user)::regrole AND "
        "defaclnamespace = 0 AND "
        "defaclobjtype =";
    pqxx::result const changed = target.query(fmt::format(
        "WITH tables AS (SELECT objid AS oid FROM {0}.mlflow2pg_objects WHERE classid = 'pg_class'::regclass) "
        "SELECT c.oid::regclass::text AS name, c.relkind = 'S' AS follows "
        "FROM pg_class c JOIN pg_class fresh ON fresh.oid = '{0}.mlflow2pg_loads'::regclass "
        "WHERE (c.oid IN (SELECT oid FROM tables) OR c.relkind = 'S' AND c.oid IN (SELECT objid FROM pg_depend JOIN "
        "tables ON oid = refobjid WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND "
        "deptype IN ('a', 'i'))) AND (c.relowner <> fresh.relowner OR c.relacl IS DISTINCT FROM CASE c.relkind WHEN "
        "'S' THEN {1} 'S') ELSE fresh.relacl END OR EXISTS "
        "(SELECT FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL) OR NOT c.relacl @> (acldefault((CASE "
        "c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::\"char\", c.relowner))[1]) "
        "UNION ALL SELECT oid::regprocedure::text, true FROM pg_proc WHERE oid IN (SELECT objid FROM "
        "{0}.mlflow2pg_objects WHERE classid = 'pg_proc'::regclass) AND "
        "(proowner <> quote_ident(current_user)::regrole OR proacl IS DISTINCT FROM {1} 'f')) "
        "ORDER BY follows, name LIMIT 1",
        staging_schema, given_by_default));
    return changed.empty() ? "" : changed[0][0].as<std::string>() + " has another owner or other grants";
}

// The first definition of the tables in `schema` that differs from what this program made; empty: none.
std::string changed_definition(Target& target, Plan const& plan, std::string const& schema) {
    DefinitionComparison const definitions = compare_definitions(target, plan, schema);
    for (auto const& changed : {definitions.differences, definitions.additions}) {
        if (!changed.empty()) return changed.front();
    }
    return {};
}

// The first right or definition in the staging schema that was changed; empty: none.
std::string staged_difference(Target& target, Plan const& plan) {
    std::string rights = changed_rights(target);
    return rights.empty() ? changed_definition(target, plan, std::string{staging_schema}) : rights;
}

// What somebody else has changed of the moved tables although they were locked; empty: nothing. Until the move has
// locked them, too, others can change rights, functions and the values of sequences.
std::string moved_difference(Target& target, Plan const& plan) {
    std::string rights = changed_rights(target);
    if (!rights.empty()) return rights;
    std::vector<std::string> sequences;
    check_sequences(target, plan.schema, target.schema(), sequences);
    return sequences.empty() ? changed_definition(target, plan, target.schema()) : sequences.front();
}

// Whether the staged rows are as this program has loaded them. Throws StagedChanged if they are not.
void ensure_rows_as_made(Target& target, Plan const& plan) {
    // Check the rights first: nobody may read the tables of another owner.
    std::string const rights = changed_rights(target);
    if (!rights.empty()) throw StagedChanged{target, rights};
    ensure_rows_as_loaded(target, plan);
}

// Locks the staged tables against everybody, and throws StagedChanged when somebody else has changed a row since they
// were compared with the source. Returns what relations_sql does.
std::string hold_staged(Target& target, Plan const& plan) {
    std::vector<std::string> tables;
    for (TablePlan const& table : plan.tables) {
        tables.push_back(fmt::format("{}.{}", staging_schema, quote_identifier(table.name)));
    }
    std::string const lock = fmt::format(
        // With the server's own setting, MLflow's data is as safe as everything else on the server.
        "SET LOCAL synchronous_commit TO DEFAULT; "
        // If the connection is lost now, the server must not keep MLflow's tables locked.
        "SET LOCAL idle_in_transaction_session_timeout = '60s'; LOCK TABLE {} IN ACCESS EXCLUSIVE MODE;",
        fmt::join(tables, ", "));
    std::string relations;
    try {
        relations = target.query(lock + staged_relations_sql(target))[0][0].c_str();
    } catch (ServerError const& refused) {
        constexpr std::string_view undefined_table = "42P01";
        if (refused.sqlstate() == undefined_table) throw StagedChanged{target, refused.what()};
        throw;
    }
    ensure_rows_as_made(target, plan);
    return relations;
}

// Drops the tables that were `seen` in the target, and moves the staged tables there, in the current transaction.
// Throws TargetError when the moved tables are not as expected. Without an event trigger that fires, somebody else has
// changed them (StagedChanged).
// relations: what relations_sql returned before. triggers: those that fire. Returns the result of session_settings_sql.
std::string replace(Target& target, Plan const& plan, Existing const& seen, std::string const& relations,
                    std::vector<EventTrigger> const& triggers) {
    drop_existing(target, plan.schema, seen);
    run_each(target, plan, moves_sql, target.quote(target.schema()));
    std::string changed = moved_difference(target, plan);
    Emptied emptied;
    if (!changed.empty() && triggers.empty()) throw StagedChanged{target, changed};
    if (changed.empty()) {
        run_each(target, plan, default_grants_sql, target.schema_oid());
        emptied = drop_emptied_staging(target, relations);
        changed = emptied.changed;
    }
    if (changed.empty() && !triggers.empty()) {
        DefinitionComparison const definitions = compare_definitions(target, plan, target.schema());
        if (!definitions.differences.empty()) changed = definitions.differences.front();
    }
    if (!changed.empty()) throw_event_trigger(target, triggers, "changes tables while they are published", changed);
    return emptied.session_settings;
}

// The statements of a publish, in the current transaction.
void replace_with_staged(Target& target, Plan const& plan, Existing const& seen) {
    std::string const relations = hold_staged(target, plan);
    std::vector<EventTrigger> const triggers = event_triggers(target);
    if (!triggers.empty()) {
        // So that a trigger is only blamed for what happens from here on.
        std::string const changed = changed_definition(target, plan, std::string{staging_schema});
        if (!changed.empty()) throw StagedChanged{target, changed};
    }
    target.ensure_sessions_alike(replace(target, plan, seen, relations, triggers));
}

// The oid of a staged table. It stays the same when the table is moved.
std::string oid_in_staging(Target& target, std::string_view table) {
    return target.query(fmt::format("SELECT '{}.{}'::regclass::oid", staging_schema, table))[0][0].c_str();
}

// Finds out over new connections whether a publish whose COMMIT got no answer took place: whether the table `oid` is in
// the target's schema. Waits as long as the server cannot be reached, because without an answer the outcome is unknown.
bool was_published(Target& target, std::string const& oid) {
    using Clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds pause{250};
    constexpr std::chrono::seconds between_warnings{30};
    ServerSession const lost = target.session();
    Clock::time_point told = Clock::now() - between_warnings;
    for (;; std::this_thread::sleep_for(pause)) {
        std::string reason = fmt::format("server process {} is still running the COMMIT", lost.process);
        try {
            target.reconnect();
            // The session of the broken connection may wait for us forever.
            target.end_idle(lost);
            // The lock is free once the session that sent the COMMIT has ended. From then on the outcome is final.
            if (target.try_lock()) {
                return target
                           .query(fmt::format("SELECT 1 FROM pg_class WHERE oid = {} AND relnamespace = {}", oid,
                                              target.schema_oid()))
                           .size() == 1;
            }
        } catch (ServerError const& error) {
            reason = error.what();
        } catch (std::bad_alloc const&) {
            reason = "out of memory";  // other processes may free some
        }
        if (Clock::now() - told < between_warnings) continue;
        spdlog::warn("waiting for the server to tell whether the publish took place: {}", reason);
        told = Clock::now();
    }
}

// Renames the staging schema of an earlier run, in the current transaction. Returns whether the name is free then:
// another role's schema cannot be renamed.
bool set_aside_staging(Target& target) {
    pqxx::result const left = target.query(
        fmt::format("SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = '{}'", staging_schema));
    if (left.empty()) return true;
    if (!left[0][0].as<bool>()) return false;
    target.query(fmt::format("ALTER SCHEMA {} RENAME TO mlflow2pg_set_aside", staging_schema));
    return true;
}

// What can make the server refuse a statement of a migration, besides event triggers.
struct Obstacles {
    bool restricted_types;  // somebody has changed who may use a language or a type, or where new tables are stored
    bool few_locks;         // the locks of a publish may not fit into the server's table of locks
};

// PostgreSQL documentation, "Lock Management": the table of locks has room for at least
// max_locks_per_transaction * (max_connections + max_prepared_transactions).
Obstacles find_obstacles(Target& target, Plan const& plan) {
    constexpr std::size_t locks_of_table = 8;  // with its indexes, its sequence and its TOAST table
    pqxx::result const found = target.query(
        "SELECT EXISTS (SELECT FROM pg_language WHERE lanacl IS NOT NULL) OR EXISTS (SELECT FROM pg_type WHERE typacl "
        "IS NOT NULL) OR current_setting('default_tablespace') <> '' OR current_setting('default_table_access_method') "
        "<> 'heap', current_setting('max_locks_per_transaction')::bigint * "
        "(current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint)");
    return {found[0][0].as<bool>(), found[0][1].as<std::size_t>() < locks_of_table * plan.tables.size()};
}

// Whether the error is a missing right of the role, and not one that a trigger's function lacks. The server's words
// name the function then: "CONTEXT:  PL/pgSQL function guard() line 2 at …".
bool is_about_a_right(ServerError const& error, std::vector<EventTrigger> const& triggers) {
    constexpr std::string_view insufficient_privilege = "42501";
    std::string_view const words = error.what();
    return error.sqlstate() == insufficient_privilege &&
           std::ranges::none_of(triggers, [&](EventTrigger const& trigger) {
               return words.find(trigger.function + "()") != std::string_view::npos;
           });
}

// The publish waited in vain for the locks of the tables that it replaces.
[[noreturn]] void throw_in_use(Target& target, Existing const& seen, ServerError const& error) {
    TableUsers const users = users_of(target, seen.tables);
    if (users.texts.empty()) throw error;
    throw TargetError{fmt::format("{}; MLflow's tables are in use by {}", error.what(), fmt::join(users.texts, ", ")),
                      NextSteps{{"wait for their end, or end them", target.psql(users.statements)},
                                {"then run again: only the publish is left"}}};
}

}  // namespace

void ensure_staged_as_made(Target& target, Plan const& plan) {
    ensure_rows_as_made(target, plan);
    std::string const changed = changed_definition(target, plan, std::string{staging_schema});
    if (!changed.empty()) throw StagedChanged{target, changed};
}

void publish(Target& target, Plan const& plan, std::function<void()> const& last_look) {
    std::string const moved = oid_in_staging(target, version_table(plan.schema.store));
    Existing const seen = ensure_replaceable(target, plan.schema);
    std::optional<Uninterruptible> committing;
    try {
        target.transaction("publishing", [&] {
            replace_with_staged(target, plan, seen);
            last_look();
            throw_if_interrupted();
            committing.emplace();
        });
    } catch (ServerError const& error) {
        constexpr std::string_view lock_not_available = "55P03";
        if (error.sqlstate() == lock_not_available) throw_in_use(target, seen, error);
        if (!committing || !error.connection_lost()) throw;
        spdlog::warn("finding out whether the publish took place: {}", error.what());
        if (!was_published(target, moved)) {
            throw TargetError{fmt::format("{}; it did not take place", error.what()),
                              "run again; only the publish is left"};
        }
    } catch (std::bad_alloc const&) {
        // Memory may have run out while receiving the answer to COMMIT.
        if (!committing || !was_published(target, moved)) throw;
    }
    committing->succeeded();
}

void ensure_server_allows(Target& target, Plan const& plan, Existing const& seen) {
    std::vector<EventTrigger> const triggers = event_triggers(target);
    Obstacles const obstacles = find_obstacles(target, plan);
    if (triggers.empty() && !obstacles.few_locks && !obstacles.restricted_types) return;
    try {
        target.transaction(
            "trying the statements of a migration",
            [&] {
                // A running migration must not have to wait for this.
                if (!target.try_lock_in_transaction() || !set_aside_staging(target)) return;
                target.query(create_staging_sql(plan));
                target.query(index_settings(0, 0) + plan.schema.post_data);
                std::string const relations = target
                                                  .query("DO 'BEGIN END';" +  // the sequences are set by such a block
                                                         staged_relations_sql(target))[0][0]
                                                  .c_str();
                std::string const difference = triggers.empty() ? "" : staged_difference(target, plan);
                if (!difference.empty()) {
                    throw_event_trigger(target, triggers, "changes what a migration creates", difference);
                }
                if (triggers.empty() && !obstacles.few_locks && !seen.tables.empty()) return;
                replace(target, plan, seen, relations, triggers);
            },
            Target::End::roll_back);
    } catch (ServerError const& refused) {
        if (refused.connection_lost() || triggers.empty() || is_about_a_right(refused, triggers)) throw;
        throw_event_trigger(target, triggers, "refuses what a migration does", refused.what());
    }
}

void rehearse_publish(Target& target, Plan const& plan) {
    Existing const seen = ensure_replaceable(target, plan.schema);
    target.transaction(
        "rehearsing the publish", [&] { replace_with_staged(target, plan, seen); }, Target::End::roll_back);
}

}  // namespace mlflow2pg
