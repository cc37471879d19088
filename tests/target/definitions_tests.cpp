#include "target/definitions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "database.hpp"
#include "files.hpp"
#include "random.hpp"
#include "report/report.hpp"
#include "run.hpp"
#include "sources.hpp"
#include "target/catalog.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

std::string differences(Outcome const& outcome) {
    return fmt::format("{}\n{}", outcome.error, fmt::join(outcome.report.verification.differences, "\n"));
}

bool has(std::string const& text, std::string const& words) { return text.find(words) != std::string::npos; }

struct Damage {
    std::string sql;
    std::vector<std::string> words;  // of the one difference
};

// Each damage is done to a database of its own, copied from one that was migrated.
void expect_each_found(std::string const& revision, std::vector<Damage> const& damages) {
    TestFolder folder;
    TestDatabase migrated;
    std::string const file = folder.file("m.db");
    if (revision == revision_2_9_2) {
        create_small_source(file);
    } else {
        create_random_source(file, revision, seed(), 3);
    }
    Outcome const outcome = run(options_for(Command::migrate, file, migrated.uri()));
    BOOST_REQUIRE_MESSAGE(outcome.code == ExitCode::done, outcome.error);
    Outcome const equal = run(options_for(Command::verify, file, migrated.uri()));
    BOOST_REQUIRE_MESSAGE(equal.code == ExitCode::done, differences(equal));
    BOOST_TEST(equal.report.suggestions.hints.empty());
    std::string const before = migrated.dump();
    BOOST_TEST((run(options_for(Command::verify, file, migrated.uri())).code == ExitCode::done));
    BOOST_TEST(migrated.dump() == before);
    for (Damage const& damage : damages) {
        BOOST_TEST_CONTEXT(damage.sql) {
            TestDatabase const damaged{"TEMPLATE " + migrated.name()};
            damaged.query(damage.sql);
            Outcome const verified = run(options_for(Command::verify, file, damaged.uri()));
            BOOST_TEST((verified.code == ExitCode::verification));
            std::string const found = differences(verified);
            for (std::string const& words : damage.words) BOOST_TEST(has(found, words), found);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(definitions_tests)

BOOST_AUTO_TEST_CASE(every_change_of_a_definition_is_named_with_what_differs) {
    expect_each_found(
        revision_2_9_2,
        {
            {"ALTER TABLE experiments ALTER experiment_id DROP DEFAULT; DROP SEQUENCE experiments_experiment_id_seq",
             {"sequence experiments_experiment_id_seq is missing"}},
            {"ALTER TABLE experiments ALTER experiment_id DROP DEFAULT",
             {"column experiment_id of table experiments differs: integer NOT NULL; MLflow's is: integer DEFAULT "
              "nextval('experiments_experiment_id_seq'::regclass) NOT NULL"}},
            {"ALTER SEQUENCE experiments_experiment_id_seq OWNED BY NONE; SELECT "
             "setval('experiments_experiment_id_seq', "
             "1)",
             {"sequence experiments_experiment_id_seq differs", "owned by nothing",
              "owned by experiments.experiment_id"}},
            {"ALTER SEQUENCE experiments_experiment_id_seq INCREMENT -1 MINVALUE -100",
             {"sequence experiments_experiment_id_seq differs", "INCREMENT -1"}},
            {"ALTER SEQUENCE experiments_experiment_id_seq MAXVALUE 60; SELECT setval('experiments_experiment_id_seq', "
             "60)",
             {"sequence experiments_experiment_id_seq differs", "MAXVALUE 60",
              "sequence experiments_experiment_id_seq is at its end"}},
            {"ALTER SEQUENCE experiments_experiment_id_seq CYCLE",
             {"sequence experiments_experiment_id_seq differs", "CYCLE"}},
            {"SELECT setval('experiments_experiment_id_seq', (SELECT max(experiment_id) FROM experiments), false)",
             {"sequence experiments_experiment_id_seq gives", "holds"}},
            {"ALTER TABLE runs DROP CONSTRAINT runs_status_check, ADD CONSTRAINT runs_status_check CHECK (true)",
             {"constraint runs_status_check of table runs differs: CHECK (true)"}},
            {"ALTER TABLE tags DROP CONSTRAINT tags_run_uuid_fkey, ADD CONSTRAINT tags_run_uuid_fkey CHECK (run_uuid "
             "<> "
             "'')",
             {"foreign key tags_run_uuid_fkey of table tags is missing",
              "constraint tags_run_uuid_fkey of table tags is not MLflow's"}},
            {"ALTER TABLE tags DROP CONSTRAINT tags_run_uuid_fkey, ADD CONSTRAINT tags_run_uuid_fkey FOREIGN KEY "
             "(run_uuid) REFERENCES runs (run_uuid) ON DELETE CASCADE",
             {"foreign key tags_run_uuid_fkey of table tags differs", "ON DELETE CASCADE"}},
            {"ALTER TABLE params DROP CONSTRAINT param_pk, ADD CONSTRAINT param_pk UNIQUE (key, run_uuid)",
             {"constraint param_pk of table params differs: UNIQUE (key, run_uuid); MLflow's is: PRIMARY KEY (key, "
              "run_uuid)"}},
            {"DROP INDEX index_params_run_uuid; CREATE INDEX index_params_run_uuid ON params (key)",
             {"index index_params_run_uuid of table params differs", "(key)", "(run_uuid)"}},
            {"ALTER TABLE experiments ALTER name DROP NOT NULL",
             {"column name of table experiments differs: character varying(256); MLflow's is: character varying(256) "
              "NOT "
              "NULL"}},
            {"ALTER TABLE metrics ALTER step TYPE integer", {"column step of table metrics differs: integer"}},
            {"ALTER TABLE metrics ALTER step TYPE numeric",
             {"column step of table metrics differs: numeric", "metrics: not compared"}},
            {"DROP TABLE metrics", {"table metrics is missing", "metrics: not compared"}},
            {"ALTER TABLE metrics ALTER step TYPE numeric", {"column step of table metrics differs: numeric"}},
            {"ALTER TABLE params ALTER value TYPE varchar(9000)",
             {"column value of table params differs: character varying(9000)"}},
            {"ALTER TABLE tags ALTER value TYPE varchar(5000) COLLATE \"C\"", {"column value of table tags differs"}},
            {"ALTER TABLE tags DISABLE TRIGGER ALL",
             {"foreign key tags_run_uuid_fkey of table tags differs", "(its triggers are disabled)"}},
            {"ALTER TABLE tags DROP CONSTRAINT tags_run_uuid_fkey, ADD CONSTRAINT tags_run_uuid_fkey FOREIGN KEY "
             "(run_uuid) REFERENCES runs (run_uuid) NOT VALID",
             {"foreign key tags_run_uuid_fkey of table tags differs", "NOT VALID"}},
            {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'index_params_run_uuid'::regclass",
             {"index index_params_run_uuid of table params differs", "(not valid)"}},
            {"UPDATE pg_index SET indisready = false WHERE indexrelid = 'index_params_run_uuid'::regclass",
             {"index index_params_run_uuid of table params differs", "(not valid)"}},
            {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'param_pk'::regclass",
             {"constraint param_pk of table params differs", "(its index is not valid)"}},
            {"CREATE UNIQUE INDEX one_name ON runs (name)", {"index one_name of table runs is not MLflow's"}},
            {"ALTER TABLE runs ADD CONSTRAINT named CHECK (name <> 'x')", {"constraint named of table runs is not "}},
            {"ALTER TABLE tags ADD tenant text NOT NULL DEFAULT ''; ALTER TABLE tags ALTER tenant DROP DEFAULT",
             {"column tenant of table tags is not MLflow's: text NOT NULL"}},
            {"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER swallow "
             "BEFORE INSERT ON metrics FOR EACH ROW EXECUTE FUNCTION f()",
             {"trigger swallow of table metrics is not MLflow's", "function f of table metrics is not MLflow's"}},
            {"CREATE RULE swallow AS ON INSERT TO tags DO INSTEAD NOTHING",
             {"rule swallow of table tags is not MLflow's"}},
            {"ALTER TABLE tags ENABLE ROW LEVEL SECURITY", {"table tags differs", "row security"}},
            {"CREATE TABLE more_tags () INHERITS (tags)", {"child table more_tags of table tags is not MLflow's"}},
            {"ALTER TABLE tags DROP CONSTRAINT tag_pk; ALTER TABLE tags SET UNLOGGED",
             {"table tags differs", "unlogged"}},
            {"ALTER TABLE tags DROP value; ALTER TABLE tags ADD value varchar(5000)", {"tags"}},
        });
}

BOOST_AUTO_TEST_CASE(triggers_identities_and_generated_columns_of_newer_releases_are_compared_too) {
    expect_each_found(revision_3_18_0,
                      {
                          {"DROP TRIGGER prevent_secrets_aad_mutation ON secrets",
                           {"trigger prevent_secrets_aad_mutation of table secrets is missing",
                            "function prevent_secrets_aad_mutation of table secrets is missing"}},
                          {"ALTER TABLE secrets DISABLE TRIGGER prevent_secrets_aad_mutation",
                           {"trigger prevent_secrets_aad_mutation of table secrets differs", "(disabled)"}},
                          {"CREATE OR REPLACE FUNCTION prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE plpgsql "
                           "AS 'BEGIN RETURN "
                           "NEW; END'",
                           {"function prevent_secrets_aad_mutation of table secrets differs"}},
                          {"ALTER TABLE sql_span_cost_daily_rollups ALTER id SET GENERATED ALWAYS",
                           {"column id of table sql_span_cost_daily_rollups differs", "GENERATED ALWAYS AS IDENTITY"}},
                          {"ALTER TABLE sql_span_cost_daily_rollups ALTER id DROP IDENTITY",
                           {"column id of table sql_span_cost_daily_rollups differs", "is missing"}},
                          {"ALTER TABLE spans ALTER duration_ns DROP EXPRESSION",
                           {"column duration_ns of table spans differs: bigint", "GENERATED ALWAYS AS"}},
                          {"ALTER TABLE workspaces ALTER description SET DEFAULT 'none'",
                           {"column description of table workspaces differs"}},
                      });
}

BOOST_AUTO_TEST_CASE(what_a_dba_adds_without_changing_what_mlflow_stores_is_a_hint) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
    database.query(
        "CREATE INDEX by_name ON runs (name); ALTER TABLE metrics SET (fillfactor = 90); COMMENT ON TABLE runs IS "
        "'ours'; "
        "ALTER TABLE tags REPLICA IDENTITY FULL; ALTER TABLE tags ADD tenant text; GRANT SELECT ON runs TO PUBLIC");
    Outcome const outcome = run(options_for(Command::verify, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::done), differences(outcome));
    std::string const hints = fmt::format("{}", fmt::join(outcome.report.suggestions.hints, "\n"));
    for (char const* const words :
         {"index by_name of table runs is not MLflow's", "setting storage parameters of table metrics",
          "setting comments of table runs", "setting replica identity of table tags", "column tenant of table tags"}) {
        BOOST_TEST(has(hints, words), hints);
    }
}

BOOST_AUTO_TEST_CASE(verify_needs_no_right_but_that_to_make_temporary_tables) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, seed(), 3);
    BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
    std::string const reader = database.name() + "_reader";
    database.query(
        fmt::format("CREATE ROLE {0} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0}; "
                    "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {0}",
                    reader));
    Options const options = options_for(Command::verify, file, database.uri_as(reader));
    Outcome const equal = run(options);
    BOOST_TEST((equal.code == ExitCode::done), differences(equal));
    database.query("ALTER TABLE runs DROP CONSTRAINT runs_status_check, ADD CONSTRAINT runs_status_check CHECK (true)");
    Outcome const damaged = run(options);
    BOOST_TEST((damaged.code == ExitCode::verification), damaged.error);
    BOOST_TEST(damaged.report.verification.differences.size() == 1U, differences(damaged));
    database.query(fmt::format("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", database.name()));
    Outcome const refused = run(options);
    BOOST_TEST((refused.code == ExitCode::target), refused.error);
    BOOST_TEST(has(refused.next_step, "GRANT TEMPORARY ON DATABASE"), refused.next_step);
    database.query(fmt::format("DROP OWNED BY {0}; DROP ROLE {0}", reader));
}

BOOST_AUTO_TEST_CASE(definitions_taken_from_a_catalog_are_equal_to_those_there) {
    for (std::string const& revision : {revision_2_9_2, revision_3_18_0}) {
        TestDatabase database;
        initialise(database, revision);
        Target target{database.uri()};
        std::vector<std::string> tables;
        for (Table const& table : recorded_schema(revision).tables) tables.push_back(table.name);
        Plan plan;
        plan.schema = catalog_schema(target, "public", "newer", tables);
        BOOST_TEST(plan.schema.tables.size() == tables.size());
        DefinitionComparison const comparison = compare_definitions(target, plan, "public");
        BOOST_TEST(comparison.differences.empty(), fmt::format("{}", fmt::join(comparison.differences, "\n")));
        BOOST_TEST(comparison.additions.empty(), fmt::format("{}", fmt::join(comparison.additions, "\n")));
    }
}

BOOST_AUTO_TEST_CASE(every_recorded_schema_is_equal_to_itself) {
    for (Store const store : {Store::tracking, Store::auth, Store::early_auth}) {
        std::vector<Revision> recorded;
        for (Revision const& revision : known_revisions(store)) {
            if (revision.recorded) recorded.push_back(revision);
        }
        for (std::size_t i = 0; i < recorded.size(); i += std::max<std::size_t>(1, recorded.size() - 1)) {
            BOOST_TEST_CONTEXT(recorded[i].id) {
                TestFolder folder;
                TestDatabase database;
                std::string const file = folder.file("m.db");
                create_random_source(file, recorded[i].id, seed(), 2, store);
                BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
                Outcome const outcome = run(options_for(Command::verify, file, database.uri()));
                BOOST_TEST((outcome.code == ExitCode::done), differences(outcome));
                BOOST_TEST(outcome.report.suggestions.hints.empty());
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
