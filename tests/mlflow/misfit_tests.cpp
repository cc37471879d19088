// SPDX-License-Identifier: Apache-2.0
#include "mlflow/misfit.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

using namespace mlflow2pg;

namespace {

constexpr int reasons = static_cast<int>(Reason::duplicate) + 1;

}  // namespace

BOOST_AUTO_TEST_SUITE(misfit_tests)

BOOST_AUTO_TEST_CASE(every_fix_is_found_by_its_name) {
    std::set<std::string_view> names;
    for (Fix const fix : all_fixes) {
        BOOST_TEST_CONTEXT(name(fix)) {
            BOOST_TEST((find_fix(name(fix)) == fix));
            BOOST_TEST(!description(fix).empty());
            names.insert(name(fix));
        }
    }
    BOOST_TEST(names.size() == all_fixes.size());
}

BOOST_AUTO_TEST_CASE(the_names_of_fixes_are_stable) {
    struct Case {
        Fix fix;
        char const* name;
    };
    for (auto const& [fix, expected] : std::vector<Case>{{Fix::strip_nul, "strip-nul"},
                                                         {Fix::replace_utf8, "replace-utf8"},
                                                         {Fix::truncate, "truncate"},
                                                         {Fix::round, "round"},
                                                         {Fix::json_nan_null, "json-nan-null"},
                                                         {Fix::blob_text, "blob-text"},
                                                         {Fix::text_number, "text-number"}}) {
        BOOST_TEST(name(fix) == expected);
    }
}

BOOST_AUTO_TEST_CASE(nothing_else_is_a_fix) {
    for (char const* const name :
         {"", "strip", "strip-nul ", " strip-nul", "STRIP-NUL", "strip_nul", "strip-nul,truncate", "all"}) {
        BOOST_TEST_CONTEXT(name) { BOOST_TEST(!find_fix(name).has_value()); }
    }
}

BOOST_AUTO_TEST_CASE(a_set_of_fixes_has_what_was_added) {
    Fixes fixes;
    BOOST_TEST(fixes.none());
    BOOST_TEST(fixes.names() == "");
    for (Fix const fix : all_fixes) BOOST_TEST(!fixes.has(fix));
    fixes.add(Fix::truncate);
    fixes.add(Fix::strip_nul);
    fixes.add(Fix::truncate);
    BOOST_TEST(!fixes.none());
    BOOST_TEST(fixes.names() == "strip-nul,truncate");
    Fixes others;
    others.add(Fix::text_number);
    others.add(fixes);
    BOOST_TEST(others.names() == "strip-nul,truncate,text-number");
    BOOST_TEST(fixes.names() == "strip-nul,truncate");
}

BOOST_AUTO_TEST_CASE(every_reason_has_a_name_words_and_a_flag) {
    std::set<std::pair<std::string_view, std::string>> names;  // with the remedy
    for (int i = 0; i < reasons; ++i) {
        auto const reason = static_cast<Reason>(i);
        BOOST_TEST_CONTEXT(name(reason)) {
            BOOST_TEST(!name(reason).empty());
            BOOST_TEST(!description(reason).empty());
            BOOST_TEST(remedy(reason).text().starts_with("--"));
        }
        names.emplace(name(reason), remedy(reason).text());
    }
    BOOST_TEST(names.size() == static_cast<std::size_t>(reasons));
}

BOOST_AUTO_TEST_CASE(a_flag_that_names_a_fix_names_one_that_exists) {
    std::size_t with_fix = 0;
    for (int i = 0; i < reasons; ++i) {
        std::string const typed = remedy(static_cast<Reason>(i)).text();
        std::string const prefix = "--fix ";
        if (!typed.starts_with(prefix)) continue;
        ++with_fix;
        BOOST_TEST_CONTEXT(typed) { BOOST_TEST(find_fix(typed.substr(prefix.size())).has_value()); }
    }
    BOOST_TEST(with_fix == all_fixes.size());
}

BOOST_AUTO_TEST_CASE(reasons_point_at_the_flag_that_settles_them) {
    BOOST_TEST(remedy(Reason::nul_in_text).text() == "--fix strip-nul");
    BOOST_TEST(remedy(Reason::invalid_utf8).text() == "--fix replace-utf8");
    BOOST_TEST(remedy(Reason::too_long).text() == "--fix truncate");
    BOOST_TEST(remedy(Reason::rewritten_too_long).text() == "--rewrite-artifacts with a shorter NEW");
    BOOST_TEST(remedy(Reason::fraction).text() == "--fix round");
    BOOST_TEST(remedy(Reason::json_nan).text() == "--fix json-nan-null");
    BOOST_TEST(remedy(Reason::blob_in_text).text() == "--fix blob-text");
    BOOST_TEST(remedy(Reason::text_in_number).text() == "--fix text-number");
    BOOST_TEST(remedy(Reason::experiment_id).text().starts_with("--experiment-ids"));
    BOOST_TEST(remedy(Reason::too_long_whole).text() == "--on-misfit reject");
    BOOST_TEST(remedy(Reason::orphan).text() == "--on-misfit reject");
}

BOOST_AUTO_TEST_CASE(a_row_is_named_by_key_and_rowid) {
    BOOST_TEST((RowName{"params", {{"key", "lr"}, {"run_uuid", "r1"}}, 7}.text()) ==
               "params[key=lr, run_uuid=r1] (rowid 7)");
    BOOST_TEST((RowName{"params", {{"key", "lr"}}, std::nullopt}.text()) == "params[key=lr]");
    BOOST_TEST((RowName{"t", {}, -1}.text()) == "t[] (rowid -1)");
}

BOOST_AUTO_TEST_CASE(a_capped_list_counts_beyond_its_cap) {
    Capped<int> list{3};
    BOOST_TEST(list.empty());
    BOOST_TEST(list.wants_more());
    for (int i = 0; i < 5; ++i) list.add(i);
    BOOST_TEST(list.total() == 5U);
    BOOST_TEST(list.listed() == (std::vector{0, 1, 2}), boost::test_tools::per_element());
    BOOST_TEST(!list.wants_more());
    BOOST_TEST(!list.empty());
}

BOOST_AUTO_TEST_CASE(entries_that_nobody_described_are_counted) {
    Capped<std::string> list;
    list.count(0);
    BOOST_TEST(list.empty());
    list.count(4);
    BOOST_TEST(!list.empty());
    BOOST_TEST(list.total() == 4U);
    BOOST_TEST(list.listed().empty());
    BOOST_TEST(list.wants_more());
    Capped<std::string> nothing{0};
    nothing.add("x");
    BOOST_TEST(nothing.total() == 1U);
    BOOST_TEST(nothing.listed().empty());
}

BOOST_AUTO_TEST_SUITE_END()
