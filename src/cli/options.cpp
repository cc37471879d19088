// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gnu/libc-version.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <utility>

#include "base/error.hpp"
#include "base/secrets.hpp"
#include "base/similar.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "cli/completions.hpp"
#include "cli/option_table.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"
#include "target/address.hpp"
#include "target/conninfo.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

namespace {

std::string version_text() {
    std::string newest;
    for (Revision const& revision : known_revisions()) {
        if (revision.recorded) newest = fmt::format("{} (revision {})", revision.releases, revision.id);
    }
#ifdef MLFLOW2PG_OPENSSL_VERSION
    constexpr std::string_view tls = "\nOpenSSL " MLFLOW2PG_OPENSSL_VERSION;
#else
    constexpr std::string_view tls;  // libpq's own, whatever the system has
#endif
    return fmt::format("mlflow2pg {}\nlibpq {}\nlibpqxx {}\nSQLite {}\nglibc {}{}\nMLflow up to {}", MLFLOW2PG_VERSION,
                       libpq_version(), MLFLOW2PG_LIBPQXX_VERSION, sqlite_version(), gnu_get_libc_version(), tls,
                       newest);
}

bool is_plain_word(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char character) {
        return std::isalnum(character) != 0 || character == '-' || character == '_';
    });
}

// Whether the argument is --OPTION=WORD for an option with fixed values, as in --on-misfit=skip. A plain word there is
// no password, so it may be shown.
bool is_wrong_choice(std::string const& argument) {
    std::size_t const end = std::min(argument.find('='), argument.size());
    if (end == argument.size() || !is_plain_word(argument.substr(end + 1))) return false;
    return std::any_of(option_table().begin(), option_table().end(), [&](OptionSpec const& spec) {
        return !spec.choices.empty() && spec.names.back() == argument.substr(0, end);
    });
}

// CLI11 repeats unexpected arguments in its messages. Removes those that may be a location, because it may contain a
// password.
std::string without_locations(std::string message, std::vector<std::string> const& typed) {
    for (std::string const& argument : typed) {
        if (argument.find_first_of("@=:") == std::string::npos || is_wrong_choice(argument)) continue;
        // For "--option=value" the value alone is checked, too.
        std::string const value = argument.starts_with("--") ? argument.substr(argument.find_first_of("=:") + 1)
                                                             : argument;
        if (value.empty()) continue;
        for (std::size_t at = 0; (at = message.find(value, at)) != std::string::npos;)
            message.replace(at, value.size(), "…");
    }
    return message;
}

bool is_command(std::string const& argument) {
    return std::any_of(command_table().begin(), command_table().end(),
                       [&](CommandSpec const& spec) { return name(spec.command) == argument; });
}

// Turns "help COMMAND" into "COMMAND --help", and moves options before the command behind it.
std::vector<std::string> arranged(std::vector<std::string> arguments) {
    if (!arguments.empty() && arguments.front() == "help") {
        arguments.erase(arguments.begin());
        arguments.emplace_back("--help");
    }
    auto const command = std::find_if(arguments.begin(), arguments.end(), is_command);
    if (command != arguments.end()) std::rotate(arguments.begin(), command, command + 1);
    return arguments;
}

// Options of other programs, with the names that they have here.
constexpr std::pair<std::string_view, std::string_view> elsewhere[] = {
    {"--force", "--restart drops what an interrupted run left, --replace-schema empty tables of another MLflow"},
    {"--overwrite", "--restart drops what an interrupted run left, --replace-schema empty tables of another MLflow"},
    {"--threads", "did you mean --jobs?"},
    {"--parallel", "did you mean --jobs?"},
    {"--workers", "did you mean --jobs?"},
    {"--output", "did you mean --report or --json?"},
};

// The one of the words that resembles `word`, is it, or alone begins with it; empty when none does.
std::string nearest_of(std::string_view word, std::vector<std::string> const& words) {
    auto const begins = [&](std::string const& other) { return other.starts_with(word); };
    if (std::ranges::count_if(words, begins) == 1) return *std::ranges::find_if(words, begins);
    auto const distance = [&](std::string const& other) { return edit_distance(word, other); };
    auto const nearest = std::ranges::min_element(words, {}, distance);
    std::size_t const like = word.size() < 5 ? 1 : 2;
    return nearest != words.end() && distance(*nearest) <= like ? *nearest : "";
}

// "did you mean --dry-run?" for the first argument that resembles a command or option; empty when there is none.
std::string did_you_mean(std::vector<std::string> const& typed) {
    std::vector<std::string> known;
    for (CommandSpec const& spec : command_table()) known.emplace_back(name(spec.command));
    for (OptionSpec const& spec : option_table()) known.insert(known.end(), spec.names.begin(), spec.names.end());
    for (std::string const& argument : typed) {
        std::string const word = argument.substr(0, argument.find('='));
        for (auto const& [option, words] : elsewhere) {
            if (word == option) return std::string{words};
        }
        if (word.size() < 4 || (word != typed.front() && !word.starts_with('-'))) continue;
        std::string const meant = nearest_of(word, known);
        if (!meant.empty() && meant != word) return fmt::format("did you mean {}?", meant);
    }
    return {};
}

constexpr std::string_view too_many = "there are too many arguments";

// The error when no argument is a command.
std::string without_command(std::vector<std::string> const& typed) {
    // A mistyped command is a plain word. Anything else may be a location, and is not shown.
    bool const is_word = !typed.empty() && !typed.front().empty() &&
                         typed.front().find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
    if (is_word && typed.front().front() != '-') return "there is no command " + typed.front();
    std::vector<std::string_view> names;
    for (CommandSpec const& spec : command_table()) names.push_back(name(spec.command));
    return fmt::format("no command was given; the commands are {}", fmt::join(names, ", "));
}

// The option that takes a value only after a = and was typed with a blank; null when there is none.
OptionSpec const* option_apart(std::vector<std::string> const& typed) {
    for (std::size_t i = 0; i + 1 < typed.size(); ++i) {
        auto const spec = std::find_if(option_table().begin(), option_table().end(), [&](OptionSpec const& candidate) {
            return candidate.value == ValueKind::optional_file && candidate.names.back() == typed[i];
        });
        if (spec != option_table().end() && !typed[i + 1].starts_with('-')) return &*spec;
    }
    return nullptr;
}

// The command that was typed; null when it is not a known one.
CommandSpec const* typed_command(std::vector<std::string> const& typed) {
    auto const found = std::find_if(command_table().begin(), command_table().end(), [&](CommandSpec const& spec) {
        return !typed.empty() && typed.front() == name(spec.command);
    });
    return found == command_table().end() ? nullptr : &*found;
}

// "--distribute is an option of check, migrate, not of prepare"; empty when no command has the option.
std::string of_other_commands(std::string const& option, std::vector<std::string> const& typed) {
    CommandSpec const* const command = typed_command(typed);
    auto const spec = std::ranges::find_if(option_table(), [&](OptionSpec const& candidate) {
        return std::ranges::count(candidate.names, option.substr(0, option.find('='))) > 0;
    });
    if (command == nullptr || spec == option_table().end() || spec->commands.empty()) return {};
    std::vector<std::string_view> names;
    for (Command const other : spec->commands) names.push_back(name(other));
    return fmt::format("{} is an option of {}, not of {}", spec->names.back(), fmt::join(names, ", "),
                       name(command->command));
}

// Describes what is wrong with the arguments, in this program's words where CLI11's are for programmers. what: CLI11's
// message without locations.
std::string described(CLI::ParseError const& error, std::string const& what, std::vector<std::string> const& typed) {
    if (dynamic_cast<CLI::RequiredError const*>(&error) != nullptr && what.find("--source") != std::string::npos) {
        return "SOURCE is missing";
    }
    if (what.find("subcommand is required") != std::string::npos) return without_command(typed);
    std::string const option = what.substr(0, what.find(':'));
    if (what.find(": 1 required ") != std::string::npos) return option + " needs a value";
    if (what.find(": At Most 1 required") != std::string::npos) return option + " was given more than once";
    if (dynamic_cast<CLI::ExtrasError const*>(&error) == nullptr) return what;
    std::istringstream extras{what.substr(std::min(what.find(": "), what.size()))};
    std::string all;
    for (std::string extra; extras >> extra;) {
        // mysql and psql take a password in the same word as these.
        bool const may_be_password = (extra.starts_with("-p") || extra.starts_with("-W")) && extra.size() > 2;
        if (std::string of_others = of_other_commands(extra, typed); !of_others.empty()) return of_others;
        if (extra.starts_with('-')) {
            std::error_code ignored;
            bool const is_file = std::filesystem::exists(extra, ignored);
            return "there is no such option: " + (may_be_password && !is_file ? extra.substr(0, 2) + "…" : extra) +
                   (is_file ? fmt::format(". For the file of this name, write ./{}", extra) : "");
        }
        bool const is_hidden = extra == "…";
        if (extra != ":" && !is_hidden) all.append(all.empty() ? ": " : " ").append(extra);
    }
    return std::string{too_many} + all;
}

// The error for --json FILE, where CLI11 would take FILE for another argument; empty when it was not typed.
std::string json_file_apart(std::vector<std::string> const& typed) {
    auto const json = std::find(typed.begin(), typed.end(), "--json");
    if (json == typed.end() || json + 1 == typed.end() || !(json + 1)->ends_with(".json")) return {};
    return *(json + 1);
}

std::string help_command(CommandSpec const* spec) {
    return spec == nullptr ? "mlflow2pg --help" : fmt::format("mlflow2pg {} --help", name(spec->command));
}

// "usage: mlflow2pg migrate SOURCE TARGET"
std::string usage(CommandSpec const& spec) {
    std::string line = fmt::format("usage: mlflow2pg {}", name(spec.command));
    for (OptionSpec const* const positional : positionals_of(spec.command)) {
        line.append(" ").append(positional->names.front());
    }
    return line;
}

// what: the error in the arguments.
NextSteps steps_after(std::string const& what, std::vector<std::string> const& typed) {
    CommandSpec const* const command = typed_command(typed);
    bool const is_about_options = what.find("--") != std::string::npos;
    NextSteps steps;
    if (std::string const meant = did_you_mean(typed); !meant.empty()) steps.push_back({meant});
    OptionSpec const* const apart = what.starts_with(too_many) ? option_apart(typed) : nullptr;
    if (apart != nullptr) {
        steps.push_back({fmt::format("{0} takes its value after a =: write {0}={1}", apart->names.back(),
                                     apart->placeholder.empty() ? "FILE" : apart->placeholder)});
    }
    auto const is_keyword = [](std::string const& word) { return is_target(word) && !is_postgresql(word); };
    if (what.starts_with(too_many) && std::ranges::count_if(typed, is_keyword) > 1) {
        steps.push_back({"put a keyword string in quotes: 'host=HOST dbname=DATABASE'"});
    }
    if (command != nullptr && !is_about_options) steps.push_back({usage(*command)});
    steps.push_back({"for all options", help_command(command)});
    return steps;
}

constexpr std::string_view unset = "is it a shell variable that is not set?";

// "--backup" for --backup=, which CLI11 takes for --backup; empty when nothing like that was typed.
std::string option_without_value(std::vector<std::string> const& typed) {
    auto const end = std::find(typed.begin(), typed.end(), "--");
    auto const found = std::find_if(typed.begin(), end, [](std::string const& argument) {
        return argument.starts_with("--") && argument.find('=') == argument.size() - 1;
    });
    return found == end ? "" : found->substr(0, found->size() - 1);
}

bool is_same_file(std::string const& one, std::string const& other) {
    std::error_code error;
    if (std::filesystem::equivalent(one, other, error)) return true;
    auto const whole = [&](std::string const& path) {
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    };
    std::filesystem::path const path = whole(one);
    return !path.empty() && path == whole(other);  // empty: it cannot be looked up, and OutputFile says why
}

// Throws UsageError when an output file is the source or another output file.
void ensure_outputs_apart(Options const& options) {
    std::vector<std::pair<std::string_view, std::string>> outputs;
    if (options.json && *options.json != "-") outputs.emplace_back("--json", *options.json);
    if (!options.page.empty()) outputs.emplace_back("--report", options.page);
    if (!options.base_file.empty()) outputs.emplace_back("--base", options.base_file);
    if (options.command == Command::migrate || options.command == Command::prepare || options.command == Command::check)
        outputs.insert(outputs.end(), {{"--rejects", options.reject_file}, {"--mapping", options.mapping_file}});
    std::error_code error;
    std::string const source = std::filesystem::weakly_canonical(source_path(options.source), error).string();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        auto const& [option, path] = outputs[i];
        for (char const* const side : {"", "-wal", "-shm", "-journal"}) {
            if (!is_same_file(path, source + side)) continue;
            throw UsageError{fmt::format("{} {} would write over the source", option, path), "name another file"};
        }
        // A pipe or a device can take several outputs.
        if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) continue;
        for (std::size_t j = 0; j < i; ++j) {
            if (!is_same_file(path, outputs[j].second)) continue;
            throw UsageError{fmt::format("{} and {} name the same file: {}", outputs[j].first, option, path),
                             "name another file for one of them"};
        }
    }
}

// Throws UsageError when an option that wants a file was given an address. It may contain a password, and the name of a
// file is repeated in messages and recorded in the target.
void ensure_no_address(GivenOption const& given) {
    bool const wants_file = given.spec->value == ValueKind::file || given.spec->value == ValueKind::html_file ||
                            given.spec->value == ValueKind::optional_file;
    if (!wants_file || is_positional(*given.spec)) return;
    if (!is_target(given.text) && masked(given.text) == given.text) return;
    throw UsageError{fmt::format("{} needs a file name, not an address", given.spec->names.back()),
                     "give a path; write ./ before the name of a file"};
}

// Throws UsageError when TARGET was typed before SOURCE. given: everything that was typed.
void ensure_not_swapped(Options const& options, std::vector<GivenOption> const& given) {
    if (!is_target(options.source) || options.target.empty() || is_target(options.target)) return;
    std::string more;
    for (GivenOption const& option : given) {
        if (!is_positional(*option.spec)) more += " " + shell_text(option);
    }
    throw UsageError{"SOURCE and TARGET are in the wrong order: SOURCE, the SQLite file, comes first", "swap them",
                     fmt::format("mlflow2pg {} {} {}{}", name(options.command), shell_word(options.target),
                                 shell_word(address_of(parameters_of(target_conninfo(options.source)))), more)};
}

// Whether the command works without a target: `check` then only reads the source, and a dry run starts a server.
bool may_lack_target(Options const& options) {
    switch (options.command) {
        case Command::migrate: return options.dry_run;
        case Command::prepare:
        case Command::verify:
        case Command::distribute:
        case Command::discard: return false;
        default: return true;
    }
}

// A target is never guessed: libpq's environment variables only complete the one that was given. A dry run uses a
// server in use only when that was typed.
void settle_target(Options& options) {
    char const* const store = std::getenv("MLFLOW_BACKEND_STORE_URI");
    if (options.target.empty() && !options.dry_run && store != nullptr && is_postgresql(store)) {
        options.target = store;
        options.target_from_environment = true;
    }
    if (options.target.empty() && !may_lack_target(options)) {
        bool const is_elsewhere = store != nullptr && *store != '\0';
        throw UsageError{fmt::format("TARGET is missing{}", is_elsewhere ? ", and $MLFLOW_BACKEND_STORE_URI names no "
                                                                           "PostgreSQL database"
                                                                         : ""),
                         "name the database: postgresql://user@host/database, as an argument, with --target or in "
                         "$MLFLOW_BACKEND_STORE_URI"};
    }
}

void name_files_after_source(Options& options) {
    if (options.reject_file.empty()) options.reject_file = default_reject_file(options);
    if (options.mapping_file.empty()) options.mapping_file = default_mapping_file(options);
}

// The file at --report is replaced. If FILE is forgotten, SOURCE would be taken for it, so the name must end in .html
// or .htm.
std::string ensure_html_name(std::string const& page) {
    bool const named = page.ends_with(".html") || page.ends_with(".htm");
    return named ? std::string{} : std::string{"the name of the page has to end in .html"};
}

// For a text that is neither a number nor a boolean, CLI11 2.1 throws an exception that is not one of its own.
std::string ensure_flag_value(std::string const& value) {
    try {
        CLI::detail::to_flag_value(value);
        return {};
    } catch (std::logic_error const&) {
        return "takes no value";
    }
}

// As CLI::IsMember, whose message repeats the value. A TARGET that an option took for its value may hold a password.
CLI::Validator one_of(std::vector<std::string> const& choices) {
    return {[choices](std::string const& value) {
                bool const known = std::find(choices.begin(), choices.end(), value) != choices.end();
                if (known) return std::string{};
                std::string const meant = nearest_of(value, choices);
                return fmt::format("{} not in {{{}}}{}", is_plain_word(value) ? value : "the value is",
                                   fmt::join(choices, ","),
                                   meant.empty() ? "" : fmt::format("; did you mean {}?", meant));
            },
            fmt::format("{{{}}}", fmt::join(choices, ","))};
}

// --help in lines of 80 characters, with the values of the option table in place of CLI11's types.
class HelpText : public CLI::Formatter {
public:
    HelpText() {
        label("Positionals", "Arguments");
        label("SUBCOMMAND", "COMMAND");
    }

    std::string make_option(CLI::Option const* option, bool is_argument) const override {
        auto const spec = std::find_if(option_table().begin(), option_table().end(), [&](OptionSpec const& candidate) {
            return option->check_name(candidate.names.back());
        });
        if (spec == option_table().end()) return CLI::Formatter::make_option(option, is_argument);
        if (is_argument) return entry(spec->names.front(), spec->help);
        std::string names;
        for (std::string const& name : spec->names) {
            if (name.starts_with('-')) names += (names.empty() ? "" : ", ") + name;
        }
        std::string const help = is_positional(*spec) ? fmt::format("{} as an option", spec->names.front())
                                                      : spec->help;
        return entry(names + (is_positional(*spec) ? " " + spec->names.front() : value_shown(*spec, "|")), help);
    }

    std::string make_subcommand(CLI::App const* command) const override {
        return entry(command->get_name(), command->get_description());
    }

    std::string make_description(CLI::App const* app) const override {
        return wrapped(app->get_description(), width, "") + "\n";
    }

private:
    static constexpr std::size_t width = 80;
    static constexpr std::size_t column = 28;  // where the explanations begin

    static std::string entry(std::string const& what, std::string const& help) {
        std::string const indent(column, ' ');
        std::string text = "  " + what;
        bool const fits = characters(text) + 2 <= column;
        text += fits ? std::string(column - characters(text), ' ') : "\n" + indent;
        std::istringstream lines{help};
        std::string separator;
        for (std::string line; std::getline(lines, line);) {
            std::istringstream parts{wrapped(line, width - column, "")};
            for (std::string part; std::getline(parts, part); separator = "\n" + indent) text += separator + part;
        }
        return text + "\n";
    }
};

class CommandLine {
public:
    CommandLine()
        : app_{
              "Moves an MLflow tracking or auth database from SQLite to PostgreSQL or TimescaleDB: every row, "
              "every id, verified."} {
        app_.name("mlflow2pg");
        app_.require_subcommand(1);
        app_.formatter(std::make_shared<HelpText>());
        app_.footer(
            "Exit codes: 0 done and verified, 1 internal error, 2 usage, 3 source missing or\n"
            "not an MLflow database, 4 source busy, 5 source corrupt, 6 target, 7 data needs\n"
            "a decision, 8 verification failed, 130 and 143 interrupted. Any code but 0\n"
            "leaves MLflow's tables in the target unchanged, except 4 with the verdict\n"
            "MIGRATED, BUT.");
        for (OptionSpec const* const spec : options_of(std::nullopt)) add_answered(*spec);
        for (auto const& [command, help] : command_table()) {
            CLI::App& added = *app_.add_subcommand(std::string{name(command)}, help);
            added.group("Commands");
            added.callback([this, command = command] { command_ = command; });
            for (OptionSpec const* const spec : positionals_of(command)) add(added, *spec)->required(spec->required);
            for (OptionSpec const* const spec : options_of(command))
                if (spec->set) add(added, *spec);
        }
    }

    ParsedOptions parse(std::vector<std::string> arguments) {
        arguments = arranged(std::move(arguments));
        std::vector<std::string> const typed = arguments;
        if (std::string const file = json_file_apart(typed); !file.empty()) {
            return {std::nullopt,
                    static_cast<int>(ExitCode::usage),
                    {},
                    "--json takes its file after a =",
                    {{"write --json=" + shell_word(file)}}};
        }
        if (std::string const option = option_without_value(typed); !option.empty()) {
            return {std::nullopt, static_cast<int>(ExitCode::usage), {}, option + " is empty", {{std::string{unset}}}};
        }
        // CLI11 would print the program's help, and end with 0.
        bool const asks = std::find(typed.begin(), typed.end(), "--help") != typed.end();
        if (asks && !typed.front().starts_with('-') && !is_command(typed.front())) {
            std::string const what = without_command(typed);
            return {std::nullopt, static_cast<int>(ExitCode::usage), {}, what, steps_after(what, typed)};
        }
        std::reverse(arguments.begin(), arguments.end());  // the order that CLI11 expects in a vector
        try {
            app_.parse(arguments);
            return {resolve(), 0, {}, {}, {}};
        } catch (CLI::Success const& help) {
            std::ostringstream out;
            app_.exit(help, out, out);
            return {std::nullopt, 0, out.str(), {}, {}};
        } catch (CLI::ParseError const& error) {
            std::string const what = described(error, without_locations(error.what(), typed), typed);
            return {std::nullopt, static_cast<int>(ExitCode::usage), {}, what, steps_after(what, typed)};
        }
    }

private:
    // The options that the parser itself answers. The commands inherit --help.
    void add_answered(OptionSpec const& spec) {
        std::string const names = fmt::to_string(fmt::join(spec.names, ","));
        if (spec.names.back() == "--help") {
            app_.set_help_flag(names, spec.help);
        } else if (spec.names.back() == "--version") {
            app_.set_version_flag(names, version_text, spec.help);
        } else {
            app_.add_option_function<std::string>(
                    names,
                    [](std::string const& shell) {
                        std::string script = completions(shell);
                        script.pop_back();  // CLI11 adds the last line end
                        throw CLI::CallForVersion{script, static_cast<int>(ExitCode::done)};
                    },
                    spec.help)
                ->check(one_of(spec.choices));
        }
    }

    CLI::Option* add(CLI::App& command, OptionSpec const& spec) {
        std::string const names = fmt::to_string(fmt::join(spec.names, ","));
        auto const give = [this, &spec](std::string const& text) { given_.push_back({&spec, text}); };
        auto const give_all = [give](std::vector<std::string> const& texts) {
            for (std::string const& text : texts) give(text);
        };
        if (is_positional(spec)) return command.add_option_function<std::string>(names, give, spec.help);
        switch (spec.value) {
            case ValueKind::none:
                return command
                    .add_flag_function(
                        names,
                        [give](std::int64_t times) {
                            if (times > 0) give(std::to_string(times));  // --seal=false does not set the option
                        },
                        spec.help)
                    ->check(ensure_flag_value);
            case ValueKind::optional_file: return command.add_flag(names + "{-}", unused_, spec.help)->each(give);
            case ValueKind::number:
                return command
                    .add_option_function<unsigned>(
                        names, [give](unsigned number) { give(std::to_string(number)); }, spec.help)
                    ->check(CLI::Range(spec.least, spec.most));
            case ValueKind::list: {
                CLI::Option* const list =
                    command.add_option_function<std::vector<std::string>>(names, give_all, spec.help);
                return list->delimiter(',')->allow_extra_args(false)->check(one_of(spec.choices));
            }
            case ValueKind::text:
                return command.add_option_function<std::vector<std::string>>(names, give_all, spec.help)
                    ->allow_extra_args(false);
            default: break;
        }
        CLI::Option* const option = command.add_option_function<std::string>(names, give, spec.help);
        if (spec.value == ValueKind::choice) return option->check(one_of(spec.choices));
        return spec.value == ValueKind::file ? option : option->check(ensure_html_name);
    }

    Options resolve() const {
        Options options;
        options.command = command_;
        options.jobs = default_jobs();
        for (GivenOption const& given : given_) {
            if (given.spec->value != ValueKind::none && given.text.empty()) {
                std::vector<std::string> const& names = given.spec->names;
                throw UsageError{fmt::format("{} is empty", is_positional(*given.spec) ? names.front() : names.back()),
                                 std::string{unset}};
            }
            ensure_no_address(given);
            given.spec->set(options, given.text);
        }
        if (is_postgresql(options.source) && options.target.empty()) {
            bool const takes_target = positionals_of(command_).size() > 1;
            throw UsageError{"SOURCE is missing: there is only a TARGET",
                             takes_target ? "give the SQLite file before it"
                                          : fmt::format("give the SQLite file; {} needs no TARGET", name(command_))};
        }
        ensure_not_swapped(options, given_);
        settle_target(options);
        if (!options.source.empty()) {
            name_files_after_source(options);
            ensure_outputs_apart(options);
        }
        return options;
    }

    Command command_ = Command::check;
    std::vector<GivenOption> given_;  // in the order of the table
    std::string unused_;              // CLI11 needs a variable for the text of an optional value
    CLI::App app_;
};

}  // namespace

ParsedOptions parse_options(std::vector<std::string> const& arguments) { return CommandLine{}.parse(arguments); }

LogFormat asked_log_format(std::vector<std::string> const& arguments) {
    LogFormat format = LogFormat::text;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        bool const apart = arguments[i] == "--log-format" && i + 1 < arguments.size();
        if (!apart && !arguments[i].starts_with("--log-format=")) continue;
        std::string const asked = apart ? arguments[i + 1] : arguments[i].substr(arguments[i].find('=') + 1);
        format = asked == "json" ? LogFormat::json : LogFormat::text;
    }
    return format;
}

}  // namespace mlflow2pg
