// The command line as one table. The parser, --help, the completions of shells, the command suggested next and the
// identity of a run are made from it; README.md and the manual are compared with it. To add an option, add its field to
// Options, its row here, and what documents_tests asks for. Pure.
// Tested in tests/cli/options_tests.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "cli/options.hpp"

namespace mlflow2pg {

enum class ValueKind {
    none,           // its text is how often the option is given: "1"
    choice,         // one of `choices`
    list,           // some of `choices`, separated by commas
    file,           // a file's name
    html_file,      // a file's name that ends in .html or .htm
    optional_file,  // a file's name, only as --option=FILE; without one its text is "-"
    number,         // from `least` to `most`
    text,           // anything; an option of this kind can be repeated
};

struct OptionSpec {
    std::vector<std::string> names = {};  // with their dashes: "-v", "--verbose"; without: "SOURCE", a positional one
    std::string help = {};                // completions show the first line
    ValueKind value = ValueKind::none;
    std::vector<std::string> choices = {};
    unsigned least = 0;
    unsigned most = 0;
    std::string placeholder = {};        // of a text, in documents: "OLD=NEW"
    std::string default_text = {};       // empty: none, or it depends on the machine or on SOURCE
    std::vector<Command> commands = {};  // that take it
    bool without_command = false;        // whether the program takes it before any command
    bool required = false;
    bool in_identity = false;  // whether a run is resumed only with the same value
    bool suggested = false;    // whether the command suggested next repeats it
    bool secret = false;       // whether the value may hold a password

    // Puts a text that the parser found valid into its field. Empty: the parser itself answers the option. Throws
    // UsageError when the text is not valid after all.
    std::function<void(Options&, std::string const&)> set = {};
    // The texts that, set one after another, give the field its value: none when it has the default.
    std::function<std::vector<std::string>(Options const&)> get = {};
};

struct CommandSpec {
    Command command;
    std::string help;  // one line
};

std::vector<CommandSpec> const& command_table();
std::vector<OptionSpec> const& option_table();

bool is_positional(OptionSpec const& spec);
// The rows of a command, or of the program itself, in the table's order; without the positional ones, or only those.
std::vector<OptionSpec const*> options_of(std::optional<Command> command);
std::vector<OptionSpec const*> positionals_of(Command command);

// The default of --jobs on this machine.
unsigned default_jobs();
// The defaults of --rejects and --mapping: files in the current folder, named after SOURCE. Throws UsageError when
// SOURCE cannot be a file.
std::string default_reject_file(Options const& options);
std::string default_mapping_file(Options const& options);

struct GivenOption {
    OptionSpec const* spec;
    std::string text;
};

// The options that the command suggested next repeats, in the table's order.
std::vector<GivenOption> suggested_options(Options const& options);
// As it is typed in a shell: "--jobs '3'".
std::string shell_text(GivenOption const& given);

// The part of a run's identity that was typed: the value, or its hash when it may hold a password, by the option's
// name.
std::map<std::string, std::string> identity_of(Options const& options);

}  // namespace mlflow2pg
