// SPDX-License-Identifier: Apache-2.0
// What a run found and did: a struct of facts for each stage. The command stores each struct as soon as the stage
// returns it, so after a failure the report still has the earlier ones. Facts of a stage that was not reached are
// absent or empty.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "base/error.hpp"
#include "base/next_step.hpp"
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
#include "steps/estimate.hpp"
#include "steps/server_load.hpp"
#include "steps/verify.hpp"
#include "target/sequences.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// What `check` expects of the migration.
struct Forecast {
    std::vector<std::string> work;  // what the migration would do
    std::optional<double> seconds;  // its expected duration
    std::string disk_space = {};    // the room that a migration needs, and the free room
    std::uint64_t left_out = 0;     // rows that the suggested migration leaves out
};

// Who ran which command, and when.
struct Circumstances {
    std::string command;  // as typed, without passwords
    std::string user;
    std::string host;
    std::string begun;   // "2026-11-21 14:00:00 UTC"
    std::string sqlite;  // the version of the library
};

// The experiments that got new ids.
struct Renumbering {
    std::size_t experiments = 0;
    std::string mapping_file;  // file with old and new ids; empty: not written
};

// The row counts and checksums of both databases. `check` only counts the source's rows; its differences are the damage
// that SQLite's check found.
struct Verification {
    // Why the rows of the target were not compared.
    enum class Obstacle { none, empty_target, other_revision, upgraded_target };
    Obstacle obstacle = Obstacle::none;
    std::vector<TableReport> tables;
    std::vector<SequenceReport> sequences;
    std::vector<std::string> differences;
};

// Seconds summed over all steps, which run in parallel. The time that is neither CPU nor server time was spent waiting
// for the source's disk or for a free CPU.
struct Profile {
    double all = 0;
    double processor = 0;  // CPU time of this program
    double server = 0;     // waiting for the server; `load` shows what the server did
    ServerLoad load;
};

// What an earlier prepare left in the target.
struct Preparation {
    std::string at;                   // the moment whose state of the source was prepared: "2026-11-21 14:00:00 UTC"
    std::string base_file;            // the copy of the source at that moment
    std::string unused_because;       // why it cannot be used, so everything is loaded; empty: it can be
    std::uint64_t changed_pages = 0;  // pages of the source's tables that are not in the base file
    CatchUp catch_up = {};            // what a migration has to compare and to load; after it, only the pages
    bool caught_up = false;           // this run has applied the changes
    std::uint64_t gone = 0;           // rows that were changed or deleted since
    std::uint64_t added = 0;          // rows that are new or changed since
    std::vector<std::string> by_rows = {};  // tables whose rows were compared instead of pages, and why
};

struct Timing {
    std::map<std::string, double> stages;  // summed over the steps
    Profile profile;
    std::size_t resumed_steps = 0;  // finished by an earlier run
    double seconds = 0;             // of the run
};

// What the user can do next.
struct Suggestions {
    NextSteps commands;  // each has a command
    NextSteps hints;

    void add(Suggestions const& more) {
        commands.insert(commands.end(), more.commands.begin(), more.commands.end());
        hints.insert(hints.end(), more.hints.begin(), more.hints.end());
    }
};

struct Obstacle {
    std::string error;
    NextSteps next_steps;
};

struct Ending {
    ExitCode code = ExitCode::done;
    std::string error;
    NextSteps next_steps;
    std::string time;  // "2026-11-21 14:00:00 UTC"
};

struct Report {
    Command command = Command::check;
    bool dry_run = false;
    bool target_from_environment = false;  // TARGET was not typed: $MLFLOW_BACKEND_STORE_URI named it
    bool needed = true;          // false: as --if-needed asks, nothing was done, because the target holds MLflow's rows
    bool was_published = false;  // MLflow sees the copy, even if a later action failed
    Circumstances circumstances;
    RetryCount waited;  // time spent waiting for the lock on the source
    std::optional<SourceFacts> source;
    std::optional<TargetFacts> target;
    std::optional<PlanFacts> plan;
    std::optional<Hypertable> hypertable;           // the hypertable for metrics; absent: a plain table
    std::optional<Distribution> distribution;       // over a Citus cluster; absent: plain tables
    std::optional<MisfitScan> scan;                 // absent: no scan was needed so far
    std::optional<LocalArtifacts> local_artifacts;  // after rewriting
    Forecast forecast;
    RejectFacts rejects;
    std::optional<Backup> backup;
    std::optional<LatestDrift> latest;
    Verification verification;
    Renumbering renumbering;
    std::optional<Discarded> discarded;      // absent: there was no staging schema
    std::optional<Sealing> sealing;          // absent: this run neither sealed nor unsealed
    std::optional<Preparation> preparation;  // absent: none was found
    std::optional<Backup> base_file;         // of this prepare
    Timing time;
    Suggestions suggestions;
    Ending ending;
    std::vector<Obstacle> also;  // problems beside the error that ended the run

    // Whether the reported work was really done, not only rehearsed or checked.
    bool published() const {
        return was_published || (command == Command::migrate && !dry_run && needed && ending.code == ExitCode::done);
    }
};

}  // namespace mlflow2pg
