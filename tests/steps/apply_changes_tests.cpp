// SPDX-License-Identifier: Apache-2.0
// A target that holds one state of a source is changed to another state, and then read completely.
#include "steps/apply_changes.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/sql.hpp"
#include "database.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "random.hpp"
#include "run.hpp"
#include "source/source.hpp"
#include "sources.hpp"
#include "steps/read_again.hpp"
#include "steps/read_back.hpp"
#include "target/conninfo.hpp"
#include "target/libpq.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

Plan plan_of(std::string const& path) {
    Source const source{path, Source::Hold::look};
    return make_plan(source.tables(), recorded_schema(source.revision()), Rules{});
}

// The checksum of the rows that a migration would write to the target.
Checksum in_source(std::string const& path, Plan const& plan, TablePlan const& table) {
    Sqlite const reader{path, Sqlite::Mode::immutable};
    Checksum sum;
    RowHash hash;
    for_each_row_again(reader, plan, table, nullptr, {}, [&](std::vector<Value> const& row) { sum.add(hash.of(row)); });
    return sum;
}

Checksum in_target(PgConnection& connection, TablePlan const& table) {
    Checksum sum;
    RowHash hash;
    for_each_row_back(connection, "public", table, [&](std::vector<Value> const& row) { sum.add(hash.of(row)); });
    return sum;
}

// Two states of a source, and a target that holds the earlier one.
class Migrated {
public:
    Migrated(std::string const& before, std::string const& after) : before_{before}, after_{after} {
        Outcome const outcome = run(Command::migrate, before, database_.uri());
        BOOST_TEST_REQUIRE((outcome.code == ExitCode::done), outcome.error);
    }

    TestDatabase const& target() const { return database_; }
    // Commits, and compares all tables with the later state.
    std::vector<AppliedChanges> apply(std::uint64_t most_rows = 1000000) const {
        Plan const plan = plan_of(after_);
        PgConnection connection{complete_conninfo(database_.uri())};
        connection.execute("BEGIN");
        Sqlite const earlier{before_, Sqlite::Mode::immutable};
        Sqlite const later{after_, Sqlite::Mode::immutable};
        std::vector<AppliedChanges> applied = apply_changes(earlier, later, plan, connection, "public", {}, most_rows);
        connection.execute("COMMIT");
        BOOST_TEST(applied.size() == plan.tables.size());
        for (AppliedChanges const& changes : applied) {
            TablePlan const& table = plan.table(changes.table);
            Checksum sum = in_source(before_, plan, table);
            sum.add(changes.added);
            Checksum expected = in_source(after_, plan, table);
            BOOST_TEST((in_target(connection, table) == expected), changes.table);
            expected.add(changes.gone);
            BOOST_TEST((sum == expected), changes.table);
        }
        return applied;
    }

private:
    std::string before_;
    std::string after_;
    TestDatabase database_;
};

// The small source, and the same after some SQL.
class SmallStates {
public:
    explicit SmallStates(std::string const& sql) {
        create_small_source(before());
        std::filesystem::copy_file(before(), after());
        execute(after(), sql);
    }
    std::string before() const { return folder_.file("before.db"); }
    std::string after() const { return folder_.file("after.db"); }

private:
    TestFolder folder_;
};

// Deletes rows, changes values and rowids, wherever no constraint is broken.
void change_randomly(std::string const& path, Plan const& plan, std::mt19937_64& random) {
    Sqlite const database{path, Sqlite::Mode::read_write};
    database.execute("PRAGMA foreign_keys = ON; BEGIN");
    auto const if_allowed = [&](std::string const& sql) {
        try {
            database.execute(sql);
        } catch (SourceError const&) {  // a constraint
        }
    };
    for (int round = 0; round < 2; ++round) {
        for (auto table = plan.tables.rbegin(); table != plan.tables.rend(); ++table) {
            std::string const name = quote_identifier(table->name);
            for (int count = 0; count < 8; ++count) {
                std::string const row =
                    fmt::format("rowid = (SELECT rowid FROM {} LIMIT 1 OFFSET {})", name, random() % 40);
                std::string const column =
                    quote_identifier(table->columns[random() % table->columns.size()].target.name);
                std::vector<std::string> const changes{
                    fmt::format("DELETE FROM {} WHERE {}", name, row),
                    fmt::format("UPDATE {0} SET {1} = (SELECT {1} FROM {0} LIMIT 1 OFFSET {2}) WHERE {3}", name, column,
                                random() % 40, row),
                    fmt::format("UPDATE {} SET rowid = rowid + 1000 WHERE {}", name, row)};
                bool const rowid_is_key = table->key.size() == 1 &&
                                          table->columns[static_cast<std::size_t>(table->key[0])].target.type !=
                                              ColumnType::varchar;
                if_allowed(changes[random() % (rowid_is_key ? 2 : 3)]);
            }
        }
    }
    database.execute("COMMIT");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(apply_changes_tests)

BOOST_AUTO_TEST_CASE(rows_are_deleted_updated_and_inserted_and_the_target_is_the_later_state) {
    SmallStates const states{
        "DELETE FROM latest_metrics WHERE run_uuid = 'r2'; DELETE FROM metrics WHERE run_uuid = 'r2'; DELETE FROM "
        "params WHERE run_uuid = 'r2'; DELETE FROM runs WHERE run_uuid = 'r2'; UPDATE runs SET status = 'FINISHED' "
        "WHERE run_uuid = 'r3'; INSERT INTO runs (run_uuid, name, source_type, status, experiment_id, lifecycle_stage) "
        "VALUES ('r4', 'fourth', 'LOCAL', 'RUNNING', 7, 'active'); INSERT INTO params (key, value, run_uuid) VALUES "
        "('lr', '0.3', 'r4')"};
    Migrated const migrated{states.before(), states.after()};
    for (AppliedChanges const& changes : migrated.apply()) {
        BOOST_TEST(changes.by_rows_because == "");
        std::string const counts = fmt::format("-{} +{}", changes.gone.rows, changes.added.rows);
        BOOST_TEST(counts == (changes.table == "runs"              ? "-2 +2"
                              : changes.table == "params"          ? "-1 +1"
                              : changes.table.ends_with("metrics") ? "-1 +0"
                                                                   : "-0 +0"));
    }
    BOOST_TEST(migrated.target().query("SELECT count(*) FROM pg_class WHERE relname LIKE 'mlflow2pg%'") == "0");
}

BOOST_AUTO_TEST_CASE(only_the_rows_of_latest_metrics_whose_metrics_changed_are_recomputed) {
    SmallStates const states{
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 1, 13, 'r1', 3, 0), "
        "('new', 0, 13, 'r2', 3, 0), ('new', 0, 13, 'r2', 3, 1); INSERT INTO latest_metrics (key, value, timestamp, "
        "step, is_nan, run_uuid) VALUES ('new', 0, 13, 3, 1, 'r2')"};
    Migrated const migrated{states.before(), states.after()};
    std::string const untouched = "SELECT xmin FROM latest_metrics WHERE key = 'acc'";
    std::string const before = migrated.target().query(untouched);
    AppliedChanges const latest = migrated.apply().back();
    BOOST_TEST(fmt::format("{} -{} +{}", latest.table, latest.gone.rows, latest.added.rows) == "latest_metrics -1 +2");
    BOOST_TEST(migrated.target().query(untouched) == before);
    BOOST_TEST(migrated.target().query("SELECT step FROM latest_metrics WHERE key = 'loss'") == "3");
    // The metrics do not decide which of the two is the latest; the source's own row does.
    BOOST_TEST(migrated.target().query("SELECT is_nan FROM latest_metrics WHERE key = 'new'") == "t");
}

BOOST_AUTO_TEST_CASE(a_row_that_only_has_another_rowid_stays_with_its_children) {
    SmallStates const states{"UPDATE runs SET rowid = rowid + 100; UPDATE metrics SET rowid = rowid + 100"};
    Migrated const migrated{states.before(), states.after()};
    migrated.apply();
}

BOOST_AUTO_TEST_CASE(a_row_that_somebody_changed_in_the_target_is_not_taken_for_the_earlier_state) {
    SmallStates const states{"DELETE FROM params WHERE key = 'depth'; UPDATE tags SET value = 'x'"};
    for (char const* const sql :
         {"UPDATE params SET value = '4' WHERE key = 'depth'", "DELETE FROM params WHERE key = 'depth'",
          "UPDATE tags SET value = 'x' WHERE key = 'note'"}) {
        Migrated const migrated{states.before(), states.after()};
        migrated.target().query(sql);
        std::string const before = migrated.target().dump();
        BOOST_CHECK_THROW(migrated.apply(), VerificationError);
        BOOST_TEST(migrated.target().dump() == before);
    }
}

BOOST_AUTO_TEST_CASE(a_row_that_the_server_stores_otherwise_is_found) {
    for (char const* const table : {"params", "latest_metrics"}) {
        SmallStates const states{
            "UPDATE params SET value = 'x' WHERE key = 'depth'; INSERT INTO params (key, value, run_uuid) VALUES "
            "('new', 'x', 'r1'); INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('new', "
            "0.5, 1, 'r1', 1, 0)"};
        Migrated const migrated{states.before(), states.after()};
        migrated.target().query(
            fmt::format("CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.value := 7; RETURN "
                        "NEW; END $$; CREATE TRIGGER spoil BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION "
                        "spoil()",
                        table));
        BOOST_CHECK_THROW(migrated.apply(), VerificationError);
    }
}

BOOST_AUTO_TEST_CASE(a_row_without_its_parent_is_refused_by_the_server) {
    SmallStates const states{"INSERT INTO params (key, value, run_uuid) VALUES ('new', 'x', 'nobody')"};
    Migrated const migrated{states.before(), states.after()};
    BOOST_CHECK_EXCEPTION(migrated.apply(), ServerError, [](ServerError const& error) { return error.about_keys(); });
}

BOOST_AUTO_TEST_CASE(long_values_come_through_as_a_whole) {
    SmallStates const states{
        "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source) VALUES "
        "('a', 7, 'a', 'd', 'local', hex(zeroblob(1000000)) || 'é')"};
    Migrated{states.before(), states.after()}.apply();
    execute(states.before(),
            "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, "
            "dataset_source) VALUES ('a', 7, 'a', 'd', 'local', hex(zeroblob(900000)))");
    Migrated{states.before(), states.after()}.apply();
    Migrated{states.after(), states.before()}.apply();
}

BOOST_AUTO_TEST_CASE(more_rows_than_are_worth_it_are_not_applied) {
    SmallStates const states{"UPDATE params SET value = 'x'"};
    Migrated const migrated{states.before(), states.after()};
    BOOST_CHECK_THROW(migrated.apply(5), TooManyChanges);
    BOOST_TEST(migrated.target().query("SELECT count(*) FROM params WHERE value = 'x'") == "0");
    migrated.apply(6);
}

BOOST_AUTO_TEST_CASE(rows_of_latest_metrics_that_do_not_follow_from_metrics_are_told) {
    std::string const metric =
        "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('loss', 1, 13, 'r1', 3, 0); ";
    for (auto const& [sql, differs] : std::vector<std::pair<std::string, bool>>{
             {metric, true},
             {metric + "UPDATE latest_metrics SET value = 1, timestamp = 13, step = 3, is_nan = 0 WHERE key = 'loss'",
              false},
             {"UPDATE latest_metrics SET step = 5 WHERE key = 'acc'", true},
             {"UPDATE params SET value = 'x'", false}}) {
        SmallStates const states{sql};
        Migrated const migrated{states.before(), states.after()};
        BOOST_TEST(migrated.apply().back().differs_from_source == differs, sql);
    }
}

BOOST_AUTO_TEST_CASE(any_two_states_of_all_tables_are_brought_together) {
    std::mt19937_64 random{seed()};
    int const series = rounds("MLFLOW2PG_CHANGES", 60) / 20;
    std::uint64_t applied = 0;
    for (int round = 0; round < series; ++round) {
        for (std::string const& revision : {revision_2_9_2, revision_3_18_0}) {
            std::uint64_t const chosen = seed() + static_cast<std::uint64_t>(round);
            BOOST_TEST_INFO_SCOPE("MLFLOW2PG_SEED=" << chosen << " " << revision);
            TestFolder const folder;
            std::string const one = folder.file("one.db");
            std::string const other = folder.file("other.db");
            create_random_source(one, revision, chosen, 40);
            std::filesystem::copy_file(one, other);
            change_randomly(other, plan_of(one), random);
            for (AppliedChanges const& changes : Migrated{one, other}.apply()) applied += changes.gone.rows;
            for (AppliedChanges const& changes : Migrated{other, one}.apply()) applied += changes.added.rows;
        }
    }
    BOOST_TEST(applied > 100u);
}

BOOST_AUTO_TEST_SUITE_END()
