// SPDX-License-Identifier: Apache-2.0
#include "source/source.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <random>
#include <regex>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "binary.hpp"
#include "cli/options.hpp"
#include "commands/preflight.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/recorded_schema.hpp"
#include "random.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "source/advice.hpp"
#include "source/backup.hpp"
#include "source/integrity.hpp"
#include "source/source_facts.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// The exit code after opening the file as a migration does.
ExitCode opened(std::string const& path, std::string* message = nullptr) {
    try {
        Source const source{path, Source::Hold::writers};
        return ExitCode::done;
    } catch (Error const& error) {
        if (message != nullptr) *message = error.what();
        return error.code();
    }
}

// A source whose header has lost its freelist, so that the pages of it belong to nothing.
void create_with_unused_pages(std::string const& file) {
    create_small_source(file);
    execute(file,
            "CREATE TABLE spare AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) SELECT "
            "randomblob(5000) FROM n; DROP TABLE spare");
    std::string content = file_content(file);
    constexpr std::size_t freelist = 32;  // https://www.sqlite.org/fileformat2.html
    content.replace(freelist, 8, 8, '\0');
    write_file(file, content);
}

// Replaces an index's entries by the rows of `select`, so that the index contradicts its table, as after damage.
void replace_index(std::string const& file, std::string const& index, std::string const& columns,
                   std::string const& select) {
    execute(file,
            fmt::format("CREATE TABLE spare ({0}); CREATE INDEX spare_index ON spare ({0}); INSERT INTO spare {1}",
                        columns, select));
    shell(
        fmt::format("sqlite3 '{}' '.dbconfig defensive off' \"PRAGMA writable_schema = ON; "
                    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = "
                    "'spare_index') WHERE name = '{}'; "
                    "DELETE FROM sqlite_schema WHERE name IN ('spare_index', 'spare')\" >/dev/null",
                    file, index));
}

// As replace_index(), but every page stays in use.
void exchange_index(std::string const& file, std::string const& index, std::string const& columns,
                    std::string const& select) {
    execute(file,
            fmt::format("CREATE TABLE spare ({0}); CREATE INDEX spare_index ON spare ({0}); INSERT INTO spare {1}",
                        columns, select));
    shell(fmt::format("sqlite3 {0} '.dbconfig defensive off' {1} >/dev/null", shell_word(file),
                      shell_word(fmt::format("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT "
                                             "sum(rootpage) FROM sqlite_schema WHERE name IN ('spare_index', '{0}')) - "
                                             "rootpage WHERE name IN ('spare_index', '{0}')",
                                             index))));
}

// Writes to a table without updating its indexes, as if it had none.
void write_past_indexes(std::string const& file, std::string const& table, std::string const& sql) {
    auto const edit = [&](std::string const& statements) {
        shell(fmt::format("sqlite3 {} '.dbconfig defensive off' {} >/dev/null", shell_word(file),
                          shell_word("PRAGMA writable_schema = ON; " + statements)));
    };
    edit(
        fmt::format("CREATE TABLE kept AS SELECT rowid AS id, * FROM sqlite_schema WHERE tbl_name = '{0}'; DELETE FROM "
                    "sqlite_schema WHERE tbl_name = '{0}' AND type = 'index'; UPDATE sqlite_schema SET sql = (SELECT "
                    "'CREATE TABLE {0} (' || group_concat(name, ', ') || ')' FROM pragma_table_info('{0}')) WHERE name "
                    "= '{0}'",
                    table));
    execute(file, sql);
    edit(
        fmt::format("DELETE FROM sqlite_schema WHERE tbl_name = '{}'; INSERT INTO sqlite_schema (rowid, type, name, "
                    "tbl_name, rootpage, sql) SELECT id, type, name, tbl_name, rootpage, sql FROM kept",
                    table));
    execute(file, "DROP TABLE kept");
}

// Runs the command of the next step, and returns what check says of the copy that it makes.
Outcome checked_after(Outcome const& refused, std::string const& file) {
    BOOST_REQUIRE_MESSAGE(refused.commands.size() == 1U, refused.error + " | " + refused.next_step);
    shell(refused.commands.front());
    return run(Command::check, file + ".copy", "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(source_tests)

BOOST_AUTO_TEST_CASE(a_missing_file_is_named_and_never_created) {
    TestFolder folder;
    std::string message;
    BOOST_TEST((opened(folder.file("none.db"), &message) == ExitCode::source));
    BOOST_TEST(message.find("none.db") != std::string::npos);
    BOOST_TEST(!std::filesystem::exists(folder.file("none.db")));
}

BOOST_AUTO_TEST_CASE(what_is_no_mlflow_database_is_refused_with_a_message_of_its_own) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    struct Case {
        char const* about;
        std::function<void()> make;
        ExitCode code;
        char const* words;
    };
    std::vector<Case> const cases{
        {"empty", [&] { write_file(file, ""); }, ExitCode::source, "empty"},
        {"text", [&] { write_file(file, std::string(5000, 'x')); }, ExitCode::source, "not a SQLite database"},
        {"short", [&] { write_file(file, "SQLite format 3"); }, ExitCode::source, "not a SQLite database"},
        {"folder", [&] { std::filesystem::create_directory(file); }, ExitCode::source, "folder"},
        {"other tables", [&] { execute(file, "CREATE TABLE t (a)"); }, ExitCode::source, "alembic_version"},
        {"basic auth", [&] { execute(file, "CREATE TABLE alembic_version_auth (version_num)"); }, ExitCode::source,
         "0 rows in alembic_version_auth"},
        {"before 1.0", [&] { execute(file, "CREATE TABLE experiments (experiment_id)"); }, ExitCode::source,
         "before MLflow 1.0"},
        {"no revision",
         [&] {
             create_small_source(file);
             execute(file, "DELETE FROM alembic_version");
         },
         ExitCode::source, "0 rows"},
        {"two revisions",
         [&] {
             create_small_source(file);
             execute(file, "INSERT INTO alembic_version VALUES ('x')");
         },
         ExitCode::source, "2 rows"},
        {"half upgraded",
         [&] {
             create_small_source(file);
             execute(file, "CREATE TABLE _alembic_tmp_runs (a)");
         },
         ExitCode::source, "half upgraded"},
        {"truncated",
         [&] {
             create_small_source(file);
             std::filesystem::resize_file(file, 8192);
         },
         ExitCode::corrupt, "truncated"},
        {"hot journal",
         [&] {
             create_small_source(file);
             // A journal as a crash leaves it: the process was killed in a transaction.
             shell(
                 fmt::format("sqlite3 '{0}' 'PRAGMA cache_size=1; BEGIN; UPDATE params SET value = "
                             "hex(randomblob(3000)); "
                             "UPDATE metrics SET value = 3;' '.shell cp {0}-journal {0}-j; cp {0} {0}-d' >/dev/null && "
                             "mv '{0}-j' '{0}-journal' && mv '{0}-d' '{0}'",
                             file));
         },
         ExitCode::corrupt, "journal"},
    };
    for (Case const& entry : cases) {
        BOOST_TEST_CONTEXT(entry.about) {
            for (char const* const suffix : {"", "-journal", "-wal", "-shm"})
                std::filesystem::remove_all(file + suffix);
            entry.make();
            std::string const before = std::filesystem::is_directory(file) ? "" : file_content(file);
            std::string message;
            BOOST_TEST((opened(file, &message) == entry.code), message);
            BOOST_TEST(message.find(entry.words) != std::string::npos, message);
            BOOST_TEST(((std::filesystem::is_directory(file) ? "" : file_content(file)) == before));
        }
    }
}

BOOST_AUTO_TEST_CASE(writers_are_held_off_and_readers_are_not) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    {
        Source const source{file, Source::Hold::writers};
        BOOST_TEST(source.writers_held());
        Sqlite const other{file, Sqlite::Mode::read_write, 1};
        BOOST_CHECK_THROW(other.execute("UPDATE params SET value = 'x'"), BusyError);
        BOOST_TEST(other.integer("SELECT count(*) FROM params") == 3);
        BOOST_TEST(source.reader().integer("SELECT count(*) FROM params") == 3);
    }
    execute(file, "UPDATE params SET value = 'x'");
}

// A process that opens and closes a file a second time loses its locks on it:
// https://sqlite.org/howtocorrupt.html, 2.2.
BOOST_AUTO_TEST_CASE(no_look_at_a_held_file_lets_go_of_its_locks) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Source source{file, Source::Hold::writers};
    look_at(source);
    sha256_of(source);
    ensure_backup_possible(source);
    back_up(source);
    source.changed();
    find_local_artifacts(source, plan_for({}, source, nullptr));
    std::string const said = shell(fmt::format("sqlite3 '{}' \"UPDATE params SET value = 'x'\" 2>&1 || true", file));
    BOOST_TEST(said.find("database is locked") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(a_link_is_the_file_that_it_leads_to_with_its_write_ahead_log) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // A log whose writer was killed.
    shell(fmt::format(
        "sqlite3 '{0}' 'PRAGMA journal_mode = WAL' \"UPDATE params SET value = 'x'\" '.shell cp {0} {0}.kept && "
        "cp {0}-wal {0}-wal.kept' >/dev/null && mv '{0}.kept' '{0}' && mv '{0}-wal.kept' '{0}-wal'",
        file));
    std::filesystem::create_directory(folder.file("elsewhere"));
    std::string const link = folder.file("elsewhere/link.db");
    std::filesystem::create_symlink(file, link);
    std::string const before = file_content(file);
    std::string const log = file_content(file + "-wal");
    BOOST_TEST_REQUIRE(!log.empty());
    std::string fingerprint;
    {
        Source const source{link, Source::Hold::writers};
        BOOST_TEST(source.path() == file);
        BOOST_TEST(source.reader().integer("SELECT count(*) FROM params WHERE value = 'x'") == 3);
        fingerprint = source.fingerprint();
    }
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST((file_content(file + "-wal") == log));
    execute(file, "UPDATE params SET value = 'y' WHERE key = 'lr'");
    BOOST_TEST((Source{link, Source::Hold::look}.fingerprint() != fingerprint));
}

BOOST_AUTO_TEST_CASE(no_order_of_open_wait_commit_and_close_moves_the_write_ahead_log_into_the_file) {
    // When we open the file, compared with another connection's last action. A connection that opened it before us may
    // close it before or after we open it. If it has begun a commit, we wait for that.
    enum class Opened { after_its_close, before_its_close, before_its_commit, waiting_for_its_commit };
    for (Source::Hold const hold : {Source::Hold::look, Source::Hold::look_once, Source::Hold::writers}) {
        for (Opened const order : {Opened::after_its_close, Opened::before_its_close, Opened::before_its_commit,
                                   Opened::waiting_for_its_commit}) {
            bool const writers_wait = hold == Source::Hold::writers;
            if (order == Opened::before_its_commit && writers_wait) continue;
            BOOST_TEST_CONTEXT("hold " << static_cast<int>(hold) << ", order " << static_cast<int>(order)) {
                TestFolder folder;
                std::string const file = folder.file("m.db");
                create_small_source(file);
                execute(file, "PRAGMA journal_mode = WAL");
                std::optional<Source> source;
                auto other = std::make_unique<Sqlite>(file, Sqlite::Mode::read_write);
                other->execute("BEGIN IMMEDIATE; UPDATE params SET value = 'in the log'");
                std::thread opening;
                if (order == Opened::before_its_commit) source.emplace(file, hold);
                if (order == Opened::waiting_for_its_commit) opening = std::thread{[&] { source.emplace(file, hold); }};
                other->execute("COMMIT");
                if (order == Opened::before_its_close) source.emplace(file, hold);
                other.reset();
                if (opening.joinable()) opening.join();
                std::string const content = file_content(file);
                std::string const log = file_content(file + "-wal");
                BOOST_TEST_REQUIRE(!log.empty());
                if (order == Opened::after_its_close) source.emplace(file, hold);
                BOOST_TEST(source->reader().integer("SELECT count(*) FROM params") == 3);
                source.reset();
                BOOST_TEST((file_content(file) == content));
                BOOST_TEST((file_content(file + "-wal") == log));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(no_commit_of_ours_moves_the_write_ahead_log_into_the_file_however_large_it_is) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    std::string const content = file_content(file);
    Sqlite const writer{file, Sqlite::Mode::read_write};
    // SQLite would make a checkpoint after 1,000 pages.
    writer.execute("CREATE TABLE blobs (a); INSERT INTO blobs VALUES (zeroblob(8000000))");
    BOOST_TEST((file_content(file) == content));
}

BOOST_AUTO_TEST_CASE(no_command_moves_the_write_ahead_log_into_the_file) {
    TestDatabase database;
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    Sqlite{file, Sqlite::Mode::read_write}.execute("UPDATE params SET value = 'in the log'");
    std::string const content = file_content(file);
    std::string log = file_content(file + "-wal");
    BOOST_TEST_REQUIRE(!log.empty());
    std::filesystem::copy_file(file, file + ".bak");
    std::filesystem::copy_file(file + "-wal", file + ".bak-wal");
    auto const expect_untouched = [&](char const* about) {
        BOOST_TEST((file_content(file) == content), about);
        BOOST_TEST((file_content(file + "-wal") == log), about);
    };
    BOOST_TEST((run(options_for(Command::check, file, database.uri())).code == ExitCode::done));
    expect_untouched("check");
    BOOST_TEST(find_backups(file).size() == 1U);
    BOOST_TEST((file_content(file + ".bak") == content));
    BOOST_TEST((file_content(file + ".bak-wal") == log));
    Options options = options_for(Command::migrate, file, database.uri());
    options.backup = true;
    options.dry_run = true;
    BOOST_TEST((run(options).code == ExitCode::done));
    expect_untouched("a rehearsal");
    options.dry_run = false;
    {
        // The other connection commits while we wait for it, and closes the file before us.
        std::promise<void> begun;
        std::thread other{[&] {
            Sqlite const writer{file, Sqlite::Mode::read_write};
            writer.execute("BEGIN IMMEDIATE; UPDATE params SET value = 'in the log, too'");
            begun.set_value();
            std::this_thread::sleep_for(std::chrono::milliseconds{300});
            writer.execute("COMMIT");
        }};
        begun.get_future().wait();
        std::thread observed{[&] {
            other.join();
            log = file_content(file + "-wal");
        }};
        Outcome const outcome = run(options);
        observed.join();
        BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    }
    BOOST_TEST(database.query("SELECT count(*) FROM params WHERE value = 'in the log, too'") == "3");
    expect_untouched("migrate with a backup");
    BOOST_TEST((run(options_for(Command::verify, file, database.uri())).code == ExitCode::done));
    expect_untouched("verify");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_written_without_regard_to_locks_is_noticed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Source source{file, Source::Hold::writers};
    BOOST_CHECK_NO_THROW(source.ensure_unchanged());
    shell(fmt::format("cp '{0}' '{0}.other' && sleep 0.05 && cat '{0}.other' >'{0}'", file));
    BOOST_CHECK_THROW(source.ensure_unchanged(), BusyError);
}

BOOST_AUTO_TEST_CASE(a_write_ahead_log_that_is_written_without_regard_to_locks_is_noticed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    for (bool const has_content : {false, true}) {
        if (has_content) Sqlite{file, Sqlite::Mode::read_write}.execute("UPDATE params SET value = 'in the log'");
        Source source{file, Source::Hold::writers};
        BOOST_CHECK_NO_THROW(source.ensure_unchanged());
        shell(fmt::format("sleep 0.05; cat '{0}' >'{0}.other'; echo >>'{0}.other'; cat '{0}.other' >'{0}'",
                          file + "-wal"));
        BOOST_CHECK_THROW(source.ensure_unchanged(), BusyError);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_stays_locked_is_busy_and_its_holder_is_named) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // Another process that is in the middle of a write.
    std::string const pid =
        shell(fmt::format("{{ printf 'BEGIN EXCLUSIVE;\\n.shell touch {0}.locked\\n.shell sleep 20\\n' | sqlite3 '{0}' "
                          ">/dev/null 2>&1 & echo $!; }}",
                          file));
    shell(fmt::format("for i in $(seq 100); do [ -e '{}.locked' ] && break; sleep 0.05; done", file));
    using std::chrono::milliseconds;
    RetryLimits const impatient{milliseconds{300}, milliseconds{50}, milliseconds{20}, milliseconds{100}};
    BOOST_CHECK_EXCEPTION((Source{file, Source::Hold::writers, impatient}), BusyError, [](BusyError const& busy) {
        return std::string{busy.what()}.find("sqlite3") != std::string::npos;
    });
    shell("pkill -P " + pid.substr(0, pid.size() - 1) + "; kill " + pid.substr(0, pid.size() - 1) + "; true");
}

BOOST_AUTO_TEST_CASE(a_read_only_file_is_read_and_a_change_is_noticed) {
    // Root ignores file modes. So for root the file is put where even root cannot write; for another user a mode is
    // enough.
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Source source{file, Source::Hold::look};
    BOOST_TEST(!source.writers_held());
    BOOST_CHECK_NO_THROW(source.ensure_unchanged());
    {
        Sqlite const wal{file, Sqlite::Mode::read_only};
        BOOST_TEST(wal.integer("SELECT count(*) FROM params") == 3);
    }
    std::filesystem::rename(file, file + ".old");
    create_small_source(file);
    BOOST_CHECK_THROW(source.ensure_unchanged(), BusyError);
}

BOOST_AUTO_TEST_CASE(a_file_without_the_right_to_write_is_not_taken_for_held) {
    // SQLite then opens the file read-only, and BEGIN IMMEDIATE succeeds.
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(fmt::format("chmod 0444 '{}' && chmod 0755 '{}'", file, folder.file("")));
    {
        WithoutRights const nobody;
        Source const source{file, Source::Hold::writers};
        BOOST_TEST(!source.writers_held());
    }
}

BOOST_AUTO_TEST_CASE(a_commit_into_a_wal_database_that_is_only_looked_at_is_noticed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    Source source{file, Source::Hold::look};
    execute(file, "UPDATE params SET value = 'changed'");
    BOOST_CHECK_THROW(source.ensure_unchanged(), BusyError);
}

BOOST_AUTO_TEST_CASE(a_commit_into_a_wal_database_that_cannot_be_held_is_noticed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    Sqlite const writer{file, Sqlite::Mode::read_write};
    writer.execute("UPDATE params SET value = 'before'");
    // Everybody can read it; only the owner can write it.
    shell(fmt::format("chmod 0755 '{}' && chmod 0644 '{}'* && chmod 0666 '{}-shm'", folder.file(""), file, file));
    std::optional<Source> source;
    {
        WithoutRights const nobody;
        source.emplace(file, Source::Hold::writers);
    }
    BOOST_TEST(!source->writers_held());
    BOOST_CHECK_NO_THROW(source->ensure_unchanged());
    BOOST_CHECK_NO_THROW(source->ensure_unchanged());
    writer.execute("UPDATE params SET value = 'after'");
    BOOST_CHECK_THROW(source->ensure_unchanged(), BusyError);
    BOOST_CHECK_THROW(source->ensure_unchanged(), BusyError);
}

BOOST_AUTO_TEST_CASE(a_look_as_another_user_leaves_no_log_that_the_owner_cannot_write) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    shell(fmt::format("rm -f '{1}-wal' '{1}-shm' && chmod 0777 '{0}' && chmod 0644 '{1}'", folder.file(""), file));
    for (Source::Hold const hold : {Source::Hold::look, Source::Hold::writers}) {
        WithoutRights const nobody;
        BOOST_CHECK_THROW(Source(file, hold), SourceError);
    }
    BOOST_TEST(!std::filesystem::exists(file + "-wal"));
    BOOST_TEST(!std::filesystem::exists(file + "-shm"));
    // While MLflow has the file open, the two files are its own.
    Sqlite const writer{file, Sqlite::Mode::read_write};
    writer.execute("UPDATE params SET value = 'before'");
    shell(fmt::format("chmod 0666 '{}-shm'", file));
    WithoutRights const nobody;
    BOOST_CHECK_NO_THROW(Source(file, Source::Hold::look));
}

// A copy of the file alone lacks what is only in the log.
BOOST_AUTO_TEST_CASE(the_command_that_copies_another_users_file_copies_its_log) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    {
        Sqlite const writer{file, Sqlite::Mode::read_write};
        writer.execute("UPDATE params SET value = 'in the log'");
        shell(fmt::format("cd '{0}' && cp m.db kept.db && cp m.db-wal kept.db-wal", folder.file("")));
    }
    std::string const kept = folder.file("kept.db");
    shell(fmt::format("chmod 0777 '{}' && chmod 0644 '{}'*", folder.file(""), kept));
    NextSteps steps;
    try {
        WithoutRights const nobody;
        Source(kept, Source::Hold::look);
    } catch (SourceError const& error) {
        steps = error.next_steps();
    }
    BOOST_TEST_REQUIRE(steps.size() == 2U, text_of(steps));
    shell(fmt::format("cd '{}' && {}", folder.file(""), steps.back().command));
    std::string const copy = folder.file("mlflow2pg-copy/kept.db");
    BOOST_TEST(Sqlite(copy, Sqlite::Mode::read_only).text("SELECT value FROM params").value_or("") == "in the log");
}

BOOST_AUTO_TEST_CASE(no_commit_gets_in_while_a_file_that_cannot_be_held_is_looked_at_for_changes) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(fmt::format("chmod 0755 '{}' && chmod 0644 '{}'", folder.file(""), file));
    std::optional<Source> source;
    {
        WithoutRights const nobody;
        source.emplace(file, Source::Hold::writers);
    }
    BOOST_TEST(!source->writers_held());
    std::atomic<int> commits{0};
    std::atomic<bool> done{false};
    std::thread writing{[&] {
        Sqlite const writer{file, Sqlite::Mode::read_write, 0};
        while (!done) {
            try {
                writer.execute("UPDATE params SET value = value || 'x'");
                ++commits;
            } catch (BusyError const&) {
            }
        }
    }};
    for (int look = 0; look < 2000; ++look) source->ensure_unchanged();
    BOOST_TEST(commits == 0);
    done = true;
    source.reset();
    writing.join();
}

BOOST_AUTO_TEST_CASE(a_file_that_is_replaced_by_one_of_the_same_time_is_noticed) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::filesystem::copy_file(file, folder.file("other.db"));
    std::filesystem::last_write_time(folder.file("other.db"), std::filesystem::last_write_time(file));
    for (Source::Hold const hold : {Source::Hold::look, Source::Hold::writers}) {
        Source source{file, hold};
        shell(fmt::format("cp -p '{0}' '{1}' && mv '{1}' '{0}'", file, folder.file("replacement")));
        BOOST_CHECK_EXCEPTION(source.ensure_unchanged(), BusyError, [](BusyError const& busy) {
            return std::string{busy.what()}.find("was replaced") != std::string::npos;
        });
    }
}

BOOST_AUTO_TEST_CASE(a_commit_that_only_overwrites_the_write_ahead_log_changes_the_fingerprint) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    // After a full checkpoint the log is written from its beginning again, and keeps its size.
    Sqlite const writer{file, Sqlite::Mode::read_write};
    writer.execute(
        "CREATE TABLE filler (a); INSERT INTO filler VALUES (randomblob(100000)); PRAGMA wal_checkpoint(FULL)");
    writer.execute("UPDATE params SET value = 'one'");
    std::string const one = Source{file, Source::Hold::look}.fingerprint();
    std::string const content = file_content(file);
    auto const size = std::filesystem::file_size(file + "-wal");
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    writer.execute("UPDATE params SET value = 'two'");
    BOOST_TEST_REQUIRE((file_content(file) == content));
    BOOST_TEST_REQUIRE(std::filesystem::file_size(file + "-wal") == size);
    BOOST_TEST((Source{file, Source::Hold::look}.fingerprint() != one));
}

BOOST_AUTO_TEST_CASE(a_file_in_wal_mode_is_refused_under_a_second_name) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::filesystem::create_directory(folder.file("elsewhere"));
    std::string const link = folder.file("elsewhere/link.db");
    std::filesystem::create_hard_link(file, link);
    // In rollback-journal mode the locks protect the file under any name.
    BOOST_TEST((opened(link) == ExitCode::done));
    execute(file, "PRAGMA journal_mode = WAL");
    Sqlite{file, Sqlite::Mode::read_write}.execute("UPDATE params SET value = 'in the log'");
    Outcome const refused = run(options_for(Command::check, link, ""));
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.error.find("has 2 names (hard links), and is in WAL mode") != std::string::npos, refused.error);
    // The advice in the message helps.
    std::filesystem::remove(link);
    BOOST_TEST((opened(file) == ExitCode::done));
    std::filesystem::create_hard_link(file, link);
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    shell(fmt::format("FILE='{}'; {}", file,
                      std::regex_replace(refused.commands.front(), std::regex{"FILE"}, "\"$FILE\"")));
    BOOST_TEST((opened(link) == ExitCode::done));
    BOOST_TEST(Sqlite(link, Sqlite::Mode::read_only).text("SELECT max(value) FROM params").value_or("") ==
               "in the log");
}

BOOST_AUTO_TEST_CASE(a_file_in_wal_mode_that_is_mounted_without_its_folder_is_refused) {
    if (std::system("unshare -rm true 2>/dev/null") != 0) {
        BOOST_TEST_MESSAGE("no user namespaces here: nothing can be mounted");
        return;
    }
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    write_file(folder.file("a mount.db"), "");
    auto const check_mounted = [&] {
        return shell(
            fmt::format("unshare -rm sh -c 'mount --bind \"$1\" \"$2\" && \"$0\" check -q \"$2\"' '{}' '{}' "
                        "'{}' 2>&1; echo exit $?",
                        MLFLOW2PG_BINARY, file, folder.file("a mount.db")));
    };
    std::string const accepted = check_mounted();
    BOOST_TEST(accepted.ends_with("exit 0\n"), accepted);
    execute(file, "PRAGMA journal_mode = WAL");
    std::string const refused = check_mounted();
    BOOST_TEST(refused.find("is mounted by itself, without its folder (a bind mount), and is in WAL mode") !=
                   std::string::npos,
               refused);
    BOOST_TEST(refused.ends_with("exit 3\n"), refused);
}

BOOST_AUTO_TEST_CASE(a_file_in_wal_mode_on_a_read_only_file_system_is_refused_with_the_way_out) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(fmt::format("sqlite3 '{}' 'PRAGMA journal_mode = WAL'", file));  // leaves no -shm
    std::string const refused = shell(fmt::format(
        "unshare -rm sh -c 'mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" && \"$0\" check \"$2\"' "
        "'{}' '{}' '{}' 2>&1 >/dev/null; echo exit $?",
        MLFLOW2PG_BINARY, folder.file(""), file));
    BOOST_TEST(refused.find("is read-only: copy the file with its -wal") != std::string::npos, refused);
    BOOST_TEST(refused.find("the file's owner") == std::string::npos, refused);
    BOOST_TEST(refused.ends_with("exit 3\n"), refused);
}

BOOST_AUTO_TEST_CASE(an_index_on_a_function_or_a_collation_of_another_application_is_told) {
    for (auto const& [index, known, unknown] :
         {std::array{"upper(value)", "upper", "zorks"}, std::array{"value COLLATE nocase", "nocase", "zorks"}}) {
        TestFolder folder;
        std::string const file = folder.file("m.db");
        create_small_source(file);
        execute(file, fmt::format("CREATE INDEX i ON params ({})", index));
        write_file(folder.file("sql"), fmt::format("PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = "
                                                   "replace(sql, '{}', '{}') WHERE name = 'i';",
                                                   known, unknown));
        shell(fmt::format("sqlite3 '{}' '.dbconfig defensive off' '.read {}' > /dev/null", file, folder.file("sql")));
        for (std::string const command : {"check m.db", "migrate --dry-run m.db"}) {
            Ran const ran = run_binary(folder, command);
            BOOST_TEST(ran.code == 3, ran.out);
            BOOST_TEST(ran.error.find("a function or a collation that only its application has: drop it in a copy") !=
                           std::string::npos,
                       ran.error);
        }
        shell(fmt::format("cd '{}' && cp m.db c.db && sqlite3 c.db 'DROP INDEX i'", folder.file("")));
        BOOST_TEST(run_binary(folder, "check c.db").code == 0);
    }
}

BOOST_AUTO_TEST_CASE(no_index_is_to_be_rebuilt_that_cannot_be_copied) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::filesystem::resize_file(file, 8192);
    std::string const truncated = shell(fmt::format("'{}' check '{}' 2>&1; true", MLFLOW2PG_BINARY, file));
    BOOST_TEST(truncated.find("keep the damaged file") != std::string::npos, truncated);
    BOOST_TEST(truncated.find("REINDEX") == std::string::npos, truncated);
    create_small_source(folder.file("n.db"));
    shell(fmt::format("printf xxxx | dd of='{}' bs=1 seek=100 conv=notrunc status=none", folder.file("n.db")));
    std::string const damaged = shell(fmt::format("'{}' check '{}' 2>&1; true", MLFLOW2PG_BINARY, folder.file("n.db")));
    BOOST_TEST(damaged.find("keep the damaged file") != std::string::npos, damaged);
    BOOST_TEST(damaged.find("REINDEX") == std::string::npos, damaged);
}

BOOST_AUTO_TEST_CASE(ids_that_are_far_apart_are_not_taken_for_as_many_rows) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // Ids of 18 digits from `mlflow migrate-filestore`, and the least and greatest integer of SQLite.
    for (char const* const id :
         {"900000000000000000 - i * 100000000000000",
          "CASE i WHEN 1 THEN -9223372036854775807 WHEN 2 THEN 9223372036854775807 ELSE i END"}) {
        execute(file, fmt::format("DELETE FROM experiments; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                  "FROM n WHERE i < 6000) INSERT INTO experiments (experiment_id, name, "
                                  "artifact_location, lifecycle_stage) SELECT {}, 'e' || i, '', 'active' FROM n",
                                  id));
        Source const source{file, Source::Hold::look};
        for (SourceTable const& table : source.tables()) {
            if (table.name != "experiments") continue;
            BOOST_TEST(table.estimated_rows >= 5000);
            BOOST_TEST(static_cast<std::uint64_t>(table.estimated_rows) * static_cast<std::uint64_t>(table.row_bytes) <=
                       source.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_half_written_schema_names_every_difference) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file,
            "DROP TABLE experiment_tags; ALTER TABLE runs ADD COLUMN surprise TEXT; ALTER TABLE params "
            "RENAME COLUMN value TO val");
    Outcome const outcome = run(Command::migrate, file, database.uri());
    BOOST_TEST((outcome.code == ExitCode::source));
    for (char const* const words : {"experiment_tags is missing", "runs.surprise is unknown", "params.value is missing",
                                    "params.val is unknown"}) {
        BOOST_TEST(outcome.error.find(words) != std::string::npos, outcome.error);
    }
}

BOOST_AUTO_TEST_CASE(a_revision_between_two_releases_or_an_unknown_one_says_what_to_do) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string between;
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded && next_recorded(revision.id) != nullptr) between = revision.id;
    }
    execute(file, fmt::format("UPDATE alembic_version SET version_num = '{}'", between));
    Outcome const refused = run(Command::migrate, file, database.uri());
    BOOST_TEST((refused.code == ExitCode::source));
    BOOST_TEST(refused.next_step.find("mlflow db upgrade") != std::string::npos);
    // The upgrade to the next release may change no column, so its tables do not show that it was made.
    create_source(folder.file("next.db"), next_recorded(between)->id);
    execute(folder.file("next.db"), fmt::format("UPDATE alembic_version SET version_num = '{}'", between));
    Outcome const alike = run(Command::check, folder.file("next.db"), "");
    BOOST_TEST(alike.next_step.find("mlflow db upgrade") != std::string::npos, alike.next_step);
    // Its tables are those of a later revision: MLflow would fail to add what is there already.
    std::string early;
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded && early.empty()) early = revision.id;
    }
    execute(file, fmt::format("UPDATE alembic_version SET version_num = '{}'", early));
    Outcome const upgraded = run(Command::check, file, "");
    BOOST_TEST(upgraded.error.find("its tables are those of revision acf3f17fdcc7") != std::string::npos,
               upgraded.error);
    BOOST_TEST((checked_after(upgraded, file).code == ExitCode::done));
    execute(file, "UPDATE alembic_version SET version_num = 'fedcba987654'");
    Outcome const unknown = run(Command::migrate, file, database.uri());
    BOOST_TEST((unknown.code == ExitCode::source));
    BOOST_TEST(unknown.error.find("fedcba987654") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cut_over_is_refused_while_another_process_has_the_file_open) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const pid = shell(fmt::format("sleep 60 < '{}' > /dev/null 2>&1 & echo $!", file));
    Outcome const outcome = run(Command::migrate, file, database.uri());
    Outcome const rehearsed = run(Command::migrate, file, database.uri(), {"--dry-run"});
    shell("kill " + pid);
    BOOST_TEST((outcome.code == ExitCode::busy));
    BOOST_TEST(outcome.error.find("PID " + pid.substr(0, pid.size() - 1)) != std::string::npos, outcome.error);
    BOOST_TEST((rehearsed.code == ExitCode::done), rehearsed.error);
    BOOST_TEST(rehearsed.fact("/source/holders/1") == "");
    BOOST_TEST(rehearsed.fact("/source/holders/0/pid") + "\n" == pid);
}

BOOST_AUTO_TEST_CASE(check_lists_damage_of_an_index_and_a_migration_does_not_publish_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // The index of the primary key loses an entry. quick_check would not notice that; the second reading does.
    replace_index(file, "sqlite_autoindex_metrics_1", "key, timestamp, step, run_uuid, value, is_nan",
                  "SELECT key, timestamp, step, run_uuid, value, is_nan FROM metrics WHERE key <> 'acc'");
    std::string const before = database.dump();
    Outcome const checked = run(Command::check, file, "");
    BOOST_TEST((checked.code == ExitCode::corrupt), checked.error);
    Outcome const migrated = run(Command::migrate, file, database.uri());
    BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
    BOOST_TEST(database.dump() == before);
}

// An index that is rebuilt from rows that cannot be read would be as wrong.
BOOST_AUTO_TEST_CASE(damage_of_a_table_beside_that_of_an_index_is_not_said_to_be_of_indexes_only) {
    BOOST_TEST(is_in_indexes({"row 3 missing from index i", "wrong # of entries in index i",
                              "non-unique entry in index i", "row 3 values differ from index i"}));
    BOOST_TEST(!is_in_indexes({"row 3 missing from index i", "Tree 5 page 7: btreeInitPage() returns error code 11"}));
    BOOST_TEST(!is_in_indexes({"*** in database main ***\nPage 4: never used", "row 3 missing from index i"}));
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    NextSteps const steps = repair_steps(file, Damage::in_tables);
    BOOST_TEST(text_of(steps).find("REINDEX") == std::string::npos, text_of(steps));
}

// Only a full read of the table, or of another index, meets these contradictions; neither quick_check nor the search
// for misfits does.
BOOST_AUTO_TEST_CASE(check_is_not_ready_when_a_migration_would_find_that_an_index_contradicts_its_table) {
    std::string const index = "sqlite_autoindex_params_1";
    std::vector<std::function<void(std::string const&)>> const damages{
        [&](std::string const& file) {
            exchange_index(file, index, "key, run_uuid", "SELECT key || 'x', run_uuid FROM params");
        },
        [&](std::string const& file) {
            execute(file,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 110000) INSERT INTO "
                    "params SELECT 'p' || i, 'v', 'r1' FROM n");
            exchange_index(file, index, "key, run_uuid", "SELECT key, run_uuid FROM params WHERE key <> 'p77'");
        },
        // Neither reading of metrics uses this index.
        [&](std::string const& file) {
            execute(file, "CREATE INDEX own ON metrics (step)");
            exchange_index(file, "own", "step", "SELECT step FROM metrics UNION ALL SELECT 99");
        }};
    for (auto const& damage : damages) {
        TestFolder folder;
        TestDatabase database;
        std::string const file = folder.file("m.db");
        create_small_source(file);
        damage(file);
        BOOST_TEST(Sqlite(file, Sqlite::Mode::read_only).text("PRAGMA quick_check").value_or("") == "ok");
        for (Command const command : {Command::check, Command::migrate}) {
            Outcome const outcome = run(command, file, database.uri());
            BOOST_TEST((outcome.code == ExitCode::corrupt), outcome.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_index_whose_entry_only_looks_equal_to_its_table_is_damage) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // integrity_check finds an entry for each row, because it treats 0.0 and -0.0 as equal. Only a second reading, of
    // the table, finds the difference.
    replace_index(file, "sqlite_autoindex_metrics_1", "key, timestamp, step, run_uuid, value, is_nan",
                  "SELECT key, timestamp, step, run_uuid, iif(value = 0, -0.0, value), is_nan FROM metrics");
    BOOST_TEST(Sqlite(file, Sqlite::Mode::read_only).text("PRAGMA integrity_check(metrics)").value_or("") == "ok");
    Outcome const migrated = run(options_for(Command::migrate, file, database.uri()));
    BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
    BOOST_TEST(migrated.error.find("do not hold the same rows") != std::string::npos, migrated.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
}

// 3.18's metrics are loaded through the index of runs, and read again through the primary key.
BOOST_AUTO_TEST_CASE(damage_of_metrics_that_are_read_by_run_is_found) {
    std::string const key = "key, timestamp, step, run_uuid, value, is_nan";
    std::vector<std::function<void(std::string const&)>> const damages{
        [&](std::string const& file) {
            replace_index(file, "sqlite_autoindex_metrics_1", key,
                          "SELECT key, timestamp, step, run_uuid, iif(value = 0, -0.0, value), is_nan FROM metrics");
        },
        [&](std::string const& file) {
            replace_index(file, "index_metrics_run_uuid", "run_uuid", "SELECT run_uuid FROM metrics WHERE rowid = 1");
        },
        [](std::string const& file) {  // the run_uuid in the table itself
            std::string content = file_content(file);
            std::size_t const run = content.find("thekeyrunof");
            BOOST_TEST_REQUIRE(run != std::string::npos);
            content.replace(run, 11, "thekeyrunOf");
            write_file(file, content);
        },
    };
    for (auto const& damage : damages) {
        TestFolder folder;
        TestDatabase database;
        std::string const file = folder.file("m.db");
        create_source(file, revision_3_18_0);
        execute(file,
                "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid); "
                "INSERT INTO experiments (experiment_id, name, lifecycle_stage, workspace) VALUES (1, 'e', "
                "'active', 'default'); "
                "INSERT INTO runs (run_uuid, experiment_id, lifecycle_stage) VALUES ('runof', 1, 'active'), "
                "('runOf', 1, 'active'); INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) "
                "VALUES ('thekey', 1, 1, 'runof', 5, 0), ('b', 0.0, 1, 'runof', 1, 0)");
        damage(file);
        Outcome const migrated = run(options_for(Command::migrate, file, database.uri()));
        BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
        bool const is_counted = migrated.error.find(", its index ") != std::string::npos;
        BOOST_TEST((is_counted || migrated.error.find("do not hold the same rows") != std::string::npos),
                   migrated.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
    }
}

// Both readings of 3.18's metrics use an index, and both indexes lack a row. quick_check does not notice that.
BOOST_AUTO_TEST_CASE(a_row_that_no_index_has_is_not_lost) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, seed(), 3);
    execute(file, "CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid)");
    write_past_indexes(file, "metrics",
                       "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'lost', 1.5, 1, "
                       "run_uuid, 5, 0 FROM runs LIMIT 1");
    BOOST_TEST(Sqlite(file, Sqlite::Mode::read_only).text("PRAGMA quick_check").value_or("") == "ok");
    for (Options const& options :
         {options_for(Command::check, file, database.uri()),
          typed(Command::migrate, file, database.uri(), {"--dry-run"}),
          options_for(Command::prepare, file, database.uri()), options_for(Command::migrate, file, database.uri())}) {
        Outcome const stopped = run(options);
        BOOST_TEST((stopped.code == ExitCode::corrupt), stopped.error);
        char const* const damage = options.command == Command::check ? "missing from index" : "table metrics holds ";
        BOOST_TEST(stopped.error.find(damage) != std::string::npos, stopped.error);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
    }
    // Only check --deep reads enough to know that the rest is whole. Its further steps move the file away.
    BOOST_TEST(run(Command::check, file, "").next_step.find("mlflow2pg check --deep") != std::string::npos);
    Outcome const looked = run(Command::check, file, "", {"--deep"});
    BOOST_TEST(looked.next_step.find("check --deep") == std::string::npos, looked.next_step);
    BOOST_TEST(looked.next_step.find("only indexes are damaged") != std::string::npos, looked.next_step);
    shell(looked.commands.front());
    Options deep = options_for(Command::check, file + ".copy", "");
    deep.deep = true;
    BOOST_TEST((run(deep).code == ExitCode::done));
    Outcome const migrated = run(options_for(Command::migrate, file + ".copy", database.uri()));
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(database.query("SELECT count(*) FROM metrics WHERE key = 'lost'") == "1");
    BOOST_TEST((run(options_for(Command::verify, file, database.uri())).code == ExitCode::corrupt));
}

// If a row was written or deleted without updating an index of its table, nothing is published that differs from the
// tables.
BOOST_AUTO_TEST_CASE(no_row_is_lost_or_made_up_by_an_index_that_is_out_of_date) {
    struct Case {
        char const* table;
        std::string sql;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"metrics", "DELETE FROM metrics WHERE rowid = (SELECT min(rowid) FROM metrics)"},
             {"metrics", "INSERT INTO metrics SELECT * FROM metrics LIMIT 1"},
             {"metrics", "UPDATE metrics SET value = value + 1.5"},
             {"latest_metrics", "DELETE FROM latest_metrics"},
             {"params", "INSERT INTO params (key, value, run_uuid) SELECT 'k', 'v', run_uuid FROM runs LIMIT 1"},
             {"params", "INSERT INTO params SELECT * FROM params LIMIT 1"},
             {"params", "UPDATE params SET key = NULL WHERE rowid = (SELECT min(rowid) FROM params)"},
             {"params", "UPDATE params SET run_uuid = 'nobody' WHERE rowid = (SELECT min(rowid) FROM params)"},
             {"tags", "DELETE FROM tags WHERE rowid = (SELECT min(rowid) FROM tags)"},
             {"runs", "UPDATE runs SET run_uuid = 'another' WHERE rowid = (SELECT min(rowid) FROM runs)"},
             {"experiments", "UPDATE experiments SET name = 'another'"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            std::string const file = folder.file("m.db");
            create_random_source(file, revision_3_18_0, seed(), 3);
            write_past_indexes(file, entry.table, entry.sql);
            for (char const* const on_misfit : {"stop", "reject"}) {
                TestDatabase database;
                Outcome const migrated = run(Command::migrate, file, database.uri(), {"--on-misfit", on_misfit});
                BOOST_TEST((migrated.code == ExitCode::corrupt || migrated.code == ExitCode::data), migrated.error);
                BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
                database.query("DROP SCHEMA IF EXISTS mlflow2pg_staging CASCADE");
                Outcome const prepared = run(Command::prepare, file, database.uri());
                BOOST_TEST((prepared.code == ExitCode::corrupt || prepared.code == ExitCode::data), prepared.error);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_orphan_that_a_damaged_index_hides_is_damage) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "INSERT INTO params (key, value, run_uuid) VALUES ('lr', '0.3', 'r9')");
    replace_index(file, "sqlite_autoindex_runs_1", "run_uuid", "SELECT run_uuid FROM runs UNION ALL SELECT 'r9'");
    Outcome const migrated = run(Command::migrate, file, database.uri());
    BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
}

BOOST_AUTO_TEST_CASE(damage_within_a_row_that_only_an_index_tells_of_is_not_published) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // params has an index of key and run_uuid. The row in the table has another key than the index says.
    std::string content = file_content(file);
    std::size_t const row = content.find("depth3r1");
    BOOST_TEST_REQUIRE(row != std::string::npos);
    content.replace(row, 5, "dePth");
    write_file(file, content);
    Outcome const migrated = run(Command::migrate, file, database.uri());
    BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'params'") == "0");
}

BOOST_AUTO_TEST_CASE(damage_of_an_index_that_is_read_in_place_of_its_table_is_not_taken_for_a_misfit) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    replace_index(file, "sqlite_autoindex_metrics_1", "key, timestamp, step, run_uuid, value, is_nan",
                  "SELECT CAST(x'6CFF' AS TEXT), timestamp, step, run_uuid, value, is_nan FROM metrics");
    for (char const* const on_misfit : {"stop", "reject"}) {
        Outcome const migrated = run(Command::migrate, file, database.uri(), {"--on-misfit", on_misfit});
        BOOST_TEST((migrated.code == ExitCode::corrupt), migrated.error);
    }
}

BOOST_AUTO_TEST_CASE(a_source_whose_revision_is_wrong_is_explained_by_its_tables_and_the_command_leads_on) {
    struct Case {
        char const* sql;
        char const* words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"UPDATE alembic_version SET version_num = 'b4'", "its tables are those of revision acf3f17fdcc7"},
             {"UPDATE alembic_version SET version_num = 'f4a9b2c7d1e6'",
              "its tables are those of revision acf3f17fdcc7"},
             {"INSERT INTO alembic_version VALUES ('v3.2.0.a')", "v3.2.0.a (not known to be MLflow's)"},
             {"DELETE FROM alembic_version", "0 rows in alembic_version"},
             {"ALTER TABLE runs ADD COLUMN row_num BIGINT", "column runs.row_num is unknown"},
             {"ALTER TABLE runs ADD COLUMN \"a b\" BIGINT; UPDATE alembic_version SET version_num = 'b4'",
              "added: column runs.a b"},
         }) {
        BOOST_TEST_CONTEXT(entry.sql) {
            TestFolder folder;
            std::string const file = folder.file("it's $HOME.db");
            create_small_source(file);
            execute(file, entry.sql);
            Outcome const refused = run(Command::check, file, "");
            BOOST_TEST((refused.code == ExitCode::source), refused.error);
            BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
            Outcome const corrected = checked_after(refused, file);
            BOOST_TEST((corrected.code == ExitCode::done), corrected.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_of_another_program_that_uses_alembic_is_not_said_to_be_of_a_newer_mlflow) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    execute(file,
            "CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('v3.2.0.a'); "
            "CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name); CREATE TABLE trials (trial_id)");
    Outcome const refused = run(Command::check, file, "");
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.error.find("is not an MLflow database: its alembic_version has the revision v3.2.0.a of another "
                                  "program") != std::string::npos,
               refused.error);
    BOOST_TEST(refused.next_step.find("newer") == std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(a_source_that_lacks_a_column_of_mlflow_is_sent_back_to_its_backup) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "ALTER TABLE runs DROP COLUMN deleted_time");
    Outcome const refused = run(Command::check, file, "");
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.error.find("column runs.deleted_time is missing") != std::string::npos, refused.error);
    BOOST_TEST(refused.next_step.find("restore the backup") != std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(tables_with_all_that_the_newest_mlflow_has_may_be_of_a_newer_one) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_source(file, revision_3_18_0);
    execute(file, "UPDATE alembic_version SET version_num = 'b4'; ALTER TABLE runs ADD COLUMN newer TEXT");
    Outcome const refused = run(Command::check, file, "");
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.next_step.find("let that MLflow initialise the target") != std::string::npos, refused.next_step);
}

BOOST_AUTO_TEST_CASE(bytes_that_read_as_a_revision_are_none) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    execute(folder.file("m.db"), "UPDATE alembic_version SET version_num = CAST(version_num AS BLOB)");
    Outcome const refused = run(Command::check, folder.file("m.db"), "");
    BOOST_TEST((refused.code == ExitCode::source), refused.error);
    BOOST_TEST(refused.error.find("0 rows in alembic_version") != std::string::npos, refused.error);
}

BOOST_AUTO_TEST_CASE(a_revision_that_is_none_is_shown_and_not_obeyed) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    execute(folder.file("m.db"),
            "UPDATE alembic_version SET version_num = 'x' || char(27) || '[2J' || char(10) || 'y'");
    Outcome const refused = run(Command::check, folder.file("m.db"), "");
    BOOST_TEST((refused.code == ExitCode::source));
    BOOST_TEST(refused.error.find("is at revision x\\x1b[2J\\x0ay") != std::string::npos, refused.error);
}

BOOST_AUTO_TEST_CASE(a_revision_of_any_length_is_shown_shortened) {
    for (std::int64_t const length : {50'000, 40'000'000}) {
        TestFolder folder;
        create_small_source(folder.file("m.db"));
        execute(folder.file("m.db"),
                fmt::format("UPDATE alembic_version SET version_num = printf('%*c', {}, 'x')", length));
        Outcome const refused = run(Command::check, folder.file("m.db"), "");
        BOOST_TEST((refused.code == ExitCode::source), refused.error.substr(0, 1000));
        BOOST_TEST(refused.error.find("is at revision ") != std::string::npos, refused.error.substr(0, 1000));
        BOOST_TEST(refused.error.size() < 1000U);
    }
}

BOOST_AUTO_TEST_CASE(a_folder_in_the_place_of_a_side_file_is_named_with_the_command_that_moves_it) {
    for (char const* const mode : {"WAL", "DELETE"}) {
        for (char const* const suffix : {"-wal", "-shm", "-journal"}) {
            TestFolder folder;
            TestDatabase database;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            shell(fmt::format("sqlite3 '{}' 'PRAGMA journal_mode = {}'", file, mode));
            std::filesystem::create_directory(file + suffix);
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const outcome = run(command, file, database.uri());
                BOOST_TEST((outcome.code == ExitCode::source), outcome.error);
                BOOST_TEST(outcome.error.find(file + suffix + " is a folder") != std::string::npos, outcome.error);
                BOOST_TEST(outcome.error.find("written while") == std::string::npos, outcome.error);
                BOOST_TEST_REQUIRE(outcome.commands.size() == 1U);
                if (command == Command::migrate) shell(outcome.commands.front());
            }
            Outcome const migrated = run(Command::migrate, file, database.uri());
            BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(pages_that_no_table_uses_are_no_damage_and_check_tells_of_them) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_with_unused_pages(file);
    BOOST_TEST(Sqlite(file, Sqlite::Mode::read_only).text("PRAGMA quick_check").value_or("").find("never used") !=
               std::string::npos);
    for (std::vector<std::string> const& flags : std::vector<std::vector<std::string>>{{}, {"--deep"}}) {
        TestDatabase database;
        Outcome const checked = run(Command::check, file, database.uri(), flags);
        BOOST_TEST((checked.code == ExitCode::done), checked.error);
        BOOST_TEST(checked.text().find("belong to no table (Page ") != std::string::npos, checked.text());
    }
    TestDatabase database;
    Outcome const migrated = run(Command::migrate, file, database.uri(), {"--backup"});
    BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
    std::string const backup = migrated.fact("/backup/path");
    std::vector<FoundBackup> const backups = find_backups(file);
    BOOST_TEST_REQUIRE(backups.size() == 1U);
    BOOST_TEST(backups.front().whole, backups.front().findings);
    BOOST_TEST((run(Command::verify, backup, database.uri()).code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(pages_that_no_table_uses_hide_no_damage) {
    std::string const head = "*** in database main ***\n";
    for (char const* const line : {"Page 7 is never used", "Page 7: never used"}) {
        std::optional<UnusedPages> const unused = only_unused_pages({head + line + "\n" + line});
        BOOST_TEST_REQUIRE(unused.has_value());
        BOOST_TEST(unused->count == 2U);
        BOOST_TEST(unused->first == line);
    }
    for (char const* const line :
         {"Tree 5 page 7 cell 0: 2nd reference to page 9", "Freelist: size is 3 but should be 4",
          "Tree 5 page 7: btreeInitPage() returns error code 11", "Page 7 is never used but its rows are",
          "Page is never used", "Page 7: pointer map referenced", "row 3 missing from index i"}) {
        BOOST_TEST((!only_unused_pages({head + "Page 7 is never used\n" + line}).has_value()), line);
        BOOST_TEST((!only_unused_pages({head + "Page 7 is never used", line}).has_value()), line);
    }
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_with_unused_pages(file);
    exchange_index(file, "sqlite_autoindex_params_1", "key, run_uuid", "SELECT key || 'x', run_uuid FROM params");
    Outcome const checked = run(Command::check, file, "", {"--deep"});
    BOOST_TEST((checked.code == ExitCode::corrupt), checked.error);
    BOOST_TEST(checked.text().find("no damage") == std::string::npos, checked.text());
}

BOOST_AUTO_TEST_SUITE_END()
