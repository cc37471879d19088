// SPDX-License-Identifier: Apache-2.0
#include "target/table_users.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

// {}: as locks_on() returns it.
constexpr char const* sessions_sql = R"sql(
SELECT format('session %s (%s)', pid, concat_ws(', ', usename, nullif(application_name, ''))),
    format('SELECT pg_terminate_backend(%s)', pid)
FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND pid IN (SELECT pid FROM pg_locks l WHERE {}) ORDER BY pid)sql";

// The locks of a prepared transaction have no pid. One of them is on the transaction's own number; the others have the
// same virtualtransaction: https://www.postgresql.org/docs/15/view-pg-locks.html. {}: as locks_on() returns it.
constexpr char const* prepared_sql = R"sql(
SELECT format('prepared transaction %L (of %s, since %s UTC)', gid, owner,
        to_char(prepared AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')), format('ROLLBACK PREPARED %L', gid)
FROM pg_prepared_xacts JOIN pg_locks own ON own.transactionid = transaction AND own.pid IS NULL
WHERE pg_prepared_xacts.database = current_database() AND own.virtualtransaction IN (
    SELECT virtualtransaction FROM pg_locks l WHERE l.pid IS NULL AND {}) ORDER BY gid)sql";

// An SQL condition: row l of pg_locks is a lock on one of the tables, of which there is at least one.
std::string locks_on(Target const& target, std::vector<std::string> const& tables) {
    std::vector<std::string> names;
    for (std::string const& table : tables) names.push_back(quote_literal(table));
    return fmt::format(
        "l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.relation IN "
        "(SELECT oid FROM pg_class WHERE relnamespace = {} AND relname IN ({}))",
        target.schema_oid(), fmt::join(names, ", "));
}

void add(TableUsers& users, pqxx::result const& found) {
    for (auto const& row : found) {
        users.texts.emplace_back(row[0].c_str());
        users.statements.emplace_back(row[1].c_str());
    }
}

}  // namespace

TableUsers users_of(Target& target, std::vector<std::string> const& tables) {
    TableUsers users;
    if (tables.empty()) return users;
    for (char const* const sql : {sessions_sql, prepared_sql}) {
        add(users, target.query(fmt::format(fmt::runtime(sql), locks_on(target, tables))));
    }
    return users;
}

void ensure_not_held(Target& target, std::vector<std::string> const& tables) {
    if (tables.empty()) return;
    TableUsers users;
    add(users, target.query(fmt::format(fmt::runtime(prepared_sql), locks_on(target, tables))));
    if (users.texts.empty()) return;
    throw TargetError{fmt::format("target {}: MLflow's tables are locked by {}, which no session is at work on",
                                  target.name(), fmt::join(users.texts, ", ")),
                      "let the program that prepared it end it. Or give it up, as the role that prepared it or a "
                      "superuser",
                      target.psql(users.statements)};
}

}  // namespace mlflow2pg
