// How far the work has come, how long it will go on, and the words for both: a few lines that a terminal redraws in
// place, or one line for a log. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

// A step of the list: what it was expected to take and what it has taken.
struct StepStanding {
    std::size_t stage;
    double cost;                        // seconds, as expected before
    double seconds = 0;                 // since it began, or that it took
    std::optional<double> share = 0.0;  // 1 when it is done, 0 when it has not begun, nothing when nobody knows
};

// The seconds that each step will still take: what was expected, corrected by what has taken its time already, the
// steps of the same stage first of all.
std::vector<double> seconds_left(std::vector<StepStanding> const& steps);

// Of something that has gone on for `seconds` and is done by that share; nothing when it is too early to tell.
std::optional<double> time_left(double seconds, double share);

// A line for each task and one for all of it, none wider than `columns`, and at most `most` lines. What has no room is
// left out, at last all but the beginning of a name. color: with the escape sequences of ECMA-48 for it.
std::vector<std::string> standing_lines(Standing const& standing, std::size_t columns, std::size_t most, bool color);

// All of it in one line of plain text, short of the 4096 bytes that a pipe takes at once.
std::string standing_line(Standing const& standing);

}  // namespace mlflow2pg
