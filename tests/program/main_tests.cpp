// SPDX-License-Identifier: Apache-2.0
// The program as users run it: arguments, exit codes, what it writes to stdout and to stderr.
#include <fmt/format.h>

#include <sys/wait.h>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace std::string_literals;
using namespace mlflow2pg::test;

BOOST_AUTO_TEST_SUITE(main_tests)

BOOST_AUTO_TEST_CASE(help_and_version_go_to_stdout_and_succeed) {
    TestFolder folder;
    for (char const* const arguments : {"--help", "--version", "check --help", "migrate --help", "verify --help",
                                        "distribute --help", "discard --help", "unseal --help", "revisions --help"}) {
        Ran const ran = run_binary(folder, arguments);
        BOOST_TEST(ran.code == 0);
        BOOST_TEST(!ran.out.empty());
        BOOST_TEST(ran.error.empty());
    }
    std::string const version = run_binary(folder, "--version").out;
    BOOST_TEST(version.starts_with("mlflow2pg " MLFLOW2PG_VERSION "\n"));
    for (char const* const part : {"\nlibpq ", "\nlibpqxx ", "\nSQLite ", "\nglibc ", "\nMLflow up to "})
        BOOST_TEST(version.find(part) != std::string::npos, part);
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_exit_2_with_a_message_on_stderr) {
    TestFolder folder;
    for (char const* const arguments :
         {"", "fly", "migrate", "migrate m.db --fix nonsense", "migrate m.db --jobs 0",
          "migrate m.db --on-misfit maybe", "check --no-such-option m.db", "migrate mysql://a/b postgresql://x/y",
          "check sqlite://m.db", "migrate m.db mysql://ann:Sesame99@h/d", "check :memory:"}) {
        BOOST_TEST_CONTEXT(arguments) {
            if (std::string_view{arguments}.find("mysql://ann") != std::string_view::npos)
                create_small_source(folder.file("m.db"));
            Ran const ran = run_binary(folder, arguments);
            BOOST_TEST(ran.code == 2);
            BOOST_TEST(ran.error.starts_with("error: "));
            BOOST_TEST((ran.out + ran.error).find("Sesame99") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(json_goes_to_stdout_or_a_file_and_keeps_its_schema) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Ran const checked = run_binary(folder, "check m.db --json", "MLFLOW_BACKEND_STORE_URI=sqlite:///x");
    BOOST_TEST(checked.code == 0);
    nlohmann::json const report = nlohmann::json::parse(checked.out);
    for (char const* const member :
         {"schema_version", "program",   "command",       "dry_run",        "exit_code",      "verdict",
          "error",          "next_step", "source",        "target",         "tables",         "misfits",
          "changes",        "rejected",  "reject_file",   "experiment_ids", "latest_metrics", "sequences",
          "differences",    "seconds",   "resumed_steps", "next",           "profile",        "predicted_seconds",
          "hints",          "seal",      "backup",        "lock_wait",      "artifacts",      "also",
          "would",          "needed",    "run",           "disk_space"}) {
        BOOST_TEST(report.contains(member), member);
    }
    BOOST_TEST(report["schema_version"] == 1);
    Ran const migrated = run_binary(folder, fmt::format("migrate m.db '{}' --json=report.json", database.uri()));
    BOOST_TEST(migrated.code == 0);
    BOOST_TEST(migrated.out.starts_with("MIGRATED"));
    Ran const again = run_binary(folder, fmt::format("migrate m.db '{}' --if-needed", database.uri()));
    BOOST_TEST(again.code == 0);
    BOOST_TEST(again.out.starts_with("NOTHING TO DO: "));
    nlohmann::json const written = nlohmann::json::parse(file_content(folder.file("report.json")));
    BOOST_TEST(written["exit_code"] == 0);
    BOOST_TEST(written["tables"].size() == 16U);
    BOOST_TEST(written["tables"][0]["verified"] == true);
    BOOST_TEST(nlohmann::json::parse(run_binary(folder, "revisions --json").out)["revisions"].size() >= 70U);
}

BOOST_AUTO_TEST_CASE(the_page_is_written_whole_however_it_ends_or_refused_before_anything_is_done) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    write_file(folder.file("page.html"), "older");
    BOOST_TEST(run_binary(folder, "check none.db --report page.html").code == 3);
    BOOST_TEST(file_content(folder.file("page.html")).find("none.db: No such file") != std::string::npos,
               file_content(folder.file("page.html")));
    std::string const before = database.dump();
    for (char const* const place : {"no/such/folder/page.html", "folder.html"}) {
        std::filesystem::create_directory(folder.file("folder.html"));
        Ran const refused = run_binary(folder, fmt::format("migrate m.db '{}' --report {}", database.uri(), place));
        BOOST_TEST(refused.code == 2);
        BOOST_TEST(
            refused.error.find("name a file in a folder that can be written: --report FILE") != std::string::npos,
            refused.error);
        BOOST_TEST(database.dump() == before);
    }
    std::string const hash = shell("sha256sum '" + folder.file("m.db") + "'").substr(0, 64);
    Ran const migrated =
        run_binary(folder, fmt::format("migrate m.db '{}' --backup --report page.html", database.uri()));
    BOOST_TEST(migrated.code == 0);
    std::string const page = file_content(folder.file("page.html"));
    std::string const of_backup = shell("cd '" + folder.file("") + "'; sha256sum m.db.bak-*").substr(0, 64);
    BOOST_TEST(page.find(of_backup) != std::string::npos);
    shell("rm '" + folder.file("") + "'/m.db.bak-*");
    // Enough facts for an archive: who ran what, where and when, and on which file.
    std::string const user = shell("id -un"), host = shell("hostname");
    for (std::string const& part :
         {std::string{"<h1>MIGRATED</h1>"}, "<dt>command</dt><dd>mlflow2pg migrate "s,
          " --backup --report page.html</dd>"s, "<dt>operator</dt><dd>" + user.substr(0, user.find('\n')) + "</dd>",
          "<dt>host</dt><dd>" + host.substr(0, host.find('\n')) + "</dd>", "<dt>SHA-256 of m.db</dt><dd>" + hash,
          "mlflow2pg "s + MLFLOW2PG_VERSION + " with SQLite 3.", "<dt>begun</dt><dd>20"s, "PostgreSQL 1"s}) {
        BOOST_TEST(page.find(part) != std::string::npos, part);
    }
    BOOST_TEST(page.find("<h2>Tables</h2>") < page.find("<h2>Time</h2>"));
    BOOST_TEST(page.ends_with("</html>\n"));
    BOOST_TEST(page.find("Sesame") == std::string::npos);
    BOOST_TEST(shell(fmt::format("ls '{}'", folder.file(""))) == "folder.html\nm.db\npage.html\nstderr\nstdout\n");
}

BOOST_AUTO_TEST_CASE(the_verdict_has_a_colour_where_colours_are_wanted) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run_binary(folder, "check m.db --color always").out.starts_with("\x1b[1;32mSOURCE IN ORDER\x1b[0m: "));
    BOOST_TEST(run_binary(folder, "check none.db --color always").out.starts_with("\x1b[1;31mNOT READY\x1b[0m: "));
    for (char const* const arguments : {"check m.db", "check m.db --color never"}) {
        BOOST_TEST(run_binary(folder, arguments).out.starts_with("SOURCE IN ORDER: "), arguments);
    }
}

BOOST_AUTO_TEST_CASE(more_is_shown_when_asked_for) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    BOOST_TEST(run_binary(folder, "check m.db").out.find("\ncommand: ") == std::string::npos);
    std::string const more = run_binary(folder, "check m.db -v").out;
    BOOST_TEST(more.find("\ncommand: mlflow2pg check m.db -v\n") != std::string::npos, more);
}

BOOST_AUTO_TEST_CASE(an_error_is_shown_once_when_both_streams_go_to_one_pipe) {
    TestFolder folder;
    std::string const all = unwrapped(
        shell(fmt::format("cd '{}' && '{}' check none.db 2>&1 | tee log", folder.file(""), MLFLOW2PG_BINARY)));
    std::size_t const first = all.find("No such file or directory");
    BOOST_TEST_REQUIRE(first != std::string::npos, all);
    BOOST_TEST(all.find("No such file or directory", first + 1) == std::string::npos, all);
}

// An index of a large table with as many entries as rows, but of another column: only integrity_check sees it.
BOOST_AUTO_TEST_CASE(a_deep_check_also_compares_the_index_entries_of_large_tables) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    execute(folder.file("m.db"),
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 110000) INSERT INTO tags (key, "
            "value, run_uuid) SELECT 't' || i, 'v', 'r1' FROM n");
    shell(
        fmt::format("sqlite3 '{}' \"CREATE INDEX extra ON tags(value); PRAGMA writable_schema = ON; UPDATE "
                    "sqlite_schema SET sql = 'CREATE INDEX extra ON tags(key)' WHERE name = 'extra'\"",
                    folder.file("m.db")));
    Ran const quick = run_binary(folder, "check m.db");
    BOOST_TEST(quick.code == 0, quick.out);
    Ran const deep = run_binary(folder, "check m.db --deep");
    BOOST_TEST(deep.code == 5);
    BOOST_TEST(deep.out.starts_with("CORRUPT: SQLite finds damage in m.db: "), deep.out);
    // Also when there is a misfit: the damage may only make a row look like one.
    execute(folder.file("m.db"), "INSERT INTO params VALUES ('too long', printf('%.9000c', 'x'), 'r1')");
    BOOST_TEST(run_binary(folder, "check m.db").code == 5);
}

BOOST_AUTO_TEST_CASE(what_fails_at_once_is_told_as_of_the_command_that_was_typed) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    Ran const checked = run_binary(folder, "check m.db --report no/such/folder/page.html --json");
    BOOST_TEST(checked.code == 2);
    nlohmann::json const report = nlohmann::json::parse(checked.out);
    BOOST_TEST(report["command"] == "check");
    BOOST_TEST(report["verdict"].get<std::string>().starts_with("NOT READY: "), report["verdict"]);
    BOOST_TEST(run_binary(folder, "migrate none.db --dry-run").out.starts_with("REHEARSAL FAILED"));
}

BOOST_AUTO_TEST_CASE(the_next_command_has_the_options_that_were_given) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    Ran const plain = run_binary(folder, fmt::format("migrate m.db '{}' --dry-run", database.uri()));
    for (char const* const option : {"--jobs", "--rejects", "--mapping"}) {
        BOOST_TEST(plain.out.find(option) == std::string::npos, option);
    }
    Ran const given = run_binary(folder, fmt::format("migrate m.db '{}' --dry-run --mapping \"it's.json\" --jobs 9 "
                                                     "--rejects r.jsonl",
                                                     database.uri()));
    BOOST_TEST(given.out.ends_with(" --jobs 9 --backup --seal --rejects r.jsonl --mapping 'it'\\''s.json'\n"),
               given.out);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_be_written_in_the_end_is_told_and_changes_no_exit_code) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    // Two blocks are enough for the file to be created, but not for its content.
    Ran const migrated =
        run_binary(folder, fmt::format("migrate m.db '{}' --report page.html", database.uri()), "ulimit -f 2; env");
    BOOST_TEST(migrated.code == 0, migrated.error);
    BOOST_TEST(migrated.error.find("--report page.html cannot be written: File too large") != std::string::npos,
               migrated.error);
    BOOST_TEST(!std::filesystem::exists(folder.file("page.html")));
    BOOST_TEST(database.query("SELECT count(*) FROM runs") == "3");
}

BOOST_AUTO_TEST_CASE(a_failure_writes_json_too) {
    TestFolder folder;
    Ran const ran = run_binary(folder, "check none.db --json");
    BOOST_TEST(ran.code == 3);
    BOOST_TEST(nlohmann::json::parse(ran.out)["exit_code"] == 3);
    BOOST_TEST(ran.error.find("none.db") != std::string::npos);
}

// As root, the tests become another user, who may write the file but may not inspect root's processes.
BOOST_AUTO_TEST_CASE(a_process_that_cannot_be_looked_into_is_told_and_only_the_seal_or_a_flag_goes_on) {
    TestFolder folder;
    TestDatabase database;
    create_small_source(folder.file("m.db"));
    shell(fmt::format("chmod 777 '{0}' && chmod 666 '{0}/m.db'", folder.file("")));
    std::string const as_other =
        geteuid() == 0
            ? fmt::format("cd '{}' && setpriv --reuid 65534 --regid 65534 --clear-groups env", folder.file(""))
            : "env";
    auto const migrate = [&](std::string const& options) {
        return run_binary(folder, fmt::format("--progress=never migrate {} m.db '{}'", options, database.uri()),
                          as_other);
    };
    Ran const checked = run_binary(folder, fmt::format("check m.db '{}'", database.uri()), as_other);
    BOOST_TEST(checked.code == 0, checked.error);
    BOOST_TEST(checked.out.starts_with("READY IF NOBODY HAS THE FILE OPEN: "), checked.out);
    Ran const refused = migrate("");
    BOOST_TEST(refused.code == 4, refused.error);
    BOOST_TEST(refused.error.find("may be open in another process: ") != std::string::npos, refused.error);
    BOOST_TEST(refused.error.find("--pid=host") != std::string::npos, refused.error);
    BOOST_TEST(database.query("SELECT count(*) FROM pg_class WHERE relname = 'runs'") == "0");
    BOOST_TEST(migrate("--dry-run").code == 0);
    BOOST_TEST(migrate("--allow-unseen").code == 0);
    TestDatabase sealed;
    BOOST_TEST(
        run_binary(folder, fmt::format("--progress=never migrate --seal m.db '{}'", sealed.uri()), as_other).code == 0);
}

BOOST_AUTO_TEST_CASE(the_target_may_come_from_mlflows_variable_and_libpqs_completes_it) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    {
        TestDatabase database;
        std::string uri = database.uri();
        uri.insert(uri.find("://"), "+psycopg2");
        Ran const migrated = run_binary(folder, "migrate m.db", fmt::format("MLFLOW_BACKEND_STORE_URI='{}'", uri));
        BOOST_TEST(migrated.code == 0);
        std::string const first = migrated.error.substr(0, migrated.error.find('\n'));
        BOOST_TEST(first.ends_with("TARGET is taken from $MLFLOW_BACKEND_STORE_URI"), migrated.error);
        BOOST_TEST(run_binary(folder, fmt::format("verify sqlite:///m.db '{}'", uri)).code == 0);
    }
    {
        TestDatabase database;
        std::string const uri = database.uri();
        std::string const port = uri.substr(uri.rfind(':') + 1, uri.rfind('/') - uri.rfind(':') - 1);
        std::string const environment =
            fmt::format("PGHOST=127.0.0.1 PGPORT={} PGUSER=postgres PGDATABASE={}", port, database.name());
        BOOST_TEST(run_binary(folder, "migrate m.db", environment).code == 2);
        BOOST_TEST(database.query("SELECT count(*) FROM pg_class WHERE relname = 'runs'") == "0");
        Ran const checked = run_binary(folder, "check m.db", environment);
        BOOST_TEST(checked.out.starts_with("SOURCE IN "), checked.out);
        BOOST_TEST(checked.out.find("no target was looked at") != std::string::npos, checked.out);
        BOOST_TEST(
            run_binary(folder, fmt::format("migrate sqlite:///{} postgresql://", folder.file("m.db")), environment)
                .code == 0);
        BOOST_TEST(run_binary(folder, "verify m.db 'sslmode=disable'", environment).code == 0);
    }
}

BOOST_AUTO_TEST_CASE(exit_codes_speak_of_the_databases_whatever_becomes_of_stdout_and_stderr) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    // The next file or connection gets the descriptor of a closed stream; "-v" writes much to it.
    for (char const* const streams :
         {">/dev/full", "--json >/dev/full", "2>/dev/full", ">&-", "2>&-", "<&- >&- 2>&-", "-v <&- >&- 2>&-",
          "| head -c 0", "--json | head -c 0", "-v --log-format json 2>&1 | head -c 10"}) {
        BOOST_TEST_CONTEXT(streams) {
            TestDatabase database;
            int const status = std::system(
                fmt::format(
                    "cd '{}' && bash -o pipefail -c \"'{}' migrate --allow-unseen m.db '{}' {}\" >stdout 2>stderr",
                    folder.file(""), MLFLOW2PG_BINARY, database.uri(), streams)
                    .c_str());
            BOOST_TEST(WEXITSTATUS(status) == 0);
            BOOST_TEST(run_binary(folder, fmt::format("verify m.db '{}'", database.uri())).code == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_command_that_only_reports_fails_when_its_report_cannot_be_printed) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    for (char const* const arguments : {"check m.db", "check m.db --json", "revisions", "revisions --json", "--help",
                                        "revisions --log-format json"}) {
        std::string const errors = shell(fmt::format("cd '{}' && {{ '{}' {} 2>&1 >/dev/full; echo exit $?; }}",
                                                     folder.file(""), MLFLOW2PG_BINARY, arguments));
        BOOST_TEST(errors.ends_with("exit 2\n"), errors);
        BOOST_TEST(errors.find("writing to stdout: No space left on device") != std::string::npos, errors);
        BOOST_TEST(shell(fmt::format("cd '{}' && {{ '{}' {} | head -c 1; }} 2>&1", folder.file(""), MLFLOW2PG_BINARY,
                                     arguments))
                       .size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(no_argument_shows_a_password_to_the_machines_other_users) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    // A server that accepts a connection and sends nothing keeps the program waiting for it.
    std::string const shown =
        shell(fmt::format("python3 -c 'import socket,time; s=socket.socket(); s.bind((\"127.0.0.1\",0)); s.listen(); "
                          "print(s.getsockname()[1],flush=True); time.sleep(5)' > {0}/port & "
                          "for i in 1 2 3 4 5 6 7 8 9 10; do [ -s {0}/port ] && break; sleep 0.2; done; "
                          "{1} verify {0}/m.db postgresql://ann:Sesame99@127.0.0.1:$(cat {0}/port)/db >/dev/null 2>&1 "
                          "& pid=$!; sleep 0.7; tr '\\0' ' ' < /proc/$pid/cmdline; kill -9 $pid; wait",
                          folder.file(""), MLFLOW2PG_BINARY));
    BOOST_TEST(shown.find("verify") != std::string::npos, shown);
    BOOST_TEST(shown.find("Sesame99") == std::string::npos, shown);
}

BOOST_AUTO_TEST_CASE(a_password_in_any_argument_stands_in_no_output) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    int number = 0;
    for (std::string const arguments :
         {"check m.db 'postgresql://user:Sesame99/mlflow'", "check m.db 'postgresql://ann:Ses,ame99@127.0.0.1:1/d'",
          "check m.db --fix 'postgresql://ann:Sesame99,x@h/d'", "check m.db --fix 'host=h password=Sesame99,x'",
          "check m.db 'host=127.0.0.1 port=1 password=Sesame99'", "check 'u:Sesame99@h/d'",
          "check 'ftp://u:Sesame99@h/d'", "check 'sqlite:///u:Sesame99@h/d'", "check 'm.db?password=Sesame99'",
          "check 'sqlite:///m.db.password=Sesame99'", "check m.db '--json=postgresql://u:Sesame99@h/d'",
          "check m.db '--json=/none/password=Sesame99'", "check m.db '--report=u:Sesame99@h/x.html'",
          "check m.db 'postgresql://127.0.0.1:1/d?password=Sesame99'",
          "verify m.db 'postgresql://ann@server:Sesame99@127.0.0.1:1/d'"}) {
        for (char const* const format : {"text", "json"}) {
            BOOST_TEST_CONTEXT(arguments) {
                std::string const files = fmt::format("report{}", ++number);
                std::string flags = fmt::format(" -vv --log-format {}", format);
                if (arguments.find("--report") == std::string::npos) flags += fmt::format(" --report {}.html", files);
                if (arguments.find("--json") == std::string::npos) flags += fmt::format(" --json={}.json", files);
                Ran const ran = run_binary(folder, arguments + flags);
                std::string const all = ran.out + ran.error +
                                        shell(fmt::format("cat '{}'* 2>/dev/null || true", folder.file(files)));
                BOOST_TEST(all.find("ame99") == std::string::npos, all);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_password_in_the_command_line_of_a_holder_stands_in_no_output) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    for (std::string const arguments :
         {"ftp://ann:Sesame99@host/a", "'host=h password=Ses ame99'", "--password 'Ses ame99'", "--api-key=Sesame99"}) {
        BOOST_TEST_CONTEXT(arguments) {
            std::string const out = shell(
                fmt::format("cd '{}' && {{ sh -c 'echo >held; sleep 20' holder {} <m.db & }} && pid=$! && "
                            "while [ ! -e held ]; do sleep 0.1; done; "
                            "'{}' migrate m.db 'host=127.0.0.1 port=1 dbname=d' --json=j --report r.html -vv 2>&1; "
                            "'{}' check m.db --log-format json 2>&1; pkill -P $pid; kill $pid; cat j r.html; rm held",
                            folder.file(""), arguments, MLFLOW2PG_BINARY, MLFLOW2PG_BINARY));
            BOOST_TEST(out.find("sleep 20") != std::string::npos, out);
            BOOST_TEST(out.find("***") != std::string::npos, out);
            BOOST_TEST(out.find("ame99") == std::string::npos, out);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_path_is_the_file_it_names_whatever_it_looks_like) {
    TestFolder folder;
    for (char const* const name : {"file:x.db", "a%20b.db", "what?mode=memory", "blank here.db", "n\xff.db"}) {
        create_small_source(folder.file("right.db"));
        std::filesystem::rename(folder.file("right.db"), folder.file(name));
        Ran const ran = run_binary(folder, fmt::format("check '{}'", name));
        BOOST_TEST(ran.code == 0, name << ": " << ran.error);
        TestDatabase database;
        BOOST_TEST(run_binary(folder, fmt::format("migrate '{}' '{}'", name, database.uri())).code == 0);
    }
    BOOST_TEST(run_binary(folder, "check 'sqlite:///a%20b.db'").code == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_written_over_the_source_nor_over_what_else_is_written) {
    TestFolder folder;
    TestDatabase database;
    std::string const source = folder.file("m.db");
    create_small_source(source);
    shell(fmt::format("cd '{}' && ln -s m.db link.db && ln m.db hard.db && mkdir sub", folder.file("")));
    std::string const before = file_content(source);
    for (char const* const arguments :
         {"check m.db --json=m.db", "check link.db --json=sub/../m.db", "check m.db --json=link.db",
          "check m.db --json=hard.db", "migrate m.db TARGET --rejects m.db", "migrate m.db TARGET --mapping ./m.db",
          "verify m.db TARGET --json=m.db-wal", "migrate m.db TARGET --json=x.html --report ./x.html",
          "migrate m.db TARGET --rejects x --mapping sub/../x", "migrate m.db TARGET --json=m.db.rejects.jsonl"}) {
        BOOST_TEST_CONTEXT(arguments) {
            std::string typed = arguments;
            if (std::size_t const at = typed.find("TARGET"); at != std::string::npos) {
                typed.replace(at, 6, fmt::format("'{}'", database.uri()));
            }
            Ran const refused = run_binary(folder, typed);
            BOOST_TEST(refused.code == 2);
            BOOST_TEST(refused.error.find("name another file") != std::string::npos, refused.error);
            BOOST_TEST((file_content(source) == before));
        }
    }
    // A device can take several outputs.
    BOOST_TEST(run_binary(folder, "check m.db -q --json=/dev/null --report page.html").code == 0);
}

BOOST_AUTO_TEST_CASE(a_terminal_obeys_nothing_that_a_path_holds) {
    TestFolder folder;
    create_small_source(folder.file("a\x1b[2J\xC2\x9B.db"));
    std::string const path = "$(printf 'a\\033[2J\\302\\233.db')";
    Ran const told = run_binary(folder, fmt::format("check -v -v \"{}\"", path));
    BOOST_TEST(told.code == 0);
    BOOST_TEST((told.out + told.error).find_first_of("\x1b\x9B") == std::string::npos);
    BOOST_TEST(told.out.find("a\\x1b[2J\\x9b.db") != std::string::npos, told.out);
    BOOST_TEST(told.error.find("a\\x1b[2J\\x9b.db: journal mode") != std::string::npos, told.error);
    // In a log for machines the text is unchanged.
    std::string const lines = run_binary(folder, fmt::format("check -v -v --log-format json \"{}\"", path)).error;
    std::string const first = lines.substr(0, lines.find('\n'));
    std::string const message = nlohmann::json::parse(first).at("message").get<std::string>();
    BOOST_TEST(message.starts_with("a\x1b[2J\xC2\x9B.db: "), message);
}

BOOST_AUTO_TEST_CASE(the_same_input_gives_the_same_checksums) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    std::array<std::string, 2> checksums;
    for (std::string& checksum : checksums) {
        TestDatabase database;
        nlohmann::json const report =
            nlohmann::json::parse(run_binary(folder, fmt::format("migrate m.db '{}' --json", database.uri())).out);
        for (auto const& table : report["tables"]) checksum += table["checksum"].get<std::string>();
    }
    BOOST_TEST(checksums[0] == checksums[1]);
    BOOST_TEST(checksums[0].size() == 16U * 32U);
}

BOOST_AUTO_TEST_CASE(a_missing_right_is_not_taken_for_a_server_that_is_down) {
    for (char const* const words : {"permission denied for table tags", "must be owner of table tags"}) {
        BOOST_TEST(text_of(ServerError(words, "").next_steps()) ==
                   "have its owner or a superuser grant the right to the role of TARGET, or connect as the owner");
    }
}

BOOST_AUTO_TEST_SUITE_END()
