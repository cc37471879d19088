// SPDX-License-Identifier: Apache-2.0
// The cost of each kind of step: the seconds it takes while another step runs beside it on the two cores of the bench.
// A cost has a part per row, and a part per kilobyte by which a row exceeds 256 bytes (when loading, mostly the
// server's compression). Measured with 2,000,000 metrics and 200,000 spans. The costs determine the order of the steps,
// and `check` predicts the duration from them.
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
inline constexpr Cost integrity_check{2.7e-6, 0.6e-6};
inline constexpr Cost foreign_key{0.08e-6};
inline constexpr Cost statistics{0.06e-6};
// width: the number of columns.
constexpr Cost index(std::size_t width) { return {0.25e-6 + 0.3e-6 * static_cast<double>(width)}; }
// For rows that were loaded in the index's order.
constexpr Cost sorted_index(std::size_t width) { return {0.33e-6 + 0.07e-6 * static_cast<double>(width)}; }
// The costs of a catch-up, which runs alone, in seconds: for the whole, for each leaf page of the source's tables, for
// each row of tables that are compared by rows, for each row on a changed page, and for each staged row that is
// counted. Measured with 2,000,000 metrics of which 0.1 % and 1 % were new: 0.61 s and 0.83 s. compared_row is an
// estimate.
inline constexpr double catch_up = 0.27;
inline constexpr double compared_page = 3e-6;
inline constexpr double compared_row = 1e-6;
inline constexpr double changed_row = 13e-6;
inline constexpr double counted_row = 0.04e-6;
inline constexpr double small_tables = 0.02;  // seconds of one step for all small tables, or for a few statements

}  // namespace cost

}  // namespace mlflow2pg
