// SPDX-License-Identifier: Apache-2.0
#include "source/backup.hpp"
#include "source/partial_copy.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

namespace fs = std::filesystem;

Outcome migrate_with_backup(std::string const& file, std::string const& target, std::vector<std::string> flags = {}) {
    flags.emplace_back("--backup");
    return run(Command::migrate, file, target, flags);
}

std::vector<std::string> names_in(TestFolder const& folder, std::string const& part) {
    std::vector<std::string> names;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder.file("")}) {
        std::string const name = entry.path().filename();
        if (name.find(part) != std::string::npos) names.push_back(name);
    }
    return names;
}

std::string dump(std::string const& file) { return shell(fmt::format("sqlite3 -readonly '{}' .dump", file)); }

// A source whose backup takes long enough to be interrupted.
void create_large_source(std::string const& file) {
    create_small_source(file);
    execute(file,
            "CREATE TABLE blobs (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) "
            "INSERT INTO blobs SELECT randomblob(1000000) FROM n");
}

void wait_for_half_a_backup(TestFolder const& folder) {
    for (int attempt = 0; attempt < 20'000; ++attempt) {
        for (std::string const& name : names_in(folder, ".partial-backup-")) {
            std::error_code gone;
            std::uintmax_t const size = fs::file_size(folder.file(name), gone);
            if (!gone && size > 1'000'000) return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backup_tests)

BOOST_AUTO_TEST_CASE(the_backup_is_beside_the_source_equal_to_it_and_has_its_mode) {
    for (char const* const journal_mode : {"DELETE", "WAL"}) {
        TestFolder folder;
        TestDatabase database;
        std::string const file = folder.file("m.db");
        create_random_source(file, revision_3_18_0, 5, 20);
        execute(
            file,
            fmt::format("CREATE TABLE unknown (a PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO unknown VALUES (1, x'00');"
                        "PRAGMA user_version = 7; PRAGMA journal_mode = {}",
                        journal_mode));
        shell(fmt::format("chmod 0640 '{}'", file));
        std::string const before = file_content(file);
        Outcome const outcome = migrate_with_backup(file, database.uri());
        BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
        BOOST_TEST((file_content(file) == before));
        std::string const backup = outcome.fact("/backup/path");
        BOOST_TEST(std::regex_match(backup, std::regex{".*/m\\.db\\.bak-\\d{8}-\\d{6}"}), backup);
        BOOST_TEST(std::to_string(fs::file_size(backup)) == outcome.fact("/backup/bytes"));
        BOOST_TEST(names_in(folder, ".bak-").size() == 1U);
        BOOST_TEST(names_in(folder, ".partial-").empty());
        struct stat status {};
        BOOST_TEST(stat(backup.c_str(), &status) == 0);
        BOOST_TEST((status.st_mode & 07777U) == 0640U);
        BOOST_TEST((dump(backup) == dump(file)));
        BOOST_TEST(shell(fmt::format("sqlite3 '{}' 'PRAGMA integrity_check; PRAGMA user_version'", backup)) ==
                   "ok\n7\n");
        // The backup can be migrated and compared like the source.
        BOOST_TEST((run(Command::verify, backup, database.uri()).code == ExitCode::done));
    }
}

BOOST_AUTO_TEST_CASE(content_that_is_only_in_the_write_ahead_log_is_in_the_backup) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    {
        Sqlite const writer{file, Sqlite::Mode::read_write};
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("PRAGMA wal_autocheckpoint = 0; INSERT INTO params VALUES ('only in wal', 'x', 'r3')");
    }
    std::string const before = file_content(file);
    std::string const wal = file_content(file + "-wal");
    BOOST_TEST_REQUIRE(wal.size() > 0U);
    Outcome const outcome = migrate_with_backup(file, database.uri());
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST((file_content(file) == before));
    BOOST_TEST((file_content(file + "-wal") == wal));
    std::string const backup = outcome.fact("/backup/path");
    // The file is complete without a log: it alone is enough for a restore.
    fs::copy_file(backup, folder.file("restored.db"));
    BOOST_TEST(shell(fmt::format("sqlite3 '{}' \"SELECT count(*) FROM params WHERE key = 'only in wal'\"",
                                 folder.file("restored.db"))) == "1\n");
}

BOOST_AUTO_TEST_CASE(a_byte_of_a_row_that_did_not_get_to_the_disk_as_it_was_is_found_and_no_backup_is_left) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // quick_check sees no difference: nearly all pages hold only a part of a value.
    execute(file, "CREATE TABLE blobs (a); INSERT INTO blobs VALUES (randomblob(2000000))");
    pid_t const child = start_binary({"migrate", "--backup", file, database.uri(), "-q"}, folder.file("errors"),
                                     {std::string{"LD_PRELOAD="} + MLFLOW2PG_PRELOAD, "MLFLOW2PG_FAULT=write:flip:200",
                                      "MLFLOW2PG_FAULT_MARK=" + folder.file("mark")});
    BOOST_TEST(exit_of(child) == static_cast<int>(ExitCode::verification), file_content(folder.file("errors")));
    BOOST_TEST(fs::exists(folder.file("mark")));
    BOOST_TEST(file_content(folder.file("errors")).find("the backup is not equal to the source: table blobs, row 1") !=
               std::string::npos);
    BOOST_TEST(names_in(folder, ".bak").empty());
    BOOST_TEST(names_in(folder, ".partial").empty());
    BOOST_TEST(database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
}

BOOST_AUTO_TEST_CASE(a_rehearsal_makes_no_backup_but_says_when_none_is_possible) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Outcome const rehearsed = migrate_with_backup(file, database.uri(), {"--dry-run"});
    BOOST_TEST((rehearsed.code == ExitCode::done), rehearsed.error);
    BOOST_TEST(rehearsed.fact("/backup") == "null");
    BOOST_TEST(names_in(folder, "m.db").size() == 1U);
    shell(fmt::format("chmod 0644 '{}' && chmod 0555 '{}'", file, folder.file("")));
    WithoutRights const nobody;
    std::vector<std::string> flags = no_files;
    flags.emplace_back("--dry-run");
    BOOST_TEST((migrate_with_backup(file, database.uri(), flags).code == ExitCode::source));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_an_error_before_the_target_is_looked_at) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(fmt::format("chmod 0644 '{}' && chmod 0555 '{}'", file, folder.file("")));
    WithoutRights const nobody;
    Outcome const outcome = migrate_with_backup(file, "postgresql://nobody@127.0.0.1:1/none", no_files);
    BOOST_TEST((outcome.code == ExitCode::source), outcome.error);
    BOOST_TEST(outcome.error.find("Permission denied") != std::string::npos, outcome.error);
}

BOOST_AUTO_TEST_CASE(too_little_room_is_told_with_both_numbers_before_anything_is_written) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    // A sparse file whose header claims what it seems to have.
    constexpr std::uint64_t page = 4096;
    std::uint64_t const pages = fs::space(folder.file("")).available / page + 100'000;
    std::string header = file_content(file);
    BOOST_TEST_REQUIRE(static_cast<unsigned char>(header[16]) * 256U == page);
    for (int byte = 0; byte < 4; ++byte) header[28 + byte] = static_cast<char>(pages >> (24 - 8 * byte));
    write_file(file, header);
    fs::resize_file(file, pages * page);
    Outcome const outcome = migrate_with_backup(file, "postgresql://nobody@127.0.0.1:1/none");
    BOOST_TEST((outcome.code == ExitCode::source), outcome.error);
    BOOST_TEST(outcome.error.find(human_bytes(pages * page + (1 << 20)) + " are needed") != std::string::npos,
               outcome.error);
    BOOST_TEST(names_in(folder, "m.db").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_disk_that_fills_while_the_backup_is_written_leaves_nothing_and_the_target_untouched) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_large_source(file);
    std::string const before = database.dump();
    // The shell's file size limit, in blocks of 512 bytes, serves as a full disk.
    std::string const said =
        shell(fmt::format("cd '{}' && ulimit -f 100000 && '{}' migrate --allow-unseen m.db '{}' --backup 2>&1 "
                          "> /dev/null; echo \"exit $?\"",
                          folder.file(""), MLFLOW2PG_BINARY, database.uri()));
    BOOST_TEST(said.find("exit 3") != std::string::npos, said);
    BOOST_TEST(said.find("the backup cannot be written") != std::string::npos, said);
    BOOST_TEST(said.find("make room") != std::string::npos, said);
    BOOST_TEST(names_in(folder, "m.db").size() == 1U);
    BOOST_TEST(database.dump() == before);
}

BOOST_AUTO_TEST_CASE(a_signal_in_the_middle_of_a_backup_leaves_nothing_of_it) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_large_source(file);
    std::string const before = database.dump();
    for (int const signal : {SIGINT, SIGTERM}) {
        pid_t const child = start_binary({"migrate", file, database.uri(), "--backup"});
        wait_for_half_a_backup(folder);
        kill(child, signal);
        BOOST_TEST(exit_of(child) == (signal == SIGINT ? 130 : 143));
        BOOST_TEST(names_in(folder, "m.db").size() == 1U);
        BOOST_TEST(database.dump() == before);
    }
}

BOOST_AUTO_TEST_CASE(a_kill_in_the_middle_of_a_backup_leaves_half_a_file_that_the_next_run_names_or_removes) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_large_source(file);
    std::string const content = dump(file);
    std::string const before = database.dump();
    pid_t const child = start_binary({"migrate", file, database.uri(), "--backup"});
    wait_for_half_a_backup(folder);
    kill(child, SIGKILL);
    exit_of(child);
    BOOST_TEST(names_in(folder, ".bak-").empty());
    BOOST_TEST_REQUIRE(names_in(folder, ".partial-backup-").size() == 1U);
    BOOST_TEST(database.dump() == before);
    BOOST_TEST((dump(file) == content));
    Outcome const checked = run(Command::check, file, "");
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    BOOST_TEST(checked.fact("/partial_backups/1") == "");
    BOOST_TEST(checked.fact("/partial_backups/0") == folder.file(names_in(folder, ".partial-backup-").front()));
    BOOST_TEST(checked.text().find("is an incomplete backup") != std::string::npos);
    Outcome const migrated = migrate_with_backup(file, database.uri());
    BOOST_TEST((migrated.code == ExitCode::done), migrated.error);
    BOOST_TEST(names_in(folder, ".partial-backup-").empty());
    BOOST_TEST(names_in(folder, ".bak-").size() == 1U);
    BOOST_TEST(migrated.fact("/partial_backups") == "[]");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_is_never_overwritten) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Source const source{file, Source::Hold::writers};
    auto const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    for (int later = 0; later < 20; ++later) {
        write_file(fmt::format("{}.bak-{:%Y%m%d-%H%M%S}", file, fmt::gmtime(now + later)), "precious");
    }
    std::vector<std::string> const taken = names_in(folder, ".bak-");
    for (char const* const number : {"-2", "-3"}) BOOST_TEST(back_up(source).path.ends_with(number));
    for (std::string const& name : taken) BOOST_TEST(file_content(folder.file(name)) == "precious");
    BOOST_TEST(names_in(folder, ".partial-backup-").empty());
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_at_the_last_moment_is_not_overwritten_either) {
    TestFolder folder;
    PartialCopy const copy{folder.file("partial"), "backup", "next"};
    write_file(folder.file("taken"), "precious");
    BOOST_CHECK_EXCEPTION(
        copy.become(folder.file("taken"), PartialCopy::Existing::kept), SourceError,
        [](SourceError const& error) { return std::string{error.what()}.find("File exists") != std::string::npos; });
    BOOST_TEST(file_content(folder.file("taken")) == "precious");
}

BOOST_AUTO_TEST_CASE(a_damaged_source_gives_no_backup) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_large_source(file);
    Source const source{file, Source::Hold::writers};
    {
        // The damage is among the rows: the schema and MLflow's tables are undamaged.
        std::fstream damage{file, std::ios::in | std::ios::out | std::ios::binary};
        damage.seekp(10'000L * 4096);
        damage << std::string(20 * 4096, '\x5a');
    }
    BOOST_CHECK_THROW(back_up(source), CorruptError);
    BOOST_TEST(names_in(folder, "m.db").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_backup_and_a_seal_go_together_and_the_backup_is_not_sealed) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const content = dump(file);
    Outcome const outcome = migrate_with_backup(file, database.uri(), {"--seal"});
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    BOOST_TEST(outcome.fact("/seal/sealed") == "true");
    BOOST_TEST((dump(outcome.fact("/backup/path")) == content));
    execute(outcome.fact("/backup/path"), "DELETE FROM params");
}

BOOST_AUTO_TEST_SUITE_END()
