// What the suites share: a temporary folder, a database of the private test server, SQLite sources, and a
// migration run inside the test's process.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "commands/check.hpp"
#include "commands/discard.hpp"
#include "commands/migrate.hpp"
#include "commands/unseal.hpp"
#include "commands/verify.hpp"
#include "mlflow/recorded_schema.hpp"
#include "report/report.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg::test {

// Removed with all that is in it.
class TestFolder {
public:
    TestFolder();
    ~TestFolder();
    TestFolder(TestFolder const&) = delete;
    TestFolder& operator=(TestFolder const&) = delete;

    std::string file(std::string const& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// A database of its own on the server that MLFLOW2PG_TEST_SERVER names; scripts/with_postgres and ci/with_timescaledb
// start one. Made as users make theirs, from the server's template: with its collation, and with TimescaleDB where that
// is. Dropped at the end, with force. Throws when there is no server: nothing is skipped.
class TestDatabase {
public:
    explicit TestDatabase(std::string const& create_options = "");
    // On another server, by the URI of a database there.
    TestDatabase(std::string server, std::string const& create_options);
    ~TestDatabase();
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    std::string const& name() const { return name_; }
    std::string uri() const;
    // The same database as another user.
    std::string uri_as(std::string const& user) const;
    // Runs statements; the first column of the first row, empty when there is none.
    std::string query(std::string const& sql) const;
    // Everything in the database as pg_dump writes it: equal dumps mean that nothing was changed.
    std::string dump(std::string const& options = "") const;

private:
    std::string server_;
    std::string name_;
};

// The output of a shell command; throws when it fails.
std::string shell(std::string const& command);
std::string file_content(std::string const& path);
void write_file(std::string const& path, std::string const& content);

// An empty SQLite database with the tables that MLflow makes at a revision, keys and foreign keys included.
void create_source(std::string const& path, std::string const& revision, Store store = Store::tracking);
// The same with rows of random values in every table, whose foreign keys hold.
void create_random_source(std::string const& path, std::string const& revision, std::uint64_t seed, int rows_per_table,
                          Store store = Store::tracking);
// A small source at 2.9.2's revision: two experiments, three runs, params, tags and metrics.
void create_small_source(std::string const& path);
// The same with 60,000 metrics and 20,000 params more: tables with steps of their own.
void create_larger_source(std::string const& path);
// What MLflow's first start leaves in a target.
void initialise(TestDatabase const& database, std::string const& revision, std::string const& schema = "public",
                Store store = Store::tracking);
// The database that MLflow's recorded definitions make, dumped; rows are left out.
std::string recorded_dump(std::string const& revision, Store store = Store::tracking);
// Writes to a source the way a careless program would: no foreign keys, no checks.
void execute(std::string const& path, std::string const& sql);

struct Outcome {
    ExitCode code = ExitCode::done;
    std::string error;
    std::string next_step;
    Report report;
};

// The program itself in a process of its own, so that it can be killed. Its messages go to `errors`. environment:
// NAME=value, beside this process's own.
pid_t start_binary(std::vector<std::string> arguments, std::string const& errors = "/dev/null",
                   std::vector<std::string> environment = {});
int exit_of(pid_t child);
// The same, but a child that has not ended by then is killed, and its exit is `hung`.
inline constexpr int hung = -1;
int exit_within(pid_t child, std::chrono::seconds limit);

// What chooses the random cases of a test: MLFLOW2PG_SEED, or always the same.
std::uint64_t seed();
// How many random cases there are: the variable's value, or `usual`.
int rounds(char const* variable, int usual);

// While it lives, this process has no right to write where others may only read, also when it runs as root.
class WithoutRights {
public:
    WithoutRights();
    ~WithoutRights();
    WithoutRights(WithoutRights const&) = delete;
    WithoutRights& operator=(WithoutRights const&) = delete;
};

Options options_for(Command command, std::string const& source, std::string const& target);
// Runs the command as main does: a thrown error becomes the outcome.
Outcome run(Options const& options);

inline std::string const revision_2_9_2 = "acf3f17fdcc7";
inline std::string const revision_3_18_0 = "f4a9b2c7d1e6";

}  // namespace mlflow2pg::test
