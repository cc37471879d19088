#include "cli/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "cli/completions.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/sqlite.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

namespace {

constexpr unsigned most_jobs = 64;
// More workers than this have not been measured to help: there are few large tables in MLflow.
constexpr unsigned most_default_jobs = 8;

std::string version_text() {
    std::string newest;
    for (Revision const& revision : known_revisions()) {
        if (revision.recorded) newest = fmt::format("{} (revision {})", revision.releases, revision.id);
    }
    return fmt::format("mlflow2pg {}\nlibpq {}\nlibpqxx {}\nSQLite {}\nMLflow up to {}", MLFLOW2PG_VERSION,
                       libpq_version(), MLFLOW2PG_LIBPQXX_VERSION, sqlite_version(), newest);
}

std::string fix_help() {
    std::string help = "Change misfits; each change is listed and its row kept in the reject file:";
    for (Fix const fix : all_fixes) help += fmt::format("\n{}: {}", name(fix), description(fix));
    return help;
}

std::vector<std::string> fix_names() {
    std::vector<std::string> names;
    names.reserve(std::size(all_fixes));
    for (Fix const fix : all_fixes) names.emplace_back(name(fix));
    return names;
}

// CLI11 repeats what it does not expect; an argument that may be a location may hold a password.
std::string without_locations(std::string message, std::vector<std::string> const& typed) {
    for (std::string const& argument : typed) {
        if (argument.find_first_of("@=:") == std::string::npos) continue;
        // "--option=value" is taken apart before it is repeated.
        std::string const value = argument.starts_with("--") ? argument.substr(argument.find_first_of("=:") + 1)
                                                             : argument;
        if (value.empty()) continue;
        for (std::size_t at = 0; (at = message.find(value, at)) != std::string::npos;)
            message.replace(at, value.size(), "…");
    }
    return message;
}

bool is_same_file(std::string const& one, std::string const& other) {
    std::error_code error;
    if (std::filesystem::equivalent(one, other, error)) return true;
    auto const whole = [&](std::string const& path) {
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    };
    return whole(one) == whole(other);
}

// What is written must not replace the source, nor what else is written. Throws UsageError.
void ensure_outputs_apart(Options const& options, bool migrates) {
    std::vector<std::pair<std::string_view, std::string>> outputs;
    if (options.json && *options.json != "-") outputs.emplace_back("--json", *options.json);
    if (!options.page.empty()) outputs.emplace_back("--report", options.page);
    if (migrates)
        outputs.insert(outputs.end(), {{"--rejects", options.reject_file}, {"--mapping", options.mapping_file}});
    std::error_code error;
    std::string const source = std::filesystem::weakly_canonical(source_path(options.source), error).string();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        auto const& [option, path] = outputs[i];
        for (char const* const side : {"", "-wal", "-shm", "-journal"}) {
            if (!is_same_file(path, source + side)) continue;
            throw UsageError{fmt::format("{} {} would write over the source", option, path), "name another file"};
        }
        // A pipe or a device takes them all.
        if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) continue;
        for (std::size_t j = 0; j < i; ++j) {
            if (!is_same_file(path, outputs[j].second)) continue;
            throw UsageError{fmt::format("{} and {} name the same file: {}", outputs[j].first, option, path),
                             "name another file for one of them"};
        }
    }
}

// What is typed, before it is resolved.
struct Typed {
    Options options;
    std::vector<std::string> fixes;
    std::vector<std::string> artifacts;
    std::string on_misfit = "stop";
    std::string experiment_ids = "keep";
    std::string toast_compression = "server";
    std::string json;
    std::string log_format = "text";
    std::string store;
    std::string progress = "auto";
    std::string color = "auto";
    bool quiet = false;
    int verbose = 0;
};

class CommandLine {
public:
    CommandLine()
        : app_{
              "Moves an MLflow tracking or auth database from SQLite to PostgreSQL or TimescaleDB: every row, "
              "every id, verified."} {
        app_.name("mlflow2pg");
        app_.set_version_flag("--version", version_text);
        app_.add_option_function<std::string>(
                "--completions",
                [this](std::string const& shell) {
                    std::string script = completions(shell, syntax());
                    script.pop_back();  // CLI11 ends the last line
                    throw CLI::CallForVersion{script, static_cast<int>(ExitCode::done)};
                },
                "Print the script with which a shell completes what you type, and exit")
            ->check(CLI::IsMember(std::vector<std::string>{completed_shells.begin(), completed_shells.end()}));
        app_.require_subcommand(1);
        app_.get_formatter()->column_width(34);
        app_.footer(
            "Exit codes: 0 done and verified, 1 internal error, 2 usage, 3 source missing or not an MLflow "
            "database,\n"
            "4 source busy, 5 source corrupt, 6 target, 7 data needs a decision, 8 verification failed,\n"
            "130 and 143 interrupted. Any code but 0 leaves MLflow's tables in the target as they were.");

        CLI::App* const check =
            add(Command::check, "check", "Look at SOURCE (and TARGET): health, misfits, what migrate would do");
        add_source(*check);
        add_target(*check);
        add_store(*check);
        add_hold(*check);
        add_rules(*check);
        add_hypertable(*check);
        add_page(*check);
        add_output(*check);

        CLI::App* const migrate =
            add(Command::migrate, "migrate", "Move SOURCE into TARGET, verified, in one visible step");
        add_source(*migrate);
        add_target(*migrate);
        add_store(*migrate);
        migrate->add_flag("--dry-run", typed_.options.dry_run,
                          "Do all of it, then publish nothing; without TARGET in a throwaway server of this machine");
        add_hold(*migrate);
        migrate
            ->add_option("--jobs", typed_.options.jobs,
                         "Steps that run at once (default: the cores there are, at most 8)")
            ->check(CLI::Range(1U, most_jobs));
        migrate
            ->add_option("--toast-compression", typed_.toast_compression,
                         "How the server compresses long texts: lz4 loads traces about twice as fast and takes more "
                         "space; pglz; server (default): as it is set there")
            ->check(CLI::IsMember({"server", "lz4", "pglz"}));
        add_hypertable(*migrate);
        migrate->add_flag("--restart", typed_.options.restart,
                          "Drop what an interrupted run left instead of resuming it");
        migrate->add_flag("--backup", typed_.options.backup,
                          "First copy SOURCE to NAME.bak-YYYYMMDD-HHMMSS beside it, verified");
        migrate->add_flag("--seal", typed_.options.seal,
                          "After success make every write to SOURCE fail; `unseal` undoes that");
        add_rules(*migrate);
        migrate
            ->add_option("--on-misfit", typed_.on_misfit,
                         "stop: list them all and change nothing; reject: leave them out and keep them in "
                         "the reject file")
            ->check(CLI::IsMember({"stop", "reject"}));
        migrate
            ->add_option("--rejects", typed_.options.reject_file,
                         "The reject file (default: NAME.rejects.jsonl in the current folder)")
            ->type_name(file);
        migrate
            ->add_option("--mapping", typed_.options.mapping_file,
                         "Where renumber writes old and new ids (default: NAME.experiment-ids.json)")
            ->type_name(file);
        add_page(*migrate);
        add_output(*migrate);

        CLI::App* const verify =
            add(Command::verify, "verify", "Compare counts and checksums of SOURCE and TARGET as they stand");
        add_source(*verify);
        add_target(*verify);
        add_store(*verify);
        add_hold(*verify);
        add_rules(*verify);
        add_page(*verify);
        add_output(*verify);

        CLI::App* const discard =
            add(Command::discard, "discard", "Remove the staging copy that an interrupted run left in TARGET");
        add_target(*discard);
        add_output(*discard);

        CLI::App* const unseal = add(Command::unseal, "unseal", "Take off the seal that migrate --seal put on SOURCE");
        add_source(*unseal);
        add_output(*unseal);

        CLI::App* const revisions =
            add(Command::revisions, "revisions", "List the MLflow releases and Alembic revisions that are known");
        add_output(*revisions);
    }

    ParsedOptions parse(std::vector<std::string> arguments) {
        std::vector<std::string> const typed = arguments;
        std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants a vector
        try {
            app_.parse(arguments);
            return {resolve(), 0, {}, {}, {}};
        } catch (CLI::Success const& help) {
            std::ostringstream out;
            app_.exit(help, out, out);
            return {std::nullopt, 0, out.str(), {}, {}};
        } catch (CLI::ParseError const& error) {
            return {std::nullopt,
                    static_cast<int>(ExitCode::usage),
                    {},
                    without_locations(error.what(), typed),
                    "mlflow2pg --help"};
        }
    }

    Syntax syntax() const {
        Syntax syntax{options_of(app_), {}};
        for (CLI::App const* const command : app_.get_subcommands([](CLI::App const*) { return true; })) {
            CommandSyntax& added = syntax.commands.emplace_back(
                CommandSyntax{command->get_name(), command->get_description(), options_of(*command), {}});
            for (CLI::Option const* const option : command->get_options())
                if (option->get_positional()) added.arguments.push_back(option->get_name(true));
        }
        return syntax;
    }

private:
    // What an option is of whose value is a file's name.
    static constexpr char const* file = "FILE";

    static std::vector<OptionSyntax> options_of(CLI::App const& app) {
        std::vector<OptionSyntax> options;
        for (CLI::Option const* const option : app.get_options([](auto const* any) { return any->nonpositional(); })) {
            OptionSyntax& added = options.emplace_back();
            for (std::string const& letter : option->get_snames()) added.names.push_back("-" + letter);
            for (std::string const& word : option->get_lnames()) added.names.push_back("--" + word);
            std::string const& help = option->get_description();
            added.help = help.substr(0, help.find('\n'));
            if (added.help.ends_with(':')) added.help.pop_back();
            std::tie(added.value, added.choices) = value_of(*option);
        }
        return options;
    }
    static std::pair<OptionSyntax::Value, std::vector<std::string>> value_of(CLI::Option const& option) {
        using Value = OptionSyntax::Value;
        if (option.get_expected_max() == 0)
            return {option.get_fnames().empty() ? Value::none : Value::optional_file, {}};
        std::string const type = option.get_type_name();
        // How CLI::IsMember describes itself: TEXT:{stop,reject}.
        if (std::size_t const brace = type.find('{'); brace != std::string::npos && type.ends_with('}')) {
            return {option.get_delimiter() == ',' ? Value::list : Value::choice,
                    CLI::detail::split(type.substr(brace + 1, type.size() - brace - 2), ',')};
        }
        return {type == file ? Value::file : Value::other, {}};
    }

    CLI::App* add(Command command, std::string const& name, std::string const& description) {
        CLI::App* const subcommand = app_.add_subcommand(name, description);
        subcommand->callback([this, command] { typed_.options.command = command; });
        return subcommand;
    }
    void add_source(CLI::App& command) {
        command.add_option("SOURCE", typed_.options.source, "SQLite file: a path or sqlite:///path")->required();
    }
    void add_store(CLI::App& command) {
        command
            .add_option("--store", typed_.store,
                        "Of a file that is both: tracking (experiments, runs, …) or auth (the basic-auth app's users)")
            ->check(CLI::IsMember({name(Store::tracking), name(Store::auth)}));
    }
    void add_hold(CLI::App& command) {
        command.add_flag("--hold-writers", typed_.options.hold_writers,
                         "Let writers of SOURCE wait for longer than half a second when it is copied to be looked at");
    }
    void add_target(CLI::App& command) {
        command.add_option("TARGET", typed_.options.target,
                           "PostgreSQL: postgresql://user@host/database or a libpq keyword string (default: "
                           "$MLFLOW_BACKEND_STORE_URI, else libpq's environment)");
    }
    void add_rules(CLI::App& command) {
        CLI::Option const* const fix =
            command.add_option("--fix", typed_.fixes, fix_help())->delimiter(',')->check(CLI::IsMember(fix_names()));
        app_.get_formatter()->label(fix->get_type_name(), "NAME");  // the help tells each name and what it does
        command
            .add_option("--experiment-ids", typed_.experiment_ids,
                        "Ids beyond PostgreSQL's integer: keep stops, widen makes the columns bigint, "
                        "renumber gives new ids")
            ->check(CLI::IsMember({"keep", "widen", "renumber"}));
        command
            .add_option(
                "--rewrite-artifacts", typed_.artifacts,
                "OLD=NEW: where artifacts lie below OLD, a URI or path, say NEW instead; for several, repeat it. "
                "Each changed row is listed and kept in the reject file; the files themselves are yours to move")
            ->allow_extra_args(false);
    }
    void add_page(CLI::App& command) {
        command
            .add_option("--report", typed_.options.page,
                        "The report as one page of HTML, written also when the command fails")
            ->check([](std::string const& page) {
                // What the option's value would otherwise replace might be SOURCE.
                bool const named = page.ends_with(".html") || page.ends_with(".htm");
                return named ? std::string{} : std::string{"the name of the page has to end in .html"};
            });
    }
    void add_hypertable(CLI::App& command) {
        command.add_flag("--hypertable", typed_.options.hypertable,
                         "Split metrics by time, on TimescaleDB; MLflow, which reads by run, then reads it slower");
    }
    void add_output(CLI::App& command) {
        command.add_flag("--json{-}", typed_.json, "The report as JSON, to stdout or with --json=FILE to a file");
        command
            .add_option("--log-format", typed_.log_format,
                        "Messages on stderr: text, or json with one object a line and events")
            ->check(CLI::IsMember({"text", "json"}));
        command
            .add_option("--progress", typed_.progress,
                        "On stderr, bars on a terminal, else a line every 10 s: auto, but not with --quiet; always; "
                        "never")
            ->check(CLI::IsMember({"auto", "always", "never"}));
        command
            .add_option("--color", typed_.color,
                        "Colours on stderr: auto, on a terminal unless NO_COLOR is set; always; never")
            ->check(CLI::IsMember({"auto", "always", "never"}));
        command.add_flag_function(
            "-v,--verbose", [this](std::int64_t count) { typed_.verbose = static_cast<int>(count); },
            "Say more; twice for everything");
        command.add_flag("-q,--quiet", typed_.quiet, "Only errors");
    }

    static When when(std::string const& typed) {
        return typed == "always" ? When::always : typed == "never" ? When::never : When::automatic;
    }

    Options resolve() {
        Options options = typed_.options;
        for (std::string const& fix : typed_.fixes) options.fixes.add(*find_fix(fix));
        for (std::string const& rewrite : typed_.artifacts) options.artifacts.add(rewrite);
        options.reject_misfits = typed_.on_misfit == "reject";
        options.experiment_ids = std::map<std::string, ExperimentIds>{{"keep", ExperimentIds::keep},
                                                                      {"widen", ExperimentIds::widen},
                                                                      {"renumber", ExperimentIds::renumber}}
                                     .at(typed_.experiment_ids);
        if (!typed_.store.empty()) {
            options.store = typed_.store == name(Store::auth) ? Store::auth : Store::tracking;
        }
        if (typed_.toast_compression != "server") options.toast_compression = typed_.toast_compression;
        if (!typed_.json.empty()) options.json = typed_.json;
        options.log_format = typed_.log_format == "json" ? LogFormat::json : LogFormat::text;
        options.progress = when(typed_.progress);
        options.color = when(typed_.color);
        options.verbosity = typed_.quiet ? -1 : typed_.verbose;
        options.target_given = !options.target.empty();
        if (options.target.empty()) {
            char const* const store = std::getenv("MLFLOW_BACKEND_STORE_URI");
            if (store != nullptr && is_postgresql(store)) {
                options.target = store;
                options.target_given = true;
            }
        }
        CLI::App const* const migrate = app_.get_subcommand("migrate");
        for (char const* const option : {"--jobs", "--rejects", "--mapping"}) {
            if (migrate->count(option) == 0) continue;
            options.kept += fmt::format(" {} {}", option, shell_word(migrate->get_option(option)->as<std::string>()));
        }
        if (migrate->count("--jobs") == 0) {
            options.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, most_default_jobs);
        }
        if (!options.source.empty()) {
            std::string const name = std::filesystem::path{source_path(options.source)}.filename();
            // A file that is both databases is migrated twice.
            char const* const of_store = options.store == Store::auth ? ".auth" : "";
            if (options.reject_file.empty()) options.reject_file = name + of_store + ".rejects.jsonl";
            if (options.mapping_file.empty()) options.mapping_file = name + ".experiment-ids.json";
            ensure_outputs_apart(options, migrate->parsed());
        }
        return options;
    }

    Typed typed_;
    CLI::App app_;
};

}  // namespace

ParsedOptions parse_options(std::vector<std::string> const& arguments) { return CommandLine{}.parse(arguments); }

Syntax command_line_syntax() { return CommandLine{}.syntax(); }

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
