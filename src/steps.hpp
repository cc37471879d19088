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
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "checksum.hpp"
#include "latest_metrics.hpp"
#include "pg_copy.hpp"

namespace mlflow2pg {

// Which part of the report a step's time belongs to.
enum class Stage { load, finish, verify };

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

    std::string to_json() const;
    static StepResult from_json(std::string const& text);
};

// A worker's connection, made when the first step asks for it.
class Worker {
public:
    Worker(std::string conninfo, std::stop_token stop) : conninfo_{std::move(conninfo)}, stop_{std::move(stop)} {}

    PgCopy& connection() { return connected(first_); }
    // For a step that feeds two COPYs at once; outside of the step's transaction.
    PgCopy& second_connection() { return connected(second_); }
    std::stop_token stop() const { return stop_; }
    // How many workers have nothing to do beside this step: so many more processes the server may use for it.
    unsigned spare() const { return spare_; }
    void set_spare(unsigned spare) { spare_ = spare; }

private:
    PgCopy& connected(std::unique_ptr<PgCopy>& connection);

    std::string conninfo_;
    std::stop_token stop_;
    std::unique_ptr<PgCopy> first_;
    std::unique_ptr<PgCopy> second_;
    unsigned spare_ = 0;
};

struct Step {
    std::string name;  // the same in every run: the progress table knows the step by it
    Stage stage;
    std::vector<std::string> needs;  // names of steps
    double cost;                     // estimated, in any unit that is the same for all steps
    // Works in a transaction that the runner opens and commits on the worker's connection.
    std::function<StepResult(Worker&)> run;
};

using StepResults = std::map<std::string, StepResult>;

// Whether finished steps go into the staging progress table.
enum class Progress { recorded, forgotten };

// Runs all steps but the finished ones on `jobs` workers (1 or more), each with its own connections made from
// conninfo. The first failure stops the others and is thrown, with the step's name before its message.
// Returns the results of all steps, those of `finished` included.
StepResults run_steps(std::vector<Step> const& steps, std::string const& conninfo, unsigned jobs, Progress progress,
                      std::map<std::string, std::string> const& finished);

}  // namespace mlflow2pg
