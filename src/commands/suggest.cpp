#include "commands/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "cli/option_table.hpp"

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

// The options with those that settle the misfits found.
Options with_remedies(Options options, Report const& report) {
    constexpr std::string_view fix = "--fix ";
    if (!report.scan || options.reject_misfits) return options;
    for (auto const& [kind, count] : report.scan->counts) {
        std::string const settling = flag(kind.second);
        if (settling.starts_with(fix)) {
            options.fixes.add(*find_fix(settling.substr(fix.size())));
        } else if (kind.second == Reason::experiment_id) {
            options.experiment_ids = ExperimentIds::widen;
        } else if (kind.second != Reason::rewritten_too_long) {
            options.reject_misfits = true;
        }
    }
    return options;
}

// "OLD=NEW" without what is the user's to write.
std::string shown_rule(std::string const& rule, bool too_long) {
    std::size_t const equals = rule.find('=');
    std::string const old = masked(rule.substr(0, equals));
    std::string const replacement = masked(rule.substr(equals + 1));
    if (is_masked(old) || is_masked(replacement)) return "OLD=NEW";
    return old + "=" + (too_long ? "NEW" : replacement);
}

std::string migrate_command(Options const& options, Report const& report, Target const* target, std::string_view mode) {
    std::string command = fmt::format("mlflow2pg migrate {}{}", mode, shell_word(report.source));
    // Under the name that libpq resolved: what was typed may hold a password. A rehearsal needs no target.
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
