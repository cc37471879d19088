// SPDX-License-Identifier: Apache-2.0
#include "mlflow/artifacts.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <random>
#include <set>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "mlflow/plan.hpp"
#include "random.hpp"
#include "rows/convert.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

Rewrites rewrites(std::vector<std::string> const& typed) {
    Rewrites made;
    for (std::string const& rule : typed) made.add(rule);
    return made;
}

std::string applied(std::vector<std::string> const& typed, std::string_view location) {
    return rewrites(typed).apply(location).value_or("as it was");
}

// The tables of a recorded revision as make_plan sees them.
std::vector<SourceTable> source_tables(Schema const& schema) {
    std::vector<SourceTable> tables;
    for (Table const& table : schema.tables) {
        SourceTable source;
        source.name = table.name;
        for (Column const& column : table.columns) source.columns.push_back({column.name, column.is_generated()});
        tables.push_back(std::move(source));
    }
    return tables;
}

Plan plan_of(std::string const& revision, Rules const& rules) {
    Schema const schema = recorded_schema(revision);
    return make_plan(source_tables(schema), schema, rules);
}

struct Rewritten {
    bool fits;
    std::vector<std::string> texts;  // own the bytes of the values
    std::vector<RowConverter::Fixed> fixed;
    std::vector<RowConverter::Problem> problems;
};

// A row with NULL in all columns except these.
Rewritten convert(Plan const& plan, std::string const& table, std::map<std::string, std::string> const& set) {
    TablePlan planned = plan.table(table);
    for (ColumnPlan& column : planned.columns) column.target.not_null = false;
    std::vector<Value> row(planned.columns.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto const found = set.find(planned.columns[i].target.name);
        if (found != set.end()) row[i] = Value::text(found->second);
    }
    RowConverter converter{planned, plan.rules};
    Rewritten result{converter.convert(row), {}, converter.fixed(), converter.problems()};
    for (Value const& value : converter.values()) result.texts.emplace_back(value.bytes);
    return result;
}

std::string text_in(Plan const& plan, Rewritten const& row, std::string const& table, std::string const& column) {
    std::vector<std::string> const names = plan.table(table).column_names();
    return row.texts.at(static_cast<std::size_t>(std::find(names.begin(), names.end(), column) - names.begin()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(artifacts_tests)

BOOST_AUTO_TEST_CASE(only_whole_components_are_a_prefix) {
    for (auto const& [location, expected] :
         std::vector<std::pair<std::string, std::string>>{{"/a/b", "s3://x"},
                                                          {"/a/b/", "s3://x/"},
                                                          {"/a/b/c/d", "s3://x/c/d"},
                                                          {"/a/bc", "as it was"},
                                                          {"/a", "as it was"},
                                                          {"/a/B/c", "as it was"},
                                                          {"a/b", "as it was"},
                                                          {"file:///a/b/c", "as it was"},
                                                          {"/x/a/b", "as it was"},
                                                          {"", "as it was"}}) {
        BOOST_TEST(applied({"/a/b=s3://x"}, location) == expected, location);
        BOOST_TEST(applied({"/a/b/=s3://x/"}, location) == expected, location << " with slashes");
    }
}

BOOST_AUTO_TEST_CASE(roots_and_uris_are_prefixes_too) {
    BOOST_TEST(applied({"/=s3://x"}, "/a/b") == "s3://x/a/b");
    BOOST_TEST(applied({"/=s3://x"}, "a/b") == "as it was");
    BOOST_TEST(applied({"file:///=/mnt"}, "file:///a") == "/mnt/a");
    BOOST_TEST(applied({"/a=/"}, "/a/b") == "/b");
    BOOST_TEST(applied({"/a=/"}, "/a") == "/");
    BOOST_TEST(applied({"s3://old/=s3://new/mlruns/"}, "s3://old/1/run/artifacts") ==
               "s3://new/mlruns/1/run/artifacts");
    BOOST_TEST(applied({"s3://old=s3://new"}, "s3://older/1") == "as it was");
    BOOST_TEST(applied({"mlruns=/srv/mlruns"}, "mlruns/0") == "/srv/mlruns/0");
}

BOOST_AUTO_TEST_CASE(a_backslash_separates_on_windows_and_nowhere_else) {
    for (auto const& [rule, location, expected] : std::vector<std::array<std::string, 3>>{
             {R"(C:\Users\me\my runs=s3://x)", R"(C:\Users\me\my runs\0\abc\artifacts)", "s3://x/0/abc/artifacts"},
             {R"(C:\Users\me\my runs\=s3://x/)", R"(C:\Users\me\my runs\0)", "s3://x/0"},
             {R"(C:\Users\me\my runs=s3://x)", R"(C:\Users\me\my runs)", "s3://x"},
             {R"(C:\Users\me\my=s3://x)", R"(C:\Users\me\my runs\0)", "as it was"},
             {R"(C:\=s3://x)", R"(C:\runs\0)", "s3://x/runs/0"},
             {R"(C:\=/mnt/c)", R"(D:\runs\0)", "as it was"},
             {R"(c:\runs=/mnt)", R"(C:\runs\0)", "as it was"},  // compared byte by byte
             {R"(C:\runs=D:\runs)", R"(C:\runs\0)", R"(D:\runs\0)"},
             {R"(C:\runs=/srv/runs)", R"(C:\runs\a/b)", "/srv/runs/a/b"},
             {"C:/runs=/srv/runs", R"(C:/runs\0/a)", "/srv/runs/0/a"},
             {R"(\\server\share=/srv)", R"(\\server\share\0)", "/srv/0"},
             {R"(mlruns=/srv/mlruns)", R"(mlruns\0\abc)", "/srv/mlruns/0/abc"},
             {"file:///C:/Users/me=/srv", "file:///C:/Users/me/runs/0", "/srv/runs/0"},
             {"file:///C:/Users/me=/srv", R"(file:///C:/Users/me\runs\0)", "/srv/runs/0"},
             {"/srv/my=s3://x", R"(/srv/my\runs)", "as it was"},
             {"/srv=s3://x", R"(/srv/my\runs)", R"(s3://x/my\runs)"},
             {"s3://a/my=s3://x", R"(s3://a/my\runs)", "as it was"},
             {"/srv=C:\\runs", "/srv/0/a", "C:\\runs/0/a"}}) {
        BOOST_TEST(applied({rule}, location) == expected, rule << " applied to " << location);
    }
}

BOOST_AUTO_TEST_CASE(folders_on_windows_are_local_and_have_the_root_that_a_person_configured) {
    std::string const id(32, 'a');
    for (auto const& [location, root] : std::vector<std::pair<std::string, std::string>>{
             {R"(C:\Users\me\my runs\7\)" + id + R"(\artifacts)", R"(C:\Users\me\my runs)"},
             {R"(C:\mlruns\7)", R"(C:\mlruns)"},
             {R"(\\server\share\7\models\m-)" + id, R"(\\server\share)"},
             {R"(mlruns\7\)" + id, "mlruns"},
             {"file:///C:/Users/me/mlruns/7/" + id + "/artifacts", "file:///C:/Users/me/mlruns"},
             {"/srv/my\\runs/7/" + id, "/srv/my\\runs"}}) {
        BOOST_TEST(is_local(location), location);
        BOOST_TEST(artifact_root(location) == root, location);
    }
}

BOOST_AUTO_TEST_CASE(the_longest_prefix_wins_in_whatever_order_they_are_given) {
    std::vector<std::string> rules{"/a=/1", "/a/b=/2", "/a/b/c=/3", "/b=/4"};
    std::sort(rules.begin(), rules.end());
    do {
        BOOST_TEST(applied(rules, "/a/x") == "/1/x");
        BOOST_TEST(applied(rules, "/a/b/x") == "/2/x");
        BOOST_TEST(applied(rules, "/a/b/c/x") == "/3/x");
        BOOST_TEST(applied(rules, "/a/b/cd") == "/2/cd");
        BOOST_TEST(applied(rules, "/b") == "/4");
    } while (std::next_permutation(rules.begin(), rules.end()));
}

BOOST_AUTO_TEST_CASE(what_was_rewritten_is_not_rewritten_again) {
    BOOST_TEST(applied({"/a=/b", "/b=/c"}, "/a/x") == "/b/x");
    BOOST_TEST(applied({"/a=/a/a"}, "/a/x") == "/a/a/x");
}

// The rule in another form: by components.
BOOST_AUTO_TEST_CASE(generated_rules_and_locations_agree_with_the_rule_by_components) {
    std::mt19937_64 random{seed()};
    auto const components = [&](std::size_t most) {
        std::vector<std::string> made;
        for (std::size_t i = random() % (most + 1) + 1; i > 0; --i) {
            made.push_back(std::vector<std::string>{"a", "b", "ab", "a b", "é", "%20", "a=b"}[random() % 7]);
        }
        return made;
    };
    auto const path = [](std::string const& scheme, std::vector<std::string> const& parts) {
        std::string text = scheme;
        for (std::string const& part : parts) text += text == scheme ? part : "/" + part;
        return text;
    };
    for (int round = rounds("MLFLOW2PG_REWRITES", 20000); round > 0; --round) {
        std::map<std::vector<std::string>, std::string> wanted;
        Rewrites made;
        std::string const scheme = std::vector<std::string>{"", "/", "s3://", "file:///"}[random() % 4];
        for (std::size_t rule = random() % 3 + 1; rule > 0; --rule) {
            std::vector<std::string> old = components(2);
            for (std::string& part : old) std::erase(part, '=');
            std::string const to = fmt::format("gs://{}", random() % 1000);
            if (!wanted.emplace(old, to).second) continue;
            made.add(path(scheme, old) + (random() % 2 == 0 ? "/=" : "=") + to + (random() % 2 == 0 ? "/" : ""));
        }
        std::vector<std::string> const parts = components(4);
        std::optional<std::string> expected;
        for (std::size_t length = parts.size(); length > 0 && !expected; --length) {
            auto const cut = parts.begin() + static_cast<std::ptrdiff_t>(length);
            auto const found = wanted.find({parts.begin(), cut});
            if (found == wanted.end()) continue;
            expected = found->second;
            for (auto part = cut; part != parts.end(); ++part) *expected += "/" + *part;
        }
        std::string const location = path(scheme, parts);
        BOOST_TEST_REQUIRE(made.apply(location).value_or("none") == expected.value_or("none"), location);
    }
}

BOOST_AUTO_TEST_CASE(a_rule_without_both_sides_or_given_twice_is_refused) {
    for (std::string const typed : {"", "=", "=/new", "/old=", "/old"}) {
        BOOST_CHECK_THROW(rewrites({typed}), UsageError);
    }
    BOOST_CHECK_THROW(rewrites({"/a=/b", "/a/=/c"}), UsageError);
    for (std::string const old : {"ftp://ann:Sesame99@host/a", "ftp://ann:ab/Sesame99@host/a"}) {
        try {
            rewrites({old + "=/b", old + "=/c"});
            BOOST_ERROR("taken twice");
        } catch (UsageError const& error) {
            BOOST_TEST(std::string{error.what()}.find("Sesame99") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_program_shows_in_place_of_a_location_is_refused_as_one) {
    for (std::string const typed :
         {"OLD=NEW", "/srv/mlruns=NEW", "/srv/mlruns=s3://u:***@b", "s3://u:***@b=/srv/mlruns"}) {
        BOOST_CHECK_THROW(rewrites({typed}), UsageError);
    }
    BOOST_TEST(applied({"/a=/NEW"}, "/a/b") == "/NEW/b");
}

BOOST_AUTO_TEST_CASE(a_rule_with_several_equals_signs_is_refused_as_nobody_can_tell_where_old_ends) {
    for (std::string const typed : {"/a=b=/c", "/a=s3://b/k=v", "==", "a=b="}) {
        BOOST_CHECK_THROW(rewrites({typed}), UsageError);
    }
}

BOOST_AUTO_TEST_CASE(a_password_in_a_local_root_is_masked) {
    LocalArtifacts local;
    local.add("file://ann:Ses/ame99@host/mlruns/7");
    BOOST_REQUIRE(local.roots.size() == 1U);
    BOOST_TEST(local.roots.begin()->first == "file://ann:***@host/mlruns");
}

BOOST_AUTO_TEST_CASE(paths_and_file_uris_are_local) {
    for (char const* const local : {"/srv/mlruns/0", "mlruns/0", "./mlruns", "file:///srv/mlruns", "file:/srv",
                                    "FILE:///srv", "C:\\mlruns\\0", "c:/mlruns", "../x", "a folder:with colon"}) {
        BOOST_TEST(is_local(local), local);
    }
    for (char const* const elsewhere :
         {"", "s3://bucket/x", "dbfs:/x", "gs://b", "wasbs://c@a/x", "mlflow-artifacts:/0", "runs:/1/model",
          "models:/m-1", "hdfs://h/x", "http://h/x", "REDACTED-SOURCE-PATH"}) {
        BOOST_TEST(!is_local(elsewhere), elsewhere);
    }
}

BOOST_AUTO_TEST_CASE(the_root_is_what_somebody_chose) {
    std::string const id = "0123456789abcdef0123456789abcdef";
    for (auto const& [location, root] : std::vector<std::pair<std::string, std::string>>{
             {"/srv/mlruns/7", "/srv/mlruns"},
             {"/srv/mlruns/7/", "/srv/mlruns"},
             {"/srv/mlruns/7/" + id + "/artifacts", "/srv/mlruns"},
             {"/srv/mlruns/7/" + id + "/artifacts/model", "/srv/mlruns"},
             {"/srv/2024/mlruns/0/" + id + "/artifacts", "/srv/2024/mlruns"},
             {"file:///home/ann/mlruns/123456789012345678/" + id + "/artifacts", "file:///home/ann/mlruns"},
             {"mlruns/0", "mlruns"},
             {"./mlruns/0/" + id + "/artifacts", "./mlruns"},
             {"/srv/churn", "/srv/churn"},
             {"/srv/churn/" + id + "/artifacts", "/srv/churn"},
             {"/srv/mlruns/7/models/m-" + id + "/artifacts/", "/srv/mlruns"},
             {"/srv/mlruns/7/traces/tr-" + id + "/artifacts", "/srv/mlruns"},
             {"/srv/mlruns/7/traces/" + id + "/artifacts", "/srv/mlruns"},
             {"/srv/models/7", "/srv/models"},
             {"/7", "/7"},
             {"0", "0"},
             {"/", "/"}}) {
        BOOST_TEST(artifact_root(location) == root, location);
        // What is printed as OLD is a prefix of the location.
        BOOST_TEST(rewrites({root + "=s3://x"}).apply(location).has_value(), location);
    }
}

BOOST_AUTO_TEST_CASE(local_locations_are_counted_by_root_in_bounded_memory) {
    LocalArtifacts local;
    for (int i = 0; i < 30; ++i) local.add(fmt::format("/srv/mlruns/{}", i));
    local.add("s3://bucket/0");
    for (int i = 0; i < 5; ++i) local.add("mlruns/0");
    BOOST_TEST(local.total == 35U);
    BOOST_TEST(local.by_count().front().first == "/srv/mlruns");
    BOOST_TEST(local.by_count().front().second == 30U);
    BOOST_TEST(local.roots.at("mlruns") == 5U);
    for (int i = 0; i < 5000; ++i) local.add(fmt::format("/tmp/tmp{}/model", i));
    BOOST_TEST(local.total == 5035U);
    BOOST_TEST(local.roots.size() == LocalArtifacts::most_roots);
}

BOOST_AUTO_TEST_CASE(passwords_in_uris_are_masked) {
    BOOST_TEST(masked("ftp://ann:Sesame99@host:21/a") == "ftp://ann:***@host:21/a");
    BOOST_TEST(masked("ftp://ann:Ses@me99@host") == "ftp://ann:***@host");
    BOOST_TEST(masked("s3://AKIA:ab/cd@bucket/a") == "s3://AKIA:***@bucket/a");
    BOOST_TEST(masked("s3://AKIA:ab/c@d@bucket/a") == "s3://AKIA:***@bucket/a");
    for (char const* const as_it_is :
         {"wasbs://container@account/x", "s3://bucket/a:b@c", "/a/b:c@d", "", "s3://h:1/x"}) {
        BOOST_TEST(masked(as_it_is) == as_it_is);
    }
}

BOOST_AUTO_TEST_CASE(every_column_of_locations_is_in_some_recorded_revision_and_in_the_plan_of_the_newest) {
    Plan const plan = plan_of(revision_3_18_0, {});
    for (LocationColumn const& location : location_columns()) {
        TablePlan const& table = plan.table(location.table);
        bool found = false;
        for (ColumnPlan const& column : table.columns) {
            if (column.target.name != location.column) continue;
            found = true;
            BOOST_TEST((column.location != nullptr));
            BOOST_TEST((column.location_tag >= 0) == !location.tags.empty());
        }
        BOOST_TEST(found, location.table << "." << location.column);
    }
}

// A person has to look at every column that a later MLflow adds and that may be a location.
BOOST_AUTO_TEST_CASE(every_column_that_sounds_like_a_location_is_one_or_is_known_to_be_none) {
    std::set<std::string> const none{"webhooks.url", "mcp_access_endpoints.url", "mcp_server_versions.source",
                                     "skill_versions.source", "evaluation_dataset_records.source"};
    for (Revision const& revision : known_revisions()) {
        if (!revision.recorded) continue;
        for (Table const& table : recorded_schema(revision.id).tables) {
            for (Column const& column : table.columns) {
                std::string const name = table.name + "." + column.name;
                bool const sounds = column.name == "source" || column.name == "url" || column.name.ends_with("_uri") ||
                                    column.name.ends_with("_location") || column.name.ends_with("_root");
                auto const& known = location_columns();
                bool const is = std::any_of(known.begin(), known.end(), [&](LocationColumn const& location) {
                    return location.table == table.name && location.column == column.name;
                });
                BOOST_TEST((!sounds || is || none.contains(name)), revision.id << ": " << name);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(locations_are_rewritten_as_rows_are_converted_and_nothing_else_is) {
    Rules rules;
    rules.artifacts = rewrites({"/old=s3://new"});
    Plan const plan = plan_of(revision_3_18_0, rules);
    Rewritten const run =
        convert(plan, "runs", {{"artifact_uri", "/old/1/artifacts"}, {"source_name", "/old/train.py"}});
    BOOST_TEST(run.fits);
    BOOST_TEST(text_in(plan, run, "runs", "artifact_uri") == "s3://new/1/artifacts");
    BOOST_TEST(text_in(plan, run, "runs", "source_name") == "/old/train.py");
    BOOST_REQUIRE(run.fixed.size() == 1U);
    BOOST_TEST(run.fixed[0].fixes.names() == "rewrite-artifacts");
    Rewritten const other = convert(plan, "runs", {{"artifact_uri", "/older/1"}});
    BOOST_TEST(other.fits);
    BOOST_TEST(other.fixed.empty());
    BOOST_TEST(text_in(plan, other, "runs", "artifact_uri") == "/older/1");
}

BOOST_AUTO_TEST_CASE(only_the_tags_that_are_locations_are_rewritten) {
    Rules rules;
    rules.artifacts = rewrites({"/old=s3://new"});
    Plan const plan = plan_of(revision_3_18_0, rules);
    for (auto const& [key, changes] : std::map<std::string, bool>{{"mlflow.artifactLocation", true},
                                                                  {"mlflow.trace.archiveLocation", true},
                                                                  {"mlflow.traceName", false},
                                                                  {"", false}}) {
        Rewritten const tag = convert(plan, "trace_tags", {{"key", key}, {"value", "/old/1"}});
        BOOST_TEST(text_in(plan, tag, "trace_tags", "value") == (changes ? "s3://new/1" : "/old/1"), key);
        BOOST_TEST(tag.fixed.size() == (changes ? 1U : 0U), key);
    }
}

BOOST_AUTO_TEST_CASE(a_rewritten_location_that_is_too_long_is_told_as_such) {
    Rules rules;
    rules.artifacts = rewrites({"/o=s3://" + std::string(200, 'n')});
    Plan const plan = plan_of(revision_3_18_0, rules);
    Rewritten const run = convert(plan, "runs", {{"artifact_uri", "/o/123"}});
    BOOST_TEST(!run.fits);
    BOOST_REQUIRE(run.problems.size() == 1U);
    BOOST_TEST((run.problems[0].reason == Reason::rewritten_too_long));
    BOOST_TEST(run.problems[0].detail == "209 characters, varchar(200)");
    // A truncated location would point nowhere. A location that no rule changed is truncated, as the user asked.
    rules.fixes.add(Fix::truncate);
    Plan const cutting = plan_of(revision_3_18_0, rules);
    BOOST_TEST(!convert(cutting, "runs", {{"artifact_uri", "/o/123"}}).fits);
    BOOST_TEST(!convert(cutting, "runs", {{"artifact_uri", "/other/" + std::string(200, 'x')}}).fits);
}

BOOST_AUTO_TEST_SUITE_END()
