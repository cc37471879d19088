#include "migrate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>

#include "backup.hpp"
#include "catalog.hpp"
#include "census.hpp"
#include "check.hpp"
#include "error.hpp"
#include "interrupt.hpp"
#include "locations.hpp"
#include "plan.hpp"
#include "preflight.hpp"
#include "progress.hpp"
#include "rejects.hpp"
#include "rows.hpp"
#include "runbook.hpp"
#include "seal.hpp"
#include "source.hpp"
#include "staging.hpp"
#include "steps.hpp"
#include "target.hpp"
#include "text.hpp"
#include "throwaway_server.hpp"
#include "verify.hpp"
#include "work.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

void ensure_no_holders(Source const& source, Report const& report) {
    if (report.holders.empty()) return;
    std::vector<std::string> holders;
    for (Holder const& holder : report.holders) holders.push_back(holder.text());
    throw BusyError{fmt::format("source {} is open in another process: {}", source.path(), fmt::join(holders, "; ")),
                    unlock_steps(report.holders)};
}

// A rehearsal has shown that a backup is possible, and makes none.
void make_backup(Options const& options, Source const& source, Report& report) {
    if (!options.backup || options.dry_run) return;
    Clock::time_point const start = Clock::now();
    remove_partial_backups(source);
    report.partial_backups = partial_backups(source.path());
    report.backup = back_up(source);
    report.stage_seconds["backup"] = std::chrono::duration<double>(Clock::now() - start).count();
}

// The data is published, so nothing that happens here makes the migration a failure.
void seal_source(Source& source, Report& report) {
    Uninterruptible until_sealed_or_not;
    report.sealed = false;
    try {
        if (!source.writers_held()) throw SourceError{"the file or its folder cannot be written"};
        report.seal_problem = seal(source.held(), seal_message(std::chrono::system_clock::now(), report.target_uri));
        report.sealed = true;
    } catch (std::exception const& error) {
        report.seal_problem = error.what();
    }
    if (!report.seal_problem.empty()) {
        if (*report.sealed) {
            spdlog::warn("source {} is sealed, but not against changes of its schema: {}", source.path(),
                         report.seal_problem);
        } else {
            spdlog::warn("source {} is not sealed: {}", source.path(), report.seal_problem);
        }
    }
    until_sealed_or_not.succeeded();
}

// How to start MLflow on the target; uri: password masked.
std::vector<std::string> commands_after(Store store, std::string const& uri) {
    if (store == Store::tracking) return {"mlflow server --backend-store-uri " + shell_word(uri)};
    return {fmt::format("in basic_auth.ini (or the file of $MLFLOW_AUTH_CONFIG_PATH): database_uri = {}", uri),
            "mlflow server --app-name basic-auth …"};
}

// A rehearsal does not take up what a cut-over left, nor the other way round. Hashed where it need not be text, as a
// path.
RunIdentity run_identity(Options const& options, Source const& source, Plan const& plan,
                         std::vector<Step> const& steps) {
    RowHash file;
    file.add(Value::text(source.fingerprint()));
    RowHash work;
    for (Step const& step : steps) work.add(Value::text(step.name));
    RowHash artifacts;  // also since a location may hold a password
    for (auto const& [old, replacement] : plan.rules.artifacts.rules()) {
        artifacts.add(Value::text(old));
        artifacts.add(Value::text(replacement));
    }
    return {{"the version of mlflow2pg", MLFLOW2PG_VERSION},
            {"the source file or its content", file.finish().hex()},
            {"the steps of the work", work.finish().hex()},
            {"--fix", plan.rules.fixes.names()},
            {"--experiment-ids", std::to_string(static_cast<int>(plan.rules.experiment_ids))},
            {"--rewrite-artifacts", artifacts.finish().hex()},
            {"--hypertable", plan.hypertable ? std::to_string(plan.hypertable->interval_ms) : "no"},
            {"--on-misfit", options.reject_misfits ? "reject" : "stop"},
            {"--dry-run", options.dry_run ? "yes" : "no"}};
}

// Rejected rows and changed rows are known, and kept in the reject file, before anything is loaded.
void settle_misfits(Options const& options, Source const& source, Plan const& plan, Rejects& rejects, RejectFile& file,
                    Report& report) {
    // Only fixes and rejects may concern any row.
    bool const only_locations = !options.reject_misfits && options.fixes.none();
    report.census = only_locations ? list_rewritten(source, plan, &file)
                                   : take_census(source, plan, options.reject_misfits ? &rejects : nullptr, &file);
    if (file.written()) report.reject_file = file.path();
    if (!report.census->misfits.empty() && !options.reject_misfits) {
        if (only_locations) report.census = take_census(source, plan, nullptr, nullptr);
        throw_misfits(report);
    }
    for (auto const& [table, count] : rejects.counts()) report.rejected[table] = count;
}

void write_mapping(Options const& options, Plan const& plan, Report& report) {
    if (plan.rules.renumbered.empty()) return;
    nlohmann::ordered_json mapping = nlohmann::ordered_json::object();
    for (auto const& [before, after] : plan.rules.renumbered) mapping[std::to_string(before)] = after;
    std::ofstream out{options.mapping_file};
    out << mapping.dump(2) << '\n' << std::flush;
    if (!out)
        throw SourceError{fmt::format("cannot write the mapping of experiment ids to {}", options.mapping_file),
                          "name another place with --mapping FILE"};
    report.mapping_file = options.mapping_file;
    report.renumbered = plan.rules.renumbered.size();
    report.hints.emplace_back(
        "permissions in a database of MLflow's basic-auth app name experiments by id: change them by the mapping");
}

void add_results(std::vector<Step> const& steps, StepResults const& results, Report& report) {
    for (Step const& step : steps) {
        StepResult const& result = results.at(step.name);
        report.stage_seconds[std::string{name(step.stage)}] += result.seconds;
        report.profile.all += result.seconds;
        report.profile.processor += result.processor_seconds;
        report.profile.server += result.server_seconds;
        if (result.latest_counted) report.latest = result.latest;
    }
}

// All misfits, or the damage that looks like one: an index that contradicts its table hides an orphan or a duplicate,
// and gives values that its table does not hold; only the whole check finds that. Returns when the source is in order.
void throw_what_is_wrong(Source const& source, Plan const& plan, Report& report) {
    report.census = take_census(source, plan, nullptr, nullptr);
    if (!report.census->misfits.empty()) throw_misfits(report);
    ensure_undamaged(source, report);
}

// Runs the steps; a value or key that is refused on the way leads to the census, which lists all that is
// wrong.
StepResults load_and_finish(Options const& options, Source const& source, Plan const& plan,
                            std::vector<Step> const& steps, Target const& target, Staging const& staging,
                            Report& report) {
    try {
        Sessions const sessions{target.conninfo(), session_settings(options.toast_compression)};
        Run run = run_steps(steps, sessions, options.jobs, Progress::recorded, staging.finished_steps());
        report.profile.load = run.load;
        return std::move(run.results);
    } catch (MisfitFound const& misfit) {
        spdlog::info("first misfit: {}; listing all of them", misfit.what());
        throw_what_is_wrong(source, plan, report);
        throw;
    } catch (ServerError const& refused) {
        if (!refused.about_data()) throw;
        spdlog::info("the server refused: {}; looking for all misfits", refused.what());
        throw_what_is_wrong(source, plan, report);
        if (!refused.about_keys()) throw DataError{refused.what(), "change the value in a copy of the source"};
        // The source is in order, so the staged copy is not what was sent.
        throw VerificationError{refused.what(), "report this with the output; the source is untouched"};
    }
}

// As it stands, which differs from the plan by the chunks of rows that were rejected.
void check_hypertable(Plan const& plan, Target& target, Report& report) {
    if (!plan.hypertable) return;
    std::optional<Hypertable> const staged = find_hypertable(target, staging_schema);
    if (!staged || staged->interval_ms != plan.hypertable->interval_ms) {
        report.differences.emplace_back("metrics is not the hypertable that was made");
    } else {
        report.hypertable->chunks = staged->chunks;
    }
}

// By table, index, column and sequence; what differs is in the report.
void compare_staged(Plan const& plan, std::map<std::string, std::int64_t> const& sequences_before,
                    StepResults const& results, Target& target, Report& report) {
    std::string const staged{staging_schema};
    report.tables = compare_readings(plan, results, report.differences);
    check_definitions(target, plan.schema, staged, report.differences);
    report.sequences = check_sequences(target, plan.schema, staged, report.differences);
    for (SequenceReport& sequence : report.sequences) {
        auto const before = sequences_before.find(sequence.name);
        if (before != sequences_before.end()) sequence.before = before->second;
    }
    check_hypertable(plan, target, report);
}

// Row by row, where the checksums of a table differ. rejects: rows that stay behind; null: none.
void list_differing_tables(Source const& source, Plan const& plan, Rejects const* rejects, Target& target,
                           std::string const& schema, Report& report) {
    for (TableReport const& table : report.tables) {
        if (table.verified) continue;
        list_differing_rows(source, plan, plan.table(table.name), rejects, target, schema, report.differences);
    }
}

void ensure_equal(Source const& source, Plan const& plan, Rejects const& rejects, Target& target, Report& report) {
    if (report.differences.empty()) return;
    list_differing_tables(source, plan, &rejects, target, std::string{staging_schema}, report);
    for (TableReport const& table : report.tables) {
        if (table.source_agrees) continue;
        throw CorruptError{
            fmt::format("source {}: table {} and its index do not hold the same rows", source.path(), table.name)};
    }
    throw VerificationError{
        fmt::format("the copy is not equal to the source: {} differences", report.differences.size()),
        "report this with the output; the source is untouched"};
}

// What an interruption, a lost connection or a lack of memory leaves is resumed; a copy that needs a decision or is
// wrong is not.
bool is_resumable(std::exception const& error) {
    if (dynamic_cast<std::bad_alloc const*>(&error) != nullptr) return true;
    auto const* const known = dynamic_cast<Error const*>(&error);
    ExitCode const code = known == nullptr ? ExitCode::internal : known->code();
    return code != ExitCode::data && code != ExitCode::verification && code != ExitCode::corrupt &&
           code != ExitCode::internal;
}

// On the way out of a failure, which is what the user is told of.
void give_up(Target& target) {
    try {
        Staging::give_up(target);
    } catch (std::exception const& left) {
        spdlog::warn("the staging schema is left behind: {}", left.what());
    }
}

void run_in(Options const& options, Source& source, Target& target, Report& report) {
    Task task{"looking at the target"};
    describe_target(target, report);
    target.ensure_usable();
    target.ensure_toast_compression(options.toast_compression);
    if (options.hypertable) ensure_timescaledb(target);
    target.lock();
    Plan const plan = plan_for(options, source, &target);
    describe_plan(plan, report);
    if (plan.hypertable) ensure_few_chunks(*plan.hypertable);
    target.ensure_replaceable(plan.schema);
    std::map<std::string, std::int64_t> const sequences_before = next_of_sequences(target, target.schema());
    // Beyond this point every source column has a target column and a conversion, and the target may be
    // replaced.
    bool const settles = options.reject_misfits || !options.fixes.none() || !options.artifacts.empty();
    Rejects rejects;
    RejectFile reject_file{options.reject_file, false};
    if (settles) settle_misfits(options, source, plan, rejects, reject_file, report);
    describe_artifacts(source, plan, report);
    // Beyond this point every misfit that the user wanted settled is.
    make_backup(options, source, report);
    task.now("making the staging schema");
    std::vector<Step> const steps = make_steps(source, plan, &rejects, reject_file);
    Staging staging{target, plan, run_identity(options, source, plan, steps),
                    options.restart ? Restart::any
                    : settles       ? Restart::own
                                    : Restart::no};
    report.resumed_steps = staging.finished_steps().size();
    try {
        StepResults const results = load_and_finish(options, source, plan, steps, target, staging, report);
        task.now("comparing the definitions");
        add_results(steps, results, report);
        if (reject_file.written()) report.reject_file = reject_file.path();
        compare_staged(plan, sequences_before, results, target, report);
        ensure_equal(source, plan, rejects, target, report);
        source.ensure_unchanged();
        throw_if_interrupted();
        // Beyond this point the staged copy is equal to the source, and only a publish is missing.
        write_mapping(options, plan, report);
        task.now(options.dry_run ? "removing the staging schema" : "publishing");
        if (options.dry_run) {
            Staging::discard(target);
        } else {
            staging.publish(plan.schema);
        }
    } catch (std::exception const& error) {
        if (options.dry_run || !is_resumable(error)) give_up(target);
        throw;
    }
}

// Leaves in the plan the tables that the target has with all their columns, of the types that those have there, which a
// migration may have widened; what is missing is a difference.
void keep_what_is_there(Target& target, Plan& plan, Report& report) {
    std::vector<std::string> names;
    for (TablePlan const& table : plan.tables) names.push_back(table.name);
    Schema const there = catalog_schema(target, target.schema(), plan.schema.revision, names);
    std::vector<TablePlan> present;
    for (TablePlan& planned : plan.tables) {
        Table const* const table = there.find_table(planned.name);
        bool complete = table != nullptr;
        for (ColumnPlan& column : planned.columns) {
            Column const* const actual = complete ? table->find_column(column.target.name) : nullptr;
            complete = actual != nullptr;
            if (complete) column.target.type = actual->type;
        }
        if (complete) {
            present.push_back(std::move(planned));
        } else {
            report.differences.push_back(
                fmt::format("{}: missing in the target, or without all its columns", planned.name));
        }
    }
    plan.tables = std::move(present);
}

}  // namespace

void migrate(Options const& options, Report& report) {
    Clock::time_point const start = Clock::now();
    Task task{"opening the source"};
    Source source{source_path(options.source), Source::Hold::writers, {}, &report.waited, options.store};
    describe_source(source, report);
    ensure_not_sealed(source, report);
    if (!options.dry_run) ensure_no_holders(source, report);
    if (options.backup) ensure_backup_possible(source);
    std::unique_ptr<ThrowawayServer> server;
    std::string conninfo = target_text(options);
    if (options.dry_run && !options.target_given && !environment_names_target()) {
        task.now("starting a server");
        server = std::make_unique<ThrowawayServer>();
        conninfo = server->conninfo();
    }
    task.now("connecting to the target");
    Target target{conninfo};
    run_in(options, source, target, report);
    if (options.dry_run) {
        suggest_migration(options, server ? nullptr : &target, false, report);
    } else {
        try {
            task.now("sealing");
            if (options.seal) seal_source(source, report);
            report.next = commands_after(source.store(), report.target_uri);
        } catch (std::bad_alloc const&) {
            spdlog::warn("out of memory for the end of the report");  // the data is published all the same
        }
    }
    report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
}

void verify(Options const& options, Report& report) {
    Clock::time_point const start = Clock::now();
    Task task{"opening the source"};
    Source const source{source_path(options.source), Source::Hold::look, {}, nullptr, options.store};
    describe_source(source, report);
    task.now("looking at the target");
    Target target{target_text(options)};
    describe_target(target, report);
    std::string const revision = target.revision_in(target.schema(), source.store());
    if (revision != source.revision()) {
        report.differences.push_back(fmt::format("{}: source {}, target {}", version_table(source.store()),
                                                 source.revision(), revision.empty() ? "none" : revision));
        throw VerificationError{"the databases are not at the same revision", "compare before MLflow's `db upgrade`"};
    }
    Plan plan = plan_for(options, source, &target);
    describe_plan(plan, report);
    if (plan.has_table("metrics")) report.hypertable = find_hypertable(target, target.schema());
    keep_what_is_there(target, plan, report);
    std::string const schema = target.schema();
    std::vector<Step> const steps = make_verification_steps(source, plan, schema);
    task.now("comparing");
    Run const run = run_steps(steps, {target.conninfo(), session_settings("")}, options.jobs, Progress::forgotten, {});
    report.profile.load = run.load;
    add_results(steps, run.results, report);
    report.tables = compare_readings(plan, run.results, report.differences);
    list_differing_tables(source, plan, nullptr, target, schema, report);
    check_definitions(target, plan.schema, schema, report.differences);
    report.sequences = check_sequences(target, plan.schema, schema, report.differences);
    report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (!report.differences.empty()) {
        throw VerificationError{fmt::format("the databases differ: {} differences", report.differences.size()),
                                "if it was migrated with --fix, --experiment-ids or --rewrite-artifacts, give verify "
                                "the same; rows that were rejected or logged since are differences, too"};
    }
}

void unseal(Options const& options, Report& report) {
    std::string const path = source_path(options.source);
    {
        Source const source{path, Source::Hold::look};
        describe_source(source, report);
        if (report.seal.empty()) return;
        ensure_no_holders(source, report);
    }
    report.sealed = true;
    unseal(path);
    report.sealed = false;
}

void discard(Options const& options, Report& report) {
    Target target{target_text(options)};
    describe_target(target, report);
    target.lock();
    if (!Staging::discard(target)) spdlog::warn("target {}: there is no staging schema", target.name());
}

}  // namespace mlflow2pg
