#include "commands/migrate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "commands/preflight.hpp"
#include "commands/results.hpp"
#include "commands/suggest.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/rejects.hpp"
#include "rows/rows.hpp"
#include "source/advice.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"
#include "source/source.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "steps/verify.hpp"
#include "target/catalog.hpp"
#include "target/definitions.hpp"
#include "target/index_limit.hpp"
#include "target/sequences.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"
#include "target/throwaway_server.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

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
                    IndexJudge const& judge, Report& report) {
    // Only fixes and rejects may concern any row.
    bool const only_locations = !options.reject_misfits && options.fixes.none();
    report.scan = only_locations
                      ? list_rewritten(source, plan, &file)
                      : scan_for_misfits(source, plan, options.reject_misfits ? &rejects : nullptr, &file, judge);
    if (file.written()) report.reject_file = file.path();
    if (!report.scan->misfits.empty() && !options.reject_misfits) {
        if (only_locations) report.scan = scan_for_misfits(source, plan, nullptr, nullptr, judge);
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

// All misfits, or the damage that looks like one: an index that contradicts its table hides an orphan or a duplicate,
// and gives values that its table does not hold; only the whole check finds that. Returns when the source is in order.
void throw_what_is_wrong(Source const& source, Plan const& plan, IndexJudge const& judge, Report& report) {
    report.scan = scan_for_misfits(source, plan, nullptr, nullptr, judge);
    if (!report.scan->misfits.empty()) throw_misfits(report);
    ensure_undamaged(source, report);
}

// Runs the steps; a value or key that is refused on the way leads to the scan, which lists all that is
// wrong.
StepResults load_and_finish(Options const& options, Source const& source, Plan const& plan,
                            std::vector<Step> const& steps, Target& target, Staging const& staging, Report& report) {
    IndexJudge const judge = index_judge(target, options.toast_compression);
    try {
        Sessions const sessions{target.conninfo(), session_settings(options.toast_compression)};
        Run run = run_steps(steps, sessions, options.jobs, Progress::recorded, staging.finished_steps());
        report.profile.load = run.load;
        return std::move(run.results);
    } catch (MisfitFound const& misfit) {
        spdlog::info("first misfit: {}; listing all of them", misfit.what());
        throw_what_is_wrong(source, plan, judge, report);
        throw;
    } catch (ServerError const& refused) {
        if (!refused.about_data()) throw;
        spdlog::info("the server refused: {}; looking for all misfits", refused.what());
        throw_what_is_wrong(source, plan, judge, report);
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
    // Nobody but this program makes anything in the staging schema, harmless or not.
    DefinitionComparison const definitions = compare_definitions(target, plan, staged);
    report.differences.insert(report.differences.end(), definitions.differences.begin(), definitions.differences.end());
    report.differences.insert(report.differences.end(), definitions.additions.begin(), definitions.additions.end());
    report.sequences = check_sequences(target, plan.schema, staged, report.differences);
    for (SequenceReport& sequence : report.sequences) {
        auto const before = sequences_before.find(sequence.name);
        if (before != sequences_before.end()) sequence.before = before->second;
    }
    check_hypertable(plan, target, report);
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
    if (settles) {
        settle_misfits(options, source, plan, rejects, reject_file, index_judge(target, options.toast_compression),
                       report);
    }
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

}  // namespace mlflow2pg
