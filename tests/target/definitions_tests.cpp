// SPDX-License-Identifier: Apache-2.0
#include "target/definitions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
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
    std::vector<std::string> words;  // in the message for the only difference
};

// Each damage is done to a separate database, a copy of a migrated one.
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
    std::string const fkey = "ALTER TABLE tags DROP CONSTRAINT tags_run_uuid_fkey, ADD CONSTRAINT tags_run_uuid_fkey ";
    std::string const to_runs = "FOREIGN KEY (run_uuid) REFERENCES runs (run_uuid) ";
    std::string const set_index = "UPDATE pg_index SET ";
    std::string const sequence = "experiments_experiment_id_seq";
    expect_each_found(
        revision_2_9_2,
        {
            {"ALTER TABLE experiments ALTER experiment_id DROP DEFAULT; DROP SEQUENCE " + sequence,
             {"sequence experiments_experiment_id_seq is missing"}},
            {"ALTER TABLE experiments ALTER experiment_id DROP DEFAULT",
             {"column experiments.experiment_id: default nextval('experiments_experiment_id_seq'::regclass) is "
              "missing"}},
            {"ALTER SEQUENCE " + sequence + " OWNED BY NONE; SELECT setval('" + sequence + "', 1)",
             {"sequence experiments_experiment_id_seq: owning column experiments.experiment_id is missing"}},
            {"ALTER SEQUENCE " + sequence + " INCREMENT -1 MINVALUE -100",
             {"sequence experiments_experiment_id_seq: definition is integer from 1 by -1"}},
            {"ALTER SEQUENCE " + sequence + " MAXVALUE 60; SELECT setval('" + sequence + "', 60)",
             {"sequence experiments_experiment_id_seq: definition is integer from 1 by 1, between 1 and 60",
              "sequence experiments_experiment_id_seq is at its end"}},
            {"ALTER SEQUENCE " + sequence + " CYCLE", {"cycle t, not integer from 1"}},
            {"SELECT setval('" + sequence + "', (SELECT max(experiment_id) FROM experiments), false)",
             {"sequence experiments_experiment_id_seq gives", "holds"}},
            {"ALTER TABLE runs DROP CONSTRAINT runs_status_check, ADD CONSTRAINT runs_status_check CHECK (true)",
             {"constraint runs.runs_status_check: definition is CHECK (true), not CHECK (status"}},
            {fkey + "CHECK (run_uuid <> '')",
             {"constraint tags.tags_run_uuid_fkey: definition is CHECK (run_uuid", "not FOREIGN KEY (run_uuid)"}},
            {fkey + to_runs + "ON DELETE CASCADE",
             {"constraint tags.tags_run_uuid_fkey: definition is FOREIGN KEY", "ON DELETE CASCADE, not"}},
            {fkey + to_runs + "NOT VALID", {"constraint tags.tags_run_uuid_fkey: definition is", "NOT VALID, not"}},
            {"ALTER TABLE tags DISABLE TRIGGER ALL",
             {"constraint tags.tags_run_uuid_fkey: state of its triggers is disabled and enabled, not enabled"}},
            {"ALTER TABLE params DROP CONSTRAINT param_pk, ADD CONSTRAINT param_pk UNIQUE (key, run_uuid)",
             {"constraint params.param_pk: definition is UNIQUE (key, run_uuid), not PRIMARY KEY (key, run_uuid)"}},
            {"DROP INDEX index_params_run_uuid; CREATE INDEX index_params_run_uuid ON params (key)",
             {"index params.index_params_run_uuid: definition is", "(key)", "(run_uuid)"}},
            {"ALTER TABLE experiments ALTER name DROP NOT NULL",
             {"column experiments.name: NOT NULL is false, not true"}},
            {"ALTER TABLE metrics ALTER step TYPE integer", {"column metrics.step: type is integer, not bigint"}},
            {"ALTER TABLE metrics ALTER step TYPE numeric",
             {"column metrics.step: type is numeric, not bigint", "metrics: not compared"}},
            {"DROP TABLE metrics", {"table metrics is missing", "metrics: not compared"}},
            {"ALTER TABLE params ALTER value TYPE varchar(9000)",
             {"column params.value: type is character varying(9000), not character varying(8000)"}},
            {"ALTER TABLE tags ALTER value TYPE varchar(5000) COLLATE \"C\"",
             {"column tags.value: collation is C, not default"}},
            {set_index + "indisvalid = false WHERE indexrelid = 'index_params_run_uuid'::regclass",
             {"index params.index_params_run_uuid: validity is invalid, not valid"}},
            {set_index + "indisready = false WHERE indexrelid = 'index_params_run_uuid'::regclass",
             {"index params.index_params_run_uuid: validity is invalid, not valid"}},
            {set_index + "indisvalid = false WHERE indexrelid = 'param_pk'::regclass",
             {"index params.param_pk: validity is invalid, not valid"}},
            {"CREATE UNIQUE INDEX one_name ON runs (name)", {"index runs.one_name is not MLflow's"}},
            {"ALTER TABLE runs ADD CONSTRAINT named CHECK (name <> 'x')", {"constraint runs.named is not MLflow's"}},
            {"ALTER TABLE tags ADD tenant text NOT NULL DEFAULT ''; ALTER TABLE tags ALTER tenant DROP DEFAULT",
             {"column tags.tenant is not MLflow's"}},
            {"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER swallow "
             "BEFORE INSERT ON metrics FOR EACH ROW EXECUTE FUNCTION f()",
             {"trigger metrics.swallow is not MLflow's", "function f() is not MLflow's"}},
            {"CREATE RULE swallow AS ON INSERT TO tags DO INSTEAD NOTHING", {"rule tags.swallow is not MLflow's"}},
            {"ALTER TABLE tags ENABLE ROW LEVEL SECURITY", {"table tags: row security is on, not off"}},
            {"CREATE TABLE more_tags () INHERITS (tags)", {"table tags: children more_tags is not MLflow's"}},
            {"ALTER TABLE tags DROP CONSTRAINT tag_pk; ALTER TABLE tags SET UNLOGGED",
             {"table tags: persistence is unlogged, not permanent"}},
            {"ALTER TABLE tags DROP value; ALTER TABLE tags ADD value varchar(5000)",
             {"table tags: order of columns is key, run_uuid, value, not key, value, run_uuid"}},
        });
}

BOOST_AUTO_TEST_CASE(triggers_identities_and_generated_columns_of_newer_releases_are_compared_too) {
    std::string const of_secrets = "prevent_secrets_aad_mutation";
    expect_each_found(
        revision_3_18_0,
        {
            {"DROP TRIGGER " + of_secrets + " ON secrets",
             {"trigger secrets.prevent_secrets_aad_mutation is missing",
              "function prevent_secrets_aad_mutation() is missing"}},
            {"ALTER TABLE secrets DISABLE TRIGGER " + of_secrets,
             {"trigger secrets.prevent_secrets_aad_mutation: state is disabled, not enabled"}},
            {"CREATE OR REPLACE FUNCTION " + of_secrets +
                 "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
             {"function prevent_secrets_aad_mutation(): definition is LANGUAGE plpgsql AS BEGIN RETURN NEW; END, not"}},
            {"ALTER TABLE sql_span_cost_daily_rollups ALTER id SET GENERATED ALWAYS",
             {"column sql_span_cost_daily_rollups.id: generation is always as identity, not by default as identity"}},
            {"ALTER TABLE sql_span_cost_daily_rollups ALTER id DROP IDENTITY",
             {"column sql_span_cost_daily_rollups.id: generation by default as identity is missing",
              "sequence sql_span_cost_daily_rollups_id_seq is missing"}},
            {"ALTER TABLE spans ALTER duration_ns DROP EXPRESSION",
             {"column spans.duration_ns: generation stored is missing"}},
            {"ALTER TABLE workspaces ALTER description SET DEFAULT 'none'",
             {"column workspaces.description: default 'none'::text is not MLflow's"}},
        });
}

BOOST_AUTO_TEST_CASE(what_a_dba_adds_without_changing_what_mlflow_stores_is_a_hint) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_random_source(file, revision_3_18_0, seed(), 3);
    BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
    database.query(
        "CREATE INDEX by_name ON runs (name); ALTER TABLE metrics SET (fillfactor = 90); COMMENT ON TABLE runs IS "
        "'ours'; "
        "ALTER TABLE tags REPLICA IDENTITY FULL; ALTER TABLE tags ADD tenant text; GRANT SELECT ON runs TO PUBLIC; "
        "ALTER FUNCTION prevent_secrets_aad_mutation() COST 5");
    Outcome const outcome = run(options_for(Command::verify, file, database.uri()));
    BOOST_TEST((outcome.code == ExitCode::done), differences(outcome));
    std::string const hints = text_of(outcome.report.suggestions.hints);
    for (char const* const words :
         {"index runs.by_name is not MLflow's", "table metrics: storage parameters fillfactor=90 is not MLflow's",
          "table runs: comment ours is not MLflow's", "table tags: replica identity is full, not default",
          "column tags.tenant is not MLflow's",
          "function prevent_secrets_aad_mutation(): properties COST 5 is not MLflow's"}) {
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

// The trigger changes what is created for the comparison in the same way as it has changed MLflow's tables.
BOOST_AUTO_TEST_CASE(verify_does_not_compare_with_tables_that_an_event_trigger_has_changed) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    BOOST_TEST_REQUIRE((run(options_for(Command::migrate, file, database.uri())).code == ExitCode::done));
    auto const verify = [&] { return run(options_for(Command::verify, file, database.uri())); };
    database.query(
        "DROP INDEX index_tags_run_uuid; CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE "
        "o "
        "record; BEGIN FOR o IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE object_identity LIKE "
        "'%.index_tags_run_uuid' LOOP EXECUTE 'DROP INDEX ' || o.object_identity; END LOOP; END $$; CREATE EVENT "
        "TRIGGER guard ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION guard()");
    Outcome const unknown = verify();
    BOOST_TEST((unknown.code == ExitCode::target), unknown.error);
    BOOST_TEST(has(unknown.error,
                   "an event trigger may change MLflow's tables when they are created, so they cannot be "
                   "compared: guard (ddl_command_end"),
               unknown.error);
    database.query("ALTER EVENT TRIGGER guard ENABLE REPLICA");  // does not fire
    Outcome const different = verify();
    BOOST_TEST((different.code == ExitCode::verification), different.error);
    BOOST_TEST(has(differences(different), "index tags.index_tags_run_uuid is missing"));
    std::string const replica = database.uri() + "?options=-csession_replication_role%3Dreplica";  // here it fires
    BOOST_TEST((run(options_for(Command::verify, file, replica)).code == ExitCode::target));
}

BOOST_AUTO_TEST_CASE(an_event_trigger_that_changes_nothing_prevents_no_comparison) {
    TestFolder folder;
    TestDatabase database;
    std::string const file = folder.file("m.db");
    create_small_source(file);
    database.query(
        "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$; CREATE EVENT "
        "TRIGGER watch ON ddl_command_end EXECUTE FUNCTION watch()");
    Options migration = options_for(Command::migrate, file, database.uri());
    migration.experiment_ids = ExperimentIds::widen;
    Outcome const migrated = run(migration);
    BOOST_TEST_REQUIRE((migrated.code == ExitCode::done), migrated.error);
    std::string const reader = database.name() + "_reader";
    database.query(
        fmt::format("CREATE INDEX by_name ON runs (name); CREATE ROLE {0} LOGIN; GRANT SELECT ON ALL TABLES "
                    "IN SCHEMA public TO {0}; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {0}",
                    reader));
    // The role `reader` may only create temporary tables.
    for (std::string const& uri : {database.uri(), database.uri_as(reader)}) {
        Outcome const outcome = run(options_for(Command::verify, file, uri));
        BOOST_TEST((outcome.code == ExitCode::done), differences(outcome));
        BOOST_TEST_REQUIRE(outcome.report.suggestions.hints.size() == 1U);
        BOOST_TEST(has(outcome.report.suggestions.hints.front().sentence, "index runs.by_name is not MLflow's"));
    }
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

// With MLFLOW2PG_RECORD_DIGESTS=FOLDER writes the digests to FOLDER (the repository's schema/) instead of comparing
// them.
BOOST_AUTO_TEST_CASE(the_digest_of_every_recorded_schema_is_the_recorded_one) {
    TestDatabase database;
    Target target{database.uri()};
    char const* const folder = std::getenv("MLFLOW2PG_RECORD_DIGESTS");
    for (auto const& [store, name] : {std::pair{Store::tracking, ""}, std::pair{Store::auth, "/auth"},
                                      std::pair{Store::early_auth, "/early_auth"}}) {
        std::string digests = "revision\tdigest\n";
        for (Revision const& revision : known_revisions(store)) {
            if (!revision.recorded) continue;
            Schema const schema = recorded_schema(revision.id, store);
            target.transaction(
                "creating MLflow's tables",
                [&] {
                    Definitions const made = make_definitions(target, schema);
                    digests += fmt::format("{}\t{}\n", revision.id, digest(made));
                    BOOST_TEST((folder != nullptr || is_as_recorded(made, schema)), revision.id);
                },
                Target::End::roll_back);
        }
        if (folder != nullptr) std::ofstream{std::string{folder} + name + "/digests.tsv"} << digests;
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
