#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace mlflow2pg {

namespace {

struct Drawn {
    std::mutex mutex;
    std::vector<std::string> lines;  // that stand on the terminal, just above the cursor
};

Drawn& drawn() {
    static Drawn one;
    return one;
}

void write_all(std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = write(STDERR_FILENO, text.data(), text.size());
        if (written < 0) return;  // also when a signal ends the wait for somebody who does not read
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Columns that a line takes: its escape sequences, which all are for colours and end with an m, take none.
std::size_t width(std::string_view line) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '\x1b') {
            at = line.find('m', at);
        } else {
            ++columns;
        }
    }
    return columns;
}

// Who has been put in the background shares the terminal with a shell that has written below the lines.
bool in_foreground() {
    pid_t const group = tcgetpgrp(STDERR_FILENO);
    return group < 0 || group == getpgrp();
}

// What takes the lines off the terminal, one by one: what is erased as a whole screen, tmux keeps in its history.
std::string erasure(std::vector<std::string> const& lines) {
    if (lines.empty()) return {};
    TerminalSize const size = terminal_size();
    std::size_t rows = 0;
    // A terminal that has become narrower since then has broken them.
    for (std::string const& line : lines) {
        rows += std::max<std::size_t>(1, (width(line) + size.columns - 1) / size.columns);
    }
    rows = std::min(rows, size.rows - 1);  // one that has become lower shows the last ones only
    std::string erased;
    for (std::size_t row = 0; row < rows; ++row) erased += "\x1b[2K\n";
    return rows == 0 ? "" : fmt::format("\x1b[{0}A\r{1}\x1b[{0}A", rows, erased);
}

std::string text_of(std::vector<std::string> const& lines) {
    return lines.empty() ? "" : fmt::format("{}\n", fmt::join(lines, "\n"));
}

}  // namespace

bool stderr_is_terminal() {
    char const* const kind = std::getenv("TERM");
    return isatty(STDERR_FILENO) != 0 && kind != nullptr && std::string_view{kind} != "dumb";
}

bool stderr_is_ready() {
    pollfd descriptor{STDERR_FILENO, POLLOUT, 0};
    return poll(&descriptor, 1, 0) == 1 && (descriptor.revents & POLLOUT) != 0;
}

TerminalSize terminal_size() {
    winsize size{};
    TerminalSize known;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0) {
        if (size.ws_col > 0) known.columns = size.ws_col;
        if (size.ws_row > 0) known.rows = size.ws_row;
    }
    return known;
}

void write_message(std::string_view text) {
    std::lock_guard const guard{drawn().mutex};
    if (!in_foreground()) drawn().lines.clear();
    write_all(fmt::format("{}{}{}", erasure(drawn().lines), text, text_of(drawn().lines)));
}

void draw(std::vector<std::string> lines) {
    std::lock_guard const guard{drawn().mutex};
    if (!in_foreground()) return drawn().lines.clear();
    std::string const text = erasure(drawn().lines) + text_of(lines);
    drawn().lines = std::move(lines);
    write_all(text);
}

}  // namespace mlflow2pg
