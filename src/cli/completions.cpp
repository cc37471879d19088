// SPDX-License-Identifier: Apache-2.0
#include "cli/completions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "cli/option_table.hpp"

namespace mlflow2pg {

namespace {

using OptionRows = std::vector<OptionSpec const*>;

// Quotes one word for all three shells. They treat backslashes in quotes differently, but help texts contain none.
std::string shell_quoted(std::string_view text) {
    std::string word = "'";
    for (char const character : text) {
        if (character == '\'') {
            word += "'\"'\"'";
        } else {
            word += character;
        }
    }
    return word + "'";
}

bool takes_file(Command command) {
    OptionRows const positionals = positionals_of(command);
    return !positionals.empty() && positionals.front()->value == ValueKind::file;
}

// The first line of a help text, without the colon that introduces the lines below it.
std::string first_line(std::string const& help) {
    std::string line = help.substr(0, help.find('\n'));
    if (line.ends_with(':')) line.pop_back();
    return line;
}

// ---- bash

std::string bash_option(OptionSpec const& option) {
    std::vector<std::string> typed;
    for (std::string const& name : option.names) {
        if (option.value != ValueKind::optional_file) typed.push_back(name);
        if (name.starts_with("--")) typed.push_back(name + "=");
    }
    std::string action = "return";
    switch (option.value) {
        case ValueKind::none: return {};
        case ValueKind::choice:
            action = fmt::format("words={}", shell_quoted(fmt::to_string(fmt::join(option.choices, " "))));
            break;
        case ValueKind::list:
            // In a list, only the part after the last comma is completed.
            action = fmt::format("words={} before=${{word%\"${{word##*,}}\"}}",
                                 shell_quoted(fmt::to_string(fmt::join(option.choices, " "))));
            break;
        case ValueKind::file:
        case ValueKind::optional_file: action = "files=1"; break;
        default: break;
    }
    return fmt::format("        {}) {} ;;\n", fmt::join(typed, " | "), action);
}

std::string bash_command(std::string_view pattern, OptionRows const& options, std::string_view otherwise) {
    std::string text = fmt::format("    {})\n        case $option in\n", pattern);
    std::vector<std::string> names;
    for (OptionSpec const* const option : options) {
        text += bash_option(*option);
        names.insert(names.end(), option->names.begin(), option->names.end());
    }
    return text + fmt::format("        *) if [[ $word == -* ]]; then words='{}'; else {}; fi ;;\n        esac ;;\n",
                              fmt::join(names, " "), otherwise);
}

std::string bash() {
    std::string text = R"(_mlflow2pg() {
    local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command= words= before= files=
    ((COMP_CWORD == 1)) || command=${COMP_WORDS[1]}
    # bash takes --option=value apart.
    if [[ $word == "=" ]]; then
        option+="=" word=
    elif [[ $option == "=" ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}=
    fi
    case $command in
)";
    std::vector<std::string> names;
    for (auto const& [command, help] : command_table()) {
        names.emplace_back(name(command));
        text += bash_command(name(command), options_of(command), takes_file(command) ? "files=1" : ":");
    }
    text += bash_command("*", options_of(std::nullopt), fmt::format("words='{}'", fmt::join(names, " ")));
    return text + R"(    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -P "$before" -- "${word#"$before"}")
    if [[ -n $files ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _mlflow2pg mlflow2pg
)";
}

// ---- zsh

// Escapes the characters that would end a part of a specification for _arguments: colons and brackets.
std::string zsh_text(std::string_view text) {
    std::string escaped;
    for (char const character : text) {
        if (std::string_view{":[]"}.find(character) != std::string_view::npos) escaped += '\\';
        escaped += character;
    }
    return escaped;
}

std::string zsh_value(OptionSpec const& option) {
    switch (option.value) {
        case ValueKind::none: break;
        case ValueKind::choice: return fmt::format(":value:({})", fmt::join(option.choices, " "));
        case ValueKind::list: return fmt::format(":value:_values -s , value {}", fmt::join(option.choices, " "));
        case ValueKind::file: return ":file:_files";
        case ValueKind::optional_file: return "::file:_files";
        default: return ":value: ";
    }
    return {};
}

std::string zsh_options(OptionRows const& options) {
    std::string text;
    for (OptionSpec const* const option : options) {
        for (std::string const& name : option->names) {
            // "=": the value follows as the next word or after "="; "=-": only after "=".
            std::string_view separator;
            if (option->value == ValueKind::optional_file) {
                separator = "=-";
            } else if (option->value != ValueKind::none && name.starts_with("--")) {
                separator = "=";
            }
            text += " \\\n            " +
                    shell_quoted(fmt::format("({}){}{}[{}]{}", fmt::join(option->names, " "), name, separator,
                                             zsh_text(first_line(option->help)), zsh_value(*option)));
        }
    }
    return text;
}

std::string zsh() {
    std::string commands;
    std::string cases;
    for (auto const& [command, help] : command_table()) {
        commands += "\n            " + shell_quoted(fmt::format("{}:{}", name(command), zsh_text(help)));
        cases += fmt::format("        {}) _arguments -s{}", name(command), zsh_options(options_of(command)));
        for (OptionSpec const* const argument : positionals_of(command))
            cases += fmt::format(" \\\n            ':{}:{}'", argument->names.front(),
                                 argument->value == ValueKind::file ? "_files" : " ");
        cases += " ;;\n";
    }
    return fmt::format(R"(#compdef mlflow2pg
_mlflow2pg() {{
    local curcontext=$curcontext state line
    local -A opt_args
    _arguments -C{} \
            '1: :->command' '*:: :->arguments' && return
    case $state in
    command)
        local -a commands=({})
        _describe -t commands command commands ;;
    arguments)
        case $words[1] in
{}        esac ;;
    esac
}}
# Loaded from $fpath this file is the function's body; sourced, it only defines it.
if [[ $funcstack[1] == _mlflow2pg ]]; then _mlflow2pg "$@"; else compdef _mlflow2pg mlflow2pg; fi
)",
                       zsh_options(options_of(std::nullopt)), commands, cases);
}

// ---- fish

std::string fish_value(OptionSpec const& option) {
    switch (option.value) {
        case ValueKind::none: break;
        case ValueKind::choice: return fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
        case ValueKind::list: return fmt::format(" -x -a '(__fish_append , {})'", fmt::join(option.choices, " "));
        case ValueKind::file: return " -r -F";
        case ValueKind::optional_file:
            return R"( -a '(__fish_complete_path (string replace -r "^--[^=]*=" "" -- (commandline -ct)))')";
        default: return " -x";
    }
    return {};
}

std::string fish_options(std::string_view condition, OptionRows const& options) {
    std::string text;
    for (OptionSpec const* const option : options) {
        std::string names;
        for (std::string const& name : option->names)
            names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        text += fmt::format("complete -c mlflow2pg -n {}{}{} -d {}\n", shell_quoted(condition), names,
                            fish_value(*option), shell_quoted(first_line(option->help)));
    }
    return text;
}

std::string fish() {
    constexpr std::string_view without_command = "__fish_use_subcommand";
    std::string text = "complete -c mlflow2pg -f\n" + fish_options(without_command, options_of(std::nullopt));
    for (auto const& [command, help] : command_table()) {
        std::string const condition = fmt::format("__fish_seen_subcommand_from {}", name(command));
        text += fmt::format("complete -c mlflow2pg -n '{}' -a {} -d {}\n", without_command, name(command),
                            shell_quoted(help));
        text += fish_options(condition, options_of(command));
        if (takes_file(command)) text += fmt::format("complete -c mlflow2pg -n '{}' -F\n", condition);
    }
    return text;
}

}  // namespace

std::string completions(std::string_view shell) {
    if (shell == "bash") return bash();
    return shell == "zsh" ? zsh() : fish();
}

}  // namespace mlflow2pg
