// SPDX-License-Identifier: Apache-2.0
// MLFLOW2PG_PREPARED is the number of random series of changes, MLFLOW2PG_PREPARE_KILLS the number of kills at random
// moments. MLFLOW2PG_SEED chooses both.
#include "commands/prepare.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <pqxx/pqxx>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "binary.hpp"
#include "commands/prepared.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "run.hpp"
#include "server.hpp"
#include "source/partial_copy.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

namespace fs = std::filesystem;

std::string const unused = "/preparation/unused_because";

void require_done(Outcome const& outcome) {
    BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error << "; " << outcome.next_step);
}

// The bytes of a base file: those of the source, with an application id in the header.
std::string marked(std::string source) { return source.replace(68, 4, "m2pg"); }

// A source, and a target into which prepare loads it.
class Place {
public:
    explicit Place(std::function<void(std::string const&)> const& create = create_small_source) { create(file()); }

    std::string file() const { return folder_.file("m.db"); }
    std::string base() const { return default_base_file(file()); }
    TestFolder const& folder() const { return folder_; }
    TestDatabase const& target() const { return database_; }
    Outcome command(Command command, std::vector<std::string> const& flags = {}) const {
        return run(command, command == Command::discard ? "" : file(), database_.uri(), flags);
    }
    void prepare(std::vector<std::string> const& flags = {}) const { require_done(command(Command::prepare, flags)); }
    void change(std::string const& sql) const { execute(file(), sql); }
    // Changes the source. The changes stay in the write-ahead log, if there is one. SQLite's own shell runs VACUUM,
    // because our connections do not allow ATTACH.
    void change_as_mlflow(std::string const& sql) const {
        if (sql.find("VACUUM") != std::string::npos) {
            shell(fmt::format("sqlite3 '{}' '{}'", file(), sql));
        } else {
            Sqlite{file(), Sqlite::Mode::read_write}.execute(sql);
        }
    }
    std::string published_tables() const {
        return database_.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
    }
    // Migrates, and compares both databases. Returns the reason why everything was loaded; "null" when it was not.
    std::string migrate(std::vector<std::string> const& flags = {}) const {
        Outcome const migrated = command(Command::migrate, flags);
        require_done(migrated);
        BOOST_TEST(migrated.fact("/tables/0/verified") == "true");
        require_done(command(Command::verify));
        BOOST_TEST(database_.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
        BOOST_TEST(database_.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'mlflow2pg%'") == "0");
        return migrated.fact(unused);
    }

private:
    TestFolder folder_;
    TestDatabase database_;
};

// All rows of the database and its sequences, in an order that does not depend on how they were written.
std::string content(TestDatabase const& database) {
    std::string const all = database.dump("--inserts --rows-per-insert=1");
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < all.size();) {
        std::size_t const end = std::min(all.find('\n', at), all.size());
        lines.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    std::sort(lines.begin(), lines.end());
    std::string sorted;
    for (std::string const& line : lines) sorted += line + "\n";
    return sorted;
}

std::string const add_run =
    "INSERT INTO runs (run_uuid, name, source_type, status, experiment_id, lifecycle_stage, start_time) VALUES "
    "('new', 'new', 'LOCAL', 'RUNNING', 7, 'active', 5); INSERT INTO params (key, value, run_uuid) VALUES ('lr', "
    "'0.5', "
    "'new'); INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 2, 1, 'new', 0, 0); "
    "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('loss', 2, 1, 0, 0, 'new');";

}  // namespace

BOOST_AUTO_TEST_SUITE(prepare_tests)

BOOST_AUTO_TEST_CASE(prepare_publishes_nothing_and_migrate_applies_only_what_changed) {
    Place const place{create_larger_source};
    std::string const source = file_content(place.file());
    Outcome const prepared = place.command(Command::prepare);
    require_done(prepared);
    BOOST_TEST(file_content(place.file()) == source);
    BOOST_TEST((file_content(place.base()) == marked(source)));
    BOOST_TEST(prepared.fact("/base_file/path") == place.base());
    BOOST_TEST(place.published_tables() == "0");
    std::string const loaded = "SELECT min(xmin::text)::bigint FROM {}.metrics WHERE key = 'k1'";
    std::string const before = place.target().query(fmt::format(fmt::runtime(loaded), "mlflow2pg_staging"));
    place.change(add_run +
                 "UPDATE runs SET status = 'FINISHED' WHERE run_uuid = 'r3'; DELETE FROM params WHERE key = 'depth'");
    Outcome const foreseen = place.command(Command::check);
    BOOST_TEST(foreseen.fact("/preparation/pages") != "0");
    Outcome const migrated = place.command(Command::migrate);
    require_done(migrated);
    BOOST_TEST(migrated.fact(unused) == "null");
    // The bytes that this run sent: three rows each of metrics, params and runs take less than 400 bytes.
    BOOST_TEST(migrated.report.verification.tables.size() > 0u);
    for (TableReport const& table : migrated.report.verification.tables) BOOST_TEST(table.bytes < 400u, table.name);
    BOOST_TEST(migrated.text().find(" KB") == std::string::npos);
    BOOST_TEST(migrated.fact("/preparation/rows_gone") == "2");
    BOOST_TEST(migrated.fact("/preparation/rows_added") == "5");
    BOOST_TEST(migrated.fact("/preparation/changed_pages") == foreseen.fact("/preparation/changed_pages"));
    BOOST_TEST(migrated.fact("/preparation/pages") == foreseen.fact("/preparation/pages"));
    BOOST_TEST(migrated.text().find("brought") != std::string::npos);
    BOOST_TEST(place.target().query(fmt::format(fmt::runtime(loaded), "public")) == before);
    BOOST_TEST(!fs::exists(place.base()));
    Outcome const compared = place.command(Command::verify);
    require_done(compared);
    for (int table = 0; table < 16; ++table) {
        for (char const* const fact : {"name", "rows", "checksum"}) {
            std::string const pointer = fmt::format("/tables/{}/{}", table, fact);
            BOOST_TEST(migrated.fact(pointer) == compared.fact(pointer));
        }
    }
    BOOST_TEST(migrated.fact("/latest_metrics") ==
               place.command(Command::check, {"--restart"}).fact("/latest_metrics"));
}

BOOST_AUTO_TEST_CASE(a_second_prepare_brings_rows_and_base_file_up_to_date) {
    Place const place;
    place.prepare();
    place.change(add_run);
    Outcome const again = place.command(Command::prepare);
    require_done(again);
    BOOST_TEST(again.fact(unused) == "null");
    BOOST_TEST(again.fact("/preparation/rows_added") == "4");
    BOOST_TEST((file_content(place.base()) == marked(file_content(place.file()))));
    BOOST_TEST(place.published_tables() == "0");
    place.change("DELETE FROM tags");
    BOOST_TEST(place.command(Command::check).fact("/preparation/changed_pages") == "1");
    // prepare writes to another base file, and removes the earlier one.
    std::string const other = place.folder().file("other");
    place.prepare({"--base", other});
    BOOST_TEST(!fs::exists(place.base()));
    BOOST_TEST(place.migrate() == "null");
    BOOST_TEST(!fs::exists(other));
}

BOOST_AUTO_TEST_CASE(the_content_of_a_write_ahead_log_is_prepared_and_caught_up) {
    Place const place;
    place.change_as_mlflow("PRAGMA journal_mode = WAL; UPDATE tags SET value = 'in the log'");
    BOOST_TEST_REQUIRE(fs::file_size(place.file() + "-wal") > 0u);
    place.prepare();
    BOOST_TEST(place.target().query("SELECT value FROM mlflow2pg_staging.tags LIMIT 1") == "in the log");
    place.change_as_mlflow(add_run);
    BOOST_TEST_REQUIRE(fs::file_size(place.file() + "-wal") > 0u);
    BOOST_TEST(place.migrate() == "null");
}

BOOST_AUTO_TEST_CASE(a_writer_goes_on_while_the_source_is_prepared) {
    Place const place{create_larger_source};
    Sqlite const writer{place.file(), Sqlite::Mode::read_write};
    std::jthread const writing{[&](std::stop_token const& stop) {
        for (int step = 0; !stop.stop_requested(); ++step) {
            writer.execute(fmt::format("INSERT INTO params (key, value, run_uuid) VALUES ('w{}', 'x', 'r2')", step));
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }};
    place.prepare();
    place.prepare();
    BOOST_TEST(place.target().query("SELECT count(*) > 0 FROM mlflow2pg_staging.params WHERE run_uuid = 'r2'") == "t");
}

BOOST_AUTO_TEST_CASE(whatever_happened_to_the_base_file_or_the_staged_rows_all_is_loaded) {
    struct Case {
        std::function<void(Place const&)> spoil;
        std::string reason;
        std::vector<std::string> flags = {};
    };
    auto const sql = [](std::string const& statement) {
        return [statement](Place const& place) { place.target().query(statement); };
    };
    auto const in_source = [](std::string const& statement) {
        return [statement](Place const& place) { place.change(statement); };
    };
    std::string const not_as_left = "is not as prepare left it";
    for (Case const& spoilt : std::vector<Case>{
             {[](Place const& place) { fs::remove(place.base()); }, "cannot be opened: No such file"},
             {[](Place const& place) {
                  fs::remove(place.base());
                  shell("mkfifo '" + place.base() + "'");
              },
              "was not made by prepare"},
             {[](Place const& place) { fs::resize_file(place.base(), 8192); }, not_as_left},
             {[](Place const& place) { execute(place.base(), "UPDATE tags SET value = 'x'"); }, not_as_left},
             {[](Place const& place) {
                  auto const modified = fs::last_write_time(place.base());
                  shell(fmt::format("printf x | dd of='{}' bs=1 seek=9000 conv=notrunc 2>&1", place.base()));
                  fs::last_write_time(place.base(), modified);
              },
              not_as_left},
             {[](Place const& place) {
                  std::string const other = place.folder().file("other.db");
                  create_small_source(other);
                  fs::rename(other, place.base());
              },
              "was not made by prepare"},
             {[](Place const& place) {
                  fs::copy_file(place.base(), place.base() + "2");
                  fs::rename(place.base() + "2", place.base());
              },
              not_as_left},
             {sql("UPDATE mlflow2pg_staging.tags SET value = 'by hand'"), "somebody else changed the staged copy"},
             {sql("DELETE FROM mlflow2pg_staging.tags"), "somebody else changed the staged copy"},
             {sql("INSERT INTO mlflow2pg_staging.params VALUES ('by', 'hand', 'r1')"),
              "somebody else changed the staged copy"},
             {sql("DELETE FROM mlflow2pg_staging.mlflow2pg_identity WHERE part = 'prepared'"), "was not finished"},
             {sql("DROP INDEX mlflow2pg_staging.index_tags_run_uuid"), "index_tags_run_uuid"},
             {sql("ALTER TABLE mlflow2pg_staging.experiments DROP COLUMN last_update_time; ALTER TABLE "
                  "mlflow2pg_staging.experiments ADD COLUMN last_update_time bigint DEFAULT 7; ALTER TABLE "
                  "mlflow2pg_staging.experiments ALTER last_update_time DROP DEFAULT"),
              "table experiments: a column was added or dropped"},
             {sql("DROP TABLE mlflow2pg_staging.params"), "relation \"mlflow2pg_staging.params\" does not exist"},
             {sql("DROP TABLE mlflow2pg_staging.tags"), "relation \"mlflow2pg_staging.tags\" does not exist"},
             {in_source(
                  "ALTER TABLE tags RENAME COLUMN value TO v; ALTER TABLE tags RENAME COLUMN v TO value; ALTER "
                  "TABLE params ADD COLUMN more TEXT; ALTER TABLE params DROP COLUMN more; CREATE TABLE other (a)"),
              "created again or altered"},
             {in_source("UPDATE latest_metrics SET step = 77 WHERE key = 'acc'"), "do not follow from those of"},
             {in_source("INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 9, 99, "
                        "'r1', 9, 0)"),
              "do not follow from those of"},
             {in_source("UPDATE experiments SET name = 'Default2' WHERE experiment_id = 0; UPDATE experiments SET name "
                        "= 'Default' WHERE experiment_id = 7; UPDATE experiments SET name = 'one' WHERE experiment_id "
                        "= 0"),
              "experiments_name_key"},
             {in_source(""), "these differ from prepare: --fix", {"--fix", "truncate"}},
             {in_source(""), "these differ from prepare: --on-misfit", {"--on-misfit", "reject"}},
         }) {
        Place const place;
        place.prepare();
        spoilt.spoil(place);
        place.change("INSERT INTO params (key, value, run_uuid) VALUES ('new', 'x', 'r3')");
        std::string const reason = place.migrate(spoilt.flags);
        BOOST_TEST(reason.find(spoilt.reason) != std::string::npos, spoilt.reason << ": " << reason);
        BOOST_TEST(place.target().query("SELECT count(*) FROM params") == "4");
    }
}

BOOST_AUTO_TEST_CASE(what_somebody_commits_while_the_publish_waits_for_the_caught_up_rows_is_not_published) {
    Place const place;
    place.prepare();
    place.change(add_run);
    pqxx::connection connection{place.target().uri()};
    pqxx::work at_work{connection};
    at_work.exec("INSERT INTO mlflow2pg_staging.registered_models (name) VALUES ('m')");
    std::jthread const committing{[&] {
        wait_for(
            place.target(),
            "count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND "
            "query LIKE '%LOCK TABLE mlflow2pg_staging%'");
        at_work.commit();
    }};
    BOOST_TEST(place.migrate().find("table registered_models: 0 rows loaded") != std::string::npos);
    BOOST_TEST(place.target().query("SELECT count(*) FROM registered_models") == "0");
    BOOST_TEST(place.target().query("SELECT count(*) FROM runs WHERE run_uuid = 'new'") == "1");
}

BOOST_AUTO_TEST_CASE(what_was_prepared_from_another_source_is_neither_used_nor_dropped_unasked) {
    Place const place;
    place.prepare();
    std::string const other = place.folder().file("other.db");
    create_small_source(other);
    for (Command const command : {Command::migrate, Command::prepare, Command::check}) {
        Outcome const refused = run(command, other, place.target().uri());
        BOOST_TEST((refused.code == ExitCode::target));
        BOOST_TEST(refused.error.find("holds the prepared copy of another file") != std::string::npos);
        BOOST_TEST(refused.next_step.find("moved or renamed") != std::string::npos);
        BOOST_TEST(refused.next_step.find("--restart") != std::string::npos);
    }
    Outcome const rehearsed = place.command(Command::migrate, {"--dry-run"});
    BOOST_TEST((rehearsed.code == ExitCode::target));
    BOOST_TEST(rehearsed.error.find("a dry run would replace it") != std::string::npos);
    BOOST_TEST(rehearsed.next_step.find(": mlflow2pg migrate --dry-run " + place.file()) != std::string::npos);
    BOOST_TEST(place.migrate() == "null");
    Place const second;
    second.prepare();
    require_done(run(Command::migrate, other, second.target().uri(), {"--restart"}));
}

BOOST_AUTO_TEST_CASE(with_a_misfit_in_what_changed_the_migration_stops_and_what_was_prepared_stays) {
    Place const place;
    place.prepare();
    place.change("UPDATE params SET value = char(97, 0, 98) WHERE key = 'depth'");
    Outcome const stopped = place.command(Command::migrate);
    BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
    BOOST_TEST(stopped.fact("/misfits/total") == "1");
    BOOST_TEST(stopped.text().find("brought") == std::string::npos);
    BOOST_TEST(place.published_tables() == "0");
    place.change("INSERT INTO params (key, value, run_uuid) VALUES ('new', 'x', 'nobody')");
    BOOST_TEST((place.command(Command::prepare).code == ExitCode::data));
    place.change("UPDATE params SET value = 'ab' WHERE key = 'depth'; DELETE FROM params WHERE key = 'new'");
    BOOST_TEST(place.migrate() == "null");
}

BOOST_AUTO_TEST_CASE(a_full_disk_of_the_server_ends_the_catch_up_which_the_next_run_applies) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    Server server;
    server.start();
    TestDatabase const target{server.uri(), "TEMPLATE template0 ENCODING 'UTF8'"};
    auto const migrate = [&] { return run(Command::migrate, file, target.uri()); };
    // Of steps before all others, so that latest_metrics stays as it is.
    auto const add_metrics = [&](int first, int last) {
        execute(file, fmt::format("WITH RECURSIVE n(i) AS (SELECT {} UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
                                  "INSERT INTO metrics SELECT 'k' || (i % 7), i * 0.37, i, 'r' || (1 + i % 3), -i, 0 "
                                  "FROM n",
                                  first, last));
    };
    add_metrics(1, 150'000);  // about 13 MB on the server
    require_done(run(Command::prepare, file, target.uri()));
    add_metrics(150'001, 220'000);
    // A server that was stopped has nothing to recover after a checkpoint. Recovery would meet the limit, too.
    auto const stop = [&] {
        target.query("CHECKPOINT");
        server.stop();
    };
    stop();
    constexpr std::size_t log_segment = 16 << 20;  // the limit also holds for these
    server.start("", log_segment + 512);
    Outcome const stopped = migrate();
    BOOST_TEST((stopped.code == ExitCode::target), stopped.error);
    BOOST_TEST(stopped.error.find("could not extend file") != std::string::npos, stopped.error);
    BOOST_TEST(target.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0");
    stop();
    server.start();
    Outcome const migrated = migrate();
    require_done(migrated);
    BOOST_TEST(migrated.fact(unused) == "null");
    require_done(run(Command::verify, file, target.uri()));
}

BOOST_AUTO_TEST_CASE(verify_full_reads_all_rows_again_before_the_publish) {
    Place const place;
    place.prepare();
    place.change(add_run);
    Outcome const migrated = place.command(Command::migrate, {"--verify", "full"});
    require_done(migrated);
    BOOST_TEST(migrated.fact(unused) == "null");
    Outcome const compared = place.command(Command::verify);
    require_done(compared);
    for (int table = 0; table < 16; ++table) {
        std::string const checksum = fmt::format("/tables/{}/checksum", table);
        BOOST_TEST(migrated.fact(checksum) == compared.fact(checksum));
    }
    // A base file that differs from the loaded rows. No check of the staged rows can find that.
    Place const other;
    other.prepare();
    execute(other.base(), "UPDATE params SET value = 'other' WHERE key = 'depth'");
    execute(other.file(), "UPDATE params SET value = 'other' WHERE key = 'depth'");
    other.target().query(
        fmt::format("UPDATE mlflow2pg_staging.mlflow2pg_identity SET value = '{}' WHERE part = 'prepared' AND name = "
                    "'base'",
                    Snapshot{other.base()}.identity()));
    BOOST_TEST(other.migrate({"--verify", "full"}).find("params: ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_base_file_that_another_run_is_writing_is_left_alone) {
    Place const place;
    std::string const unfinished = unfinished_base(place.base());
    {
        PartialCopy const other{unfinished, "base file", ""};
        Outcome const refused = place.command(Command::prepare);
        BOOST_TEST((refused.code == ExitCode::busy), refused.error);
        BOOST_TEST(refused.error.find("another process is writing it") != std::string::npos, refused.error);
        BOOST_TEST(fs::exists(unfinished));
    }
    {
        // The other run has finished its base file, and a third one has begun.
        PartialCopy const third = [&] {
            PartialCopy const finished{unfinished, "base file", ""};
            finished.become(place.base(), PartialCopy::Existing::kept);
            return PartialCopy{unfinished, "base file", ""};
        }();
        BOOST_TEST(fs::exists(unfinished));
    }
    BOOST_TEST(!fs::exists(unfinished));
    fs::remove(place.base());
    place.prepare();
}

BOOST_AUTO_TEST_CASE(a_file_that_prepare_did_not_make_is_neither_overwritten_nor_removed) {
    for (char const* const other : {"a database", "a text", "a folder", "a link"}) {
        BOOST_TEST_CONTEXT(other) {
            Place const place;
            std::string const mine = place.folder().file("mine");
            std::string const kind = other;
            if (kind == "a database") create_small_source(mine);
            if (kind == "a text") write_file(mine, "mine");
            if (kind == "a folder") fs::create_directory(mine);
            if (kind == "a link") fs::create_symlink("nowhere", mine);
            std::string const before = shell(fmt::format("ls -lid --full-time '{}'", mine));
            std::string const target = place.target().dump();
            Outcome const named = place.command(Command::prepare, {"--base", mine});
            BOOST_TEST((named.code == ExitCode::usage), named.error);
            BOOST_TEST(named.error.find(mine + " exists already, and is not overwritten") != std::string::npos,
                       named.error);
            BOOST_TEST(shell(fmt::format("ls -lid --full-time '{}'", mine)) == before);
            // Before any work: nothing is connected yet.
            Outcome const early = run(Command::prepare, place.file(), "postgresql://u@127.0.0.1:1/d", {"--base", mine});
            BOOST_TEST((early.code == ExitCode::usage), early.error);
            fs::rename(mine, place.base());
            BOOST_TEST((place.command(Command::prepare).code == ExitCode::usage));
            BOOST_TEST(place.target().dump() == target);
            place.prepare({"--base", mine});
            place.command(Command::discard);
            BOOST_TEST(fs::exists(fs::symlink_status(place.base())));
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_can_be_left_out_after_prepare) {
    for (char const* const misfit :
         {"INSERT INTO tags VALUES ('k', 'v', 'absent')", "INSERT INTO tags VALUES (printf('%0251d', 1), 'v', 'r1')",
          "UPDATE params SET value = 'a' || char(0)"}) {
        BOOST_TEST_CONTEXT(misfit) {
            Place const place;
            place.prepare();
            execute(place.file(), misfit);
            for (Command const command : {Command::check, Command::migrate}) {
                Outcome const outcome = place.command(command, {"--on-misfit", "reject"});
                BOOST_TEST((outcome.code == ExitCode::done), outcome.error << "; " << outcome.next_step);
                BOOST_TEST(outcome.fact(unused).find("--on-misfit") != std::string::npos, outcome.fact(unused));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_appears_in_place_of_the_base_file_is_not_overwritten) {
    Place const place;
    place.target().query(
        "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(7); "
        "RETURN NEW; END $$; " +
        trigger_while_metrics_load("hold"));
    auto holding = std::make_unique<pqxx::connection>(place.target().uri());
    pqxx::nontransaction{*holding}.exec("SELECT pg_advisory_lock(7)");
    auto preparing = std::async(std::launch::async, [&] { return place.command(Command::prepare); });
    while (place.target().query(
               "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 7 "
               "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") == "0" &&
           preparing.wait_for(std::chrono::milliseconds{10}) == std::future_status::timeout) {
    }
    write_file(place.base(), "mine");
    holding.reset();
    Outcome const refused = preparing.get();
    BOOST_TEST((refused.code == ExitCode::usage), refused.error);
    BOOST_TEST(file_content(place.base()) == "mine");
}

BOOST_AUTO_TEST_CASE(a_base_file_is_removed_with_the_rows_that_were_prepared) {
    Place const place;
    place.prepare();
    // The changes were applied, and the run was killed before the publish.
    place.target().query("DELETE FROM mlflow2pg_staging.mlflow2pg_identity WHERE part = 'prepared' AND name = 'at'");
    shell(fmt::format("touch '{}.unfinished'", place.base()));
    BOOST_TEST(place.migrate().find("was not finished") != std::string::npos);
    BOOST_TEST(!fs::exists(place.base()));
    BOOST_TEST(!fs::exists(place.base() + ".unfinished"));
    Place const restarted;
    restarted.prepare();
    BOOST_TEST(restarted.migrate({"--restart"}) == "");
    BOOST_TEST(!fs::exists(restarted.base()));
}

BOOST_AUTO_TEST_CASE(rows_that_were_caught_up_but_not_published_are_loaded_again) {
    Place const place;
    place.prepare();
    place.change("INSERT INTO params (key, value, run_uuid) VALUES ('new', 'x', 'r3')");
    place.target().query(trigger_at_work(
        "refuse", "ALTER TABLE", "IF current_query() LIKE '%SET SCHEMA%' THEN RAISE EXCEPTION 'not now'; END IF;"));
    Outcome const refused = place.command(Command::migrate);
    BOOST_TEST((refused.code == ExitCode::target));
    BOOST_TEST(refused.error.find("not now") != std::string::npos);
    BOOST_TEST(place.published_tables() == "0");
    place.target().query("DROP EVENT TRIGGER refuse; DROP FUNCTION refuse");
    BOOST_TEST(place.migrate().find("was not finished") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_event_trigger_that_somebody_has_made_since_is_foreseen) {
    Place const place;
    place.prepare();
    place.target().query(
        "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '%SET "
        "SCHEMA%' THEN RAISE EXCEPTION 'not now'; END IF; END $$; CREATE EVENT TRIGGER refuse ON ddl_command_start "
        "EXECUTE FUNCTION refuse()");
    Outcome const foreseen = place.command(Command::check);
    BOOST_TEST((foreseen.code == ExitCode::target));
    BOOST_TEST(foreseen.error.find("not now") != std::string::npos, foreseen.error);
    BOOST_TEST(place.command(Command::migrate).error == foreseen.error);
    place.target().query("DROP EVENT TRIGGER refuse; DROP FUNCTION refuse");
    BOOST_TEST(place.migrate() == "null");
}

BOOST_AUTO_TEST_CASE(rows_that_prepare_left_out_are_in_a_file_that_the_migration_names) {
    struct Case {
        std::function<void(Place const&)> spoil;
        std::string reason;
    };
    for (Case const& spoilt : std::vector<Case>{
             {[](Place const&) {}, "null"},
             {[](Place const& place) { fs::remove(place.file() + ".rejects.jsonl"); }, "is gone"},
             {[](Place const& place) { place.target().query("DROP INDEX mlflow2pg_staging.index_tags_run_uuid"); },
              "index_tags_run_uuid"}}) {
        Place const place;
        place.change(
            "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('ghost', 1, 1, "
            "1, 0, 'r1')");
        place.prepare();
        place.change(add_run);
        spoilt.spoil(place);
        Outcome const migrated = place.command(Command::migrate);
        require_done(migrated);
        BOOST_TEST(migrated.fact(unused).find(spoilt.reason) != std::string::npos, migrated.fact(unused));
        BOOST_TEST(migrated.fact("/latest_metrics/source_only") == "1");
        BOOST_TEST(migrated.fact("/latest_metrics/same") == "3");
        BOOST_TEST(file_content(migrated.fact("/reject_file")).find("ghost") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(fixes_and_rewritten_locations_are_those_of_a_full_load) {
    Place const place;
    std::vector<std::string> const flags{"--fix", "strip-nul", "--rewrite-artifacts", "mlruns=s3://bucket"};
    place.change("UPDATE tags SET value = char(97, 0, 98)");
    place.prepare(flags);
    place.change(
        "UPDATE params SET value = char(99, 0, 100) WHERE key = 'depth'; INSERT INTO experiments "
        "(experiment_id, name, artifact_location, lifecycle_stage) VALUES (8, 'two', 'mlruns/8', 'active')");
    Outcome const migrated = place.command(Command::migrate, flags);
    require_done(migrated);
    BOOST_TEST(migrated.fact(unused) == "null");
    BOOST_TEST(migrated.fact("/changes/total") == "6");
    BOOST_TEST(place.target().query("SELECT artifact_location FROM experiments WHERE experiment_id = 8") ==
               "s3://bucket/8");
    BOOST_TEST(file_content(migrated.fact("/reject_file")).find("\"depth\"") != std::string::npos);
    require_done(place.command(Command::verify, flags));
}

BOOST_AUTO_TEST_CASE(default_privileges_that_change_after_prepare_are_those_of_the_published_tables) {
    Place const place;
    place.target().query(
        "CREATE ROLE before_of_tests; CREATE ROLE since_of_tests; ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON "
        "TABLES TO before_of_tests");
    place.prepare();
    place.target().query(
        "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM before_of_tests; ALTER DEFAULT PRIVILEGES GRANT SELECT "
        "ON TABLES TO since_of_tests");
    BOOST_TEST(place.migrate() == "null");
    BOOST_TEST(place.target().query("CREATE TABLE fresh (); SELECT r.relacl = f.relacl FROM pg_class r, pg_class f "
                                    "WHERE r.relname = 'runs' AND f.relname = 'fresh'") == "t");
    place.target().query(
        "DROP OWNED BY before_of_tests; DROP OWNED BY since_of_tests; DROP ROLE before_of_tests; DROP ROLE "
        "since_of_tests");
}

BOOST_AUTO_TEST_CASE(check_foresees_that_others_use_the_schema_of_a_prepared_copy) {
    Place const place;
    place.prepare();
    place.target().query("CREATE TABLE mlflow2pg_staging.mine (a int)");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const refused = place.command(command);
        BOOST_TEST(refused.error.find("table mlflow2pg_staging.mine depends on") != std::string::npos, refused.error);
    }
}

BOOST_AUTO_TEST_CASE(check_tells_what_was_prepared_and_discard_removes_it_with_its_base_file) {
    Place const place;
    place.prepare();
    Outcome const unchanged = place.command(Command::check);
    require_done(unchanged);
    BOOST_TEST(unchanged.fact(unused) == "null");
    BOOST_TEST(unchanged.fact("/preparation/changed_pages") == "0");
    BOOST_TEST(unchanged.text().find("no page has changed since") != std::string::npos);
    BOOST_TEST(unchanged.report.forecast.seconds.value() > 0);
    BOOST_TEST(unchanged.text().find("--dry-run") == std::string::npos);
    BOOST_TEST(unchanged.text().find("about 0 rows") != std::string::npos);
    BOOST_TEST(unchanged.text().find("load ") == std::string::npos);
    Outcome const fixed = place.command(Command::check, {"--fix", "round"});
    BOOST_TEST(fixed.fact(unused) == "these differ from prepare: --fix");
    BOOST_TEST(fixed.report.suggestions.commands.front().command.starts_with(
        fmt::format("mlflow2pg prepare {} {} --fix round", place.file(), place.target().uri())));
    for (auto const& [option, value] : {std::pair{"--on-misfit", "reject"}, {"--experiment-ids", "renumber"}}) {
        std::string const text = place.command(Command::check, {option, value}).text();
        BOOST_TEST(text.find("these differ from prepare: ") != std::string::npos);
        BOOST_TEST(text.find("mlflow2pg prepare") == std::string::npos, text);
    }
    Outcome const discarded = place.command(Command::discard);
    BOOST_TEST(discarded.fact("/discarded/base_file") == place.base());
    BOOST_TEST(!fs::exists(place.base()));
    BOOST_TEST(place.target().query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
    BOOST_TEST(place.command(Command::check).fact("/preparation") == "null");
    // Only the file that prepare made is removed.
    place.prepare();
    execute(place.base(), "UPDATE tags SET value = 'mine'");
    BOOST_TEST(place.command(Command::discard).fact("/discarded/base_file") == "null");
    BOOST_TEST(fs::exists(place.base()));
}

// Its path and identity are in the target, where somebody may have written others.
BOOST_AUTO_TEST_CASE(a_file_that_prepare_did_not_make_is_neither_compared_with_nor_removed) {
    for (Command const command : {Command::discard, Command::migrate}) {
        Place const place;
        place.prepare();
        std::string const other = place.folder().file("other.db");
        fs::copy_file(place.file(), other);
        struct stat status {};
        BOOST_TEST_REQUIRE(stat(other.c_str(), &status) == 0);
        place.target().query(fmt::format(
            "UPDATE mlflow2pg_staging.mlflow2pg_identity SET value = '{}' WHERE part = 'content' AND name = 'the base "
            "file'; UPDATE mlflow2pg_staging.mlflow2pg_identity SET value = '{} {} {}.{:09}' WHERE part = 'prepared' "
            "AND name = 'base'",
            other, status.st_ino, status.st_size, status.st_ctim.tv_sec, status.st_ctim.tv_nsec));
        Outcome const done = place.command(command);
        require_done(done);
        bool const discards = command == Command::discard;
        BOOST_TEST(done.fact(discards ? "/discarded/base_file" : unused) ==
                   (discards ? "null" : other + " was not made by prepare"));
        BOOST_TEST(fs::exists(other));
    }
}

BOOST_AUTO_TEST_CASE(without_an_option_of_prepare_that_a_misfit_needs_what_was_prepared_stays) {
    Place const place;
    place.change("UPDATE params SET value = char(97, 0, 98) WHERE key = 'depth'");
    place.prepare({"--fix", "strip-nul"});
    Outcome const stopped = place.command(Command::migrate);
    BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
    BOOST_TEST(fs::exists(place.base()));
    Outcome const migrated = place.command(Command::migrate, {"--fix", "strip-nul"});
    require_done(migrated);
    BOOST_TEST(migrated.fact(unused) == "null");
}

BOOST_AUTO_TEST_CASE(prepare_suggests_only_options_that_it_has) {
    Place const place;
    place.change(
        "UPDATE params SET value = char(97, 0, 98) WHERE key = 'depth'; INSERT INTO tags (key, value, run_uuid) "
        "VALUES ('k', 'v', 'nobody')");
    Outcome const refused = place.command(Command::prepare);
    BOOST_TEST((refused.code == ExitCode::data), refused.error);
    BOOST_TEST(refused.next_step.find("--fix strip-nul --on-misfit") == std::string::npos, refused.next_step);
    BOOST_TEST(refused.next_step.find("or migrate without prepare, and leave out 2 rows") != std::string::npos,
               refused.next_step);
}

BOOST_AUTO_TEST_CASE(prepare_refuses_new_ids_damage_and_a_folder_that_cannot_be_written) {
    Place const place;
    BOOST_TEST((place.command(Command::prepare, {"--experiment-ids", "renumber"}).code == ExitCode::usage));
    BOOST_TEST((place.command(Command::prepare, {"--base", "/nowhere/base"}).code == ExitCode::source));
    BOOST_TEST((run(Command::prepare, place.folder().file("none.db"), place.target().uri()).code == ExitCode::source));
    shell(fmt::format("printf xxxxxxxx | dd of='{}' bs=1 seek=24576 conv=notrunc 2>&1", place.file()));
    BOOST_TEST((place.command(Command::prepare).code == ExitCode::corrupt));
    BOOST_TEST(place.target().query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
    BOOST_TEST(shell(fmt::format("ls '{}'", fs::path{place.file()}.parent_path().string())) == "m.db\n");
}

namespace {

// Changes as MLflow makes them, and as nobody makes them. number: makes names unique.
std::string random_change(std::mt19937_64& random, int number) {
    std::string const run = fmt::format("r{}", 1 + random() % 3);
    std::string const metric = fmt::format(
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('m{0}', {1}, {2}, "
        "'{3}', {0}, 0); INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES "
        "('m{0}', {1}, {2}, {0}, 0, '{3}')",
        number, random() % 1000, random() % 1000, run);
    std::string const gone = fmt::format("run_uuid = '{}'", run);
    std::vector<std::string> const changes{
        metric,
        metric,
        fmt::format("INSERT INTO params (key, value, run_uuid) VALUES ('p{0}', 'v{0}', '{1}')", number, run),
        fmt::format("INSERT INTO tags (key, value, run_uuid) VALUES ('t{0}', hex(zeroblob({1})), '{2}')", number,
                    random() % 2000, run),
        fmt::format("INSERT INTO runs (run_uuid, name, source_type, status, experiment_id, lifecycle_stage) VALUES "
                    "('n{0}', 'n{0}', 'LOCAL', 'RUNNING', 7, 'active')",
                    number),
        fmt::format("UPDATE runs SET status = 'FINISHED', end_time = {} WHERE {}", number, gone),
        // mlflow gc
        fmt::format(
            "DELETE FROM latest_metrics WHERE {0}; DELETE FROM metrics WHERE {0}; DELETE FROM params WHERE {0}; "
            "DELETE FROM tags WHERE {0}",
            gone),
        fmt::format("INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES ({0}, "
                    "'e{0}', 'mlruns/e', 'active')",
                    100 + number),
        "VACUUM",
        "REINDEX",
        fmt::format("PRAGMA page_size = {}; VACUUM", random() % 2 == 0 ? 1024 : 4096),
        fmt::format("PRAGMA journal_mode = {}", random() % 2 == 0 ? "WAL" : "DELETE"),
        // Other rows get the rowids of earlier ones.
        "CREATE TEMP TABLE kept AS SELECT rowid AS id, * FROM params; DELETE FROM params; INSERT INTO params (rowid, "
        "key, "
        "value, run_uuid) SELECT (SELECT max(id) + 1 FROM kept) - id, key, value, run_uuid FROM kept",
        "UPDATE params SET rowid = rowid + 5000; UPDATE params SET rowid = rowid - 5000",
        "UPDATE experiments SET name = name || 'x'",
        // MLflow does not do this: latest_metrics does not follow from metrics.
        "UPDATE latest_metrics SET value = value + 1",
    };
    return changes[random() % changes.size()];
}

}  // namespace

BOOST_AUTO_TEST_CASE(after_any_series_of_changes_the_target_equals_that_of_a_full_load) {
    int const series = rounds("MLFLOW2PG_PREPARED", 50);
    int caught_up = 0;
    for (int number = 0; number < series; ++number) {
        std::uint64_t const chosen = seed() + static_cast<std::uint64_t>(number);
        BOOST_TEST_INFO_SCOPE("MLFLOW2PG_SEED=" << chosen);
        std::mt19937_64 random{chosen};
        Place const place;
        place.prepare();
        int change = 0;
        auto const change_some = [&] {
            for (auto left = random() % 4; left > 0; --left) place.change_as_mlflow(random_change(random, ++change));
        };
        for (auto left = random() % 2; left > 0; --left) {
            change_some();
            place.prepare();
        }
        change_some();
        caught_up += place.migrate() == "null" ? 1 : 0;
        TestDatabase const fresh;
        require_done(run(Command::migrate, place.file(), fresh.uri()));
        BOOST_TEST((content(place.target()) == content(fresh)));
    }
    BOOST_TEST(caught_up > series / 4);
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_prepare_and_migrate_lose_nothing) {
    std::mt19937_64 random{seed()};
    Place const place;
    int const kills = rounds("MLFLOW2PG_PREPARE_KILLS", 12);
    int killed = 0;
    for (int number = 0; number < kills; ++number) {
        BOOST_TEST_INFO_SCOPE("kill " << number);
        bool const migrates = random() % 2 == 0;
        place.prepare();
        place.change(fmt::format("INSERT INTO params (key, value, run_uuid) VALUES ('k{}', 'x', 'r1')", number));
        std::vector<std::string> arguments{migrates ? "migrate" : "prepare", place.file(), place.target().uri()};
        if (migrates) arguments.emplace_back("--allow-unseen");
        pid_t const child = start_binary(arguments);
        std::this_thread::sleep_for(std::chrono::milliseconds{random() % 120});
        kill(child, SIGKILL);
        killed += exit_of(child) == 0 ? 0 : 1;
        // The lock of the killed session is released when the server notices that its client is gone.
        std::string const locks =
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE "
            "locktype = 'advisory' AND datname = current_database()";
        for (int tries = 0; tries < 100 && place.target().query(locks) != "0"; ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
        if (place.published_tables() != "0") {
            require_done(place.command(Command::verify));
            place.target().query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }
    BOOST_TEST(killed > 0);
    place.prepare();
    BOOST_TEST(place.migrate() == "null");
    BOOST_TEST(!fs::exists(place.base() + ".unfinished"));
}

BOOST_AUTO_TEST_SUITE_END()
