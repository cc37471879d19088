// The words for how far the work has come. The lines' one promise is to fit.
#include "cli/standing.hpp"

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

// From usual to absurd.
Standing random_standing(std::mt19937_64& random) {
    auto const one_of = [&](auto... values) {
        std::array const all{values...};
        return all[random() % all.size()];
    };
    auto const share = [&] { return one_of(0.0, 0.004, 0.03, 0.5, 0.999, 1.0); };
    auto const seconds = [&] { return one_of(0.0, 0.2, 59.9, 3600.0, 359'999.0, 1e7); };
    Standing standing;
    standing.running.resize(random() % 70);
    for (RunningTask& task : standing.running) {
        task.name = std::string(one_of(0, 1, 13, 38, 39, 300), 'n');
        task.seconds = seconds();
        task.rows = one_of(std::uint64_t{0}, std::uint64_t{999}, std::uint64_t{1'234'567'890},
                           std::numeric_limits<std::uint64_t>::max());
        task.bytes = one_of(std::uint64_t{0}, std::uint64_t{4096}, std::numeric_limits<std::uint64_t>::max());
        if (random() % 2 == 0) task.share = share();
    }
    standing.steps = one_of(0U, 1U, 500U);
    standing.done = standing.steps / 2;
    standing.share = share();
    standing.seconds = seconds();
    if (random() % 2 == 0) standing.left = seconds();
    return standing;
}

Standing usual_standing() {
    Standing standing;
    standing.running = {{"load: copy metrics", 10, 1'234'567, 56'000'000, 0.25}, {"finish: index a", 75, 0, 0, {}}};
    standing.steps = 45;
    standing.done = 12;
    standing.share = 0.5;
    standing.seconds = 83;
    standing.left = 83.9;
    return standing;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(standing_tests)

BOOST_AUTO_TEST_CASE(no_line_is_wider_than_the_terminal_and_no_more_lines_are_there_than_it_has) {
    std::mt19937_64 random{seed()};
    for (std::size_t columns = 0; columns <= 300; ++columns) {
        for (int i = 0; i < 5; ++i) {
            Standing const standing = random_standing(random);
            std::size_t const rows = random() % 40;
            std::vector<std::string> const lines = standing_lines(standing, columns, rows, false);
            BOOST_TEST(lines.size() <= rows);
            for (std::string const& line : lines) {
                BOOST_TEST(line.size() <= columns, columns << ": " << line);
                BOOST_TEST(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }), line);
            }
            // Colours take no room.
            std::vector<std::string> coloured = standing_lines(standing, columns, rows, true);
            std::transform(coloured.begin(), coloured.end(), coloured.begin(), without_colour);
            BOOST_TEST(coloured == lines, boost::test_tools::per_element());
            BOOST_TEST(standing_line(standing).size() < 4096U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wide_line_has_rows_rates_bar_share_and_time) {
    std::vector<std::string> const lines = standing_lines(usual_standing(), 119, 24, false);
    std::vector<std::string> const expected{
        "load: copy metrics                          1,234,567 rows    123,456 rows/s   5.6 MB/s  [#......]   25 %     "
        "0:30 left",
        "finish: index a                                                                                               "
        "     1:15",
        "12/45 steps, 1:23                                                                        [###....]   50 %     "
        "1:23 left"};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
    std::string const coloured = standing_lines(usual_standing(), 119, 24, true)[0];
    BOOST_TEST(coloured.find("[\x1b[32m#\x1b[0m......]") != std::string::npos, coloured);
}

BOOST_AUTO_TEST_CASE(a_narrower_line_loses_the_bar_the_rows_the_rates_the_time_and_the_share_in_this_order) {
    std::vector<std::string> const parts{"[#", "1,234,567 rows ", "5.6 MB/s", "rows/s", "0:30 left", "25 %"};
    std::size_t lost = 0;
    for (std::size_t columns = 160; columns > 0; --columns) {
        std::string const line = standing_lines(usual_standing(), columns, 24, false)[0] + " ";
        while (lost < parts.size() && line.find(parts[lost]) == std::string::npos) ++lost;
        for (std::size_t part = lost; part < parts.size(); ++part) {
            BOOST_TEST(line.find(parts[part]) != std::string::npos, columns << ": " << line);
        }
    }
    BOOST_TEST(lost == parts.size());
    BOOST_TEST(standing_lines(usual_standing(), 39, 24, false)[0] == "load: copy metrics   25 %     0:30 left");
    BOOST_TEST(standing_lines(usual_standing(), 12, 24, false)[0] == "load~   25 %");
}

BOOST_AUTO_TEST_CASE(tasks_without_room_are_counted) {
    Standing standing = usual_standing();
    standing.running.resize(12, standing.running[1]);
    std::vector<std::string> const lines = standing_lines(standing, 80, 5, false);
    BOOST_TEST(lines.size() == 5U);
    BOOST_TEST(lines[3] == "and 9 more");
    BOOST_TEST(lines[4].starts_with("12/45 steps"));
    BOOST_TEST(standing_lines(standing, 80, 1, false)[0].starts_with("12/45 steps"));
    BOOST_TEST(standing_line(standing).ends_with("; and 4 more"));
}

BOOST_AUTO_TEST_CASE(a_log_gets_all_of_it_in_words) {
    BOOST_TEST(
        standing_line(usual_standing()) ==
        "50 % done, 12 of 45 steps, 1:23, about 1:23 left; now load: copy metrics (1,234,567 rows, 123,456 rows/s, "
        "5.6 MB/s, 25 %, 0:30 left); finish: index a (1:15)");
    Standing phase;
    phase.running = {{"opening the source", 65, 0, 0, {}}};
    BOOST_TEST(standing_line(phase) == "opening the source (1:05)");
    BOOST_TEST(standing_line({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
