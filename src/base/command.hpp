// SPDX-License-Identifier: Apache-2.0
// The commands of the program.
// Tested in tests/cli/options_tests.cpp.
#pragma once

#include <string_view>

namespace mlflow2pg {

enum class Command { check, prepare, migrate, verify, distribute, discard, unseal, revisions };

// The command as the user types it.
constexpr std::string_view name(Command command) {
    switch (command) {
        case Command::check: return "check";
        case Command::prepare: return "prepare";
        case Command::migrate: return "migrate";
        case Command::verify: return "verify";
        case Command::distribute: return "distribute";
        case Command::discard: return "discard";
        case Command::unseal: return "unseal";
        case Command::revisions: return "revisions";
    }
    return "";
}

}  // namespace mlflow2pg
