// SPDX-License-Identifier: Apache-2.0
// Everything that can fail between the program and its server, at every stage. Afterwards the target is unchanged or
// complete, the exit code says which, and the same command succeeds when it is run again. MLFLOW2PG_FAULT_SEED and
// MLFLOW2PG_FAULT_ROUNDS choose other faults, and more of them.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <pqxx/pqxx>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "proxy.hpp"
#include "random.hpp"
#include "run.hpp"
#include "server.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

std::string const password = "Sesame99";
constexpr double slack = 2;  // seconds, for a machine that is busy

std::uint64_t setting(char const* variable, std::uint64_t otherwise) {
    char const* const value = std::getenv(variable);
    return value == nullptr ? otherwise : std::stoull(value);
}

bool comes_true(std::function<bool()> const& condition, std::chrono::seconds within = 20s) {
    Clock::time_point const end = Clock::now() + within;
    while (!condition()) {
        if (Clock::now() > end) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

// The program, started as a shell starts it, in a folder.
class Program {
public:
    Program(TestFolder const& folder, std::string const& arguments, std::string const& environment = "") {
        std::string const command = fmt::format("cd '{}'; exec env {} '{}' {} >stdout 2>stderr", folder.file(""),
                                                environment, MLFLOW2PG_BINARY, with_unseen_allowed(arguments));
        process_ = fork();
        if (process_ != 0) return;
        execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        _exit(127);
    }
    ~Program() {
        if (process_ > 0) end(SIGKILL);
    }
    Program(Program const&) = delete;
    Program& operator=(Program const&) = delete;

    void send(int signal) const { kill(process_, signal); }
    int end(int signal) {
        send(signal);
        return exit_code();
    }
    int exit_code() { return exit_of(std::exchange(process_, -1)); }
    // The exit code; nothing when the program is still running, which is then killed.
    std::optional<int> exit_within(std::chrono::seconds time) {
        siginfo_t info{};
        bool const ended = comes_true(
            [&] {
                return waitid(P_PID, static_cast<id_t>(process_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
                       info.si_pid != 0;
            },
            time);
        if (ended) return exit_code();
        end(SIGKILL);
        return std::nullopt;
    }

private:
    pid_t process_;
};

// A URI with a password, which the test server does not ask for and no output may show. It leads through the proxy if
// there is one.
std::string target(TestDatabase const& database, Proxy const* proxy = nullptr, std::string const& options = "") {
    std::string uri = database.uri();
    uri.insert(uri.find('@'), ":" + password);
    if (proxy != nullptr) {
        std::size_t const begin = uri.rfind(':') + 1;
        uri.replace(begin, uri.rfind('/') - begin, std::to_string(proxy->port()));
    }
    return uri + (options.empty() ? "" : "?" + options);
}

int port_of(TestDatabase const& database) {
    std::string const uri = database.uri();
    return std::stoi(uri.substr(uri.rfind(':') + 1));
}

std::string const& small_source() {
    static TestFolder const folder;
    static std::string const file = [] {
        std::string const made = folder.file("m.db");
        create_small_source(made);
        // More rows than the limit from which on a table has steps of its own.
        execute(made,
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) "
                "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n;"
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999) "
                "INSERT INTO params SELECT 'p' || i, 'v' || i, 'r1' FROM n;");
        return made;
    }();
    return file;
}

// A source whose indexes take a while to build.
std::string const& large_source() {
    static TestFolder const folder;
    static std::string const file = [] {
        std::string const made = folder.file("m.db");
        create_small_source(made);
        execute(made,
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 249999) "
                "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n");
        return made;
    }();
    return file;
}

// A database as MLflow's first start leaves it, at the sources' revision: a template for targets.
TestDatabase const& initialised() {
    static TestDatabase const database;
    static bool const filled = [] {
        initialise(database, revision_2_9_2);
        return true;
    }();
    static_cast<void>(filled);
    return database;
}

std::string from_initialised() { return "TEMPLATE " + initialised().name(); }
constexpr char const* empty = "ENCODING 'UTF8' TEMPLATE template0";

// Everything that MLflow can see.
std::string seen_by_mlflow(TestDatabase const& database) { return database.dump("-n public"); }

bool is_complete(TestDatabase const& database) {
    return database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "16" &&
           database.query("SELECT count(*) FROM runs") == "3";
}

// Whether no session of ours is working. A server may need a moment to notice that a client is gone.
bool is_idle(TestDatabase const& database) {
    return database.query(
               "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
               "application_name = 'mlflow2pg' AND state = 'active'") == "0";
}

// Everything that the program has written into the folder.
std::string written(TestFolder const& folder) {
    std::string all;
    for (char const* const name : {"stdout", "stderr", "report.json"}) all += file_content(folder.file(name));
    return all;
}

// Runs the same command again until the sessions of the broken run are gone.
void rerun(TestFolder const& folder, std::string const& arguments) {
    std::optional<int> code;
    bool const ended = comes_true([&] {
        code = Program{folder, arguments}.exit_within(60s);
        return file_content(folder.file("stderr")).find("another migration is running") == std::string::npos;
    });
    BOOST_TEST(ended);
    BOOST_TEST(code.value_or(-1) == 0, file_content(folder.file("stderr")));
}

void ensure_equal(std::string const& source, TestDatabase const& database) {
    Outcome const verified = run(Command::verify, source, database.uri());
    BOOST_TEST((verified.code == ExitCode::done), verified.error);
}

struct StageOfWork {
    char const* name;
    std::vector<std::string> at;
};

// The stages, recognised by what the program sends in them.
StageOfWork const stages[] = {
    {"connect", {"application_name"}},
    {"preflight", {"has_database_privilege"}},
    {"lock", {"pg_try_advisory_lock"}},
    {"staging", {"CREATE SCHEMA mlflow2pg_staging"}},
    {"worker", {"SET search_path = mlflow2pg_staging"}},
    {"copy", {"COPY \"metrics\""}},
    {"copy of another", {"COPY \"params\""}},
    {"progress", {"INSERT INTO mlflow2pg_staging.mlflow2pg_progress"}},
    {"references", {"ANALYZE \"metrics\""}},
    {"index", {"CREATE INDEX"}},
    {"read back", {"TO STDOUT"}},
    {"sequences", {"setval("}},
    {"definitions", {"pg_trigger"}},
    {"publish", {"SET SCHEMA"}},
    {"commit", {"DROP SCHEMA mlflow2pg_staging", "COMMIT"}},
};

enum class Kind { close, reset, answer_lost, stall, terminate, terminate_after };
constexpr Kind kinds[] = {Kind::close, Kind::reset,     Kind::answer_lost,
                          Kind::stall, Kind::terminate, Kind::terminate_after};
constexpr char const* kind_names[] = {"close", "reset", "answer lost", "stall", "terminate", "terminate after"};

Break break_of(Kind kind, StageOfWork const& stage, TestDatabase const& database) {
    Break made;
    made.at = stage.at;
    made.fault = kind == Kind::reset ? Fault::reset : kind == Kind::stall ? Fault::stall : Fault::close;
    made.at_answer = kind == Kind::answer_lost || kind == Kind::terminate_after;
    if (kind == Kind::terminate || kind == Kind::terminate_after) {
        made.fault = Fault::none;
        made.also = [&database] {
            database.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'mlflow2pg'");
        };
    }
    return made;
}

// The outcomes of all faults of a case.
struct Tally {
    int faults = 0;
    int untouched = 0;
    int complete = 0;
    int reruns = 0;
    std::set<std::string> stages;

    std::string text() const {
        return fmt::format("faults: {} faults at {} stages: {} untouched, {} complete, {} reruns succeeded", faults,
                           stages.size(), untouched, complete, reruns);
    }
};

// Runs a migration that meets the break. Whatever that leaves behind, a second migration must succeed.
int meet(Break const& met, Proxy& proxy, TestDatabase const& database, Tally& tally) {
    TestFolder folder;
    std::string const before = seen_by_mlflow(database);
    // A short time-out, so that a silent connection is noticed soon.
    std::string const arguments = fmt::format("migrate '{}' '{}' --jobs 2 --json=report.json --log-format json -v",
                                              small_source(),
                                              target(database, &proxy, "tcp_user_timeout=600&connect_timeout=2"));
    proxy.heal();
    proxy.arm(met);
    std::optional<int> const code = Program{folder, arguments}.exit_within(60s);
    BOOST_TEST_REQUIRE(code.has_value(), "the program hangs: " << file_content(folder.file("stderr")));
    proxy.heal();  // a server with a silent connection would keep its locks for a while
    std::string const all = written(folder);
    BOOST_TEST(all.find(password) == std::string::npos);
    BOOST_TEST(all.find("no way to tell") == std::string::npos, all);
    ++tally.faults;
    if (*code == 0) {
        BOOST_TEST(is_complete(database));
        ++tally.complete;
    } else {
        BOOST_TEST(*code == 6, all);
        BOOST_TEST(seen_by_mlflow(database) == before);
        ++tally.untouched;
        std::istringstream lines{file_content(folder.file("stderr"))};
        bool told = false;
        for (std::string line; std::getline(lines, line);) {
            nlohmann::json const json = nlohmann::json::parse(line, nullptr, false);
            BOOST_TEST(json.is_object(), line);
            told = told ||
                   (json.value("exit_code", 0) == 6 && json.contains("next_step") && json["next_step"].is_string());
        }
        BOOST_TEST(told, all);
        BOOST_TEST(nlohmann::json::parse(file_content(folder.file("report.json")))["exit_code"] == 6);
    }
    if (*code != 0) {
        rerun(folder, arguments);
        ++tally.reruns;
    }
    ensure_equal(small_source(), database);
    return *code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connection_faults_tests)

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_at_any_stage_leaves_the_target_untouched_or_complete) {
    std::uint64_t const seed = setting("MLFLOW2PG_FAULT_SEED", 20261121);
    std::uint64_t const rounds = setting("MLFLOW2PG_FAULT_ROUNDS", 1);
    std::mt19937_64 random{seed};
    Proxy proxy{port_of(initialised())};
    Tally tally;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        std::size_t first = random() % std::size(kinds);
        for (StageOfWork const& stage : stages) {
            // Each stage meets one of the kinds, in turn; the COMMIT meets all of them.
            bool const commit = stage.name == std::string_view{"commit"};
            std::size_t const last = first + (commit ? std::size(kinds) : 1);
            for (; first < last; ++first) {
                Kind kind = kinds[first % std::size(kinds)];
                // While connecting, there is no session yet that could be terminated.
                if (stage.name == std::string_view{"connect"} && kind >= Kind::terminate) kind = Kind::reset;
                BOOST_TEST_CONTEXT("seed " << seed << ": " << kind_names[static_cast<int>(kind)] << " at "
                                           << stage.name) {
                    TestDatabase const database{random() % 2 == 0 ? empty : from_initialised()};
                    int const code = meet(break_of(kind, stage, database), proxy, database, tally);
                    // A COMMIT has happened if the server has answered it, and has not if it did not reach the server.
                    bool const happened = commit && (kind == Kind::answer_lost || kind == Kind::terminate_after);
                    BOOST_TEST(code == (happened ? 0 : 6));
                    tally.stages.insert(stage.name);
                }
            }
        }
    }
    BOOST_TEST_MESSAGE(tally.text() << ", seed " << seed);
}

// A new session would not hold the lock that keeps a second migration out.
BOOST_AUTO_TEST_CASE(a_session_that_is_lost_before_the_publish_is_not_replaced_unasked) {
    TestDatabase const database;
    Proxy proxy{port_of(database)};
    Tally tally;
    StageOfWork const begin{"begin of the publish", {"'::regclass::oid", "BEGIN"}};
    BOOST_TEST(meet(break_of(Kind::close, begin, database), proxy, database, tally) == 6);
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_at_any_byte_leaves_the_target_untouched_or_complete) {
    std::uint64_t const seed = setting("MLFLOW2PG_FAULT_SEED", 20261121);
    std::uint64_t const rounds = 4 * setting("MLFLOW2PG_FAULT_ROUNDS", 1);
    std::mt19937_64 random{seed};
    Proxy proxy{port_of(initialised())};
    std::uint64_t all_bytes = 0;
    {
        TestFolder folder;
        TestDatabase const database;
        std::string const arguments =
            fmt::format("migrate '{}' '{}' --jobs 2", small_source(), target(database, &proxy));
        BOOST_TEST(Program(folder, arguments).exit_within(60s).value_or(-1) == 0);
        all_bytes = proxy.bytes();
    }
    Tally tally;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        Break met;
        met.fault = std::array{Fault::close, Fault::reset, Fault::stall}[random() % 3];
        met.bytes = 1 + random() % all_bytes;
        BOOST_TEST_CONTEXT("seed " << seed << ", round " << round << ": byte " << met.bytes) {
            TestDatabase const database{random() % 2 == 0 ? empty : from_initialised()};
            meet(met, proxy, database, tally);
            tally.stages.insert(proxy.statement().substr(0, 20));
        }
    }
    BOOST_TEST_MESSAGE(tally.text() << ", seed " << seed);
}

// The server itself crashes, and is available again a second later.
BOOST_AUTO_TEST_CASE(a_server_that_crashes_and_comes_back_leaves_the_target_untouched_or_complete) {
    Server server;
    server.start();
    Proxy proxy{server.port()};
    Tally tally;
    for (StageOfWork const& stage : stages) {
        std::string const name = stage.name;
        if (name != "copy" && name != "index" && name != "commit") continue;
        for (bool const at_answer : {false, true}) {
            if (at_answer && name != "commit") continue;
            BOOST_TEST_CONTEXT("crash at " << name << (at_answer ? ", after it" : ", before it")) {
                TestDatabase const database{server.uri(), empty};
                Break met;
                met.at = stage.at;
                met.at_answer = at_answer;
                met.fault = Fault::reset;
                std::atomic<bool> crashed{false};
                met.also = [&] {
                    server.stop();
                    crashed = true;
                };
                TestFolder folder;
                std::string const before = seen_by_mlflow(database);
                std::string const arguments = fmt::format("migrate '{}' '{}' --jobs 2 --json=report.json",
                                                          small_source(), target(database, &proxy));
                proxy.heal();
                proxy.arm(met);
                Program program{folder, arguments};
                BOOST_TEST_REQUIRE(comes_true([&] { return crashed.load(); }, 60s));
                std::this_thread::sleep_for(name == "commit" ? 1000ms : 0ms);
                server.start();
                int const code = program.exit_within(60s).value_or(-1);
                bool const happened = name == "commit" && at_answer;
                BOOST_TEST(code == (happened ? 0 : 6), written(folder));
                BOOST_TEST((happened ? is_complete(database) : seen_by_mlflow(database) == before));
                ++tally.faults;
                ++(happened ? tally.complete : tally.untouched);
                tally.stages.insert(name);
                proxy.heal();
                if (!happened) {
                    rerun(folder, arguments);
                    ++tally.reruns;
                }
                ensure_equal(small_source(), database);
            }
        }
    }
    BOOST_TEST_MESSAGE(tally.text());
}

// Moments in the middle of a long operation, and what the program waits for then.
BOOST_AUTO_TEST_CASE(a_signal_in_the_middle_of_anything_ends_the_program_within_two_seconds) {
    struct Moment {
        char const* name;
        bool initialised;
        char const* held;     // SQL that another session runs in a transaction before the start
        Break stalled;        // without `held`: the moment when the connection falls silent
        char const* reached;  // true when the moment has come; empty: when the connection is stalled
    };
    auto const waits_for_lock =
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND "
        "application_name = 'mlflow2pg' AND wait_event_type = 'Lock'";
    auto const stall_at = [](std::vector<std::string> at) {
        Break stall;
        stall.fault = Fault::stall;
        stall.at = std::move(at);
        return stall;
    };
    std::vector<Moment> const moments{
        {"copy",
         false,
         "",
         {},
         "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query "
         "~ 'COPY \"metric[s]\"'"},
        {"index build",
         false,
         "",
         {},
         "SELECT count(*) > 0 FROM pg_stat_progress_create_index WHERE datname = current_database() AND phase LIKE "
         "'building%'"},
        {"lock wait in preflight", true, "LOCK TABLE experiments IN ACCESS EXCLUSIVE MODE", {}, waits_for_lock},
        {"lock wait in publish", true, "LOCK TABLE experiments IN ACCESS SHARE MODE", {}, waits_for_lock},
        {"line silent when connecting", false, "", stall_at({"application_name"}), ""},
        {"line silent in preflight", false, "", stall_at({"has_database_privilege"}), ""},
        {"line silent in COPY", false, "", stall_at({"COPY \"metrics\""}), ""},
        {"line silent in ANALYZE", false, "", stall_at({"ANALYZE \"metrics\""}), ""},
        {"line silent in publish", false, "", stall_at({"SET SCHEMA"}), ""},
    };
    Proxy proxy{port_of(initialised())};
    double slowest = 0;
    int number = 0;
    for (Moment const& moment : moments) {
        BOOST_TEST_CONTEXT(moment.name) {
            TestFolder folder;
            TestDatabase const database{moment.initialised ? from_initialised() : empty};
            bool const on_the_line = *moment.reached == '\0';
            std::string const& source = on_the_line || moment.initialised ? small_source() : large_source();
            std::string const before = seen_by_mlflow(database);
            pqxx::connection other{database.uri()};
            std::optional<pqxx::work> holding{other};
            holding->exec(fmt::format("SELECT 1; {}", moment.held));
            proxy.heal();
            if (on_the_line) proxy.arm(moment.stalled);
            std::string const arguments =
                fmt::format("migrate '{}' '{}' --jobs 2", source, target(database, on_the_line ? &proxy : nullptr));
            Program program{folder, arguments};
            pqxx::connection watching{database.uri()};
            BOOST_TEST_REQUIRE(comes_true([&] {
                if (on_the_line) return proxy.broken();
                return pqxx::nontransaction{watching}.exec(moment.reached)[0][0].as<bool>();
            }));
            std::this_thread::sleep_for(20ms);
            int const signal = ++number % 2 == 0 ? SIGINT : SIGTERM;
            Clock::time_point const sent = Clock::now();
            program.send(signal);
            int const code = program.exit_within(60s).value_or(-1);
            double const seconds = std::chrono::duration<double>(Clock::now() - sent).count();
            slowest = std::max(slowest, seconds);
            BOOST_TEST(code == (signal == SIGINT ? 130 : 143), written(folder));
            BOOST_TEST(seconds < 2 + slack);
            BOOST_TEST(file_content(folder.file("stderr")).find("error: interrupted") != std::string::npos);
            if (!on_the_line) BOOST_TEST(comes_true([&] { return is_idle(database); }, 1s));
            holding.reset();
            BOOST_TEST(seen_by_mlflow(database) == before);
            proxy.heal();
            rerun(folder, arguments);
            ensure_equal(source, database);
        }
    }
    BOOST_TEST_MESSAGE(fmt::format("signals: {} moments, the slowest end took {:.2f} s", moments.size(), slowest));
}

BOOST_AUTO_TEST_CASE(a_server_that_stands_still_in_the_middle_of_rows_is_waited_for) {
    TestFolder folder;
    TestDatabase const database;
    // One row is enough: the connection is full long before the server continues.
    database.query(
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.step = 1000 AND NEW.key = 'k0' AND "
        "NEW.run_uuid = 'r1' THEN PERFORM pg_sleep(5); END IF; RETURN NEW; END $$; " +
        trigger_while_metrics_load("slow"));
    Program program{
        folder, fmt::format("migrate '{}' '{}'", large_source(), target(database, nullptr, "tcp_user_timeout=1000"))};
    BOOST_TEST(program.exit_within(60s).value_or(-1) == 0, written(folder));
    BOOST_TEST(is_complete(database));
}

BOOST_AUTO_TEST_CASE(the_second_signal_ends_the_program_at_once) {
    TestFolder folder;
    TestDatabase const database;
    Proxy proxy{port_of(database)};
    Break stall;
    stall.fault = Fault::stall;
    stall.at = {"COPY \"metrics\""};
    proxy.arm(stall);
    Program program{folder, fmt::format("migrate '{}' '{}'", small_source(), target(database, &proxy))};
    BOOST_TEST_REQUIRE(comes_true([&] { return proxy.broken(); }));
    // After the first signal, the program waits a while for the server's answer to the cancellation.
    program.send(SIGINT);
    std::this_thread::sleep_for(100ms);
    Clock::time_point const sent = Clock::now();
    program.send(SIGTERM);
    int const code = program.exit_within(60s).value_or(-1);
    BOOST_TEST((code == 130 || code == 143), code);
    BOOST_TEST((Clock::now() - sent < 400ms + std::chrono::duration<double>(slack)));
}

BOOST_AUTO_TEST_CASE(signals_after_the_commit_was_sent_wait_for_its_outcome) {
    TestFolder folder;
    TestDatabase const database;
    Proxy proxy{port_of(database)};
    Break lost;
    lost.fault = Fault::close;
    lost.at = {"DROP SCHEMA mlflow2pg_staging", "COMMIT"};
    lost.at_answer = true;
    lost.away = 2s;
    proxy.arm(lost);
    Program program{folder, fmt::format("migrate '{}' '{}'", small_source(), target(database, &proxy))};
    BOOST_TEST_REQUIRE(comes_true([&] { return proxy.broken(); }));
    for (int const signal : {SIGINT, SIGTERM, SIGINT}) {
        program.send(signal);
        std::this_thread::sleep_for(50ms);
    }
    BOOST_TEST(program.exit_within(60s).value_or(-1) == 0, written(folder));
    BOOST_TEST(is_complete(database));
    BOOST_TEST(file_content(folder.file("stderr")).find("waiting for the server to tell") != std::string::npos);
    BOOST_TEST(file_content(folder.file("stdout")).starts_with("MIGRATED"));
}

BOOST_AUTO_TEST_CASE(a_hangup_stops_the_program_unless_nohup_ignores_it) {
    for (bool const ignored : {false, true}) {
        TestFolder folder;
        TestDatabase const database;
        std::string const before = seen_by_mlflow(database);
        Program program{folder, fmt::format("migrate '{}' '{}'", large_source(), target(database)),
                        ignored ? "nohup" : ""};
        BOOST_TEST_REQUIRE(
            comes_true([&] { return !database.query("SELECT to_regnamespace('mlflow2pg_staging')").empty(); }));
        program.send(SIGHUP);
        BOOST_TEST(program.exit_within(60s).value_or(-1) == (ignored ? 0 : 143), written(folder));
        BOOST_TEST((ignored ? is_complete(database) : seen_by_mlflow(database) == before));
    }
}

BOOST_AUTO_TEST_CASE(the_server_soon_notices_that_the_program_was_killed_and_a_second_run_succeeds) {
    TestFolder folder;
    TestDatabase const database;
    // In the middle of a statement that would take a minute.
    database.query(trigger_at_work(
        "slow", "CREATE INDEX", "IF current_query() LIKE '%CREATE UNIQUE INDEX%' THEN PERFORM pg_sleep(60); END IF;"));
    std::string const arguments = fmt::format("migrate '{}' '{}'", small_source(), target(database));
    Program program{folder, arguments};
    auto const sleeping = [&] {
        return database.query(
                   "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = "
                   "'PgSleep'") != "0";
    };
    BOOST_TEST_REQUIRE(comes_true(sleeping));
    program.end(SIGKILL);
    // PostgreSQL 13 cannot check whether its client is still there.
    if (database.query("SELECT count(*) FROM pg_settings WHERE name = 'client_connection_check_interval'") == "1") {
        BOOST_TEST(comes_true([&] { return is_idle(database); }));
    }
    database.query("DROP EVENT TRIGGER slow");
    rerun(folder, arguments);
    ensure_equal(small_source(), database);
}

BOOST_AUTO_TEST_CASE(a_rehearsals_own_server_leaves_nothing_behind_after_a_signal) {
    TestFolder folder;
    shell("chmod 755 " + folder.file(""));
    auto const server_folder = [&]() -> std::string {
        for (auto const& entry : std::filesystem::directory_iterator{folder.file("")}) {
            if (entry.is_directory()) return entry.path().string();
        }
        return "";
    };
    auto const there = [&](char const* file) {
        std::string const made = server_folder();
        return !made.empty() && std::filesystem::exists(made + "/" + file);
    };
    auto const loading = [&] {
        if (!there(".s.PGSQL.5432")) return false;
        try {
            pqxx::connection server{fmt::format("host={} user=mlflow2pg dbname=postgres", server_folder())};
            return pqxx::nontransaction{server}
                .exec("SELECT to_regclass('mlflow2pg_staging.metrics') IS NOT NULL")[0][0]
                .as<bool>();
        } catch (pqxx::failure const&) {
            return false;  // it is starting
        }
    };
    struct Moment {
        char const* name;
        std::function<bool()> reached;
    };
    std::vector<Moment> const moments{{"initdb", [&] { return there("data/PG_VERSION"); }},
                                      {"start", [&] { return there("data/postmaster.pid"); }},
                                      {"load", loading}};
    for (Moment const& moment : moments) {
        BOOST_TEST_CONTEXT(moment.name) {
            Program program{folder, fmt::format("migrate --dry-run '{}'", large_source()),
                            fmt::format("-u PGHOST -u PGDATABASE TMPDIR='{}'", folder.file(""))};
            BOOST_TEST_REQUIRE(comes_true(moment.reached), written(folder));
            BOOST_TEST(program.end(SIGINT) == 130, written(folder));
            BOOST_TEST(shell("ls " + folder.file("")) == "stderr\nstdout\n", shell("ls " + folder.file("") + "/*"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_statement_that_an_administrator_cancels_is_told_with_what_to_look_at) {
    TestFolder folder;
    TestDatabase const database;
    std::string const before = seen_by_mlflow(database);
    std::string const arguments = fmt::format("migrate '{}' '{}'", large_source(), target(database));
    Program program{folder, arguments};
    pqxx::connection other{database.uri()};
    BOOST_TEST_REQUIRE(comes_true([&] {
        return pqxx::nontransaction{other}
            .exec(
                "SELECT coalesce(bool_or(pg_cancel_backend(pid)), false) FROM pg_stat_progress_create_index WHERE "
                "datname = current_database()")[0][0]
            .as<bool>();
    }));
    BOOST_TEST(program.exit_within(60s).value_or(-1) == 6);
    BOOST_TEST(file_content(folder.file("stderr")).find("statement_timeout") != std::string::npos);
    BOOST_TEST(seen_by_mlflow(database) == before);
    rerun(folder, arguments);
}

BOOST_AUTO_TEST_CASE(a_lock_that_is_not_given_up_is_told_and_the_target_stays) {
    TestFolder folder;
    TestDatabase const database{from_initialised()};
    std::string const before = seen_by_mlflow(database);
    std::string const arguments = fmt::format("migrate '{}' '{}'", small_source(),
                                              target(database, nullptr, "options=-c%20lock_timeout%3D300ms"));
    {
        pqxx::connection other{database.uri()};
        pqxx::work holding{other};
        holding.exec("LOCK TABLE experiments IN ACCESS SHARE MODE");
        BOOST_TEST(Program(folder, arguments).exit_within(60s).value_or(-1) == 6);
        std::string const told = file_content(folder.file("stderr"));
        BOOST_TEST(told.find("lock timeout") != std::string::npos, told);
        BOOST_TEST(told.find("MLflow's tables are in use by session ") != std::string::npos, told);
        BOOST_TEST(told.find("next: wait for their end, or end them:") != std::string::npos, told);
        BOOST_TEST(told.find("SELECT pg_terminate_backend(") != std::string::npos, told);
    }
    BOOST_TEST(seen_by_mlflow(database) == before);
    rerun(folder, arguments);
}

BOOST_AUTO_TEST_CASE(limits_and_roles_of_the_server_are_told_with_what_to_do_and_the_target_stays) {
    Server server;
    server.start("-c max_connections=12 -c superuser_reserved_connections=3 -c temp_file_limit=64");
    TestDatabase const database{server.uri(), empty};
    database.query("CREATE ROLE mover LOGIN CONNECTION LIMIT 1; GRANT ALL ON SCHEMA public TO mover");
    database.query(fmt::format("GRANT CREATE ON DATABASE {} TO mover", database.name()));
    std::string const before = seen_by_mlflow(database);
    auto const expect_failure = [&](std::string const& uri, std::string const& words, std::string const& next) {
        TestFolder folder;
        std::string const arguments = fmt::format("migrate '{}' '{}' --jobs 2", large_source(), uri);
        BOOST_TEST(Program(folder, arguments).exit_within(60s).value_or(-1) == 6);
        std::string const told = file_content(folder.file("stderr"));
        BOOST_TEST(told.find(words) != std::string::npos, told);
        if (!next.empty()) BOOST_TEST(told.find("next: " + next) != std::string::npos, told);
        BOOST_TEST(seen_by_mlflow(database) == before);
    };
    std::string const mover = database.uri_as("mover");
    std::string const end_others = "end other sessions, or raise";
    expect_failure(mover, "too many connections for role", end_others);
    expect_failure(mover, "ALTER ROLE mover CONNECTION LIMIT", end_others);
    database.query(
        fmt::format("ALTER ROLE mover CONNECTION LIMIT -1; ALTER DATABASE {} CONNECTION LIMIT 1", database.name()));
    expect_failure(mover, "too many connections for database", end_others);
    expect_failure(mover, fmt::format("ALTER DATABASE {} CONNECTION LIMIT", database.name()), end_others);
    database.query(fmt::format("ALTER DATABASE {} CONNECTION LIMIT -1", database.name()));
    {
        std::vector<std::unique_ptr<pqxx::connection>> taken;
        for (int i = 0; i < 9; ++i) {
            std::string uri = server.uri();
            try {
                taken.push_back(std::make_unique<pqxx::connection>(uri.replace(uri.find("postgres@"), 8, "mover")));
            } catch (pqxx::failure const&) {
                break;
            }
        }
        expect_failure(mover, "remaining connection slots", "no connection is left: end other sessions");
    }
    // The keys are sorted in files, and a role without special rights may use 64 kB for these.
    expect_failure(mover, "temp_file_limit", "as a superuser, raise it for the migration");
    // For a table the disk is full once the table has 3 MB.
    database.query("DROP SCHEMA IF EXISTS mlflow2pg_staging CASCADE");
    database.query("CHECKPOINT");  // recovery would meet the limit, too
    server.stop();
    server.start("", 3 * 1024 * 1024 + 512);
    // From PostgreSQL 16 on, a file that grows by a large amount meets the limit elsewhere, and that error has no code
    // of its own.
    bool const has_code = std::stoi(database.query("SHOW server_version_num")) < 160000;
    expect_failure(database.uri_as("postgres"), "could not extend file",
                   has_code ? "free disk space on the server" : "");
    server.stop();
    server.start();
    {
        Server standby{server.uri()};
        standby.start();
        std::string uri = database.uri();
        std::size_t const begin = uri.rfind(':') + 1;
        uri.replace(begin, uri.rfind('/') - begin, std::to_string(standby.port()));
        expect_failure(uri, "the server is a standby", "connect to the primary");
    }
    TestFolder folder;
    rerun(folder, fmt::format("migrate '{}' '{}' --jobs 2 --restart", large_source(), database.uri()));
    ensure_equal(large_source(), database);
}

BOOST_AUTO_TEST_CASE(tls_is_verified_as_asked_and_the_password_is_seen_nowhere) {
    TestFolder keys;
    shell(fmt::format(
        "cd '{}'; exec 2>&1; set -e; "
        "for ca in ca other; do openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=$ca -days 3650 -keyout $ca.key "
        "-out $ca.crt; done; "
        "mkdir db; touch db/index.txt; echo 01 > db/serial; "
        "printf "
        "'[ca]\ndefault_ca=d\n[d]\ndatabase=db/index.txt\nserial=db/serial\nnew_certs_dir=db\ndefault_md=sha256\n"
        "policy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' > ca.conf; "
        "for name in good:30000101000000Z old:20200102000000Z; do "
        "openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout ${{name%:*}}.key -out request.csr; "
        "openssl ca -batch -config ca.conf -cert ca.crt -keyfile ca.key -startdate 20200101000000Z -enddate "
        "${{name#*:}} "
        "-in request.csr -out ${{name%:*}}.crt; done",
        keys.file("")));
    std::string const secret = "S3same %@/:'\\\"&?#99";
    std::string const encoded = "S3same%20%25%40%2F%3A%27%5C%22%26%3F%2399";
    Server server;
    for (char const* const name : {"good", "old"}) {
        server.add_file(fmt::format("{}.crt", name), file_content(keys.file(fmt::format("{}.crt", name))));
        server.add_file(fmt::format("{}.key", name), file_content(keys.file(fmt::format("{}.key", name))));
    }
    server.set_access("hostssl all mover 127.0.0.1/32 scram-sha-256\nhostnossl all mover 127.0.0.1/32 reject");
    auto const start_with = [&](std::string const& name) {
        server.stop();
        server.start(
            fmt::format("-c ssl=on -c ssl_cert_file={0}.crt -c ssl_key_file={0}.key -c log_statement=all", name));
    };
    start_with("good");
    {
        // In a separate session, so that the test itself does not write the password into the server's log.
        pqxx::connection admin{server.uri()};
        pqxx::nontransaction session{admin};
        session.exec("SET log_statement = 'none'; SET password_encryption = 'scram-sha-256'");
        session.exec("CREATE ROLE mover LOGIN SUPERUSER PASSWORD " + admin.quote(secret));
    }
    TestDatabase const database{server.uri(), empty};
    std::string const before = seen_by_mlflow(database);
    TestFolder folder;
    // A target with the given host, certificate authority, sslmode and password.
    auto const tls_target = [&](std::string const& host, std::string const& authority, std::string const& mode,
                                std::string const& with_password) {
        return fmt::format("postgresql://mover{}@{}:{}/{}?hostaddr=127.0.0.1&sslmode={}&sslrootcert={}",
                           with_password.empty() ? "" : ":" + with_password, host, server.port(), database.name(), mode,
                           keys.file(authority));
    };
    auto const ensure_secret = [&] {
        BOOST_TEST(written(folder).find("S3same") == std::string::npos);
        std::string const log = server.log();
        std::size_t const at = log.find("S3same");
        BOOST_TEST(at == std::string::npos, log.substr(at < 200 || at == std::string::npos ? 0 : at - 200, 400));
    };
    auto const expect_failure = [&](std::string const& uri, std::string const& words, std::string const& next) {
        for (char const* const format : {"text", "json"}) {
            std::string const arguments =
                fmt::format("migrate '{}' '{}' -v --json=report.json --log-format {}", small_source(), uri, format);
            int const exit_code = Program(folder, arguments).exit_within(60s).value_or(-1);
            std::string const told = file_content(folder.file("stderr"));
            BOOST_TEST(exit_code == 6, exit_code << ": " << told);
            BOOST_TEST(told.find(words) != std::string::npos, told);
            BOOST_TEST(told.find(next) != std::string::npos, told);
            ensure_secret();
        }
        BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'mlflow2pg_staging'") == "0");
    };
    std::string const check_tls = "check sslmode and sslrootcert";
    expect_failure(tls_target("elsewhere.example", "ca.crt", "verify-full", encoded), "does not match host name",
                   check_tls);
    expect_failure(tls_target("localhost", "other.crt", "verify-full", encoded), "certificate verify failed",
                   check_tls);
    expect_failure(tls_target("localhost", "none.crt", "verify-full", encoded), "does not exist", check_tls);
    expect_failure(tls_target("localhost", "ca.crt", "disable", encoded), "pg_hba.conf rejects connection",
                   "try sslmode=require");
    expect_failure(tls_target("localhost", "ca.crt", "verify-full", "S3same"), "password authentication failed",
                   "check user, password");
    expect_failure(tls_target("localhost", "ca.crt", "verify-full", ""), "no password supplied", "Set PGPASSWORD");
    BOOST_TEST(seen_by_mlflow(database) == before);
    {
        Program program{folder, fmt::format("migrate '{}' '{}' -v -v --json=report.json --jobs 2", large_source(),
                                            tls_target("localhost", "ca.crt", "verify-full", encoded))};
        BOOST_TEST_REQUIRE(comes_true([&] {
            return database.query(
                       "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND query ~ "
                       "'COPY \"metric[s]\"'") == "t";
        }));
        BOOST_TEST(shell("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -ao 'S3[s]ame' | head -1") == "");
        BOOST_TEST(database.query("SELECT count(*) FROM pg_stat_activity JOIN pg_stat_ssl USING (pid) WHERE usename = "
                                  "'mover' AND NOT ssl") == "0");
        BOOST_TEST(database.query("SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                                  "concat(application_name, query) LIKE '%S3' || 'same%'") == "0");
        BOOST_TEST(program.exit_within(60s).value_or(-1) == 0, written(folder));
        ensure_secret();
        BOOST_TEST(is_complete(database));
    }
    // The same password from the other places that libpq knows.
    auto const in_shell = [](std::string text) {
        for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 4) text.replace(at, 1, "'\\''");
        return "'" + text + "'";
    };
    auto const escaped = [&](std::string_view special) {
        std::string text;
        for (char const character : secret) {
            if (special.find(character) != std::string_view::npos) text.push_back('\\');
            text.push_back(character);
        }
        return text;
    };
    write_file(folder.file("pgpass"), fmt::format("*:*:*:mover:{}\n", escaped(":\\")));
    shell("chmod 600 " + folder.file("pgpass"));
    std::string const without = tls_target("localhost", "ca.crt", "verify-full", "");
    std::string const keywords = fmt::format(
        "host=localhost hostaddr=127.0.0.1 port={} dbname={} user=mover sslmode=verify-full sslrootcert={} "
        "password='{}'",
        server.port(), database.name(), keys.file("ca.crt"), escaped("'\\"));
    struct Place {
        std::string uri;
        std::string environment;
    };
    for (Place const& place : {Place{without, "PGPASSWORD=" + in_shell(secret)},
                               Place{without, "PGPASSFILE=" + folder.file("pgpass")}, Place{keywords, ""}}) {
        std::string const arguments =
            fmt::format("verify '{}' {} -v --json=report.json", large_source(), in_shell(place.uri));
        BOOST_TEST(Program(folder, arguments, place.environment).exit_within(60s).value_or(-1) == 0, written(folder));
        ensure_secret();
    }
    start_with("old");
    expect_failure(tls_target("localhost", "ca.crt", "verify-full", encoded), "certificate verify failed", check_tls);
    server.stop();
    server.start();
    expect_failure(tls_target("localhost", "ca.crt", "verify-full", encoded), "does not support SSL",
                   "the server has no TLS");
}

BOOST_AUTO_TEST_SUITE_END()
