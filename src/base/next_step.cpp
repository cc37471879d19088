// SPDX-License-Identifier: Apache-2.0
#include "base/next_step.hpp"

namespace mlflow2pg {

std::string text_of(NextSteps const& steps) {
    std::string text;
    for (auto const& [sentence, command] : steps) {
        text += (text.empty() ? "" : "\n") + sentence + (command.empty() ? "" : ": " + command);
    }
    return text;
}

}  // namespace mlflow2pg
