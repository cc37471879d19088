// SPDX-License-Identifier: Apache-2.0
// The parsed command line. Parsing opens no file or connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "base/next_step.hpp"
#include "mlflow/rules.hpp"
#include "mlflow/store.hpp"
#include "source/retry.hpp"

namespace mlflow2pg {

enum class LogFormat { text, json };

enum class When { automatic, always, never };

struct Options {
    Command command = Command::check;
    std::string source;  // as typed
    std::string target;  // as typed, or from MLFLOW_BACKEND_STORE_URI; empty: none
    bool target_from_environment = false;
    std::optional<Store> store;  // which database to use when the source is both: tracking or auth
    bool dry_run = false;
    bool deep = false;              // check: SQLite's integrity_check, not only its quick_check
    bool hold_writers = false;      // keep the source's writers out while a snapshot is made
    bool replace_schema = false;    // replace empty tables of another MLflow revision in the target
    bool allow_unseen = false;      // migrate although a process that nobody can look into may have the source open
    bool restart = false;           // drop the staging schema of an interrupted run
    bool if_needed = false;         // do nothing when the target already holds MLflow's rows
    unsigned jobs = 1;              // workers, each with one connection; more than cores do not help
    std::string toast_compression;  // pglz, lz4, or empty for the server's default
    bool hypertable = false;        // make metrics a hypertable of TimescaleDB
    bool distribute = false;        // spread the runs over the workers of a Citus cluster
    bool backup = false;            // copy the source before the migration
    std::string backup_folder;      // where the copy goes; empty: beside the source
    bool seal = false;              // make the source refuse writes after the migration
    Fixes fixes;
    bool reject_misfits = false;  // leave misfits out and write them to the reject file; else stop
    ExperimentIds experiment_ids = ExperimentIds::keep;
    Rewrites artifacts;               // --rewrite-artifacts
    bool verify_fully = false;        // migrate after prepare: read all rows again, not only those that changed
    std::string base_file;            // prepare: the copy of the source; empty: SOURCE.prepared
    std::string reject_file;          // default: SOURCE's name + .rejects.jsonl in the current folder
    std::string mapping_file;         // default: SOURCE's name + .experiment-ids.json in the current folder
    std::optional<std::string> json;  // the report as JSON: "-" to stdout, else a file
    std::string page;                 // --report: the report as HTML, a file; empty: none
    LogFormat log_format = LogFormat::text;
    When progress = When::automatic;  // automatic: unless quiet
    When color = When::automatic;     // automatic: on a terminal
    int verbosity = 0;                // -1 with --quiet, 1 with -v, 2 with -vv
    RetryLimits patience;             // for locks of the source; no option
};

// The result of parsing: options, or, when --help, --version or the like was given or the arguments are wrong, what to
// print and the exit code.
struct ParsedOptions {
    std::optional<Options> options;
    int exit_code = 0;  // used when there are no options
    std::string out;    // for stdout
    std::string error;  // the error in the arguments
    NextSteps next_steps;
};

ParsedOptions parse_options(std::vector<std::string> const& arguments);

// The value of --log-format, read even when other arguments are wrong.
LogFormat asked_log_format(std::vector<std::string> const& arguments);

}  // namespace mlflow2pg
