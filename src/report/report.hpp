// What a run found and did, and all the words of it that a user reads at the end: for people here, as a page in
// html_report, for machines in json_report. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "base/command.hpp"
#include "base/error.hpp"
#include "mlflow/artifacts.hpp"
#include "mlflow/hypertable.hpp"
#include "mlflow/latest_metrics.hpp"
#include "mlflow/store.hpp"
#include "rows/misfit_scan.hpp"
#include "source/backup.hpp"
#include "source/holders.hpp"
#include "source/retry.hpp"
#include "steps/server_load.hpp"
#include "steps/verify.hpp"

namespace mlflow2pg {

// What stands in the way of a migration.
struct Obstacle {
    std::string error;
    std::string next_step;
};

// Where the time of all steps went, in seconds of their sum; what is in none of the two parts waited for the source's
// disk or for a processor.
struct Profile {
    double all = 0;
    double processor = 0;  // of this program
    double server = 0;     // waiting for the server; what that did is in `load`
    ServerLoad load;
};

struct Report {
    Command command = Command::check;
    bool dry_run = false;
    bool published = false;  // MLflow sees the copy, whatever happened later
    std::string source;
    std::uint64_t source_bytes = 0;
    Store store = Store::tracking;  // which of MLflow's databases the source is
    std::string revision;
    std::string releases;  // of MLflow, that write this revision
    std::string journal_mode;
    std::vector<Holder> holders;
    std::string seal;                          // the message of the seal that was found on the source; empty: none
    std::optional<bool> sealed;                // as it was left; nothing: neither sealed nor unsealed by this run
    std::string seal_problem;                  // why it is not sealed, or not against changes of the schema
    std::optional<Backup> backup;              // when one was made
    std::vector<std::string> partial_backups;  // that killed runs left
    RetryCount waited;                         // for the source's lock
    std::string target;                        // name and user; empty when there is none
    std::string target_version;
    std::string target_uri;  // for MLflow, password masked
    std::vector<TableReport> tables;
    std::vector<std::string> unknown_tables;
    std::optional<MisfitScan> scan;                             // nothing: not taken
    std::vector<std::pair<std::string, std::string>> rewrites;  // of --rewrite-artifacts, passwords masked
    std::optional<LocalArtifacts> local_artifacts;              // that are left once rewritten; nothing: not looked for
    std::map<std::string, std::uint64_t> rejected;
    std::string reject_file;   // when one was written
    std::string mapping_file;  // when one was written
    std::size_t renumbered = 0;
    std::vector<std::string> widened;
    std::optional<Hypertable> hypertable;  // what metrics is or would be; nothing: a plain table
    std::optional<LatestDrift> latest;
    std::vector<SequenceReport> sequences;
    std::vector<std::string> differences;  // that verification found
    std::map<std::string, double> stage_seconds;
    Profile profile;
    std::vector<std::string> work;            // what a migrate would do
    std::optional<double> predicted_seconds;  // of a migrate
    std::vector<std::string> hints;
    std::size_t resumed_steps = 0;
    double seconds = 0;
    std::vector<std::string> next;  // commands to run

    // How it ended.
    ExitCode exit_code = ExitCode::done;
    std::string error;
    std::string next_step;
    std::vector<Obstacle> more;  // beside that error
    std::string ended;           // when, UTC, as people write it
};

// What MLflow gets slower at on a hypertable, as measured.
inline constexpr std::string_view hypertable_warning =
    "MLflow reads and deletes metrics by run, which visits every chunk, those of times to come included: the history "
    "of a run took 0.40 ms from a plain table, 2.8 ms with 38 chunks, 11 ms with 151";

// What all reports for people are made of.
std::string verdict(Report const& report);             // the first line
bool published(Report const& report);                  // what it tells was done, and not only would be
std::vector<std::string> notes(Report const& report);  // what is worth a word; warnings begin with "warning: "
// The tables, the one with the most rows first.
std::vector<TableReport> by_size(Report const& report);
// What people waited for, and how many seconds of all steps' work: greatest part first.
std::vector<std::pair<double, std::string_view>> time_parts(Profile const& profile);

// For people, on stdout.
std::string text_report(Report const& report);
// What one revision after the other is called.
std::string revisions_text();

}  // namespace mlflow2pg
