// The proof: counts and checksums of all readings agree. Collects all differences, stops at none. Definitions and
// sequences are compared in target/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "steps/step.hpp"

namespace mlflow2pg {

struct Plan;

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

}  // namespace mlflow2pg
