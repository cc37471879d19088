// A command run inside the test's process.
#pragma once

#include <string>

#include "base/command.hpp"
#include "base/error.hpp"
#include "cli/options.hpp"
#include "report/report.hpp"

namespace mlflow2pg::test {

struct Outcome {
    ExitCode code = ExitCode::done;
    std::string error;
    std::string next_step;
    Report report;
};

Options options_for(Command command, std::string const& source, std::string const& target);
// Runs the command as main does: a thrown error becomes the outcome.
Outcome run(Options const& options);

}  // namespace mlflow2pg::test
