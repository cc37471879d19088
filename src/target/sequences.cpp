// SPDX-License-Identifier: Apache-2.0
#include "target/sequences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

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
    std::vector<std::string> states;
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
        states.push_back(fmt::format(
            "SELECT {} AS number, greatest, least(next, {}), next > greatest, next BETWEEN {} AND {}, {} AS most FROM "
            "(SELECT coalesce((SELECT max({}) FROM {}), 0) AS greatest, CASE WHEN is_called THEN last_value::numeric "
            "+ {} ELSE last_value END AS next FROM {}) AS state",
            reports.size(), "9223372036854775807", owned[7].c_str(), owned[8].c_str(), owned[8].c_str(),
            owned[5].c_str(), owned[4].c_str(), owned[6].c_str(), owned[3].c_str()));
        reports.push_back(
            {owned[0].c_str(), fmt::format("{}.{}", owned[1].c_str(), owned[2].c_str()), 0, 0, std::nullopt});
    }
    if (states.empty()) return reports;
    for (auto const& state : target.query(fmt::format("{} ORDER BY number", fmt::join(states, " UNION ALL ")))) {
        SequenceReport& report = reports[state[0].as<std::size_t>()];
        report.greatest = state[1].as<std::int64_t>();
        report.next = state[2].as<std::int64_t>();
        if (!state[3].as<bool>()) {
            differences.push_back(fmt::format("sequence {} gives {} next, but {} holds {} already", report.name,
                                              report.next, report.column, report.greatest));
        } else if (!state[4].as<bool>()) {
            differences.push_back(
                fmt::format("sequence {} is at its end: {} holds {}, and the sequence gives at most {}", report.name,
                            report.column, report.greatest, state[5].c_str()));
        }
    }
    return reports;
}

}  // namespace mlflow2pg
