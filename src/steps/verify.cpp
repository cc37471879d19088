#include "steps/verify.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>

#include "base/progress.hpp"
#include "base/sql.hpp"
#include "mlflow/plan.hpp"
#include "rows/encode.hpp"
#include "source/sqlite.hpp"
#include "steps/load.hpp"
#include "steps/read_back.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

struct Readings {
    std::optional<TableResult> of[3];

    // A table may have been read in parts.
    void add(TableResult const& part) {
        std::optional<TableResult>& sum = (*this)[part.reading];
        if (!sum) {
            sum = part;
        } else {
            sum->checksum.add(part.checksum);
            sum->bytes += part.bytes;
            sum->seconds += part.seconds;
        }
    }
    std::optional<TableResult>& operator[](Reading reading) { return of[static_cast<std::size_t>(reading)]; }
};

std::set<std::string> names(Target& target, std::string const& sql) {
    std::set<std::string> found;
    for (auto const& row : target.query(sql)) found.emplace(row[0].c_str());
    return found;
}

}  // namespace

std::vector<TableReport> compare_readings(Plan const& plan, StepResults const& results,
                                          std::vector<std::string>& differences) {
    std::map<std::string, Readings> readings;
    for (auto const& [step, result] : results) {
        for (TableResult const& table : result.tables) readings[table.table].add(table);
    }
    std::vector<TableReport> reports;
    for (TablePlan const& table : plan.tables) {
        Readings& of = readings[table.name];
        TableReport report{table.name, 0, 0, 0, {}, true};
        auto const expect_equal = [&](Reading one, std::string_view one_name, Reading other,
                                      std::string_view other_name) {
            if (!of[one] || !of[other] || of[one]->checksum == of[other]->checksum) return;
            report.verified = false;
            differences.push_back(fmt::format("{}: {} {} rows, checksum {}; {} {} rows, checksum {}", table.name,
                                              one_name, of[one]->checksum.rows, of[one]->checksum.hex(), other_name,
                                              of[other]->checksum.rows, of[other]->checksum.hex()));
        };
        expect_equal(Reading::first, "source as copied", Reading::again, "source read again");
        report.source_agrees = report.verified;
        expect_equal(of[Reading::first] ? Reading::first : Reading::again, "source", Reading::back, "target");
        if (!of[Reading::back] || (!of[Reading::first] && !of[Reading::again])) {
            report.verified = false;
            differences.push_back(fmt::format("{}: not read on both sides", table.name));
        }
        if (auto const& source = of[Reading::first] ? of[Reading::first] : of[Reading::again]) {
            report.rows = source->checksum.rows;
            report.bytes = source->bytes;
            report.seconds = source->seconds;
            report.checksum = source->checksum.hex();
        }
        reports.push_back(report);
    }
    return reports;
}

void check_definitions(Target& target, Schema const& wanted, std::string const& schema,
                       std::vector<std::string>& differences) {
    std::string const place = target.quote(quote_identifier(schema)) + "::regnamespace";
    std::set<std::string> const constraints = names(
        target,
        fmt::format("SELECT r.relname || '.' || c.conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid "
                    "WHERE c.connamespace = {} AND c.convalidated",
                    place));
    std::set<std::string> const indexes = names(
        target,
        fmt::format("SELECT t.relname || '.' || i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid "
                    "JOIN pg_class t ON t.oid = x.indrelid WHERE t.relnamespace = {} AND x.indisvalid AND "
                    "x.indisready",
                    place));
    std::set<std::string> const triggers =
        names(target, fmt::format("SELECT r.relname FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid "
                                  "WHERE r.relnamespace = {} AND NOT t.tgisinternal",
                                  place));
    auto const expect = [&](std::set<std::string> const& found, Table const& table, std::string const& name,
                            std::string_view kind) {
        if (!found.contains(table.name + "." + name)) {
            differences.push_back(fmt::format("{} {} of table {} is missing or not valid", kind, name, table.name));
        }
    };
    for (Table const& table : wanted.tables) {
        for (Key const& key : table.keys) {
            expect(indexes, table, key.name, "index");
            if (key.kind != Key::Kind::unique_index) expect(constraints, table, key.name, "constraint");
        }
        for (Index const& index : table.indexes) expect(indexes, table, index.name, "index");
        for (Check const& check : table.checks) expect(constraints, table, check.name, "constraint");
        for (ForeignKey const& key : table.foreign_keys) expect(constraints, table, key.name, "foreign key");
        if (!table.triggers.empty() && !triggers.contains(table.name)) {
            differences.push_back(fmt::format("the trigger of table {} is missing", table.name));
        }
    }
    if (wanted.find_table("metrics") != nullptr) check_chunks(target, schema, differences);
}

std::map<std::string, std::int64_t> next_of_sequences(Target& target, std::string const& schema) {
    std::map<std::string, std::int64_t> next;
    for (auto const& row : target.query(
             fmt::format("SELECT sequencename, next::bigint FROM (SELECT sequencename, coalesce(last_value::numeric + "
                         "increment_by, start_value) AS next FROM pg_sequences WHERE schemaname = {}) AS sequences "
                         "WHERE abs(next) <= 9223372036854775807",
                         target.quote(schema)))) {
        next.emplace(row[0].c_str(), row[1].as<std::int64_t>());
    }
    return next;
}

std::vector<SequenceReport> check_sequences(Target& target, Schema const& wanted, std::string const& schema,
                                            std::vector<std::string>& differences) {
    std::vector<SequenceReport> reports;
    for (auto const& owned : target.query(
             fmt::format("SELECT s.relname, t.relname, a.attname, d.objid::regclass, d.refobjid::regclass, "
                         "quote_ident(a.attname) "
                         "FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class t ON "
                         "t.oid = d.refobjid "
                         "JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
                         "WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype "
                         "IN ('a', 'i') "
                         "AND s.relnamespace = {}::regnamespace AND t.relname NOT LIKE 'mlflow2pg\\_%' ORDER BY 1",
                         target.quote(quote_identifier(schema))))) {
        // Not of the other store, whose tables may be in this schema, too.
        if (wanted.find_table(owned[1].c_str()) == nullptr) continue;
        pqxx::result const state =
            target.query(fmt::format("SELECT coalesce((SELECT max({}) FROM {}), 0), CASE WHEN is_called THEN "
                                     "last_value + 1 ELSE last_value END FROM {}",
                                     owned[5].c_str(), owned[4].c_str(), owned[3].c_str()));
        SequenceReport const report{owned[0].c_str(), fmt::format("{}.{}", owned[1].c_str(), owned[2].c_str()),
                                    state[0][0].as<std::int64_t>(), state[0][1].as<std::int64_t>(), std::nullopt};
        if (report.next <= report.greatest) {
            differences.push_back(fmt::format("sequence {} gives {} next, but {} holds {} already", report.name,
                                              report.next, report.column, report.greatest));
        }
        reports.push_back(report);
    }
    return reports;
}

}  // namespace mlflow2pg
