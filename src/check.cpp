#include "check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "artifacts.hpp"
#include "census.hpp"
#include "error.hpp"
#include "forecast.hpp"
#include "hypertable.hpp"
#include "locations.hpp"
#include "preflight.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "text.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

// What a migration would do with this source and target, for people.
std::vector<std::string> describe_work(Plan const& plan, Existing const& existing, Report const& report) {
    std::uint64_t rows = 0;
    for (TableReport const& table : report.tables) rows += table.rows;
    std::size_t indexes = 0;
    std::size_t references = 0;
    for (Table const& table : plan.schema.tables) {
        indexes += table.keys.size() + table.indexes.size();
        references += table.foreign_keys.size();
    }
    std::vector<std::string> work{
        fmt::format("make {} tables in a schema of its own, with {} keys and indexes and {} foreign keys",
                    plan.tables.size(), indexes, references),
        fmt::format("load {} rows, read them back, and compare them with a second reading of the source",
                    grouped(rows))};
    if (plan.has_table("latest_metrics")) work.emplace_back("compute latest_metrics anew from metrics");
    if (!report.census->changes.empty()) {
        work.push_back(
            fmt::format("change {} values as asked, and keep their rows", grouped(report.census->changes.total())));
    }
    if (!plan.rules.renumbered.empty()) {
        work.push_back(fmt::format("give {} experiments new ids", grouped(plan.rules.renumbered.size())));
    }
    if (!report.widened.empty()) work.push_back(fmt::format("make {} columns bigint", report.widened.size()));
    if (!existing.tables.empty()) {
        work.push_back(
            fmt::format("replace the {} tables that MLflow's first start left in the target", existing.tables.size()));
    }
    work.emplace_back("publish all of it in one short transaction");
    return work;
}

// What stands in the way, collected: independent problems are told together.
class Obstacles {
public:
    template <typename Look>
    void look(Look const& work) {
        try {
            work();
        } catch (Interrupted const&) {
            throw;
        } catch (Error const& error) {
            found_.push_back(error);
        }
    }
    bool any() const { return !found_.empty(); }
    // The first is the exit code's, the others go into the report.
    void throw_first(Report& report) const {
        if (found_.empty()) return;
        for (std::size_t i = 1; i < found_.size(); ++i)
            report.more.push_back({found_[i].what(), found_[i].next_step()});
        throw Error{found_.front()};
    }

private:
    std::vector<Error> found_;
};

// What of --rewrite-artifacts is the user's to write: a password is not shown, and a location that got too long is not
// settled by being cut.
bool has_masked_rule(Report const& report) {
    return std::any_of(report.rewrites.begin(), report.rewrites.end(),
                       [](auto const& rule) { return is_masked(rule.first) || is_masked(rule.second); });
}
bool has_too_long_rule(Options const& options, Report const& report) {
    return report.census && !options.reject_misfits &&
           std::any_of(report.census->counts.begin(), report.census->counts.end(),
                       [](auto const& count) { return count.first.second == Reason::rewritten_too_long; });
}

std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode) {
    constexpr std::string_view fix = "--fix ";
    Fixes fixes = options.fixes;
    ExperimentIds ids = options.experiment_ids;
    bool reject = options.reject_misfits;
    if (report.census && !options.reject_misfits) {
        for (auto const& [kind, count] : report.census->counts) {
            std::string const settling = flag(kind.second);
            if (settling.starts_with(fix)) {
                fixes.add(*find_fix(settling.substr(fix.size())));
            } else if (kind.second == Reason::experiment_id) {
                ids = ExperimentIds::widen;
            } else if (kind.second != Reason::rewritten_too_long) {
                reject = true;
            }
        }
    }
    std::string command = fmt::format("mlflow2pg migrate {}{}", mode, shell_word(report.source));
    // Under the name that libpq resolved: what was typed may hold a password. A rehearsal needs no target.
    if (target != nullptr) {
        command.append(" ").append(shell_word(target->uri()));
    } else if (mode.empty()) {
        command += " postgresql://USER@HOST/DATABASE";
    }
    if (options.store) command += fmt::format(" --store {}", name(*options.store));
    if (!fixes.none()) command += fmt::format(" --fix {}", fixes.names());
    if (ids != ExperimentIds::keep) {
        command += fmt::format(" --experiment-ids {}", ids == ExperimentIds::widen ? "widen" : "renumber");
    }
    if (reject) command += " --on-misfit reject";
    if (options.hypertable) command += " --hypertable";
    if (!options.toast_compression.empty()) command += " --toast-compression " + options.toast_compression;
    bool const too_long = has_too_long_rule(options, report);
    for (auto const& [old, replacement] : report.rewrites) {
        bool const secret = is_masked(old) || is_masked(replacement);
        std::string const rule = secret ? "OLD=NEW" : old + "=" + (too_long ? "NEW" : replacement);
        command += " --rewrite-artifacts " + shell_word(rule);
    }
    if (options.backup) command += " --backup";
    if (options.seal) command += " --seal";
    return command + options.kept;
}

}  // namespace

void suggest_migration(Options const& options, Target const* target, bool rehearse, Report& report) {
    if (rehearse) report.next.push_back(migrate_command(options, report, target, "--dry-run "));
    report.next.push_back(migrate_command(options, report, target, ""));
    if (has_masked_rule(report)) {
        report.hints.emplace_back(
            "OLD=NEW stands for your own --rewrite-artifacts, whose password is not shown: repeat it");
    }
    if (has_too_long_rule(options, report)) {
        report.hints.emplace_back(
            "NEW stands for a shorter one: what --rewrite-artifacts made does not fit its column");
    }
}

void check(Options const& options, Report& report) {
    Clock::time_point const start = Clock::now();
    Task task{"opening the source"};
    Source const source{source_path(options.source), Source::Hold::look, {}, nullptr, options.store};
    describe_source(source, report);
    ensure_undamaged(source, report);
    task.now("looking at the target");
    bool const has_target = options.target_given || environment_names_target();
    std::unique_ptr<Target> const target = has_target ? std::make_unique<Target>(target_text(options)) : nullptr;
    if (target) {
        describe_target(*target, report);
        target->ensure_usable();
        if (options.hypertable) ensure_timescaledb(*target);
    }
    Plan const plan = plan_for(options, source, target.get());
    describe_plan(plan, report);
    report.census = take_census(source, plan, nullptr, nullptr);
    task.now("counting the rows");
    Sqlite const reader = source.reader();
    for (TablePlan const& table : plan.tables) {
        TableReport entry{table.name, 0, 0, 0, {}, false};
        entry.rows = static_cast<std::uint64_t>(
            reader.integer(fmt::format("SELECT count(*) FROM {}", quote_identifier(table.name))));
        entry.bytes = entry.rows * static_cast<std::uint64_t>(table.row_bytes);
        if (entry.rows > 0) report.tables.push_back(entry);
    }
    describe_artifacts(source, plan, report);
    Existing existing;
    Obstacles obstacles;
    obstacles.look([&] {
        if (target) existing = target->ensure_replaceable(plan.schema);
    });
    obstacles.look([&] {
        if (plan.hypertable) ensure_few_chunks(*plan.hypertable);
    });
    bool const no_option_helps = obstacles.any();
    obstacles.look([&] {
        if (!report.census->misfits.empty()) throw_misfits(report);
    });
    obstacles.look([&] { ensure_not_sealed(source, report); });
    report.work = describe_work(plan, existing, report);
    task.now("estimating the time");
    report.predicted_seconds = forecast(source, plan, options.jobs, target.get());
    std::vector<std::string> const advised = advice(plan, target.get());
    report.hints.insert(report.hints.end(), advised.begin(), advised.end());
    if (!no_option_helps) {
        if (!report.seal.empty()) report.next.push_back("mlflow2pg unseal " + shell_word(source.path()));
        suggest_migration(options, target.get(), true, report);
    }
    report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    obstacles.throw_first(report);
}

}  // namespace mlflow2pg
