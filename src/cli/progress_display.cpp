// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_display.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <mutex>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

using namespace std::chrono_literals;
using WriteLine = std::function<void(ProgressSnapshot const&)>;

// The least number of columns for each form of a line. The last column of the terminal stays free: some terminals begin
// a new line when it is written.
constexpr std::size_t least_name = 4;  // of a name beside the share
constexpr std::size_t narrow = 39;     // share and time
constexpr std::size_t usual = 79;      // also a rate and a bar, which grows with the terminal
constexpr std::size_t widest = 141;    // more would not be useful

struct Texts {
    std::string rate, share, left;
};

std::string duration(double seconds) {
    auto const whole = static_cast<std::int64_t>(seconds);
    if (whole / 3600 >= 100) return fmt::format("{} h", whole / 3600);
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string percent(double share) { return fmt::format("{:.0f} %", std::floor(100 * share)); }

Texts texts_of(RunningTask const& task) {
    Texts texts;
    std::optional<double> const left = task.share ? time_left(task.seconds, *task.share) : std::nullopt;
    texts.left = left ? duration(*left) + " left" : duration(task.seconds);
    if (task.share) texts.share = percent(*task.share);
    double const seconds = std::max(task.seconds, 0.001);
    double const row_rate = std::min(static_cast<double>(task.rows) / seconds, 1e18);
    double const megabytes = static_cast<double>(task.bytes) / 1e6 / seconds;
    if (task.rows > 0) {
        texts.rate = grouped(static_cast<std::uint64_t>(row_rate)) + " rows/s";
    } else if (task.bytes > 0) {
        texts.rate = fmt::format("{:.1f} MB/s", megabytes);
    }
    return texts;
}

std::string cut(std::string text, std::size_t columns) {
    if (text.size() <= columns) return text;
    text.resize(columns);
    if (columns > 0) text.back() = '~';
    return text;
}

constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view uncoloured = "\x1b[0m";

std::string bar(double share, std::size_t columns, bool color) {
    std::size_t const all = columns - 2;
    auto const full = std::min(all, static_cast<std::size_t>(share * static_cast<double>(all)));
    return fmt::format("  [{}{}{}{}]", color ? green : "", std::string(full, '#'), color ? uncoloured : "",
                       std::string(all - full, '.'));
}

// Formats a line: name, rate, bar, share and time, as far as they fit. Without a rate, the name gets its columns.
std::string line(std::string const& name, Texts const& texts, std::optional<double> share, std::size_t columns,
                 bool color) {
    columns = std::min(columns, widest);
    std::size_t const bar_columns = columns < usual ? 0 : 8 + (columns - usual) / 4;
    std::string rate;
    if (columns >= usual && !texts.rate.empty()) rate = fmt::format("  {:>16.16}", texts.rate);
    std::string end = fmt::format("  {:>5.5}", texts.share);
    if (columns >= narrow) end += fmt::format("  {:>12.12}", texts.left);
    std::size_t const beside = rate.size() + end.size() + (bar_columns > 0 ? bar_columns + 2 : 0);
    if (columns < least_name + beside) return cut(name, columns);
    std::string text = fmt::format("{:<{}}{}", cut(name, columns - beside), columns - beside, rate);
    if (bar_columns > 0) text += share ? bar(*share, bar_columns, color) : std::string(bar_columns + 2, ' ');
    text += end;
    return text.erase(text.find_last_not_of(' ') + 1);
}

// The lines that are currently drawn on the terminal, just above the cursor.
std::vector<std::string> drawn;
std::mutex drawing;  // guards `drawn`; only one thread writes at a time

bool is_terminal(int descriptor) {
    char const* const kind = std::getenv("TERM");
    return isatty(descriptor) != 0 && kind != nullptr && std::string_view{kind} != "dumb";
}

// Writing to a pipe that nobody reads, or to a terminal stopped by Ctrl-S, would block.
bool stderr_is_ready() {
    pollfd descriptor{STDERR_FILENO, POLLOUT, 0};
    return poll(&descriptor, 1, 0) == 1 && (descriptor.revents & POLLOUT) != 0;
}

// A process in the background shares the terminal with a shell, which may have written below our lines.
bool in_foreground() {
    pid_t const group = tcgetpgrp(STDERR_FILENO);
    return group < 0 || group == getpgrp();
}

winsize terminal_size() {
    winsize size{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) size = {};
    if (size.ws_col == 0) size.ws_col = 80;
    if (size.ws_row == 0) size.ws_row = 24;
    return size;
}

void write_all(std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = write(STDERR_FILENO, text.data(), text.size());
        if (written < 0) return;  // also when a signal interrupts a blocked write
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Replaces the lines drawn before by `text` and, below it, `lines`. The cursor stays below the lines, so the terminal
// is usable however the program ends.
void draw(std::string_view text, std::vector<std::string> lines) {
    winsize const size = terminal_size();
    std::size_t rows = 0;
    // If the terminal became narrower, it has wrapped the lines; if it became lower, it shows only the last ones.
    for (std::string const& line : drawn) {
        bool const coloured = line.find(green) != std::string::npos;
        std::size_t const width = line.size() - (coloured ? green.size() + uncoloured.size() : 0);
        rows += std::max<std::size_t>(1, (width + size.ws_col - 1) / size.ws_col);
    }
    rows = std::min<std::size_t>(rows, size.ws_row - 1U);
    // Erase line by line: tmux copies what is erased by a single sequence into its history.
    std::string all = rows > 0 ? "\r" : "";
    for (std::size_t row = 0; row < rows; ++row) all += "\x1b[A\x1b[2K";
    all += text;
    for (std::string const& line : lines) all += line + '\n';
    drawn = std::move(lines);
    write_all(all);
}

std::string finished_line(FinishedStage const& stage, bool color) {
    std::string const took = stage.seconds < 60 ? fmt::format("{:.1f} s", stage.seconds) : duration(stage.seconds);
    return fmt::format("{}done{} {:>8}  {}\n", color ? green : "", color ? uncoloured : "", took, stage.name);
}

// listed: how many finished stages are above the lines. Throws nothing: a failure to draw must not stop the work.
void redraw(bool color, bool at_end, std::size_t& listed) try {
    winsize const size = terminal_size();
    ProgressSnapshot const progress = current_progress();
    std::vector<std::string> lines;
    if (!at_end) lines = progress_lines(progress, size.ws_col - 1U, size.ws_row - 1U, color);
    std::lock_guard const guard{drawing};
    if (!in_foreground()) return drawn.clear();
    if (at_end && drawn.empty()) return;  // nothing was shown
    std::string finished;
    for (; listed < progress.finished.size(); ++listed) finished += finished_line(progress.finished[listed], color);
    draw(finished, std::move(lines));
} catch (std::exception const&) {
}

// write_line: empty when lines are redrawn.
void show_until(std::stop_token const& stop, bool color, WriteLine const& write_line) try {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock{mutex};
    std::size_t listed = 0;
    for (bool at_end = false; !at_end;) {
        stopped.wait_for(lock, stop, write_line ? 10s : 250ms, [] { return false; });
        at_end = stop.stop_requested();
        if (!stderr_is_ready()) continue;
        if (!write_line) {
            redraw(color, at_end, listed);
        } else if (ProgressSnapshot const progress = current_progress(); !at_end && !progress.running.empty()) {
            write_line(progress);
        }
    }
} catch (std::exception const&) {
    // The work continues without a progress display.
}

}  // namespace

bool is_coloured(Options const& options, int descriptor) {
    if (options.color != When::automatic) return options.color == When::always;
    char const* const unwanted = std::getenv("NO_COLOR");
    return is_terminal(descriptor) && (unwanted == nullptr || *unwanted == '\0');
}

void write_message(std::string_view text) {
    std::lock_guard const guard{drawing};
    if (!in_foreground()) drawn.clear();
    draw(text, drawn);
}

std::vector<std::string> progress_lines(ProgressSnapshot const& progress, std::size_t columns, std::size_t rows,
                                        bool color) {
    std::vector<std::string> lines;
    std::size_t const room = progress.steps > 0 && rows > 0 ? rows - 1 : rows;
    std::size_t const tasks = progress.running.size();
    std::size_t const shown = tasks <= room ? tasks : room > 0 ? room - 1 : 0;
    for (std::size_t i = 0; i < shown; ++i) {
        RunningTask const& task = progress.running[i];
        lines.push_back(line(task.name, texts_of(task), task.share, columns, color));
    }
    if (shown < tasks && room > 0) lines.push_back(cut(fmt::format("and {} more", tasks - shown), columns));
    if (room < rows) {
        Texts total;
        total.share = percent(progress.share);
        if (progress.left) total.left = duration(*progress.left) + " left";
        lines.push_back(line(fmt::format("{}/{} steps, {}", progress.done, progress.steps, duration(progress.seconds)),
                             total, progress.share, columns, color));
    }
    return lines;
}

std::string progress_line(ProgressSnapshot const& progress) {
    constexpr std::size_t most_tasks = 8;
    std::vector<std::string> tasks;
    for (RunningTask const& task : progress.running) {
        if (tasks.size() == most_tasks) break;
        Texts const texts = texts_of(task);
        std::string words;
        for (std::string const& text : {texts.rate, texts.share, texts.left}) {
            if (!text.empty()) words += (words.empty() ? "" : ", ") + text;
        }
        tasks.push_back(fmt::format("{} ({})", task.name, words));
    }
    std::size_t const more = progress.running.size() - tasks.size();
    if (more > 0) tasks.push_back(fmt::format("and {} more", more));
    std::string now = fmt::format("{}", fmt::join(tasks, "; "));
    if (progress.steps == 0) return now;
    return fmt::format("{} done, {} of {} steps, {}{}{}{}", percent(progress.share), progress.done, progress.steps,
                       duration(progress.seconds), progress.left ? ", about " + duration(*progress.left) + " left" : "",
                       now.empty() ? "" : "; now ", now);
}

std::jthread show_progress(Options const& options, std::function<void(ProgressSnapshot const&)> write_line) try {
    bool const quiet = options.verbosity < 0 && options.progress == When::automatic;
    if (quiet || options.progress == When::never) return {};
    if (options.log_format == LogFormat::text && is_terminal(STDERR_FILENO)) write_line = nullptr;
    return std::jthread{show_until, is_coloured(options, STDERR_FILENO), std::move(write_line)};
} catch (std::exception const&) {
    return {};  // not enough memory, or no thread, for the display
}

}  // namespace mlflow2pg
