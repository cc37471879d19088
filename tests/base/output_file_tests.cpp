// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "base/error.hpp"
#include "files.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

constexpr auto kept = OutputFile::Existing::kept;
constexpr auto replaced = OutputFile::Existing::replaced;

std::string write(std::string const& path, OutputFile::Existing existing, std::string const& content) {
    OutputFile file{"--rejects ", path, existing};
    file.write(content);
    file.finish();
    return file.finished();
}

std::string refusal(std::string const& path) {
    try {
        OutputFile const file{"--rejects ", path, kept};
        return "taken";
    } catch (UsageError const& error) {
        BOOST_TEST(text_of(error.next_steps()) == "name a file in a folder that can be written: --rejects FILE");
        return error.what();
    }
}

unsigned mode(std::string const& path) {
    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(output_file_tests)

BOOST_AUTO_TEST_CASE(a_file_that_exists_is_kept_and_the_new_one_has_a_number) {
    TestFolder folder;
    std::string const path = folder.file("m.db.rejects.jsonl");
    write_file(path, "older");
    BOOST_TEST(write(path, kept, "second") == folder.file("m.db.rejects-2.jsonl"));
    BOOST_TEST(write(path, kept, "third") == folder.file("m.db.rejects-3.jsonl"));
    BOOST_TEST(file_content(path) == "older");
    BOOST_TEST(file_content(folder.file("m.db.rejects-2.jsonl")) == "second");
    BOOST_TEST(write(folder.file("plain"), kept, "1") == folder.file("plain"));
    BOOST_TEST(write(folder.file("plain"), kept, "2") == folder.file("plain-2"));
    BOOST_TEST(shell("ls " + folder.file("")) ==
               "m.db.rejects-2.jsonl\nm.db.rejects-3.jsonl\nm.db.rejects.jsonl\nplain\nplain-2\n");
}

BOOST_AUTO_TEST_CASE(two_that_write_at_once_both_keep_their_rows) {
    TestFolder folder;
    std::string const path = folder.file("r.jsonl");
    OutputFile one{"--rejects ", path, kept};
    OutputFile other{"--rejects ", path, kept};
    one.write("one");
    other.write("other");
    one.finish();
    other.finish();
    BOOST_TEST(file_content(path) == "one");
    BOOST_TEST(file_content(folder.file("r-2.jsonl")) == "other");
}

BOOST_AUTO_TEST_CASE(only_the_owner_can_read_rows_and_a_report_keeps_the_mode_of_the_one_before) {
    TestFolder folder;
    mode_t const before = umask(022);
    BOOST_TEST(mode(write(folder.file("rows"), kept, "1")) == 0600U);
    BOOST_TEST(mode(write(folder.file("new.html"), replaced, "1")) == 0644U);
    write_file(folder.file("private.html"), "older");
    chmod(folder.file("private.html").c_str(), 0600);
    BOOST_TEST(mode(write(folder.file("private.html"), replaced, "1")) == 0600U);
    umask(before);
}

BOOST_AUTO_TEST_CASE(a_report_does_not_replace_a_sqlite_database) {
    TestFolder const folder;
    std::string const database = folder.file("m.db.prepared");
    std::string const content{"SQLite format 3\0 and more", 25};
    write_file(database, content);
    BOOST_CHECK_THROW(write(database, replaced, "{}"), UsageError);
    BOOST_TEST(file_content(database) == content);
}

BOOST_AUTO_TEST_CASE(a_report_replaces_the_file_and_not_the_link_to_it) {
    TestFolder folder;
    write_file(folder.file("real.json"), "older");
    BOOST_REQUIRE(symlink("real.json", folder.file("link.json").c_str()) == 0);
    write(folder.file("link.json"), replaced, "newer");
    BOOST_TEST(file_content(folder.file("real.json")) == "newer");
    BOOST_TEST(std::filesystem::is_symlink(folder.file("link.json")));
}

BOOST_AUTO_TEST_CASE(a_path_that_cannot_be_written_is_refused_before_the_work_and_nothing_is_left) {
    TestFolder folder;
    std::string const missing = folder.file("none/x");
    BOOST_TEST(refusal(missing) == fmt::format("--rejects {} cannot be written: No such file or directory", missing));
    BOOST_TEST(refusal(folder.file("")) ==
               fmt::format("--rejects {} cannot be written: Is a directory", folder.file("")));
    std::filesystem::create_directory(folder.file("closed"));
    chmod(folder.file("closed").c_str(), 0555);
    WithoutRights const as_others;
    BOOST_TEST(refusal(folder.file("closed/x")).ends_with("cannot be written: Permission denied"));
    BOOST_TEST(shell("ls -A " + folder.file("closed")) == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_there_before_the_file_is_finished_and_nothing_stays_of_one_that_is_not) {
    TestFolder folder;
    std::string const path = folder.file("r.jsonl");
    {
        OutputFile file{"--rejects ", path, kept};
        BOOST_TEST(shell("ls -A " + folder.file("")) == "");
        file.finish();  // nothing was written, so there is no file
        BOOST_TEST(file.finished() == "");
        file.write("half");
        BOOST_TEST(!std::filesystem::exists(path));
    }
    BOOST_TEST(shell("ls -A " + folder.file("")) == "");
}

BOOST_AUTO_TEST_CASE(what_a_killed_run_with_the_same_process_number_left_is_no_obstacle) {
    TestFolder folder;
    std::string const path = folder.file("report.html");
    write_file(fmt::format("{}.partial-{}", path, getpid()), "half");
    write(path, replaced, "whole");
    BOOST_TEST(file_content(path) == "whole");
}

BOOST_AUTO_TEST_CASE(a_device_is_written_to_as_it_is_and_a_full_disk_is_told_with_option_and_path) {
    TestFolder folder;
    BOOST_TEST(write("/dev/null", kept, "rows") == "/dev/null");
    BOOST_CHECK_EXCEPTION(write("/dev/full", kept, "rows"), UsageError, [](UsageError const& error) {
        return std::string_view{error.what()} == "--rejects /dev/full cannot be written: No space left on device";
    });
    // A limit on the file's size serves as a full disk.
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit const small{100'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    std::string error;
    try {
        write(folder.file("rows"), kept, std::string(200'000, 'x'));
    } catch (UsageError const& full) {
        error = full.what();
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    BOOST_TEST(error == fmt::format("--rejects {} cannot be written: File too large", folder.file("rows")));
    BOOST_TEST(shell("ls -A " + folder.file("")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
