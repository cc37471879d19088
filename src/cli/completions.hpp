// SPDX-License-Identifier: Apache-2.0
// Scripts by which bash, zsh and fish complete this program's command line. Pure.
// Tested in tests/program/documents_tests.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace mlflow2pg {

inline constexpr std::array<std::string_view, 3> completed_shells{"bash", "zsh", "fish"};

// The script for a shell in completed_shells. It needs only the shell itself. It can be sourced, or installed in the
// shell's folder for completions: as `mlflow2pg` (bash), `_mlflow2pg` (zsh) or `mlflow2pg.fish`.
std::string completions(std::string_view shell);

}  // namespace mlflow2pg
