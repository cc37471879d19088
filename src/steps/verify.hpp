// The proof: counts and checksums of all readings agree. Collects all differences, stops at none. Definitions and
// sequences are compared in target/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mlflow/plan.hpp"
#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct TableReport {
    std::string name;
    std::uint64_t rows = 0;   // of the source, as read
    std::uint64_t bytes = 0;  // sent; of a check: of the values in the source, about
    double seconds = 0;       // for the copy
    std::string checksum;     // of the source's rows
    bool verified = false;
    bool source_agrees = true;  // both readings of the source
};

// Every table of the plan, by what the steps found. Differences are appended.
std::vector<TableReport> compare_readings(Plan const& plan, StepResults const& results,
                                          std::vector<std::string>& differences);

// The rows that differ between the source and the table in `schema`, by primary key: at most 20 of each kind.
void list_differing_rows(Source const& source, Plan const& plan, TablePlan const& table, Rejects const* rejects,
                         Target& target, std::string const& schema, std::vector<std::string>& differences);

// Steps that read both databases as they stand, for `verify`. The references must outlive them.
std::vector<Step> make_verification_steps(Source const& source, Plan const& plan, std::string const& schema);

}  // namespace mlflow2pg
