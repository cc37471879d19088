// SPDX-License-Identifier: Apache-2.0
#include "target/staged_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// What is recorded of one table.
struct Recorded {
    std::uint64_t rows;    // that it should have
    std::string xids;      // of the transactions that added them, as an SQL array
    std::string newest;    // of these transactions
    std::uint64_t latest;  // rows that the newest one added
};

// By the table's name, without tables that are missing in the staging schema, or have another name than when they were
// made.
std::map<std::string, Recorded> recorded_rows(Target& target) {
    std::map<std::string, Recorded> tables;
    for (auto const& row : target.query(fmt::format(
             "SELECT relname, coalesce(sum(added - gone), 0), coalesce(array_agg(xid), '{{0}}'), "
             "coalesce((array_agg(xid ORDER BY age(xid)))[1], '0'), coalesce((array_agg(added ORDER BY age(xid)))[1], "
             "0) FROM {0}.mlflow2pg_objects AS made JOIN pg_class ON oid = objid AND relname = made.name AND "
             "relnamespace = '{0}'::regnamespace LEFT JOIN (SELECT name, xid, added, gone FROM {0}.mlflow2pg_loads "
             "WHERE added > 0 OR gone > 0) AS loads ON loads.name = relname WHERE classid = 'pg_class'::regclass GROUP "
             "BY relname",
             staging_schema))) {
        tables.emplace(row[0].c_str(), Recorded{row[1].as<std::uint64_t>(), row[2].c_str(), row[3].c_str(),
                                                row[4].as<std::uint64_t>()});
    }
    return tables;
}

// "table tags: a column was added or dropped", for each such table. Its rows show the default of an added column, which
// no transaction has written: https://www.postgresql.org/docs/15/catalog-pg-attribute.html, atthasmissing
std::vector<std::string> reshaped_tables(Target& target) {
    std::vector<std::string> reshaped;
    for (auto const& row : target.query(
             fmt::format("SELECT DISTINCT name FROM {}.mlflow2pg_objects JOIN pg_attribute ON attrelid = objid WHERE "
                         "classid = 'pg_class'::regclass AND attnum > 0 AND (attisdropped OR atthasmissing)",
                         staging_schema))) {
        reshaped.push_back(fmt::format("table {}: a column was added or dropped", row[0].c_str()));
    }
    return reshaped;
}

// Counts a table's rows: all; those of our transactions; those of the newest of these. Written
// with constants, because then the server can use parallel workers. On Citus the rows have transactions of the workers,
// so only all rows are counted.
std::string count_sql(Target& target, std::string const& table, Recorded const& recorded, bool distributed) {
    std::string own = "NULL, NULL";
    if (!distributed) {
        own = fmt::format("count(*) FILTER (WHERE xmin = ANY ('{}')), count(*) FILTER (WHERE xmin = '{}')",
                          recorded.xids, recorded.newest);
    }
    return fmt::format("SELECT {}, count(*), {} FROM {}.{}", target.quote(table), own, staging_schema,
                       quote_identifier(table));
}

}  // namespace

StagedChanged::StagedChanged(Target const& target, std::string_view difference)
    : TargetError{fmt::format("target {}: somebody else changed the staged copy in schema {}: {}", target.name(),
                              staging_schema, difference),
                  "start afresh with --restart"} {}

std::string record_loads_sql(std::vector<StagedRows> const& loads) {
    std::vector<std::string> rows;
    rows.reserve(loads.size());
    for (StagedRows const& load : loads) {
        rows.push_back(
            fmt::format("({}, pg_current_xact_id()::xid, {}, {})", quote_literal(load.table), load.added, load.gone));
    }
    return fmt::format("INSERT INTO {}.mlflow2pg_loads VALUES {}", staging_schema, fmt::join(rows, ", "));
}

std::string forget_loads_sql(std::string_view table) {
    return fmt::format("DELETE FROM {}.mlflow2pg_loads WHERE name = {}", staging_schema, quote_literal(table));
}

void ensure_rows_as_loaded(Target& target, Plan const& plan) {
    std::map<std::string, Recorded> const tables = recorded_rows(target);
    bool const distributed = plan.distribution.has_value();
    std::vector<std::string> counts;
    std::vector<std::string> changed = reshaped_tables(target);
    for (TablePlan const& table : plan.tables) {
        auto const found = tables.find(table.name);
        if (found == tables.end()) {
            changed.push_back(fmt::format("table {} is missing, or is another one", table.name));
        } else {
            counts.push_back(count_sql(target, table.name, found->second, distributed));
        }
    }
    if (!changed.empty()) throw StagedChanged{target, fmt::format("{}", fmt::join(changed, "; "))};
    // Citus cannot combine the counts of distributed tables.
    if (!distributed) counts = {fmt::format("{}", fmt::join(counts, " UNION ALL "))};
    for (std::string const& sql : counts) {
        for (auto const& row : target.query(sql)) {
            Recorded const& recorded = tables.at(row[0].c_str());
            auto const there = row[1].as<std::uint64_t>();
            auto const own = row[2].as<std::uint64_t>(there);
            auto const latest = row[3].as<std::uint64_t>(recorded.latest);
            bool const as_many = there == recorded.rows;
            if (!as_many || own != recorded.rows) {
                changed.push_back(fmt::format("table {}: {} loaded, {} of them unchanged, {} in all", row[0].c_str(),
                                              counted(recorded.rows, "row"), std::min(own, recorded.rows), there));
            } else if (latest != recorded.latest) {
                changed.push_back(fmt::format("table {}: {} written last instead of {}", row[0].c_str(),
                                              counted(latest, "row"), recorded.latest));
            }
        }
    }
    if (!changed.empty()) throw StagedChanged{target, fmt::format("{}", fmt::join(changed, "; "))};
}

}  // namespace mlflow2pg
