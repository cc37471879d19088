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

// No row has it: https://www.postgresql.org/docs/15/transaction-id.html
constexpr std::string_view unknown_transaction = "0";

std::string insert_loads_sql(std::vector<StagedRows> const& loads, std::string_view transaction) {
    std::vector<std::string> rows;
    rows.reserve(loads.size());
    for (StagedRows const& load : loads) {
        rows.push_back(
            fmt::format("({}, {}::xid, {}, {})", quote_literal(load.table), transaction, load.added, load.gone));
    }
    return fmt::format("INSERT INTO {}.mlflow2pg_loads VALUES {}", staging_schema, fmt::join(rows, ", "));
}

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

// What is there of one table.
struct Found {
    std::uint64_t rows;
    std::uint64_t own;     // of these, from recorded transactions
    std::uint64_t latest;  // and from the newest one
};

// Written with constants, because then the server can use parallel workers.
std::string count_sql(Target& target, std::string const& table, Recorded const& recorded) {
    return fmt::format(
        "SELECT {}, count(*), count(*) FILTER (WHERE xmin = ANY ('{}')), count(*) FILTER (WHERE xmin = '{}') FROM "
        "{}.{}",
        target.quote(table), recorded.xids, recorded.newest, staging_schema, quote_identifier(table));
}

std::map<std::string, Found> found_rows(Target& target, std::map<std::string, Recorded> const& tables) {
    std::vector<std::string> counts;
    counts.reserve(tables.size());
    for (auto const& [table, recorded] : tables) counts.push_back(count_sql(target, table, recorded));
    std::map<std::string, Found> found;
    if (counts.empty()) return found;
    for (auto const& row : target.query(fmt::format("{}", fmt::join(counts, " UNION ALL ")))) {
        found.emplace(row[0].c_str(),
                      Found{row[1].as<std::uint64_t>(), row[2].as<std::uint64_t>(), row[3].as<std::uint64_t>()});
    }
    return found;
}

// The same on Citus, which cannot combine the counts of distributed tables. Transactions of two workers can have the
// same number, so the rows of each number are compared.
std::map<std::string, Found> found_distributed_rows(Target& target, std::map<std::string, Recorded> const& tables) {
    std::map<std::string, std::map<std::string, std::uint64_t>> known;  // rows by table and transaction
    for (auto const& row :
         target.query(fmt::format("SELECT name, xid, added FROM {}.mlflow2pg_loads", staging_schema))) {
        known[row[0].c_str()][row[1].c_str()] += row[2].as<std::uint64_t>();
    }
    std::map<std::string, Found> found;
    for (auto const& [table, recorded] : tables) {
        Found here{0, 0, recorded.latest};
        for (auto const& row : target.query(fmt::format("SELECT xmin, count(*) FROM {}.{} GROUP BY xmin",
                                                        staging_schema, quote_identifier(table)))) {
            auto const rows = row[1].as<std::uint64_t>();
            here.rows += rows;
            here.own += std::min(rows, known[table][row[0].c_str()]);
        }
        if (recorded.newest == unknown_transaction) here.own = here.rows;
        found.emplace(table, here);
    }
    return found;
}

}  // namespace

StagedChanged::StagedChanged(Target const& target, std::string_view difference)
    : TargetError{fmt::format("target {}: somebody else changed the staged copy in schema {}: {}", target.name(),
                              staging_schema, difference),
                  NextSteps{{"start afresh", {}, "--restart"}}} {}

std::string record_loads_sql(std::vector<StagedRows> const& loads) {
    return insert_loads_sql(loads, "pg_current_xact_id()");
}

std::string record_counts_sql(std::vector<StagedRows> const& loads) {
    return insert_loads_sql(loads, quote_literal(unknown_transaction));
}

std::string record_transactions_sql(std::string_view table) {
    return fmt::format("{}; INSERT INTO {}.mlflow2pg_loads SELECT {}, xmin, count(*), 0 FROM {}.{} GROUP BY xmin",
                       forget_loads_sql(table), staging_schema, quote_literal(table), staging_schema,
                       quote_identifier(table));
}

std::string forget_loads_sql(std::string_view table) {
    return fmt::format("DELETE FROM {}.mlflow2pg_loads WHERE name = {}", staging_schema, quote_literal(table));
}

void ensure_rows_as_loaded(Target& target, Plan const& plan) {
    std::map<std::string, Recorded> tables = recorded_rows(target);
    std::vector<std::string> changed = reshaped_tables(target);
    for (TablePlan const& table : plan.tables) {
        if (!tables.contains(table.name)) {
            changed.push_back(fmt::format("table {} is missing, or is another one", table.name));
        }
    }
    if (!changed.empty()) throw StagedChanged{target, fmt::format("{}", fmt::join(changed, "; "))};
    std::erase_if(tables, [&](auto const& table) { return !plan.has_table(table.first); });
    for (auto const& [table, found] :
         plan.distribution ? found_distributed_rows(target, tables) : found_rows(target, tables)) {
        Recorded const& recorded = tables.at(table);
        if (found.rows != recorded.rows || found.own != recorded.rows) {
            changed.push_back(fmt::format("table {}: {} loaded, {} of them unchanged, {} in all", table,
                                          counted(recorded.rows, "row"), std::min(found.own, recorded.rows),
                                          found.rows));
        } else if (found.latest != recorded.latest) {
            changed.push_back(fmt::format("table {}: {} written last instead of {}", table,
                                          counted(found.latest, "row"), recorded.latest));
        }
    }
    if (!changed.empty()) throw StagedChanged{target, fmt::format("{}", fmt::join(changed, "; "))};
}

}  // namespace mlflow2pg
