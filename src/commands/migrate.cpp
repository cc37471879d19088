// SPDX-License-Identifier: Apache-2.0
#include "commands/migrate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>
#include <new>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "cli/option_table.hpp"
#include "commands/gates.hpp"
#include "commands/preflight.hpp"
#include "commands/results.hpp"
#include "commands/suggest.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/new_ids.hpp"
#include "rows/rejects.hpp"
#include "rows/rows.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"
#include "source/source.hpp"
#include "steps/perform.hpp"
#include "steps/resume.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "steps/verify.hpp"
#include "target/catalog.hpp"
#include "target/definitions.hpp"
#include "target/existing.hpp"
#include "target/index_limit.hpp"
#include "target/layout.hpp"
#include "target/publish.hpp"
#include "target/sequences.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

constexpr std::string_view permissions_hint =
    "permissions in a database of MLflow's basic-auth app name experiments by id: change them by the mapping";

constexpr std::string_view after_difference =
    "if something else may have changed schema mlflow2pg_staging meanwhile, run again with --restart; else report this "
    "with the output. The source is untouched";

// The data is already published, so a failure here does not make the migration fail.
Sealing seal_source(Source& source, std::string const& target_uri) {
    Uninterruptible until_sealed_or_not;
    Sealing sealing;
    try {
        if (!source.writers_held()) throw SourceError{"the file or its folder cannot be written"};
        sealing.problem = seal(source.held(), seal_message(std::chrono::system_clock::now(), target_uri));
        sealing.sealed = true;
    } catch (std::exception const& error) {
        sealing.problem = error.what();
    }
    if (!sealing.problem.empty()) {
        if (sealing.sealed) {
            spdlog::warn("source {} is sealed, but not against changes of its schema: {}", source.path(),
                         sealing.problem);
        } else {
            spdlog::warn("source {} is not sealed: {}", source.path(), sealing.problem);
        }
    }
    until_sealed_or_not.succeeded();
    return sealing;
}

Renumbering write_mapping(OutputFile& file, Source const& source, Plan const& plan) {
    std::string_view separator = "{";
    for_each_new_id(source.reader(), plan.rules, [&](std::int64_t before, std::int64_t after) {
        file.write(fmt::format("{}\n  \"{}\": {}", std::exchange(separator, ","), before, after));
    });
    if (plan.rules.renumbered > 0) file.write("\n}\n");
    file.finish();
    return {plan.rules.renumbered, file.finished()};
}

// Begins the run, or resumes an interrupted one. Finished steps are not run again, and neither are the rows that they
// did not copy written again. So a run whose reject file is gone is begun once more.
Staging begin_or_resume(Target& target, Plan const& plan, Layouts const& layouts, std::vector<Step> const& steps,
                        RunIdentity const& identity, Restart restart) {
    Staging staging{target, plan, layouts, identity, look_at_leftover(target, plan, steps, identity, restart)};
    for (auto const& [step, result] : staging.finished_steps()) {
        std::string const file = StepResult::from_json(result).reject_file;
        if (file.empty() || access(file.c_str(), F_OK) == 0) continue;
        spdlog::warn("the reject file {} of the interrupted run is gone: everything is loaded again", file);
        return {target, plan, layouts, identity, Staging::Left::to_drop};
    }
    return staging;
}

// Runs the steps. When a value or key is refused, calls `ensure_in_order`, which throws all problems of the source.
Run load_and_finish(Work const& work, std::vector<Step> const& steps, Sessions const& sessions, Staging const& staging,
                    std::function<void()> const& ensure_in_order) {
    try {
        auto const perform_step = [&](Step const& step, Worker& worker) { return perform(step, work, worker); };
        return run_steps(steps, perform_step, sessions, staging.run(), staging.finished_steps());
    } catch (MisfitFound const& misfit) {
        spdlog::info("first misfit: {}; listing all of them", misfit.what());
        ensure_in_order();
        throw;
    } catch (ServerError const& refused) {
        if (!refused.about_data()) {
            if (!refused.next_step().empty()) throw;
            throw TargetError{refused.what(), "run again; if it fails again, start afresh with --restart"};
        }
        spdlog::info("the server refused: {}; looking for all misfits", refused.what());
        ensure_in_order();
        if (!refused.about_keys()) throw DataError{refused.what(), "change the value in a copy of the source"};
        // The source has no problem, so the staged copy is not what was sent.
        throw VerificationError{refused.what(), std::string{after_difference}};
    } catch (VerificationError const& different) {
        throw VerificationError{different.what(), std::string{after_difference}};
    }
}

// Compares the staged copy by table, index, column, sequence and layout.
Verification compare_staged(Plan const& plan, Layouts const& layouts,
                            std::map<std::string, std::int64_t> const& sequences_before, StepResults const& results,
                            Target& target) {
    std::string const staged{staging_schema};
    Verification found;
    found.tables = compare_readings(plan, results, found.differences);
    // In the staging schema, even a harmless addition is a difference.
    DefinitionComparison const definitions = compare_definitions(target, plan, staged);
    for (auto const& differing : {definitions.differences, definitions.additions}) {
        found.differences.insert(found.differences.end(), differing.begin(), differing.end());
    }
    found.sequences = check_sequences(target, plan.schema, staged, found.differences);
    for (SequenceReport& sequence : found.sequences) {
        auto const before = sequences_before.find(sequence.name);
        if (before != sequences_before.end()) sequence.before = before->second;
    }
    layouts.check(target, staged, found.differences);
    return found;
}

// The chunks of the staged hypertable. There are fewer than planned if rows were rejected.
std::int64_t count_chunks(Target& target, Plan const& plan) {
    std::optional<Hypertable> const staged = find_hypertable(target, staging_schema);
    return staged ? staged->chunks : plan.hypertable->chunks;
}

void ensure_equal(Source const& source, Plan const& plan, Rejects const& rejects, Target& target,
                  Verification& verification) {
    if (verification.differences.empty()) return;
    list_differing_tables(source, plan, &rejects, target, std::string{staging_schema}, verification);
    for (TableReport const& table : verification.tables) {
        if (table.source_agrees) continue;
        throw CorruptError{
            fmt::format("source {}: table {} and its index do not hold the same rows", source.path(), table.name)};
    }
    throw VerificationError{
        fmt::format("the copy is not equal to the source: {}: {}",
                    counted(verification.differences.size(), "difference"), verification.differences.front()),
        std::string{after_difference}};
}

// After an interruption, a lost connection or lack of memory the run can be resumed. After an error in the copy, or one
// that needs a decision, it cannot.
bool is_resumable(std::exception const& error) {
    if (dynamic_cast<std::bad_alloc const*>(&error) != nullptr) return true;
    auto const* const known = dynamic_cast<Error const*>(&error);
    ExitCode const code = known == nullptr ? ExitCode::internal : known->code();
    return code != ExitCode::data && code != ExitCode::verification && code != ExitCode::corrupt &&
           code != ExitCode::internal;
}

// Called while an exception is handled. That exception is reported to the user; a failure here is only logged.
void give_up(Target& target) {
    try {
        Staging::give_up(target);
    } catch (std::exception const& left) {
        auto const* const known = dynamic_cast<Error const*>(&left);
        spdlog::warn("the staging schema is left behind: {}; {}", left.what(),
                     known == nullptr ? "" : known->next_step());
    }
}

// Rows that were written after the last check, but before the locks were released, are not in the target.
[[noreturn]] void throw_written_too_late(Source const& source) {
    throw BusyError{
        fmt::format("source {} was written while its copy was published: the target may lack what was written then",
                    source.path()),
        "stop what writes the file; `mlflow2pg verify SOURCE TARGET` lists the rows that differ. If nobody uses the "
        "target yet, drop MLflow's tables there and migrate again"};
}

void load_verify_publish(Passage& passage) {
    Options const& options = passage.options;
    Report& report = passage.report;
    Source& source = *passage.source;
    Target& target = *passage.target;
    Plan const& plan = *passage.plan;
    Rejects const& rejects = passage.rejects;
    OutputFiles& files = *passage.files;
    Task task{"making the staging schema"};
    std::map<std::string, std::int64_t> const sequences_before = next_of_sequences(target, target.schema());
    Layouts const layouts = layouts_for(plan);
    std::vector<Step> const steps = migration_steps(plan, layouts);
    Work const work{source, plan, std::string{staging_schema}, &rejects, &files.rejects};
    Staging const staging =
        begin_or_resume(target, plan, layouts, steps, run_identity(options, source, plan, steps), restart_of(options));
    report.time.resumed_steps = staging.finished_steps().size();
    // Finds misfits, or damage that looks like them: an index that contradicts its table can hide an orphan or a
    // duplicate, or return values that the table does not hold. Only integrity_check of the whole file finds that.
    auto const ensure_in_order = [&] {
        report.scan = scan_for_misfits(source, plan, nullptr, nullptr, index_judge(target, options.toast_compression));
        ensure_fits(*report.scan, settling(options, source, &target, *report.scan));
        report.verification.differences = find_damage(source, true);
        ensure_undamaged(source, report.verification.differences);
    };
    try {
        Run const run = load_and_finish(work, steps, passage.sessions, staging, ensure_in_order);
        task.now("comparing the definitions");
        report.time.stages.merge(stage_seconds(steps, run.results));
        report.time.profile = profile_of(steps, run);
        report.latest = latest_drift(run.results);
        std::string const file = files.rejects.finish();
        report.rejects = facts_of(rejects, file.empty() ? reject_file_of(run.results) : file);
        report.verification = compare_staged(plan, layouts, sequences_before, run.results, target);
        if (plan.hypertable) report.hypertable->chunks = count_chunks(target, plan);
        ensure_equal(source, plan, rejects, target, report.verification);
        throw_if_interrupted();
        // From here on the staged copy is known to be equal to the source; only the publish remains.
        if (files.mapping) report.renumbering = write_mapping(*files.mapping, source, plan);
        if (report.renumbering.experiments > 0) report.suggestions.hints.emplace_back(permissions_hint);
        staging.ensure_own();
        task.now(options.dry_run ? "rehearsing the publish" : "publishing");
        if (options.dry_run) {
            rehearse_publish(target, plan);
            Staging::discard(target);
        } else {
            publish(target, plan, [&] { source.ensure_unchanged(); });
            report.was_published = true;
        }
    } catch (std::exception const& error) {
        if (options.dry_run || !is_resumable(error)) give_up(target);
        throw;
    }
}

// Everything behind the gates.
void run(Passage& passage) {
    Options const& options = passage.options;
    Report& report = passage.report;
    Source& source = *passage.source;
    if (!options.page.empty() && source.writers_held()) report.source->sha256 = sha256_of(source);
    report.local_artifacts = find_local_artifacts(source, *passage.plan);
    report.suggestions.add({{}, warn_of_idle_rewrites(*report.plan, *report.local_artifacts)});
    if (options.backup && !options.dry_run) {
        Task const task{"making the backup"};
        Stopwatch const watch;
        remove_partial_backups(source);
        report.source->partial_backups = partial_backups(source.path());
        report.backup = back_up(source);
        report.time.stages["backup"] = watch.seconds();
    }
    load_verify_publish(passage);
}

}  // namespace

void migrate(Options const& options, Report& report) {
    Stopwatch const watch;
    Passage passage{options, report};
    pass_gates(passage);
    // From here on every source column has a target column and a conversion, the target may be replaced, and all
    // misfits that the user wanted to resolve are resolved.
    if (report.needed) run(passage);
    Source& source = *passage.source;
    bool changed = false;
    if (!report.needed) {
        report.suggestions.add(suggest_start(report, *passage.target));
    } else if (options.dry_run) {
        report.suggestions.add({{}, hint_of_changes(source)});
        Target const* const target = passage.server ? nullptr : passage.target.get();
        report.suggestions.add(suggest_migration(passage.migration, report, target, false));
    } else {
        changed = source.changed();
        try {
            Task const task{"sealing"};
            if (options.seal) report.sealing = seal_source(source, report.target->uri);
            report.suggestions.add(suggest_verify(options, report, *passage.target));
            report.suggestions.add(suggest_start(report, *passage.target));
        } catch (std::bad_alloc const&) {
            spdlog::warn("out of memory for the end of the report");  // the data is published nevertheless
        }
    }
    report.time.seconds = watch.seconds();
    if (changed) throw_written_too_late(source);
}

}  // namespace mlflow2pg
