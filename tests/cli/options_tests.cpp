// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/option_table.hpp"
#include "files.hpp"
#include "random.hpp"

using namespace mlflow2pg;

namespace {

using Arguments = std::vector<std::string>;

// Sets an environment variable while the object exists; nothing: unsets it.
class Environment {
public:
    Environment(std::string name, std::optional<std::string> const& value) : name_{std::move(name)} {
        if (char const* const before = std::getenv(name_.c_str())) before_ = before;
        set(value);
    }
    ~Environment() { set(before_); }
    Environment(Environment const&) = delete;
    Environment& operator=(Environment const&) = delete;

private:
    void set(std::optional<std::string> const& value) const {
        if (value) {
            ::setenv(name_.c_str(), value->c_str(), 1);
        } else {
            ::unsetenv(name_.c_str());
        }
    }

    std::string name_;
    std::optional<std::string> before_;
};

// No test sees the machine's own variable.
struct WithoutStoreUri {
    Environment none{"MLFLOW_BACKEND_STORE_URI", std::nullopt};
};

std::string joined(Arguments const& arguments) {
    std::string text;
    for (std::string const& argument : arguments) text += " [" + argument + "]";
    return text;
}

// The options as main gets them: some errors are only found when the options are resolved.
ParsedOptions parse(Arguments const& arguments) {
    try {
        return parse_options(arguments);
    } catch (Error const& error) {
        return {std::nullopt, static_cast<int>(error.code()), {}, error.what(), error.next_steps()};
    }
}

Options options_of(Arguments const& arguments) {
    ParsedOptions const parsed = parse(arguments);
    BOOST_REQUIRE_MESSAGE(parsed.options, joined(arguments) << ": " << parsed.error);
    return *parsed.options;
}

// Several values for an option that can be repeated, with characters that are special in a shell.
Arguments some_texts(OptionSpec const& spec, std::mt19937& random) {
    auto const below = [&](std::size_t end) { return random() % end; };
    switch (spec.value) {
        case ValueKind::none: return {"1"};
        case ValueKind::choice: return {spec.choices[below(spec.choices.size())]};
        case ValueKind::list: {
            Arguments texts;
            for (std::string const& choice : spec.choices)
                if (below(2) == 0) texts.push_back(choice);
            return texts;
        }
        case ValueKind::number: return {std::to_string(spec.least + below(spec.most - spec.least + 1))};
        case ValueKind::file:
        case ValueKind::html_file:
        case ValueKind::optional_file: return {fmt::format("it's {} $HOME{}.html", spec.names.back(), below(3))};
        case ValueKind::text: return {fmt::format("/a b{}=/'c\"*", below(9)), "-x/y=s3://-bucket\\n"};
    }
    return {};
}

void set(OptionSpec const& spec, Arguments const& texts, Options& options) {
    for (std::string const& text : texts) spec.set(options, text);
}

// The arguments that a shell makes of a line.
Arguments shell_words(std::string const& line) {
    std::istringstream words{test::shell("printf '%s\\n' " + line)};
    Arguments arguments;
    for (std::string word; std::getline(words, word);) arguments.push_back(word);
    return arguments;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(options_tests, WithoutStoreUri)

BOOST_AUTO_TEST_CASE(a_migration_without_options_has_the_defaults) {
    Options const options = options_of({"migrate", "mlruns.db", "postgresql:///db"});
    BOOST_TEST((options.command == Command::migrate));
    BOOST_TEST(options.source == "mlruns.db");
    BOOST_TEST(options.target == "postgresql:///db");
    BOOST_TEST(!options.target_from_environment);
    BOOST_TEST(!options.dry_run);
    BOOST_TEST(!options.restart);
    BOOST_TEST(options.jobs >= 1U);
    BOOST_TEST(options.jobs <= 8U);
    BOOST_TEST(options.fixes.none());
    BOOST_TEST(!options.reject_misfits);
    BOOST_TEST((options.experiment_ids == ExperimentIds::keep));
    BOOST_TEST(options.reject_file == "mlruns.db.rejects.jsonl");
    BOOST_TEST(options.mapping_file == "mlruns.db.experiment-ids.json");
    BOOST_TEST(!options.json.has_value());
    BOOST_TEST(options.verbosity == 0);
}

BOOST_AUTO_TEST_CASE(every_command_is_known_by_its_name) {
    struct Case {
        Arguments arguments;
        Command command;
        char const* source;
        char const* target;
    };
    for (auto const& [arguments, command, source, target] : std::vector<Case>{
             {{"check", "a.db"}, Command::check, "a.db", ""},
             {{"check", "a.db", "postgresql://h/db"}, Command::check, "a.db", "postgresql://h/db"},
             {{"migrate", "a.db", "postgresql://h/db"}, Command::migrate, "a.db", "postgresql://h/db"},
             {{"verify", "a.db", "postgresql://h/db"}, Command::verify, "a.db", "postgresql://h/db"},
             {{"discard", "postgresql://h/db"}, Command::discard, "", "postgresql://h/db"},
             {{"discard", "host=h dbname=db"}, Command::discard, "", "host=h dbname=db"},
             {{"revisions"}, Command::revisions, "", ""},
         }) {
        BOOST_TEST_CONTEXT(joined(arguments)) {
            Options const options = options_of(arguments);
            BOOST_TEST((options.command == command));
            BOOST_TEST(options.source == source);
            BOOST_TEST(options.target == target);
            BOOST_TEST(!options.target_from_environment);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_option_of_migrate_arrives) {
    Options const options = options_of({"migrate",
                                        "--dry-run",
                                        "--jobs",
                                        "3",
                                        "--restart",
                                        "--if-needed",
                                        "--fix",
                                        "strip-nul,truncate",
                                        "--fix",
                                        "round",
                                        "--experiment-ids",
                                        "renumber",
                                        "--on-misfit",
                                        "reject",
                                        "--rejects",
                                        "r.jsonl",
                                        "--mapping",
                                        "m.json",
                                        "--json=report.json",
                                        "-v",
                                        "-v",
                                        "a.db",
                                        "postgresql://h/db"});
    BOOST_TEST(options.dry_run);
    BOOST_TEST(options.jobs == 3U);
    BOOST_TEST(options.restart);
    BOOST_TEST(options.if_needed);
    BOOST_TEST(options.fixes.names() == "strip-nul,truncate,round");
    BOOST_TEST((options.experiment_ids == ExperimentIds::renumber));
    BOOST_TEST(options.reject_misfits);
    BOOST_TEST(options.reject_file == "r.jsonl");
    BOOST_TEST(options.mapping_file == "m.json");
    BOOST_TEST((options.json == "report.json"));
    BOOST_TEST(options.verbosity == 2);
    BOOST_TEST(options.source == "a.db");
    BOOST_TEST(options.target == "postgresql://h/db");
}

BOOST_AUTO_TEST_CASE(the_servers_own_compression_is_the_default_and_has_a_name) {
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql://h/db"}).toast_compression == "");
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql://h/db", "--toast-compression=server"}).toast_compression ==
               "");
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql://h/db", "--toast-compression", "lz4"}).toast_compression ==
               "lz4");
}

BOOST_AUTO_TEST_CASE(options_may_follow_the_locations) {
    Options const options = options_of({"migrate", "a.db", "postgresql://h/db", "--dry-run", "--jobs=64", "-q"});
    BOOST_TEST(options.source == "a.db");
    BOOST_TEST(options.target == "postgresql://h/db");
    BOOST_TEST(options.dry_run);
    BOOST_TEST(options.jobs == 64U);
    BOOST_TEST(options.verbosity == -1);
}

BOOST_AUTO_TEST_CASE(every_fix_can_be_asked_for) {
    for (Fix const fix : all_fixes) {
        for (std::string const command : {"check", "migrate", "verify"}) {
            Options const options = options_of({command, "a.db", "postgresql://h/db", "--fix", std::string{name(fix)}});
            BOOST_TEST(options.fixes.names() == name(fix));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_way_with_experiment_ids_can_be_asked_for) {
    BOOST_TEST((options_of({"check", "a.db", "--experiment-ids", "keep"}).experiment_ids == ExperimentIds::keep));
    BOOST_TEST((options_of({"check", "a.db", "--experiment-ids", "widen"}).experiment_ids == ExperimentIds::widen));
    BOOST_TEST((options_of({"verify", "a.db", "host=h", "--experiment-ids=renumber"}).experiment_ids ==
                ExperimentIds::renumber));
}

BOOST_AUTO_TEST_CASE(json_goes_to_stdout_unless_a_file_is_named) {
    BOOST_TEST((options_of({"check", "a.db", "--json"}).json == "-"));
    BOOST_TEST((options_of({"check", "--json", "a.db"}).json == "-"));
    BOOST_TEST(options_of({"check", "--json", "a.db"}).source == "a.db");
    BOOST_TEST((options_of({"check", "a.db", "--json=out.json"}).json == "out.json"));
    BOOST_TEST((options_of({"revisions", "--json"}).json == "-"));
}

BOOST_AUTO_TEST_CASE(verbosity_grows_with_each_v_and_quiet_wins) {
    BOOST_TEST(options_of({"check", "a.db", "-v"}).verbosity == 1);
    BOOST_TEST(options_of({"check", "a.db", "-vv"}).verbosity == 2);
    BOOST_TEST(options_of({"check", "a.db", "--verbose"}).verbosity == 1);
    BOOST_TEST(options_of({"check", "a.db", "-q"}).verbosity == -1);
    BOOST_TEST(options_of({"check", "a.db", "--quiet", "-v"}).verbosity == -1);
}

BOOST_AUTO_TEST_CASE(files_beside_the_report_are_named_after_the_sources_file) {
    struct Case {
        char const* source;
        char const* rejects;
    };
    for (auto const& [source, rejects] :
         std::vector<Case>{{"/var/lib/mlflow.db", "mlflow.db.rejects.jsonl"},
                           {"sqlite:////var/lib/ml%20flow.db?timeout=1", "ml%20flow.db.rejects.jsonl"},
                           {"sqlite:///a.db", "a.db.rejects.jsonl"}}) {
        BOOST_TEST_CONTEXT(source) {
            BOOST_TEST(options_of({"migrate", source, "postgresql:///db"}).reject_file == rejects);
        }
    }
}

BOOST_AUTO_TEST_CASE(wrong_arguments_end_with_the_code_for_usage_and_a_message) {
    for (Arguments const& arguments : std::vector<Arguments>{
             {},
             {"copy"},
             {"a.db"},
             {"--dry-run"},
             {"check"},
             {"migrate"},
             {"verify"},
             {"migrate", "a.db", "postgresql://h/db", "more"},
             {"revisions", "a.db"},
             {"check", "a.db", "--no-such-option"},
             {"check", "a.db", "--dry-run"},
             {"verify", "a.db", "postgresql:///db", "--jobs", "2"},
             {"migrate", "a.db", "postgresql:///db", "--jobs", "0"},
             {"migrate", "a.db", "postgresql:///db", "--seal=maybe"},
             {"migrate", "a.db", "postgresql:///db", "--verbose=99999999999999999999"},
             {"migrate", "a.db", "postgresql:///db", "--toast-compression", "zstd"},
             {"verify", "a.db", "postgresql:///db", "--toast-compression", "lz4"},
             {"migrate", "a.db", "postgresql:///db", "--jobs", "-1"},
             {"migrate", "a.db", "postgresql:///db", "--jobs", "65"},
             {"migrate", "a.db", "postgresql:///db", "--jobs", "many"},
             {"migrate", "a.db", "postgresql:///db", "--jobs", "1.5"},
             {"migrate", "a.db", "postgresql:///db", "--jobs"},
             {"migrate", "a.db", "postgresql:///db", "--fix", "everything"},
             {"migrate", "a.db", "postgresql:///db", "--fix", "strip-nul,everything"},
             {"migrate", "a.db", "postgresql:///db", "--fix", "STRIP-NUL"},
             {"migrate", "a.db", "postgresql:///db", "--fix"},
             {"migrate", "a.db", "postgresql:///db", "--experiment-ids", "drop"},
             {"migrate", "a.db", "postgresql:///db", "--on-misfit", "ignore"},
             {"migrate", ":memory:", "postgresql:///db"},
             {"migrate", "sqlite://a.db", "postgresql:///db"},
             {"migrate", "mysql://h/db", "postgresql://h/db"},
             {"check", "postgresql://h/db"},
             {"check", "a.db", "migrate", "a.db", "postgresql:///db"},
         }) {
        BOOST_TEST_CONTEXT(joined(arguments)) {
            ParsedOptions const parsed = parse(arguments);
            BOOST_TEST(!parsed.options.has_value());
            BOOST_TEST(parsed.exit_code == static_cast<int>(ExitCode::usage));
            BOOST_TEST(!parsed.error.empty());
            BOOST_TEST(parsed.out == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(messages_about_wrong_arguments_hold_no_password) {
    for (Arguments const& arguments : std::vector<Arguments>{
             {"discard", "a.db", "postgresql://u:SECRET@h/db"},
             {"postgresql://u:SECRET@h/db"},
             {"revisions", "postgresql://u:SECRET@h/db"},
             {"migrate", "a.db", "postgresql://h/db", "host=h password=SECRET"},
             {"migrate", "a.db", "postgresql:///db", "host=h", "password=SECRET"},
             {"migrate", "a.db", "--jobs", "postgresql://u:SECRET@h/db"},
             {"migrate", "a.db", "--fix", "postgresql://u:SECRET@h/db"},
             {"migrate", "a.db", "--fix", "postgresql://u:SECRET,x@h/db"},
             {"migrate", "a.db", "--fix=host=h password=SECRET,x"},
             {"migrate", "a.db", "--on-misfit", "password=SECRET"},
             {"migrate", "a.db", "postgresql:///db", "--rewrite-artifacts", "ftp://u:SECRET@h"},
             {"migrate", "a.db", "postgresql:///db", "--rewrite-artifacts", "ftp://u:SECRET@h=x", "--rewrite-artifacts",
              "ftp://u:SECRET@h=y"},
             {"migrate", "a.db", "--report", "postgresql://u:SECRET@h/db"},
             {"migrate", "a.db", "--experiment-ids", "postgresql://u:SECRET@h/db"},
             {"migrate", "a.db", "postgresql:///db", "--rejects", "host=h user=u password = 'SECRET'"},
             {"migrate", "a.db", "postgresql:///db", "--backup=u:SECRET@h"},
             {"migrate", "a.db", "postgresql:///db", "--json=postgresql:/u:SECRET@h/db"},
             {"migrate", "a.db", "postgresql:///db", "--report=sqlite:///a.db?key=SECRET"},
             {"prepare", "a.db", "postgresql:///db", "--base", "postgresql:/u:SECRET@h"},
             {"migrate", "a.db", "--targte=postgresql://u:SECRET@h/db"},
             {"migrate", "postgresql://u:SECRET@h/db", "a.db"},
         }) {
        BOOST_TEST_CONTEXT(joined(arguments)) {
            ParsedOptions const parsed = parse(arguments);
            BOOST_TEST(parsed.exit_code == static_cast<int>(ExitCode::usage));
            BOOST_TEST(parsed.error.find("SECRET") == std::string::npos, "message: " << parsed.error);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_command_with_swapped_locations_keeps_the_options) {
    ParsedOptions const parsed = parse({"migrate", "postgresql://u@h/d", "a b.db", "--dry-run", "--backup", "--fix",
                                        "truncate", "--report=r.html", "-q"});
    std::string const& command = parsed.next_steps.front().command;
    BOOST_TEST(command.starts_with("mlflow2pg migrate 'a b.db' postgresql://u@h/d "), command);
    for (char const* const option : {"--dry-run", "--backup", "--fix truncate", "--report r.html"}) {
        BOOST_TEST(command.find(option) != std::string::npos, command);
    }
}

BOOST_AUTO_TEST_CASE(a_command_without_a_target_is_not_told_to_put_the_source_before_it) {
    std::string const alone = text_of(parse({"unseal", "postgresql://u@h/d"}).next_steps);
    BOOST_TEST(alone.find("unseal needs no TARGET") != std::string::npos, alone);
    ParsedOptions const both = parse({"unseal", "a.db", "postgresql://u@h/d"});
    BOOST_TEST(both.error == "there are too many arguments");
    BOOST_TEST(both.next_steps.front().sentence == "usage: mlflow2pg unseal SOURCE");
}

BOOST_AUTO_TEST_CASE(writing_to_or_beside_the_source_is_opt_in) {
    Options const plain = options_of({"migrate", "a.db", "postgresql:///db"});
    BOOST_TEST(!plain.backup);
    BOOST_TEST(!plain.seal);
    Options const both = options_of({"migrate", "a.db", "postgresql:///db", "--backup", "--seal"});
    BOOST_TEST(both.backup);
    BOOST_TEST(both.seal);
    Options const unseal = options_of({"unseal", "sqlite:///a.db"});
    BOOST_TEST((unseal.command == Command::unseal));
    for (Arguments const& arguments : std::vector<Arguments>{{"verify", "a.db", "postgresql:///db", "--seal"},
                                                             {"verify", "a.db", "postgresql:///db", "--backup"},
                                                             {"unseal"}}) {
        BOOST_TEST(parse(arguments).exit_code == static_cast<int>(ExitCode::usage), joined(arguments));
    }
}

BOOST_AUTO_TEST_CASE(rewrites_may_be_repeated_and_take_nothing_that_follows) {
    Options const options = options_of({"migrate", "--rewrite-artifacts", "/a=s3://x", "--rewrite-artifacts",
                                        "/a/b=gs://y", "a.db", "postgresql://h/db"});
    BOOST_TEST(options.source == "a.db");
    BOOST_TEST(options.target == "postgresql://h/db");
    BOOST_TEST(options.artifacts.apply("/a/b/c").value_or("") == "gs://y/c");
    BOOST_TEST(options.artifacts.apply("/a/c").value_or("") == "s3://x/c");
    BOOST_TEST(options_of({"verify", "a.db", "postgresql:///db"}).artifacts.empty());
    for (std::string const wrong : {"", "=", "=b", "a=", "a", "a=b=c", "OLD=NEW", "a=s3://u:***@b"}) {
        BOOST_TEST(parse({"check", "a.db", "--rewrite-artifacts", wrong}).exit_code ==
                   static_cast<int>(ExitCode::usage));
    }
}

BOOST_AUTO_TEST_CASE(the_page_is_no_file_that_may_be_the_source) {
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql:///db", "--report", "ticket 7/report.html"}).page ==
               "ticket 7/report.html");
    BOOST_TEST(options_of({"check", "a.db"}).page == "");
    BOOST_TEST(parse({"migrate", "a.db", "postgresql:///db", "--report", "a.db"}).exit_code ==
               static_cast<int>(ExitCode::usage));
}

BOOST_AUTO_TEST_CASE(the_log_format_is_found_also_where_the_rest_is_wrong) {
    BOOST_TEST((options_of({"migrate", "a.db", "postgresql:///db"}).log_format == LogFormat::text));
    BOOST_TEST(
        (options_of({"migrate", "a.db", "postgresql:///db", "--log-format", "json"}).log_format == LogFormat::json));
    BOOST_TEST((options_of({"check", "a.db", "--log-format=json"}).log_format == LogFormat::json));
    BOOST_TEST((asked_log_format({"migrate", "--jobs", "0", "--log-format", "json"}) == LogFormat::json));
    BOOST_TEST((asked_log_format({"--log-format=json", "fly"}) == LogFormat::json));
    BOOST_TEST((asked_log_format({"migrate", "--log-format"}) == LogFormat::text));
    BOOST_TEST(parse({"migrate", "a.db", "postgresql:///db", "--log-format", "xml"}).exit_code ==
               static_cast<int>(ExitCode::usage));
}

BOOST_AUTO_TEST_CASE(progress_and_colours_are_automatic_unless_asked_for_or_not_wanted) {
    BOOST_TEST((options_of({"check", "a.db"}).progress == When::automatic));
    BOOST_TEST((options_of({"check", "a.db"}).color == When::automatic));
    BOOST_TEST((options_of({"migrate", "a.db", "postgresql:///db", "--progress", "always"}).progress == When::always));
    BOOST_TEST((options_of({"verify", "a.db", "postgresql:///db", "--progress=never"}).progress == When::never));
    BOOST_TEST((options_of({"unseal", "a.db", "--color", "always"}).color == When::always));
    BOOST_TEST((options_of({"discard", "postgresql:///db", "--color=never"}).color == When::never));
    BOOST_TEST((options_of({"check", "a.db", "--color", "auto"}).color == When::automatic));
    for (char const* const option : {"--progress=yes", "--color=red", "--progress="}) {
        BOOST_TEST(parse({"check", "a.db", option}).exit_code == static_cast<int>(ExitCode::usage), option);
    }
}

BOOST_AUTO_TEST_CASE(help_and_version_go_to_stdout_and_end_well) {
    for (Arguments const& arguments : std::vector<Arguments>{
             {"--help"}, {"-h"}, {"--version"}, {"migrate", "--help"}, {"check", "-h"}, {"revisions", "--help"}}) {
        BOOST_TEST_CONTEXT(joined(arguments)) {
            ParsedOptions const parsed = parse(arguments);
            BOOST_TEST(!parsed.options.has_value());
            BOOST_TEST(parsed.exit_code == 0);
            BOOST_TEST(!parsed.out.empty());
            BOOST_TEST(parsed.error == "");
        }
    }
    BOOST_TEST(parse({"--version"}).out.find(MLFLOW2PG_VERSION) != std::string::npos);
    std::string const help = parse({"migrate", "--help"}).out;
    for (Fix const fix : all_fixes) BOOST_TEST(help.find(name(fix)) != std::string::npos, name(fix));
}

BOOST_AUTO_TEST_CASE(the_store_uri_is_the_target_only_when_it_is_postgresql) {
    for (char const* const uri : {"postgresql://u@h/db", "postgresql+psycopg2://u:p@h/db", "postgres://h/db"}) {
        Environment const store{"MLFLOW_BACKEND_STORE_URI", uri};
        BOOST_TEST_CONTEXT(uri) {
            Options const options = options_of({"migrate", "a.db"});
            BOOST_TEST(options.target == uri);
            BOOST_TEST(options.target_from_environment);
        }
    }
    for (char const* const uri :
         {"", "sqlite:///mlflow.db", "mysql+pymysql://u@h/db", "./mlruns", "http://localhost:5000", "host=h"}) {
        Environment const store{"MLFLOW_BACKEND_STORE_URI", uri};
        BOOST_TEST_CONTEXT(uri) {
            Options const options = options_of({"check", "a.db"});
            BOOST_TEST(options.target == "");
            BOOST_TEST(!options.target_from_environment);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_target_is_never_guessed) {
    Environment const host{"PGHOST", "db.example"};
    Environment const database{"PGDATABASE", "production"};
    for (Arguments const& arguments :
         std::vector<Arguments>{{"migrate", "a.db"}, {"verify", "a.db"}, {"discard"}, {"distribute"}}) {
        BOOST_CHECK_EXCEPTION(parse_options(arguments), UsageError,
                              [](UsageError const& error) { return std::string{error.what()} == "TARGET is missing"; });
    }
    BOOST_TEST(options_of({"check", "a.db"}).target == "");
    BOOST_TEST(options_of({"migrate", "a.db", "--dry-run"}).target == "");  // runs on a throwaway server
    BOOST_TEST(options_of({"migrate", "--source", "a.db", "--target", "service=mlflow"}).target == "service=mlflow");
}

BOOST_AUTO_TEST_CASE(an_empty_argument_is_an_error_and_not_a_missing_one) {
    for (Arguments const& arguments : std::vector<Arguments>{{"migrate", "a.db", ""},
                                                             {"migrate", "--dry-run", "a.db", ""},
                                                             {"check", ""},
                                                             {"discard", ""},
                                                             {"check", "a.db", "--rejects", ""}}) {
        BOOST_CHECK_EXCEPTION(parse_options(arguments), UsageError, [](UsageError const& error) {
            return std::string{error.what()}.ends_with(" is empty") && !text_of(error.next_steps()).empty();
        });
    }
}

BOOST_AUTO_TEST_CASE(an_empty_value_after_a_equals_sign_is_an_error_and_not_the_default) {
    for (char const* const option : {"--backup", "--json", "--rejects", "--jobs", "--target", "--fix"}) {
        ParsedOptions const parsed = parse_options({"migrate", "a.db", "postgresql:///db", std::string{option} + "="});
        BOOST_TEST(parsed.exit_code == 2, option);
        BOOST_TEST(parsed.error == std::string{option} + " is empty");
    }
    BOOST_TEST(options_of({"check", "--", "--backup="}).source.ends_with("--backup="));
}

BOOST_AUTO_TEST_CASE(prepare_distributes_no_tables) {
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql:///db", "--distribute"}).distribute);
    BOOST_TEST(parse_options({"prepare", "a.db", "postgresql:///db", "--distribute"}).error != "");
}

BOOST_AUTO_TEST_CASE(a_word_in_the_place_of_the_command_is_shown_and_anything_else_is_not) {
    std::string const commands = "no command was given; the commands are check, ";
    BOOST_TEST(parse({"chek", "m.db"}).error == "there is no command chek");
    BOOST_TEST(parse({"chek", "m.db"}).next_steps.front().sentence == "did you mean check?");
    for (Arguments const& arguments : std::vector<Arguments>{
             {}, {"m.db", "host=h"}, {"S3cret"}, {"postgresql://u:secret@h/d"}, {"-v"}, {"help", "m.db"}}) {
        ParsedOptions const parsed = parse(arguments);
        BOOST_TEST(parsed.exit_code == static_cast<int>(ExitCode::usage), joined(arguments));
        BOOST_TEST(parsed.error.starts_with(commands), joined(arguments) << ": " << parsed.error);
    }
    for (Arguments const& arguments : std::vector<Arguments>{{"help", "migrte"}, {"migrte", "--help"}}) {
        BOOST_TEST(parse(arguments).exit_code == static_cast<int>(ExitCode::usage), joined(arguments));
        BOOST_TEST(parse(arguments).error == "there is no command migrte");
        BOOST_TEST(parse(arguments).out.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_choice_after_a_equals_sign_is_shown_unless_it_may_be_a_password) {
    BOOST_TEST(parse({"migrate", "m.db", "host=h", "--on-misfit=skip"}).error ==
               "--on-misfit: skip not in {stop,reject}");
    std::string const hidden = parse({"migrate", "m.db", "--on-misfit=postgresql://u:S3cret@h/d"}).error;
    BOOST_TEST(hidden.find("S3cret") == std::string::npos, hidden);
    BOOST_TEST(parse({"check", "m.db", "--password=S3cret"}).error.find("S3cret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_with_a_blank_before_it_is_explained_when_an_argument_is_left_over) {
    NextSteps const steps = parse({"migrate", "--backup", "/some/dir", "m.db", "host=h"}).next_steps;
    BOOST_TEST(steps.front().sentence == "--backup takes its value after a =: write --backup=DIR");
    std::string const other = text_of(parse({"migrate", "--backup", "m.db", "host=h", "--jbos=3"}).next_steps);
    BOOST_TEST(other.find("--backup") == std::string::npos, other);
}

BOOST_AUTO_TEST_CASE(habits_from_other_programs_work) {
    Options const plain = options_of({"migrate", "a.db", "postgresql:///db", "-n", "-j", "3", "-v"});
    for (Arguments const& arguments :
         std::vector<Arguments>{{"-v", "migrate", "-n", "-j3", "a.db", "postgresql:///db"},
                                {"--jobs", "3", "-n", "-v", "migrate", "a.db", "postgresql:///db"},
                                {"migrate", "--target=postgresql:///db", "--source=a.db", "-vnj3"}}) {
        Options const options = options_of(arguments);
        BOOST_TEST(options.dry_run);
        BOOST_TEST(options.jobs == plain.jobs);
        BOOST_TEST(options.verbosity == plain.verbosity);
        BOOST_TEST(options.source == plain.source);
        BOOST_TEST(options.target == plain.target);
    }
    BOOST_TEST(parse({"help"}).out == parse({"--help"}).out);
    BOOST_TEST(parse({"help", "migrate"}).out == parse({"migrate", "--help"}).out);
    BOOST_TEST(parse({"-V"}).out == parse({"--version"}).out);
    Options const fixed = options_of({"migrate", "--fix", "round,truncate", "a.db", "postgresql:///db"});
    BOOST_TEST(fixed.source == "a.db");
    BOOST_TEST(fixed.fixes.names() == "truncate,round");
}

BOOST_AUTO_TEST_CASE(a_mistyped_command_or_option_is_recognised) {
    for (auto const& [arguments, meant] :
         std::vector<std::pair<Arguments, std::string>>{{{"migrat", "a.db", "postgresql:///db"}, "migrate"},
                                                        {{"chekc", "a.db"}, "check"},
                                                        {{"migrate", "--dryrun", "a.db"}, "--dry-run"},
                                                        {{"migrate", "--rejcts=x", "a.db"}, "--rejects"},
                                                        {{"revision"}, "revisions"}}) {
        BOOST_TEST_CONTEXT(joined(arguments)) {
            ParsedOptions const parsed = parse_options(arguments);
            BOOST_TEST(!parsed.options);
            BOOST_TEST(text_of(parsed.next_steps) ==
                       fmt::format("did you mean {}?\nfor all options: mlflow2pg {}--help", meant,
                                   arguments.front() == "migrate" ? "migrate " : ""));
        }
    }
    BOOST_TEST(text_of(parse_options({"migrate", "--nothing-like-it", "a.db"}).next_steps) ==
               "for all options: mlflow2pg migrate --help");
}

BOOST_AUTO_TEST_CASE(a_dry_run_uses_a_server_in_use_only_when_it_was_typed) {
    Environment const store{"MLFLOW_BACKEND_STORE_URI", "postgresql://other/db"};
    Options const options = options_of({"migrate", "a.db", "--dry-run"});
    BOOST_TEST(options.target == "");
    BOOST_TEST(!options.target_from_environment);
    BOOST_TEST(options_of({"migrate", "a.db", "postgresql://typed/db", "--dry-run"}).target == "postgresql://typed/db");
}

BOOST_AUTO_TEST_CASE(a_target_that_was_typed_counts_more_than_the_store_uri) {
    Environment const store{"MLFLOW_BACKEND_STORE_URI", "postgresql://other/db"};
    Options const options = options_of({"migrate", "a.db", "postgresql://typed/db"});
    BOOST_TEST(options.target == "postgresql://typed/db");
}

BOOST_AUTO_TEST_CASE(the_suggested_options_give_every_suggested_field_its_value_again) {
    std::mt19937 random{7};
    Options const plain = options_of({"migrate", "a.db", "postgresql:///db"});
    BOOST_TEST(suggested_options(plain).empty());
    for (int run = 0; run < 100; ++run) {
        Options options = plain;
        for (OptionSpec const& spec : option_table())
            if (spec.suggested && random() % 2 == 0) set(spec, some_texts(spec, random), options);
        std::string line = "migrate a.db postgresql:///db";
        for (GivenOption const& given : suggested_options(options)) line += " " + shell_text(given);
        BOOST_TEST_CONTEXT(line) {
            Options const again = options_of(shell_words(line));
            for (OptionSpec const& spec : option_table())
                if (spec.suggested) BOOST_TEST(spec.get(again) == spec.get(options), spec.names.back());
        }
    }
}

BOOST_AUTO_TEST_CASE(each_option_has_its_default_or_the_text_that_was_set) {
    std::mt19937 random{7};
    Options const plain = options_of({"migrate", "a.db", "postgresql:///db"});
    for (OptionSpec const& spec : option_table()) {
        if (!spec.set || is_positional(spec)) continue;
        BOOST_TEST_CONTEXT(spec.names.back()) {
            BOOST_TEST(spec.get(plain).empty());
            Arguments texts = some_texts(spec, random);
            if (spec.value == ValueKind::choice || spec.value == ValueKind::list) texts = {spec.choices.back()};
            Options options = plain;
            set(spec, texts, options);
            BOOST_TEST(joined(spec.get(options)).size() == joined(texts).size());  // the longest OLD comes first
            for (std::string const& text : texts)
                BOOST_TEST(joined(spec.get(options)).find(text) != std::string::npos, text);
            if (spec.default_text.empty() || spec.default_text == "0") continue;
            spec.set(options, spec.default_text);
            BOOST_TEST(spec.get(options).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(the_identity_of_a_run_changes_with_the_options_that_are_part_of_it) {
    std::mt19937 random{7};
    Options const plain = options_of({"migrate", "a.db", "postgresql:///db"});
    std::map<std::string, std::string> const identity = identity_of(plain);
    for (OptionSpec const& spec : option_table()) {
        if (!spec.set) continue;
        Options options = plain;
        set(spec, spec.choices.empty() ? some_texts(spec, random) : Arguments{spec.choices.back()}, options);
        BOOST_TEST((identity_of(options) != identity) == spec.in_identity, spec.names.back());
        BOOST_TEST(identity.contains(spec.names.back()) == spec.in_identity, spec.names.back());
    }
}

BOOST_AUTO_TEST_CASE(the_identity_of_a_run_holds_no_password) {
    Options const options =
        options_of({"migrate", "a.db", "postgresql:///db", "--rewrite-artifacts", "ftp://u:SECRET@h=s3://bucket"});
    for (auto const& [option, value] : identity_of(options))
        BOOST_TEST(value.find("SECRET") == std::string::npos, option << " " << value);
}

BOOST_AUTO_TEST_SUITE_END()
