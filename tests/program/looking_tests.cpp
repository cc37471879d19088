// SPDX-License-Identifier: Apache-2.0
// The commands that only read a source, while MLflow goes on writing to it.
#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>

#include "base/error.hpp"
#include "binary.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// 60 MB of params beside 60,000 metrics.
void create_source_of_60_mb(std::string const& file) {
    create_larger_source(file);
    execute(file,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7500) INSERT INTO params (key, "
            "value, run_uuid) SELECT 'long' || i, hex(randomblob(4000)), 'r2' FROM n");
}

struct Beside {
    int exit_code = 0;                     // the child's
    int commits = 0;                       // while it ran
    std::chrono::milliseconds longest{0};  // wait of a write
    std::optional<std::string> refused;    // the error of the first write that was not done within a second
};

// Writes one row after the other as long as the child runs, like a trainer that waits for a second at most.
Beside write_beside(pid_t child, std::string const& file) {
    static int number = 0;
    Beside beside;
    Sqlite const writer{file, Sqlite::Mode::read_write, 1000};
    writer.execute("PRAGMA synchronous = OFF");
    siginfo_t ended{};
    while (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0) {
        auto const begun = std::chrono::steady_clock::now();
        try {
            writer.execute(
                fmt::format("INSERT INTO tags (key, value, run_uuid) VALUES ('tag {}', 'x', 'r1')", ++number));
            ++beside.commits;
        } catch (BusyError const& busy) {
            if (!beside.refused) beside.refused = busy.what();
        }
        beside.longest = std::max(beside.longest, std::chrono::duration_cast<std::chrono::milliseconds>(
                                                      std::chrono::steady_clock::now() - begun));
        usleep(20'000);
    }
    beside.exit_code = exit_of(child);
    return beside;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(looking_tests)

BOOST_AUTO_TEST_CASE(no_writer_waits_for_a_second_while_a_command_looks) {
    for (char const* const journal_mode : {"DELETE", "WAL"}) {
        TestDatabase database;
        TestFolder folder;
        std::string const file = folder.file("m.db");
        create_source_of_60_mb(file);
        execute(file, fmt::format("PRAGMA journal_mode = {}", journal_mode));
        auto const look = [&](std::vector<std::string> const& command) {
            Beside const beside = write_beside(start_binary(command, folder.file("errors")), file);
            BOOST_TEST(!beside.refused,
                       command.front() << ", journal mode " << journal_mode << ": " << beside.refused.value_or(""));
            BOOST_TEST(beside.commits > 0);
            BOOST_TEST_MESSAGE(fmt::format("{}, {}: {} commits, the longest took {} ms", command.front(), journal_mode,
                                           beside.commits, beside.longest.count()));
            return static_cast<ExitCode>(beside.exit_code);
        };
        // check examines everything, and reports in the end that the file is in use.
        ExitCode const checked = look({"check", "-q", file});
        BOOST_TEST((checked == ExitCode::busy || checked == ExitCode::done), file_content(folder.file("errors")));
        BOOST_TEST((look({"migrate", "--dry-run", "-q", file, database.uri()}) == ExitCode::done),
                   file_content(folder.file("errors")));
        BOOST_TEST((look({"prepare", "-q", file, database.uri()}) == ExitCode::done),
                   file_content(folder.file("errors")));
        BOOST_TEST((look({"prepare", "-q", file, database.uri()}) == ExitCode::done),
                   file_content(folder.file("errors")));
        Outcome const migrated = run(options_for(Command::migrate, file, database.uri()));
        BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
        // Equal or not: rows that were written before verify reads are a difference.
        ExitCode const verified = look({"verify", "-q", file, database.uri()});
        BOOST_TEST((verified == ExitCode::done || verified == ExitCode::verification),
                   file_content(folder.file("errors")));
    }
}

BOOST_AUTO_TEST_SUITE_END()
