// SPDX-License-Identifier: Apache-2.0
// The sequences that generate ids for MLflow's rows: the value that each returns next, and whether that id can be
// stored.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mlflow/recorded_schema.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct SequenceReport {
    std::string name;
    std::string column;                  // table.column
    std::int64_t greatest = 0;           // greatest value in the column; 0 when it is empty
    std::int64_t next = 0;               // the value that the sequence returns next
    std::optional<std::int64_t> before;  // the same before this run; nothing: the sequence did not exist
};

// The next value of each sequence in `schema`, by name, for the sequences that the role may read.
std::map<std::string, std::int64_t> next_of_sequences(Target& target, std::string const& schema);

// Checks the sequences that belong to a column of the wanted tables in `schema`. It is a difference if a sequence's
// next value is not greater than all values of the column, or is beyond the sequence's end. Missing sequences and other
// parameters are reported by the comparison of definitions (definitions.hpp).
std::vector<SequenceReport> check_sequences(Target& target, Schema const& wanted, std::string const& schema,
                                            std::vector<std::string>& differences);

}  // namespace mlflow2pg
