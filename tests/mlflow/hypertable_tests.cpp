// SPDX-License-Identifier: Apache-2.0
// --hypertable on a real TimescaleDB. The server is that of the other suites, and must have the extension.
#include "mlflow/hypertable.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <limits>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <random>
#include <thread>

#include "base/error.hpp"
#include "binary.hpp"
#include "database.hpp"
#include "files.hpp"
#include "rows/chunks.hpp"
#include "run.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t year_2020 = 1'577'836'800'000;

// Throws when the server does not have TimescaleDB: nothing is skipped.
class TimescaleDatabase : public TestDatabase {
public:
    TimescaleDatabase() { query("SET client_min_messages = error; CREATE EXTENSION IF NOT EXISTS timescaledb"); }
};

// Adds metrics to the small source's runs. timestamp: an SQL expression of i.
void add_metrics(std::string const& file, int rows, std::string const& timestamp) {
    execute(file,
            fmt::format("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {} - 1) INSERT INTO "
                        "metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'k' || (i % 7), i * 0.37, {}, "
                        "'r' || (1 + i % 3), i, 0 FROM n",
                        rows, timestamp));
}

// 30,000 metrics of three years.
void create_three_years(std::string const& file) {
    create_small_source(file);
    execute(file, fmt::format("UPDATE metrics SET timestamp = timestamp + {0}; UPDATE latest_metrics SET timestamp = "
                              "timestamp + {0}",
                              year_2020));
    add_metrics(file, 30000, fmt::format("{} + i * {}", year_2020, 3 * 365 * day_ms / 30000));
}

Outcome run_split(Command command, std::string const& file, std::string const& target,
                  std::vector<std::string> flags = {}) {
    flags.emplace_back("--hypertable");
    return run(command, file, target, flags);
}

std::string chunks_of(TestDatabase const& database) {
    return database.query(
        "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_schema = 'public' AND "
        "hypertable_name = 'metrics'");
}

// Everything that TimescaleDB stores about hypertables; "0" when there are none.
std::string traces_of_hypertables(TestDatabase const& database) {
    return database.query(
        "SELECT (SELECT count(*) FROM _timescaledb_catalog.hypertable) + (SELECT count(*) FROM "
        "_timescaledb_catalog.dimension) + (SELECT count(*) FROM _timescaledb_catalog.dimension_slice) + (SELECT "
        "count(*) "
        "FROM _timescaledb_catalog.chunk) + (SELECT count(*) FROM _timescaledb_catalog.chunk_constraint) + (SELECT "
        "count(*) "
        "FROM pg_class WHERE relname LIKE '\\_hyper\\_%')");
}

// The lines of pg_dump for MLflow's schema, without the trigger by which TimescaleDB marks a hypertable. Sorted,
// because pg_dump writes a hypertable before the other tables.
std::vector<std::string> definitions(TestDatabase const& database) {
    std::vector<std::string> lines = lines_of(database.dump("--schema-only --schema=public"));
    std::erase_if(lines, [](std::string const& line) {
        return line.empty() || line.starts_with("--") || line.starts_with("CREATE TRIGGER ts_insert_blocker");
    });
    std::sort(lines.begin(), lines.end());
    return lines;
}

// Lets the server refuse the primary key of metrics, as if its disk were full.
void refuse_primary_key(TestDatabase const& database) {
    database.query(
        trigger_at_work("refuse", "ALTER TABLE",
                        "IF current_query() LIKE '%metric_pk%PRIMARY KEY%' THEN RAISE EXCEPTION 'no key today' "
                        "USING ERRCODE = '53100'; END IF;"));
}

// The most private (not shared) memory in kB that all sessions of a database use from now on. Reads the server's /proc
// a hundred times a second.
class ServerMemory {
public:
    explicit ServerMemory(TestDatabase const& database)
        : most_{std::async(std::launch::async, [this, uri = database.uri()] { return watch(uri); })} {}
    ~ServerMemory() { done_ = true; }

    // Stops measuring.
    long most() {
        done_ = true;
        return most_.get();
    }

private:
    long watch(std::string const& uri) const {
        pqxx::connection connection{uri};
        pqxx::nontransaction session{connection};
        long most = 0;
        while (!done_) {
            long all = 0;
            for (auto const& row : session.exec(
                     "SELECT pid, pg_read_file('/proc/' || pid || '/status', 0, 10000, true) FROM pg_stat_activity "
                     "WHERE "
                     "datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
                // If the server's root has no /proc, its process ids are those of this machine.
                std::string const status = row[1].is_null()
                                               ? file_content(fmt::format("/proc/{}/status", row[0].c_str()))
                                               : row[1].as<std::string>();
                if (std::size_t const at = status.find("RssAnon:"); at != std::string::npos) {
                    all += std::stol(status.substr(at + 8));
                }
            }
            most = std::max(most, all);
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return most;
    }

    std::atomic<bool> done_ = false;
    std::future<long> most_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hypertable_tests)

BOOST_AUTO_TEST_CASE(the_interval_is_a_fortieth_of_the_span_in_whole_days_and_no_less_than_thirty) {
    struct Case {
        std::int64_t last;
        std::int64_t days;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {0, 30}, {1200 * day_ms, 30}, {1200 * day_ms + 1, 31}, {1240 * day_ms, 31}, {36525 * day_ms, 914}}) {
        BOOST_TEST(chunk_interval(year_2020, year_2020 + entry.last) == entry.days * day_ms);
    }
}

BOOST_AUTO_TEST_CASE(every_recorded_revision_has_metrics_that_can_be_split) {
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded) continue;
        TestFolder folder;
        create_source(folder.file("m.db"), revision.id);
        Outcome const checked = run_split(Command::check, folder.file("m.db"), "");
        BOOST_TEST((checked.code == ExitCode::done), revision.id << ": " << checked.error);
        BOOST_TEST(checked.fact("/hypertable/chunks") == "0");
    }
}

BOOST_AUTO_TEST_CASE(a_unique_key_without_the_timestamp_cannot_be_split) {
    TestFolder folder;
    create_small_source(folder.file("m.db"));
    Schema schema = recorded_schema(revision_2_9_2);
    for (Table& table : schema.tables) {
        if (table.name == "metrics") table.keys.front().columns = {"key", "step", "run_uuid"};
    }
    BOOST_CHECK_EXCEPTION(plan_hypertable(Sqlite{folder.file("m.db"), Sqlite::Mode::read_only}, schema), UsageError,
                          [](UsageError const& error) {
                              return std::string_view{error.what()}.find("metric_pk") != std::string_view::npos;
                          });
}

BOOST_AUTO_TEST_CASE(metrics_arrive_as_a_hypertable_with_all_that_mlflow_defines) {
    for (std::string const& revision : {std::string{"90e64c465722"}, revision_2_9_2, revision_3_18_0}) {
        BOOST_TEST_CONTEXT("revision " << revision) {
            TestFolder folder;
            TimescaleDatabase plain;
            TimescaleDatabase split;
            std::string const file = folder.file("m.db");
            create_random_source(file, revision, 20261121, 12);
            BOOST_TEST_REQUIRE(run(Command::migrate, file, plain.uri()).error == "");
            Outcome const migrated = run_split(Command::migrate, file, split.uri());
            BOOST_TEST_REQUIRE(migrated.error == "");
            BOOST_TEST(definitions(split) == definitions(plain), boost::test_tools::per_element());
            BOOST_TEST(migrated.fact("/hypertable/chunks") == chunks_of(split));
            BOOST_TEST(split.query("SELECT count(*) FROM timescaledb_information.hypertables") == "1");
            BOOST_TEST(split.query("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mlflow2pg%'") == "0");
            BOOST_TEST(split.query("SELECT count(*) FROM metrics") == plain.query("SELECT count(*) FROM metrics"));
            Outcome const verified = run(Command::verify, file, split.uri());
            BOOST_TEST(verified.error == "");
            BOOST_TEST(verified.fact("/hypertable/chunks") == migrated.fact("/hypertable/chunks"));
        }
    }
}

BOOST_AUTO_TEST_CASE(chunks_are_counted_before_as_timescaledb_cuts_them) {
    constexpr std::int64_t interval = 30 * day_ms;
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "DELETE FROM metrics; DELETE FROM latest_metrics");
    std::vector<std::int64_t> const timestamps{-interval - 1,
                                               -interval,
                                               -interval + 1,
                                               -1,
                                               0,
                                               1,
                                               interval - 1,
                                               interval,
                                               1'700'000'000,
                                               std::int64_t{1} << 62,
                                               std::numeric_limits<std::int64_t>::max(),
                                               std::numeric_limits<std::int64_t>::min(),
                                               -(std::int64_t{1} << 62),
                                               year_2020};
    for (std::int64_t const timestamp : timestamps) add_metrics(file, 1, fmt::format("({})", timestamp));
    Outcome const checked = run_split(Command::check, file, database.uri());
    BOOST_TEST_REQUIRE(checked.error == "");
    BOOST_TEST(checked.fact("/hypertable/interval_ms") == std::to_string(interval));
    BOOST_TEST(checked.fact("/hypertable/outliers") == "13");
    BOOST_TEST(checked.fact("/hypertable/chunks") == "9");
    BOOST_TEST_REQUIRE(run_split(Command::migrate, file, database.uri()).error == "");
    BOOST_TEST(chunks_of(database) == "9");
    BOOST_TEST(run(Command::verify, file, database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(the_report_tells_interval_chunks_outliers_and_what_mlflow_gets_slower_at) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    add_metrics(file, 1, "0");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run_split(command, file, database.uri());
        BOOST_TEST_REQUIRE(outcome.error == "");
        nlohmann::json const json = nlohmann::json::parse(outcome.fact("/hypertable"));
        BOOST_TEST(json["interval_ms"] == 30 * day_ms);
        // Three years in chunks that begin at multiples of the interval since 1970, and one chunk for the row of 1970.
        BOOST_TEST(json["chunks"] == 39);
        BOOST_TEST(json["outliers"] == 1);
        BOOST_TEST(json["examples"][0] == "run_uuid=r1 key=k0 timestamp=0");
        std::string const text = outcome.text();
        for (char const* const words : {"a hypertable of 39 chunks", "30 days", "0.40 ms", "2.8 ms", "timestamp=0"}) {
            BOOST_TEST(text.find(words) != std::string::npos, words << " is not in " << text);
        }
    }
}

BOOST_AUTO_TEST_CASE(more_chunks_than_a_hundred_are_refused_before_anything_is_loaded_and_outliers_named) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    // A client that mistook microseconds for milliseconds.
    add_metrics(file, 200, fmt::format("({} + i * {}) * 1000", year_2020, day_ms));
    std::string const before = database.dump("--schema=public");
    std::string const foreseen = run_split(Command::check, file, database.uri()).error;
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const outcome = run_split(command, file, database.uri());
        BOOST_TEST((outcome.code == ExitCode::data), outcome.error);
        BOOST_TEST(outcome.error == foreseen);
        for (char const* const words : {"238 chunks", "200 rows", "timestamp=1577836800000000"}) {
            BOOST_TEST(outcome.error.find(words) != std::string::npos, outcome.error);
        }
        BOOST_TEST(outcome.next_step.find("--hypertable") != std::string::npos);
        BOOST_TEST(outcome.fact("/hypertable/chunks") == "238");
    }
    BOOST_TEST(database.dump("--schema=public") == before);
    BOOST_TEST(traces_of_hypertables(database) == "0");
}

BOOST_AUTO_TEST_CASE(a_hypertable_that_somebody_made_in_an_initialised_target_is_not_replaced) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    initialise(database, revision_2_9_2);
    database.query(
        "SELECT create_hypertable('metrics', by_range('timestamp', 86400000::bigint), create_default_indexes => "
        "false)");
    for (bool const hypertable : {false, true}) {
        Outcome const refused = hypertable ? run_split(Command::migrate, file, database.uri())
                                           : run(Command::migrate, file, database.uri());
        BOOST_TEST((refused.code == ExitCode::target));
        BOOST_TEST(refused.error.find("metrics is a hypertable") != std::string::npos, refused.error);
    }
    BOOST_TEST(database.query("SELECT integer_interval FROM timescaledb_information.dimensions") == "86400000");
}

BOOST_AUTO_TEST_CASE(an_initialised_target_is_replaced_and_large_tables_go_through_their_own_steps) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    initialise(database, revision_2_9_2);
    BOOST_TEST_REQUIRE(run_split(Command::migrate, file, database.uri(), {"--jobs", "4"}).error == "");
    BOOST_TEST(database.query("SELECT count(*) FROM metrics") == "30004");
    BOOST_TEST(database.query("SELECT count(*) FROM latest_metrics") == "23");
    // The target is not replaced again, because it holds rows.
    BOOST_TEST((run_split(Command::migrate, file, database.uri()).code == ExitCode::target));
}

BOOST_AUTO_TEST_CASE(a_rehearsal_and_discard_leave_nothing_of_the_hypertable_behind) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    BOOST_TEST_REQUIRE(traces_of_hypertables(database) == "0");
    BOOST_TEST_REQUIRE(run_split(Command::migrate, file, database.uri(), {"--dry-run"}).error == "");
    BOOST_TEST(traces_of_hypertables(database) == "0");
    refuse_primary_key(database);
    Outcome const failed = run_split(Command::migrate, file, database.uri());
    BOOST_TEST(failed.error.find("no key today") != std::string::npos, failed.error);
    BOOST_TEST(traces_of_hypertables(database) != "0");
    BOOST_TEST(run(Command::discard, "", database.uri()).error == "");
    BOOST_TEST(traces_of_hypertables(database) == "0");
}

BOOST_AUTO_TEST_CASE(an_interrupted_run_is_resumed_only_with_the_same_setting) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    refuse_primary_key(database);
    BOOST_TEST((run_split(Command::migrate, file, database.uri()).code == ExitCode::target));
    database.query("DROP EVENT TRIGGER refuse");
    Outcome const other = run(Command::migrate, file, database.uri());
    BOOST_TEST((other.code == ExitCode::target));
    BOOST_TEST(other.error.find("--hypertable") != std::string::npos, other.error);
    Outcome const resumed = run_split(Command::migrate, file, database.uri());
    BOOST_TEST(resumed.error == "");
    BOOST_TEST(resumed.fact("/resumed_steps") != "0");
    BOOST_TEST(run(Command::verify, file, database.uri()).error == "");
}

BOOST_AUTO_TEST_CASE(killed_at_any_moment_the_target_is_untouched_or_complete_and_a_second_run_succeeds) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    std::mt19937_64 random{20261121};
    for (int round = 0; round < 5; ++round) {
        TimescaleDatabase database;
        pid_t const child = start_binary(
            {"migrate", file, database.uri(), "--hypertable", "--rejects", folder.file("r"), "--jobs", "2"});
        std::this_thread::sleep_for(std::chrono::milliseconds{50 + random() % 1500});
        kill(child, SIGKILL);
        exit_of(child);
        BOOST_TEST_CONTEXT("round " << round) {
            std::string const tables = database.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
            BOOST_TEST((tables == "0" || tables == "16"));
            std::string error;
            // The lock of the killed session is released when the server notices that its client is gone.
            for (int attempt = 0; tables == "0" && attempt < 50; ++attempt) {
                error = run_split(Command::migrate, file, database.uri()).error;
                if (error.find("another migration is running") == std::string::npos) break;
                std::this_thread::sleep_for(std::chrono::milliseconds{100});
            }
            BOOST_TEST(error == "");
            BOOST_TEST(chunks_of(database) == "38");
            BOOST_TEST(run(Command::verify, file, database.uri()).error == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_an_event_trigger_does_to_a_chunk_while_it_is_published_undoes_the_publish) {
    for (char const* const statement : {"DELETE FROM %s", "TRUNCATE %s", "DROP TABLE %s"}) {
        BOOST_TEST_CONTEXT(statement) {
            TestFolder folder;
            TimescaleDatabase database;
            std::string const file = folder.file("m.db");
            create_three_years(file);
            database.query(fmt::format(
                "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE chunk text; BEGIN "
                "SELECT min(inhrelid::regclass::text) INTO chunk FROM pg_inherits WHERE inhparent = "
                "to_regclass('public.metrics'); IF chunk IS NOT NULL THEN EXECUTE format('{}', chunk); END IF; END $$; "
                "CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('DROP SCHEMA') EXECUTE FUNCTION guard()",
                statement));
            Outcome const refused = run_split(Command::migrate, file, database.uri());
            BOOST_TEST((refused.code == ExitCode::target), refused.error);
            BOOST_TEST(refused.error.find("an event trigger changes tables while they are published: guard (") !=
                           std::string::npos,
                       refused.error);
            BOOST_TEST(refused.error.find("_chunk") != std::string::npos, refused.error);
            BOOST_TEST(database.query("SELECT to_regclass('public.metrics') IS NULL") == "t");
            database.query("DROP EVENT TRIGGER guard");
            Outcome const resumed = run_split(Command::migrate, file, database.uri());
            BOOST_TEST(resumed.error == "");
            BOOST_TEST(resumed.fact("/resumed_steps") != "0");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_role_without_more_than_the_granted_rights_migrates) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    database.query(
        fmt::format("CREATE ROLE poor_timescale_role LOGIN PASSWORD 'poor'; GRANT CREATE ON DATABASE {} TO "
                    "poor_timescale_role; GRANT CREATE ON SCHEMA public TO poor_timescale_role",
                    database.name()));
    Outcome const migrated = run_split(Command::migrate, file, database.uri_as("poor_timescale_role:poor"));
    BOOST_TEST(migrated.error == "");
    BOOST_TEST(chunks_of(database) == "38");
    database.query("DROP OWNED BY poor_timescale_role; DROP ROLE poor_timescale_role");
}

BOOST_AUTO_TEST_CASE(verify_sees_what_is_changed_or_not_valid_inside_of_a_chunk) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    BOOST_TEST_REQUIRE(run_split(Command::migrate, file, database.uri()).error == "");
    std::string const of_a_chunk =
        "oid = (SELECT min(c.oid) FROM pg_constraint c JOIN pg_inherits ON inhrelid = conrelid ";
    struct Case {
        std::string spoil;
        std::string mend;
        char const* words;
    };
    for (Case const& entry : std::initializer_list<Case>{
             {"UPDATE metrics SET value = value + 1 WHERE step = 29999",
              "UPDATE metrics SET value = value - 1 WHERE step = 29999", "metrics: source"},
             {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = (SELECT min(indexrelid) FROM pg_index JOIN "
              "pg_inherits ON inhrelid = indrelid WHERE indexrelid::regclass::text LIKE '%index_metrics_run_uuid')",
              "UPDATE pg_index SET indisvalid = true", "index index_metrics_run_uuid of table metrics is missing"},
             {"UPDATE pg_constraint SET convalidated = false WHERE " + of_a_chunk + "WHERE conname LIKE '%metric_pk')",
              "UPDATE pg_constraint SET convalidated = true", "constraint metric_pk of table metrics is missing"},
             {"UPDATE pg_constraint SET convalidated = false WHERE " + of_a_chunk + "WHERE contype = 'f')",
              "UPDATE pg_constraint SET convalidated = true",
              "constraint metrics_run_uuid_fkey of table metrics is missing"},
         }) {
        database.query(entry.spoil);
        Outcome const spoilt = run(Command::verify, file, database.uri());
        BOOST_TEST((spoilt.code == ExitCode::verification), entry.words);
        BOOST_TEST(spoilt.fact("/differences").find(entry.words) != std::string::npos, spoilt.fact("/differences"));
        database.query(entry.mend);
        BOOST_TEST(run(Command::verify, file, database.uri()).error == "");
    }
}

BOOST_AUTO_TEST_CASE(the_extension_may_be_in_any_schema_but_must_know_what_is_asked_of_it) {
    TestFolder folder;
    TestDatabase const database{"ENCODING 'UTF8' TEMPLATE template0"};
    std::string const file = folder.file("m.db");
    create_three_years(file);
    database.query("CREATE SCHEMA \"My Extensions\"; CREATE EXTENSION timescaledb SCHEMA \"My Extensions\"");
    std::string const by_range = "ALTER FUNCTION \"My Extensions\".";
    // As in TimescaleDB before 2.13.
    database.query(by_range + "by_range(name, anyelement, regproc) RENAME TO by_range_of_tests");
    Outcome const old = run_split(Command::migrate, file, database.uri());
    BOOST_TEST((old.code == ExitCode::target));
    BOOST_TEST(old.next_step.find("ALTER EXTENSION timescaledb UPDATE") != std::string::npos, old.next_step);
    database.query(by_range + "by_range_of_tests(name, anyelement, regproc) RENAME TO by_range");
    BOOST_TEST(run_split(Command::migrate, file, database.uri()).error == "");
    BOOST_TEST(chunks_of(database) == "38");
}

BOOST_AUTO_TEST_CASE(rejected_rows_are_left_out_of_the_hypertable_too) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_three_years(file);
    execute(
        file,
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('orphan', 1, 0, 'gone', 0, 0)");
    BOOST_TEST((run_split(Command::migrate, file, database.uri()).code == ExitCode::data));
    BOOST_TEST(traces_of_hypertables(database) == "0");
    Outcome const migrated = run_split(Command::migrate, file, database.uri(), {"--on-misfit", "reject"});
    BOOST_TEST(migrated.error == "");
    BOOST_TEST(migrated.fact("/rejected/metrics") == "1");
    BOOST_TEST(chunks_of(database) == "38");
    BOOST_TEST(migrated.fact("/hypertable/chunks") == "38");
}

BOOST_AUTO_TEST_CASE(the_servers_memory_stays_bounded_at_the_most_chunks_there_can_be) {
    TestFolder folder;
    TimescaleDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    execute(file, "DELETE FROM metrics; DELETE FROM latest_metrics");
    add_metrics(file, 20000, fmt::format("(i % 100 - 50) * {}", 30 * day_ms));
    ServerMemory memory{database};
    Outcome const migrated = run_split(Command::migrate, file, database.uri());
    long const kilobytes = memory.most();
    BOOST_TEST(migrated.error == "");
    BOOST_TEST(chunks_of(database) == "100");
    BOOST_TEST_MESSAGE("the server's sessions took up to " << kilobytes << " kB");
    BOOST_TEST(kilobytes > 1000);
    BOOST_TEST(kilobytes < 400'000);
}

BOOST_AUTO_TEST_SUITE_END()
