// SPDX-License-Identifier: Apache-2.0
#include "target/timescaledb.hpp"

#include <fmt/format.h>

#include <pqxx/pqxx>

#include "base/error.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void ensure_timescaledb(Target& target) {
    pqxx::result const found = target.query(
        "SELECT a.default_version, e.extversion, EXISTS (SELECT 1 FROM pg_proc p WHERE p.pronamespace = e.extnamespace "
        "AND "
        "p.proname = 'by_range') FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name WHERE "
        "a.name "
        "= 'timescaledb'");
    std::string const needed = fmt::format("target {}: --hypertable needs TimescaleDB", target.name());
    if (found.empty()) {
        throw TargetError{needed + ", which is not installed on its server",
                          "install it there; or leave out --hypertable: MLflow does not need it"};
    }
    if (found[0][1].is_null()) {
        throw TargetError{fmt::format("{}: its server has {}, the database does not", needed, found[0][0].c_str()),
                          "leave out --hypertable; or, as a superuser", target.psql({"CREATE EXTENSION timescaledb"})};
    }
    // by_range is new in 2.13: https://github.com/timescale/timescaledb/blob/main/CHANGELOG.md
    if (!found[0][2].as<bool>()) {
        throw TargetError{fmt::format("{} 2.13 or newer, the database has {}", needed, found[0][1].c_str()),
                          "leave out --hypertable; or, as a superuser",
                          target.psql({"ALTER EXTENSION timescaledb UPDATE"})};
    }
}

std::string create_hypertable_sql(Target& target, std::string_view schema, Hypertable const& planned) {
    auto const extension = target
                               .query(
                                   "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid "
                                   "= extnamespace WHERE extname "
                                   "= 'timescaledb'")[0][0]
                               .as<std::string>();
    // Without TimescaleDB's default index on the time, which MLflow does not have.
    return fmt::format(
        "SELECT {0}.create_hypertable('{1}.metrics', {0}.by_range('timestamp', {2}::bigint), create_default_indexes => "
        "false)",
        extension, schema, planned.interval_ms);
}

std::optional<Hypertable> find_hypertable(Target& target, std::string_view schema) {
    if (target.query("SELECT to_regclass('timescaledb_information.dimensions')")[0][0].is_null()) return {};
    pqxx::result const found = target.query(fmt::format(
        "SELECT integer_interval, (SELECT count(*) FROM timescaledb_information.chunks c WHERE (c.hypertable_schema, "
        "c.hypertable_name) = (d.hypertable_schema, d.hypertable_name)) FROM timescaledb_information.dimensions d "
        "WHERE hypertable_schema = {} AND hypertable_name = 'metrics' AND column_name = 'timestamp'",
        target.quote(schema)));
    if (found.empty()) return {};
    Hypertable hypertable;
    hypertable.interval_ms = found[0][0].as<std::int64_t>();
    hypertable.chunks = found[0][1].as<std::int64_t>();
    return hypertable;
}

void check_chunks(Target& target, std::string_view schema, std::vector<std::string>& differences) {
    // An object that TimescaleDB creates on a chunk has a different name there, but the same definition.
    for (auto const& row : target.query(fmt::format(
             R"sql(
WITH chunks AS (
    SELECT t.oid AS parent, t.relname, i.inhrelid AS oid FROM pg_inherits i JOIN pg_class t ON t.oid = i.inhparent
    WHERE t.relnamespace = quote_ident({})::regnamespace AND t.relkind IN ('r', 'p')
), needed AS (
    SELECT c.relname, c.oid, 'constraint ' || k.conname AS what, EXISTS (
        SELECT 1 FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype = k.contype AND o.convalidated
        AND pg_get_constraintdef(o.oid) = pg_get_constraintdef(k.oid)) AS there
    FROM chunks c JOIN pg_constraint k ON k.conrelid = c.parent AND k.contype IN ('p', 'u', 'f', 'c')
    UNION ALL
    SELECT c.relname, c.oid, 'index ' || x.indexrelid::regclass, EXISTS (
        SELECT 1 FROM pg_index o WHERE o.indrelid = c.oid AND o.indisunique = x.indisunique AND o.indisvalid AND o.indisready
        AND substring(pg_get_indexdef(o.indexrelid) FROM ' USING .*') = substring(pg_get_indexdef(x.indexrelid) FROM ' USING .*'))
    FROM chunks c JOIN pg_index x ON x.indrelid = c.parent
)
SELECT format('%s of table %s is missing or not valid in %s of its chunks, such as %s', what, relname, count(*), min(oid::regclass::text))
FROM needed WHERE NOT there GROUP BY relname, what ORDER BY 1)sql",
             target.quote(schema)))) {
        differences.emplace_back(row[0].c_str());
    }
}

}  // namespace mlflow2pg
