// SPDX-License-Identifier: Apache-2.0
// Reads the arguments, runs the command, prints the result and sets the exit code. This is the only place that catches
// every exception.
#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nss.h>
#include <pwd.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/output_file.hpp"
#include "base/secrets.hpp"
#include "cli/addresses.hpp"
#include "cli/log.hpp"
#include "cli/options.hpp"
#include "cli/progress_display.hpp"
#include "commands/check.hpp"
#include "commands/discard.hpp"
#include "commands/distribute.hpp"
#include "commands/migrate.hpp"
#include "commands/prepare.hpp"
#include "commands/revisions.hpp"
#include "commands/suggest.hpp"
#include "commands/unseal.hpp"
#include "commands/verify.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/outline.hpp"
#include "report/report.hpp"
#include "report/text.hpp"
#include "source/advice.hpp"
#include "source/sqlite.hpp"

namespace {

using namespace mlflow2pg;

// From the command line. Set once, before any thread starts.
LogFormat log_format = LogFormat::text;

// The exit code when there is not even memory for an error message. Set once the work has ended.
ExitCode code_without_memory = ExitCode::internal;

// If stdout or stderr is closed, the next open() would reuse its descriptor, and messages would be written into a
// database. Occupy them first.
void occupy_standard_streams() {
    int taken = 0;
    do taken = open("/dev/null", O_RDWR);
    while (taken >= 0 && taken <= STDERR_FILENO);
    if (taken > STDERR_FILENO) close(taken);
}

#ifdef MLFLOW2PG_STATIC
// nsswitch.conf may name modules (sss, systemd), which are made for the system's libc: a static program that loads one
// aborts. Look up users and hosts with what libc itself contains.
void look_up_names_without_modules() {
    for (char const* const database : {"passwd", "group", "services"}) __nss_configure_lookup(database, "files");
    __nss_configure_lookup("hosts", "files dns");
}
#endif

// Returns false, after an error message, when stdout cannot take all of the text.
bool print(std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = write(STDOUT_FILENO, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {  // the reader has closed the pipe: it wants no more
            return true;
        } else if (errno != EINTR) {
            print_error(log_format, ExitCode::done, fmt::format("writing to stdout: {}", std::strerror(errno)), {});
            return false;
        }
    }
    return true;
}

// The exit code when the report cannot be written. A command that changes a database has done its work, and its exit
// code describes the databases. Of any other command, the report is the only result.
ExitCode code_without_report(Options const& options, ExitCode code) {
    bool const changes_databases = (options.command == Command::migrate && !options.dry_run) ||
                                   options.command == Command::prepare || options.command == Command::distribute ||
                                   options.command == Command::discard || options.command == Command::unseal;
    return changes_databases || code != ExitCode::done ? code : ExitCode::usage;
}

// Overwrites passwords in the arguments: every user of the machine can read them in /proc.
void hide_passwords(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        std::string_view const argument = argv[i];
        if (masked(argument) != argument) std::memset(argv[i], '*', argument.size());
    }
}

void run(Options const& options, Report& report) {
    switch (options.command) {
        case Command::check: return check(options, report);
        case Command::prepare: return prepare(options, report);
        case Command::migrate: return migrate(options, report);
        case Command::verify: return verify(options, report);
        case Command::distribute: return distribute(options, report);
        case Command::discard: return discard(options, report);
        case Command::unseal: return unseal(options, report);
        case Command::revisions: return;
    }
}

bool has_text_report(Options const& options) { return options.json != "-" && options.verbosity >= 0; }

// Whether stdout and stderr are the same file. The report already contains the error, which would then be shown twice.
bool report_shows_the_error(Options const& options) {
    struct stat out {};
    struct stat error {};
    return has_text_report(options) && options.log_format == LogFormat::text && fstat(STDOUT_FILENO, &out) == 0 &&
           fstat(STDERR_FILENO, &error) == 0 && out.st_dev == error.st_dev && out.st_ino == error.st_ino;
}

// The files that the user named for the report.
struct ReportFiles {
    std::optional<OutputFile> json;
    std::optional<OutputFile> page;

    // Creates the files. Returns an error for each that cannot be written.
    std::vector<UsageError> open(Options const& options) {
        std::vector<UsageError> refused;
        auto const create = [&](std::optional<OutputFile>& file, char const* option, std::string const& path) {
            try {
                file.emplace(option, path, OutputFile::Existing::replaced);
            } catch (UsageError const& error) {
                refused.push_back(error);
            }
        };
        if (options.json && *options.json != "-") create(json, "--json=", *options.json);
        if (!options.page.empty()) create(page, "--report ", options.page);
        return refused;
    }
};

// Returns false, after an error message, when the file cannot be written in the end.
bool write_file(OutputFile& file, Options const& options, std::string_view content) {
    try {
        file.write(content);
        file.finish();
        return true;
    } catch (Error const& error) {
        print_error(options.log_format, ExitCode::done, error.what(), {});
        return false;
    }
}

std::string utc_now() { return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr))); }

Circumstances circumstances_of(std::vector<std::string> const& arguments) {
    passwd const* const account = getpwuid(geteuid());
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    return {"mlflow2pg " + masked_command(arguments), account == nullptr ? std::to_string(geteuid()) : account->pw_name,
            host.data(), utc_now(), sqlite_version()};
}

// Colour of the verdict, in the order of enum Tone.
constexpr std::string_view tone_colour[] = {"\x1b[1;32m", "\x1b[1;33m", "\x1b[1;31m"};

std::string text_of(Report const& report, Options const& options) {
    Outline const shown = outline(report, options.verbosity > 0 ? Detail::full : Detail::brief);
    std::string text = text_report(shown);
    if (is_coloured(options, STDOUT_FILENO)) {
        text.insert(shown.verdict.word.size(), "\x1b[0m");
        text.insert(0, tone_colour[static_cast<std::size_t>(shown.verdict.tone)]);
    }
    return text;
}

// Writes the report in all requested forms. Returns whether all were written.
bool write_report(Options const& options, ReportFiles& files, Report const& report) {
    bool const is_revisions = options.command == Command::revisions;
    bool written = !has_text_report(options) || print(is_revisions ? revisions_text() : text_of(report, options));
    if (options.json) {
        std::string const json = is_revisions ? revisions_json() : json_report(report);
        if (options.json == "-") written = print(json) && written;
        if (files.json) written = write_file(*files.json, options, json) && written;
    }
    if (files.page) written = write_file(*files.page, options, html_report(outline(report))) && written;
    return written;
}

// The damage kept SQLite from finishing its check.
NextSteps steps_of_damage(Options const& options) {
    std::string const path = source_path(options.source);
    return repair_steps(path, options.deep ? damage_in(path) : Damage::unknown);
}

Ending ending_of(std::exception const& error, Options const& options) {
    if (auto const* const known = dynamic_cast<Error const*>(&error)) {
        // Looking for backups of the source takes time. It is done only when the source is damaged.
        bool const damaged = known->code() == ExitCode::corrupt && known->next_steps().empty();
        return {known->code(), known->what(), damaged ? steps_of_damage(options) : known->next_steps(), {}};
    }
    if (dynamic_cast<std::bad_alloc const*>(&error) != nullptr) {
        return {ExitCode::internal, "out of memory", {{"free memory, or run with --jobs 1"}}, {}};
    }
    return {ExitCode::internal,
            fmt::format("internal error: {}", error.what()),
            {{"report this with the command and its output"}},
            {}};
}

// Makes commands of the steps that are the user's own command with other options.
void complete(NextSteps& steps, std::vector<std::string> const& arguments, Options const& options) {
    for (NextStep& step : steps) {
        if (step.again_with.empty()) continue;
        if (options.command == Command::check) step.sentence += ". To see first what that would do";
        try {
            step.command = once_more(arguments, options.target, step.again_with);
        } catch (UsageError const&) {  // TARGET, too, is wrong: the next run says so
            step.command = step.again_with;
        }
    }
}

// Puts the errors of the files that cannot be written before the error of the run itself.
void put_first(std::vector<UsageError> const& unwritable, Report& report) {
    std::vector<Obstacle> also;
    also.reserve(unwritable.size() + 1 + report.also.size());
    for (UsageError const& error : unwritable) also.push_back({error.what(), error.next_steps()});
    if (!report.ending.error.empty()) also.push_back({report.ending.error, report.ending.next_steps});
    also.insert(also.end(), report.also.begin(), report.also.end());
    report.ending = {unwritable.front().code(), also.front().error, also.front().next_steps, {}};
    report.also.assign(also.begin() + 1, also.end());
    report.suggestions.commands.clear();  // none of them would work
}

ExitCode run_and_report(Options const& options, std::vector<std::string> const& arguments) {
    auto const start = std::chrono::steady_clock::now();
    Report report;
    report.command = options.command;
    report.dry_run = options.dry_run;
    report.circumstances = circumstances_of(arguments);
    report.target_from_environment = options.target_from_environment;
    if (options.target_from_environment) spdlog::warn("TARGET is taken from $MLFLOW_BACKEND_STORE_URI");
    bool const migrates = options.command == Command::migrate;
    if (migrates) print_migration_started(options);
    ReportFiles files;
    std::vector<UsageError> unwritable;
    try {
        unwritable = files.open(options);
        std::jthread const display = show_progress(
            options, [&](ProgressSnapshot const& progress) { print_progress(options.log_format, progress); });
        // check reports all that stands against a migration at once.
        if (unwritable.empty() || options.command == Command::check) run(options, report);
    } catch (std::exception const& error) {
        report.ending = ending_of(error, options);
    }
    bool const interrupted = report.ending.code == ExitCode::interrupted || report.ending.code == ExitCode::terminated;
    if (!unwritable.empty() && !interrupted) put_first(unwritable, report);
    complete(report.ending.next_steps, arguments, options);
    for (Obstacle& obstacle : report.also) complete(obstacle.next_steps, arguments, options);
    code_without_memory = report.ending.code;
    report.ending.time = utc_now();
    bool const written = write_report(options, files, report);
    if (!report.ending.error.empty() && !report_shows_the_error(options)) {
        print_error(options.log_format, report.ending.code, report.ending.error, report.ending.next_steps);
    }
    if (migrates) {
        auto const duration = std::chrono::steady_clock::now() - start;
        print_migration_finished(options, report, std::chrono::duration_cast<std::chrono::milliseconds>(duration));
    }
    return written ? report.ending.code : code_without_report(options, report.ending.code);
}

// Prints the last message when there is no memory to compose one.
int end_without_memory() {
    std::fputs(log_format == LogFormat::json ? "{\"level\":\"error\",\"message\":\"out of memory\"}\n"
                                             : "error: out of memory\n",
               stderr);
    return static_cast<int>(code_without_memory);
}

// The handler of std::terminate. Some code needs memory where it may not throw (nlohmann's JSON in its destructor).
// Without memory the program ends at once, as if killed: the server rolls back, and the next run resumes. Any other
// cause is a bug, and dumps core.
[[noreturn]] void end_at_once() {
    try {
        if (std::current_exception()) throw;
    } catch (std::bad_alloc const&) {
        _exit(end_without_memory());
    } catch (...) {
    }
    std::abort();
}

int run_program(int argc, char** argv) {
    std::vector<std::string> const arguments{argv + 1, argv + argc};
    log_format = asked_log_format(arguments);
    try {
        ParsedOptions const parsed = parse_options(arguments);
        hide_passwords(argc, argv);
        bool const written = print(parsed.out);
        if (!parsed.error.empty()) {
            print_error(log_format, static_cast<ExitCode>(parsed.exit_code), parsed.error, parsed.next_steps);
        }
        if (!parsed.options) return written ? parsed.exit_code : static_cast<int>(ExitCode::usage);
        set_up_logging(parsed.options->verbosity, parsed.options->log_format,
                       is_coloured(*parsed.options, STDERR_FILENO));
        install_signal_handlers();
        return static_cast<int>(run_and_report(*parsed.options, arguments));
    } catch (Error const& error) {
        print_error(log_format, error.code(), error.what(), error.next_steps());
        return static_cast<int>(error.code());
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& error) {
        print_error(log_format, ExitCode::internal, fmt::format("internal error: {}", error.what()), {});
        return static_cast<int>(ExitCode::internal);
    }
}

}  // namespace

int main(int argc, char** argv) {
#ifdef MLFLOW2PG_STATIC
    look_up_names_without_modules();
#endif
    occupy_standard_streams();
    std::set_terminate(end_at_once);
    try {
        return run_program(argc, argv);
    } catch (std::bad_alloc const&) {
        return end_without_memory();
    }
}
