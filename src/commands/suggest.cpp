// SPDX-License-Identifier: Apache-2.0
#include "commands/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/option_table.hpp"

namespace mlflow2pg {

namespace {

// Two cases in which the user has to complete --rewrite-artifacts: a rule has a masked password, or its result is too
// long for the column, because truncating a location would break it.
bool has_masked_rule(Report const& report) {
    return std::any_of(report.plan->rewrites.begin(), report.plan->rewrites.end(),
                       [](auto const& rule) { return is_masked(rule.first) || is_masked(rule.second); });
}
bool has_too_long_rule(Options const& options, Report const& report) {
    return report.scan && !options.reject_misfits &&
           std::any_of(report.scan->counts.begin(), report.scan->counts.end(),
                       [](auto const& count) { return count.first.second == Reason::rewritten_too_long; });
}

// Adds the options that resolve the misfits found.
Options with_remedies(Options options, Report const& report) {
    if (!report.scan || options.reject_misfits) return options;
    for (auto const& [kind, count] : report.scan->counts) {
        Remedy const settling = remedy(kind.second);
        switch (settling.kind) {
            case Remedy::Kind::fix: options.fixes.add(settling.fix); break;
            case Remedy::Kind::widen_ids: options.experiment_ids = ExperimentIds::widen; break;
            case Remedy::Kind::reject: options.reject_misfits = true; break;
            case Remedy::Kind::shorter_rewrite: break;  // the user has to shorten NEW
        }
    }
    return options;
}

// The rule as "OLD=NEW", with placeholders for the parts that the user has to write.
std::string shown_rule(std::string const& rule, bool too_long) {
    std::size_t const equals = rule.find('=');
    std::string const old = masked(rule.substr(0, equals));
    std::string const replacement = masked(rule.substr(equals + 1));
    if (is_masked(old) || is_masked(replacement)) return "OLD=NEW";
    return old + "=" + (too_long ? "NEW" : replacement);
}

std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode) {
    std::string command = fmt::format("mlflow2pg migrate {}{}", mode, shell_word(report.source->path));
    // Without the password that the typed TARGET may contain. A rehearsal needs no target.
    if (target != nullptr) {
        command.append(" ").append(shell_word(target->uri()));
    } else if (mode.empty()) {
        command += " postgresql://USER@HOST/DATABASE";
    }
    bool const too_long = has_too_long_rule(options, report);
    for (GivenOption given : suggested_options(with_remedies(options, report))) {
        if (given.spec->secret) given.text = shown_rule(given.text, too_long);  // --rewrite-artifacts
        command.append(" ").append(shell_text(given));
    }
    return command;
}

}  // namespace

Suggestions suggest_migration(Options const& options, Report const& report, Target const* target, bool rehearse) {
    Suggestions suggestions;
    if (rehearse) suggestions.commands.push_back(migrate_command(options, report, target, "--dry-run "));
    Options cut_over = options;
    cut_over.backup = true;
    cut_over.seal = cut_over.seal || !options.store;  // a seal on a file with both databases would stop the second
    suggestions.commands.push_back(migrate_command(cut_over, report, target, ""));
    if (target != nullptr) suggestions.hints = hints_of_password(*target);
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

std::vector<std::string> hints_of_password(Target const& target) {
    if (!target.has_password()) return {};
    return {"the printed addresses leave the password out: set PGPASSWORD, or write it to ~/.pgpass"};
}

}  // namespace mlflow2pg
