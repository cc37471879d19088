// SPDX-License-Identifier: Apache-2.0
// Faults in a loop: of all calls of one kind that a run of `migrate` or `prepare` makes, first the first one fails, in
// the next run the second one, and so on (tests/faults/inject.cpp). Whichever call fails, the program ends by itself
// with a documented exit code; MLflow's tables in the target are unchanged, or complete and verified; the source is not
// written; nothing is left beside it; and the next run succeeds.
//
// MLFLOW2PG_FAULTS is how many calls of each kind fail (8; with `prepare` 2), chosen at random, or all if there are
// fewer. MLFLOW2PG_KILLS is the number of kills at random moments (12; with `prepare` 4) for each kind of run.
// MLFLOW2PG_SEED chooses the cases.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <set>
#include <thread>

#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using std::chrono::seconds;

constexpr int killed = 128 + SIGKILL;

// The target's state as text: every relation and function outside the staging schema with the transaction that created
// it, and every row. Equal states have equal texts.
constexpr char const* state_sql =
    "SELECT string_agg(entry, E'\\n' ORDER BY entry) FROM ("
    "SELECT format('%s %s.%s %s %s', c.oid, n.nspname, c.relname, c.xmin, CASE WHEN c.relkind = 'r' THEN "
    "query_to_xml(format('SELECT * FROM %I.%I', n.nspname, c.relname), false, false, '')::text END) AS entry "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname !~ '^pg_|^information_schema$|^_?timescaledb|^mlflow2pg_staging$|^faults$' "
    "UNION ALL SELECT format('%s %s.%s %s', p.oid, n.nspname, p.proname, p.xmin) "
    "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
    "WHERE n.nspname !~ '^pg_|^information_schema$|^_?timescaledb|^mlflow2pg_staging$|^faults$') AS entries";

// The server refuses the N-th definition, as it would with a full disk.
constexpr char const* refusals_sql =
    "CREATE SCHEMA faults; CREATE SEQUENCE faults.definitions; "
    "CREATE TABLE faults.plan AS SELECT 0::bigint AS at, false AS forever; "
    "CREATE FUNCTION faults.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ "
    "DECLARE number bigint := nextval('faults.definitions'); "
    "BEGIN IF (SELECT at > 0 AND (number = at OR (forever AND number > at)) FROM faults.plan) "
    "THEN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END IF; END $$; "
    "CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION faults.refuse()";

// A run of the program, and whether `prepare` has run before it, on an earlier state of the source.
struct Task {
    char const* command;
    bool prepared;

    bool publishes() const { return command == std::string{"migrate"}; }
    // A number of trials by default: `prepare` loads as `migrate` does, so its trials are fewer.
    int fewer(int trials) const { return publishes() && !prepared ? trials : trials / 3; }
    std::string text() const { return fmt::format("{}{}", command, prepared ? " after prepare" : ""); }
};

constexpr Task migrate{"migrate", false};
constexpr Task prepare{"prepare", false};
constexpr Task prepare_again{"prepare", true};
constexpr Task catch_up{"migrate", true};

struct Fault {
    std::string site;  // a site of inject.cpp, or "definition": the server's
    std::string how;
    unsigned jobs;
    std::set<int> exits;                 // the exit codes that the program may end with
    std::vector<std::string> arguments;  // in addition to SOURCE and TARGET
    Task task = migrate;

    bool has(char const* option) const {
        return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
    }
};

struct Tally {
    long places = 0;
    int faults = 0;
    int untouched = 0;
    int complete = 0;
    int reruns = 0;
    int resumed = 0;
    std::map<int, int> exits;

    std::string text() const {
        std::vector<std::string> of;
        for (auto const& [code, count] : exits) of.push_back(fmt::format("exit {} x {}", code, count));
        return fmt::format("{} untouched, {} complete, {} reruns succeeded, {} of them resumed ({})", untouched,
                           complete, reruns, resumed, fmt::join(of, ", "));
    }
};

// One source, and for each trial a target as MLflow's first start leaves it.
class Trials {
public:
    Trials(std::function<void(std::string const&)> const& make_source, std::string const& revision)
        : file_{folder_.file("m.db")} {
        make_source(file_);
        earlier_ = file_content(file_);
        execute(file_,
                "UPDATE runs SET end_time = 7; INSERT INTO params (key, value, run_uuid) SELECT 'since', 'x', run_uuid "
                "FROM runs; DELETE FROM tags WHERE rowid % 2 = 0");
        content_ = file_content(file_);
        dump_ = shell(fmt::format("sqlite3 '{}' .dump", file_));
        initialise(pattern_, revision);
        pattern_.query(refusals_sql);
        state_ = pattern_.query(state_sql);
    }

    Tally loop(Fault const& fault) {
        Tally tally;
        tally.places = places(fault);
        std::vector<long> numbers(static_cast<std::size_t>(tally.places));
        std::iota(numbers.begin(), numbers.end(), 1);
        auto const wanted = static_cast<std::size_t>(rounds("MLFLOW2PG_FAULTS", fault.task.fewer(8)));
        if (wanted < numbers.size()) {
            std::shuffle(numbers.begin(), numbers.end(), std::mt19937_64{seed()});
            numbers.resize(wanted);
        }
        for (long const number : numbers) {
            BOOST_TEST_CONTEXT("MLFLOW2PG_FAULT=" << fault.site << ":" << fault.how << ":" << number << " --jobs "
                                                  << fault.jobs) {
                make_ready(fault);
                int const code = exit_within(start(fault, fault.how, number), limit);
                // Threads are not always equally fast, so the last calls are not reached in every run.
                if (was_reached(fault, number)) {
                    BOOST_TEST(fault.exits.contains(code), "exit " << code << ": " << errors());
                    ++tally.faults;
                } else {
                    BOOST_TEST(code == 0, "exit " << code << ": " << errors());
                }
                settle(fault, code, tally);
            }
        }
        return tally;
    }

    // Sends a signal after a random part of the time that a run takes.
    Tally kills(Task const& task, int count) {
        Tally tally;
        Fault const none{"network", "never", 2, {0}, {}, task};
        make_ready(none);
        auto const begin = std::chrono::steady_clock::now();
        BOOST_TEST(exit_within(start(none, "never", 1), limit) == 0);
        auto const whole = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - begin);
        remove_base_files();
        database_.reset();
        for (int round = 0; round < count; ++round) {
            std::uint64_t const number = seed() + static_cast<std::uint64_t>(round);
            std::mt19937_64 random{number};
            constexpr std::array signals{SIGKILL, SIGKILL, SIGTERM, SIGINT};
            int const signal = signals[number % signals.size()];
            microseconds const delay{random() % static_cast<std::uint64_t>(whole.count())};
            BOOST_TEST_CONTEXT("MLFLOW2PG_SEED=" << number << " MLFLOW2PG_KILLS=1: signal " << signal << " after "
                                                 << delay.count() << " us") {
                make_ready(none);
                pid_t const child = start(none, "never", 1);
                std::this_thread::sleep_for(delay);
                kill(child, signal);
                int const code = exit_within(child, limit);
                BOOST_TEST((code == 0 || code == 128 + signal), "exit " << code << ": " << errors());
                settle(none, code, tally);
            }
        }
        return tally;
    }

private:
    static constexpr seconds limit{100};  // a run that takes longer has hung

    // Before anything fails: if the task begins with prepared rows, prepares an earlier state of the source.
    void make_ready(Fault const& fault) {
        if (!fault.task.prepared) return;
        database().query("UPDATE faults.plan SET at = 0");
        write_file(file_, earlier_);
        Outcome const prepared = run(Command::prepare, file_, database().uri());
        BOOST_TEST_REQUIRE((prepared.code == ExitCode::done), prepared.error);
        write_file(file_, content_);
    }

    // The number of such calls in a run without a fault.
    long places(Fault const& fault) {
        make_ready(fault);
        BOOST_TEST(exit_within(start(fault, "never", 1), limit) == 0, errors());
        long const count = fault.site == "definition"
                               ? std::stol(database().query("SELECT last_value FROM faults.definitions"))
                               : std::stol(file_content(mark()));
        Tally ignored;
        settle(fault, 0, ignored);
        return count;
    }

    pid_t start(Fault const& fault, std::string const& how, long number) {
        fs::remove(mark());
        // Security layers allocate a lot themselves, and are not tested here.
        std::vector<std::string> arguments{fault.task.command,
                                           file_,
                                           database().uri() + "?sslmode=disable&gssencmode=disable",
                                           "--jobs",
                                           std::to_string(fault.jobs),
                                           "--rejects",
                                           file_ + ".rejects.jsonl"};
        arguments.insert(arguments.end(), fault.arguments.begin(), fault.arguments.end());
        if (fault.site == "definition") {
            database().query(
                fmt::format("SELECT setval('faults.definitions', 1, false); UPDATE faults.plan SET at = "
                            "{}, forever = {}",
                            how == "never" ? 0 : number, how == "forever"));
            return start_binary(arguments, folder_.file("errors"));
        }
        return start_binary(arguments, folder_.file("errors"),
                            {"LD_PRELOAD=" MLFLOW2PG_PRELOAD, "MLFLOW2PG_FAULT_MARK=" + mark(),
                             fmt::format("MLFLOW2PG_FAULT={}:{}:{}", fault.site, how, number)});
    }

    bool was_reached(Fault const& fault, long number) {
        if (fault.site != "definition") return fs::exists(mark());
        return std::stol(database().query("SELECT last_value FROM faults.definitions")) >= number;
    }

    // Checks what must hold after a run, however it ended.
    void settle(Fault const& fault, int code, Tally& tally) {
        ++tally.exits[code];
        wait_for_sessions_to_end();
        if (fault.has("--seal")) take_seal_off();
        BOOST_TEST((file_content(file_) == content_), "the source was written");
        ensure_nothing_left(fault.task, code);
        bool const untouched = database().query(state_sql) == state_;
        // A killed run prints no last message. Without memory a run cannot find out whether its COMMIT succeeded.
        if (code != killed && !(fault.site == "memory" && fault.how == "forever")) {
            BOOST_TEST(untouched == (code != 0 || fault.has("--dry-run") || !fault.task.publishes()),
                       "exit " << code << ": " << errors());
        }
        ++(untouched ? tally.untouched : tally.complete);
        bool const staged = !database().query("SELECT to_regnamespace('mlflow2pg_staging')").empty();
        // The next trial begins with exactly this state. It serves as the second run of this trial.
        if (untouched && !staged && fault.how != "never") {
            remove_base_files();
            return;
        }
        if (untouched) {
            BOOST_TEST(!fault.has("--dry-run"), "a rehearsal left its copy: " << errors());
            database().query("UPDATE faults.plan SET at = 0");
            Outcome const again = run(Command::migrate, file_, database().uri());
            BOOST_TEST((again.code == ExitCode::done), "run again: " << again.error);
            ++tally.reruns;
            bool const caught_up = again.fact("/preparation/unused_because") == "null";
            if (again.fact("/resumed_steps") != "0" || caught_up) ++tally.resumed;
            BOOST_TEST((!caught_up || !fs::exists(base_file())), "the base file was left behind");
        }
        Outcome const verified = run(Command::verify, file_, database().uri());
        BOOST_TEST((verified.code == ExitCode::done), verified.error);
        remove_base_files();
        database_.reset();
    }

    void remove_base_files() const {
        fs::remove(base_file());
        fs::remove(base_file() + ".unfinished");
    }

    // The source is sealed or unchanged. After SQLite has rolled back what was cut off, and the seal is removed, its
    // content is the original one.
    void take_seal_off() {
        shell(fmt::format("sqlite3 '{}' 'SELECT count(*) FROM sqlite_schema'", file_));
        BOOST_TEST((run(Command::unseal, file_, "").code == ExitCode::done));
        BOOST_TEST((shell(fmt::format("sqlite3 '{}' .dump", file_)) == dump_), "the seal changed the source");
        write_file(file_, content_);
    }

    void ensure_nothing_left(Task const& task, int code) {
        for (fs::directory_entry const& entry : fs::directory_iterator{folder_.file("")}) {
            std::string const name = entry.path().filename();
            bool const is_of_rejects = name.starts_with("m.db.rejects") && name.ends_with(".jsonl");
            if (name == "m.db" || name == "errors" || name == "fault" || is_of_rejects) continue;
            // The next run needs the base file. A run that is killed after the publish cannot remove it.
            if (name == "m.db.prepared" && (!task.publishes() || (task.prepared && code != 0))) continue;
            if (name == "m.db.prepared.unfinished" && !task.publishes() && code == killed) continue;
            // A killed run leaves its unfinished backup, which `check` reports, its unfinished reject file, and the
            // journal of its seal, which was rolled back above.
            bool const of_killed = name.starts_with("m.db.partial-backup-") || name == "m.db-journal" ||
                                   name.starts_with("m.db.rejects.jsonl.partial-");
            BOOST_TEST((name.starts_with("m.db.bak-") || (code == killed && of_killed)), "left behind: " << name);
            fs::remove(entry.path());
        }
    }

    // A server notices that its client is gone when it next sends something.
    void wait_for_sessions_to_end() {
        std::string const others =
            fmt::format("SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
                        database().name());
        for (int attempt = 0; attempt < 1000 && database().query(others) != "0"; ++attempt) {
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
    }

    TestDatabase& database() {
        if (!database_) database_ = std::make_unique<TestDatabase>("TEMPLATE " + pattern_.name());
        return *database_;
    }
    std::string errors() const { return file_content(folder_.file("errors")); }
    std::string mark() const { return folder_.file("fault"); }
    std::string base_file() const { return file_ + ".prepared"; }

    TestFolder folder_;
    std::string file_;
    std::string earlier_;  // what `prepare` has read
    std::string content_;
    std::string dump_;
    TestDatabase pattern_;
    std::string state_;
    std::unique_ptr<TestDatabase> database_;  // used for the next trial while it is untouched
};

void run_loops(std::vector<Fault> const& faults,
               std::function<void(std::string const&)> const& make_source = create_small_source,
               std::string const& revision = revision_2_9_2) {
    Trials trials{make_source, revision};
    for (Fault const& fault : faults) {
        Tally const tally = trials.loop(fault);
        BOOST_TEST_MESSAGE(fmt::format("faults: {}: {} {}, --jobs {}{}, {}: {} of {} places: {}", fault.task.text(),
                                       fault.site, fault.how, fault.jobs,
                                       fault.arguments.empty() ? "" : " " + fault.arguments.front(), revision,
                                       tally.faults, tally.places, tally.text()));
        BOOST_TEST(tally.faults > 0);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(injected_faults_tests)

BOOST_AUTO_TEST_CASE(a_read_that_fails_or_ends_early_is_the_sources_fault) {
    std::set<int> const exits{0, 3, 5};
    run_loops({{"read", "once", 1, exits, {}},
               {"read", "once", 2, exits, {}},
               {"read", "forever", 2, exits, {}},
               {"read", "cut", 2, exits, {}}});
}

BOOST_AUTO_TEST_CASE(a_backup_that_cannot_be_written_leaves_nothing) {
    std::set<int> const exits{0, 3};
    run_loops({{"write", "once", 2, exits, {"--backup"}}, {"write", "forever", 2, exits, {"--backup"}}});
}

BOOST_AUTO_TEST_CASE(a_seal_that_cannot_be_written_leaves_the_source_as_it_was_and_the_migration_a_success) {
    run_loops({{"write", "once", 2, {0}, {"--seal"}},
               {"write", "forever", 2, {0}, {"--seal"}},
               {"write", "kill", 2, {killed}, {"--seal"}}});
}

#ifndef __SANITIZE_ADDRESS__  // the sanitizer has its own malloc, which the tests cannot make fail
BOOST_AUTO_TEST_CASE(memory_that_is_refused_ends_the_program_in_order) {
    // When libpq gets no memory while it connects, it reports a failed connection.
    std::set<int> const exits{0, 1, 6};
    run_loops({{"memory", "once", 1, exits, {}},
               {"memory", "once", 2, exits, {}},
               {"memory", "forever", 2, exits, {}},
               {"memory", "once", 2, exits, {"--dry-run"}}});
}
#endif

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_is_the_targets_fault) {
    std::set<int> const exits{0, 6};
    run_loops(
        {{"network", "once", 1, exits, {}}, {"network", "once", 2, exits, {}}, {"network", "outage", 2, exits, {}}});
}

BOOST_AUTO_TEST_CASE(a_definition_that_the_server_refuses_is_the_targets_fault) {
    run_loops({{"definition", "once", 1, {6}, {}},
               {"definition", "once", 2, {6}, {}},
               {"definition", "forever", 2, {6}, {}}});
}

BOOST_AUTO_TEST_CASE(signals_at_every_message_end_the_program_with_their_exit_code) {
    run_loops({{"network", "kill", 2, {killed}, {}},
               {"network", "term", 2, {0, 143}, {}},
               {"network", "int", 2, {0, 130}, {}},
               {"read", "kill", 2, {killed}, {"--backup"}},
               {"read", "int", 2, {0, 130}, {"--backup"}},
               {"write", "kill", 2, {killed}, {"--backup"}}});
}

BOOST_AUTO_TEST_CASE(the_71_tables_of_the_newest_release_are_no_different) {
    run_loops(
        {{"read", "once", 2, {0, 3, 5}, {}},
         {"definition", "once", 2, {6}, {}},
         {"network", "once", 2, {0, 6}, {}},
         {"network", "kill", 2, {killed}, {}}},
        [](std::string const& file) { create_random_source(file, revision_3_18_0, 7, 3); }, revision_3_18_0);
}

BOOST_AUTO_TEST_CASE(prepare_and_the_migration_after_it_are_no_different) {
    std::set<int> const network{0, 6};
    run_loops({{"read", "once", 2, {0, 3, 5}, {}, prepare},
               {"write", "once", 2, {0, 3}, {}, prepare},
               {"write", "kill", 2, {killed}, {}, prepare},
               {"network", "once", 2, network, {}, prepare_again},
               {"write", "once", 2, {0, 3}, {}, prepare_again},
               {"network", "kill", 2, {killed}, {}, prepare_again},
               {"read", "once", 2, {0, 3, 5}, {}, catch_up},
               {"network", "once", 2, network, {}, catch_up},
               {"network", "kill", 2, {killed}, {}, catch_up},
               {"definition", "once", 2, {6}, {}, catch_up}});
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_the_target_is_untouched_or_complete_and_a_second_run_succeeds) {
    Trials trials{create_larger_source, revision_2_9_2};
    for (Task const& task : {migrate, prepare, prepare_again, catch_up}) {
        int const count = rounds("MLFLOW2PG_KILLS", task.fewer(12));
        Tally const tally = trials.kills(task, count);
        BOOST_TEST_MESSAGE(
            fmt::format("kills: {}: {} at random moments (seed {}): {}", task.text(), count, seed(), tally.text()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
