// SPDX-License-Identifier: Apache-2.0
// The lines that show the progress. Above all, they must fit the terminal.
#include "cli/progress_display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <regex>

#include "random.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string without_colour(std::string const& line) {
    static std::regex const sequence{"\x1b\\[[0-9;]*m"};
    return std::regex_replace(line, sequence, "");
}

// From usual values to absurd ones.
ProgressSnapshot random_progress(std::mt19937_64& random) {
    auto const one_of = [&](auto... values) {
        std::array const all{values...};
        return all[random() % all.size()];
    };
    auto const share = [&] { return one_of(0.0, 0.004, 0.03, 0.5, 0.999, 1.0); };
    auto const seconds = [&] { return one_of(0.0, 0.2, 59.9, 3600.0, 359'999.0, 1e7); };
    ProgressSnapshot progress;
    progress.running.resize(random() % 70);
    for (RunningTask& task : progress.running) {
        task.name = std::string(one_of(0, 1, 13, 38, 39, 300), 'n');
        task.seconds = seconds();
        task.rows = one_of(std::uint64_t{0}, std::uint64_t{999}, std::uint64_t{1'234'567'890},
                           std::numeric_limits<std::uint64_t>::max());
        task.bytes = one_of(std::uint64_t{0}, std::uint64_t{4096}, std::numeric_limits<std::uint64_t>::max());
        if (random() % 2 == 0) task.share = share();
    }
    progress.steps = one_of(0U, 1U, 500U);
    progress.done = progress.steps / 2;
    progress.share = share();
    progress.seconds = seconds();
    if (random() % 2 == 0) progress.left = seconds();
    return progress;
}

ProgressSnapshot usual_progress() {
    ProgressSnapshot progress;
    progress.running = {{"load: copy metrics", 10, 1'234'567, 56'000'000, 0.25}, {"finish: index a", 75, 0, 0, {}}};
    progress.steps = 45;
    progress.done = 12;
    progress.share = 0.5;
    progress.seconds = 83;
    progress.left = 83.9;
    return progress;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_lines_tests)

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_terminal_and_no_more_lines_are_there_than_it_has) {
    std::mt19937_64 random{seed()};
    for (std::size_t columns = 0; columns <= 300; ++columns) {
        for (int i = 0; i < 5; ++i) {
            ProgressSnapshot const progress = random_progress(random);
            std::size_t const rows = random() % 40;
            std::vector<std::string> const lines = progress_lines(progress, columns, rows, false);
            BOOST_TEST(lines.size() <= rows);
            for (std::string const& line : lines) {
                BOOST_TEST(line.size() <= columns, columns << ": " << line);
                BOOST_TEST(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }), line);
            }
            // Colours take no columns.
            std::vector<std::string> coloured = progress_lines(progress, columns, rows, true);
            std::transform(coloured.begin(), coloured.end(), coloured.begin(), without_colour);
            BOOST_TEST(coloured == lines, boost::test_tools::per_element());
            BOOST_TEST(progress_line(progress).size() < 4096U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wide_line_has_more_room_for_the_name_and_the_bar) {
    std::vector<std::string> const lines = progress_lines(usual_progress(), 119, 24, false);
    std::vector<std::string> const expected{
        "load: copy metrics                                              123,456 rows/s  [####............]   25 %     "
        "0:30 left",
        "finish: index a                                                                                               "
        "     1:15",
        "12/45 steps, 1:23                                                               [########........]   50 %     "
        "1:23 left"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
    std::string const coloured = progress_lines(usual_progress(), 119, 24, true)[0];
    BOOST_TEST(coloured.find("[\x1b[32m####\x1b[0m............]") != std::string::npos, coloured);
}

BOOST_AUTO_TEST_CASE(a_terminal_of_80_columns_shows_the_rate_the_bar_the_share_and_the_time) {
    std::vector<std::string> const lines = progress_lines(usual_progress(), 79, 24, false);
    std::vector<std::string> const expected{
        "load: copy metrics                123,456 rows/s  [#.....]   25 %     0:30 left",
        "finish: index a                                                            1:15",
        "12/45 steps, 1:23                                 [###...]   50 %     1:23 left"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
    // If a task has no rows, its name gets their columns.
    ProgressSnapshot index;
    index.running = {{"finish: index index_metrics_run_uuid_step", 75, 0, 0, 0.5}};
    BOOST_TEST(progress_lines(index, 79, 24, false)[0] ==
               "finish: index index_metrics_run_uuid_step         [###...]   50 %     1:15 left");
    ProgressSnapshot backup;
    backup.running = {{"backup", 10, 0, 56'000'000, 0.25}};
    BOOST_TEST(progress_lines(backup, 79, 24, false)[0] ==
               "backup                                  5.6 MB/s  [#.....]   25 %     0:30 left");
}

BOOST_AUTO_TEST_CASE(a_narrower_line_loses_the_rate_and_the_bar_then_the_time_then_the_share) {
    std::vector<std::string> const parts{"rows/s", "[#", "0:30 left", "25 %"};
    std::size_t lost = 0;
    for (std::size_t columns = 160; columns > 0; --columns) {
        std::string const line = progress_lines(usual_progress(), columns, 24, false)[0] + " ";
        while (lost < parts.size() && line.find(parts[lost]) == std::string::npos) ++lost;
        for (std::size_t part = lost; part < parts.size(); ++part) {
            BOOST_TEST(line.find(parts[part]) != std::string::npos, columns << ": " << line);
        }
    }
    BOOST_TEST(lost == parts.size());
    BOOST_TEST(progress_lines(usual_progress(), 39, 24, false)[0] == "load: copy metrics   25 %     0:30 left");
    BOOST_TEST(progress_lines(usual_progress(), 12, 24, false)[0] == "load~   25 %");
}

BOOST_AUTO_TEST_CASE(tasks_without_room_are_counted) {
    ProgressSnapshot progress = usual_progress();
    progress.running.resize(12, progress.running[1]);
    std::vector<std::string> const lines = progress_lines(progress, 80, 5, false);
    BOOST_TEST(lines.size() == 5U);
    BOOST_TEST(lines[3] == "and 9 more");
    BOOST_TEST(lines[4].starts_with("12/45 steps"));
    BOOST_TEST(progress_lines(progress, 80, 1, false)[0].starts_with("12/45 steps"));
    BOOST_TEST(progress_line(progress).ends_with("; and 4 more"));
}

BOOST_AUTO_TEST_CASE(a_log_gets_all_of_it_in_words) {
    BOOST_TEST(progress_line(usual_progress()) ==
               "50 % done, 12 of 45 steps, 1:23, about 1:23 left; now load: copy metrics (123,456 rows/s, 25 %, 0:30 "
               "left); finish: index a (1:15)");
    ProgressSnapshot phase;
    phase.running = {{"opening the source", 65, 0, 0, {}}};
    BOOST_TEST(progress_line(phase) == "opening the source (1:05)");
    BOOST_TEST(progress_line({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
