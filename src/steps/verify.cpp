// SPDX-License-Identifier: Apache-2.0
#include "steps/verify.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "base/text.hpp"
#include "mlflow/plan.hpp"

namespace mlflow2pg {

namespace {

struct Readings {
    std::optional<TableResult> of[3];

    // Adds a part to the table's reading: a table may be loaded in several parts.
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
            differences.push_back(fmt::format("{}: {} {}, checksum {}; {} {}, checksum {}", table.name, one_name,
                                              counted(of[one]->checksum.rows, "row"), of[one]->checksum.hex(),
                                              other_name, counted(of[other]->checksum.rows, "row"),
                                              of[other]->checksum.hex()));
        };
        expect_equal(Reading::first, "source as copied", Reading::again, "source read again");
        report.source_agrees = report.verified;
        // `verify` has no first reading. In a migration latest_metrics is not read again.
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

}  // namespace mlflow2pg
