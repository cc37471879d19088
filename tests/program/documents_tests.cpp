// SPDX-License-Identifier: Apache-2.0
// man/mlflow2pg.1.scd, --help and the completions have the same commands, options, values and exit codes, and README.md
// has every command.
//
// A new row in option_table.cpp appears in --help and in the completions by itself. These tests then ask for a
// paragraph in man/mlflow2pg.1.scd, under OPTIONS:      *--new* _VALUE_ (check, migrate) "all" means every command. The
// paragraph names each value of the option.
#include <fmt/format.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "base/error.hpp"
#include "cli/completions.hpp"
#include "cli/option_table.hpp"
#include "cli/options.hpp"
#include "files.hpp"
#include "sources.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

using Words = std::set<std::string>;

std::string readme() { return file_content(std::string{MLFLOW2PG_ROOT} + "/README.md"); }
std::string manual() { return file_content(std::string{MLFLOW2PG_ROOT} + "/man/mlflow2pg.1.scd"); }

// The commands in README.md and the manual pages, without comments: lines in fences, and the manual's examples.
std::vector<std::string> commands_of_the_documents() {
    std::vector<std::string> commands;
    std::regex const command{
        "(mlflow2pg|mlflow|sqlite3|test|cp|createuser|createdb|curl|tar|docker|sudo|scripts/[a-z]+) .*"};
    for (std::string const page : {"README.md", "man/mlflow2pg.1.scd", "man/mlflow2pg-runbook.7.scd"}) {
        bool fenced = false;
        for (std::string line : lines_of(file_content(fmt::format("{}/{}", MLFLOW2PG_ROOT, page)))) {
            if (line.starts_with("```")) fenced = !fenced;
            if (!fenced && !line.starts_with("\tmlflow2pg")) continue;
            line = std::regex_replace(line, std::regex{"^\t|\\+\\+$| +#.*"}, "");
            if (std::regex_match(line, command)) commands.push_back(line);
        }
    }
    return commands;
}

// Every match, or the first group of every match.
Words matches(std::string const& text, std::string const& pattern) {
    std::regex const expression{pattern};
    Words words;
    for (std::sregex_iterator match{text.begin(), text.end(), expression}; match != std::sregex_iterator{}; ++match)
        words.insert(match->str(expression.mark_count() == 0 ? 0 : 1));
    return words;
}

// A section of the manual, including its heading.
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

// Every command has --help; documents describe it once, as an option of the program.
bool is_help(OptionSpec const& spec) { return spec.names.back() == "--help"; }

// All options, as "--jobs of migrate"; options of the program itself as "--version of ".
std::map<std::string, OptionSpec const*> all_options() {
    std::map<std::string, OptionSpec const*> all;
    auto const add = [&](OptionSpec const* spec, std::string_view command) {
        for (std::string const& option : spec->names) all[fmt::format("{} of {}", option, command)] = spec;
    };
    for (OptionSpec const* const spec : options_of(std::nullopt)) add(spec, "");
    for (auto const& [command, help] : command_table())
        for (OptionSpec const* const spec : options_of(command))
            if (!is_help(*spec)) add(spec, name(command));
    return all;
}

Words command_names() {
    Words names;
    for (auto const& [command, help] : command_table()) names.emplace(name(command));
    return names;
}

// "all", "check, migrate", or "" for an option of the program itself.
std::string documented_commands(OptionSpec const& spec) {
    if (is_help(spec)) return "";
    if (spec.commands.size() == command_table().size()) return "all";
    std::vector<std::string_view> names;
    for (Command const command : spec.commands) names.push_back(name(command));
    return fmt::to_string(fmt::join(names, ", "));
}

// What a document says about options: names, commands, and the text that names the values.
struct Entry {
    std::string names;
    std::string commands;
    std::string text;
};

void check_options(std::string const& document, std::vector<Entry> const& entries) {
    std::map<std::string, OptionSpec const*> const all = all_options();
    Words expected;
    for (auto const& [name, spec] : all) expected.insert(name);
    Words told;
    for (Entry const& entry : entries) {
        Words commands = entry.commands == "all" ? command_names() : matches(entry.commands, "[a-z]+");
        if (commands.empty()) commands.insert("");
        for (std::string const& name : matches(entry.names, "--?[a-zA-Z][a-z0-9-]*")) {
            for (std::string const& command : commands) {
                auto const option = all.find(told.insert(name + " of " + command).first->data());
                if (option == all.end()) continue;
                for (std::string const& choice : option->second->choices) {
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

// What a shell makes of each line (arguments of mlflow2pg, the last one incomplete) when it inserts all possible
// completions.
std::vector<Words> completed(std::string_view shell_name, std::vector<std::string> const& lines) {
    TestFolder folder;
    write_file(folder.file("a-file.db"), "");
    std::string const scripts = std::filesystem::path{MLFLOW2PG_BINARY}.parent_path().string() + "/completions";
    std::string command;
    if (shell_name == "fish") {
        command = "fish --no-config -c '";
        for (std::string const& line : lines)
            command += fmt::format("complete -C \"mlflow2pg {}\" | string replace -r \"\\t.*\" \"\"; echo END;", line);
        // There is no keyboard; fish prints candidates by itself.
        command = fmt::format(
            "{}' >shown", command.insert(command.find('\'') + 1, fmt::format("source {}/mlflow2pg.fish;", scripts)));
    } else {
        // The completed line is run. What it runs is this function, which prints its arguments.
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
        // The words before the last one were typed, and are not candidates.
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
    BOOST_TEST(command_table().size() >= 6U);
    auto const check = [](std::vector<std::string> const& arguments, std::vector<OptionSpec const*> const& options) {
        Words expected;
        for (OptionSpec const* const spec : options) {
            // SOURCE can also be given as --source.
            std::copy_if(spec->names.begin(), spec->names.end(), std::inserter(expected, expected.end()),
                         [](std::string const& name) { return name.starts_with('-'); });
        }
        Words told;
        for (std::string const& line : lines_of(parse_options(arguments).out)) {
            if (line.starts_with("  -"))
                told.merge(matches(line.substr(0, line.find("  ", 2)), "--?[a-zA-Z][a-z0-9-]*"));
        }
        check_equal(arguments.front(), told, expected);
    };
    check({"--help"}, options_of(std::nullopt));
    for (auto const& [command, help] : command_table()) {
        std::vector<OptionSpec const*> options = options_of(command);
        for (OptionSpec const* const spec : positionals_of(command)) options.push_back(spec);
        check({std::string{name(command)}, "--help"}, options);
    }
    for (std::string const& name : command_names())
        BOOST_TEST(parse_options({"--help"}).out.find("\n  " + name + " ") != std::string::npos, name);
}

BOOST_AUTO_TEST_CASE(the_readme_tells_of_every_command) {
    check_equal("README.md", matches(readme(), "mlflow2pg ([a-z]+)[ `]"), command_names());
}

BOOST_AUTO_TEST_CASE(each_paragraph_of_the_manual_has_the_names_value_and_commands_of_the_programs_table) {
    Words expected;
    for (OptionSpec const& spec : option_table()) {
        if (is_positional(spec)) continue;
        for (std::string const& option : spec.names)
            expected.insert(fmt::format("{}{} ({})", option, value_shown(spec, "/"), documented_commands(spec)));
    }
    Words told;
    for (std::string line : lines_of(section("OPTIONS"))) {
        std::smatch parts;
        if (!std::regex_match(line, parts, std::regex{"(\\*-.*?)( \\(([a-z, ]*)\\))?"})) continue;
        std::string const commands = parts.str(3);
        std::string names = std::regex_replace(parts.str(1), std::regex{"[*_]"}, "");
        names = std::regex_replace(std::regex_replace(names, std::regex{"\\|"}, "/"), std::regex{",\\.\\.\\."}, ",…");
        // Each name is followed by the value: "-j N, --jobs N".
        for (std::string const& option : matches(names, "(-[^ \\[]+(?: [^ -][^ ]*?|\\[[^\\]]*\\])?)(?:, |$)"))
            told.insert(fmt::format("{} ({})", option, commands));
    }
    check_equal("the manual", told, expected);
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
        // scdoc always writes empty paragraphs.
        BOOST_TEST(shell(fmt::format("mandoc -T lint -W warning '{}' | grep -v 'skipping paragraph macro' || true",
                                     page.path().string())) == "");
        ++count;
    }
    BOOST_TEST(count >= 1);
}

BOOST_AUTO_TEST_CASE(every_command_of_the_documents_can_be_typed) {
    int parsed = 0;
    for (std::string const& line : commands_of_the_documents()) {
        BOOST_TEST_CONTEXT(line) {
            TestFolder folder;
            write_file(folder.file("line"), line + "\n");
            BOOST_TEST(shell(fmt::format("sh -n '{}' 2>&1 || true", folder.file("line"))) == "");
            std::string arguments = line;
            if (!arguments.starts_with("mlflow2pg ")) continue;
            arguments = std::regex_replace(arguments, std::regex{"TARGET"}, "postgresql://db/mlflow");
            write_file(folder.file("words"), "set --" + arguments.substr(9) + "\nprintf '%s\\n' \"$@\"\n");
            ParsedOptions const options = parse_options(lines_of(shell(fmt::format("sh '{}'", folder.file("words")))));
            BOOST_TEST(options.error == "");
            ++parsed;
        }
    }
    BOOST_TEST(parsed >= 10);
}

// The messages' own commands are run by advice_tests, schema_fit_tests, sqlite_copy_tests and source_tests.
BOOST_AUTO_TEST_CASE(the_documents_commands_for_sqlite_rescue_a_file_and_create_nothing_without_one) {
    int run = 0;
    for (std::string const& line : commands_of_the_documents()) {
        if (line.find("sqlite3") == std::string::npos) continue;
        BOOST_TEST_CONTEXT(line) {
            TestFolder folder;
            write_file(folder.file("line"), std::regex_replace(line, std::regex{"SOURCE"}, "m.db") + "\n");
            std::string const typed = fmt::format("cd '{}' && sh line 2>&1 || true", folder.file(""));
            shell(typed);
            BOOST_TEST(shell(fmt::format("ls '{}'", folder.file(""))) == "line\n");
            create_small_source(folder.file("m.db"));
            BOOST_TEST(shell(typed) == "");
            BOOST_TEST(shell(fmt::format("sqlite3 '{}' 'SELECT count(*) FROM runs'", folder.file("rescued.db"))) ==
                       "3\n");
            ++run;
        }
    }
    BOOST_TEST(run >= 1);
}

BOOST_AUTO_TEST_CASE(every_shell_completes_every_command_option_and_value) {
    struct Case {
        std::string line;
        Words expected;
    };
    std::vector<Case> cases{{"", command_names()}, {"migrate --on-m", {"--on-misfit"}}};
    auto const add = [&](std::string const& command, std::vector<OptionSpec const*> const& options) {
        Words names;
        for (OptionSpec const* const spec : options) {
            names.insert(spec->names.begin(), spec->names.end());
            std::string const line = command + spec->names.back();
            Words const choices{spec->choices.begin(), spec->choices.end()};
            switch (spec->value) {
                case ValueKind::choice: cases.push_back({line + " ", choices}); break;
                case ValueKind::list:
                    cases.push_back({line + " ", choices});
                    cases.push_back({fmt::format("{} {},{}", line, spec->choices[0], spec->choices[1].substr(0, 4)),
                                     {spec->choices[0] + "," + spec->choices[1]}});
                    break;
                case ValueKind::file: cases.push_back({line + " a-", {"a-file.db"}}); break;
                case ValueKind::optional_file:
                    cases.push_back({line + "=a-", {spec->names.back() + "=a-file.db"}});
                    break;
                case ValueKind::none:
                case ValueKind::html_file:
                case ValueKind::number:
                case ValueKind::text: break;
            }
        }
        cases.push_back({command + "-", names});
    };
    add("", options_of(std::nullopt));
    for (auto const& [command, help] : command_table()) {
        add(fmt::format("{} ", name(command)), options_of(command));
        std::vector<OptionSpec const*> const positionals = positionals_of(command);
        bool const has_source = !positionals.empty() && positionals.front()->names.front() == "SOURCE";
        cases.push_back({fmt::format("{} a-", name(command)), has_source ? Words{"a-file.db"} : Words{"a-"}});
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
        BOOST_TEST((parsed.out == completions(shell_name)));
    }
    BOOST_TEST(parse_options({"--completions", "tcsh"}).exit_code == static_cast<int>(ExitCode::usage));
}

BOOST_AUTO_TEST_SUITE_END()
