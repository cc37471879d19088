// What can go wrong between the program and its server, at every stage: afterwards the target is as it was or complete,
// the exit code says which, and the same command run again succeeds. MLFLOW2PG_FAULT_SEED and MLFLOW2PG_FAULT_ROUNDS
// choose other faults and more of them.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <pqxx/pqxx>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "proxy.hpp"
#include "server.hpp"
#include "support.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

std::string const password = "Sesame99";

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

// The program as a shell starts it in a folder.
class Program {
public:
    Program(TestFolder const& folder, std::string const& arguments, std::string const& environment = "") {
        std::string const command = fmt::format("cd '{}'; exec env {} '{}' {} >stdout 2>stderr", folder.file(""),
                                                environment, MLFLOW2PG_BINARY, arguments);
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
    // Nothing when it runs on; it is then killed.
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

// With a password, which the test server does not ask for and nobody may see; through the proxy when there is one.
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
        // Above the number from which a table has steps of its own.
        execute(made,
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) "
                "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n;"
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999) "
                "INSERT INTO params SELECT 'p' || i, 'v' || i, 'r1' FROM n;");
        return made;
    }();
    return file;
}

#if 0
// One whose indexes take a while.
std::string const& large_source() {
    static TestFolder const folder;
    static std::string const file = [] {
        std::string const made = folder.file("m.db");
        create_small_source(made);
        execute(made,
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399999) "
                "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), i / 21, 0 FROM n");
        return made;
    }();
    return file;
}

#endif
// What MLflow's first start leaves at the sources' revision; to be a template for targets.
TestDatabase const& initialised() {
    static TestDatabase const database;
    static bool const filled = [] {
        std::string const folder = std::string{MLFLOW2PG_ROOT} + "/schema/" + revision_2_9_2;
        shell(fmt::format("psql -qX -v ON_ERROR_STOP=1 '{}' -f {}/pre-data.sql -f {}/post-data.sql", database.uri(),
                          folder, folder));
        database.query(
            fmt::format("INSERT INTO alembic_version VALUES ('{}'); INSERT INTO experiments (experiment_id, "
                        "name, lifecycle_stage) VALUES (0, 'Default', 'active')",
                        revision_2_9_2));
        return true;
    }();
    static_cast<void>(filled);
    return database;
}

std::string from_initialised() { return "TEMPLATE " + initialised().name(); }
constexpr char const* empty = "ENCODING 'UTF8' TEMPLATE template0";

// All that MLflow can see.
std::string seen_by_mlflow(TestDatabase const& database) { return database.dump("-n public"); }

bool is_complete(TestDatabase const& database) {
    return database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "16" &&
           database.query("SELECT count(*) FROM runs") == "3";
}

#if 0
// Sessions that work on something of ours; a server may need a moment to notice that a client has gone.
bool is_idle(TestDatabase const& database) {
    return database.query(
               "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
               "application_name = 'mlflow2pg' AND state = 'active'") == "0";
}

#endif
// Everything that the program has written into the folder.
std::string written(TestFolder const& folder) {
    std::string all;
    for (char const* const name : {"stdout", "stderr", "report.json"}) all += file_content(folder.file(name));
    return all;
}

// Runs the same command again until it is not told that the broken run's sessions are still there.
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
    Outcome const verified = run(options_for(Command::verify, source, database.uri()));
    BOOST_TEST((verified.code == ExitCode::done), verified.error);
}

struct StageOfWork {
    char const* name;
    std::vector<std::string> at;
};

// By what the program sends there.
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

enum class Kind { close, reset, answer_lost, stall, terminate };
constexpr Kind kinds[] = {Kind::close, Kind::reset, Kind::answer_lost, Kind::stall, Kind::terminate};
constexpr char const* kind_names[] = {"close", "reset", "answer lost", "stall", "terminate"};

Break break_of(Kind kind, StageOfWork const& stage, TestDatabase const& database) {
    Break made;
    made.at = stage.at;
    made.fault = kind == Kind::reset ? Fault::reset : kind == Kind::stall ? Fault::stall : Fault::close;
    made.at_answer = kind == Kind::answer_lost;
    if (kind == Kind::terminate) {
        made.fault = Fault::none;
        made.also = [&database] {
            database.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'mlflow2pg'");
        };
    }
    return made;
}

// What became of all faults of a case.
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

// A migration that meets the break; whatever it leaves, a second one ends well.
int meet(Break const& met, Proxy& proxy, TestDatabase const& database, Tally& tally) {
    TestFolder folder;
    std::string const before = seen_by_mlflow(database);
    // Short, so that what is silent is soon noticed.
    std::string const arguments = fmt::format("migrate '{}' '{}' --jobs 2 --json=report.json --log-format json -v",
                                              small_source(),
                                              target(database, &proxy, "tcp_user_timeout=600&connect_timeout=2"));
    proxy.heal();
    proxy.arm(met);
    std::optional<int> const code = Program{folder, arguments}.exit_within(60s);
    BOOST_TEST_REQUIRE(code.has_value(), "the program hangs: " << file_content(folder.file("stderr")));
    std::string const all = written(folder);
    BOOST_TEST(all.find(password) == std::string::npos);
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
    proxy.heal();
    if (*code != 0) {
        rerun(folder, arguments);
        ++tally.reruns;
    }
    ensure_equal(small_source(), database);
    return *code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(faults_tests)

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_at_any_stage_leaves_the_target_untouched_or_complete) {
    std::uint64_t const seed = setting("MLFLOW2PG_FAULT_SEED", 20261121);
    std::uint64_t const rounds = setting("MLFLOW2PG_FAULT_ROUNDS", 1);
    std::mt19937_64 random{seed};
    Proxy proxy{port_of(initialised())};
    Tally tally;
    for (std::uint64_t round = 0; round < rounds; ++round) {
        std::size_t first = random() % std::size(kinds);
        for (StageOfWork const& stage : stages) {
            // Each stage meets another one of the kinds, the COMMIT all of them.
            bool const commit = stage.name == std::string_view{"commit"};
            std::size_t const last = first + (commit ? std::size(kinds) : 1);
            for (; first < last; ++first) {
                Kind const kind = kinds[first % std::size(kinds)];
                BOOST_TEST_CONTEXT("seed " << seed << ": " << kind_names[static_cast<int>(kind)] << " at "
                                           << stage.name) {
                    TestDatabase const database{random() % 2 == 0 ? empty : from_initialised()};
                    int const code = meet(break_of(kind, stage, database), proxy, database, tally);
                    // A COMMIT that the server has answered has happened, one that did not reach it has not.
                    bool const happened = commit && kind == Kind::answer_lost;
                    BOOST_TEST(code == (happened ? 0 : 6));
                    tally.stages.insert(stage.name);
                }
            }
        }
    }
    BOOST_TEST_MESSAGE(tally.text() << ", seed " << seed);
}

BOOST_AUTO_TEST_CASE(a_connection_that_breaks_at_any_byte_leaves_the_target_untouched_or_complete) {
    std::uint64_t const seed = setting("MLFLOW2PG_FAULT_SEED", 20261121);
    std::uint64_t const rounds = 8 * setting("MLFLOW2PG_FAULT_ROUNDS", 1);
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

// The server itself ends as in a crash, and is there again a second later.
BOOST_AUTO_TEST_CASE(a_server_that_crashes_and_comes_back_leaves_the_target_untouched_or_complete) {
    Server server;
    server.start();
    Proxy proxy{server.port()};
    Tally tally;
    for (StageOfWork const& stage : stages) {
        std::string const name = stage.name;
        if (name != "copy" && name != "index" && name != "publish" && name != "commit") continue;
        for (bool const at_answer : {false, true}) {
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

BOOST_AUTO_TEST_SUITE_END()
