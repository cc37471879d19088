// What the program is at, and how far: told by those who do it, looked at by what shows it (cli/display.hpp). There is
// one such board in the process, as there is one stderr and one log.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/tally.hpp"

namespace mlflow2pg {

// What somebody is at. All names are ASCII.
struct RunningTask {
    std::string name;
    double seconds = 0;           // since it began
    std::uint64_t rows = 0;       // that have passed
    std::uint64_t bytes = 0;      // to or from the server
    std::optional<double> share;  // done, from 0 to 1; nothing when nobody knows
};

struct Standing {
    std::vector<RunningTask> running;
    // Of the list of steps that they are a part of; steps is 0 when there is none.
    std::size_t steps = 0;
    std::size_t done = 0;
    double share = 0;            // of the time, from 0 to 1
    double seconds = 0;          // since the first step began
    std::optional<double> left;  // seconds; nothing when it is too early to tell
};

// Of something that has gone on for `seconds` and is done by that share; nothing when it is too early to tell.
std::optional<double> time_left(double seconds, double share);

// Something that the calling thread is at from here to the end of the scope, and that somebody may have to wait for.
// What count_row and count_bytes count meanwhile is counted for it. Of tasks within each other the innermost is shown.
class Task {
public:
    // rows, bytes: how many will pass, about; 0 when nobody knows.
    explicit Task(std::string name, std::int64_t rows = 0, std::uint64_t bytes = 0);
    ~Task();
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;

    // The thread goes on to something else.
    void now(std::string name);
    // The server's process that works for it, for tell_share.
    void served_by(int process);

private:
    friend Standing look();
    friend void tell_share(int process, double share);
    RunningTask look(std::chrono::steady_clock::time_point now) const;

    std::string name_;
    std::int64_t rows_;
    std::uint64_t bytes_;
    std::chrono::steady_clock::time_point begun_;
    int process_ = 0;
    double told_share_ = 0;
    Tally tally_;
    Task* outer_;
    bool has_inner_ = false;
};

// While it lives, only tasks that begin now are shown, as parts of a whole: `sum_up` adds the whole's totals to what is
// running. One at a time.
class Whole {
public:
    explicit Whole(std::function<void(Standing&)> sum_up);
    ~Whole();
    Whole(Whole const&) = delete;
    Whole& operator=(Whole const&) = delete;
};

// How much of what it is at the server has done for the task that this process of its serves, from 0 to 1. Ignored when
// it is less than was told before.
void tell_share(int process, double share);

// The board as it stands. Any thread may ask.
Standing look();

}  // namespace mlflow2pg
