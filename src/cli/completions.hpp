// What the command line offers, as plain data, and from it the scripts with which bash, zsh and fish complete it. Pure.
// Tested in tests/program/documents_tests.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

struct OptionSyntax {
    enum class Value {
        none,
        choice,         // one of `choices`
        list,           // some of `choices`, separated by commas
        file,           // the name of one
        optional_file,  // the same, only as --option=FILE
        other,
    };
    std::vector<std::string> names;  // with their dashes: "-v", "--verbose"
    std::string help;                // one line
    Value value = Value::none;
    std::vector<std::string> choices;
};

struct CommandSyntax {
    std::string name;
    std::string help;  // one line
    std::vector<OptionSyntax> options;
    std::vector<std::string> arguments;  // SOURCE, which is a file; TARGET
};

struct Syntax {
    std::vector<OptionSyntax> options;  // of the program itself, without a command
    std::vector<CommandSyntax> commands;
};

inline constexpr std::array<std::string_view, 3> completed_shells{"bash", "zsh", "fish"};

// The script for one of completed_shells. It needs nothing but the shell itself, can be sourced, and is understood
// where the shell looks for completions: as `mlflow2pg` (bash), `_mlflow2pg` (zsh) and `mlflow2pg.fish`.
std::string completions(std::string_view shell, Syntax const& syntax);

}  // namespace mlflow2pg
