// SPDX-License-Identifier: Apache-2.0
// How a run ended, in a word and a sentence: the first line of every report. Pure.
// Tested in tests/report/outline_tests.cpp and tests/report/report_tests.cpp.
#pragma once

#include <string>

#include "report/report.hpp"

namespace mlflow2pg {

enum class Tone { good, attention, bad };

struct Verdict {
    std::string word;  // "READY"; a stable word for scripts
    std::string sentence;
    Tone tone = Tone::good;

    std::string text() const { return word + ": " + sentence; }
};

Verdict verdict(Report const& report);

}  // namespace mlflow2pg
