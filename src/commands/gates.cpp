// SPDX-License-Identifier: Apache-2.0
#include "commands/gates.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "base/progress.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "cli/option_table.hpp"
#include "commands/prepared.hpp"
#include "commands/suggest.hpp"
#include "rows/misfit_scan.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"
#include "steps/resume.hpp"
#include "steps/step_list.hpp"
#include "target/citus.hpp"
#include "target/index_limit.hpp"
#include "target/layout.hpp"
#include "target/publish.hpp"
#include "target/staging.hpp"
#include "target/table_users.hpp"
#include "target/timescaledb.hpp"
#include "target/usable.hpp"

namespace mlflow2pg {

namespace {

bool is_check(Passage const& passage) { return passage.options.command == Command::check; }

// Whether the source's writers may go on, because nothing is published.
bool only_looks(Options const& options) {
    return options.command == Command::check || options.command == Command::prepare || options.dry_run;
}

void begin_base_file(Passage& passage, std::string const& source) {
    std::error_code error;
    if (!std::filesystem::exists(source, error)) return;  // Source reports it
    std::string const& named = passage.options.base_file;
    passage.base_path = std::filesystem::absolute(named.empty() ? default_base_file(source) : named, error);
    if (!is_utf8(passage.base_path)) {
        throw UsageError{"the base file's name is not UTF-8, and cannot be recorded in the target",
                         "name another file with --base"};
    }
    ensure_may_become_base(passage.base_path);
    std::string const unfinished = unfinished_base(passage.base_path);
    constexpr std::string_view kind = "base file";
    PartialCopy::remove_left(unfinished, kind);
    passage.base =
        std::make_unique<PartialCopy>(unfinished, kind, "make room, or name a file in another folder with --base");
}

void open_reject_file(Passage& passage) { passage.reject_file.emplace(passage.options.reject_file); }

void open_mapping(Passage& passage) {
    Options const& options = passage.options;
    bool const named = options.mapping_file != default_mapping_file(options);
    if (!named && options.experiment_ids != ExperimentIds::renumber) return;
    passage.mapping.emplace("--mapping ", options.mapping_file, OutputFile::Existing::kept);
}

void open_source(Passage& passage) {
    Options const& options = passage.options;
    std::string const path = source_path(options.source);
    if (options.command == Command::prepare) begin_base_file(passage, path);
    passage.source = std::make_unique<Source>(
        path, only_looks(options) ? hold_for_looking(options) : Source::Hold::writers, options.patience,
        &passage.report.waited, options.store, passage.base ? passage.base->path() : "");
    passage.report.source = look_at(*passage.source);
}

// A migration finds damage because it reads everything twice. check looks first: if the file is damaged, its other
// results cannot be trusted.
void find_no_damage(Passage& passage) {
    // prepare must not start from a damaged base file: later runs do not read the pages that are equal in it.
    if (!is_check(passage) && passage.options.command != Command::prepare) return;
    std::vector<std::string>& damage = passage.report.verification.differences;
    UnusedPages unused;
    try {
        damage = find_damage(*passage.source, passage.options.deep, &unused);
    } catch (CorruptError const&) {
        passage.source.reset();  // other gates would only meet the same damage
        throw;
    }
    if (unused.count > 0) {
        passage.report.suggestions.hints.push_back({fmt::format(
            "SQLite finds {} in {} that {} to no table ({}). It can read all rows without {}, and VACUUM "
            "would remove {}",
            counted(unused.count, "page"), passage.source->path(), unused.count == 1 ? "belongs" : "belong",
            unused.first, unused.count == 1 ? "it" : "them", unused.count == 1 ? "it" : "them")});
    }
    if (damage.empty()) return;
    std::unique_ptr<Source> const damaged = std::move(passage.source);
    ensure_undamaged(*damaged, damage, passage.options.deep);
}

void find_no_seal(Passage& passage) {
    // With --if-needed the first run may have set the seal.
    if (!passage.options.if_needed) ensure_not_sealed(passage.options, *passage.report.source);
}

void find_sealable(Passage& passage) {
    if (!passage.options.seal || can_be_sealed(passage.source->path())) return;
    throw SourceError{
        fmt::format("source {} cannot be sealed: the file or its folder cannot be written", passage.source->path()),
        "run as a user who can write both, or leave out --seal"};
}

void find_no_holder(Passage& passage) {
    if (is_check(passage) || !only_looks(passage.options)) ensure_no_holders(*passage.report.source);
}

void find_original_unused(Passage& passage) {
    if (!is_check(passage) && only_looks(passage.options)) return;
    ensure_original_unused(passage.source->path(), !is_check(passage), passage.report.suggestions.hints);
}

void see_all_processes(Passage& passage) {
    if (is_check(passage) || !only_looks(passage.options)) ensure_all_seen(passage.migration, *passage.report.source);
}

void find_room_for_backup(Passage& passage) {
    if (!passage.migration.backup) return;
    try {
        ensure_backup_possible(*passage.source, passage.options.backup_folder);
    } catch (SourceError const& impossible) {
        if (passage.options.backup) throw;
        // The user did not ask for a backup, so none is suggested.
        passage.migration.backup = false;
        passage.report.suggestions.hints.push_back({fmt::format("--backup is not possible: {}", impossible.what())});
    }
}

void connect(Passage& passage) {
    Options const& options = passage.options;
    if (options.target.empty() && is_check(passage)) return;
    if (options.target.empty()) passage.server = std::make_unique<ThrowawayServer>();
    passage.target =
        std::make_unique<Target>(passage.server ? passage.server->conninfo() : target_conninfo(options.target));
    passage.report.target = look_at(*passage.target, mlflow_scheme(options.target));
}

void find_usable(Passage& passage) {
    passage.target_has_schema = has_schema(*passage.target);
    ensure_usable(*passage.target);
    ensure_cluster(*passage.target);
    passage.target_is_usable = true;
}

void find_compression(Passage& passage) {
    ensure_toast_compression(*passage.target, passage.options.toast_compression);
}

void find_extension(Passage& passage) {
    if (passage.options.hypertable && passage.options.distribute) {
        throw UsageError{"--hypertable and --distribute exclude each other: metrics have one layout",
                         "leave one of them out"};
    }
    if (passage.options.hypertable) ensure_timescaledb(*passage.target);
    if (!passage.options.distribute) return;
    ensure_citus(*passage.target);
    if (passage.target_is_usable) ensure_nothing_left(*passage.target);
}

void take_lock(Passage& passage) {
    if (is_check(passage)) {
        passage.target->ensure_unlocked();
    } else {
        passage.target->lock();
    }
}

void find_sessions(Passage& passage) {
    passage.sessions = sessions_for_migration(passage.options, *passage.target, passage.plan ? &*passage.plan : nullptr,
                                              passage.report.suggestions.hints);
}

void make_plan(Passage& passage) {
    passage.plan =
        plan_for(passage.options, *passage.source, passage.target_is_usable ? passage.target.get() : nullptr);
    passage.report.plan = facts_of(*passage.plan);
    passage.report.hypertable = passage.plan->hypertable;
    passage.report.distribution = passage.plan->distribution;
    if (passage.report.distribution && passage.target_is_usable && passage.target->has_citus()) {
        passage.report.distribution->nodes = count_nodes(*passage.target);
    }
}

void find_need(Passage& passage) {
    if (!passage.options.if_needed) return;
    passage.report.needed = !holds_rows(*passage.target, passage.plan->schema);
    if (passage.report.needed) return ensure_not_sealed(passage.options, *passage.report.source);
    // Nothing is migrated, so the report describes the store that exists.
    std::optional<Distribution>& distribution = passage.report.distribution;
    if (!distribution) {
        distribution = find_distribution(*passage.target, passage.plan->schema);
    } else if (!is_distributed(*passage.target)) {
        distribution.reset();
    }
}

void find_room_to_sort(Passage& passage) {
    std::int64_t most = 0;
    for (TablePlan const& table : passage.plan->tables) most = std::max(most, table.estimated_rows);
    ensure_room_to_sort(*passage.target, most);
}

void find_few_chunks(Passage& passage) {
    if (passage.plan->hypertable) ensure_few_chunks(*passage.plan->hypertable);
}

// What suggests that this migration is done already, by the tables' counts of rows; empty if nothing does. With
// --on-misfit reject the target has fewer rows than the source.
std::string_view likeness(Passage& passage) {
    Target& target = *passage.target;
    if (target.revision_in(target.schema(), passage.source->store()) != passage.source->revision()) return {};
    Sqlite const reader = passage.source->reader();
    bool lacks_rows = false;
    for (TablePlan const& table : passage.plan->tables) {
        if (table.recomputed) continue;
        std::string const name = quote_identifier(table.name);
        auto const there =
            target.query(fmt::format("SELECT count(*) FROM {}.{}", quote_identifier(target.schema()), name))[0][0]
                .as<std::int64_t>();
        std::int64_t const here = reader.integer("SELECT count(*) FROM " + name);
        if (there > here || (there < here && !passage.options.reject_misfits)) return {};
        lacks_rows = lacks_rows || there < here;
    }
    return lacks_rows ? "may be done already: no table has more rows than in the source"
                      : "seems to be done already: every table has as many rows as in the source";
}

// The publish waits for the transactions that use the tables which it replaces.
void warn_of_users(Passage& passage) {
    TableUsers const users = users_of(*passage.target, passage.existing.tables);
    if (users.texts.empty()) return;
    passage.report.suggestions.hints.push_back({fmt::format(
        "MLflow's tables in the target are in use by {}. The publish waits 30 s for the end of such transactions",
        fmt::join(users.texts, ", "))});
}

void find_replaceable(Passage& passage) {
    try {
        passage.existing = ensure_replaceable(*passage.target, passage.plan->schema);
    } catch (ServerError const&) {
        throw;
    } catch (TargetError const& not_empty) {
        if (!holds_rows(*passage.target, passage.plan->schema)) throw;
        std::string_view const like = likeness(passage);
        if (like.empty()) throw;
        NextSteps steps;
        if (like.starts_with("may")) {
            steps.push_back({"if so, start MLflow on it. After a migration that left rows out, verify cannot compare"});
        } else {
            steps.push_back(
                {"compare them", comparison(passage.options, passage.source->path(), passage.target->uri())});
        }
        for (NextStep& step : suggest_distributing(passage.options, *passage.target)) steps.push_back(std::move(step));
        throw TargetError{fmt::format("{}. This migration {}", not_empty.what(), like), steps};
    }
    Existing const& existing = passage.existing;
    ensure_same_revision(passage.options, *passage.source, *passage.target, existing);
    ensure_not_held(*passage.target, existing.tables);
    if (is_check(passage)) warn_of_users(passage);
    if (!existing.tables.empty() && existing.revision != passage.source->revision()) {
        passage.report.target->replaced_revision = existing.revision;
    }
    if (passage.target_is_usable) ensure_server_allows(*passage.target, *passage.plan, existing);
}

// Fills the list of rejected rows and the reject file before anything is loaded.
MisfitScan settle_misfits(Passage& passage, IndexJudge const& judge) {
    Options const& options = passage.options;
    Source const& source = *passage.source;
    Plan const& plan = *passage.plan;
    RejectFile& file = *passage.reject_file;
    if (options.reject_misfits) return scan_for_misfits(source, plan, &passage.rejects, &file, judge);
    if (!options.fixes.none()) return scan_for_misfits(source, plan, nullptr, &file, judge);
    // Rewriting only concerns the columns with locations, so no scan of all rows is needed.
    MisfitScan const rewritten = list_rewritten(source, plan, &file);
    return rewritten.misfits.empty() ? rewritten : scan_for_misfits(source, plan, nullptr, nullptr, judge);
}

// A migration ends with an index that contradicts its table. Such an index can also make sound rows look like orphans
// or duplicates.
void find_no_contradicting_index(Passage& passage) {
    std::vector<std::string>& damage = passage.report.verification.differences;
    bool const deep = !passage.report.scan->misfits.empty();
    damage = deep ? find_damage(*passage.source, true) : find_contradicting_indexes(*passage.source, *passage.plan);
    if (!damage.empty()) passage.plan.reset();
    ensure_undamaged(*passage.source, damage, deep);
}

// check reads all rows. A migration reads them here only if some are to be changed or left out. Otherwise its load
// finds the first misfit.
void find_no_misfits(Passage& passage) {
    Options const& options = passage.options;
    Report& report = passage.report;
    if (!is_check(passage) && !settles_misfits(options)) return;
    Target* const target = passage.target_is_usable ? passage.target.get() : nullptr;
    IndexJudge const judge = target == nullptr ? IndexJudge{} : index_judge(*target, options.toast_compression);
    Rejects* const rejects = options.reject_misfits ? &passage.rejects : nullptr;
    report.scan = is_check(passage) ? scan_for_misfits(*passage.source, *passage.plan, rejects, nullptr, judge)
                                    : settle_misfits(passage, judge);
    report.rejects = facts_of(passage.rejects, "");
    if (is_check(passage) && !options.deep) find_no_contradicting_index(passage);
    if (report.scan->unjudged > 0) {
        report.suggestions.hints.push_back(
            {fmt::format("{} may be too long for an index: only a server can tell; run check with the target",
                         counted(report.scan->unjudged, "row"))});
    }
    report.forecast.left_out = report.scan->rejected;
    if (options.reject_misfits) return;
    Settlement const settlement = settle(passage.migration, *passage.source, target, *report.scan);
    passage.migration = settlement.options;
    report.forecast.left_out = settlement.left_out;
    ensure_fits(*report.scan, settlement);
}

// A migration checks this when it creates the staging schema or resumes.
void find_nothing_left(Passage& passage) {
    if (!is_check(passage)) return;
    Plan const& plan = *passage.plan;
    if (std::optional<Prepared> const prepared = find_prepared(passage.options, *passage.source, *passage.target)) {
        Staging::ensure_only_ours(*passage.target);
        passage.report.preparation =
            look_at_prepared(passage.migration, *passage.source, plan, *passage.target, *prepared);
        return;
    }
    std::vector<Step> const steps = migration_steps(plan, layouts_for(plan));
    RunIdentity const identity = run_identity(passage.migration, *passage.source, plan, steps);
    passage.left = look_at_leftover(*passage.target, plan, steps, identity, restart_of(passage.migration));
    if (passage.left != Staging::Left::resumable) return;
    passage.report.suggestions.hints.push_back(
        {"the target holds an interrupted migration of this source. migrate will continue it. To remove it instead",
         "mlflow2pg discard " + shell_word(passage.target->uri())});
}

bool at_once(Passage const&) { return true; }
bool with_source(Passage const& passage) { return passage.source != nullptr; }
bool with_target(Passage const& passage) { return passage.target != nullptr; }
bool with_usable_target(Passage const& passage) { return passage.target_is_usable; }
bool with_plan(Passage const& passage) { return passage.plan.has_value(); }
bool with_plan_and_target(Passage const& passage) { return with_plan(passage) && with_usable_target(passage); }
bool with_plan_and_session(Passage const& passage) { return with_plan(passage) && with_target(passage); }
bool with_plan_and_schema(Passage const& passage) { return with_plan(passage) && passage.target_has_schema; }

struct Gate {
    std::string_view doing;
    bool (*can_be_tried)(Passage const&);
    void (*pass)(Passage&);
    bool next_helps = false;
};

constexpr Gate gates[] = {
    {"trying the files to write", at_once, open_reject_file},
    {"trying the files to write", at_once, open_mapping},
    {"opening the source", at_once, open_source},
    {"looking for damage", with_source, find_no_damage},
    {"looking for a seal", with_source, find_no_seal},
    {"looking whether it can be sealed", with_source, find_sealable},
    {"looking for processes that have the source open", with_source, find_no_holder, true},
    {"looking for processes that have the source open", with_source, see_all_processes},
    {"looking at the original of a copy", with_source, find_original_unused},
    {"looking for room for the backup", with_source, find_room_for_backup},
    {"connecting to the target", at_once, connect},
    {"looking at the target", with_target, find_usable},
    {"looking at the target", with_usable_target, find_compression},
    {"looking at the target", with_usable_target, find_extension},
    {"locking the target", with_usable_target, take_lock},
    {"comparing the tables", with_source, make_plan},
    {"looking at the server", with_target, find_sessions},
    {"looking at the server", with_plan_and_target, find_room_to_sort},
    {"looking at what the target contains", with_plan_and_target, find_need},
    {"looking at what the target contains", with_plan, find_few_chunks},
    {"looking at what the target contains", with_plan_and_schema, find_replaceable},
    {"looking for misfits", with_plan, find_no_misfits, true},
    {"looking for what an interrupted run left", with_plan_and_session, find_nothing_left},
};

}  // namespace

Passage::Passage(Options const& asked, Report& made)
    : options{asked}, report{made}, migration{only_looks(asked) ? cut_over(asked) : asked} {}

void pass_gates(Passage& passage) {
    Task task{"opening the source"};
    for (Gate const& gate : gates) {
        if (!passage.report.needed || !gate.can_be_tried(passage)) continue;
        task.now(std::string{gate.doing});
        gate.pass(passage);
    }
}

std::vector<Refusal> try_gates(Passage& passage) {
    std::vector<Refusal> refusals;
    Task task{"opening the source"};
    for (Gate const& gate : gates) {
        if (!passage.report.needed || !gate.can_be_tried(passage)) continue;
        task.now(std::string{gate.doing});
        try {
            gate.pass(passage);
        } catch (Interrupted const&) {
            throw;
        } catch (Error const& error) {
            refusals.push_back({error, gate.next_helps});
        }
    }
    return refusals;
}

}  // namespace mlflow2pg
