// SPDX-License-Identifier: Apache-2.0
#include "base/next_step.hpp"

namespace mlflow2pg {

std::string text_of(NextSteps const& steps) {
    std::string text;
    for (NextStep const& step : steps) {
        std::string const& pasted = step.command.empty() ? step.again_with : step.command;
        text += (text.empty() ? "" : "\n") + step.sentence + (pasted.empty() ? "" : ": " + pasted);
    }
    return text;
}

}  // namespace mlflow2pg
