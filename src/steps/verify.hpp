// SPDX-License-Identifier: Apache-2.0
// Compares the row counts and checksums of all readings. Collects all differences instead of stopping at the first.
// target/ compares definitions and sequences.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "steps/step.hpp"

namespace mlflow2pg {

struct Plan;

struct TableReport {
    std::string name;
    std::uint64_t rows = 0;   // rows read from the source
    std::uint64_t bytes = 0;  // bytes sent; in `check`: estimated size of the values in the source
    double seconds = 0;       // time of the copy
    std::string checksum;     // of the source's rows
    bool verified = false;
    bool source_agrees = true;  // whether both readings of the source are equal
};

// Reports every table of the plan from the results of the steps. Differences are appended.
std::vector<TableReport> compare_readings(Plan const& plan, StepResults const& results,
                                          std::vector<std::string>& differences);

}  // namespace mlflow2pg
