// SPDX-License-Identifier: Apache-2.0
// What users see while the program works, in a real terminal: tmux, which they may use, too. Without tmux these tests
// fail.
#include "cli/progress_display.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <regex>
#include <thread>
#include <utility>

#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

bool comes_true(std::function<bool()> const& condition, std::chrono::seconds within = 30s) {
    for (Clock::time_point const end = Clock::now() + within; !condition(); std::this_thread::sleep_for(20ms)) {
        if (Clock::now() > end) return false;
    }
    return true;
}

std::string const& larger_source() {
    static TestFolder const folder;
    static std::string const file = [] {
        create_larger_source(folder.file("m.db"));
        return folder.file("m.db");
    }();
    return file;
}

// A target in which a migration stops in the middle of a table's rows, or of an index build, until the test lets it
// continue.
class HeldDatabase {
public:
    enum class At { rows, indexes };

    explicit HeldDatabase(At at) {
        database_.query(
            at == At::rows
                ? "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.step = 1000 THEN PERFORM "
                  "pg_advisory_xact_lock_shared(7); END IF; RETURN NEW; END $$; " +
                      trigger_while_metrics_load("hold")
                : trigger_at_work("hold", "CREATE INDEX", "PERFORM pg_advisory_xact_lock_shared(7);"));
        holding_ = std::make_unique<pqxx::connection>(database_.uri());
        pqxx::nontransaction{*holding_}.exec("SELECT pg_advisory_lock(7)");
    }

    std::string uri() const { return database_.uri(); }
    bool is_held(int sessions = 1) const {
        return std::stoi(database_.query(
                   "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT "
                   "oid FROM pg_database WHERE datname = current_database())")) >= sessions;
    }
    void go_on() { holding_.reset(); }
    bool is_migrated() const { return database_.query("SELECT to_regclass('public.metrics')") == "metrics"; }

private:
    TestDatabase database_;
    std::unique_ptr<pqxx::connection> holding_;
};

// A terminal of the given size in which a shell runs commands.
class Terminal {
public:
    Terminal(unsigned columns, unsigned rows, std::string const& commands, std::string const& shell = "sh") {
        write_file(folder_.file("commands"),
                   "cd '" + folder_.file("") + "'\n" + commands + "\n[ -t 1 ] && exec sleep 600\n");
        tmux(fmt::format("-f /dev/null new-session -d -x {} -y {} '{} {}'", columns, rows, shell,
                         folder_.file("commands")));
    }
    ~Terminal() {
        if (std::system(command("kill-server 2>/dev/null").c_str()) != 0) return;  // it has ended already
    }
    Terminal(Terminal const&) = delete;
    Terminal& operator=(Terminal const&) = delete;

    // The text on the screen; `options`: those of tmux's capture-pane.
    std::string text(std::string const& options = "") const { return tmux("capture-pane -p " + options); }
    // The text including the lines that have scrolled away, with wrapped lines joined again.
    std::string all_text() const { return text("-J -S -"); }
    bool shows(std::string const& pattern) const { return std::regex_search(text(), std::regex{pattern}); }
    bool comes_to_show(std::string const& pattern) const {
        return comes_true([&] { return shows(pattern); });
    }
    void resize(unsigned columns, unsigned rows) const {
        tmux(fmt::format("resize-window -x {} -y {}", columns, rows));
    }
    void type(std::string const& keys) const { tmux("send-keys " + keys); }
    void close() const { tmux("kill-server"); }

private:
    std::string command(std::string const& arguments) const {
        return fmt::format("env -u TMUX tmux -S '{}' {}", folder_.file("tmux"), arguments);
    }
    std::string tmux(std::string const& arguments) const { return shell(command(arguments)); }

    TestFolder folder_;
};

// The commands for a terminal: one that prints a line first, the program, and one that prints its exit code.
std::string migrate_in_terminal(HeldDatabase const& database, std::string const& options = "",
                                std::string const& source = larger_source(), std::string const& environment = "") {
    return fmt::format(
        "trap : INT\necho above 1\necho above 2\nenv -u NO_COLOR {} '{}' migrate --allow-unseen '{}' '{}' {}\necho "
        "exit $?",
        environment, MLFLOW2PG_BINARY, source, database.uri(), options);
}

std::vector<std::string> filled_lines(std::string const& text) {
    std::vector<std::string> lines = lines_of(text);
    std::erase(lines, "");
    return lines;
}

int count(std::string const& text, std::string const& pattern) {
    std::regex const wanted{pattern};
    return static_cast<int>(std::distance(std::sregex_iterator{text.begin(), text.end(), wanted}, {}));
}

// Without the list of finished stages: a stage that took less than half a second is not listed.
std::string without_finished(std::string const& text) {
    return std::regex_replace(text, std::regex{"(^|\n)done +[\\d:.]+( s)?  [^\n]+"}, "");
}

std::string const steps_line = "\\d+/\\d+ steps, \\d+:\\d\\d";

}  // namespace

BOOST_AUTO_TEST_SUITE(progress_display_tests)

BOOST_AUTO_TEST_CASE(each_step_has_a_line_with_rate_share_and_time_and_all_are_gone_at_the_end) {
    HeldDatabase database{HeldDatabase::At::rows};
    Terminal const terminal{120, 24, migrate_in_terminal(database)};
    BOOST_TEST(terminal.comes_to_show("load: copy metrics +[\\d,]+ rows/s +\\[#+\\.*\\] +\\d+ "
                                      "% +\\d+:\\d\\d left\n"),
               terminal.text());
    BOOST_TEST(terminal.shows("\n" + steps_line + " +\\[#*\\.*\\] +\\d+ %"), terminal.text());
    BOOST_TEST(terminal.text().starts_with("above 1\nabove 2\n"), terminal.text());
    database.go_on();
    BOOST_TEST(terminal.comes_to_show("exit 0\n"), terminal.text());
    // The finished stages stay on the screen, above the report.
    BOOST_TEST(std::regex_search(terminal.all_text(), std::regex{"above 2\n(done .*\n)*done +[\\d.]+ s  load\n(done "
                                                                 ".*\n)*MIGRATED"}),
               terminal.all_text());
    BOOST_TEST(count(terminal.all_text(), steps_line) == 0);
}

BOOST_AUTO_TEST_CASE(lines_fit_a_narrow_terminal_and_follow_its_size) {
    HeldDatabase database{HeldDatabase::At::rows};
    Terminal const terminal{40, 24, migrate_in_terminal(database)};
    BOOST_TEST(terminal.comes_to_show("\nload: copy metrics +99 %"), terminal.text());
    BOOST_TEST(terminal.comes_to_show("\n" + steps_line), terminal.text());
    for (unsigned const columns : {120U, 60U, 20U, 7U, 90U, 30U, 80U, 200U}) {
        terminal.resize(columns, 24);
        BOOST_TEST_CONTEXT(columns) {
            std::string const pattern = columns >= 80   ? "load: copy metrics +[\\d,]+ rows/s +\\[#+\\.*\\] .*left\n"
                                        : columns >= 60 ? "load: copy metrics .*left\n"
                                        : columns >= 20 ? "load: co.* 99 %\n"
                                                        : "load:~\n";
            BOOST_TEST(terminal.comes_to_show(pattern), terminal.text());
            // Nothing is left of the lines of another width, except in tmux's own history.
            BOOST_TEST(comes_true([&] { return count(terminal.text(), "load:") == 1; }, 5s), terminal.text());
            BOOST_TEST(terminal.all_text().starts_with("above 1\nabove 2\n"), terminal.all_text());
        }
    }
    database.go_on();
    BOOST_TEST(terminal.comes_to_show("exit 0\n"), terminal.text());
}

BOOST_AUTO_TEST_CASE(a_migration_of_71_tables_scrolls_nothing_away) {
    TestFolder folder;
    create_random_source(folder.file("m.db"), revision_3_18_0, seed(),
                         2050);  // more rows than the limit from which on a table has steps of its own
    HeldDatabase database{HeldDatabase::At::indexes};
    constexpr int jobs = 12;
    Terminal const terminal{80, 24, migrate_in_terminal(database, fmt::format("--jobs {}", jobs), folder.file("m.db"))};
    BOOST_TEST_REQUIRE(comes_true([&] { return database.is_held(jobs); }, 120s), terminal.text());
    BOOST_TEST(comes_true([&] { return count(terminal.text(), "\nfinish: ") == jobs; }), terminal.text());
    BOOST_TEST(without_finished(terminal.text("-S -")).starts_with("above 1\nabove 2\nfinish: "),
               terminal.text("-S -"));
    BOOST_TEST(filled_lines(without_finished(terminal.text())).size() == 2U + jobs + 1U, terminal.text());
    // Fewer rows than workers.
    terminal.resize(80, 8);
    BOOST_TEST(terminal.comes_to_show("\nand 7 more\n" + steps_line), terminal.text());
    BOOST_TEST(count(terminal.text(), "finish: ") == 5, terminal.text());
    terminal.type("C-c");
    BOOST_TEST(terminal.comes_to_show("exit 130\n"), terminal.text());
}

BOOST_AUTO_TEST_CASE(messages_go_above_the_lines) {
    HeldDatabase database{HeldDatabase::At::rows};
    Terminal const terminal{120, 24, migrate_in_terminal(database, "-vv")};
    // The lines are drawn below the messages that were written before.
    BOOST_TEST(terminal.comes_to_show("\\d\\d:\\d\\d:\\d\\d [a-z]+: .*\n(.*\n)*load: copy metrics .*left\n"),
               terminal.text());
    database.go_on();
    BOOST_TEST(terminal.comes_to_show("exit 0\n"), terminal.text());
    bool report = false;
    int messages = 0;
    std::vector<std::string> const lines = filled_lines(terminal.all_text());
    for (std::size_t i = 2; i < lines.size(); ++i) {
        report = report || lines[i].starts_with("MIGRATED");
        if (report || lines[i].starts_with("done ")) continue;
        ++messages;
        BOOST_TEST(std::regex_match(lines[i], std::regex{"\\d\\d:\\d\\d:\\d\\d (debug|info): .*"}), lines[i]);
        BOOST_TEST(count(lines[i], steps_line) == 0, lines[i]);
    }
    BOOST_TEST(report);
    BOOST_TEST(messages > 10);
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_when_nothing_is_wanted) {
    for (char const* const options : {"-q", "--progress never", "--quiet --progress auto"}) {
        HeldDatabase database{HeldDatabase::At::rows};
        Terminal const terminal{120, 24, migrate_in_terminal(database, options)};
        BOOST_TEST_REQUIRE(comes_true([&] { return database.is_held(); }), terminal.text());
        std::this_thread::sleep_for(1s);  // four times as long as it takes to show the lines
        BOOST_TEST(filled_lines(terminal.text()).size() == 2U, terminal.text());
    }
    HeldDatabase database{HeldDatabase::At::rows};
    Terminal const terminal{120, 24, migrate_in_terminal(database, "-q --progress always")};
    BOOST_TEST(terminal.comes_to_show("\nload: copy metrics "), terminal.text());
}

BOOST_AUTO_TEST_CASE(colours_are_for_those_who_want_them) {
    struct Case {
        char const* environment;
        char const* options;
        bool coloured;
    };
    for (Case const& entry : {Case{"", "", true}, Case{"NO_COLOR=1", "", false}, Case{"NO_COLOR=", "", true},
                              Case{"", "--color never", false}, Case{"NO_COLOR=1", "--color always", true}}) {
        HeldDatabase database{HeldDatabase::At::rows};
        Terminal const terminal{120, 24,
                                migrate_in_terminal(database, entry.options, larger_source(), entry.environment)};
        BOOST_TEST_REQUIRE(terminal.comes_to_show("load: copy metrics .* \\[#+"), terminal.text());
        std::string const escaped = terminal.text("-e");
        BOOST_TEST((escaped.find("\x1b[32m#") != std::string::npos) == entry.coloured, escaped);
        BOOST_TEST((escaped.find('\x1b') != std::string::npos) == entry.coloured, escaped);
    }
}

BOOST_AUTO_TEST_CASE(a_signal_leaves_the_terminal_in_order) {
    HeldDatabase const database{HeldDatabase::At::rows};
    Terminal const terminal{120, 24, migrate_in_terminal(database)};
    BOOST_TEST_REQUIRE(terminal.comes_to_show("load: copy metrics .*\n" + steps_line), terminal.text());
    terminal.type("C-c");
    BOOST_TEST(terminal.comes_to_show("exit 130\n"), terminal.text());
    BOOST_TEST(count(terminal.all_text(), steps_line) == 0, terminal.all_text());
    BOOST_TEST(terminal.all_text().starts_with("above 1\nabove 2\n"), terminal.all_text());
}

BOOST_AUTO_TEST_CASE(a_migration_in_the_background_does_not_write_over_what_the_shell_does) {
    HeldDatabase database{HeldDatabase::At::rows};
    std::string commands = migrate_in_terminal(database);
    std::size_t const end = commands.rfind("\necho exit");
    commands.replace(end, std::string::npos, " &\nwait\necho exit $?");
    Terminal const terminal{120, 24, commands, "bash -m"};
    BOOST_TEST_REQUIRE(comes_true([&] { return database.is_held(); }), terminal.text());
    std::this_thread::sleep_for(1s);  // four times as long as it takes to show the lines
    BOOST_TEST(count(terminal.text(), "load:") == 0, terminal.text());
    database.go_on();
    BOOST_TEST(terminal.comes_to_show("exit 0\n"), terminal.text());
}

BOOST_AUTO_TEST_CASE(a_terminal_that_goes_away_stops_nothing_that_was_told_to_go_on) {
    HeldDatabase database{HeldDatabase::At::rows};
    Terminal const terminal{120, 24, "trap '' HUP\n" + migrate_in_terminal(database)};
    BOOST_TEST_REQUIRE(terminal.comes_to_show("load: copy metrics "), terminal.text());
    terminal.close();
    std::this_thread::sleep_for(500ms);  // twice as long as it takes to draw
    database.go_on();
    BOOST_TEST(comes_true([&] { return database.is_migrated(); }));
}

// All programs of this test wait for the interval of ten seconds at the same time.
BOOST_AUTO_TEST_CASE(elsewhere_a_line_is_written_every_ten_seconds) {
    TestFolder folder;
    struct Case {
        std::vector<std::string> options;
        bool written;
    };
    std::vector<Case> const cases{
        {{}, true},      {{"--progress", "always"}, true}, {{"-q", "--progress", "always", "--color", "always"}, true},
        {{"-q"}, false}, {{"--progress=never"}, false},    {{"--log-format", "json"}, true}};
    struct Running {
        HeldDatabase database{HeldDatabase::At::rows};
        std::string errors;
        pid_t child = -1;
    };
    std::vector<std::unique_ptr<Running>> all;
    auto const start = [&](std::vector<std::string> const& options, std::string const& errors) {
        Running& running = *all.emplace_back(std::make_unique<Running>());
        std::vector<std::string> arguments{"migrate", larger_source(), running.database.uri()};
        // Only one cut-over at a time can have the same file.
        arguments[1] = errors + ".db";
        std::filesystem::copy_file(larger_source(), arguments[1]);
        arguments.insert(arguments.end(), options.begin(), options.end());
        running.errors = errors;
        running.child = start_binary(arguments, errors);
    };
    for (std::size_t i = 0; i < cases.size(); ++i) start(cases[i].options, folder.file(std::to_string(i)));

    // stderr is a full pipe that nobody reads.
    std::string const fifo = folder.file("fifo");
    BOOST_TEST_REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
    int const pipe = open(fifo.c_str(), O_RDWR | O_NONBLOCK);
    while (write(pipe, "full", 4) > 0) continue;
    start({}, fifo);
    Terminal const dumb{
        120, 24,
        migrate_in_terminal(all.emplace_back(std::make_unique<Running>())->database, "", larger_source(), "TERM=dumb")};

    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (cases[i].written) {
            BOOST_TEST(comes_true([&] { return !file_content(all[i]->errors).empty(); }, 40s));
        }
    }
    BOOST_TEST(dumb.comes_to_show("progress: "), dumb.text());
    for (auto const& running : all) {
        BOOST_TEST(comes_true([&] { return running->database.is_held(); }));
        running->database.go_on();
        if (running->child > 0) BOOST_TEST(exit_within(running->child, 60s) == 0);
    }
    close(pipe);
    BOOST_TEST(dumb.comes_to_show("exit 0\n"), dumb.text());

    std::regex const line{
        "\\d\\d:\\d\\d:\\d\\d progress: \\d+ % done, \\d+ of \\d+ steps, \\d+:\\d\\d.*; now .*load: copy metrics "
        "\\([\\d,]+ rows/s, \\d+ %, .*\\).*"};
    std::regex const any_line{"\\d\\d:\\d\\d:\\d\\d progress: \\d+ % done, \\d+ of \\d+ steps, \\d+:\\d\\d.*"};
    for (std::size_t i = 0; i < cases.size(); ++i) {
        std::string const errors = file_content(all[i]->errors);
        BOOST_TEST(errors.find('\x1b') == std::string::npos, errors);
        if (!cases[i].written) BOOST_TEST(errors == "");
        bool first = true;  // written while the load was held; later lines are of later stages
        for (std::string const& written : filled_lines(errors)) {
            if (written.starts_with('{')) {
                nlohmann::json const event = nlohmann::json::parse(written);
                if (event.value("event", "") != "progress") continue;
                BOOST_TEST(event["steps"] > event["steps_done"]);
                BOOST_TEST(event["share"] >= 0);
                BOOST_TEST(event["share"] < 1);
                BOOST_TEST(event.contains("seconds_left"));
            } else {
                BOOST_TEST(std::regex_match(written, std::exchange(first, false) ? line : any_line), written);
            }
        }
    }
    BOOST_TEST(file_content(all[5]->errors).find("\"event\":\"progress\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
