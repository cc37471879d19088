// SPDX-License-Identifier: Apache-2.0
#include "cli/option_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/checksum.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/addresses.hpp"
#include "cli/completions.hpp"

namespace mlflow2pg {

namespace {

using Texts = std::vector<std::string>;

constexpr unsigned most_jobs = 64;
// In our measurements more workers did not help, because MLflow has few large tables.
constexpr unsigned most_default_jobs = 8;

constexpr std::initializer_list<Command> all_commands{Command::check,  Command::prepare,    Command::migrate,
                                                      Command::verify, Command::distribute, Command::discard,
                                                      Command::unseal, Command::revisions};
constexpr std::initializer_list<Command> copying{Command::check, Command::prepare, Command::migrate, Command::verify};
constexpr std::initializer_list<Command> loading{Command::check, Command::prepare, Command::migrate};
constexpr std::initializer_list<Command> check_and_migrate{Command::check, Command::migrate};

struct Use {
    bool in_identity = false;
    bool suggested = false;
};
constexpr Use in_identity{.in_identity = true};
constexpr Use suggested{.suggested = true};
constexpr Use in_both{.in_identity = true, .suggested = true};

OptionSpec row(Texts names, std::initializer_list<Command> commands, Use use, std::string help) {
    return {.names = std::move(names),
            .help = std::move(help),
            .commands = commands,
            .in_identity = use.in_identity,
            .suggested = use.suggested};
}

// ---- conversions between texts and a field; Field: a pointer to the member of Options

Texts unless(bool is_default, std::string const& text) { return is_default ? Texts{} : Texts{text}; }

template <auto Field>
OptionSpec flag(OptionSpec spec) {
    spec.default_text = "0";
    spec.set = [](Options& options, std::string const&) { options.*Field = true; };
    spec.get = [](Options const& options) { return unless(!(options.*Field), "1"); };
    return spec;
}

// The values of the field have the order of the choices; the first is the default.
template <auto Field>
OptionSpec choice(OptionSpec spec, Texts const& choices) {
    using Value = std::remove_cvref_t<decltype(Options{}.*Field)>;
    spec.value = ValueKind::choice;
    spec.choices = choices;
    spec.default_text = choices.front();
    spec.set = [choices](Options& options, std::string const& text) {
        options.*Field = static_cast<Value>(std::find(choices.begin(), choices.end(), text) - choices.begin());
    };
    spec.get = [choices](Options const& options) {
        auto const chosen = static_cast<std::size_t>(options.*Field);
        return unless(chosen == 0, choices.at(chosen));
    };
    return spec;
}

template <auto Field>
OptionSpec text(OptionSpec spec, ValueKind value, std::string (*default_text)(Options const&) = nullptr) {
    spec.value = value;
    spec.set = [](Options& options, std::string const& text) { options.*Field = text; };
    spec.get = [default_text](Options const& options) {
        std::string const& text = options.*Field;
        return unless(text.empty() || (default_text != nullptr && text == default_text(options)), text);
    };
    return spec;
}

OptionSpec store(OptionSpec spec) {
    spec.value = ValueKind::choice;
    spec.choices = {std::string{name(Store::tracking)}, std::string{name(Store::auth)}};
    spec.set = [](Options& options, std::string const& text) {
        options.store = text == name(Store::auth) ? Store::auth : Store::tracking;
    };
    spec.get = [](Options const& options) {
        return unless(!options.store, std::string{name(options.store.value_or(Store::tracking))});
    };
    return spec;
}

OptionSpec jobs(OptionSpec spec) {
    spec.value = ValueKind::number;
    spec.least = 1;
    spec.most = most_jobs;
    spec.set = [](Options& options, std::string const& text) {
        options.jobs = static_cast<unsigned>(std::stoul(text));
    };
    spec.get = [](Options const& options) {
        return unless(options.jobs == default_jobs(), std::to_string(options.jobs));
    };
    return spec;
}

OptionSpec toast_compression(OptionSpec spec) {
    spec.value = ValueKind::choice;
    spec.choices = {"server", "lz4", "pglz"};
    spec.default_text = "server";
    spec.set = [](Options& options, std::string const& text) {
        options.toast_compression = text == "server" ? "" : text;
    };
    spec.get = [](Options const& options) {
        return unless(options.toast_compression.empty(), options.toast_compression);
    };
    return spec;
}

OptionSpec fix(OptionSpec spec) {
    spec.value = ValueKind::list;
    for (Fix const fix : all_fixes) {
        spec.choices.emplace_back(name(fix));
        spec.help += fmt::format("\n{}: {}", name(fix), description(fix));
    }
    spec.set = [](Options& options, std::string const& text) { options.fixes.add(*find_fix(text)); };
    spec.get = [](Options const& options) { return unless(options.fixes.none(), options.fixes.names()); };
    return spec;
}

OptionSpec rewrite_artifacts(OptionSpec spec) {
    spec.value = ValueKind::text;
    spec.placeholder = "OLD=NEW";
    spec.secret = true;
    spec.set = [](Options& options, std::string const& text) { options.artifacts.add(text); };
    spec.get = [](Options const& options) {
        Texts texts;
        for (auto const& [old, replacement] : options.artifacts.rules())
            texts.push_back(fmt::format("{}={}", old, replacement));
        return texts;
    };
    return spec;
}

OptionSpec json(OptionSpec spec) {
    spec.value = ValueKind::optional_file;
    spec.set = [](Options& options, std::string const& text) { options.json = text; };
    spec.get = [](Options const& options) { return unless(!options.json, options.json.value_or("")); };
    return spec;
}

OptionSpec backup(OptionSpec spec) {
    spec.value = ValueKind::optional_file;
    spec.placeholder = "DIR";
    spec.set = [](Options& options, std::string const& text) {
        options.backup = true;
        options.backup_folder = text == "-" ? "" : text;
    };
    spec.get = [](Options const& options) {
        return unless(!options.backup, options.backup_folder.empty() ? "-" : options.backup_folder);
    };
    return spec;
}

// --quiet wins, whatever the order of the options.
OptionSpec verbose(OptionSpec spec) {
    spec.set = [](Options& options, std::string const& times) {
        if (options.verbosity >= 0) options.verbosity = std::stoi(times);
    };
    spec.get = [](Options const& options) { return unless(options.verbosity <= 0, std::to_string(options.verbosity)); };
    return spec;
}
OptionSpec quiet(OptionSpec spec) {
    spec.set = [](Options& options, std::string const&) { options.verbosity = -1; };
    spec.get = [](Options const& options) { return unless(options.verbosity >= 0, "1"); };
    return spec;
}

// ---- the rows, in the order of --help

// Options that the parser itself answers.
std::vector<OptionSpec> of_the_program() {
    std::vector<OptionSpec> rows{
        row({"-h", "--help"}, all_commands, {}, "Print this help message and exit"),
        row({"-V", "--version"}, {}, {}, "Display program version information and exit"),
        row({"--completions"}, {}, {}, "Print the script with which a shell completes what you type, and exit")};
    for (OptionSpec& spec : rows) spec.without_command = true;
    rows.back().value = ValueKind::choice;
    rows.back().choices = {completed_shells.begin(), completed_shells.end()};
    return rows;
}

std::vector<OptionSpec> positionals() {
    std::vector<OptionSpec> rows{
        text<&Options::source>(
            row({"SOURCE", "--source"},
                {Command::check, Command::prepare, Command::migrate, Command::verify, Command::unseal}, {},
                "SQLite file: a path or sqlite:///path"),
            ValueKind::file),
        text<&Options::target>(row({"TARGET", "--target"},
                                   {Command::check, Command::prepare, Command::migrate, Command::verify,
                                    Command::distribute, Command::discard},
                                   {},
                                   "PostgreSQL: postgresql://user@host/database or a libpq keyword string (default: "
                                   "$MLFLOW_BACKEND_STORE_URI)"),
                               ValueKind::text)};
    rows.front().required = true;
    rows.back().secret = true;
    return rows;
}

std::vector<OptionSpec> of_the_work() {
    return {
        store(row({"--store"}, copying, suggested,
                  "Which database to move if the file is both: tracking (experiments, runs, …) or auth (users of "
                  "basic-auth)")),
        flag<&Options::dry_run>(row({"-n", "--dry-run"}, {Command::migrate}, in_identity,
                                    "Do everything, but publish nothing; without TARGET on a throwaway server")),
        flag<&Options::deep>(
            row({"--deep"}, {Command::check}, {},
                "Run SQLite's integrity_check of the whole file; default: quick_check of the file, and "
                "integrity_check of small tables")),
        flag<&Options::hold_writers>(
            row({"--hold-writers"}, copying, suggested,
                "Let writers of SOURCE wait longer than half a second while it is copied for reading")),
        jobs(row({"-j", "--jobs"}, loading, suggested,
                 "Steps that run at the same time (default: the number of cores, at most 8)")),
        toast_compression(row({"--toast-compression"}, loading, suggested,
                              "How the server compresses long texts: lz4 loads traces about twice as fast and takes "
                              "more space; pglz; server (default): the server's setting")),
        flag<&Options::hypertable>(
            row({"--hypertable"}, check_and_migrate, in_both,
                "Make metrics a hypertable of TimescaleDB; MLflow, which reads by run, gets slower")),
        flag<&Options::distribute>(
            row({"--distribute"}, check_and_migrate, in_both,
                "Spread runs and their metrics over the workers of a Citus cluster, for data that one machine cannot "
                "hold; MLflow gets slower on less")),
        flag<&Options::allow_unseen>(
            row({"--allow-unseen"}, check_and_migrate, suggested,
                "Migrate although processes of other users, which this user cannot see, may have SOURCE open")),
        flag<&Options::replace_schema>(
            row({"--replace-schema"}, loading, in_both,
                "Replace the empty tables in TARGET although another MLflow release created them")),
        flag<&Options::restart>(
            row({"--restart"}, loading, suggested, "Drop what an interrupted run or prepare left instead of using it")),
        text<&Options::base_file>(row({"--base"}, {Command::prepare}, {},
                                      "The copy of SOURCE that prepare keeps, and migrate compares SOURCE with "
                                      "(default: NAME.prepared beside it)"),
                                  ValueKind::file),
        choice<&Options::verify_fully>(row({"--verify"}, {Command::migrate}, {},
                                           "What is read from both sides after prepare: changes: the rows that "
                                           "changed since; full: all rows again"),
                                       {"changes", "full"}),
        flag<&Options::if_needed>(row({"--if-needed"}, check_and_migrate, suggested,
                                      "When TARGET already has rows of MLflow, do nothing and exit 0")),
        backup(row({"--backup"}, check_and_migrate, suggested,
                   "First copy SOURCE to NAME.bak-YYYYMMDD-HHMMSS beside it or in DIR, and verify the copy")),
        flag<&Options::seal>(row({"--seal"}, check_and_migrate, suggested,
                                 "After success, make every write to SOURCE fail; `unseal` undoes this")),
    };
}

std::vector<OptionSpec> for_misfits() {
    return {
        fix(row({"--fix"}, copying, in_both,
                "Change misfits; each change is listed and its row kept in the reject file:")),
        choice<&Options::experiment_ids>(row({"--experiment-ids"}, copying, in_both,
                                             "Experiment ids beyond PostgreSQL's integer: keep stops, widen makes the "
                                             "columns bigint, renumber gives new ids"),
                                         {"keep", "widen", "renumber"}),
        choice<&Options::reject_misfits>(row({"--on-misfit"}, check_and_migrate, in_both,
                                             "stop: list misfits and change nothing; reject: leave them out and write "
                                             "them to the reject file"),
                                         {"stop", "reject"}),
        rewrite_artifacts(
            row({"--rewrite-artifacts"}, copying, in_both,
                "OLD=NEW: artifact locations below OLD, a URI or path, begin with NEW instead; can be repeated. "
                "Each changed row is written to the reject file. The artifacts themselves are not moved")),
        text<&Options::reject_file>(row({"--rejects"}, loading, suggested,
                                        "The reject file (default: NAME.rejects.jsonl in the current folder); an "
                                        "existing file is kept, and the new one gets a number"),
                                    ValueKind::file, default_reject_file),
        text<&Options::mapping_file>(row({"--mapping"}, check_and_migrate, suggested,
                                         "Where renumber writes old and new ids (default: NAME.experiment-ids.json); "
                                         "an existing file is kept, too"),
                                     ValueKind::file, default_mapping_file),
    };
}

std::vector<OptionSpec> for_output() {
    return {
        text<&Options::page>(
            row({"--report"}, copying, {}, "The report as one page of HTML, written also when the command fails"),
            ValueKind::html_file),
        json(row({"--json"}, all_commands, {}, "The report as JSON, to stdout or with --json=FILE to a file")),
        choice<&Options::log_format>(row({"--log-format"}, all_commands, {},
                                         "Messages on stderr: text, or json with one object a line and events"),
                                     {"text", "json"}),
        choice<&Options::progress>(row({"--progress"}, all_commands, {},
                                       "Progress on stderr: bars on a terminal, else a line every 10 s; auto (not "
                                       "with --quiet), always, never"),
                                   {"auto", "always", "never"}),
        choice<&Options::color>(
            row({"--color"}, all_commands, {}, "Colours: auto, on a terminal unless NO_COLOR is set; always; never"),
            {"auto", "always", "never"}),
        verbose(row({"-v", "--verbose"}, all_commands, {},
                    "Show the full report and more messages; twice for all messages")),
        quiet(row({"-q", "--quiet"}, all_commands, {}, "Only errors")),
    };
}

bool takes(std::optional<Command> command, OptionSpec const& spec) {
    if (!command) return spec.without_command;
    return std::find(spec.commands.begin(), spec.commands.end(), *command) != spec.commands.end();
}

std::vector<OptionSpec const*> rows_of(std::optional<Command> command, bool positional) {
    std::vector<OptionSpec const*> rows;
    for (OptionSpec const& spec : option_table()) {
        if (takes(command, spec) && is_positional(spec) == positional) rows.push_back(&spec);
    }
    return rows;
}

std::string named_after_source(Options const& options, std::string_view ending) {
    if (options.source.empty()) return {};
    return std::filesystem::path{source_path(options.source)}.filename().string().append(ending);
}

}  // namespace

std::vector<CommandSpec> const& command_table() {
    static std::vector<CommandSpec> const table{
        {Command::check, "Read only: report damage, misfits and everything that would stop a migration"},
        {Command::prepare, "Load SOURCE into TARGET unseen while MLflow runs, so that migrate only has to catch up"},
        {Command::migrate, "Copy SOURCE to TARGET, verify the copy, and publish it in one transaction"},
        {Command::verify, "Compare rows, checksums and definitions of SOURCE and TARGET"},
        {Command::distribute, "Spread MLflow's tables in TARGET over a Citus cluster, as migrate --distribute does"},
        {Command::discard, "Remove what an interrupted run or prepare left in TARGET"},
        {Command::unseal, "Remove the seal of migrate --seal from SOURCE"},
        {Command::revisions, "List the known MLflow releases and Alembic revisions"},
    };
    return table;
}

std::vector<OptionSpec> const& option_table() {
    static std::vector<OptionSpec> const table = [] {
        std::vector<OptionSpec> rows;
        for (auto* const part : {of_the_program, positionals, of_the_work, for_misfits, for_output}) {
            for (OptionSpec& spec : part()) rows.push_back(std::move(spec));
        }
        return rows;
    }();
    return table;
}

bool is_positional(OptionSpec const& spec) { return !spec.names.front().starts_with('-'); }

std::string value_shown(OptionSpec const& spec, std::string_view between) {
    switch (spec.value) {
        case ValueKind::none: return "";
        case ValueKind::choice: return fmt::format(" {}", fmt::join(spec.choices, between));
        case ValueKind::list: return " NAME,…";
        case ValueKind::file: return " FILE";
        case ValueKind::html_file: return " FILE.html";
        case ValueKind::optional_file:
            return fmt::format("[={}]", spec.placeholder.empty() ? "FILE" : spec.placeholder);
        case ValueKind::number: return " N";
        case ValueKind::text: return " " + spec.placeholder;
    }
    return "";
}

std::vector<OptionSpec const*> options_of(std::optional<Command> command) { return rows_of(command, false); }

std::vector<OptionSpec const*> positionals_of(Command command) { return rows_of(command, true); }

unsigned default_jobs() { return std::clamp(std::thread::hardware_concurrency(), 1U, most_default_jobs); }

std::string default_reject_file(Options const& options) {
    // A file that is both databases is migrated twice, so each run needs a reject file of its own.
    return named_after_source(options, options.store == Store::auth ? ".auth.rejects.jsonl" : ".rejects.jsonl");
}

std::string default_mapping_file(Options const& options) { return named_after_source(options, ".experiment-ids.json"); }

std::vector<GivenOption> suggested_options(Options const& options, Command command) {
    std::vector<GivenOption> suggested;
    for (OptionSpec const& spec : option_table()) {
        if (!spec.suggested || !takes(command, spec)) continue;
        for (std::string& text : spec.get(options)) suggested.push_back({&spec, std::move(text)});
    }
    return suggested;
}

std::string shell_text(GivenOption const& given) {
    std::string const& option = given.spec->names.back();
    std::string const text = given.spec->choices.empty() ? shell_word(given.text) : given.text;
    switch (given.spec->value) {
        case ValueKind::none: return option;
        case ValueKind::optional_file: return given.text == "-" ? option : option + "=" + text;
        default: return option + (given.text.starts_with('-') ? "=" : " ") + text;  // "-a" would be an option
    }
}

std::map<std::string, std::string> identity_of(Options const& options) {
    std::map<std::string, std::string> identity;
    for (OptionSpec const& spec : option_table()) {
        if (!spec.in_identity) continue;
        Texts const texts = spec.get(options);
        std::string value = texts.empty() ? spec.default_text : fmt::to_string(fmt::join(texts, "\n"));
        if (spec.secret) {
            RowHash hash;
            hash.add(Value::text(value));
            value = hash.finish().hex();
        }
        identity.emplace(spec.names.back(), value);
    }
    return identity;
}

}  // namespace mlflow2pg
