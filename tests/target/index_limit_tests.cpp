// SPDX-License-Identifier: Apache-2.0
#include "target/index_limit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// So many random Chinese characters of 3 bytes each, which hardly any method can compress.
std::string random_text(int characters) {
    std::mt19937_64 random{seed()};
    std::string text;
    for (int i = 0; i < characters; ++i) {
        unsigned const code = 0x4e00 + static_cast<unsigned>(random() % 0x5000);
        text += static_cast<char>(0xe0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        text += static_cast<char>(0x80 | (code & 0x3f));
    }
    return text;
}

std::string repeated(int characters) {
    std::string text;
    for (int i = 0; i < characters; ++i) text += "模";
    return text;
}

// A source of 3.18 with spans, one of them of this model and provider.
void create_spans(std::string const& file, std::string const& model, std::string const& provider,
                  std::string const& cost) {
    create_random_source(file, revision_3_18_0, seed(), 3);
    execute(file,
            fmt::format("UPDATE spans SET model_name = '{}', model_provider = '{}', input_cost = {}, output_cost = "
                        "NULL, total_cost = NULL WHERE rowid = (SELECT min(rowid) FROM spans)",
                        model, provider, cost));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(index_limit_tests)

BOOST_AUTO_TEST_CASE(a_row_that_is_too_long_for_an_index_is_a_misfit_that_can_be_rejected) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_spans(file, random_text(450), random_text(480), "1.5");
    for (Command const command : {Command::check, Command::migrate}) {
        Outcome const stopped = run(options_for(command, file, database.uri()));
        BOOST_TEST((stopped.code == ExitCode::data), stopped.error);
        BOOST_TEST_REQUIRE(stopped.report.scan.has_value());
        BOOST_TEST_REQUIRE(!stopped.report.scan->misfits.empty());
        Misfit const& misfit = stopped.report.scan->misfits.listed().at(0);
        BOOST_TEST((misfit.reason == Reason::beyond_index));
        BOOST_TEST(misfit.column.find("model_name") != std::string::npos, misfit.column);
        BOOST_TEST(misfit.detail.find("idx_spans_cost_") == 0U, misfit.detail);
        BOOST_TEST(misfit.detail.find(" bytes, at most 2704") != std::string::npos, misfit.detail);
        BOOST_TEST(misfit.row.table == "spans");
    }
    Options options = options_for(Command::migrate, file, database.uri());
    options.reject_misfits = true;
    Outcome const rejected = run(options);
    BOOST_TEST((rejected.code == ExitCode::done), rejected.error);
    BOOST_TEST(database.query("SELECT count(*) FROM spans") == "2");
    BOOST_TEST(rejected.report.rejects.rows.at("spans") == 1U);
}

BOOST_AUTO_TEST_CASE(long_values_that_the_server_makes_short_enough_are_no_misfits) {
    struct Case {
        std::string model;
        std::string provider;
        std::string cost;
    };
    for (Case const& entry : {Case{repeated(500), repeated(500), "1.5"},         // compressed in the index
                              Case{random_text(450), random_text(480), "NULL"},  // not in the index, which has a WHERE
                              Case{random_text(400), random_text(400), "1.5"}}) {
        TestFolder folder;
        TestDatabase database;
        std::string const file = folder.file("m.db");
        create_spans(file, entry.model, entry.provider, entry.cost);
        Outcome const checked = run(options_for(Command::check, file, database.uri()));
        BOOST_TEST((checked.code == ExitCode::done), checked.error);
        Outcome const outcome = run(options_for(Command::migrate, file, database.uri()));
        BOOST_TEST((outcome.code == ExitCode::done), outcome.error);
    }
}

BOOST_AUTO_TEST_CASE(without_a_target_check_says_that_only_a_server_can_judge_long_index_entries) {
    TestFolder folder;
    std::string const file = folder.file("m.db");
    create_spans(file, random_text(450), random_text(480), "1.5");
    Outcome const checked = run(options_for(Command::check, file, ""));
    BOOST_TEST((checked.code == ExitCode::done), checked.error);
    std::string const hints = text_of(checked.report.suggestions.hints);
    BOOST_TEST(hints.find("rows may be too long for an index") != std::string::npos, hints);
}

BOOST_AUTO_TEST_SUITE_END()
