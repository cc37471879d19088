// The command line. Parsing opens nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "mlflow/rules.hpp"
#include "mlflow/store.hpp"

namespace mlflow2pg {

enum class LogFormat { text, json };

enum class When { automatic, always, never };

struct Options {
    Command command = Command::check;
    std::string source;          // as typed
    std::string target;          // as typed, or from MLFLOW_BACKEND_STORE_URI; empty: libpq's environment
    std::optional<Store> store;  // which of MLflow's databases, when the source is both; tracking or auth
    bool target_given = false;
    bool dry_run = false;
    bool hold_writers = false;      // the source's, while a snapshot of it is made
    bool restart = false;           // drop what an interrupted run left
    unsigned jobs = 1;              // workers, each with up to two connections; more than cores bring nothing
    std::string toast_compression;  // pglz, lz4, or empty for the server's own
    bool hypertable = false;        // metrics as a hypertable of TimescaleDB
    bool backup = false;            // copy the source beside itself first
    bool seal = false;              // make the source refuse writes once it is migrated
    Fixes fixes;
    bool reject_misfits = false;  // leave misfits out and keep them in the reject file; else stop
    ExperimentIds experiment_ids = ExperimentIds::keep;
    Rewrites artifacts;               // --rewrite-artifacts
    std::string reject_file;          // default: SOURCE's name + .rejects.jsonl in the current folder
    std::string mapping_file;         // default: SOURCE's name + .experiment-ids.json in the current folder
    std::optional<std::string> json;  // the report as JSON: "-" to stdout, else a file
    std::string page;                 // --report: the report as HTML, a file; empty: none
    LogFormat log_format = LogFormat::text;
    When progress = When::automatic;  // automatic: unless quiet
    When color = When::automatic;     // automatic: on a terminal
    int verbosity = 0;                // -1 with --quiet, 1 with -v, 2 with -vv
};

// What the program does instead of a command when --help or --version (or the like) is given, or when the
// arguments are wrong.
struct ParsedOptions {
    std::optional<Options> options;
    int exit_code = 0;  // when there are no options
    std::string out;    // for stdout
    std::string error;  // what is wrong with the arguments
    std::string next_step;
};

ParsedOptions parse_options(std::vector<std::string> const& arguments);

// The --log-format among arguments that are wrong otherwise.
LogFormat asked_log_format(std::vector<std::string> const& arguments);

}  // namespace mlflow2pg
