// SPDX-License-Identifier: Apache-2.0
// Writes to stderr: lines for people, or with --log-format json one JSON object per line for machines, with "time" (RFC
// 3339, UTC), "level" and "message". A migration also logs its start, progress and end there, for monitoring;
// mlflow2pg(1) lists the members.
#pragma once

#include <chrono>
#include <string>

#include "base/next_step.hpp"
#include "base/progress.hpp"

namespace mlflow2pg {

enum class ExitCode;
enum class LogFormat;
struct Options;
struct Report;

// Call it once, before the first message.
void set_up_logging(int verbosity, LogFormat format, bool coloured);

// Prints the error that ends the program.
void print_error(LogFormat format, ExitCode code, std::string const& message, NextSteps const& next_steps);

// Prints the progress in one line, in either format, so that a slow program does not look like a hanging one.
void print_progress(LogFormat format, ProgressSnapshot const& progress);

// Does nothing unless the format is json. -v and -q do not affect it.
void print_migration_started(Options const& options);
void print_migration_finished(Options const& options, Report const& report, std::chrono::milliseconds duration);

}  // namespace mlflow2pg
