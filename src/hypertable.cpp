#include "hypertable.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "error.hpp"
#include "sqlite.hpp"
#include "target.hpp"

namespace mlflow2pg {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t least_days = 30;
constexpr std::int64_t usual_chunks = 40;
// Each makes MLflow slower (see the report's warning), and takes memory of the server's when the primary key is added.
constexpr std::int64_t most_chunks = 100;

constexpr std::int64_t first_plausible = 946'684'800'000;  // 2000-01-01
constexpr std::int64_t end_plausible = 4'102'444'800'000;  // 2100-01-01
constexpr int examples_named = 3;

}  // namespace

std::int64_t chunk_interval(std::int64_t first_ms, std::int64_t last_ms) {
    constexpr std::int64_t divisor = usual_chunks * day_ms;
    return std::max(least_days, (last_ms - first_ms + divisor - 1) / divisor) * day_ms;
}

Hypertable plan_hypertable(Sqlite const& reader, Schema const& schema) {
    for (Key const& key : schema.find_table("metrics")->keys) {
        if (std::find(key.columns.begin(), key.columns.end(), "timestamp") != key.columns.end()) continue;
        throw UsageError{
            fmt::format("--hypertable: at revision {} metrics cannot be split by timestamp, which its unique "
                        "key {} does not hold",
                        schema.revision, key.name),
            "leave out --hypertable"};
    }
    Hypertable planned;
    SqliteStatement span =
        reader.prepare(fmt::format("SELECT min(timestamp), max(timestamp) FROM metrics WHERE timestamp >= {} AND "
                                   "timestamp < {}",
                                   first_plausible, end_plausible));
    span.step();
    planned.interval_ms = chunk_interval(span.integer(0), span.integer(1));
    // Division here rounds towards zero, chunks do not.
    SqliteStatement counted = reader.prepare(fmt::format(
        "SELECT count(DISTINCT t / {0} - (t % {0} < 0)), count(*) FILTER (WHERE t NOT BETWEEN {1} AND {2} - 1) FROM "
        "(SELECT CAST(timestamp AS INTEGER) AS t FROM metrics WHERE typeof(timestamp) IN ('integer', 'real'))",
        planned.interval_ms, first_plausible, end_plausible));
    counted.step();
    planned.chunks = counted.integer(0);
    planned.outliers = counted.integer(1);
    if (planned.outliers > 0) {
        planned.examples = reader.texts(
            fmt::format("SELECT 'run_uuid=' || run_uuid || ' key=' || key || ' timestamp=' || timestamp FROM metrics "
                        "WHERE NOT (timestamp >= {} AND timestamp < {}) LIMIT {}",
                        first_plausible, end_plausible, examples_named));
    }
    return planned;
}

void ensure_few_chunks(Hypertable const& planned) {
    if (planned.chunks <= most_chunks) return;
    throw DataError{
        fmt::format(
            "--hypertable: metrics would be split into {} chunks of {} days, and more than {} make MLflow slow: "
            "{} rows have timestamps that are no milliseconds of the years 2000 to 2099: {}",
            planned.chunks, planned.interval_ms / day_ms, most_chunks, planned.outliers,
            fmt::join(planned.examples, "; ")),
        "leave out --hypertable, or mend these timestamps in a copy of the source"};
}

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
                          "in that database: CREATE EXTENSION timescaledb; or leave out --hypertable"};
    }
    // Of 2.13: https://github.com/timescale/timescaledb/blob/main/CHANGELOG.md
    if (!found[0][2].as<bool>()) {
        throw TargetError{fmt::format("{} 2.13 or newer, the database has {}", needed, found[0][1].c_str()),
                          "in that database: ALTER EXTENSION timescaledb UPDATE; or leave out --hypertable"};
    }
}

std::string create_hypertable_sql(Target& target, std::string_view schema, Hypertable const& planned) {
    auto const extension = target
                               .query(
                                   "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid "
                                   "= extnamespace WHERE extname "
                                   "= 'timescaledb'")[0][0]
                               .as<std::string>();
    // Without TimescaleDB's own index by time: MLflow has none, and asks for none.
    return fmt::format(
        "SELECT {0}.create_hypertable('{1}.metrics', {0}.by_range('timestamp', {2}::bigint), create_default_indexes => "
        "false);\n",
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
    // What TimescaleDB gives a chunk has another name there, and the same definition.
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
