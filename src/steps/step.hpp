// A step of the work, as data: what it does, to which tables, what it needs and what it is expected to cost; and what
// it found. Nothing here opens a database.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.hpp"
#include "mlflow/latest_metrics.hpp"
#include "mlflow/source_table.hpp"

namespace mlflow2pg {

// The part of the report that a step's time belongs to.
enum class Stage { load, finish, verify };
std::string_view name(Stage stage);

struct Step {
    enum class Kind {
        check_integrity,  // SQLite's integrity_check of the tables
        load,             // copies the tables' rows into the staging schema
        read_again,       // reads the tables' rows from the source once more
        read_back,        // reads the tables' rows back from PostgreSQL
        statements,       // runs `sql`
        build_index,      // runs `sql`, with memory and processes for one index
    };

    std::string name;  // the same in every run: the staging progress table knows the step by it
    Stage stage;
    Kind kind;
    std::vector<std::string> tables;  // what it reads or writes; empty for SQL
    std::vector<std::string> needs;   // names of the steps that come before it
    double cost = 0;                  // estimated seconds
    std::int64_t rows = 0;            // estimated; 0: unknown
    RowidRange range = {};            // of the one table that is loaded in parts
    std::string sql = {};
};

// The three readings of a table that have to agree: the source as it was copied, the source once more, the target.
enum class Reading { first, again, back };

// What one reading of a table, or of a part of it, found.
struct TableResult {
    std::string table;
    Reading reading;
    Checksum checksum;
    std::uint64_t bytes = 0;  // sent to the server; 0 for other readings
    double seconds = 0;
};

struct StepResult {
    std::vector<TableResult> tables;
    LatestDrift latest;           // of the step that loads metrics
    bool latest_counted = false;  // whether `latest` means anything
    double seconds = 0;
    // Parts of `seconds`. The rest was spent waiting for the source's disk or for a free processor.
    double processor_seconds = 0;  // CPU time of this program's thread
    double server_seconds = 0;     // waiting for the server

    static StepResult of(TableResult table);
    // As the staging progress table keeps it.
    std::string to_json() const;
    static StepResult from_json(std::string const& text);
};

using StepResults = std::map<std::string, StepResult>;  // by the step's name

}  // namespace mlflow2pg
