// argv -> parse -> run -> print -> exit code; the only catch-all.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "error.hpp"
#include "interrupt.hpp"
#include "locations.hpp"
#include "log.hpp"
#include "migrate.hpp"
#include "options.hpp"
#include "report.hpp"
#include "runbook.hpp"

namespace {

using namespace mlflow2pg;

void print(std::FILE* to, std::string const& text) {
    // A full or closed stdout must not change the outcome of a migration that is done.
    std::fwrite(text.data(), 1, text.size(), to);
    std::fflush(to);
}

// Everybody on the machine can read a process's arguments in /proc.
void hide_passwords(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        std::string_view const argument = argv[i];
        bool const uri = argument.find("://") != std::string_view::npos && argument.find('@') != std::string_view::npos;
        if (uri || argument.find("password") != std::string_view::npos) std::memset(argv[i], '*', argument.size());
    }
}

void run(Options const& options, Report& report) {
    switch (options.command) {
        case Command::check: report.command = "check"; return check(options, report);
        case Command::migrate: report.command = "migrate"; return migrate(options, report);
        case Command::verify: report.command = "verify"; return verify(options, report);
        case Command::discard: report.command = "discard"; return discard(options, report);
        case Command::unseal: report.command = "unseal"; return unseal(options, report);
        case Command::revisions: return;
    }
}

bool has_text_report(Options const& options) {
    return options.json != "-" && options.verbosity >= 0 && options.command != Command::discard;
}

// The report has the error, too: who sees stdout and stderr in one place should read it once.
bool tells_the_error(Options const& options) {
    struct stat out {};
    struct stat error {};
    return has_text_report(options) && options.log_format == LogFormat::text && fstat(STDOUT_FILENO, &out) == 0 &&
           fstat(STDERR_FILENO, &error) == 0 && out.st_dev == error.st_dev && out.st_ino == error.st_ino;
}

void write_report(Options const& options, Report const& report) {
    bool const is_revisions = options.command == Command::revisions;
    bool const json_to_stdout = options.json == "-";
    if (has_text_report(options)) print(stdout, is_revisions ? revisions_text() : text_report(report));
    if (!options.json) return;
    std::string const json = is_revisions ? revisions_json() : json_report(report);
    if (json_to_stdout) return print(stdout, json);
    std::ofstream out{*options.json};
    out << json << std::flush;
    if (!out) spdlog::error("cannot write the report to {}", *options.json);
}

// Which backups of a damaged source there are is only looked up when it is.
std::string next_step_of(Error const& error, Options const& options) {
    bool const damaged = error.code() == ExitCode::corrupt && error.next_step().empty();
    return damaged ? restore_steps(source_path(options.source)) : error.next_step();
}

ExitCode run_and_report(Options const& options) {
    auto const start = std::chrono::steady_clock::now();
    Report report;
    bool const migrates = options.command == Command::migrate;
    if (migrates) print_migration_started(options);
    try {
        run(options, report);
    } catch (Error const& error) {
        report.exit_code = error.code();
        report.error = error.what();
        report.next_step = next_step_of(error, options);
    } catch (std::exception const& error) {
        report.exit_code = ExitCode::internal;
        report.error = fmt::format("internal error: {}", error.what());
        report.next_step = "report this with the command and its output";
    }
    write_report(options, report);
    if (!report.error.empty() && !tells_the_error(options)) {
        print_error(options.log_format, report.exit_code, report.error, report.next_step);
    }
    if (migrates) {
        auto const duration = std::chrono::steady_clock::now() - start;
        print_migration_finished(options, report, std::chrono::duration_cast<std::chrono::milliseconds>(duration));
    }
    return report.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> const arguments{argv + 1, argv + argc};
    LogFormat const log_format = asked_log_format(arguments);
    try {
        ParsedOptions const parsed = parse_options(arguments);
        hide_passwords(argc, argv);
        print(stdout, parsed.out);
        if (!parsed.error.empty()) {
            print_error(log_format, static_cast<ExitCode>(parsed.exit_code), parsed.error, parsed.next_step);
        }
        if (!parsed.options) return parsed.exit_code;
        set_up_logging(parsed.options->verbosity, parsed.options->log_format);
        install_signal_handlers();
        return static_cast<int>(run_and_report(*parsed.options));
    } catch (Error const& error) {
        print_error(log_format, error.code(), error.what(), error.next_step());
        return static_cast<int>(error.code());
    } catch (std::exception const& error) {
        print_error(log_format, ExitCode::internal, fmt::format("internal error: {}", error.what()), {});
        return static_cast<int>(ExitCode::internal);
    }
}
