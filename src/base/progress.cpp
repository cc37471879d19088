// SPDX-License-Identifier: Apache-2.0
#include "base/progress.hpp"

#include <algorithm>
#include <mutex>

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

struct TaskList {
    std::mutex mutex;  // guards all members, and those of the tasks
    std::vector<Task*> tasks;
    std::function<void(ProgressSnapshot&)> sum_up;
    std::size_t hidden = 0;  // tasks at the front of the list that began before the TotalProgress
    std::vector<FinishedStage> finished;
};

constexpr double worth_listing = 0.5;  // seconds; shorter stages are not listed

TaskList& task_list() {
    static TaskList list;
    return list;
}

thread_local Task* innermost = nullptr;

}  // namespace

Task::Task(std::string name, std::int64_t rows, std::uint64_t bytes)
    : name_{std::move(name)}, rows_{rows}, bytes_{bytes}, begun_{Clock::now()}, outer_{innermost} {
    std::lock_guard const guard{task_list().mutex};
    task_list().tasks.push_back(this);
    if (outer_ != nullptr) outer_->has_inner_ = outer_->had_inner_ = true;
    innermost = this;
    detail::counters = &counters_;
}

Task::~Task() {
    std::lock_guard const guard{task_list().mutex};
    add_to_finished();
    std::erase(task_list().tasks, this);
    if (outer_ != nullptr) outer_->has_inner_ = false;
    innermost = outer_;
    detail::counters = outer_ == nullptr ? nullptr : &outer_->counters_;
}

void Task::now(std::string name) {
    std::lock_guard const guard{task_list().mutex};
    add_to_finished();
    had_inner_ = false;
    name_ = std::move(name);
    rows_ = 0;
    bytes_ = 0;
    counters_.rows = counters_.bytes = 0;
    reported_share_ = 0;
    begun_ = Clock::now();
}

void Task::set_server_process(int process) {
    std::lock_guard const guard{task_list().mutex};
    process_ = process;
}

RunningTask Task::snapshot(Clock::time_point now) const {
    RunningTask task{name_, std::chrono::duration<double>(now - begun_).count(), counters_.rows, counters_.bytes, {}};
    double share = reported_share_;
    if (rows_ > 0) share = static_cast<double>(task.rows) / static_cast<double>(rows_);
    if (bytes_ > 0) share = static_cast<double>(task.bytes) / static_cast<double>(bytes_);
    // Never show 100 %: the totals are estimates, and the task has not ended yet.
    if (share > 0) task.share = std::min(share, 0.99);
    return task;
}

// Requires the mutex. A step is not a stage.
void Task::add_to_finished() const {
    double const seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
    bool const is_step = task_list().sum_up != nullptr;
    if (!had_inner_ && !is_step && seconds >= worth_listing) task_list().finished.push_back({name_, seconds});
}

void add_finished(std::string stage, double seconds) {
    std::lock_guard const guard{task_list().mutex};
    if (seconds >= worth_listing) task_list().finished.push_back({std::move(stage), seconds});
}

void report_share(int process, double share) {
    std::lock_guard const guard{task_list().mutex};
    for (Task* const task : task_list().tasks) {
        if (task->process_ == process) task->reported_share_ = std::max(task->reported_share_, share);
    }
}

TotalProgress::TotalProgress(std::function<void(ProgressSnapshot&)> sum_up) {
    std::lock_guard const guard{task_list().mutex};
    task_list().sum_up = std::move(sum_up);
    task_list().hidden = task_list().tasks.size();
}

TotalProgress::~TotalProgress() {
    std::lock_guard const guard{task_list().mutex};
    task_list().sum_up = nullptr;
    task_list().hidden = 0;
}

ProgressSnapshot current_progress() {
    std::lock_guard const guard{task_list().mutex};
    ProgressSnapshot snapshot;
    snapshot.finished = task_list().finished;
    Clock::time_point const now = Clock::now();
    for (std::size_t i = task_list().hidden; i < task_list().tasks.size(); ++i) {
        Task const& task = *task_list().tasks[i];
        if (!task.has_inner_) snapshot.running.push_back(task.snapshot(now));
    }
    if (task_list().sum_up) task_list().sum_up(snapshot);
    return snapshot;
}

std::optional<double> time_left(double seconds, double share) {
    constexpr double least_seconds = 3;
    constexpr double least_share = 0.03;
    if (seconds < least_seconds || share < least_share) return std::nullopt;
    return seconds * (1 - share) / share;
}

std::vector<double> seconds_left(std::vector<StepProgress> const& steps) {
    // Both sums start with half a second in which cost and time agree, so that the first short steps do not determine
    // the ratio.
    double expected = 0.5;
    double taken = 0.5;
    for (StepProgress const& step : steps) {
        if (step.share.value_or(0) == 0) continue;
        expected += step.cost * *step.share;
        taken += step.seconds;
    }
    std::vector<double> left;
    for (StepProgress const& step : steps) {
        double const cost = step.cost * taken / expected;
        // If a step takes longer than expected, assume that it needs a little longer still.
        left.push_back(step.share ? time_left(step.seconds, *step.share).value_or(cost * (1 - *step.share))
                                  : std::max(cost - step.seconds, step.seconds / 10));
    }
    return left;
}

}  // namespace mlflow2pg
