// The proof: counts and checksums of all readings agree, every definition that MLflow would have is there,
// every sequence is ahead of its column. Collects all differences, stops at none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rows/rejects.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;
struct TablePlan;

struct TableReport {
    std::string name;
    std::uint64_t rows = 0;   // of the source, as read
    std::uint64_t bytes = 0;  // sent; of a check: of the values in the source, about
    double seconds = 0;       // for the copy
    std::string checksum;     // of the source's rows
    bool verified = false;
    bool source_agrees = true;  // both readings of the source
};

struct SequenceReport {
    std::string name;
    std::string column;                  // table.column
    std::int64_t greatest = 0;           // in the column; 0 when it is empty
    std::int64_t next = 0;               // what the sequence gives next
    std::optional<std::int64_t> before;  // what it gave next in the target until this run; nothing: it was not there
};

// Every table of the plan, by what the steps found. Differences are appended.
std::vector<TableReport> compare_readings(Plan const& plan, StepResults const& results,
                                          std::vector<std::string>& differences);

// Keys, checks, foreign keys, indexes and triggers that are missing in `schema` or in a hypertable's chunks, or there
// but not valid.
void check_definitions(Target& target, Schema const& wanted, std::string const& schema,
                       std::vector<std::string>& differences);

// What the sequences in `schema` give next, by name, as far as the user may see it.
std::map<std::string, std::int64_t> next_of_sequences(Target& target, std::string const& schema);

// Of the wanted tables that stand in the schema.
std::vector<SequenceReport> check_sequences(Target& target, Schema const& wanted, std::string const& schema,
                                            std::vector<std::string>& differences);

}  // namespace mlflow2pg
