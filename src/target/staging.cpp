#include "target/staging.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/sql.hpp"
#include "target/staged_rows.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

// The one CASCADE of the program: on a schema whose name is ours.
std::string const drop_staging = fmt::format("DROP SCHEMA IF EXISTS {} CASCADE", staging_schema);

}  // namespace

std::string session_settings(std::string const& toast_compression) {
    // synchronous_commit: a step lost in a crash is done again; the publish, on another session, waits for
    // its commit and with it for all that went before.
    return "SET search_path = mlflow2pg_staging; SET synchronous_commit = off; SET statement_timeout = 0; "
           "SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10min'; SET client_min_messages "
           "= warning; "
           "SET maintenance_work_mem = '64MB'; SET max_parallel_maintenance_workers = 0; "
           "SET default_transaction_read_only = off; SET default_transaction_isolation = 'read committed'; "
           "SET row_security = off; SET quote_all_identifiers = off; " +
           std::string{session_life} +
           (toast_compression.empty() ? "" : "; SET default_toast_compression = " + toast_compression);
}

std::string index_settings(std::int64_t rows, unsigned parallel_workers) {
    // Sorting in pieces that stay near the processor's cache and merging them was quicker than sorting in one large
    // piece: for 2,000,000 metrics 32 MB took 0.9 of the processor time of 64 MB, and 600 MB 1.1 of it. The pieces
    // should still be merged in one pass, at 264 kB each (PostgreSQL: MERGE_BUFFER_SIZE in
    // src/backend/utils/sort/tuplesort.c).
    constexpr double row_bytes = 160;  // of a wide key in memory
    constexpr double merge_kilobytes = 264;
    double const one_pass = std::sqrt(static_cast<double>(rows) * row_bytes / 1024 * merge_kilobytes);
    // A parallel worker is only used when 32 MB are left for each process: plan_create_index_workers in
    // src/backend/optimizer/plan/planner.c.
    double const least = parallel_workers == 0 ? 16384 : 32768;
    auto const kilobytes = static_cast<unsigned>(std::clamp(one_pass, least, 262144.0)) * (parallel_workers + 1);
    return fmt::format("SET LOCAL maintenance_work_mem = '{}kB';\nSET LOCAL max_parallel_maintenance_workers = {};\n",
                       kilobytes, parallel_workers);
}

std::string create_tables_sql(Plan const& plan) {
    std::string sql = plan.schema.pre_data + "\n";
    auto const is_wide = [](TablePlan const& table) {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](ColumnPlan const& column) {
            return column.target.name == "experiment_id" && column.target.type == ColumnType::bigint;
        });
    };
    if (!plan.has_table("experiments") || !is_wide(plan.table("experiments"))) return sql;
    for (TablePlan const& table : plan.tables) {
        for (ColumnPlan const& column : table.columns) {
            if (!column.experiment_id) continue;
            sql += fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE bigint;\n", quote_identifier(table.name),
                               quote_identifier(column.target.name));
        }
    }
    // At a revision that is not recorded its name may be another one.
    return sql +
           "DO $$ BEGIN IF to_regclass('experiments_experiment_id_seq') IS NOT NULL THEN "
           "ALTER SEQUENCE experiments_experiment_id_seq AS bigint; END IF; END $$;\n";
}

namespace {

// What differs between two runs, for people; empty when nothing does.
std::string difference(RunIdentity const& left, RunIdentity const& wanted) {
    std::set<std::string> parts;
    for (auto const& [part, value] : left) {
        if (auto const found = wanted.find(part); found == wanted.end() || found->second != value) parts.insert(part);
    }
    for (auto const& [part, value] : wanted) {
        if (!left.contains(part)) parts.insert(part);
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

// Nothing when the schema is not one that this program made.
std::optional<RunIdentity> identity_left(Target& target) {
    auto const columns = target.query(
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'mlflow2pg_staging' "
        "AND table_name = 'mlflow2pg_identity' AND column_name IN ('part', 'value')");
    if (columns[0][0].as<int>() != 2) return std::nullopt;
    RunIdentity identity;
    for (auto const& row : target.query("SELECT part, value FROM mlflow2pg_staging.mlflow2pg_identity")) {
        identity.emplace(row[0].c_str(), row[1].c_str());
    }
    return identity;
}

}  // namespace

Staging::Staging(Target& target, Plan const& plan, RunIdentity const& identity, Restart restart) : target_{target} {
    if (target.has_staging()) {
        std::optional<RunIdentity> const left = identity_left(target);
        if (restart == Restart::no && left == identity) {
            for (auto const& row : target.query("SELECT step, result FROM mlflow2pg_staging.mlflow2pg_progress")) {
                finished_.emplace(row[0].c_str(), row[1].c_str());
            }
            ensure_rows_as_loaded(target, plan);
            spdlog::info("resuming: {} steps of an interrupted run are done already", finished_.size());
            return;
        }
        if (restart == Restart::no || (restart == Restart::own && left != identity)) {
            throw TargetError{
                fmt::format("target {}: schema {} holds an interrupted run that cannot be resumed: {}", target.name(),
                            staging_schema,
                            left ? "not the same: " + difference(*left, identity) : "it is not this program's"),
                "start afresh with --restart, or remove it with `mlflow2pg discard TARGET`"};
        }
        discard(target);
    }
    create(plan, identity);
}

void Staging::create(Plan const& plan, RunIdentity const& identity) {
    std::string const split = plan.hypertable ? create_hypertable_sql(target_, staging_schema, *plan.hypertable) : "";
    std::vector<std::string> parts;
    for (auto const& [part, value] : identity) {
        parts.push_back(fmt::format("({}, {})", target_.quote(part), target_.quote(value)));
    }
    target_.transaction("creating the staging schema", [&] {
        target_.query(
            fmt::format("CREATE SCHEMA {0}; SET LOCAL search_path = {0};\n{1}{3}"
                        "CREATE TABLE mlflow2pg_identity (part text PRIMARY KEY, value text NOT NULL);\n"
                        "CREATE TABLE mlflow2pg_progress (step text PRIMARY KEY, result text NOT NULL);\n"
                        "{4}INSERT INTO mlflow2pg_identity VALUES {2};",
                        staging_schema, create_tables_sql(plan), fmt::join(parts, ", "), split, create_loads_sql));
    });
}

void Staging::replace_existing(Schema const& wanted) {
    Existing const seen = target_.ensure_replaceable(wanted);
    if (seen.tables.empty()) return;
    std::string const schema = quote_identifier(target_.schema());
    std::vector<std::string> tables;
    for (std::string const& table : seen.tables) tables.push_back(schema + "." + quote_identifier(table));
    target_.query(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", fmt::join(tables, ", ")));
    // Looked at again under the locks: since the first look somebody may have written.
    if (target_.ensure_replaceable(wanted).tables != seen.tables) {
        throw TargetError{fmt::format("target {} changed during publish", target_.name()), "run again"};
    }
    target_.query(fmt::format("DROP TABLE {}", fmt::join(tables, ", ")));
    for (std::string const& function : seen.functions) {
        target_.query(fmt::format("DROP FUNCTION {}.{}", schema, quote_identifier(function)));
    }
}

void Staging::move_out() {
    std::string const schema = quote_identifier(target_.schema());
    std::string sql;
    for (auto const& row : target_.query(fmt::format("SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = "
                                                     "'{}'::regnamespace AND relkind IN ('r', 'p') "
                                                     "AND relname NOT LIKE 'mlflow2pg\\_%' ORDER BY relname",
                                                     staging_schema))) {
        // Takes its indexes, constraints, triggers and owned sequences along.
        sql += fmt::format("ALTER TABLE {}.{} SET SCHEMA {};\n", staging_schema, row[0].c_str(), schema);
    }
    for (auto const& row : target_.query(fmt::format(
             "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = '{}'::regnamespace", staging_schema))) {
        sql += fmt::format("ALTER FUNCTION {} SET SCHEMA {};\n", row[0].c_str(), schema);
    }
    // Without CASCADE: anything that was forgotten fails the publish.
    sql +=
        fmt::format("DROP TABLE {0}.mlflow2pg_progress, {0}.mlflow2pg_loads, {0}.mlflow2pg_identity;\nDROP SCHEMA {0}",
                    staging_schema);
    target_.query(sql);
}

void Staging::publish(Schema const& wanted) {
    std::string const moved = target_.oid_of(staging_schema, version_table(wanted.store));
    std::optional<Uninterruptible> committing;
    try {
        target_.transaction("publishing", [&] {
            // Should the line fall silent now, the server must not keep MLflow's tables locked for ever.
            target_.query("SET LOCAL idle_in_transaction_session_timeout = '60s'");
            replace_existing(wanted);
            move_out();
            throw_if_interrupted();
            committing.emplace();
        });
    } catch (ServerError const& error) {
        if (!committing || !error.connection_lost()) throw;
        spdlog::warn("looking whether the publish took place: {}", error.what());
        if (!target_.was_published(moved)) {
            throw TargetError{fmt::format("{}; it did not take place", error.what()),
                              "run again; only the publish is left"};
        }
    } catch (std::bad_alloc const&) {
        // Maybe for the answer to COMMIT.
        if (!committing || !target_.was_published(moved)) throw;
    }
    committing->succeeded();
}

bool Staging::discard(Target& target) {
    if (!target.has_staging()) return false;
    target.query(drop_staging);
    return true;
}

void Staging::give_up(Target& target) { target.last_query(drop_staging); }

}  // namespace mlflow2pg
