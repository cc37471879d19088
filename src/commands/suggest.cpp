#include "commands/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// What of --rewrite-artifacts is the user's to write: a password is not shown, and a location that got too long is not
// settled by being cut.
bool has_masked_rule(Report const& report) {
    return std::any_of(report.rewrites.begin(), report.rewrites.end(),
                       [](auto const& rule) { return is_masked(rule.first) || is_masked(rule.second); });
}
bool has_too_long_rule(Options const& options, Report const& report) {
    return report.scan && !options.reject_misfits &&
           std::any_of(report.scan->counts.begin(), report.scan->counts.end(),
                       [](auto const& count) { return count.first.second == Reason::rewritten_too_long; });
}

std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode) {
    constexpr std::string_view fix = "--fix ";
    Fixes fixes = options.fixes;
    ExperimentIds ids = options.experiment_ids;
    bool reject = options.reject_misfits;
    if (report.scan && !options.reject_misfits) {
        for (auto const& [kind, count] : report.scan->counts) {
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

}  // namespace mlflow2pg
