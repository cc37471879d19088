// SPDX-License-Identifier: Apache-2.0
#include "target/staging.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <span>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "mlflow/plan.hpp"
#include "target/dependents.hpp"
#include "target/staged_rows.hpp"

namespace mlflow2pg {

std::string session_settings(std::string const& toast_compression) {
    // synchronous_commit = off: a step that is lost in a crash is run again. The publish runs in another session, and
    // its COMMIT waits until everything before it is on disk, too.
    return "SET search_path = mlflow2pg_staging; SET synchronous_commit = off; SET statement_timeout = 0; "
           "SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10min'; SET client_min_messages "
           "= warning; "
           "SET maintenance_work_mem = '64MB'; SET max_parallel_maintenance_workers = 0; "
           "SET default_transaction_read_only = off; SET default_transaction_isolation = 'read committed'; "
           "SET row_security = off; SET quote_all_identifiers = off; SET standard_conforming_strings = on; " +
           std::string{session_life} +
           (toast_compression.empty() ? "" : "; SET default_toast_compression = " + toast_compression);
}

std::string record_step_sql(std::string_view step, std::string_view result, std::string_view run) {
    // For another run the result is NULL, which the table refuses. That error also prevents the COMMIT in the same
    // message.
    return fmt::format(
        "INSERT INTO mlflow2pg_staging.mlflow2pg_progress (step, result) SELECT {}, (SELECT {} FROM "
        "mlflow2pg_staging.mlflow2pg_identity WHERE part = 'run' AND value = {} FOR SHARE)",
        quote_literal(step), quote_literal(result), quote_literal(run));
}

std::string index_settings(std::int64_t rows, unsigned parallel_workers) {
    // Sorting pieces that fit the processor's cache and merging them was faster than one large sort: for 2,000,000
    // metrics 32 MB took 0.9 times the CPU time of 64 MB, and 600 MB took 1.1 times. All pieces should be merged in one
    // pass, at 264 kB each (PostgreSQL: MERGE_BUFFER_SIZE in src/backend/utils/sort/tuplesort.c).
    constexpr double merge_kilobytes = 264;
    double const one_pass = std::sqrt(static_cast<double>(rows) * sorted_row_bytes / 1024 * merge_kilobytes);
    // PostgreSQL uses a parallel worker only if at least 32 MB are left for each process: plan_create_index_workers in
    // src/backend/optimizer/plan/planner.c.
    double const least = parallel_workers == 0 ? least_sort_kilobytes : 32768;
    auto const kilobytes = static_cast<unsigned>(std::clamp(one_pass, least, 262144.0)) * (parallel_workers + 1);
    return fmt::format("SET LOCAL maintenance_work_mem = '{}kB';\nSET LOCAL max_parallel_maintenance_workers = {};\n",
                       kilobytes, parallel_workers);
}

std::string create_tables_sql(Plan const& plan) {
    std::string sql = plan.schema.pre_data;
    auto const widened = widened_columns(plan);
    if (widened.empty()) return sql;
    for (auto const& [table, column] : widened) {
        sql += fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE bigint;\n", quote_identifier(table),
                           quote_identifier(column));
    }
    // In a revision that is not recorded the sequence may have another name.
    return sql +
           "DO $$ BEGIN IF to_regclass('experiments_experiment_id_seq') IS NOT NULL THEN "
           "ALTER SEQUENCE experiments_experiment_id_seq AS bigint; END IF; END $$;\n";
}

std::string difference(RunIdentity const& one, RunIdentity const& other) {
    std::set<std::string> names;
    auto const compare = [&](auto const& entries, auto const& others) {
        for (auto const& [name, value] : entries) {
            auto const found = others.find(name);
            if (found == others.end() || found->second != value) names.insert(name);
        }
    };
    compare(one.rules, other.rules);
    compare(other.rules, one.rules);
    compare(one.content, other.content);
    compare(other.content, one.content);
    // The steps follow from the source and the options, so alone they mean something to this program's makers only.
    if (names.size() > 1) names.erase("the steps of the work");
    return fmt::format("{}", fmt::join(names, ", "));
}

namespace {

constexpr std::string_view drop_all = "DROP SCHEMA mlflow2pg_staging CASCADE";

// This program's own tables in the schema: their names and columns.
constexpr std::pair<char const*, char const*> own_tables[] = {
    {"mlflow2pg_identity", "part text, name text, value text"},
    {"mlflow2pg_loads", "name text, xid xid, added bigint, gone bigint"},
    {"mlflow2pg_objects", "classid oid, objid oid, name name"},
    {"mlflow2pg_progress", "step text, result text"}};

// Throws TargetError when this program did not create the schema, or another role created it.
void ensure_ours(Target& target) {
    pqxx::result const found = target.query(fmt::format(
        "SELECT pg_get_userbyid(nspowner), pg_has_role(nspowner, 'USAGE') FROM pg_namespace n JOIN pg_class "
        "c ON relnamespace = n.oid AND relowner = nspowner WHERE nspname = '{}' AND relname IN "
        "('mlflow2pg_identity', 'mlflow2pg_loads', 'mlflow2pg_objects', 'mlflow2pg_progress')",
        staging_schema));
    if (found.size() >= 2) {  // not all: one of its tables may have been dropped since
        if (found[0][1].as<bool>()) return;
        throw TargetError{
            fmt::format("target {}: schema {} holds a run of another role, {}", target.name(), staging_schema,
                        found[0][0].c_str()),
            NextSteps{{"go on with it: run the command again, with this TARGET: " +
                       shell_word(target.uri_as(found[0][0].c_str()))},
                      {"or discard that run", "mlflow2pg discard " + shell_word(target.uri_as(found[0][0].c_str()))}}};
    }
    std::string const free_name =
        target
            .query(fmt::format("SELECT name FROM generate_series(2, 10000) AS number, LATERAL (VALUES ('{}_' "
                               "|| number)) AS one (name) WHERE to_regnamespace(name) IS NULL LIMIT 1",
                               staging_schema))[0][0]
            .c_str();
    throw TargetError{
        fmt::format("target {}: schema {} is not one that this program made", target.name(), staging_schema),
        NextSteps{{"to keep it, rename it as its owner",
                   target.psql({fmt::format("ALTER SCHEMA {} RENAME TO {}", staging_schema, free_name)})},
                  {"or drop it with all that is in it, as its owner", target.psql({std::string{drop_all}})}}};
}

// Throws TargetError when somebody has changed this program's own tables, or the one named by `only`.
void ensure_own_tables(Target& target, NextSteps const& next_steps, std::string_view only = {}) {
    std::map<std::string, std::string> found;
    for (
        auto const& row : target.query(fmt::format(
            "SELECT relname, string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum) FROM "
            "pg_class c JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped WHERE relnamespace = "
            "'{}'::regnamespace AND relkind = 'r' GROUP BY relname",
            staging_schema))) {
        found.emplace(row[0].c_str(), row[1].c_str());
    }
    for (auto const& [table, columns] : own_tables) {
        if ((!only.empty() && only != table) || found[table] == columns) continue;
        throw TargetError{
            fmt::format("target {}: somebody else changed this program's table {}.{}: it {}", target.name(),
                        staging_schema, table,
                        found[table].empty() ? "is missing" : fmt::format("has the columns {}", found[table])),
            next_steps};
    }
}

std::string discard_command(Target const& target) { return "mlflow2pg discard " + shell_word(target.uri()); }

NextSteps start_afresh(Target const& target) {
    return {{"start afresh", {}, "--restart"}, {"or remove what was left", discard_command(target)}};
}

RunIdentity identity_left(Target& target) {
    RunIdentity identity;
    for (auto const& row : target.query(
             "SELECT part, name, value FROM mlflow2pg_staging.mlflow2pg_identity WHERE part IN ('rules', 'content')")) {
        bool const is_rule = std::string_view{row[0].c_str()} == "rules";
        (is_rule ? identity.rules : identity.content).emplace(row[1].c_str(), row[2].c_str());
    }
    return identity;
}

// Whether the run is a dry run.
bool is_rehearsal(RunIdentity const& identity) {
    auto const rule = identity.rules.find("--dry-run");
    return rule != identity.rules.end() && rule->second == "1";
}

// Whether nobody misses the schema: a dry run drops it in the end, and a run that was killed while it made the schema
// has recorded nothing.
bool is_worthless(Target& target, RunIdentity const& left) {
    return is_rehearsal(left) || (left == RunIdentity{} && Staging::steps_left(target).empty());
}

// Drops without CASCADE, and only what `create` made. If the schema contains anything else, or anything depends on it,
// the server refuses with a message that names it, and nothing is dropped.
constexpr std::string_view drop_staging = R"sql(
DO $$
DECLARE
    name text;
BEGIN
    -- Else Citus makes a table plain again, with another oid, as soon as nothing connects it with a reference table.
    PERFORM set_config(guc, 'off', true) FROM (VALUES ('citus.enable_local_reference_table_foreign_keys')) AS citus (guc)
        WHERE current_setting(guc, true) IS NOT NULL;
    -- One by one where no foreign key refers to it: TimescaleDB drops no hypertable together with other tables.
    FOR name IN SELECT objid::regclass FROM mlflow2pg_staging.mlflow2pg_objects JOIN pg_class ON oid = objid
        AND relnamespace = 'mlflow2pg_staging'::regnamespace
        WHERE classid = 'pg_class'::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = objid)
    LOOP
        EXECUTE 'DROP TABLE ' || name;
    END LOOP;
    SELECT string_agg(objid::regclass::text, ', ') INTO name FROM mlflow2pg_staging.mlflow2pg_objects
        JOIN pg_class ON oid = objid AND relnamespace = 'mlflow2pg_staging'::regnamespace
        WHERE classid = 'pg_class'::regclass;
    IF name IS NOT NULL THEN EXECUTE 'DROP TABLE ' || name; END IF;
    FOR name IN SELECT objid::regprocedure FROM mlflow2pg_staging.mlflow2pg_objects JOIN pg_proc ON oid = objid
        AND pronamespace = 'mlflow2pg_staging'::regnamespace WHERE classid = 'pg_proc'::regclass
    LOOP
        EXECUTE 'DROP FUNCTION ' || name;
    END LOOP;
    DROP TABLE IF EXISTS mlflow2pg_staging.mlflow2pg_identity, mlflow2pg_staging.mlflow2pg_progress,
        mlflow2pg_staging.mlflow2pg_loads, mlflow2pg_staging.mlflow2pg_objects;
    -- Citus drops it on its workers, too, where a killed run can leave a sequence that the coordinator does not know
    -- (seen with 13.2). CASCADE reaches nothing else: here the schema is empty.
    EXECUTE 'DROP SCHEMA mlflow2pg_staging' || CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
        AND refobjid = 'mlflow2pg_staging'::regnamespace) THEN ' CASCADE' ELSE '' END;
END $$)sql";

// Throws TargetError when `drop_staging` would fail. then: the next step once others' objects are gone.
void ensure_droppable(Target& target, NextStep const& then) {
    ensure_own_tables(
        target,
        {{"the program cannot know any more which objects are its own. Drop the schema with all that is in "
          "it, as its owner",
          target.psql({std::string{drop_all}})}},
        "mlflow2pg_objects");
    ensure_not_used(target, "SELECT classid, objid FROM mlflow2pg_staging.mlflow2pg_objects UNION ALL", then);
}

}  // namespace

Staging::Left Staging::look(Target& target, RunIdentity const& identity, Restart restart) {
    if (!target.has_staging()) return Left::nothing;
    ensure_ours(target);
    if (restart != Restart::any) {
        ensure_own_tables(target, start_afresh(target));
        if (RunIdentity const left = identity_left(target); left != identity) {
            if (!is_worthless(target, left)) {
                std::string const unlike = difference(left, identity);
                NextSteps steps;
                if (unlike == "--dry-run") steps.push_back({"run without --dry-run, which resumes it"});
                std::ranges::move(start_afresh(target), std::back_inserter(steps));
                throw TargetError{
                    fmt::format("target {}: schema {} holds an interrupted run that cannot be resumed, because "
                                "these differ: {}",
                                target.name(), staging_schema, unlike),
                    steps};
            }
            restart = Restart::any;
        }
    }
    // A publish also drops the schema.
    ensure_droppable(target, {"run again"});
    return restart == Restart::no ? Left::resumable : Left::to_drop;
}

std::map<std::string, std::string> Staging::steps_left(Target& target) {
    std::map<std::string, std::string> finished;
    for (auto const& row : target.query("SELECT step, result FROM mlflow2pg_staging.mlflow2pg_progress")) {
        finished.emplace(row[0].c_str(), row[1].c_str());
    }
    return finished;
}

Staging::Staging(Target& target, Plan const& plan, Layouts const& layouts, RunIdentity const& identity, Left left)
    : target_{target} {
    if (left != Left::resumable) {
        if (left == Left::to_drop) discard(target);
        create(plan, layouts, identity);
        return;
    }
    take_over();
}

Staging::Staging(Target& target) : target_{target} { take_over(); }

void Staging::take_over() {
    pqxx::result const run = target_.query(fmt::format(
        "DELETE FROM {0}.mlflow2pg_identity WHERE part = 'run'; INSERT INTO {0}.mlflow2pg_identity VALUES ('run', "
        "'run', gen_random_uuid()) RETURNING value",
        staging_schema));
    run_ = run[0][0].as<std::string>();
    finished_ = steps_left(target_);
}

std::optional<Prepared> Staging::prepared(Target& target) {
    if (!target.has_staging()) return std::nullopt;
    try {
        Prepared prepared;
        prepared.identity = identity_left(target);
        auto const base = prepared.identity.content.find(base_file_entry);
        if (base == prepared.identity.content.end()) return std::nullopt;
        prepared.base_path = base->second;
        for (auto const& row :
             target.query("SELECT name, value FROM mlflow2pg_staging.mlflow2pg_identity WHERE part = 'prepared'")) {
            (std::string_view{row[0].c_str()} == "at" ? prepared.at : prepared.base_identity) = row[1].c_str();
        }
        prepared.complete = !prepared.at.empty();
        return prepared;
    } catch (ServerError const& error) {
        // The schema is not ours, or somebody else changed our table: look() reports that.
        if (error.connection_lost()) throw;
        return std::nullopt;
    }
}

void Staging::ensure_only_ours(Target& target) { ensure_droppable(target, {"run again"}); }

void Staging::mark_prepared(std::string const& base_path, std::string const& base_identity,
                            std::string const& at) const {
    ensure_own();
    target_.query(fmt::format(
        "DELETE FROM {0}.mlflow2pg_identity WHERE part = 'prepared'; UPDATE {0}.mlflow2pg_identity SET value "
        "= {1} WHERE part = 'content' AND name = '{2}'; INSERT INTO {0}.mlflow2pg_identity VALUES "
        "('prepared', 'base', {3}), ('prepared', 'at', {4})",
        staging_schema, target_.quote(base_path), base_file_entry, target_.quote(base_identity), target_.quote(at)));
}

std::string create_staging_sql(Plan const& plan) {
    return fmt::format(
        "CREATE SCHEMA {0}; SET LOCAL search_path = {0}; {3};\n{1}"
        // At this point the schema contains only MLflow's objects. A publish or discard later moves or drops only
        // these.
        "CREATE TABLE mlflow2pg_objects AS SELECT 'pg_class'::regclass::oid AS classid, oid AS objid, relname AS name "
        "FROM pg_class WHERE relnamespace = '{0}'::regnamespace AND relkind = 'r' UNION ALL SELECT "
        "'pg_proc'::regclass, oid, proname FROM pg_proc WHERE pronamespace = '{0}'::regnamespace;\n"
        "CREATE TABLE mlflow2pg_identity (part text, name text, value text NOT NULL, PRIMARY KEY (part, name));\n"
        "CREATE TABLE mlflow2pg_progress (step text PRIMARY KEY, result text NOT NULL);\n{2}",
        staging_schema, create_tables_sql(plan), create_loads_sql, only_here_sql);
}

std::string record_tables_again_sql(Plan const& plan) {
    std::vector<std::string> names;
    for (TablePlan const& table : plan.tables) names.push_back(quote_literal(table.name));
    return fmt::format(
        "DELETE FROM {0}.mlflow2pg_objects WHERE classid = 'pg_class'::regclass; INSERT INTO {0}.mlflow2pg_objects "
        "SELECT 'pg_class'::regclass, oid, relname FROM pg_class WHERE relnamespace = '{0}'::regnamespace AND relname "
        "IN "
        "({1})",
        staging_schema, fmt::join(names, ", "));
}

void Staging::create(Plan const& plan, Layouts const& layouts, RunIdentity const& identity) {
    std::vector<std::string> parts;
    auto const add = [&](char const* part, std::map<std::string, std::string> const& entries) {
        for (auto const& [name, value] : entries) {
            parts.push_back(fmt::format("('{}', {}, {})", part, target_.quote(name), target_.quote(value)));
        }
    };
    add("rules", identity.rules);
    add("content", identity.content);
    std::string const identify = fmt::format(
        "INSERT INTO {0}.mlflow2pg_identity VALUES {1};\nINSERT INTO {0}.mlflow2pg_identity VALUES ('run', 'run', "
        "gen_random_uuid()) RETURNING value",
        staging_schema, fmt::join(parts, ", "));
    std::vector<std::string> const more = layouts.after_create(target_, staging_schema);
    // The server runs the statements of one message in one transaction.
    if (more.empty()) {
        run_ = target_.query(create_staging_sql(plan) + identify)[0][0].as<std::string>();
        return;
    }
    // Citus creates reference tables over connections of its own. Unless the role is a superuser, those do not see a
    // schema that is not committed (seen with 13.2). Until the run is recorded, nobody resumes it.
    target_.query(create_staging_sql(plan));
    try {
        target_.transaction("making the staging schema", [&] {
            for (std::string const& statement : more) target_.query(statement);
            run_ = target_.query(identify)[0][0].as<std::string>();
        });
    } catch (ServerError const& error) {
        try {
            if (!error.connection_lost()) give_up(target_);
        } catch (Error const& left) {  // the next run drops it
            spdlog::debug("the staging schema is left behind: {}", left.what());
        }
        throw;
    }
}

void Staging::ensure_own() const {
    try {
        std::string const sql = fmt::format("SELECT 1 FROM {}.mlflow2pg_identity WHERE part = 'run' AND value = '{}'",
                                            staging_schema, run_);
        if (target_.query(sql).size() == 1) return;
    } catch (ServerError const& missing) {
        constexpr std::string_view undefined_table = "42P01";  // also when the schema is missing
        if (missing.sqlstate() != undefined_table) throw;
    }
    throw TargetError{fmt::format("target {}: another run has taken over the staging schema", target_.name()),
                      "let one migration at a time run on the target"};
}

std::optional<Discarded> Staging::discard(Target& target) {
    if (!target.has_staging()) return std::nullopt;
    ensure_ours(target);
    ensure_droppable(target, {"remove the rest", discard_command(target)});
    auto const size = target.query(
        "SELECT count(*), coalesce(sum(pg_total_relation_size(objid)), 0) FROM mlflow2pg_staging.mlflow2pg_objects "
        "JOIN pg_class ON oid = objid AND relnamespace = 'mlflow2pg_staging'::regnamespace WHERE classid = "
        "'pg_class'::regclass");
    Discarded const discarded{size[0][0].as<std::uint64_t>(), size[0][1].as<std::uint64_t>(), {}};
    target.query(std::string{drop_staging});
    return discarded;
}

void ensure_not_used(Target& target, std::string_view staged, NextStep const& then) {
    std::vector<Dependent> const others = find_dependents(
        target,
        fmt::format("{0} SELECT 'pg_namespace'::regclass::oid AS classid, '{1}'::regnamespace::oid AS objid UNION "
                    "ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = '{1}'::regnamespace "
                    "AND relname LIKE 'mlflow2pg\\_%'",
                    staged, staging_schema));
    if (others.empty()) return;
    // If there are many, the list of our own objects was probably changed.
    constexpr std::size_t shown = 8;
    bool const few = others.size() <= shown;
    std::vector<std::string> what;
    std::vector<std::string> statements;
    std::vector<std::string> objects;
    for (Dependent const& other : std::span{others}.first(std::min(shown, others.size()))) {
        what.push_back(other.what);
        if (other.statement.empty()) continue;
        statements.push_back(other.statement);
        objects.push_back(other.object);
    }
    if (!few) what.push_back(fmt::format("and {} more", others.size() - shown));
    // Its owner may drop a schema whoever owns what is in it.
    bool const all = !few || statements.empty();
    throw TargetError{
        fmt::format("target {}: the staging schema cannot be dropped, since somebody else uses it: {}", target.name(),
                    fmt::join(what, "; ")),
        NextSteps{{few ? "if nobody needs them, drop them as their owner"
                       : "if nobody needs them, drop the schema as its owner, with all that is in it and "
                         "all that depends on it",
                   all ? target.own_psql({std::string{drop_all}}) : psql_as_owner(target, statements, objects)},
                  {"then " + then.sentence, then.command}}};
}

void Staging::give_up(Target& target) {
    try {
        target.last_query(std::string{drop_staging});
    } catch (ServerError const&) {
        ensure_droppable(target, {"remove the rest", discard_command(target)});  // the message names the obstacles
        throw;
    }
}

}  // namespace mlflow2pg
