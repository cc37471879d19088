// README.md, man/mlflow2pg.1.scd, --help and the completions tell of the same commands, options, values and exit codes.
//
// A new option in options.cpp is in --help and in the completions by that alone. It then needs, and these tests ask
// for,
//   README.md                a row in the table of options:  | `--new VALUE` | check, migrate | what it does |
//   man/mlflow2pg.1.scd      a paragraph under OPTIONS:      *--new* _VALUE_ (check, migrate)
// where "all" stands for every command, and each of the values it can have is named.
#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "cli/completions.hpp"
#include "cli/options.hpp"
#include "files.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

using Words = std::set<std::string>;

std::string readme() { return file_content(std::string{MLFLOW2PG_ROOT} + "/README.md"); }
std::string manual() { return file_content(std::string{MLFLOW2PG_ROOT} + "/man/mlflow2pg.1.scd"); }

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// Every match, or every match's first group.
Words matches(std::string const& text, std::string const& pattern) {
    std::regex const expression{pattern};
    Words words;
    for (std::sregex_iterator match{text.begin(), text.end(), expression}; match != std::sregex_iterator{}; ++match)
        words.insert(match->str(expression.mark_count() == 0 ? 0 : 1));
    return words;
}

// A manual's section, without its heading.
std::string section(std::string const& name) {
    std::string const text = manual();
    std::size_t const begin = text.find(fmt::format("\n# {}\n", name));
    BOOST_REQUIRE_MESSAGE(begin != std::string::npos, "the manual has no section " << name);
    return text.substr(begin + 1, text.find("\n# ", begin + 1) - begin);
}

void check_equal(std::string const& document, Words const& told, Words const& expected) {
    for (std::string const& word : expected)
        BOOST_TEST(told.contains(word), fmt::format("{} does not tell of {}", document, word));
    for (std::string const& word : told)
        BOOST_TEST(expected.contains(word), fmt::format("{} tells of {}, which there is not", document, word));
}

// Every command has these; documents tell of them once, as of the program's own.
bool is_help(OptionSyntax const& option) { return option.names.back() == "--help"; }

// All options, as "--jobs of migrate"; those of no command as "--version of ".
std::map<std::string, OptionSyntax> all_options() {
    std::map<std::string, OptionSyntax> all;
    auto const add = [&](OptionSyntax const& option, std::string const& command) {
        for (std::string const& name : option.names) all[name + " of " + command] = option;
    };
    Syntax const syntax = command_line_syntax();
    for (OptionSyntax const& option : syntax.options) add(option, "");
    for (CommandSyntax const& command : syntax.commands)
        for (OptionSyntax const& option : command.options)
            if (!is_help(option)) add(option, command.name);
    return all;
}

Words command_names() {
    Words names;
    for (CommandSyntax const& command : command_line_syntax().commands) names.insert(command.name);
    return names;
}

// What a document tells of options: names, commands, and the text where the values are named.
struct Entry {
    std::string names;
    std::string commands;
    std::string text;
};

void check_options(std::string const& document, std::vector<Entry> const& entries) {
    std::map<std::string, OptionSyntax> const all = all_options();
    Words expected;
    for (auto const& [name, option] : all) expected.insert(name);
    Words told;
    for (Entry const& entry : entries) {
        Words commands = entry.commands == "all" ? command_names() : matches(entry.commands, "[a-z]+");
        if (commands.empty()) commands.insert("");
        for (std::string const& name : matches(entry.names, "--?[a-z][a-z0-9-]*")) {
            for (std::string const& command : commands) {
                auto const option = all.find(told.insert(name + " of " + command).first->data());
                if (option == all.end()) continue;
                for (std::string const& choice : option->second.choices) {
                    BOOST_TEST(entry.text.find(choice) != std::string::npos,
                               fmt::format("{} does not tell of {} {}", document, name, choice));
                }
            }
        }
    }
    check_equal(document, told, expected);
}

Words exit_codes_of_the_help() {
    std::string const help = parse_options({"--help"}).out;
    return matches(help.substr(help.find("Exit codes:")), "[0-9]+");
}

// ---- completion by the shells themselves

// What a shell makes of each line (arguments of mlflow2pg, the last one begun) when it inserts all that can stand
// there.
std::vector<Words> completed(std::string_view shell_name, std::vector<std::string> const& lines) {
    TestFolder folder;
    write_file(folder.file("a-file.db"), "");
    std::string const scripts = std::filesystem::path{MLFLOW2PG_BINARY}.parent_path().string() + "/completions";
    std::string command;
    if (shell_name == "fish") {
        command = "fish --no-config -c '";
        for (std::string const& line : lines)
            command += fmt::format("complete -C \"mlflow2pg {}\" | string replace -r \"\\t.*\" \"\"; echo END;", line);
        // No keyboard: fish prints candidates by itself.
        command = fmt::format(
            "{}' >shown", command.insert(command.find('\'') + 1, fmt::format("source {}/mlflow2pg.fish;", scripts)));
    } else {
        // The completed line is run, and what runs prints its arguments.
        std::string const run = "mlflow2pg() { { printf '%s\\n' \"$@\"; echo END; } >>shown; }\n";
        write_file(folder.file("bashrc"),
                   run + fmt::format("source {}/mlflow2pg\nbind '\"\\t\": insert-completions'\n", scripts));
        write_file(folder.file(".zshrc"), run + fmt::format("fpath=({} $fpath)\nautoload -Uz compinit; compinit -u -D\n"
                                                            "zstyle ':completion:*' completer _all_matches _complete\n"
                                                            "zstyle ':completion:*' insert true\n"
                                                            "zle -C insert-all complete-word _generic\n"
                                                            "bindkey '^I' insert-all\n",
                                                            scripts));
        std::string typed;
        for (std::string const& line : lines) typed += fmt::format("mlflow2pg {}\t\n", line);
        write_file(folder.file("typed"), typed);
        command = fmt::format("script -qec '{}' /dev/null <typed >terminal",
                              shell_name == "bash" ? "bash --noprofile --rcfile bashrc -i" : "zsh -i");
    }
    std::string const home = folder.file("");
    shell(fmt::format("cd '{0}' && HOME='{0}' ZDOTDIR='{0}' TERM=xterm timeout 120 {1}", home, command));

    std::vector<Words> all;
    Words words;
    for (std::string const& word : lines_of(file_content(folder.file("shown")))) {
        if (word != "END") {
            words.insert(word);
            continue;
        }
        BOOST_REQUIRE(all.size() < lines.size());
        // What was typed before the last word is no candidate.
        std::string const& line = lines[all.size()];
        for (std::string const& before : matches(line.substr(0, line.rfind(' ') + 1), "[^ ]+")) words.erase(before);
        std::erase_if(words, [](std::string const& candidate) { return candidate.ends_with('='); });  // fish: --json=
        all.push_back(std::exchange(words, {}));
    }
    BOOST_REQUIRE_EQUAL(all.size(), lines.size());
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(documents_tests)

BOOST_AUTO_TEST_CASE(the_help_tells_of_every_command_and_option) {
    Syntax const syntax = command_line_syntax();
    BOOST_TEST(syntax.commands.size() >= 6U);
    auto const check = [](std::vector<std::string> const& arguments, std::vector<OptionSyntax> const& options) {
        Words expected;
        for (OptionSyntax const& option : options) expected.insert(option.names.begin(), option.names.end());
        Words told;
        for (std::string const& line : lines_of(parse_options(arguments).out)) {
            if (line.starts_with("  -")) told.merge(matches(line.substr(0, line.find(' ', 2)), "--?[a-z][a-z0-9-]*"));
        }
        check_equal(arguments.front(), told, expected);
    };
    check({"--help"}, syntax.options);
    for (CommandSyntax const& command : syntax.commands) check({command.name, "--help"}, command.options);
    for (std::string const& name : command_names())
        BOOST_TEST(parse_options({"--help"}).out.find("\n  " + name + " ") != std::string::npos, name);
}

BOOST_AUTO_TEST_CASE(the_readme_tells_of_every_command_option_and_exit_code) {
    std::vector<Entry> entries;
    Words commands;
    Words codes;
    for (std::string line : lines_of(readme())) {
        line = std::regex_replace(line, std::regex{"\\\\\\|"}, "/");  // a | within a cell
        std::smatch cells;
        if (std::regex_match(line, cells, std::regex{"\\| (`-[^|]*) \\|([^|]*)\\|(.*)\\|"})) {
            std::string const of = std::regex_replace(cells.str(2), std::regex{"^ +| +$"}, "");
            entries.push_back({cells.str(1), of, line});
        } else if (std::regex_match(line, cells, std::regex{"\\| `mlflow2pg ([^`]*)` \\|.*"})) {
            commands.insert(cells.str(1));
        } else if (std::regex_match(line, cells, std::regex{"\\| ([0-9]+(, [0-9]+)*) \\|.*"})) {
            codes.merge(matches(cells.str(1), "[0-9]+"));
        }
    }
    check_options("README.md", entries);
    Words expected;
    for (CommandSyntax const& command : command_line_syntax().commands) {
        for (std::string const& argument : command.arguments) expected.insert(command.name + " " + argument);
        expected.insert(command.name);
    }
    Words told;
    for (std::string const& command : commands) {
        std::string const name = command.substr(0, command.find(' '));
        for (std::string const& argument : matches(command, "[A-Z]+")) told.insert(name + " " + argument);
        told.insert(name);
    }
    check_equal("README.md", told, expected);
    check_equal("README.md", codes, exit_codes_of_the_help());
}

BOOST_AUTO_TEST_CASE(the_manual_tells_of_every_command_option_and_exit_code) {
    std::vector<Entry> entries;
    for (std::string const& line : lines_of(section("OPTIONS"))) {
        std::smatch parts;
        if (std::regex_match(line, parts, std::regex{"(\\*-.*\\*.*?)( \\(([a-z, ]*)\\))?"})) {
            entries.push_back({parts.str(1), parts.str(3), line});
        } else if (!entries.empty()) {
            entries.back().text += line + "\n";
        }
    }
    check_options("the manual", entries);
    check_equal("the manual", matches(section("COMMANDS"), "\n\\*([a-z]+)\\*"), command_names());
    check_equal("the manual", matches(section("EXIT STATUS"), "\\*([0-9]+)\\*"), exit_codes_of_the_help());
}

BOOST_AUTO_TEST_CASE(manual_pages_are_as_man_wants_them) {
    std::filesystem::path const pages = std::filesystem::path{MLFLOW2PG_BINARY}.parent_path() / "man";
    int count = 0;
    for (auto const& page : std::filesystem::directory_iterator{pages}) {
        // Paragraphs that are empty are scdoc's way of writing all of them.
        BOOST_TEST(shell(fmt::format("mandoc -T lint -W warning '{}' | grep -v 'skipping paragraph macro' || true",
                                     page.path().string())) == "");
        ++count;
    }
    BOOST_TEST(count >= 1);
}

BOOST_AUTO_TEST_CASE(every_shell_completes_every_command_option_and_value) {
    Syntax const syntax = command_line_syntax();
    struct Case {
        std::string line;
        Words expected;
    };
    std::vector<Case> cases{{"", command_names()}, {"migrate --on-m", {"--on-misfit"}}};
    auto const add = [&](std::string const& command, std::vector<OptionSyntax> const& options) {
        Words names;
        for (OptionSyntax const& option : options) {
            names.insert(option.names.begin(), option.names.end());
            std::string const line = command + option.names.back();
            Words const choices{option.choices.begin(), option.choices.end()};
            switch (option.value) {
                case OptionSyntax::Value::choice: cases.push_back({line + " ", choices}); break;
                case OptionSyntax::Value::list:
                    cases.push_back({line + " ", choices});
                    cases.push_back({fmt::format("{} {},{}", line, option.choices[0], option.choices[1].substr(0, 4)),
                                     {option.choices[0] + "," + option.choices[1]}});
                    break;
                case OptionSyntax::Value::file: cases.push_back({line + " a-", {"a-file.db"}}); break;
                case OptionSyntax::Value::optional_file:
                    cases.push_back({line + "=a-", {option.names.back() + "=a-file.db"}});
                    break;
                case OptionSyntax::Value::none:
                case OptionSyntax::Value::other: break;
            }
        }
        cases.push_back({command + "-", names});
    };
    add("", syntax.options);
    for (CommandSyntax const& command : syntax.commands) {
        add(command.name + " ", command.options);
        bool const has_source = std::count(command.arguments.begin(), command.arguments.end(), "SOURCE") > 0;
        cases.push_back({command.name + " a-", has_source ? Words{"a-file.db"} : Words{"a-"}});
    }
    std::vector<std::string> lines;
    for (Case const& example : cases) lines.push_back(example.line);
    for (std::string_view const shell_name : completed_shells) {
        std::vector<Words> const shown = completed(shell_name, lines);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            if (cases[i].expected == Words{"a-"} && shown[i].empty()) continue;  // fish does not repeat what was typed
            check_equal(fmt::format("{}'s completion of \"mlflow2pg {}\"", shell_name, lines[i]), shown[i],
                        cases[i].expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(completions_can_be_asked_for_without_a_command) {
    for (std::string_view const shell_name : completed_shells) {
        ParsedOptions const parsed = parse_options({"--completions", std::string{shell_name}});
        BOOST_TEST(parsed.exit_code == 0);
        BOOST_TEST((parsed.out == completions(shell_name, command_line_syntax())));
    }
    BOOST_TEST(parse_options({"--completions", "tcsh"}).exit_code == static_cast<int>(ExitCode::usage));
}

BOOST_AUTO_TEST_SUITE_END()
