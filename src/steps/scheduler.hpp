// The work as a list of steps and what each needs, and the workers that take them: whatever is ready, the one
// with the longest way to the end first. A finished step is committed together with its row in the staging
// progress table, so a resume is the steps that are not there. The only file with threads.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/checksum.hpp"
#include "mlflow/latest_metrics.hpp"
#include "steps/server_load.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

// Which part of the report a step's time belongs to.
enum class Stage { load, finish, verify };
std::string_view name(Stage stage);

// The three readings of a table that have to agree: the source as it was copied, the source once more, the
// target.
enum class Reading { first, again, back };

struct TableResult {
    std::string table;
    Reading reading;
    Checksum checksum;
    std::uint64_t bytes = 0;  // as sent to the server; 0 for other readings
    double seconds = 0;
};

struct StepResult {
    std::vector<TableResult> tables;
    LatestDrift latest;                 // of the step that copies metrics
    bool latest_counted = false;        // whether `latest` means anything
    std::vector<std::string> problems;  // complaints of the integrity check
    double seconds = 0;
    double processor_seconds = 0;  // of this program's thread; what is neither this nor the next is the source's disk,
    double server_seconds = 0;     // of waiting for the server; or a processor that was not free

    static StepResult of(TableResult table);
    std::string to_json() const;
    static StepResult from_json(std::string const& text);
};

// What a worker's sessions are made from.
struct Sessions {
    std::string conninfo;
    std::string settings;  // SQL, run first
};

// A worker's connection, made when the first step asks for it.
class Worker {
public:
    Worker(Sessions const& sessions, Watch& watch, std::stop_token stop)
        : sessions_{sessions}, watch_{watch}, stop_{std::move(stop)} {}

    PgConnection& connection() { return connected(first_); }
    // For a step that feeds two COPYs at once; outside of the step's transaction.
    PgConnection& second_connection() { return connected(second_); }
    std::stop_token stop() const { return stop_; }
    // How many workers have nothing to do beside this step: so many more processes the server may use for it.
    unsigned spare() const { return spare_; }
    void set_spare(unsigned spare) { spare_ = spare; }
    double server_seconds() const;  // of waiting for the server, since the start

private:
    PgConnection& connected(std::unique_ptr<PgConnection>& connection);

    Sessions const& sessions_;
    Watch& watch_;
    std::stop_token stop_;
    std::unique_ptr<PgConnection> first_;
    std::unique_ptr<PgConnection> second_;
    unsigned spare_ = 0;
};

struct Step {
    std::string name;  // the same in every run: the progress table knows the step by it
    Stage stage;
    std::vector<std::string> needs;  // names of steps
    double cost;                     // estimated seconds
    // Works in a transaction that the runner opens and commits on the worker's connection.
    std::function<StepResult(Worker&)> run;
    std::int64_t rows = 0;  // that count_row will count, about; 0 when nobody knows
};

using StepResults = std::map<std::string, StepResult>;

struct Run {
    StepResults results;  // of all steps, those that were finished before included
    ServerLoad load;      // what the server's sessions were at, added up
};

// Whether finished steps go into the staging progress table.
enum class Progress { recorded, forgotten };

// Runs all steps but the finished ones on `jobs` workers (1 or more), each with its own sessions. The first failure
// stops the others and is thrown, with the step's name before its message.
Run run_steps(std::vector<Step> const& steps, Sessions const& sessions, unsigned jobs, Progress progress,
              std::map<std::string, std::string> const& finished);

// How long the steps take on `jobs` workers when each takes what it is estimated to.
double expected_seconds(std::vector<Step> const& steps, unsigned jobs);

}  // namespace mlflow2pg
