// SPDX-License-Identifier: Apache-2.0
#include "source/advice.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "base/sqlite_copy.hpp"
#include "base/text.hpp"
#include "binary.hpp"
#include "cli/addresses.hpp"
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

std::string next_step_for(std::string const& path) {
    Outcome const outcome = run(Command::check, path, "");
    BOOST_TEST((outcome.code == ExitCode::source), outcome.error);
    return outcome.next_step;
}

std::string steps_without_file(std::string const& typed) { return text_of(missing_file_steps(source_path(typed))); }

std::set<std::string> names_in(TestFolder const& folder) {
    std::set<std::string> names;
    for (fs::directory_entry const& entry : fs::directory_iterator{folder.file("")}) {
        names.insert(entry.path().filename());
    }
    return names;
}

// Runs the commands of the steps. Returns how many there were.
int follow(NextSteps const& steps) {
    int followed = 0;
    for (NextStep const& step : steps) {
        if (step.command.empty()) continue;
        shell(step.command + " 2>&1");
        ++followed;
    }
    return followed;
}

// Overwrites leaves of the table: their rows are lost, all others can be read.
void damage_leaves(std::string const& file, std::string const& table) {
    std::string const pages =
        shell(fmt::format("sqlite3 {} \"SELECT pageno FROM dbstat WHERE name = '{}' AND pagetype = 'leaf' LIMIT 2 "
                          "OFFSET 3\"",
                          shell_word(file), table));
    std::string content = file_content(file);
    std::istringstream numbers{pages};
    for (std::size_t page = 0; numbers >> page;) content.replace((page - 1) * 4096, 4096, std::string(4096, '\x55'));
    write_file(file, content);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advice_tests)

BOOST_AUTO_TEST_CASE(backups_are_listed_newest_first_and_each_is_checked) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const content = file_content(file);
    write_file(file + ".bak-20261118-020000", content);
    write_file(file + ".bak-20261120-020000", content.substr(0, content.size() / 2));
    write_file(file + ".bak-20261119-020000", "not a database at all");
    execute(folder.file("other.db"), "CREATE TABLE t (a)");
    fs::rename(folder.file("other.db"), file + ".bak-20261117-020000");
    // Backups with other names, whatever these are: the last written comes first. In WAL mode, with content that only
    // the log has.
    fs::copy_file(file, file + ".bak");
    execute(file + ".bak", "PRAGMA journal_mode = WAL");
    fs::copy_file(file, file + ".bak2? #%20");
    fs::last_write_time(file + ".bak", fs::file_time_type::clock::now() - std::chrono::hours{2});
    write_file(file + ".partial-backup-20261121-020000", content);
    std::set<std::string> const before = names_in(folder);

    std::vector<FoundBackup> const found = find_backups(file);

    std::vector<std::string> names;
    for (FoundBackup const& backup : found) names.push_back(fs::path{backup.path}.filename());
    std::vector<std::string> const expected{"m.db.bak-20261120-020000", "m.db.bak-20261119-020000",
                                            "m.db.bak-20261118-020000", "m.db.bak-20261117-020000",
                                            "m.db.bak2? #%20",          "m.db.bak"};
    BOOST_TEST(names == expected, boost::test_tools::per_element());
    std::vector<bool> whole;
    for (FoundBackup const& backup : found) whole.push_back(backup.whole);
    BOOST_TEST((whole == std::vector{false, false, true, false, true, true}));
    BOOST_TEST(found[0].findings.starts_with("damaged: "), found[0].findings);
    BOOST_TEST(found[1].findings.starts_with("not MLflow's database: "), found[1].findings);
    BOOST_TEST(found[2].findings == "revision " + revision_2_9_2 + ", 3 runs");
    BOOST_TEST(found[2].bytes == content.size());
    BOOST_TEST(found[3].findings.starts_with("not MLflow's database: "), found[3].findings);
    BOOST_TEST((names_in(folder) == before), "checking leaves nothing beside a backup");
}

BOOST_AUTO_TEST_CASE(damage_that_only_a_reading_of_all_pages_finds_makes_a_backup_unfit) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_2_9_2, 5, 200);
    std::string content = file_content(file);
    std::string const page =
        shell(fmt::format("sqlite3 '{}' \"SELECT max(pageno) FROM dbstat WHERE name = 'params' "
                          "AND pagetype = 'leaf'\"",
                          file));
    // The first byte of a page says that it is a leaf.
    content[(std::stoul(page) - 1) * 4096] = '\x03';
    write_file(file + ".bak-20261118-020000", content);
    std::vector<FoundBackup> const found = find_backups(file);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(!found[0].whole);
    BOOST_TEST(found[0].findings.starts_with("damaged: "), found[0].findings);
}

BOOST_AUTO_TEST_CASE(what_is_only_in_a_backups_write_ahead_log_counts) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "PRAGMA journal_mode = WAL");
    // Copied while a reader prevents a checkpoint.
    shell(
        fmt::format("sqlite3 '{0}' 'PRAGMA wal_autocheckpoint = 0; DELETE FROM runs WHERE rowid > 1' "
                    "'.shell cp {0} {0}.bak; cp {0}-wal {0}.bak-wal' >/dev/null",
                    file));
    std::vector<FoundBackup> const found = find_backups(file);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].findings.find("1 runs") != std::string::npos, found[0].findings);
}

BOOST_AUTO_TEST_CASE(a_missing_or_empty_file_names_the_command_that_restores_the_newest_whole_backup) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    std::string const none = next_step_for(file);
    BOOST_TEST(none ==
               fmt::format("there is no SQLite file in {}: check the path", fs::path{file}.parent_path().string()));
    std::string const backup = file + ".bak-20261118-020000";
    create_small_source(backup);
    write_file(file + ".bak-20261119-020000", "damaged");
    std::string const command = fmt::format("cp -p {} {}", backup, file);
    for (char const* const content : {"missing", ""}) {
        if (*content == '\0') write_file(file, content);
        std::string const steps = next_step_for(file);
        BOOST_TEST(steps.find(command) != std::string::npos, steps);
    }
    shell(command);
    BOOST_TEST((run(Command::check, file, "").code == ExitCode::done));
}

BOOST_AUTO_TEST_CASE(a_path_with_a_slash_too_few_or_too_many_is_told_with_the_uri_that_finds_the_file) {
    TestFolder folder;
    std::string const file = folder.file("it's.db");
    create_small_source(file);
    BOOST_TEST(steps_without_file("sqlite:///" + file.substr(1)) ==
               fmt::format("did you mean {}? A URI has four slashes before an absolute path: {}", shell_word(file),
                           shell_word("sqlite:///" + file)));
    fs::path const before = fs::current_path();
    fs::current_path(fs::path{file}.parent_path());
    std::string const relative = steps_without_file("sqlite:////it's.db");
    fs::current_path(before);
    BOOST_TEST(relative == fmt::format("did you mean {}? A URI has three slashes before a relative path: {}",
                                       shell_word("it's.db"), shell_word("sqlite:///it's.db")));
}

BOOST_AUTO_TEST_CASE(a_tilde_that_no_shell_expanded_is_told_with_the_full_path) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const home = fs::path{file}.parent_path();
    char const* const before = std::getenv("HOME");
    std::string const kept = before == nullptr ? "/" : before;
    ::setenv("HOME", home.c_str(), 1);
    std::string const words = "a shell expands ~ only at the beginning of a word and outside of quotes: write ";
    for (char const* const typed : {"~/m.db", "sqlite:///~/m.db"})
        BOOST_TEST(steps_without_file(typed) == words + file);
    for (char const* const typed : {"~/n.db", "~ann/m.db"})
        BOOST_TEST(steps_without_file(typed) == words + "the full path");
    ::setenv("HOME", kept.c_str(), 1);
}

BOOST_AUTO_TEST_CASE(damage_found_on_the_way_names_the_backup_to_restore) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    fs::copy_file(file, file + ".bak-20261118-020000");
    fs::resize_file(file, 8192);
    std::string const errors = folder.file("errors");
    BOOST_TEST(exit_of(start_binary({"check", file, "-q"}, errors)) == static_cast<int>(ExitCode::corrupt));
    BOOST_TEST(file_content(errors).find(fmt::format("cp -p {0}.bak-20261118-020000 {0}", file)) != std::string::npos,
               file_content(errors));
}

BOOST_AUTO_TEST_CASE(the_commands_for_a_damaged_file_without_a_backup_save_what_can_be_read) {
    for (char const* const journal_mode : {"DELETE", "WAL"}) {
        BOOST_TEST_CONTEXT(journal_mode) {
            TestFolder folder;
            std::string const file = folder.file("it's $HOME.db");
            create_larger_source(file);
            damage_leaves(file, "params");
            execute(file, fmt::format("PRAGMA journal_mode = {}", journal_mode));
            Sqlite{file, Sqlite::Mode::read_write}.execute("UPDATE runs SET name = 'last write'");
            Outcome const damaged = run(options_for(Command::check, file, ""));
            BOOST_TEST((damaged.code == ExitCode::corrupt), damaged.error);
            NextSteps const steps = restore_steps(file);
            BOOST_TEST(follow(steps) == 2, text_of(steps));
            BOOST_TEST(fs::exists(file + ".damaged"));
            Outcome const rescued = run(options_for(Command::check, file, ""));
            BOOST_TEST((rescued.code == ExitCode::done), rescued.error);
            Sqlite const saved{file, Sqlite::Mode::read_only};
            BOOST_TEST(saved.integer("SELECT count(*) FROM metrics") == 60'004);
            BOOST_TEST(saved.integer("SELECT count(*) FROM params") > 1000);
            BOOST_TEST(saved.integer("SELECT count(*) FROM params") < 20'003);
            BOOST_TEST(saved.text("SELECT name FROM runs").value_or("") == "last write");
        }
    }
}

BOOST_AUTO_TEST_CASE(the_commands_for_a_damaged_file_with_a_backup_leave_no_log_of_the_damaged_one_beside_it) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    fs::copy_file(file, file + ".bak-20261118-020000");
    execute(file, "PRAGMA journal_mode = WAL");
    Sqlite{file, Sqlite::Mode::read_write}.execute("UPDATE params SET value = 'later'");
    fs::resize_file(file, 8192);
    NextSteps const steps = restore_steps(file);
    BOOST_TEST(follow(steps) == 2, text_of(steps));
    BOOST_TEST(!fs::exists(file + "-wal"));
    BOOST_TEST(fs::exists(file + ".damaged-wal"));
    BOOST_TEST((run(options_for(Command::check, file, "")).code == ExitCode::done));
    BOOST_TEST(
        Sqlite(file, Sqlite::Mode::read_only).text("SELECT value FROM params WHERE key = 'depth'").value_or("") == "3");
}

// SQLite would apply them to the backup: it took rows from it, or damaged it.
BOOST_AUTO_TEST_CASE(what_a_missing_or_empty_file_left_is_moved_away_before_a_backup_takes_its_place) {
    for (char const* const left : {"-wal", "-journal"}) {
        for (bool const is_empty : {false, true}) {
            BOOST_TEST_CONTEXT(left << (is_empty ? " of an empty file" : " of a missing file")) {
                TestFolder folder;
                std::string const file = folder.file("it's.db");
                create_small_source(file + ".bak-20261118-020000");
                write_file(file + left, "what a killed writer left");
                if (is_empty) write_file(file, "");
                Outcome const refused = run(Command::check, file, "");
                BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
                for (std::string const& command : refused.commands) shell(command + " 2>&1");
                BOOST_TEST(!fs::exists(file + left));
                BOOST_TEST(file_content(file + ".damaged" + left) == "what a killed writer left");
                Outcome const restored = run(Command::check, file, "");
                BOOST_TEST((restored.code == ExitCode::done), restored.error);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_check_that_damage_ends_says_whether_the_tables_can_be_read_without_the_indexes) {
    for (bool const is_index : {true, false}) {
        BOOST_TEST_CONTEXT((is_index ? "an index" : "a table")) {
            TestFolder folder;
            std::string const file = folder.file("m.db");
            create_small_source(file);
            std::size_t const page =
                std::stoul(shell(fmt::format("sqlite3 '{}' \"SELECT rootpage FROM sqlite_schema WHERE name = '{}'\"",
                                             file, is_index ? "sqlite_autoindex_runs_1" : "runs")));
            std::string content = file_content(file);
            content.replace((page - 1) * 4096, 3000, std::string(3000, '\x55'));
            write_file(file, content);
            Ran const refused = run_binary(folder, "check --deep m.db");
            BOOST_TEST(refused.code == 5, refused.error);
            std::string const told = refused.out + refused.error;
            BOOST_TEST(told.find("check --deep") == std::string::npos, told);
            BOOST_TEST((told.find("only indexes are damaged") != std::string::npos) == is_index, told);
            if (!is_index) {
                BOOST_TEST(told.find("PRAGMA integrity_check") != std::string::npos, told);
                BOOST_TEST(told.find("btreeInitPage() returns error") != std::string::npos, told);
                continue;
            }
            shell(command_on_copy(file, "REINDEX"));
            Outcome const copied = run(Command::check, file + ".copy", "");
            BOOST_TEST((copied.code == ExitCode::done), copied.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_missing_file_without_a_backup_gets_no_command_that_would_create_it) {
    TestFolder folder;
    NextSteps const steps = restore_steps(folder.file("m.db"));
    BOOST_TEST(follow(steps) == 0, text_of(steps));
    BOOST_TEST(names_in(folder).empty());
}

BOOST_AUTO_TEST_CASE(the_commands_for_a_file_without_a_readable_row_leave_no_empty_file_in_its_place) {
    TestFolder folder;
    std::string const file = folder.file("it's.db");
    write_file(file, "SQLite format 3" + std::string(5000, '\0'));
    NextSteps const steps = restore_steps(file);
    BOOST_TEST(steps.size() == 4U, text_of(steps));
    shell(steps[1].command);
    BOOST_TEST(shell("{ " + steps[3].command + "; } 2>/dev/null || echo failed") == "failed\n");
    BOOST_TEST((names_in(folder) == std::set<std::string>{"it's.db.damaged"}));
}

BOOST_AUTO_TEST_CASE(a_rescue_does_not_replace_a_file_that_somebody_has_made_meanwhile) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    NextSteps const steps = restore_steps(file);
    shell(steps[1].command);
    write_file(file, "new");
    BOOST_TEST(shell("{ " + steps[3].command + "; } || echo failed") == "failed\n");
    BOOST_TEST(file_content(file) == "new");
}

BOOST_AUTO_TEST_CASE(a_left_over_table_beside_all_tables_of_the_revision_is_removed_in_a_copy) {
    TestFolder folder;
    std::string const file = folder.file("it's.db");
    create_small_source(file);
    execute(file, "CREATE TABLE _alembic_tmp_runs (a); CREATE TABLE _alembic_tmp_tags (a)");
    std::string const before = file_content(file);
    for (char const* const copy : {".copy", ".copy-2"}) {
        Outcome const refused = run(options_for(Command::check, file, ""));
        BOOST_TEST((refused.code == ExitCode::source), refused.error);
        BOOST_TEST_REQUIRE(refused.commands.size() == 2U, refused.next_step);
        shell(refused.commands.front());
        BOOST_TEST(refused.commands.back() == "mlflow db upgrade " + shell_word("sqlite:///" + file + copy));
        BOOST_TEST((run(options_for(Command::check, file + copy, "")).code == ExitCode::done));
    }
    BOOST_TEST((file_content(file) == before));
}

BOOST_AUTO_TEST_CASE(an_upgrade_that_has_changed_tables_is_undone_by_the_newest_backup_from_before_it) {
    for (std::string const table : {"runs", "tags"}) {
        TestFolder folder;
        std::string const file = folder.file("m.db");
        create_small_source(file);
        fs::copy_file(file, file + ".bak-20261118-020000");
        execute(file, fmt::format("ALTER TABLE {0} RENAME TO _alembic_tmp_{0}", table));
        fs::copy_file(file, file + ".bak-20261119-020000");
        Outcome const refused = run(options_for(Command::check, file, ""));
        BOOST_TEST_REQUIRE(refused.commands.size() == 3U, refused.next_step);
        // Whose runs are gone is not even taken for MLflow's.
        BOOST_TEST((refused.next_step.find("3 runs, half upgraded") == std::string::npos) == (table == "runs"),
                   refused.next_step);
        BOOST_TEST(refused.commands[0] == fmt::format("mv {0} {0}.half-upgraded", file));
        BOOST_TEST(refused.commands[1] == fmt::format("cp -p {0}.bak-20261118-020000 {0}", file));
        shell(refused.commands[0] + " && " + refused.commands[1]);
        BOOST_TEST((run(options_for(Command::check, file, "")).code == ExitCode::done));
    }
}

BOOST_AUTO_TEST_CASE(a_half_upgraded_file_without_a_backup_keeps_its_place_and_its_rows_in_a_copy) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "ALTER TABLE runs RENAME TO _alembic_tmp_runs; CREATE TABLE _alembic_tmp_tags (a)");
    Outcome const refused = run(options_for(Command::check, file, ""));
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    shell(refused.commands.front());
    Outcome const kept = run(options_for(Command::check, file + ".copy", ""));
    BOOST_TEST((kept.code == ExitCode::done), kept.error);
    BOOST_TEST(Sqlite(file + ".copy", Sqlite::Mode::read_only).integer("SELECT count(*) FROM runs") == 3);
}

BOOST_AUTO_TEST_CASE(the_command_for_a_hot_journal_rolls_back_a_copy_that_can_then_be_migrated) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    shell(
        fmt::format("sqlite3 '{0}' 'PRAGMA cache_size=1; BEGIN; UPDATE params SET value = hex(randomblob(3000)); "
                    "UPDATE metrics SET value = 3;' '.shell cp {0}-journal {0}-j; cp {0} {0}-d' >/dev/null && "
                    "mv '{0}-j' '{0}-journal' && mv '{0}-d' '{0}'",
                    file));
    Outcome const refused = run(options_for(Command::check, file, ""));
    BOOST_TEST((refused.code == ExitCode::corrupt), refused.error);
    BOOST_TEST_REQUIRE(refused.commands.size() == 1U, refused.next_step);
    std::string const before = file_content(file);
    BOOST_TEST(shell(refused.commands.front()) == "ok\n");
    BOOST_TEST((file_content(file) == before));
    std::string const copy = file + ".copy";
    BOOST_TEST((run(options_for(Command::check, copy, "")).code == ExitCode::done));
    BOOST_TEST(
        Sqlite(copy, Sqlite::Mode::read_only).text("SELECT value FROM params WHERE key = 'depth'").value_or("") == "3");
}

BOOST_AUTO_TEST_CASE(missing_rights_show_mode_and_owner_of_what_is_in_the_way) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    std::string const owner = fmt::format("owner {}:{}", geteuid(), getegid());
    struct Case {
        char const* about;
        std::string make;
        std::string words;
    };
    std::vector<Case> const cases{
        {"the file", "chmod 0200 '{0}'; chmod 0755 '{1}'", "m.db (mode 200, " + owner},
        {"its folder", "chmod 0644 '{0}'; chmod 0600 '{1}'", "(mode 600, " + owner},
        {"the folder of a database in WAL mode",
         "chmod 0755 '{1}'; sqlite3 '{0}' 'PRAGMA journal_mode = WAL' >/dev/null; chmod 0444 '{0}'; chmod 0555 '{1}'",
         "(mode 555, " + owner},
    };
    for (Case const& entry : cases) {
        BOOST_TEST_CONTEXT(entry.about) {
            shell(fmt::format(fmt::runtime(entry.make), file, folder.file("")));
            Outcome const refused = [&] {
                WithoutRights const nobody;
                return run(Command::check, file, "", no_files);
            }();
            shell(fmt::format("chmod 0755 '{}'", folder.file("")));
            BOOST_TEST((refused.code == ExitCode::source), refused.error);
            BOOST_TEST(refused.error.find(entry.words) != std::string::npos, refused.error);
            BOOST_TEST(refused.error.find("this process runs as ") != std::string::npos, refused.error);
            BOOST_TEST(refused.next_step.find("owner") != std::string::npos, refused.next_step);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_lock_without_a_visible_holder_says_where_else_to_look) {
    BOOST_TEST(unlock_steps({}).find("as root") != std::string::npos);
    BOOST_TEST(unlock_steps({{{1, "ann", "mlflow server", "-", "m.db"}}, {}}).find("stop what has it open") !=
               std::string::npos);
    for (Holders const& holders : {Holders{}, Holders{{{1, "ann", "mlflow server", "-", "m.db"}}, {}}}) {
        BOOST_TEST(unlock_steps(holders).find("Never remove its -wal") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_command_that_restores_can_be_pasted_whatever_the_path) {
    TestFolder folder;
    std::string const file = folder.file("it's $HOME.db");
    create_small_source(file + ".bak-20261118-020000");
    std::string const steps = next_step_for(file);
    std::size_t const command = steps.find("cp -p ");
    BOOST_TEST_REQUIRE(command != std::string::npos, steps);
    shell(steps.substr(command, steps.find('\n', command) - command));
    BOOST_TEST((run(Command::check, file, "").code == ExitCode::done));
}

BOOST_AUTO_TEST_SUITE_END()
