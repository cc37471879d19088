// SPDX-License-Identifier: Apache-2.0
// The command line as one table. The parser, --help, shell completions, the suggested command and the identity of a run
// are derived from it, and tests compare the manual with it. To add an option, add its field to Options, a row here,
// and what documents_tests asks for. Pure.
// Tested in tests/cli/options_tests.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/command.hpp"
#include "cli/options.hpp"

namespace mlflow2pg {

enum class ValueKind {
    none,           // its text is how often the option was given: "1"
    choice,         // one of `choices`
    list,           // a subset of `choices`, separated by commas
    file,           // a file name
    html_file,      // a file name that ends in .html or .htm
    optional_file,  // a file name, given only as --option=FILE; without FILE the text is "-"
    number,         // from `least` to `most`
    text,           // any text; the option can be repeated
};

struct OptionSpec {
    std::vector<std::string> names = {};  // with dashes: "-v", "--verbose"; a positional argument without: "SOURCE"
    std::string help = {};                // completions show only the first line
    ValueKind value = ValueKind::none;
    std::vector<std::string> choices = {};
    unsigned least = 0;
    unsigned most = 0;
    std::string placeholder = {};        // name of the value in documents, for texts: "OLD=NEW"
    std::string default_text = {};       // empty: no default, or it depends on the machine or on SOURCE
    std::vector<Command> commands = {};  // the commands that have this option
    bool without_command = false;        // whether the option is also accepted without a command
    bool required = false;
    bool in_identity = false;  // whether a run is only resumed with the same value
    bool suggested = false;    // whether the suggested command repeats it
    bool secret = false;       // whether the value may contain a password

    // Stores a text that the parser accepted in the field. Empty: the parser itself handles the option. May still throw
    // UsageError for an invalid text.
    std::function<void(Options&, std::string const&)> set = {};
    // The texts that, passed to `set` in order, give the field its current value; none for the default.
    std::function<std::vector<std::string>(Options const&)> get = {};
};

struct CommandSpec {
    Command command;
    std::string help;  // one line
};

std::vector<CommandSpec> const& command_table();
std::vector<OptionSpec> const& option_table();

bool is_positional(OptionSpec const& spec);
// The value as --help and documents show it after an option's name: " N", "[=FILE]". between: the separator between
// choices.
std::string value_shown(OptionSpec const& spec, std::string_view between);
// The options of a command, or of the program itself, in the order of the table. The first function leaves out
// positional arguments, the second returns only those.
std::vector<OptionSpec const*> options_of(std::optional<Command> command);
std::vector<OptionSpec const*> positionals_of(Command command);

// The default of --jobs for this machine.
unsigned default_jobs();
// The defaults of --rejects and --mapping: files in the current folder that are named after SOURCE. Throws UsageError
// when SOURCE cannot be a file.
std::string default_reject_file(Options const& options);
std::string default_mapping_file(Options const& options);

struct GivenOption {
    OptionSpec const* spec;
    std::string text;
};

// The options to repeat in a suggested command, in the order of the table.
std::vector<GivenOption> suggested_options(Options const& options, Command command = Command::migrate);
// The option as typed in a shell: "--jobs '3'".
std::string shell_text(GivenOption const& given);

// The part of a run's identity that comes from the command line: option name -> value, or its hash if it may contain a
// password.
std::map<std::string, std::string> identity_of(Options const& options);

}  // namespace mlflow2pg
