// Progress on stderr: on a terminal some lines below the messages, redrawn in place; elsewhere a line every 10 s.
// Everything that goes to stderr goes through write_message, so that no message lands among the drawn lines.
// progress_lines_tests tests the lines, progress_display_tests the terminal.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/progress.hpp"
#include "cli/options.hpp"

namespace mlflow2pg {

// As --color says; by default on a terminal, unless NO_COLOR is set (https://no-color.org).
bool stderr_is_coloured(Options const& options);

// Writes whole lines, in one piece. What cannot be written is lost: there is no other place to report it.
void write_message(std::string_view text);

// A line for each running task, then one for the total: at most `rows` lines, none wider than `columns`. A narrow line
// has fewer columns. color: with escape sequences (ECMA-48), which take no width.
std::vector<std::string> progress_lines(ProgressSnapshot const& progress, std::size_t columns, std::size_t rows,
                                        bool color);

// All of it in one line of plain text, shorter than the 4096 bytes that a pipe takes in one piece.
std::string progress_line(ProgressSnapshot const& progress);

// Shows the progress until the returned thread is stopped; then the drawn lines are gone. Nothing is shown of work that
// is done within the first interval.
// write_line: what the returned thread calls every 10 s where lines cannot be redrawn (no terminal, or a log in JSON).
std::jthread show_progress(Options const& options, std::function<void(ProgressSnapshot const&)> write_line);

}  // namespace mlflow2pg
