#include "cli/standing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// The parts of a line beside the name, from the most telling to the least, as they are given room.
enum Part { share, left, row_rate, byte_rate, rows, bar, parts };
using Parts = std::array<std::string, parts>;

constexpr std::array<std::size_t, parts> widths{5, 12, 16, 9, 18, 8};  // 100 %, 1:23:45 left, 1,234,567 rows/s, …
constexpr std::array shown{rows, row_rate, byte_rate, bar, share, left};
constexpr std::size_t gap = 2;
constexpr std::size_t least_name = 4;   // beside a share
constexpr std::size_t short_name = 18;  // beside the time, too: load: copy metrics
constexpr std::size_t long_name = 38;   // beside more: finish: index index_metrics_run_uuid
constexpr std::size_t most_bar = 32;

constexpr std::size_t most_in_a_line = 8;  // tasks, in a log

std::string duration(double seconds) {
    auto const whole = static_cast<std::int64_t>(seconds);
    if (whole / 3600 >= 100) return fmt::format("{} h", whole / 3600);
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string percent(double share) { return fmt::format("{:.0f} %", std::floor(100 * share)); }

std::string cut(std::string text, std::size_t columns) {
    if (text.size() <= columns) return text;
    text.resize(columns);
    if (columns > 0) text.back() = '~';
    return text;
}

std::string bar_text(double share, std::size_t columns, bool color) {
    std::size_t const all = columns - 2;
    auto const full = std::min(all, static_cast<std::size_t>(share * static_cast<double>(all)));
    return fmt::format("[{}{}{}{}]", color ? "\x1b[32m" : "", std::string(full, '#'), color ? "\x1b[0m" : "",
                       std::string(all - full, '.'));
}

std::string line(std::string const& name, Parts const& texts, std::optional<double> share, std::size_t columns,
                 bool color) {
    std::size_t used = 0;
    std::size_t fitting = 0;
    for (; fitting < parts; ++fitting) {
        std::size_t const beside = fitting == Part::share ? least_name : fitting == left ? short_name : long_name;
        if (used + gap + widths[fitting] + beside > columns) break;
        used += gap + widths[fitting];
    }
    std::size_t const name_columns = std::min(long_name, columns - used);
    std::string text = fmt::format("{:<{}}", cut(name, name_columns), name_columns);
    for (Part const part : shown) {
        if (part >= fitting) continue;
        if (part == bar) {
            std::size_t const room = std::min(most_bar, widths[bar] + columns - used - name_columns);
            text += std::string(gap, ' ') + (share ? bar_text(*share, room, color) : std::string(room, ' '));
        } else {
            text += fmt::format("{:>{}}", cut(texts[part], widths[part]), gap + widths[part]);
        }
    }
    return text.erase(text.find_last_not_of(' ') + 1);
}

Parts texts_of(RunningTask const& task) {
    Parts texts;
    if (task.share) texts[share] = percent(*task.share);
    std::optional<double> const seconds_left = task.share ? time_left(task.seconds, *task.share) : std::nullopt;
    texts[left] = seconds_left ? duration(*seconds_left) + " left" : duration(task.seconds);
    double const seconds = std::max(task.seconds, 0.001);
    if (task.rows > 0) {
        texts[rows] = grouped(task.rows) + " rows";
        texts[row_rate] =
            grouped(static_cast<std::uint64_t>(std::min(static_cast<double>(task.rows) / seconds, 1e18))) + " rows/s";
    }
    double const megabytes = static_cast<double>(task.bytes) / 1e6 / seconds;
    if (task.bytes > 0) texts[byte_rate] = fmt::format("{:.{}f} MB/s", megabytes, megabytes < 99.95 ? 1 : 0);
    return texts;
}

std::string in_words(RunningTask const& task) {
    Parts const texts = texts_of(task);
    std::vector<std::string> told;
    for (Part const part : shown) {
        if (!texts[part].empty()) told.push_back(texts[part]);
    }
    return fmt::format("{} ({})", task.name, fmt::join(told, ", "));
}

}  // namespace

std::vector<std::string> standing_lines(Standing const& standing, std::size_t columns, std::size_t most, bool color) {
    std::vector<std::string> lines;
    std::size_t const room = standing.steps > 0 && most > 0 ? most - 1 : most;
    for (RunningTask const& task : standing.running) {
        std::size_t const after = standing.running.size() - lines.size();
        if (lines.size() == room) break;
        if (lines.size() + 1 == room && after > 1) {
            lines.push_back(cut(fmt::format("and {} more", after), columns));
            break;
        }
        lines.push_back(line(task.name, texts_of(task), task.share, columns, color));
    }
    if (room < most) {
        Parts all;
        all[share] = percent(standing.share);
        if (standing.left) all[left] = duration(*standing.left) + " left";
        lines.push_back(line(fmt::format("{}/{} steps, {}", standing.done, standing.steps, duration(standing.seconds)),
                             all, standing.share, columns, color));
    }
    return lines;
}

std::string standing_line(Standing const& standing) {
    std::vector<std::string> told;
    for (RunningTask const& task : standing.running) {
        if (told.size() == most_in_a_line) break;
        told.push_back(in_words(task));
    }
    if (standing.running.size() > told.size()) {
        told.push_back(fmt::format("and {} more", standing.running.size() - told.size()));
    }
    std::string now = fmt::format("{}", fmt::join(told, "; "));
    if (standing.steps == 0) return now;
    return fmt::format("{} done, {} of {} steps, {}{}{}{}", percent(standing.share), standing.done, standing.steps,
                       duration(standing.seconds), standing.left ? ", about " + duration(*standing.left) + " left" : "",
                       now.empty() ? "" : "; now ", now);
}

}  // namespace mlflow2pg
