// What each kind of step costs, in seconds of a step beside another one on the two cores of the bench: a part for each
// row, and a part for each kilobyte of a row beyond the first quarter (for loading that is mostly the server's
// compression). From the steps of 2,000,000 metrics and 200,000 spans. The costs order the steps, and `check` predicts
// from them.
// Tested in tests/steps/step_list_tests.cpp.
#pragma once

#include <algorithm>
#include <cstddef>

#include "mlflow/plan.hpp"

namespace mlflow2pg {

struct Cost {
    double row;
    double kilobyte = 0;

    double of(TablePlan const& table) const {
        double const kilobytes = std::max(0.0, static_cast<double>(table.row_bytes) / 1024 - 0.25);
        return static_cast<double>(table.estimated_rows) * (row + kilobyte * kilobytes);
    }
};

namespace cost {

inline constexpr Cost load{0.75e-6, 20e-6};
inline constexpr Cost read_back{0.35e-6, 3e-6};
inline constexpr Cost read_again{0.4e-6, 0.8e-6};
inline constexpr Cost integrity_check{0.25e-6, 0.6e-6};
inline constexpr Cost foreign_key{0.08e-6};
inline constexpr Cost statistics{0.06e-6};
inline constexpr Cost sorted_key{0.75e-6};  // of rows that arrived in the key's order
// width: the number of columns.
constexpr Cost index(std::size_t width) { return {0.25e-6 + 0.3e-6 * static_cast<double>(width)}; }
inline constexpr double small_tables = 0.02;  // of a step for all of them, or for some statements

}  // namespace cost

}  // namespace mlflow2pg
