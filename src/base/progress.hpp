// SPDX-License-Identifier: Apache-2.0
// What the program is doing and how far it has come. Each worker thread counts its own work. One other thread reads all
// counters and shows them (cli/progress_display.hpp). The process has a single list of tasks, just as it has a single
// stderr.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mlflow2pg {

struct RunningTask {
    std::string name;             // ASCII
    double seconds = 0;           // since the task began
    std::uint64_t rows = 0;       // processed
    std::uint64_t bytes = 0;      // sent to or received from the server, or written to a copy of the file
    std::optional<double> share;  // done, from 0 to 1; empty when unknown
};

struct FinishedStage {
    std::string name;
    double seconds = 0;
};

struct ProgressSnapshot {
    std::vector<RunningTask> running;
    std::vector<FinishedStage> finished;  // since the program began, in the order in which they ended
    // The number of steps in the list; 0 when no list of steps is running.
    std::size_t steps = 0;
    std::size_t done = 0;
    double share = 0;            // of the expected time, from 0 to 1
    double seconds = 0;          // since the first step began
    std::optional<double> left;  // seconds; empty while it is too early for an estimate
};

// May be called from any thread.
ProgressSnapshot current_progress();

namespace detail {
struct Counters {
    std::atomic<std::uint64_t> rows{0};
    std::atomic<std::uint64_t> bytes{0};
};
// The counters of this thread's innermost task; null when the thread has no task.
inline constinit thread_local Counters* counters = nullptr;

// Only the thread that owns the counters writes them, so load and store need not be one atomic operation.
inline void add(std::atomic<std::uint64_t>& count, std::uint64_t more) {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}
}  // namespace detail

// Adds to the calling thread's innermost task. Cheap enough to be called for every row.
inline void count_row() {
    if (detail::counters != nullptr) detail::add(detail::counters->rows, 1);
}
inline void count_bytes(std::uint64_t bytes) {
    if (detail::counters != nullptr) detail::add(detail::counters->bytes, bytes);
}

// Work of the calling thread, from construction to the end of the scope. A nested task hides the outer one.
class Task {
public:
    // rows, bytes: the expected totals; 0 when unknown.
    explicit Task(std::string name, std::int64_t rows = 0, std::uint64_t bytes = 0);
    ~Task();
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;

    // The scope continues with other work: sets a new name, and resets counters and time to 0.
    void now(std::string name);
    // Sets the process number of the server session that works for this task. report_share finds the task by it.
    void set_server_process(int process);

private:
    friend ProgressSnapshot current_progress();
    friend void report_share(int process, double share);
    RunningTask snapshot(std::chrono::steady_clock::time_point now) const;
    void add_to_finished() const;

    std::string name_;
    std::int64_t rows_;
    std::uint64_t bytes_;
    std::chrono::steady_clock::time_point begun_;
    int process_ = 0;
    double reported_share_ = 0;
    detail::Counters counters_;
    Task* outer_;
    bool has_inner_ = false;
    bool had_inner_ = false;  // its time is then that of the inner tasks
};

// Adds a stage to the finished ones. Tasks that are not steps do this themselves when they end.
void add_finished(std::string stage, double seconds);

// Sets how much of its task a server process has done, from 0 to 1. A value below an earlier one is ignored.
void report_share(int process, double share);

// While an object of this class exists, only tasks that begin after it are shown, and sum_up adds the totals of the
// list of steps to each snapshot. At most one may exist at a time.
class TotalProgress {
public:
    explicit TotalProgress(std::function<void(ProgressSnapshot&)> sum_up);
    ~TotalProgress();
    TotalProgress(TotalProgress const&) = delete;
    TotalProgress& operator=(TotalProgress const&) = delete;
};

// The seconds left for work of which the part `share` took `seconds`. Empty while it is too early for an estimate.
std::optional<double> time_left(double seconds, double share);

struct StepProgress {
    double cost;                        // expected seconds
    double seconds = 0;                 // taken so far
    std::optional<double> share = 0.0;  // done: 0 before the step begins, 1 when it is finished; empty when unknown
};

// The seconds left for each step. Expected costs are scaled by the ratio of actual to expected time of the work done so
// far.
std::vector<double> seconds_left(std::vector<StepProgress> const& steps);

}  // namespace mlflow2pg
