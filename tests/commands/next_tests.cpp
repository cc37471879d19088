// SPDX-License-Identifier: Apache-2.0
// The commands under Next at the end of a report succeed when they are pasted as printed.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "binary.hpp"
#include "commands/suggest.hpp"
#include "database.hpp"
#include "files.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg::test;

namespace {

// The lines under the heading Next of a printed report: a comment and a command in turn.
std::vector<std::string> next_block(std::string const& report) {
    std::istringstream in{report.substr(report.find("\nNext\n") + 6)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// A folder with a source whose name needs quoting, and with the programs of the commands: mlflow2pg itself, and
// imitations of pip, mlflow and python that only print how they were called.
class Desk {
public:
    Desk() {
        create_small_source(folder.file("it's here.db"));
        shell(fmt::format("mkdir '{0}' && ln -s '{1}' '{0}/mlflow2pg'", folder.file("bin"), MLFLOW2PG_BINARY));
        for (char const* const program : {"pip", "mlflow", "python"}) {
            write_file(folder.file("bin/") + program, "#!/bin/sh\necho \"${0##*/} $*\"\n");
        }
        shell(fmt::format("chmod +x '{}'/*", folder.file("bin")));
    }
    Ran paste(std::string const& line) const {
        write_file(folder.file("line"), line);
        return run_shell();
    }
    std::string target(std::string const& password = "") const {
        std::string const uri = database.uri();
        return password.empty() ? uri : uri + "?password=" + password;
    }

    TestFolder folder;
    TestDatabase database;

private:
    Ran run_shell() const {
        int const status = std::system(
            fmt::format("cd '{0}' && PATH='{0}/bin':\"$PATH\" sh line > out 2> error", folder.file("")).c_str());
        return {WEXITSTATUS(status), unwrapped(file_content(folder.file("out"))), file_content(folder.file("error"))};
    }
};

// Pastes each command of the block and returns what they printed.
std::string paste_all(Desk const& desk, std::string const& report) {
    std::vector<std::string> const lines = next_block(report);
    BOOST_TEST_REQUIRE(lines.size() >= 2U, report);
    BOOST_TEST_REQUIRE(lines.size() % 2 == 0U, report);
    std::string printed;
    for (std::size_t i = 0; i < lines.size(); i += 2) {
        BOOST_TEST(lines[i].starts_with("# "), lines[i]);
        BOOST_TEST(lines[i + 1].find("***") == std::string::npos, lines[i + 1]);
        Ran const ran = desk.paste(lines[i + 1]);
        BOOST_TEST(ran.code == 0, lines[i + 1] << "\n" << ran.error << ran.out);
        printed += ran.out;
    }
    return printed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(next_tests)

BOOST_AUTO_TEST_CASE(the_commands_that_check_prints_rehearse_and_migrate) {
    Desk const desk;
    Ran const checked = desk.paste("mlflow2pg check \"it's here.db\" '" + desk.target("Sesame99") + "'");
    BOOST_TEST_REQUIRE(checked.code == 0, checked.error);
    std::string const printed = paste_all(desk, checked.out);
    BOOST_TEST(printed.find("REHEARSED") != std::string::npos);
    BOOST_TEST(printed.find("MIGRATED: ") != std::string::npos);
    BOOST_TEST(checked.out.find(" --backup --seal\n") != std::string::npos, checked.out);
    BOOST_TEST(checked.out.find("Sesame99") == std::string::npos);
    BOOST_TEST(checked.out.find("set PGPASSWORD, or write it to ~/.pgpass") != std::string::npos, checked.out);
}

BOOST_AUTO_TEST_CASE(the_commands_of_a_check_with_misfits_settle_them) {
    Desk const desk;
    execute(desk.folder.file("it's here.db"), "UPDATE params SET value = 'a' || char(0)");
    Ran const checked = desk.paste("mlflow2pg check \"it's here.db\" '" + desk.target() + "' --jobs 1");
    BOOST_TEST(checked.code == 7, checked.error);
    BOOST_TEST(checked.out.find(" --jobs 1 --backup --seal --fix strip-nul\n") != std::string::npos, checked.out);
    paste_all(desk, checked.out);
}

BOOST_AUTO_TEST_CASE(the_command_that_a_dry_run_prints_migrates) {
    Desk const desk;
    Ran const rehearsed = desk.paste("mlflow2pg migrate -n \"it's here.db\" '" + desk.target() + "'");
    BOOST_TEST_REQUIRE(rehearsed.code == 0, rehearsed.error);
    BOOST_TEST(paste_all(desk, rehearsed.out).find("MIGRATED: ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_commands_that_a_migration_prints_verify_install_and_start_mlflow) {
    Desk const desk;
    Ran const migrated =
        desk.paste("mlflow2pg migrate --seal \"it's here.db\" '" + desk.target() + "' --experiment-ids renumber");
    BOOST_TEST_REQUIRE(migrated.code == 0, migrated.error);
    std::string const printed = paste_all(desk, migrated.out);
    BOOST_TEST(printed.find("EQUAL: both databases have the same rows.") != std::string::npos, printed);
    BOOST_TEST(printed.find("pip install mlflow==2.12.2 sqlalchemy<2.1 psycopg2-binary\n") != std::string::npos,
               printed);
    BOOST_TEST(printed.find("mlflow server --backend-store-uri postgresql+psycopg2://") != std::string::npos, printed);
    std::vector<std::string> const next = next_block(migrated.out);
    BOOST_TEST(next.back().starts_with("mlflow server "), migrated.out);
    BOOST_TEST(next.at(next.size() - 3).find("mlflow db upgrade postgresql+psycopg2://") == 0U, migrated.out);
    // What verify prints can also be pasted.
    Ran const verified = desk.paste(next_block(migrated.out)[1]);
    BOOST_TEST(paste_all(desk, verified.out).find("mlflow server") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_migration_prints_itself_with_what_was_decided) {
    Desk const desk;
    execute(desk.folder.file("it's here.db"), "UPDATE params SET value = 'a' || char(0)");
    Ran const refused = desk.paste("mlflow2pg --jobs 1 migrate \"it's here.db\" '" + desk.target("Sesame99") +
                                   "' --allow-unseen --fix truncate");
    BOOST_TEST(refused.code == 7, refused.error);
    std::string const text = unwrapped(refused.error + refused.out);
    BOOST_TEST(text.find("Sesame99") == std::string::npos, text);
    std::size_t const at = text.find("mlflow2pg --jobs 1 migrate ");
    BOOST_TEST_REQUIRE(at != std::string::npos, text);
    std::string const command = text.substr(at, text.find('\n', at) - at);
    BOOST_TEST(command.ends_with(" --allow-unseen --fix strip-nul,truncate"), command);
    Ran const migrated = desk.paste(command);
    BOOST_TEST(migrated.code == 0, migrated.error);
}

BOOST_AUTO_TEST_CASE(a_command_that_is_run_once_more_keeps_what_was_typed) {
    using mlflow2pg::once_more;
    std::string const target = "postgresql://ann:Sesame99@db.example/mlflow";
    struct Case {
        std::vector<std::string> typed;
        std::string with;
        std::string command;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {{"migrate", "my runs.db", target},
              "--restart",
              "mlflow2pg migrate 'my runs.db' postgresql://ann@db.example/mlflow --restart"},
             {{"migrate", "m.db", "--target=" + target, "--fix", "truncate", "-n"},
              "--fix strip-nul,truncate --experiment-ids widen",
              "mlflow2pg migrate m.db --target=postgresql://ann@db.example/mlflow -n --fix strip-nul,truncate "
              "--experiment-ids widen"},
             {{"migrate", "--fix=truncate", "--seal", "m.db", "--", target},
              "--fix strip-nul",
              "mlflow2pg migrate --seal m.db --fix strip-nul -- postgresql://ann@db.example/mlflow"},
             {{"migrate", "m.db", target, "--rewrite-artifacts", "mlruns=s3://ann:Sesame99@bucket"},
              "--restart",
              "mlflow2pg migrate m.db postgresql://ann@db.example/mlflow --rewrite-artifacts OLD=NEW --restart"},
             {{"migrate", "--seal", "m.db", target},
              "--seal",
              "mlflow2pg migrate m.db postgresql://ann@db.example/mlflow --seal"},
         }) {
        BOOST_TEST(once_more(entry.typed, target, entry.with) == entry.command);
    }
    BOOST_TEST(once_more({"migrate", "m.db", "postgresql:///mlflow"}, "postgresql:///mlflow", "--restart") ==
               "mlflow2pg migrate m.db postgresql:///mlflow --restart");
}

BOOST_AUTO_TEST_CASE(a_word_is_quoted_only_where_a_shell_needs_it) {
    Desk const desk;
    create_small_source(desk.folder.file("plain.db"));
    Ran const checked = desk.paste("mlflow2pg check plain.db '" + desk.target() + "'");
    BOOST_TEST(checked.out.find("\nmlflow2pg migrate --dry-run plain.db postgresql://") != std::string::npos,
               checked.out);
}

BOOST_AUTO_TEST_SUITE_END()
