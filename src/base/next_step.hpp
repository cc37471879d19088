// SPDX-License-Identifier: Apache-2.0
// What the user can do next, as errors and reports say it.
// Tested in tests/report/report_tests.cpp.
#pragma once

#include <string>
#include <vector>

namespace mlflow2pg {

struct NextStep {
    std::string sentence;      // without a full stop: a command may follow after a colon
    std::string command = {};  // to paste, so printed on a line of its own; for a shell unless the sentence says SQL
    // Instead of `command`: the options to run the user's own command with once more. Lower layers do not know that
    // command, so main makes `command` of it.
    std::string again_with = {};
};
using NextSteps = std::vector<NextStep>;

// "SENTENCE: COMMAND", a line for each step. For formats that have one text for all of them.
std::string text_of(NextSteps const& steps);

}  // namespace mlflow2pg
