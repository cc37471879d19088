// SPDX-License-Identifier: Apache-2.0
#include "source/snapshot.hpp"

#include <fmt/format.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "files.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "source/source.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

namespace fs = std::filesystem;

// One commit of the writer: it makes the same change at both ends of the file.
constexpr char const* a_commit = "BEGIN IMMEDIATE; UPDATE first SET a = a + 1; UPDATE last SET a = a + 1; COMMIT";

// A small source that is some MB larger.
void create_source_of(std::string const& file, int megabytes) {
    create_small_source(file);
    execute(file, fmt::format("CREATE TABLE first (a); INSERT INTO first VALUES (0); CREATE TABLE blobs (a); "
                              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
                              "INSERT INTO blobs SELECT zeroblob(1000000) FROM n; "
                              "CREATE TABLE last (a); INSERT INTO last VALUES (0)",
                              megabytes));
}

// Runs a statement again and again while the object exists.
class Writer {
public:
    Writer(std::string const& file, std::string const& statement, std::chrono::milliseconds pause)
        : thread_{[this, file, statement, pause] {
              Sqlite const writer{file, Sqlite::Mode::read_write, 60'000};
              writer.execute("PRAGMA synchronous = OFF; PRAGMA cache_size = 10");
              while (!done_) {
                  writer.execute(statement);
                  ++times_;
                  std::this_thread::sleep_for(pause);
              }
          }} {
        while (times_ == 0) std::this_thread::yield();
    }
    explicit Writer(std::string const& file) : Writer{file, a_commit, std::chrono::milliseconds{0}} {}
    ~Writer() {
        done_ = true;
        thread_.join();
    }
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

private:
    std::atomic<bool> done_{false};
    std::atomic<int> times_{0};
    std::thread thread_;
};

class Variable {
public:
    Variable(char const* name, std::string const& value) : name_{name} { setenv(name, value.c_str(), 1); }
    ~Variable() { unsetenv(name_); }
    Variable(Variable const&) = delete;
    Variable& operator=(Variable const&) = delete;

private:
    char const* name_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(snapshot_tests)

BOOST_AUTO_TEST_CASE(a_look_keeps_no_writer_waiting_and_sees_the_rows_of_one_moment) {
    for (char const* const journal_mode : {"DELETE", "TRUNCATE", "PERSIST", "WAL"}) {
        BOOST_TEST_CONTEXT(journal_mode) {
            TestFolder folder;
            std::string const file = folder.file("m.db");
            create_source_of(file, 2);
            Sqlite const writer{file, Sqlite::Mode::read_write, 1};
            writer.execute(fmt::format("PRAGMA journal_mode = {}", journal_mode));
            Source source{file, Source::Hold::look};
            Sqlite const early = source.reader();
            BOOST_TEST(early.integer("SELECT count(*) FROM first WHERE a > 0") == 0);
            BOOST_TEST(!source.changed());
            BOOST_CHECK_NO_THROW(writer.execute(a_commit));
            BOOST_TEST(early.integer("SELECT count(*) FROM first WHERE a > 0") == 0);
            BOOST_TEST(source.changed());
            BOOST_TEST(source.reader().integer("SELECT count(*) FROM first WHERE a > 0") == 0,
                       "all readers see the same");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_snapshot_that_is_made_while_others_commit_is_whole) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source_of(file, 20);
    Writer const writer{file};
    for (int round = 0; round < 3; ++round) {
        Source const source{file, Source::Hold::look};
        Sqlite const reader = source.reader();
        BOOST_TEST(reader.integer("SELECT a FROM first") == reader.integer("SELECT a FROM last"));
        BOOST_TEST(reader.text("PRAGMA integrity_check").value_or("") == "ok");
    }
}

BOOST_AUTO_TEST_CASE(what_another_connection_writes_and_takes_back_is_in_no_snapshot) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source_of(file, 60);
    // The change exceeds the writer's cache, so it is in the file for a while, under a lock. Copying takes longer than
    // the writer's pauses.
    Writer const writer{file,
                        "BEGIN IMMEDIATE; UPDATE blobs SET a = randomblob(1000000) WHERE rowid % 12 = 0; ROLLBACK",
                        std::chrono::milliseconds{20}};
    for (int round = 0; round < 8; ++round) {
        Source const source{file, Source::Hold::look};
        BOOST_TEST(source.reader().integer("SELECT count(*) FROM blobs WHERE a <> zeroblob(1000000)") == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_snapshot_has_every_byte_of_the_file_however_long_it_is) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    // Sizes below a step of 1 MB, exactly one step, and more. SQLite ignores what follows its last page.
    for (std::uintmax_t const size : {std::uintmax_t{0}, std::uintmax_t{1} << 20, (std::uintmax_t{1} << 20) + 4096}) {
        create_small_source(file);
        if (size > 0) fs::resize_file(file, size);
        Sqlite const original{file, Sqlite::Mode::read_only};
        Snapshot const snapshot{original, file};
        Sqlite const copy = snapshot.reader();
        std::vector<char> bytes(fs::file_size(file) + 1);
        BOOST_TEST(copy.file_size() == fs::file_size(file));
        BOOST_TEST(copy.read_file(0, bytes) == fs::file_size(file));
        bytes.pop_back();
        BOOST_TEST((std::string{bytes.begin(), bytes.end()} == file_content(file)));
        fs::remove(file);
    }
}

BOOST_AUTO_TEST_CASE(who_writes_without_a_pause_is_an_error_that_names_the_option_to_let_writers_wait) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source_of(file, 30);
    Writer const writer{file};
    Sqlite const reader{file, Sqlite::Mode::read_only};
    BOOST_CHECK_EXCEPTION((Snapshot{reader, file, std::chrono::milliseconds{0}}), BusyError, [](BusyError const& busy) {
        return text_of(busy.next_steps()).find("--hold-writers") != std::string::npos;
    });
    BOOST_CHECK_NO_THROW((Snapshot{reader, file, std::nullopt}));
}

BOOST_AUTO_TEST_CASE(a_snapshot_has_no_name_while_it_is_read_and_leaves_nothing) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source_of(file, 2);
    fs::create_directory(folder.file("temporary"));
    Variable const temporary{"SQLITE_TMPDIR", folder.file("temporary")};
    BOOST_TEST(folders_for_snapshots(file).front() == folder.file("temporary"));
    {
        Source const source{file, Source::Hold::look};
        BOOST_TEST(fs::is_empty(folder.file("temporary")));
        std::string const opened = shell(fmt::format("ls -l /proc/{}/fd", getpid()));
        BOOST_TEST(opened.find(folder.file("temporary/mlflow2pg-snapshot-")) != std::string::npos, opened);
        BOOST_TEST(source.reader().integer("SELECT count(*) FROM runs") == 3);
    }
    std::string const opened = shell(fmt::format("ls -l /proc/{}/fd", getpid()));
    BOOST_TEST(opened.find("mlflow2pg-snapshot-") == std::string::npos, opened);
    BOOST_TEST(fs::is_empty(folder.file("temporary")));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_passed_over) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Variable const temporary{"SQLITE_TMPDIR", folder.file("missing")};
    std::vector<std::string> const folders = folders_for_snapshots(file);
    BOOST_TEST_REQUIRE(!folders.empty());
    BOOST_TEST(folders.front() != folder.file("missing"));
    BOOST_TEST(folders.back() == fs::path{file}.parent_path().string());
    BOOST_TEST((run(options_for(Command::check, file, "")).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(without_room_for_a_copy_check_says_so_and_what_to_set) {
    if (std::system("unshare -rm true 2>/dev/null") != 0) {
        BOOST_TEST_MESSAGE("no user namespaces here: no file system can be made small");
        return;
    }
    TestFolder folder;
    create_source_of(folder.file("m.db"), 2);
    // All writable folders are too small, and the source's folder cannot be written.
    std::string const errors =
        shell(fmt::format("cp '{1}' '{0}program' && unshare -rm sh -c 'mount --bind \"$0\" /mnt && mount -o "
                          "remount,bind,ro /mnt && for f in "
                          "/tmp /var/tmp; do mount -t tmpfs -o size=64k tmpfs $f || exit; done; env -u TMPDIR -u "
                          "SQLITE_TMPDIR /mnt/program "
                          "check -q /mnt/m.db' '{0}' 2>&1; echo exit $?",
                          folder.file(""), MLFLOW2PG_BINARY));
    BOOST_TEST(errors.find("no folder has room for a copy of ") != std::string::npos, errors);
    BOOST_TEST(errors.find("TMPDIR") != std::string::npos, errors);
    BOOST_TEST(errors.ends_with("exit 3\n"), errors);
}

BOOST_AUTO_TEST_CASE(check_says_that_the_source_was_written_meanwhile) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source_of(file, 20);
    Outcome const still = run(options_for(Command::check, file, ""));
    BOOST_TEST((still.code == ExitCode::done), still.error);
    BOOST_TEST(still.report.suggestions.hints.empty());
    Writer const writer{file};
    Outcome const outcome = run(options_for(Command::check, file, ""));
    BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    std::string const hints = text_of(outcome.report.suggestions.hints);
    BOOST_TEST(hints.find("the source was written meanwhile") != std::string::npos, hints);
}

BOOST_AUTO_TEST_SUITE_END()
