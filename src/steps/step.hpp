// SPDX-License-Identifier: Apache-2.0
// A step of the work as data: what it does, on which tables, which steps it needs, its expected cost, and its result.
// Nothing here opens a database.
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

// The stage of the report that the step's time is added to.
enum class Stage { load, finish, verify };
std::string_view name(Stage stage);

struct Step {
    enum class Kind {
        check_integrity,  // SQLite's integrity_check of the tables
        load,             // copies the tables' rows into the staging schema
        read_again,       // reads the tables' rows from the source once more
        read_back,        // runs `sql`, then reads the tables' rows back from PostgreSQL
        statements,       // runs `sql`
        build_index,      // runs `sql`, with memory and parallel workers for one index build
        catch_up,         // runs `sql`, then brings all tables from the base's state to the source's
    };

    std::string name;  // the same in every run: the key in the staging progress table
    Stage stage;
    Kind kind;
    std::vector<std::string> tables;  // that it reads or writes; empty for SQL
    std::vector<std::string> needs;   // names of the steps that must be finished first
    double cost = 0;                  // estimated seconds
    std::int64_t rows = 0;            // estimated; 0: unknown
    RowidRange range = {};            // of its only table, when the table is loaded in parts
    std::string sql = {};
};

// The three readings of a table, which must be equal: the source as it was copied, the source once more, the target.
enum class Reading { first, again, back };

// The result of one reading of a table or of a part of it.
struct TableResult {
    std::string table;
    Reading reading;
    Checksum checksum;
    std::uint64_t bytes = 0;  // sent to the server; 0 for other readings
    double seconds = 0;
};

// What a catch-up applied to one table. Every row was read twice, from the source and from the target. The rows of
// latest_metrics were computed from the target's metrics, and read back.
struct AppliedChanges {
    std::string table;
    Checksum gone;                // rows that are only in the earlier state, or have other values there
    Checksum added;               // rows that are only in the later state, or have other values there
    std::uint64_t bytes = 0;      // sent to the server
    std::string by_rows_because;  // see ChangedRanges; empty: unchanged pages were compared byte by byte
    std::uint64_t pages = 0;      // see ChangedRanges::compared(), changed()
    std::uint64_t changed_pages = 0;
    bool differs_from_source = false;  // latest_metrics: the source's own rows did not change in the same way
};

struct StepResult {
    std::vector<TableResult> tables;
    LatestDrift latest;                   // of the step that loads metrics
    bool latest_counted = false;          // whether `latest` was computed
    std::vector<AppliedChanges> changes;  // of a catch-up; not stored
    std::string reject_file;              // the absolute path of the file with rows of this step; empty: none
    double seconds = 0;
    // Parts of `seconds`. In the rest of the time the step waited for the source's disk or for a free CPU.
    double processor_seconds = 0;  // CPU time of this program's thread
    double server_seconds = 0;     // waiting for the server

    static StepResult of(TableResult table);
    // The form in which the staging progress table stores it.
    std::string to_json() const;
    static StepResult from_json(std::string const& text);
};

using StepResults = std::map<std::string, StepResult>;  // by the name of the step

}  // namespace mlflow2pg
