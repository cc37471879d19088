// SPDX-License-Identifier: Apache-2.0
// Mistakes that people make at the prompt, and the message and next step that they get.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "sources.hpp"

using namespace mlflow2pg::test;

namespace {

struct Mistake {
    std::string arguments;
    int code;
    std::vector<std::string> words;  // expected in the output
    std::string before = {};         // assignments before the command
};

void make(TestFolder const& folder, std::vector<Mistake> const& mistakes) {
    for (Mistake const& mistake : mistakes) {
        Ran const ran = run_binary(folder, mistake.arguments, mistake.before);
        std::string const all = ran.error + ran.out;
        BOOST_TEST(ran.code == mistake.code, mistake.arguments << "\n" << all);
        for (std::string const& words : mistake.words) {
            BOOST_TEST(all.find(words) != std::string::npos, mistake.arguments << ": no \"" << words << "\" in\n"
                                                                               << all);
        }
        BOOST_TEST(all.find("internal error") == std::string::npos, all);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mistakes_tests)

BOOST_AUTO_TEST_CASE(arguments_that_are_wrong_are_named_with_what_to_type) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    make(folder,
         {{"migrate postgresql://u@h/d",
           2,
           {"SOURCE is missing: there is only a TARGET", "give the SQLite file before"}},
          {"check --target postgresql://u@h/d", 2, {"SOURCE is missing", "mlflow2pg check SOURCE TARGET"}},
          {"unseal", 2, {"SOURCE is missing", "mlflow2pg unseal SOURCE"}},
          {"check m.db postgresql://u@h/d more", 2, {"too many arguments: more", "mlflow2pg check SOURCE TARGET"}},
          {"migrate m.db postgresql://u@h/d --force",
           2,
           {"no such option: --force", "--restart drops what an interrupt"}},
          {"migrate m.db postgresql://u@h/d -dry-run", 2, {"no such option: -dry-run", "did you mean --dry-run?"}},
          {"migrate m.db --dry", 2, {"no such option: --dry\n", "did you mean --dry-run?"}},
          {"migrate m.db postgresql://u@h/d --thraeds 2", 2, {"no such option: --thraeds"}},
          {"prepare m.db postgresql://u@h/d --distribute",
           2,
           {"--distribute is an option of check, migrate, not of prepare"}},
          {"verify m.db postgresql://u@h/d --backup=/d", 2, {"--backup is an option of check, migrate, not of verify"}},
          {"migrate m.db postgresql://u@h/d --workers 2", 2, {"did you mean --jobs?"}},
          {"migrate postgresql://u@h/d m.db",
           2,
           {"in the wrong order", "mlflow2pg migrate m.db postgresql://u@h/d --allow-unseen\n"}},
          {"verify 'host=h dbname=d' 'my m.db'",
           2,
           {"in the wrong order", "mlflow2pg verify 'my m.db' postgresql://h/d\n"}},
          {"check m.db postgresql://u@h/d -pS3cret", 2, {"there is no such option: -p…\n"}},
          {"check m.db --report", 2, {"--report needs a value"}},
          {"check m.db --target a --target b", 2, {"--target was given more than once"}},
          {"check postgresql://u:secret@h/d m.db", 2, {"mlflow2pg check m.db postgresql://u@h/d\n"}},
          {"check m.db --json out.json", 2, {"--json takes its file after a =", "--json=out.json"}},
          {"migrate --backup dir m.db postgresql://u@h/d",
           2,
           {"too many arguments\n", "--backup takes its value after a =: write --backup=DIR"}},
          {"migrate m.db postgresql://u@h/d --on-misfit=skip", 2, {"--on-misfit: skip not in {stop,reject}"}},
          {"check m.db --fix strip_nul", 2, {"--fix: strip_nul not in {", "; did you mean strip-nul?"}},
          {"chek m.db", 2, {"there is no command chek\n", "did you mean check?"}},
          {"m.db postgresql://u@h/d", 2, {"no command was given; the commands are check, "}},
          {"help migrte", 2, {"there is no command migrte\n", "did you mean migrate?"}}});
}

BOOST_AUTO_TEST_CASE(a_target_that_is_wrong_is_named_with_what_to_write) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    std::string const none = "postgresql://u@127.0.0.1:1/d";
    make(folder,
         {{"check m.db postgresql://u@127.0.0.1:1",
           2,
           {"TARGET names no database", "postgresql://user@host/DATABASE"},
           "env -u PGDATABASE -u PGSERVICE"},
          {"check m.db " + none, 6, {"Connection refused. Is the server running", "no server listens there"}},
          {"check m.db postgresql://u@h.invalid/d", 6, {"could not translate host name", "correct the host in TARGET"}},
          {"check m.db 'postgresql://u:p%zz@127.0.0.1:1/d'", 2, {"invalid percent-encoded token", "write %25 for a %"}},
          {"check m.db 'postgresql://ann@server:pw@127.0.0.1:1/d'", 6, {"Connection refused"}},
          {"check m.db '" + none + "?ssl_mode=require'", 2, {"\"ssl_mode\"", "did you mean sslmode?"}},
          {"check m.db 'host=127.0.0.1 dbname=d usser=u'", 2, {"invalid connection option", "did you mean user?"}},
          {"check m.db 'dbname=mi host=127.0.0.1 prt=54781'", 2, {"option \"prt\"", "did you mean port?"}},
          {"check m.db 'dbname=mi password=two words=x'",
           2,
           {"option \"…\"", "A value with blanks needs single quotes"}},
          {"check m.db postgresql:///mi", 6, {"\"abc\"", "correct the port in TARGET or PGPORT"}, "env PGPORT=abc"},
          {"check m.db postgresql://u@127.0.0.1:54320000/d", 2, {"its port is not a number from 1 to 65535"}},
          {"check m.db postgresql://u@127.0.0.1:none/d", 2, {"its port is not a number from 1 to 65535"}},
          {"check m.db '" + none + "?pgbouncer=true'", 2, {"\"pgbouncer\"", "leave this parameter out"}},
          {"check m.db '" + none + "?replication=database'", 2, {"a replication connection", "leave replication out"}},
          {"check m.db '" + none + "?ssl=require'", 2, {"write sslmode=require"}},
          {"check m.db '" + none + "?connect_timeout=1&currentSchema=x'",
           2,
           {"write options=-csearch_path%3DSCHEMA in"}},
          {"check m.db jdbc:postgresql://127.0.0.1:1/d?user=u", 2, {"an address for JDBC", "leave out jdbc:"}},
          {"check m.db ' " + none + "'", 2, {"begins with a blank or a quote"}},
          {"check m.db 'postgresql://${PGUSER}@127.0.0.1:1/d'", 2, {"a placeholder that was not filled in"}},
          {"check m.db 'postgresql://u:${a}@127.0.0.1:1/d'", 6, {"Connection refused"}},
          {"check m.db 'postgresql://u@<host>/d'", 2, {"a placeholder that was not filled in"}},
          {"check m.db 'postgresql://USER@HOST/DATABASE'", 2, {"a placeholder that was not filled in", "USER"}},
          {"check m.db 'postgresql://ann@127.0.0.1:1/DATABASE'", 2, {"a placeholder that was not filled in"}},
          {"check m.db host=127.0.0.1 dbname=d", 2, {"put a keyword string in quotes"}},
          {"check m.db '" + none + "?sslmode=required'", 6, {"\"required\"", "sslmode is one of"}},
          {"check m.db '" + none + "?options=-csearch_path=x'",
           2,
           {"extra key/value separator \"=\" in", "write %3D for an ="}},
          {"check m.db '" + none + "?S3cret'", 2, {"separator \"=\" in URI query parameter: \"…\"\n"}},
          {"check m.db host=h,dbname=d",
           2,
           {"names no database", "a blank between its parameters"},
           "env -u PGDATABASE -u PGSERVICE"},
          {"check m.db service=none", 6, {"definition of service \"none\" not found", "~/.pg_service.conf"}}});
}

BOOST_AUTO_TEST_CASE(a_source_that_is_not_there_names_its_neighbours) {
    TestFolder const folder;
    create_small_source(folder.file("mlruns.db"));
    shell(fmt::format("cd '{}' && mkdir sub && cp mlruns.db other.sqlite && echo text > notes.txt", folder.file("")));
    shell(fmt::format("cd '{}' && ln -s nowhere.db link.db", folder.file("")));
    make(folder, {{"check link.db", 3, {"link.db is a symbolic link to nowhere.db, which is not there"}}});
    make(folder, {{"check mlrun.db",
                   3,
                   {folder.file("mlrun.db") + ": No such file or directory", "did you mean mlruns.db? ",
                    ": mlruns.db, other.sqlite\n"}},
                  {"check sub/mlruns.db", 3, {"there is no SQLite file in "}},
                  {"check none/mlruns.db", 3, {"there is no folder "}}});
    Ran const typo = run_binary(folder, "check mlrun.db");
    BOOST_TEST(typo.out.find("stop every writer") == std::string::npos, typo.out);
    // The side files and backups of a missing file show that it existed.
    shell(fmt::format("cd '{}' && cp mlruns.db gone.db.bak-20260101-000000", folder.file("")));
    make(folder, {{"check gone.db", 3, {"the file was moved or deleted", "cp -p "}}});
}

BOOST_AUTO_TEST_CASE(a_source_that_is_something_else_has_a_next_step) {
    TestFolder const folder;
    shell(fmt::format("cd '{}' && sqlite3 plain.db 'CREATE TABLE t (x)' && : > empty.db", folder.file("")));
    shell(fmt::format(
        "cd '{}' && sqlite3 one.db 'CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version "
        "VALUES (\"f4a9b2c7d1e6\")'",
        folder.file("")));
    make(folder,
         {{"check plain.db", 3, {"is not an MLflow database", "give the file that MLflow's --backend-store-uri"}},
          {"check empty.db", 3, {"is empty (0 bytes)", "a program opened a path that did not exist"}},
          {"check one.db", 3, {" tables are missing: ", " more"}}});
    Ran const missing = run_binary(folder, "check one.db");
    std::string const headline = missing.out.substr(0, missing.out.find('\n'));
    BOOST_TEST(headline.size() < 600U, headline);
}

BOOST_AUTO_TEST_CASE(a_folder_for_files_that_cannot_be_written_is_named) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    make(folder, {{"migrate --dry-run m.db",
                   6,
                   {"TMPDIR is /none", "set TMPDIR to a folder that can be written"},
                   "TMPDIR=/none"}});
    // A limit of file sizes, in blocks of 512 bytes, affects initdb like a full disk.
    Ran const full = run_binary(folder, "migrate --dry-run m.db", "sh -c 'ulimit -f 1000; exec \"$0\" \"$@\"'");
    BOOST_TEST(full.code == 6, full.error);
    BOOST_TEST(full.error.find(": initdb failed: could not ") != std::string::npos, full.error);
    BOOST_TEST(full.error.find("next: set TMPDIR to a folder that has room") != std::string::npos, full.error);
    BOOST_TEST(full.error.find("Data page checksums") == std::string::npos, full.error);
    // Not even root can write to this folder.
    Ran const ran = run_binary(folder, "check '" + folder.file("m.db") + "'", "cd /sys &&");
    BOOST_TEST(ran.code == 2, ran.error);
    BOOST_TEST(ran.error.find("--rejects m.db.rejects.jsonl cannot be written in the current folder, /sys: ") !=
                   std::string::npos,
               ran.error);
    BOOST_TEST(ran.error.find("change to another folder, or name a file") != std::string::npos, ran.error);
}

BOOST_AUTO_TEST_CASE(a_database_or_a_right_that_is_missing_comes_with_a_command_that_has_the_address) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    std::string const uri = database.uri();
    std::string const server = uri.substr(0, uri.rfind('/'));
    make(folder, {{"check m.db " + server + "/no_such_database",
                   6,
                   {"as an administrator of the server: psql postgresql://" + server.substr(server.find('@') + 1) +
                    "/postgres -c 'CREATE DATABASE \"no_such_database\" OWNER \"" +
                    server.substr(server.find("//") + 2, server.find('@') - server.find("//") - 2) +
                    "\" ENCODING UTF8 TEMPLATE template0'\n"}}});
    database.query(
        "DROP ROLE IF EXISTS mistakes_test_role; CREATE ROLE mistakes_test_role LOGIN; REVOKE CREATE ON "
        "SCHEMA public FROM PUBLIC");
    make(folder,
         {{"check m.db " + database.uri_as("mistakes_test_role"),
           6,
           {"as the owner or a superuser: psql postgresql://" + server.substr(server.find('@') + 1) + "/" +
            database.name() + " -c 'GRANT CREATE ON DATABASE " + database.name() + " TO mistakes_test_role'"}}});
    database.query("DROP ROLE mistakes_test_role");
}

BOOST_AUTO_TEST_CASE(the_same_migration_once_more_says_that_it_is_done) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    std::string const migrate = "migrate m.db " + database.uri();
    BOOST_TEST_REQUIRE(run_binary(folder, migrate).code == 0);
    make(folder, {{migrate, 6, {"This migration seems to be done already", "compare them: mlflow2pg verify m.db "}},
                  {"verify m.db " + database.uri() + "/", 6, {"leave out the / at the end of TARGET"}}});
    database.query("DELETE FROM params");
    Ran const other = run_binary(folder, migrate);
    BOOST_TEST(other.code == 6);
    BOOST_TEST(other.error.find("seems to be done") == std::string::npos, other.error);
}

BOOST_AUTO_TEST_CASE(a_migration_that_left_rows_out_says_once_more_that_it_is_done) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("m.db"));
    execute(folder.file("m.db"), "UPDATE params SET value = 'a' || char(0) WHERE key = 'depth'");
    std::string const migrate = "migrate m.db " + database.uri();
    BOOST_TEST_REQUIRE(run_binary(folder, migrate + " --on-misfit reject").code == 0);
    make(folder, {{migrate + " --on-misfit reject",
                   6,
                   {"may be done already: no table has more rows than in the source", "verify cannot compare"}}});
    BOOST_TEST(run_binary(folder, migrate).error.find("be done") == std::string::npos);
    database.query("INSERT INTO params SELECT key || i, value, run_uuid FROM params, generate_series(1, 9) AS i");
    BOOST_TEST(run_binary(folder, migrate + " --on-misfit reject").error.find("be done") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_sealed_source_is_not_offered_to_another_target) {
    TestFolder const folder;
    TestDatabase const database;
    TestDatabase const other;
    create_small_source(folder.file("m.db"));
    BOOST_TEST_REQUIRE(run_binary(folder, "migrate m.db " + database.uri() + " --seal").code == 0);
    Ran const empty = run_binary(folder, "verify m.db " + other.uri());
    BOOST_TEST(empty.code == 8, empty.error);
    BOOST_TEST(empty.out.find("mlflow2pg migrate") == std::string::npos, empty.out);
    BOOST_TEST(empty.out.find("the source was migrated to the database that its seal names") != std::string::npos,
               empty.out);
    make(folder, {{"migrate m.db " + database.uri() + " --store tracking",
                   3,
                   {"if only the file's other store was migrated, or to migrate it once more, remove the seal"}}});
}

BOOST_AUTO_TEST_CASE(a_source_whose_name_begins_with_a_dash_is_printed_as_a_path) {
    TestFolder const folder;
    TestDatabase const database;
    create_small_source(folder.file("-m.db"));
    make(folder, {{"check -m.db " + database.uri(), 2, {"For the file of this name, write ./-m.db"}}});
    Ran const checked = run_binary(folder, "check --source=-m.db " + database.uri());
    BOOST_TEST(checked.code == 0, checked.error);
    BOOST_TEST(checked.out.find("mlflow2pg migrate ./-m.db ") != std::string::npos, checked.out);
}

BOOST_AUTO_TEST_CASE(the_wait_for_a_held_source_is_told) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    std::string const ready = folder.file("ready");
    std::string const pid = shell(fmt::format(
        "(echo 'BEGIN EXCLUSIVE;'; echo '.shell touch {1}'; sleep 5) | sqlite3 '{0}' > /dev/null 2>&1 & echo $!; "
        "while [ ! -e '{1}' ]; do sleep 0.05; done",
        folder.file("m.db"), ready));
    Ran const ran = run_binary(folder, "check m.db");
    BOOST_TEST(ran.code == 0, ran.error);
    BOOST_TEST(ran.error.find("waiting up to 120 s for m.db: ") != std::string::npos, ran.error);
    BOOST_TEST(ran.error.find("sqlite3") != std::string::npos, ran.error);
}

BOOST_AUTO_TEST_CASE(names_that_do_not_fit_are_named_with_the_option_that_gives_others) {
    TestFolder const folder;
    for (std::size_t const length : {240U, 244U}) {
        std::string const name(length, 's');
        create_small_source(folder.file(name));
        make(folder,
             {{"check " + name,
               2,
               {"--rejects " + name + ".rejects.jsonl cannot be written", "File name too long",
                "name a file with a shorter name: --rejects FILE"}},
              {"check " + name + " --rejects r --experiment-ids renumber",
               2,
               {"--mapping " + name, "name a file with a shorter name: --mapping FILE"}},
              {"check " + name + " --rejects r --experiment-ids renumber --mapping m", 0, {"SOURCE IN ORDER"}}});
    }
}

BOOST_AUTO_TEST_CASE(a_backup_folder_that_is_a_file_or_missing_is_told) {
    TestFolder const folder;
    create_small_source(folder.file("m.db"));
    write_file(folder.file("b.db"), "x");
    for (std::string const command : {"check m.db", "migrate m.db postgresql:///none"}) {
        make(folder,
             {{command + " --backup=b.db",
               3,
               {"no backup can be written in b.db: it is a file, and --backup takes a folder",
                "name the folder: --backup=" + std::filesystem::path{folder.file("b.db")}.parent_path().string()}},
              {command + " --backup=missing",
               3,
               {"missing: No such file or directory", "mkdir -p " + folder.file("missing")}}});
    }
}

BOOST_AUTO_TEST_SUITE_END()
