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
    return std::any_of(report.plan->rewrites.begin(), report.plan->rewrites.end(),
                       [](auto const& rule) { return is_masked(rule.first) || is_masked(rule.second); });
}
bool has_too_long_rule(Options const& options, Report const& report) {
    return report.scan && !options.reject_misfits &&
           std::any_of(report.scan->counts.begin(), report.scan->counts.end(),
                       [](auto const& count) { return count.first.second == Reason::rewritten_too_long; });
}

std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode) {
    Fixes fixes = options.fixes;
    ExperimentIds ids = options.experiment_ids;
    bool reject = options.reject_misfits;
    if (report.scan && !options.reject_misfits) {
        for (auto const& [kind, count] : report.scan->counts) {
            Remedy const settling = remedy(kind.second);
            switch (settling.kind) {
                case Remedy::Kind::fix: fixes.add(settling.fix); break;
                case Remedy::Kind::widen_ids: ids = ExperimentIds::widen; break;
                case Remedy::Kind::reject: reject = true; break;
                case Remedy::Kind::shorter_rewrite: break;  // the user's to write
            }
        }
    }
    std::string command = fmt::format("mlflow2pg migrate {}{}", mode, shell_word(report.source->path));
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
    for (auto const& [old, replacement] : report.plan->rewrites) {
        bool const secret = is_masked(old) || is_masked(replacement);
        std::string const rule = secret ? "OLD=NEW" : old + "=" + (too_long ? "NEW" : replacement);
        command += " --rewrite-artifacts " + shell_word(rule);
    }
    if (options.backup) command += " --backup";
    if (options.seal) command += " --seal";
    return command + options.kept;
}

}  // namespace

Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, bool rehearse) {
    Suggestions suggestions;
    if (rehearse) suggestions.commands.push_back(migrate_command(options, report, target, "--dry-run "));
    suggestions.commands.push_back(migrate_command(options, report, target, ""));
    if (has_masked_rule(report)) {
        suggestions.hints.emplace_back(
            "OLD=NEW stands for your own --rewrite-artifacts, whose password is not shown: repeat it");
    }
    if (has_too_long_rule(options, report)) {
        suggestions.hints.emplace_back(
            "NEW stands for a shorter one: what --rewrite-artifacts made does not fit its column");
    }
    return suggestions;
}

}  // namespace mlflow2pg
