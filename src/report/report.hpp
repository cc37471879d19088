// What a run found and did: a struct of facts for each stage, which the stage returns and the command puts here as
// soon as it has it, so that a failure still tells what was found before. Facts of a stage that was not reached are
// absent or empty.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "base/error.hpp"
#include "mlflow/artifacts.hpp"
#include "mlflow/hypertable.hpp"
#include "mlflow/latest_metrics.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/rejects.hpp"
#include "source/backup.hpp"
#include "source/retry.hpp"
#include "source/seal.hpp"
#include "source/source_facts.hpp"
#include "steps/server_load.hpp"
#include "steps/verify.hpp"
#include "target/sequences.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// What `check` says of the migration to come.
struct Forecast {
    std::vector<std::string> work;  // what it would do
    std::optional<double> seconds;  // that it would take
};

// The experiments that got new ids.
struct Renumbering {
    std::size_t experiments = 0;
    std::string mapping_file;  // old and new ids; empty: none was written
};

// What the databases hold. `check` only counts: it has the source's tables and, as differences, the damage that
// SQLite's integrity_check found.
struct Verification {
    std::vector<TableReport> tables;
    std::vector<SequenceReport> sequences;
    std::vector<std::string> differences;
};

// Seconds of all steps' work, which run side by side. What is neither the processor nor the server was spent waiting
// for the source's disk or for a free processor.
struct Profile {
    double all = 0;
    double processor = 0;  // of this program
    double server = 0;     // waiting for the server; what that did is in `load`
    ServerLoad load;
};

struct Timing {
    std::map<std::string, double> stages;  // seconds of work
    Profile profile;
    std::size_t resumed_steps = 0;  // finished by an earlier run
    double seconds = 0;             // of the run
};

// What the user may do next.
struct Suggestions {
    std::vector<std::string> commands;
    std::vector<std::string> hints;

    void add(Suggestions const& more) {
        commands.insert(commands.end(), more.commands.begin(), more.commands.end());
        hints.insert(hints.end(), more.hints.begin(), more.hints.end());
    }
};

struct Obstacle {
    std::string error;
    std::string next_step;
};

struct Ending {
    ExitCode code = ExitCode::done;
    std::string error;
    std::string next_step;
    std::string time;  // "2026-11-21 14:00:00 UTC"
};

struct Report {
    Command command = Command::check;
    bool dry_run = false;
    bool was_published = false;  // MLflow sees the copy, whatever happened later
    RetryCount waited;           // for the source's lock
    std::optional<SourceFacts> source;
    std::optional<TargetFacts> target;
    std::optional<PlanFacts> plan;
    std::optional<Hypertable> hypertable;           // what metrics is or would be; absent: a plain table
    std::optional<MisfitScan> scan;                 // absent: none was needed so far
    std::optional<LocalArtifacts> local_artifacts;  // once rewritten
    Forecast forecast;
    RejectFacts rejects;
    std::optional<Backup> backup;
    std::optional<LatestDrift> latest;
    Verification verification;
    Renumbering renumbering;
    std::optional<Sealing> sealing;  // absent: this run neither sealed nor unsealed
    Timing time;
    Suggestions suggestions;
    Ending ending;
    std::vector<Obstacle> also;  // independent of the error that ended the run

    // Whether what it tells was done, and not only would be.
    bool published() const {
        return was_published || (command == Command::migrate && !dry_run && ending.code == ExitCode::done);
    }
};

}  // namespace mlflow2pg
