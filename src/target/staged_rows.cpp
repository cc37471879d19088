// SPDX-License-Identifier: Apache-2.0
#include "target/staged_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

[[noreturn]] void throw_changed(Target const& target, std::vector<std::string> const& changed) {
    throw TargetError{fmt::format("target {}: somebody else wrote to schema {}, which holds the copy of the source: {}",
                                  target.name(), staging_schema, fmt::join(changed, "; ")),
                      "start afresh with --restart"};
}

// As the query of ensure_rows_as_loaded(), but only counts rows: Citus may not be able to run the rest of that query.
void count_rows_as_loaded(Target& target, Plan const& plan) {
    std::vector<std::string> changed;
    for (TablePlan const& table : plan.tables) {
        std::string const loaded = target
                                       .query(fmt::format("SELECT coalesce(sum(rows), 0) FROM {}.mlflow2pg_loads WHERE "
                                                          "name = {}",
                                                          staging_schema, target.quote(table.name)))[0][0]
                                       .c_str();
        std::string const there =
            target.query(fmt::format("SELECT count(*) FROM {}.{}", staging_schema, quote_identifier(table.name)))[0][0]
                .c_str();
        if (there != loaded)
            changed.push_back(fmt::format("table {}: {} rows loaded, {} in all", table.name, loaded, there));
    }
    if (!changed.empty()) throw_changed(target, changed);
}

}  // namespace

std::string record_loads_sql(std::vector<StagedRows> const& loads) {
    std::vector<std::string> rows;
    for (StagedRows const& load : loads) {
        rows.push_back(fmt::format("({}, pg_current_xact_id()::xid, {})", quote_literal(load.table), load.rows));
    }
    return fmt::format("INSERT INTO {}.mlflow2pg_loads VALUES {}", staging_schema, fmt::join(rows, ", "));
}

std::string forget_loads_sql(std::string_view table) {
    return fmt::format("DELETE FROM {}.mlflow2pg_loads WHERE name = {}", staging_schema, quote_literal(table));
}

void ensure_rows_as_loaded(Target& target, Plan const& plan) {
    std::set<std::string> recorded;
    for (auto const& row : target.query(fmt::format("SELECT relname FROM {0}.mlflow2pg_objects JOIN pg_class ON oid = "
                                                    "objid AND relnamespace = '{0}'::regnamespace "
                                                    "WHERE classid = 'pg_class'::regclass",
                                                    staging_schema))) {
        recorded.emplace(row[0].c_str());
    }
    std::vector<std::string> tables;
    std::vector<std::string> changed;
    for (TablePlan const& table : plan.tables) {
        if (!recorded.contains(table.name)) {
            changed.push_back(fmt::format("table {} is missing", table.name));
            continue;
        }
        tables.push_back(
            fmt::format("SELECT {0} AS name, count(*) FILTER (WHERE (t.xmax = 0 OR t.xmax = ANY (all_xids)) AND "
                        "t.xmin = ANY (xids)) AS own, count(*) AS all_rows FROM {2}.{1} AS t CROSS JOIN (SELECT "
                        "array_agg(xid) AS all_xids, array_agg(xid) FILTER (WHERE name = {0}) AS xids FROM "
                        "{2}.mlflow2pg_loads) AS loads",
                        target.quote(table.name), quote_identifier(table.name), staging_schema));
    }
    if (!changed.empty()) throw_changed(target, changed);
    if (plan.distribution) return count_rows_as_loaded(target, plan);
    for (auto const& row : target.query(fmt::format(
             "SELECT name, loaded, own, all_rows FROM ({}) AS found CROSS JOIN LATERAL (SELECT "
             "coalesce(sum(rows), 0) FROM {}.mlflow2pg_loads l WHERE l.name = found.name) AS loads (loaded) "
             "WHERE own <> loaded OR all_rows <> loaded",
             fmt::join(tables, " UNION ALL "), staging_schema))) {
        changed.push_back(fmt::format("table {}: {} loaded, {} of them unchanged, {} in all", row[0].c_str(),
                                      counted(row[1].as<std::uint64_t>(), "row"), row[2].c_str(), row[3].c_str()));
    }
    if (!changed.empty()) throw_changed(target, changed);
}

}  // namespace mlflow2pg
