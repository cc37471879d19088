// What the program is doing and how far it is. Each working thread counts for itself; one other thread reads all of it
// and shows it (cli/progress_display.hpp). There is one list of tasks in the process, as there is one stderr.
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
    double seconds = 0;           // since it began
    std::uint64_t rows = 0;       // processed
    std::uint64_t bytes = 0;      // to or from the server, or to a copy of the file
    std::optional<double> share;  // done, from 0 to 1; nothing when unknown
};

struct ProgressSnapshot {
    std::vector<RunningTask> running;
    // Of the list of steps; steps is 0 when none is being run.
    std::size_t steps = 0;
    std::size_t done = 0;
    double share = 0;            // of the time, from 0 to 1
    double seconds = 0;          // since the first step began
    std::optional<double> left;  // seconds; nothing while it is too early to tell
};

// Any thread may call it.
ProgressSnapshot current_progress();

namespace detail {
struct Counters {
    std::atomic<std::uint64_t> rows{0};
    std::atomic<std::uint64_t> bytes{0};
};
// Of this thread's innermost task; null when it has none.
inline constinit thread_local Counters* counters = nullptr;

// Only the thread of the counters writes them, so load and store need not be one atomic operation.
inline void add(std::atomic<std::uint64_t>& count, std::uint64_t more) {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
}
}  // namespace detail

// Count for the innermost task of the calling thread. Cheap enough for every row.
inline void count_row() {
    if (detail::counters != nullptr) detail::add(detail::counters->rows, 1);
}
inline void count_bytes(std::uint64_t bytes) {
    if (detail::counters != nullptr) detail::add(detail::counters->bytes, bytes);
}

// Work of the calling thread, from construction to the end of the scope. A task within another one hides the outer one.
class Task {
public:
    // rows, bytes: the expected totals; 0 when unknown.
    explicit Task(std::string name, std::int64_t rows = 0, std::uint64_t bytes = 0);
    ~Task();
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;

    // The same scope goes on with other work: a new name, and counters and time from 0.
    void now(std::string name);
    // Which server process works for this task: report_share knows the task by it.
    void set_server_process(int process);

private:
    friend ProgressSnapshot current_progress();
    friend void report_share(int process, double share);
    RunningTask snapshot(std::chrono::steady_clock::time_point now) const;

    std::string name_;
    std::int64_t rows_;
    std::uint64_t bytes_;
    std::chrono::steady_clock::time_point begun_;
    int process_ = 0;
    double reported_share_ = 0;
    detail::Counters counters_;
    Task* outer_;
    bool has_inner_ = false;
};

// How much of its task a server process has done, from 0 to 1. Ignored when less than reported before.
void report_share(int process, double share);

// While it lives, only tasks that begin after it are shown, and sum_up completes each snapshot with the totals of
// the list of steps that they belong to. At most one at a time.
class TotalProgress {
public:
    explicit TotalProgress(std::function<void(ProgressSnapshot&)> sum_up);
    ~TotalProgress();
    TotalProgress(TotalProgress const&) = delete;
    TotalProgress& operator=(TotalProgress const&) = delete;
};

// Seconds left of work that took `seconds` for `share` of it; nothing while it is too early to tell.
std::optional<double> time_left(double seconds, double share);

struct StepProgress {
    double cost;                        // expected seconds
    double seconds = 0;                 // taken so far
    std::optional<double> share = 0.0;  // done: 0 before it begins, 1 when it is finished; nothing when unknown
};

// The seconds left of each step. Expected costs are scaled by how much longer or shorter the work done so far has taken
// than expected.
std::vector<double> seconds_left(std::vector<StepProgress> const& steps);

}  // namespace mlflow2pg
