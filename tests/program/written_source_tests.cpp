// SPDX-License-Identifier: Apache-2.0
// A source that is written while it is migrated: by a program that ignores locks, or where no lock can be held.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <optional>

#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "proxy.hpp"
#include "report/outline.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// The moments just before and just after the last check of the source.
std::vector<std::string> const before_the_last_look{"DROP SCHEMA mlflow2pg_staging"};
std::vector<std::string> const at_the_commit{"DROP SCHEMA mlflow2pg_staging", "COMMIT"};

int port_of(TestDatabase const& database) {
    std::string const uri = database.uri();
    return std::stoi(uri.substr(uri.rfind(':') + 1));
}

// Migrates, and does something when the proxy sees these statements on their way to the server.
Outcome migrate_and(TestDatabase const& database, std::string const& file, std::vector<std::string> const& when,
                    std::function<void()> const& something) {
    Proxy proxy{port_of(database)};
    Break moment;
    moment.at = when;
    moment.also = something;
    proxy.arm(moment);
    std::string uri = database.uri();
    std::size_t const port = uri.rfind(':') + 1;
    uri.replace(port, uri.rfind('/') - port, std::to_string(proxy.port()));
    Outcome outcome = run(Command::migrate, file, uri, no_files);
    BOOST_TEST(proxy.broken());
    return outcome;
}

void write_without_locks(std::string const& file) {
    shell(fmt::format("cat '{0}' >'{0}.other' && cat '{0}.other' >'{0}'", file));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(written_source_tests)

BOOST_AUTO_TEST_CASE(what_writes_the_source_without_a_lock_before_the_commit_undoes_the_publish) {
    TestDatabase database;
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    initialise(database, revision_2_9_2);
    std::string const before = database.dump("--schema=public");
    Outcome const outcome = migrate_and(database, file, before_the_last_look, [&] { write_without_locks(file); });
    BOOST_TEST((outcome.code == ExitCode::busy), outcome.error);
    BOOST_TEST(outcome.error.find("was written while it was read") != std::string::npos, outcome.error);
    BOOST_TEST(!outcome.report.was_published);
    BOOST_TEST(database.dump("--schema=public") == before);
}

BOOST_AUTO_TEST_CASE(a_source_that_is_replaced_before_the_commit_undoes_the_publish) {
    TestDatabase database;
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Outcome const outcome = migrate_and(database, file, before_the_last_look, [&] {
        shell(fmt::format("cp -p '{0}' '{0}.other' && mv '{0}.other' '{0}'", file));
    });
    BOOST_TEST((outcome.code == ExitCode::busy), outcome.error);
    BOOST_TEST(outcome.error.find("was replaced by another file") != std::string::npos, outcome.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
}

BOOST_AUTO_TEST_CASE(a_commit_into_a_wal_source_that_cannot_be_held_undoes_the_publish) {
    TestDatabase database;
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    Sqlite const writer{file, Sqlite::Mode::read_write};
    writer.execute("UPDATE params SET value = 'before'");
    shell(fmt::format("chmod 0755 '{0}' && chmod 0644 '{1}'* && chmod 0666 '{1}-shm'", folder.file(""), file));
    std::optional<Outcome> outcome;
    {
        WithoutRights const nobody;
        outcome.emplace(migrate_and(database, file, before_the_last_look,
                                    [&] { writer.execute("UPDATE params SET value = 'after'"); }));
    }
    BOOST_TEST((outcome->code == ExitCode::busy), outcome->error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
}

BOOST_AUTO_TEST_CASE(what_is_written_during_the_commit_is_told_although_all_is_published) {
    TestDatabase database;
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Outcome outcome = migrate_and(database, file, at_the_commit, [&] { write_without_locks(file); });
    BOOST_TEST((outcome.code == ExitCode::busy), outcome.error);
    BOOST_TEST(outcome.error.find("was written while its copy was published") != std::string::npos, outcome.error);
    BOOST_TEST(outcome.next_step.find("mlflow2pg verify") != std::string::npos, outcome.next_step);
    BOOST_TEST(outcome.next_step.find("CREATE DATABASE") != std::string::npos, outcome.next_step);
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
    BOOST_TEST(outcome.report.was_published);
    outcome.report.ending.code = outcome.code;
    outcome.report.ending.error = outcome.error;
    outcome.report.command = Command::migrate;
    BOOST_TEST(verdict(outcome.report).word == "MIGRATED, BUT");
}

BOOST_AUTO_TEST_SUITE_END()
