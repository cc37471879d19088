// SPDX-License-Identifier: Apache-2.0
#include "commands/preflight.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/progress.hpp"
#include "base/sqlite_copy.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/addresses.hpp"
#include "cli/option_table.hpp"
#include "commands/suggest.hpp"
#include "mlflow/hypertable.hpp"
#include "mlflow/schema_fit.hpp"
#include "rows/chunks.hpp"
#include "rows/misfit_scan.hpp"
#include "rows/new_ids.hpp"
#include "source/advice.hpp"
#include "source/file_facts.hpp"
#include "source/read_tables.hpp"
#include "source/seal.hpp"
#include "steps/scheduler.hpp"
#include "steps/step_list.hpp"
#include "target/address.hpp"
#include "target/bystanders.hpp"
#include "target/catalog.hpp"
#include "target/conninfo.hpp"
#include "target/index_limit.hpp"
#include "target/layout.hpp"
#include "target/sessions.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

// A shell command that copies the file and upgrades the copy with the installed MLflow.
std::string upgrade_copy_command(Source const& source, std::string const& install = {}) {
    std::string const copy = copy_name(source.path());
    return fmt::format("{} && {}{}", copy_command(source.path(), copy), install,
                       upgrade_command(source.store(), shell_word("sqlite:///" + copy)));
}

// "COMMAND && ", where COMMAND installs a release with this revision; empty if none is known. uri: as for
// install_command().
std::string installing_first(Store store, Revision const& revision, std::string_view uri = {}) {
    std::string const command = install_command(revision.releases, store, uri);
    return command.empty() ? "" : command + " && ";
}

// For the sentence before such a command.
constexpr std::string_view replaces_mlflow = " (pip replaces the installed one: use a virtual environment)";

NextSteps upgrade_steps(Source const& source, Revision const* next) {
    if (next == nullptr) return {};
    return {step_on_copy(fmt::format("upgrade a copy with the next release of MLflow{}", replaces_mlflow),
                         upgrade_copy_command(source, installing_first(source.store(), *next)))};
}

// A step that these options settle. check prints them alone: its Next has the whole migration.
NextStep settled_by(std::string options, Command command, std::string sentence) {
    if (command == Command::check) return {std::move(sentence), std::move(options)};
    return {std::move(sentence), {}, std::move(options)};
}

// Whether a newer MLflow may have made the tables: they have at least all tables and columns of the newest recorded
// revision.
bool may_be_newer(SchemaFit const& fit) {
    auto const& known = known_revisions(fit.store);
    auto const newest =
        std::find_if(known.rbegin(), known.rend(), [](auto const& revision) { return revision.recorded; });
    return fit.missing.empty() && fit.has(newest->id);
}

NextSteps steps_to_correct(Source const& source, std::optional<SchemaFit> const& fit) {
    return next_steps(fit, source.path(), source.revision(), read_other_objects(source.reader()));
}

// target: null when none was named.
[[noreturn]] void throw_unknown_revision(Source const& source, Target const* target) {
    std::optional<SchemaFit> const fit = best_fit(source.tables(), source.store());
    std::string const uri = target == nullptr ? "postgresql://USER@HOST/DATABASE" : shell_word(target->uri());
    NextSteps const steps =
        fit && !may_be_newer(*fit)
            ? steps_to_correct(source, fit)
            : NextSteps{{"if it is of a newer MLflow, let that MLflow initialise the target, then run again",
                         source.store() == Store::tracking ? "mlflow server --backend-store-uri " + uri
                                                           : upgrade_command(source.store(), uri)},
                        {"or install a newer mlflow2pg"}};
    throw SourceError{fmt::format("source {} is at revision {}, which this program does not know; {}", source.path(),
                                  source.revision(), describe(fit)),
                      steps};
}

// As make_plan. Adds to an error which recorded schema the tables fit, and what to do.
Plan plan_with_explanation(Source const& source, Schema schema, Rules rules) {
    std::string const revision = schema.revision;
    std::vector<SourceObject> const others = read_other_objects(source.reader());
    try {
        return make_plan(source.tables(), std::move(schema), std::move(rules), others);
    } catch (SourceError const& error) {
        std::optional<SchemaFit> const fit = best_fit(source.tables(), source.store(), revision);
        std::string what = fmt::format("source {}: {}", source.path(), error.what());
        if (!fit || !fit->has(revision)) what += "; " + describe(fit);
        what += replacements(fit, others);
        throw SourceError{what, next_steps(fit, source.path(), source.revision(), others)};
    }
}

// The schema at the source's revision: the recorded one. For a newer, unrecorded revision: the schema of the target's
// tables, if the same MLflow release created them.
Schema schema_for(Source const& source, Target* target) {
    Revision const* const known = find_revision(source.revision(), source.store());
    if (known != nullptr && known->recorded) return recorded_schema(source.revision(), source.store());
    if (known != nullptr) {
        std::optional<SchemaFit> const fit = best_fit(source.tables(), source.store());
        Revision const* const next = next_recorded(source.revision(), source.store());
        // To upgrade tables that are upgraded already fails. The next recorded revision proves nothing: it may have the
        // same columns as this one. All point into one list, in chain order.
        bool const is_upgraded = fit && fit->exact() && next != nullptr &&
                                 find_revision(fit->revisions.front().id, source.store()) > next;
        throw SourceError{
            fmt::format("source {} is at revision {}. No MLflow release has this as its newest revision{}",
                        source.path(), source.revision(), is_upgraded ? "; " + describe(fit) : ""),
            is_upgraded ? steps_to_correct(source, fit) : upgrade_steps(source, next)};
    }
    if (target != nullptr && target->revision_in(target->schema(), source.store()) == source.revision()) {
        std::vector<std::string> tables;
        for (SourceTable const& table : source.tables()) tables.push_back(table.name);
        spdlog::info("revision {} is newer than this program: taking the target's own definitions", source.revision());
        Schema schema = catalog_schema(*target, target->schema(), source.revision(), tables);
        schema.store = source.store();
        return schema;
    }
    throw_unknown_revision(source, target);
}

// If one file is both databases, the user has to choose one. Otherwise the user might notice only after the migration
// that the other one was not copied.
void ensure_one_store(Options const& options, Source const& source) {
    if (source.holds_both_stores() && !options.store) {
        throw SourceError{fmt::format("source {} is both MLflow's tracking and its auth database", source.path()),
                          "move one after the other: --store auth, then --store tracking (with --seal only the last)"};
    }
    if (source.store() == Store::tracking) return;
    if (options.hypertable || options.distribute || options.experiment_ids != ExperimentIds::keep ||
        !options.artifacts.empty()) {
        throw UsageError{
            fmt::format("source {} is MLflow's auth database: --hypertable, --distribute, --experiment-ids and "
                        "--rewrite-artifacts are for the tracking database only",
                        source.path()),
            "leave them out"};
    }
}

}  // namespace

Source::Hold hold_for_looking(Options const& options) {
    return options.hold_writers ? Source::Hold::look_once : Source::Hold::look;
}

NextSteps hint_of_changes(Source& source) {
    if (!source.changed()) return {};
    return {{fmt::format("the source was written meanwhile. This report shows its state at {}, without later rows",
                         source.read_at())}};
}

void ensure_not_sealed(Options const& options, SourceFacts const& source) {
    if (source.seal.empty()) return;
    NextSteps steps;
    // The target is not connected yet. To compare with another than the seal names would mislead.
    std::string const target = options.target.empty() ? ""
                                                      : address_of(parameters_of(target_conninfo(options.target)), "");
    if (!options.store && !target.empty() && source.seal.ends_with(target)) {
        steps.push_back(
            {"compare both databases: add the --fix, --experiment-ids and --rewrite-artifacts of the migration. After "
             "a migration that left rows out, verify cannot compare",
             comparison(options, source.path, "postgresql" + target)});
    }
    steps.push_back({options.store ? "if only the file's other store was migrated, or to migrate it once more, remove "
                                     "the seal"
                                   : "only to migrate it once more, remove the seal",
                     "mlflow2pg unseal " + shell_word(source.path)});
    throw SourceError{fmt::format("source {} is sealed: {}", source.path, source.seal), steps};
}

std::vector<std::string> find_damage(Source const& source, bool deep, UnusedPages* unused) {
    Task const task{deep ? "SQLite's integrity_check" : "SQLite's quick_check"};
    return deep ? integrity_problems(source.reader(), unused) : quick_problems(source.reader(), unused);
}

std::vector<std::string> find_contradicting_indexes(Source const& source, Plan const& plan) {
    constexpr std::int64_t few_rows = 100'000;
    Task const task{"comparing the indexes with their tables"};
    std::vector<std::string> small;
    std::vector<std::string> large;
    for (TablePlan const& table : plan.tables) {
        (table.estimated_rows <= few_rows || !table.has_rowid ? small : large).push_back(table.name);
    }
    Sqlite const reader = source.reader();
    std::vector<std::string> found = count_problems(reader, large);
    std::ranges::copy(integrity_problems(reader, small), std::back_inserter(found));
    return found;
}

void ensure_undamaged(Source const& source, std::vector<std::string> const& damage, bool deep) {
    if (damage.empty()) return;
    Damage const kind = !deep ? Damage::unknown : is_in_indexes(damage) ? Damage::in_indexes : Damage::in_tables;
    throw CorruptError{fmt::format("SQLite finds damage in {}: {}", source.path(), headline(damage.front())),
                       repair_steps(source.path(), kind)};
}

Plan plan_for(Options const& options, Source const& source, Target* target) {
    ensure_one_store(options, source);
    Rules rules{options.fixes, options.experiment_ids, options.artifacts};
    Plan plan = plan_with_explanation(source, schema_for(source, target), rules);
    if (options.hypertable) plan.hypertable = plan_hypertable(source.reader(), plan.schema);
    if (options.distribute) plan.distribution = distribute(plan.schema);
    if (options.experiment_ids == ExperimentIds::renumber) renumber_experiments(source.reader(), plan);
    return plan;
}

NextSteps warn_of_idle_rewrites(PlanFacts const& plan, LocalArtifacts const& artifacts) {
    NextSteps hints;
    for (std::size_t rule = 0; rule < plan.rewrites.size(); ++rule) {
        if (artifacts.rewritten[rule] > 0) continue;
        std::string const& old = plan.rewrites[rule].first;
        spdlog::warn("--rewrite-artifacts: no artifact location begins with {}, or an earlier rule took them all", old);
        hints.push_back(
            {fmt::format("--rewrite-artifacts: no artifact location begins with {}, or an earlier rule took them all. "
                         "OLD is compared letter by letter",
                         old)});
    }
    return hints;
}

Sessions sessions_within_limits(Options const& options, Target& target, std::vector<Step> const& steps,
                                NextSteps& hints) {
    Sessions sessions{target.conninfo(), session_settings(options.toast_compression),
                      // When a foreign key makes Citus take over a table, Citus locks all tables that refer to each
                      // other.
                      options.distribute ? 1 : options.jobs};
    // Opening a session takes several round trips. A second session saves less than that on a few small tables.
    constexpr double short_work = 0.25;
    if (!steps.empty() && expected_seconds(steps, 1) < short_work) {
        sessions.jobs = 1;
        sessions.watched = false;
    }
    unsigned const wanted = sessions.jobs + (sessions.watched ? 1 : 0);
    FreeSessions const free = find_free_sessions(target, wanted);
    if (free.count >= wanted) return sessions;
    if (free.count == 0) {
        throw TargetError{
            fmt::format("target {}: 2 connections are needed, and there is only 1: {}", target.name(), free.limit),
            raise_limits(target, wanted)};
    }
    sessions.watched = free.count > 1;
    sessions.jobs = std::max(1U, free.count - 1);
    hints.push_back(
        {fmt::format("--jobs {} needs {}, and {} free ({}): going on with --jobs {}{}", options.jobs,
                     counted(wanted + 1, "connection"), counted(free.count + 1, "is", "are"), free.limit, sessions.jobs,
                     sessions.watched ? "" : ", without looking at what the server waits for")});
    spdlog::warn("target {}: {}", target.name(), hints.back().sentence);
    return sessions;
}

Sessions sessions_for_migration(Options const& options, Target& target, Plan const* plan, NextSteps& hints) {
    look_at_bystanders(target, hints);
    std::vector<Step> const steps = plan == nullptr ? std::vector<Step>{} : migration_steps(*plan, layouts_for(*plan));
    return sessions_within_limits(options, target, steps, hints);
}

void ensure_same_revision(Options const& options, Source const& source, Target const& target,
                          Existing const& existing) {
    if (existing.tables.empty() || existing.revision == source.revision() || options.replace_schema) return;
    // Both revisions are known, and point into the same list, which is in chain order.
    Revision const* const of_target = find_revision(existing.revision, source.store());
    Revision const* const of_source = find_revision(source.revision(), source.store());
    bool const target_is_newer = of_target > of_source;
    std::string const uri = target.uri(mlflow_scheme(options.target));
    throw TargetError{
        fmt::format("the target was initialised by another MLflow: it is at revision {}, the source at {}",
                    named(*of_target), named(*of_source)),
        NextSteps{
            target_is_newer
                ? step_on_copy(
                      fmt::format("bring a copy of the source to the target's revision with the target's MLflow{}",
                                  replaces_mlflow),
                      upgrade_copy_command(source, installing_first(source.store(), *of_target)))
                : NextStep{fmt::format("bring the target to the source's revision with the source's MLflow{}",
                                       replaces_mlflow),
                           installing_first(source.store(), *of_source, uri) +
                               upgrade_command(source.store(), shell_word(uri))},
            {"or replace the target's tables, which are empty, by the source's", {}, "--replace-schema"}}};
}

Settlement settle(Options options, Source const& source, Target* target, MisfitScan scan) {
    IndexJudge const judge = target == nullptr ? IndexJudge{} : index_judge(*target, options.toast_compression);
    while (!scan.misfits.empty() && !options.reject_misfits) {
        Options const before = options;
        for (auto const& [kind, count] : scan.counts) {
            Remedy const remedy = mlflow2pg::remedy(kind.second);
            switch (remedy.kind) {
                case Remedy::Kind::fix: options.fixes.add(remedy.fix); break;
                case Remedy::Kind::widen_ids: options.experiment_ids = ExperimentIds::widen; break;
                case Remedy::Kind::reject: options.reject_misfits = scan.unrejectable.empty(); break;
                case Remedy::Kind::shorter_rewrite: break;  // the user has to choose a shorter NEW
            }
        }
        if (identity_of(options) == identity_of(before)) break;
        scan = scan_for_misfits(source, plan_for(options, source, target), nullptr, nullptr, judge);
    }
    return {std::move(options), scan.rejected};
}

void ensure_fits(MisfitScan const& scan, Settlement const& settlement) {
    if (scan.misfits.empty()) return;
    Options const& settled = settlement.options;
    bool const prepares = settled.command == Command::prepare;  // it leaves no rows out
    std::string options;                                        // the options that resolve all of them
    for (GivenOption const& given : suggested_options(settled)) {
        std::string const& option = given.spec->names.back();
        if (option != "--fix" && option != "--experiment-ids" && (option != "--on-misfit" || prepares)) continue;
        options += fmt::format("{}{}", options.empty() ? "" : " ", shell_text(given));
    }
    auto const is_settled_by = [](Remedy::Kind kind) {
        return [kind](auto const& count) { return remedy(count.first.second).kind == kind; };
    };
    bool const only_reject = std::ranges::all_of(scan.counts, is_settled_by(Remedy::Kind::reject));
    bool const some_reject = std::ranges::any_of(scan.counts, is_settled_by(Remedy::Kind::reject));
    bool const leaves_out = settled.reject_misfits && settlement.left_out > 0;  // also what only the fixes bring about
    NextSteps steps;
    if (!only_reject && !options.empty()) {
        std::string_view const widen =
            settled.experiment_ids == ExperimentIds::widen
                ? ". widen keeps the ids and makes the columns bigint; renumber keeps the columns and gives new ids"
                : "";
        std::string const what = leaves_out && !prepares ? fmt::format("change what can be changed and leave out {}",
                                                                       counted(settlement.left_out, "row"))
                                 : some_reject || leaves_out ? "change what can be changed"
                                                             : "change what does not fit";
        std::string sentence = fmt::format("decide: {}, with these options{}", what, widen);
        steps.push_back(settled_by(options, settled.command, std::move(sentence)));
    }
    if (std::ranges::any_of(scan.counts, is_settled_by(Remedy::Kind::shorter_rewrite))) {
        steps.push_back({"give --rewrite-artifacts a shorter NEW"});
    }
    if (scan.unrejectable.empty()) {
        std::string const dependent =
            scan.dependent == 0 ? ""
                                : fmt::format(", {} of them because {} to the others", grouped(scan.dependent),
                                              scan.dependent == 1 ? "it refers" : "they refer");
        std::string sentence = fmt::format("{}{}leave out {}{}", steps.empty() ? "decide: " : "or ",
                                           prepares ? "migrate without prepare, and " : "",
                                           counted(scan.rejected, "row"), dependent);
        steps.push_back(prepares ? NextStep{std::move(sentence), "--on-misfit reject"}
                                 : settled_by("--on-misfit reject", settled.command, std::move(sentence)));
    }
    steps.push_back({scan.unrejectable.empty() || !some_reject
                         ? "or change them in SQLite"
                         : fmt::format("{} in SQLite: table {} is WITHOUT ROWID, so none of its rows can be left out",
                                       steps.empty() ? "change them" : "change the rest", scan.unrejectable)});
    throw DataError{
        fmt::format("{} not fit PostgreSQL", counted(scan.misfits.total(), "value or row does", "values or rows do")),
        steps};
}

void ensure_no_holders(SourceFacts const& source) {
    if (source.holders.seen.empty()) return;
    std::vector<std::string> holders;
    for (Holder const& holder : source.holders.seen) holders.push_back(holder.text());
    throw BusyError{fmt::format("source {} is open in another process: {}", source.path, fmt::join(holders, "; ")),
                    unlock_steps(source.holders)};
}

void ensure_original_unused(std::string const& path, bool publishes, NextSteps& hints) {
    std::string const original = original_of(path);
    if (original.empty()) return;
    Holders const holders = find_holders({original, original + "-wal", original + "-shm", original + "-journal"});
    std::vector<std::string> reasons;
    for (Holder const& holder : holders.seen) reasons.push_back(holder.text());
    std::string const written = written_after(path, original);
    if (!written.empty()) reasons.push_back("written at " + written);
    if (!reasons.empty()) {
        throw SourceError{
            fmt::format("source {} is a copy of {}, which was used since: {}", path, original,
                        fmt::join(reasons, "; ")),
            NextSteps{{"stop MLflow, then make the copy again under another name"},
                      {fmt::format("or migrate the copy without the rows that MLflow has written since: first "
                                   "rename it. MLflow can still write to {}",
                                   original),
                       fmt::format("mv {} {}", shell_word(path), shell_word(free_name(path + ".old")))}}};
    }
    if (!publishes || access(original.c_str(), W_OK) != 0) return;
    hints.push_back(
        {fmt::format("migrating a copy does not seal {}. To make it read-only for everybody but root", original),
         fmt::format("chmod a-w {}", shell_word(original))});
}

void ensure_all_seen(Options const& options, SourceFacts const& source) {
    bool const sealable = can_be_sealed(source.path);
    if (source.holders.unseen.empty() || (options.seal && sealable) || options.allow_unseen) return;
    throw BusyError{
        fmt::format("source {} may be open in another process: {}", source.path, source.holders.unseen),
        NextSteps{{"stop everything that uses the file. Then run as root, in a container also with --pid=host"},
                  // Without the right to write, a run with --seal would be refused again.
                  {fmt::format("or {}seal the file{}: later writes of a process that was not seen then fail",
                               sealable ? "" : "as a user who can write the file and its folder, ",
                               sealable ? "" : " (--seal)"),
                   {},
                   sealable ? "--seal" : ""},
                  {"or take the risk", {}, "--allow-unseen"}}};
}

RunIdentity run_identity(Options const& options, Source const& source, Plan const& plan,
                         std::vector<Step> const& steps) {
    RowHash file;
    file.add(Value::text(source.fingerprint()));
    RowHash work;
    for (Step const& step : steps) work.add(Value::text(step.name));
    RunIdentity identity{identity_of(options), {{"the source file or its content", file.finish().hex()}}};
    identity.rules["the version of mlflow2pg"] = MLFLOW2PG_VERSION;
    identity.rules["the steps of the work"] = work.finish().hex();
    // The plan chooses the interval by the source's rows.
    if (plan.hypertable) identity.rules["--hypertable"] = std::to_string(plan.hypertable->interval_ms);
    return identity;
}

bool settles_misfits(Options const& options) {
    return options.reject_misfits || !options.fixes.none() || !options.artifacts.empty();
}

Restart restart_of(Options const& options) {
    return options.restart ? Restart::any : settles_misfits(options) ? Restart::own : Restart::no;
}

}  // namespace mlflow2pg
