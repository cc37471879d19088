// SPDX-License-Identifier: Apache-2.0
#include "commands/staged_copy.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <map>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "commands/preflight.hpp"
#include "commands/prepared.hpp"
#include "commands/results.hpp"
#include "mlflow/plan.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/rows.hpp"
#include "source/source.hpp"
#include "steps/apply_changes.hpp"
#include "steps/perform.hpp"
#include "steps/resume.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "steps/verify.hpp"
#include "target/catalog.hpp"
#include "target/definitions.hpp"
#include "target/index_limit.hpp"
#include "target/layout.hpp"
#include "target/sequences.hpp"
#include "target/staged_rows.hpp"
#include "target/target.hpp"
#include "target/timescaledb.hpp"

namespace mlflow2pg {

namespace {

using Then = std::function<void(Staging const&)>;

NextSteps after_difference() {
    return {{"if something else may have changed schema mlflow2pg_staging meanwhile, start afresh", {}, "--restart"},
            {"else report this with the output. The source is untouched"}};
}

// Begins a run, or resumes an interrupted one. Finished steps are not run again, so the rows that they rejected are not
// written again either. If the reject file is gone, a new run begins.
Staging begin_or_resume(Target& target, Plan const& plan, Layouts const& layouts, std::vector<Step> const& steps,
                        RunIdentity const& identity, Restart restart) {
    Staging staging{target, plan, layouts, identity, look_at_leftover(target, plan, steps, identity, restart)};
    if (staging.finished_steps().empty()) return staging;
    spdlog::info("resuming: {} of an interrupted run already done",
                 counted(staging.finished_steps().size(), "step is", "steps are"));
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
        return run_steps(steps, performing(work), sessions, staging.run(), staging.finished_steps());
    } catch (MisfitFound const& misfit) {
        spdlog::info("first misfit: {}; listing all of them", misfit.what());
        ensure_in_order();
        throw;
    } catch (ServerError const& refused) {
        if (!refused.about_data()) {
            if (!refused.next_steps().empty()) throw;
            throw TargetError{refused.what(),
                              NextSteps{{"run again"}, {"if it fails again, start afresh", {}, "--restart"}}};
        }
        spdlog::info("the server refused: {}; looking for all misfits", refused.what());
        ensure_in_order();
        if (!refused.about_keys()) throw DataError{refused.what(), "change the value in a copy of the source"};
        // The source has no problem, so the staged copy differs from what was sent.
        throw VerificationError{refused.what(), after_difference()};
    } catch (VerificationError const& different) {
        throw VerificationError{different.what(), after_difference()};
    }
}

// Compares the staged copy by table, definition, sequence and layout. After a catch-up the definitions are not compared
// here: whoever uses the copy calls ensure_staged_as_made().
Verification compare_staged(Passage& passage, StepResults const& results, bool caught_up) {
    std::string const staged{staging_schema};
    Target& target = *passage.target;
    Plan const& plan = *passage.plan;
    Verification found;
    found.tables = compare_readings(plan, results, found.differences);
    if (!caught_up) {
        // In the staging schema, even a harmless addition is a difference.
        DefinitionComparison const definitions = compare_definitions(target, plan, staged);
        for (auto const& differing : {definitions.differences, definitions.additions}) {
            found.differences.insert(found.differences.end(), differing.begin(), differing.end());
        }
    }
    found.sequences = check_sequences(target, plan.schema, staged, found.differences);
    std::map<std::string, std::int64_t> const before = next_of_sequences(target, target.schema());
    for (SequenceReport& sequence : found.sequences) {
        auto const replaced = before.find(sequence.name);
        if (replaced != before.end()) sequence.before = replaced->second;
    }
    layouts_for(plan).check(target, staged, found.differences);
    return found;
}

// The number of chunks of the staged hypertable. There are fewer than planned if rows were rejected.
std::int64_t count_chunks(Target& target, Plan const& plan) {
    std::optional<Hypertable> const staged = find_hypertable(target, staging_schema);
    return staged ? staged->chunks : plan.hypertable->chunks;
}

void ensure_equal(Passage& passage, Verification& verification) {
    if (verification.differences.empty()) return;
    Source const& source = *passage.source;
    list_differing_tables(source, *passage.plan, &passage.rejects, *passage.target, std::string{staging_schema},
                          verification);
    for (TableReport const& table : verification.tables) {
        if (table.source_agrees) continue;
        throw CorruptError{
            fmt::format("source {}: table {} and its index do not hold the same rows", source.path(), table.name)};
    }
    throw VerificationError{
        fmt::format("the copy is not equal to the source: {}: {}",
                    counted(verification.differences.size(), "difference"), verification.differences.front()),
        after_difference()};
}

// Whether the run can be resumed: after an interruption, a lost connection or lack of memory. After an error in the
// copy, or one that needs a decision, it cannot.
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
                     known == nullptr ? "" : text_of(known->next_steps()));
    }
}

// Throws all problems of the source: misfits, or damage that looks like them. An index that contradicts its table can
// hide an orphan or a duplicate, or return values that the table does not hold. Only integrity_check of the whole file
// finds that.
void ensure_in_order(Passage& passage) {
    Source const& source = *passage.source;
    Report& report = passage.report;
    report.scan = scan_for_misfits(source, *passage.plan, nullptr, nullptr,
                                   index_judge(*passage.target, passage.options.toast_compression));
    bool const is_settled = passage.options.reject_misfits && report.scan->unrejectable.empty();
    if (!is_settled) ensure_fits(*report.scan, settle(passage.options, source, passage.target.get(), *report.scan));
    report.verification.differences = find_damage(source, true);
    ensure_undamaged(source, report.verification.differences, true);
}

RunIdentity identity_of_run(Passage const& passage, std::vector<Step> const& steps) {
    if (passage.options.command != Command::prepare) {
        return run_identity(passage.options, *passage.source, *passage.plan, steps);
    }
    RunIdentity identity = prepared_identity(passage.options, *passage.source);
    identity.content[base_file_entry] = passage.base_path;
    return identity;
}

// Reads all rows of both databases once more; the checksums of the catch-up are only computed from the changes. Appends
// differences.
void read_all_again(Passage& passage, Verification& verification) {
    Task const task{"reading all rows again"};
    Plan const& plan = *passage.plan;
    Work const work{*passage.source, plan, std::string{staging_schema}};
    Run const run = run_steps(verification_steps(plan), performing(work), passage.sessions, "", {});
    std::vector<TableReport> const found = compare_readings(plan, run.results, verification.differences);
    for (std::size_t table = 0; table < found.size(); ++table) {
        if (found[table].checksum == verification.tables[table].checksum) continue;
        verification.differences.push_back(
            fmt::format("{}: its rows are not those of its checksum", found[table].name));
    }
}

// The end of a load and of a catch-up: reports what the steps of this run did, and makes sure that the staged copy is
// equal to the source. results: of all steps that made the copy.
void conclude(Passage& passage, std::vector<Step> const& steps, Run const& run, StepResults const& results,
              bool caught_up) {
    Task const task{"comparing the staged copy with the source"};
    Report& report = passage.report;
    for (auto const& [stage, seconds] : stage_seconds(steps, run.results)) report.time.stages[stage] = seconds;
    report.time.profile = profile_of(steps, run);
    report.latest = latest_drift(results);
    report.rejects = facts_of(passage.rejects, reject_file_of(results));
    report.verification = compare_staged(passage, results, caught_up);
    if (caught_up && passage.options.verify_fully) read_all_again(passage, report.verification);
    ensure_equal(passage, report.verification);
}

void hand_over(Staging const& staging, Then const& then) {
    throw_if_interrupted();
    staging.ensure_own();
    then(staging);
}

void load(Passage& passage, Restart restart, Then const& then) {
    Options const& options = passage.options;
    Report& report = passage.report;
    Source& source = *passage.source;
    Target& target = *passage.target;
    Plan const& plan = *passage.plan;
    Task const task{"making the staging schema"};
    Layouts const layouts = layouts_for(plan);
    std::vector<Step> const steps = migration_steps(plan, layouts);
    Work const work{source, plan, std::string{staging_schema}, &passage.rejects, &*passage.reject_file};
    Staging const staging = begin_or_resume(target, plan, layouts, steps, identity_of_run(passage, steps), restart);
    report.time.resumed_steps = staging.finished_steps().size();
    try {
        Run const run = load_and_finish(work, steps, passage.sessions, staging, [&] { ensure_in_order(passage); });
        conclude(passage, steps, run, run.results, false);
        if (plan.hypertable) report.hypertable->chunks = count_chunks(target, plan);
        hand_over(staging, then);
    } catch (std::exception const& error) {
        bool const needed_later = options.command == Command::migrate && !options.dry_run;
        if (needed_later && is_resumable(error)) {
            report.suggestions.hints.push_back({"finished steps are kept: run the same command again to continue"});
        } else {
            give_up(target);
        }
        throw;
    }
}

// Whether the changes could not be applied to the prepared copy, but a full load may succeed: a value or row differs,
// or somebody has dropped or altered a staged table.
bool needs_full_load(Error const& error) {
    constexpr std::string_view undefined_or_forbidden = "42";  // the class of the SQLSTATE
    auto const* const refused = dynamic_cast<ServerError const*>(&error);
    return error.code() == ExitCode::data || error.code() == ExitCode::verification ||
           (refused != nullptr && (refused->about_data() || refused->sqlstate().starts_with(undefined_or_forbidden)));
}

// The results of the steps that made the prepared copy. obstacle: the reason why they cannot be used; empty: they can.
StepResults earlier_results(Staging const& staging, std::string& obstacle) {
    StepResults results;
    for (auto const& [step, json] : staging.finished_steps()) {
        try {
            StepResult& result = results.emplace(step, StepResult::from_json(json)).first->second;
            // The report shows only what this run has sent.
            for (TableResult& table : result.tables) table.bytes = 0;
            std::string const& file = result.reject_file;
            if (!file.empty() && access(file.c_str(), F_OK) != 0) {
                obstacle = fmt::format("the reject file {} is gone", file);
            }
        } catch (std::exception const& error) {
            obstacle = fmt::format("the result of step {} cannot be read: {}", step, error.what());
        }
    }
    return results;
}

void report_changes(Preparation& preparation, std::vector<AppliedChanges> const& applied) {
    preparation.caught_up = true;
    for (AppliedChanges const& changes : applied) {
        preparation.gone += changes.gone.rows;
        preparation.added += changes.added.rows;
        preparation.catch_up.pages += changes.pages;
        preparation.changed_pages += changes.changed_pages;
        if (changes.by_rows_because.empty()) continue;
        preparation.by_rows.push_back(changes.table + ": " + changes.by_rows_because);
    }
}

// Brings the prepared copy up to the source's present state and hands it over. Returns the reason when that is not
// possible; empty: it is done.
std::string catch_up(Passage& passage, Snapshot const& base, Then const& then) {
    Staging const staging{*passage.target};
    std::string problem;
    StepResults results = earlier_results(staging, problem);
    if (!problem.empty()) return problem;
    Report& report = passage.report;
    Work const work{*passage.source, *passage.plan, std::string{staging_schema}, nullptr, nullptr, &base};
    Sessions sessions = passage.sessions;
    sessions.jobs = 1;
    std::vector<Step> const steps{catch_up_step(staging.finished_steps())};
    try {
        Run const run = run_steps(steps, performing(work), sessions, staging.run(), {});
        report_changes(*report.preparation, run.results.at(steps.front().name).changes);
        results.insert(run.results.begin(), run.results.end());
        conclude(passage, steps, run, results, true);
    } catch (Error const& error) {
        if (!needs_full_load(error)) throw;
        spdlog::info("{}; looking for misfits", error.what());
        // If the source has misfits or damage, this throws, and the prepared copy stays.
        if (dynamic_cast<TooManyChanges const*>(&error) == nullptr) ensure_in_order(passage);
        return error.what();
    }
    if (report.latest) {
        // No other table's row count changes: that is checked before the copy is used.
        auto const latest = std::ranges::find(report.verification.tables, "latest_metrics", &TableReport::name);
        report.latest->same = latest->rows - report.latest->different - report.latest->missing;
    }
    try {
        hand_over(staging, then);
    } catch (StagedChanged const& changed) {
        return changed.what();
    }
    return {};
}

// Without the staged rows the base file is useless. prepare replaces it in the end; its new one is still unfinished.
void drop_base(Options const& options, Prepared const& prepared) {
    if (options.command != Command::prepare) remove_base(prepared);
}

}  // namespace

void make_staged_copy(Passage& passage, Then const& then) {
    Options const& options = passage.options;
    Target& target = *passage.target;
    std::optional<Prepared> const prepared = find_prepared(options, *passage.source, target);
    if (!prepared) {
        // With --restart, find_prepared() does not look.
        std::optional<Prepared> const dropped = options.restart ? Staging::prepared(target) : std::nullopt;
        if (dropped) drop_base(options, *dropped);
        return load(passage, restart_of(options), then);
    }
    std::optional<Preparation>& found = passage.report.preparation;
    found = Preparation{prepared->at, prepared->base_path, {}};
    std::optional<Snapshot> base;
    std::string unused_because = obstacle(options, *passage.source, *prepared, base);
    if (unused_because.empty()) {
        unused_because = catch_up(passage, *base, then);
    } else if (prepared->complete) {
        ensure_in_order(passage);  // throws if there are misfits; then the prepared copy is not dropped
    }
    if (!unused_because.empty()) {
        found = Preparation{prepared->at, prepared->base_path, unused_because};
        spdlog::warn("the prepared copy is dropped, and everything is loaded: {}", unused_because);
        drop_base(options, *prepared);
        load(passage, Restart::any, then);
    } else if (passage.report.was_published && remove_base(*prepared)) {
        passage.report.suggestions.hints.push_back({fmt::format("the base file {} was removed", prepared->base_path)});
    }
}

void finish_rejects(Passage& passage) {
    std::string const file = passage.reject_file->finish();
    if (!file.empty()) passage.report.rejects.file = file;
}

}  // namespace mlflow2pg
