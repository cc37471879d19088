// SPDX-License-Identifier: Apache-2.0
#include "steps/scheduler.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <ctime>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "target/deadlock.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

// The name of a step, with its stage, for lists that contain several stages.
std::string title(Step const& step) { return fmt::format("{}: {}", name(step.stage), step.name); }

std::vector<double> expected_costs(std::vector<Step> const& steps) {
    std::vector<double> costs;
    costs.reserve(steps.size());
    for (Step const& step : steps) costs.push_back(step.cost);
    return costs;
}

// Decides which step comes next: only the rule, without threads. A step is identified by its position in the list.
class Schedule {
public:
    // costs: the seconds of each step.
    Schedule(std::vector<Step> const& steps, std::vector<double> const& costs)
        : later_(steps.size()), missing_(steps.size()), way_(steps.size(), -1), waits_(steps.size(), true) {
        std::unordered_map<std::string_view, std::size_t> places;
        for (std::size_t step = 0; step < steps.size(); ++step) places.emplace(steps[step].name, step);
        for (std::size_t step = 0; step < steps.size(); ++step) {
            missing_[step] = steps[step].needs.size();
            for (std::string const& need : steps[step].needs) later_[places.at(need)].push_back(step);
        }
        for (std::size_t step = 0; step < steps.size(); ++step) {
            way_to_end(step, costs);
            if (missing_[step] == 0) ready_.emplace(-way_[step], step);
        }
    }

    // Takes the ready step with the longest way to the end; nothing when no step is ready.
    std::optional<std::size_t> take() {
        if (ready_.empty()) return std::nullopt;
        std::size_t const longest = ready_.begin()->second;
        remove(longest);
        return longest;
    }
    // Marks a step as finished, even if take() did not return it.
    void finish(std::size_t step) {
        remove(step);
        for (std::size_t const later : later_[step]) {
            if (--missing_[later] == 0 && waits_[later]) ready_.emplace(-way_[later], later);
        }
    }
    bool all_taken() const { return taken_ == waits_.size(); }
    std::size_t ready() const { return ready_.size(); }

private:
    void remove(std::size_t step) {
        if (waits_[step]) ++taken_;
        waits_[step] = false;
        ready_.erase({-way_[step], step});
    }

    // The cost of the step plus that of the longest chain of steps that depend on it.
    double way_to_end(std::size_t step, std::vector<double> const& costs) {
        if (way_[step] >= 0) return way_[step];
        double longest = 0;
        for (std::size_t const later : later_[step]) longest = std::max(longest, way_to_end(later, costs));
        return way_[step] = costs[step] + longest;
    }

    std::vector<std::vector<std::size_t>> later_;  // for each step, the steps that need it
    std::vector<std::size_t> missing_;             // for each step, how many of its needs are not finished
    std::vector<double> way_;
    std::vector<bool> waits_;                         // the steps that were not taken yet
    std::set<std::pair<double, std::size_t>> ready_;  // by negative way to the end: the longest comes first
    std::size_t taken_ = 0;
};

// Simulates the schedule: the seconds that all steps take on `jobs` workers.
double play(std::vector<Step> const& steps, std::vector<double> const& costs, unsigned jobs) {
    Schedule schedule{steps, costs};
    std::multimap<double, std::size_t> running;  // by the time at which they end
    double now = 0;
    for (;;) {
        while (running.size() < jobs) {
            std::optional<std::size_t> const step = schedule.take();
            if (!step) break;
            running.emplace(now + costs[*step], *step);
        }
        if (running.empty()) return now;
        now = running.begin()->first;
        schedule.finish(running.begin()->second);
        running.erase(running.begin());
    }
}

// The state that the workers share. The mutex guards every member.
class Board {
public:
    Board(std::vector<Step> const& steps, std::map<std::string, std::string> const& finished, unsigned jobs)
        : steps_{steps}, schedule_{steps, expected_costs(steps)}, jobs_{jobs} {
        for (Step const& step : steps) {
            auto const done = finished.find(step.name);
            if (done == finished.end()) continue;
            schedule_.finish(place(step));
            results_.emplace(step.name, StepResult::from_json(done->second));
        }
    }

    // The next step to run; waits until one is ready. Null when all are taken or a worker failed.
    Step const* take(Worker& worker) {
        std::unique_lock lock{mutex_};
        for (;;) {
            if (failure_ || schedule_.all_taken()) return nullptr;
            if (std::optional<std::size_t> const step = schedule_.take()) {
                ++running_;
                begun_.try_emplace(steps_[*step].stage, watch_.seconds());
                // The other workers have nothing to do while this step runs.
                std::size_t const busy = running_ + schedule_.ready();
                worker.set_spare(jobs_ > busy ? static_cast<unsigned>(jobs_ - busy) : 0);
                return &steps_[*step];
            }
            changed_.wait(lock);
        }
    }

    void finish(Step const& step, StepResult result) {
        std::optional<double> const stage_seconds = enter(step, std::move(result));
        // Without our lock, to avoid a deadlock: whoever reads the progress holds the lock of the tasks and waits for
        // ours in sum_up().
        if (stage_seconds) add_finished(std::string{name(step.stage)}, *stage_seconds);
    }

    void fail(std::exception_ptr failure) {
        std::lock_guard const guard{mutex_};
        // Only the first failure is kept. Later ones are its consequences: cancelled statements, stopped readings.
        if (!failure_) failure_ = std::move(failure);
        stop_.request_stop();
        changed_.notify_all();
    }

    // Adds the totals of all steps to a snapshot.
    void sum_up(ProgressSnapshot& progress) {
        std::lock_guard const guard{mutex_};
        std::vector<StepProgress> states;
        for (Step const& step : steps_) {
            StepProgress& state = states.emplace_back(StepProgress{step.cost});
            auto const done = results_.find(step.name);
            auto const running = std::ranges::find(progress.running, title(step), &RunningTask::name);
            if (done != results_.end()) state = {step.cost, done->second.seconds, 1};
            if (running != progress.running.end()) state = {step.cost, running->seconds, running->share};
        }
        progress.steps = steps_.size();
        progress.done = results_.size();
        progress.seconds = watch_.seconds();
        double const left = play(steps_, seconds_left(states), jobs_);
        // The share never decreases, even when the remaining steps turn out to take longer than expected.
        share_ = std::max(share_, progress.seconds / (progress.seconds + left));
        progress.share = share_;
        if (time_left(progress.seconds, share_)) progress.left = left;
    }

    std::stop_token stop() { return stop_.get_token(); }
    std::exception_ptr failure() const { return failure_; }
    StepResults take_results() { return std::move(results_); }

private:
    // Records that the step is finished. If it was the last step of its stage, returns how long the stage took.
    std::optional<double> enter(Step const& step, StepResult result) {
        std::lock_guard const guard{mutex_};
        results_.emplace(step.name, std::move(result));
        schedule_.finish(place(step));
        --running_;
        changed_.notify_all();
        bool const stage_goes_on = std::ranges::any_of(
            steps_, [&](Step const& other) { return other.stage == step.stage && !results_.contains(other.name); });
        return stage_goes_on ? std::nullopt : std::optional{watch_.seconds() - begun_[step.stage]};
    }

    std::size_t place(Step const& step) const { return static_cast<std::size_t>(&step - steps_.data()); }

    std::vector<Step> const& steps_;
    Stopwatch watch_;
    std::map<Stage, double> begun_;  // when the first step of each stage began
    double share_ = 0;               // of the expected time, as last shown
    Schedule schedule_;
    unsigned jobs_;
    std::size_t running_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::stop_source stop_;
    StepResults results_;
    std::exception_ptr failure_;
};

// CPU time of the calling thread.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Whether the step does nothing on the server.
bool only_reads_source(Step const& step) {
    return step.kind == Step::Kind::check_integrity || step.kind == Step::Kind::read_again;
}

// Commits the step together with its record, if it is recorded.
void commit_step(Step const& step, StepResult const& result, Worker& worker, std::string const& run) try {
    if (!run.empty()) worker.connection().defer(record_step_sql(step.name, result.to_json(), run));
    worker.commit();
} catch (ServerError const& refused) {
    if (refused.sqlstate() != not_recorded_sqlstate) throw;
    throw TargetError{fmt::format("step {}: another run has taken over the staging schema", step.name),
                      "let one migration at a time run on the target"};
}

// The rows that the step read or wrote.
std::uint64_t rows_of(StepResult const& result) {
    std::uint64_t rows = 0;
    for (AppliedChanges const& changes : result.changes) rows += changes.gone.rows + changes.added.rows;
    if (!result.changes.empty()) return rows;  // the counts of a catch-up's tables are differences
    for (TableResult const& table : result.tables) rows += table.checksum.rows;
    return rows;
}

StepResult run_step(Step const& step, Perform const& perform, Worker& worker, std::string const& run) {
    Stopwatch const watch;
    double const processor_before = processor_seconds();
    double const server_before = worker.server_seconds();
    Task task{title(step), step.rows};
    if (!only_reads_source(step)) task.set_server_process(worker.connection().server_process());
    StepResult result = perform(step, worker);
    result.seconds = watch.seconds();
    result.processor_seconds = processor_seconds() - processor_before;
    result.server_seconds = worker.server_seconds() - server_before;
    commit_step(step, result, worker, run);
    spdlog::info("{}: {}, {:.2f} s", step.name, counted(rows_of(result), "row"), result.seconds);
    return result;
}

void work(Board& board, Perform const& perform, Sessions const& sessions, std::optional<Watch>& watch,
          std::string const& run) try {
    auto const connected = [&](int process) {
        if (watch) watch->add(process);
    };
    Worker worker{sessions, connected, board.stop()};
    while (Step const* const step = board.take(worker)) {
        board.finish(*step, in_spite_of_deadlocks([&] { return run_step(*step, perform, worker, run); },
                                                  [&] { worker.abandon(); }));
    }
} catch (...) {
    board.fail(std::current_exception());
}

}  // namespace

Run run_steps(std::vector<Step> const& steps, Perform const& perform, Sessions const& sessions, std::string const& run,
              std::map<std::string, std::string> const& finished) {
    Board board{steps, finished, sessions.jobs};
    std::optional<Watch> watch;
    if (sessions.watched) watch.emplace(sessions.conninfo);
    {
        TotalProgress const total{[&](ProgressSnapshot& snapshot) { board.sum_up(snapshot); }};
        std::vector<std::jthread> others;
        try {
            for (unsigned number = 1; number < sessions.jobs; ++number) {
                others.emplace_back([&] { work(board, perform, sessions, watch, run); });
            }
        } catch (...) {
            board.fail(std::current_exception());  // cannot start another thread: stop the ones that run
        }
        work(board, perform, sessions, watch, run);
    }
    ServerLoad const load = watch ? watch->stop() : ServerLoad{};
    if (board.failure()) std::rethrow_exception(board.failure());
    return {board.take_results(), load};
}

double expected_seconds(std::vector<Step> const& steps, unsigned jobs) {
    return play(steps, expected_costs(steps), jobs);
}

}  // namespace mlflow2pg
