// What goes to stderr: lines for people, or with --log-format json one JSON object a line for machines, each with
// "time" (RFC 3339, UTC), "level" and "message". A migration also tells there when it starts, how far it has come and
// how it ended, for whoever sets alarms on it; README.md has the members.
#pragma once

#include <chrono>
#include <string>

#include "base/progress.hpp"

namespace mlflow2pg {

enum class ExitCode;
enum class LogFormat;
struct Options;
struct Report;

// Call once, before the first message.
void set_up_logging(int verbosity, LogFormat format, bool coloured);

// The error that ends the program. next_step may be empty.
void print_error(LogFormat format, ExitCode code, std::string const& message, std::string const& next_step);

// One line, in either format: a slow program must not look like one that hangs.
void print_progress(LogFormat format, ProgressSnapshot const& progress);

// Without effect unless the format is json; not subject to -v and -q.
void print_migration_started(Options const& options);
void print_migration_finished(Options const& options, Report const& report, std::chrono::milliseconds duration);

}  // namespace mlflow2pg
