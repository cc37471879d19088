// SPDX-License-Identifier: Apache-2.0
// The switch for the mutants in mutants.toml. Only the copy of the source that scripts/mutants builds contains it.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace mlflow2pg {

// Whether $MLFLOW2PG_MUTANT names this mutant.
inline bool mutant(std::string_view name) {
    static char const* const chosen = std::getenv("MLFLOW2PG_MUTANT");
    return chosen != nullptr && name == chosen;
}

// The text with every `from` replaced.
inline std::string mutated_sql(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

}  // namespace mlflow2pg
