// The sequences that give MLflow's rows their ids: what they give next, and whether that is an id that can be stored.
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
    std::int64_t greatest = 0;           // in the column; 0 when it is empty
    std::int64_t next = 0;               // what the sequence gives next
    std::optional<std::int64_t> before;  // what it gave next in the target until this run; nothing: it was not there
};

// What the sequences in `schema` give next, by name, as far as the user may see it.
std::map<std::string, std::int64_t> next_of_sequences(Target& target, std::string const& schema);

// The sequences that belong to a column of the wanted tables in `schema`. One that gives next a value which the column
// has passed, or which is beyond its own end, is a difference. That it is there at all and how it counts is a matter of
// its definition (definitions.hpp).
std::vector<SequenceReport> check_sequences(Target& target, Schema const& wanted, std::string const& schema,
                                            std::vector<std::string>& differences);

}  // namespace mlflow2pg
