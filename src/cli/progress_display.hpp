// SPDX-License-Identifier: Apache-2.0
// Progress on stderr: on a terminal a list of the finished stages and below it a few lines, redrawn in place; elsewhere
// one line every 10 s. All output to stderr goes through write_message, so that no message is written between the drawn
// lines. progress_lines_tests tests the content of the lines, progress_display_tests their drawing on a terminal.
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

// As set by --color; automatic: on a terminal, unless NO_COLOR is set (https://no-color.org).
bool is_coloured(Options const& options, int descriptor);

// Writes complete lines in one piece. Text that cannot be written is lost: there is nowhere else to report that.
void write_message(std::string_view text);

// One line for each running task, then one for the total: at most `rows` lines, each at most `columns` wide. Narrow
// lines show fewer items. color: adds escape sequences (ECMA-48), which have no width.
std::vector<std::string> progress_lines(ProgressSnapshot const& progress, std::size_t columns, std::size_t rows,
                                        bool color);

// The whole progress in one line of plain text, shorter than the 4096 bytes that a pipe takes in one piece.
std::string progress_line(ProgressSnapshot const& progress);

// Shows the progress until the returned thread is stopped, and then erases the drawn lines. Work that ends within the
// first interval is never shown.
// write_line: called by the returned thread every 10 s when lines cannot be redrawn (no terminal, or a log in JSON).
std::jthread show_progress(Options const& options, std::function<void(ProgressSnapshot const&)> write_line);

}  // namespace mlflow2pg
