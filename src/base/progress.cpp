#include "base/progress.hpp"

#include <algorithm>
#include <mutex>
#include <vector>

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

struct Board {
    std::mutex mutex;  // guards all of it, and the tasks' members
    std::vector<Task*> tasks;
    std::function<void(Standing&)> sum_up;
    std::size_t before_whole = 0;  // so many tasks are no part of it
};

Board& board() {
    static Board one;
    return one;
}

thread_local Task* innermost = nullptr;

}  // namespace

Task::Task(std::string name, std::int64_t rows, std::uint64_t bytes)
    : name_{std::move(name)}, rows_{rows}, bytes_{bytes}, begun_{Clock::now()}, outer_{innermost} {
    std::lock_guard const guard{board().mutex};
    board().tasks.push_back(this);
    if (outer_ != nullptr) outer_->has_inner_ = true;
    innermost = this;
    detail::tally = &tally_;
}

Task::~Task() {
    std::lock_guard const guard{board().mutex};
    std::erase(board().tasks, this);
    if (outer_ != nullptr) outer_->has_inner_ = false;
    innermost = outer_;
    detail::tally = outer_ == nullptr ? nullptr : &outer_->tally_;
}

void Task::now(std::string name) {
    std::lock_guard const guard{board().mutex};
    name_ = std::move(name);
    rows_ = 0;
    bytes_ = 0;
    tally_.rows = tally_.bytes = 0;
    told_share_ = 0;
    begun_ = Clock::now();
}

void Task::served_by(int process) {
    std::lock_guard const guard{board().mutex};
    process_ = process;
}

RunningTask Task::look(Clock::time_point now) const {
    RunningTask task{
        name_, std::chrono::duration<double>(now - begun_).count(), tally_.rows.load(), tally_.bytes.load(), {}};
    double share = told_share_;
    if (rows_ > 0) share = static_cast<double>(task.rows) / static_cast<double>(rows_);
    if (bytes_ > 0) share = static_cast<double>(task.bytes) / static_cast<double>(bytes_);
    // Its end is still to come, and what was expected was a guess.
    if (share > 0) task.share = std::min(share, 0.99);
    return task;
}

Whole::Whole(std::function<void(Standing&)> sum_up) {
    std::lock_guard const guard{board().mutex};
    board().sum_up = std::move(sum_up);
    board().before_whole = board().tasks.size();
}

Whole::~Whole() {
    std::lock_guard const guard{board().mutex};
    board().sum_up = nullptr;
    board().before_whole = 0;
}

std::optional<double> time_left(double seconds, double share) {
    constexpr double least_seconds = 3;
    constexpr double least_share = 0.03;
    if (seconds < least_seconds || share < least_share) return std::nullopt;
    return seconds * (1 - share) / share;
}

void tell_share(int process, double share) {
    std::lock_guard const guard{board().mutex};
    for (Task* const task : board().tasks) {
        if (task->process_ == process) task->told_share_ = std::max(task->told_share_, share);
    }
}

Standing look() {
    std::lock_guard const guard{board().mutex};
    Standing standing;
    Clock::time_point const now = Clock::now();
    for (std::size_t i = board().before_whole; i < board().tasks.size(); ++i) {
        if (!board().tasks[i]->has_inner_) standing.running.push_back(board().tasks[i]->look(now));
    }
    if (board().sum_up) board().sum_up(standing);
    return standing;
}

}  // namespace mlflow2pg
