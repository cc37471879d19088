#include "steps.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <ctime>

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

// Which step comes next. The rule alone, without threads.
class Schedule {
public:
    explicit Schedule(std::vector<Step> const& steps) : steps_{steps} {
        for (Step const& step : steps) waiting_.insert(step.name);
        for (Step const& step : steps) way_to_end(step);
    }

    // Of the steps that are ready the one with the longest way to the end, which is then taken; null when none is.
    Step const* take() {
        Step const* longest = nullptr;
        for (Step const& step : steps_) {
            if (is_ready(step) && (longest == nullptr || way_.at(step.name) > way_.at(longest->name))) longest = &step;
        }
        if (longest != nullptr) waiting_.erase(longest->name);
        return longest;
    }
    void finish(std::string const& step) {
        waiting_.erase(step);
        done_.insert(step);
    }
    bool all_taken() const { return waiting_.empty(); }
    std::size_t ready() const {
        return static_cast<std::size_t>(
            std::count_if(steps_.begin(), steps_.end(), [&](Step const& step) { return is_ready(step); }));
    }

private:
    bool is_ready(Step const& step) const {
        return waiting_.contains(step.name) &&
               std::all_of(step.needs.begin(), step.needs.end(),
                           [&](std::string const& need) { return done_.contains(need); });
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
    std::set<std::string> waiting_;
    std::set<std::string> done_;
    std::map<std::string, double> way_;
};

// What is shared between the workers; every member is guarded by the mutex.
class Board {
public:
    Board(std::vector<Step> const& steps, std::map<std::string, std::string> const& finished, unsigned jobs)
        : schedule_{steps}, jobs_{jobs} {
        for (Step const& step : steps) {
            auto const done = finished.find(step.name);
            if (done == finished.end()) continue;
            schedule_.finish(step.name);
            results_.emplace(step.name, StepResult::from_json(done->second));
        }
    }

    // The next step to run; waits until one is ready. Null when all are taken or a worker failed.
    Step const* take(Worker& worker) {
        std::unique_lock lock{mutex_};
        for (;;) {
            if (failure_ || schedule_.all_taken()) return nullptr;
            if (Step const* const step = schedule_.take()) {
                ++running_;
                // Workers that find nothing to do beside this step.
                std::size_t const busy = running_ + schedule_.ready();
                worker.set_spare(jobs_ > busy ? static_cast<unsigned>(jobs_ - busy) : 0);
                return step;
            }
            changed_.wait(lock);
        }
    }

    void finish(Step const& step, StepResult result) {
        std::lock_guard const guard{mutex_};
        results_.emplace(step.name, std::move(result));
        schedule_.finish(step.name);
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
    Schedule schedule_;
    unsigned jobs_;
    std::size_t running_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::stop_source stop_;
    StepResults results_;
    std::exception_ptr failure_;
};

// Of the calling thread.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

StepResult run_step(Step const& step, Worker& worker, Progress progress) {
    Clock::time_point const start = Clock::now();
    double const processor_before = processor_seconds();
    double const server_before = worker.server_seconds();
    PgCopy& connection = worker.connection();
    connection.execute("BEGIN");
    StepResult result = step.run(worker);
    result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    result.processor_seconds = processor_seconds() - processor_before;
    result.server_seconds = worker.server_seconds() - server_before;
    if (progress == Progress::recorded) {
        connection.execute(std::string{record_step_sql}, {step.name, result.to_json()});
    }
    connection.execute("COMMIT");
    std::uint64_t rows = 0;
    for (TableResult const& table : result.tables) rows += table.checksum.rows;
    spdlog::info("{}: {} rows, {:.2f} s", step.name, rows, result.seconds);
    return result;
}

void work(Board& board, Sessions const& sessions, Watch& watch, Progress progress) try {
    Worker worker{sessions, watch, board.stop()};
    while (Step const* const step = board.take(worker)) board.finish(*step, run_step(*step, worker, progress));
} catch (...) {
    board.fail(std::current_exception());
}

}  // namespace

StepResult StepResult::of(TableResult table) {
    StepResult result;
    result.tables.push_back(std::move(table));
    return result;
}

std::string StepResult::to_json() const {
    // Put together as text: a tree of nlohmann's allocates when it is destroyed, and ends the program when it cannot.
    auto const quoted = [](std::string const& text) { return Json(text).dump(); };
    std::vector<std::string> entries;
    for (TableResult const& table : tables) {
        entries.push_back(fmt::format(
            R"({{"table":{},"reading":{},"rows":{},"checksum":"{}","bytes":{},"seconds":{}}})", quoted(table.table),
            static_cast<int>(table.reading), table.checksum.rows, table.checksum.hex(), table.bytes, table.seconds));
    }
    std::vector<std::string> complaints;
    for (std::string const& problem : problems) complaints.push_back(quoted(problem));
    std::string const drift = latest_counted ? fmt::format(R"(,"latest":[{},{},{},{}])", latest.same, latest.different,
                                                           latest.missing, latest.source_only)
                                             : "";
    return fmt::format(R"({{"seconds":{},"processor_seconds":{},"server_seconds":{},"tables":[{}],"problems":[{}]{}}})",
                       seconds, processor_seconds, server_seconds, fmt::join(entries, ","), fmt::join(complaints, ","),
                       drift);
}

StepResult StepResult::from_json(std::string const& text) {
    Json const json = Json::parse(text);
    StepResult result;
    result.seconds = json.at("seconds");
    result.processor_seconds = json.at("processor_seconds");
    result.server_seconds = json.at("server_seconds");
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
        connection = std::make_unique<PgCopy>(sessions_.conninfo, stop_);
        connection->execute(sessions_.settings);
        watch_.add(connection->server_process());
    }
    return *connection;
}

double Worker::server_seconds() const {
    return (first_ ? first_->waited_seconds() : 0) + (second_ ? second_->waited_seconds() : 0);
}

Run run_steps(std::vector<Step> const& steps, Sessions const& sessions, unsigned jobs, Progress progress,
              std::map<std::string, std::string> const& finished) {
    Board board{steps, finished, jobs};
    Watch watch{sessions.conninfo};
    {
        std::vector<std::jthread> others;
        try {
            for (unsigned number = 1; number < jobs; ++number) {
                others.emplace_back([&] { work(board, sessions, watch, progress); });
            }
        } catch (...) {
            board.fail(std::current_exception());  // no thread more: those that run already stop
        }
        work(board, sessions, watch, progress);
    }
    ServerLoad const load = watch.stop();
    if (board.failure()) std::rethrow_exception(board.failure());
    return {board.take_results(), load};
}

double expected_seconds(std::vector<Step> const& steps, unsigned jobs) {
    Schedule schedule{steps};
    std::multimap<double, Step const*> running;  // by when they end
    double now = 0;
    for (;;) {
        while (running.size() < jobs) {
            Step const* const step = schedule.take();
            if (step == nullptr) break;
            running.emplace(now + step->cost, step);
        }
        if (running.empty()) return now;
        now = running.begin()->first;
        schedule.finish(running.begin()->second->name);
        running.erase(running.begin());
    }
}

}  // namespace mlflow2pg
