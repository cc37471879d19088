// SPDX-License-Identifier: Apache-2.0
#include "rows/changed_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/checksum.hpp"
#include "base/sql.hpp"
#include "files.hpp"
#include "mlflow/plan.hpp"
#include "random.hpp"
#include "rows/encode.hpp"
#include "source/source.hpp"
#include "source/sqlite.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

Plan plan_of(std::string const& path, Rules const& rules = {}) {
    Source const source{path, Source::Hold::look};
    return make_plan(source.tables(), recorded_schema(source.revision()), rules);
}

// A source and an earlier state of it.
class TwoStates {
public:
    TwoStates() : before_{folder_.file("before.db")}, after_{folder_.file("after.db")} {}

    std::string const& before() const { return before_; }
    std::string const& after() const { return after_; }
    // Makes the present state the earlier state.
    void keep() const {
        std::filesystem::copy_file(after_, before_, std::filesystem::copy_options::overwrite_existing);
    }
    void write(std::string const& sql) const { execute(after_, sql); }

    // The rows of a table that differ, one per line: "-: …" removed, "+: …" new, "~: … → …" changed.
    std::string changes(std::string const& table) const {
        Plan const plan = plan_of(after_);
        Sqlite const earlier{before_, Sqlite::Mode::immutable};
        Sqlite const later{after_, Sqlite::Mode::read_only};
        later.execute("BEGIN");
        Pages const pages_before{earlier, "the earlier state"};
        Pages const pages_after{later, "the source"};
        ChangedRows rows{pages_before, pages_after, plan.table(table), plan.rules};
        std::string changes;
        while (rows.next()) {
            changes += !rows.after() ? "-" : !rows.before() ? "+" : "~";
            changes += rows.before() ? text(*rows.before()) : "";
            changes += rows.before() && rows.after() ? " →" : "";
            changes += (rows.after() ? text(*rows.after()) : "") + "\n";
        }
        return changes;
    }

private:
    static std::string text(std::vector<Value> const& row) {
        std::string text;
        for (Value const& value : row) text += " " + printable(value);
        return text;
    }

    TestFolder folder_;
    std::string before_;
    std::string after_;
};

Checksum checksum_of(std::string const& path, TablePlan const& table, Rules const& rules) {
    Sqlite const reader{path, Sqlite::Mode::immutable};
    Rows rows{reader, table, rules, Order::table, nullptr};
    Checksum sum;
    while (rows.next()) rows.hash_into(sum);
    return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(changed_rows_tests)

BOOST_AUTO_TEST_CASE(rows_that_are_gone_new_or_changed_come_in_the_order_of_their_rowids) {
    TwoStates const states;
    create_small_source(states.after());
    states.keep();
    BOOST_TEST(states.changes("params") == "");
    states.write(
        "DELETE FROM params WHERE key = 'lr' AND run_uuid = 'r1'; INSERT INTO params (key, value, run_uuid) "
        "VALUES ('new', 'é', 'r3'); UPDATE params SET value = '4' WHERE key = 'depth'");
    BOOST_TEST(states.changes("params") == "- lr 0.1 r1\n~ depth 3 r1 → depth 4 r1\n+ new é r3\n");
    BOOST_TEST(states.changes("tags") == "");
}

BOOST_AUTO_TEST_CASE(a_row_under_another_rowid_is_gone_and_new) {
    TwoStates const states;
    create_small_source(states.after());
    states.keep();
    states.write("UPDATE params SET rowid = 100 WHERE key = 'depth'");
    BOOST_TEST(states.changes("params") == "- depth 3 r1\n+ depth 3 r1\n");
}

BOOST_AUTO_TEST_CASE(long_values_are_compared_whole_and_not_held) {
    TwoStates const states;
    create_small_source(states.after());
    auto const dataset = [](char const* uuid) {
        return fmt::format(
            "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, "
            "dataset_source) VALUES ('{0}', 7, '{0}', 'd', 'local', hex(zeroblob(1000000)));",
            uuid);
    };
    states.write(dataset("a") + dataset("b") + dataset("c"));
    states.keep();
    states.write(
        "UPDATE datasets SET dataset_source = dataset_source WHERE dataset_uuid = 'a';"
        "UPDATE datasets SET dataset_source = substr(dataset_source, 1, 1999999) || 'x' WHERE dataset_uuid = "
        "'b'; DELETE FROM datasets WHERE dataset_uuid = 'c'");
    std::string const changes = states.changes("datasets");
    BOOST_TEST(std::ranges::count(changes, '\n') == 2);
    BOOST_TEST(changes.starts_with("~ b 7 "));
    BOOST_TEST(changes.find("\n- c 7 ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_new_row_that_does_not_fit_stops_the_comparison) {
    TwoStates const states;
    create_small_source(states.after());
    states.keep();
    states.write("INSERT INTO params (key, value, run_uuid) VALUES ('no text', x'00', 'r1')");
    BOOST_CHECK_THROW(states.changes("params"), MisfitFound);
}

BOOST_AUTO_TEST_CASE(all_rows_of_a_table_without_rowids_are_gone_and_new) {
    TwoStates const states;
    create_small_source(states.after());
    states.write(
        "CREATE TABLE p (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT "
        "NULL, CONSTRAINT param_pk PRIMARY KEY (key, run_uuid)) WITHOUT ROWID; INSERT INTO p SELECT * FROM "
        "params; DROP TABLE params; ALTER TABLE p RENAME TO params");
    states.keep();
    states.write("DELETE FROM params WHERE key = 'lr'");
    BOOST_TEST(states.changes("params") == "- depth 3 r1\n- lr 0.1 r1\n- lr 0.2 r2\n+ depth 3 r1\n");
}

BOOST_AUTO_TEST_CASE(the_checksum_before_less_what_is_gone_plus_what_is_new_is_the_checksum_after) {
    std::mt19937_64 random{seed()};
    int differing = 0;
    int const series = rounds("MLFLOW2PG_CHANGES", 60) / 10;
    for (int round = 0; round < series; ++round) {
        std::uint64_t const chosen = seed() + static_cast<std::uint64_t>(round);
        BOOST_TEST_INFO_SCOPE("MLFLOW2PG_SEED=" << chosen);
        TwoStates const states;
        create_random_source(states.after(), revision_3_18_0, chosen, 60);
        states.keep();
        Plan const plan = plan_of(states.after());
        for (TablePlan const& table : plan.tables) {
            std::string const name = quote_identifier(table.name);
            states.write(fmt::format("DELETE FROM {} WHERE rowid % {} = 0", name, 2 + random() % 20));
            states.write(fmt::format("UPDATE OR IGNORE {} SET rowid = rowid + 1000 WHERE rowid % {} = 0", name,
                                     2 + random() % 20));
        }
        for (TablePlan const& table : plan.tables) {
            Sqlite const earlier{states.before(), Sqlite::Mode::immutable};
            Sqlite const later{states.after(), Sqlite::Mode::immutable};
            Pages const pages_before{earlier, "the earlier state"};
            Pages const pages_after{later, "the source"};
            ChangedRows rows{pages_before, pages_after, table, plan.rules};
            while (rows.next()) ++differing;
            BOOST_TEST(rows.by_rows_because() == "");
            Checksum before = checksum_of(states.before(), table, plan.rules);
            Checksum after = checksum_of(states.after(), table, plan.rules);
            before.add(rows.added());
            after.add(rows.gone());
            BOOST_TEST((before == after), table.name);
        }
    }
    BOOST_TEST(differing > 100 * series);
}

BOOST_AUTO_TEST_SUITE_END()
