// SPDX-License-Identifier: Apache-2.0
#include "target/sequences.hpp"

#include <fmt/format.h>

#include "base/sql.hpp"

namespace mlflow2pg {

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
    for (auto const& owned : target.query(fmt::format(
             "SELECT s.relname, t.relname, a.attname, s.oid::regclass, t.oid::regclass, quote_ident(a.attname), "
             "q.seqincrement, q.seqmin, q.seqmax "
             "FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence q ON q.seqrelid "
             "= "
             "s.oid JOIN pg_class t ON t.oid = d.refobjid "
             "JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
             "WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', "
             "'i') "
             "AND s.relnamespace = {}::regnamespace ORDER BY 1",
             target.quote(quote_identifier(schema))))) {
        // Skips sequences of the other store, whose tables may be in the same schema.
        if (wanted.find_table(owned[1].c_str()) == nullptr) continue;
        // numeric, because the value after the greatest bigint does not fit bigint.
        pqxx::result const state =
            target.query(fmt::format("SELECT greatest, least(next, {4}), next > greatest, next BETWEEN {2} AND {3} "
                                     "FROM (SELECT coalesce((SELECT "
                                     "max({0}) FROM {1}), 0) AS greatest, CASE WHEN is_called THEN last_value::numeric "
                                     "+ {5} ELSE last_value END "
                                     "AS next FROM {6}) AS state",
                                     owned[5].c_str(), owned[4].c_str(), owned[7].c_str(), owned[8].c_str(),
                                     "9223372036854775807", owned[6].c_str(), owned[3].c_str()));
        SequenceReport const report{owned[0].c_str(), fmt::format("{}.{}", owned[1].c_str(), owned[2].c_str()),
                                    state[0][0].as<std::int64_t>(), state[0][1].as<std::int64_t>(), std::nullopt};
        if (!state[0][2].as<bool>()) {
            differences.push_back(fmt::format("sequence {} gives {} next, but {} holds {} already", report.name,
                                              report.next, report.column, report.greatest));
        } else if (!state[0][3].as<bool>()) {
            differences.push_back(
                fmt::format("sequence {} is at its end: {} holds {}, and the sequence gives at most {}", report.name,
                            report.column, report.greatest, owned[8].c_str()));
        }
        reports.push_back(report);
    }
    return reports;
}

}  // namespace mlflow2pg
