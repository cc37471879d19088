// SPDX-License-Identifier: Apache-2.0
// Runs a command inside the test's process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/command.hpp"
#include "base/error.hpp"

namespace mlflow2pg {

struct Options;
struct Report;

namespace test {

// How a command ended: its error and its report.
class Outcome {
public:
    Outcome();

    // The report for people, each paragraph in one line.
    std::string text() const;
    // The value in the JSON report at this pointer (RFC 6901), as JSON but text without its quotes; "" when there is
    // none.
    std::string fact(std::string const& pointer) const;

    ExitCode code = ExitCode::done;
    std::string error;
    std::string next_step;
    std::vector<std::string> commands;  // those of the next step

private:
    std::shared_ptr<Report> made_;

public:
    Report& report;  // for suites that include report/report.hpp
};

// The flags for a source in a folder that cannot be written.
inline std::vector<std::string> const no_files{"--rejects", "/dev/null", "--mapping", "/dev/null"};

// Runs a command as main does; a thrown error becomes the outcome. source, target: empty if not given. flags: the
// options as typed. Output files are written beside the source, unless the flags say otherwise.
Outcome run(Command command, std::string const& source, std::string const& target,
            std::vector<std::string> const& flags = {});
// The options that run() uses, for suites that include cli/options.hpp.
Options typed(Command command, std::string const& source, std::string const& target,
              std::vector<std::string> const& flags);
Options options_for(Command command, std::string const& source, std::string const& target);
Outcome run(Options const& options);

}  // namespace test

}  // namespace mlflow2pg
