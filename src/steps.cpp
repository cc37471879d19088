#include "steps.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "error.hpp"
#include "interrupt.hpp"
#include "staging.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

// What is shared between the workers; every member is guarded by the mutex.
class Board {
public:
    Board(std::vector<Step> const& steps, std::map<std::string, std::string> const& finished, unsigned jobs)
        : steps_{steps}, jobs_{jobs} {
        for (Step const& step : steps) {
            auto const done = finished.find(step.name);
            if (done == finished.end()) {
                waiting_.insert(step.name);
            } else {
                results_.emplace(step.name, StepResult::from_json(done->second));
            }
        }
        for (Step const& step : steps) way_to_end(step);
    }

    // The next step to run; waits until one is ready. Null when all are taken or a worker failed.
    Step const* take(Worker& worker) {
        std::unique_lock lock{mutex_};
        for (;;) {
            if (failure_ || waiting_.empty()) return nullptr;
            if (Step const* const step = longest_ready()) {
                waiting_.erase(step->name);
                ++running_;
                worker.set_spare(spare());
                return step;
            }
            changed_.wait(lock);
        }
    }

    void finish(Step const& step, StepResult result) {
        std::lock_guard const guard{mutex_};
        results_.emplace(step.name, std::move(result));
        --running_;
        changed_.notify_all();
    }

    void fail(std::exception_ptr failure) {
        std::lock_guard const guard{mutex_};
        // What comes after the first failure is its consequence: statements cancelled, readings stopped.
        if (!failure_) failure_ = std::move(failure);
        stop_.request_stop();
        changed_.notify_all();
    }

    std::stop_token stop() { return stop_.get_token(); }
    std::exception_ptr failure() const { return failure_; }
    StepResults take_results() { return std::move(results_); }

private:
    bool is_ready(Step const& step) const {
        return waiting_.contains(step.name) &&
               std::all_of(step.needs.begin(), step.needs.end(),
                           [&](std::string const& need) { return results_.contains(need); });
    }

    Step const* longest_ready() const {
        Step const* longest = nullptr;
        for (Step const& step : steps_) {
            if (is_ready(step) && (longest == nullptr || way_.at(step.name) > way_.at(longest->name))) longest = &step;
        }
        return longest;
    }

    // Workers that find nothing to do beside the step just taken.
    unsigned spare() const {
        auto const ready = static_cast<unsigned>(
            std::count_if(steps_.begin(), steps_.end(), [&](Step const& step) { return is_ready(step); }));
        return jobs_ > running_ + ready ? jobs_ - running_ - ready : 0;
    }

    // The cost of the step and of the longest chain that waits for it.
    double way_to_end(Step const& step) {
        if (auto const known = way_.find(step.name); known != way_.end()) return known->second;
        double longest = 0;
        for (Step const& later : steps_) {
            if (std::find(later.needs.begin(), later.needs.end(), step.name) != later.needs.end()) {
                longest = std::max(longest, way_to_end(later));
            }
        }
        return way_[step.name] = step.cost + longest;
    }

    std::vector<Step> const& steps_;
    unsigned jobs_;
    unsigned running_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::stop_source stop_;
    std::set<std::string> waiting_;
    std::map<std::string, double> way_;
    StepResults results_;
    std::exception_ptr failure_;
};

StepResult run_step(Step const& step, Worker& worker, Progress progress) {
    Clock::time_point const start = Clock::now();
    PgCopy& connection = worker.connection();
    connection.execute("BEGIN");
    StepResult result = step.run(worker);
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (progress == Progress::recorded) {
        connection.execute(std::string{record_step_sql}, {step.name, result.to_json()});
    }
    connection.execute("COMMIT");
    std::uint64_t rows = 0;
    for (TableResult const& table : result.tables) rows += table.checksum.rows;
    spdlog::info("{}: {} rows, {:.2f} s", step.name, rows, result.seconds);
    return result;
}

void work(Board& board, std::string const& conninfo, Progress progress) {
    Worker worker{conninfo, board.stop()};
    while (Step const* const step = board.take(worker)) {
        try {
            board.finish(*step, run_step(*step, worker, progress));
        } catch (...) {
            board.fail(std::current_exception());
        }
    }
}

}  // namespace

std::string StepResult::to_json() const {
    Json json{{"seconds", seconds}, {"tables", Json::array()}, {"problems", problems}};
    for (TableResult const& table : tables) {
        json["tables"].push_back({{"table", table.table},
                                  {"reading", static_cast<int>(table.reading)},
                                  {"rows", table.checksum.rows},
                                  {"checksum", table.checksum.hex()},
                                  {"bytes", table.bytes},
                                  {"seconds", table.seconds}});
    }
    if (latest_counted) json["latest"] = {latest.same, latest.different, latest.missing, latest.source_only};
    return json.dump();
}

StepResult StepResult::from_json(std::string const& text) {
    Json const json = Json::parse(text);
    StepResult result;
    result.seconds = json.at("seconds");
    result.problems = json.at("problems").get<std::vector<std::string>>();
    for (Json const& table : json.at("tables")) {
        result.tables.push_back({table.at("table"), static_cast<Reading>(table.at("reading").get<int>()),
                                 Checksum::from_hex(table.at("checksum").get<std::string>(), table.at("rows")),
                                 table.at("bytes"), table.at("seconds")});
    }
    if (json.contains("latest")) {
        Json const& counts = json.at("latest");
        result.latest = {counts.at(0), counts.at(1), counts.at(2), counts.at(3)};
        result.latest_counted = true;
    }
    return result;
}

PgCopy& Worker::connected(std::unique_ptr<PgCopy>& connection) {
    if (!connection) {
        connection = std::make_unique<PgCopy>(conninfo_, stop_);
        connection->execute(session_settings());
    }
    return *connection;
}

StepResults run_steps(std::vector<Step> const& steps, std::string const& conninfo, unsigned jobs, Progress progress,
                      std::map<std::string, std::string> const& finished) {
    Board board{steps, finished, jobs};
    {
        std::vector<std::jthread> others;
        for (unsigned number = 1; number < jobs; ++number)
            others.emplace_back([&] { work(board, conninfo, progress); });
        work(board, conninfo, progress);
    }
    if (board.failure()) std::rethrow_exception(board.failure());
    return board.take_results();
}

}  // namespace mlflow2pg
