// SPDX-License-Identifier: Apache-2.0
#include "run.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/options.hpp"
#include "commands/check.hpp"
#include "commands/discard.hpp"
#include "commands/distribute.hpp"
#include "commands/migrate.hpp"
#include "commands/prepare.hpp"
#include "commands/unseal.hpp"
#include "commands/verify.hpp"
#include "report/json.hpp"
#include "report/outline.hpp"
#include "report/report.hpp"
#include "report/text.hpp"

namespace mlflow2pg::test {

Outcome::Outcome() : made_{std::make_shared<Report>()}, report{*made_} {}

std::string Outcome::text() const { return text_report(outline(report), std::string::npos); }

std::string Outcome::fact(std::string const& pointer) const {
    nlohmann::json const json = nlohmann::json::parse(json_report(report));
    nlohmann::json::json_pointer const place{pointer};
    if (!json.contains(place)) return "";
    nlohmann::json const& found = json.at(place);
    return found.is_string() ? found.get<std::string>() : found.dump();
}

Outcome run(Command command, std::string const& source, std::string const& target,
            std::vector<std::string> const& flags) {
    return run(typed(command, source, target, flags));
}

Options typed(Command command, std::string const& source, std::string const& target,
              std::vector<std::string> const& flags) {
    std::vector<std::string> arguments{std::string{name(command)}};
    for (std::string const& place : {source, target}) {
        if (!place.empty()) arguments.push_back(place);
    }
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    ParsedOptions parsed = parse_options(arguments);
    if (!parsed.options) throw std::invalid_argument{parsed.error};
    Options const usual = options_for(command, source, target);
    auto const given = [&](char const* flag) { return std::find(flags.begin(), flags.end(), flag) != flags.end(); };
    if (!given("--jobs")) parsed.options->jobs = usual.jobs;
    parsed.options->allow_unseen = usual.allow_unseen;
    if (!given("--rejects")) parsed.options->reject_file = usual.reject_file;
    if (!given("--mapping")) parsed.options->mapping_file = usual.mapping_file;
    return *parsed.options;
}

Options options_for(Command command, std::string const& source, std::string const& target) {
    Options options;
    options.command = command;
    options.source = source;
    options.target = target;
    options.jobs = 2;
    options.allow_unseen = true;  // the tests may not run as root
    options.reject_file = source + ".rejects.jsonl";
    options.mapping_file = source + ".experiment-ids.json";
    return options;
}

Outcome run(Options const& options) {
    Outcome outcome;
    try {
        switch (options.command) {
            case Command::check: check(options, outcome.report); break;
            case Command::prepare: prepare(options, outcome.report); break;
            case Command::migrate: migrate(options, outcome.report); break;
            case Command::verify: verify(options, outcome.report); break;
            case Command::distribute: distribute(options, outcome.report); break;
            case Command::discard: discard(options, outcome.report); break;
            case Command::unseal: unseal(options, outcome.report); break;
            case Command::revisions: break;
        }
    } catch (Error const& error) {
        outcome.code = error.code();
        outcome.error = error.what();
        outcome.next_step = text_of(error.next_steps());
        for (NextStep const& step : error.next_steps()) {
            if (!step.command.empty()) outcome.commands.push_back(step.command);
        }
    }
    return outcome;
}

}  // namespace mlflow2pg::test
