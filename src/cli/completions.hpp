// The scripts with which bash, zsh and fish complete the command line. Pure.
// Tested in tests/program/documents_tests.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace mlflow2pg {

inline constexpr std::array<std::string_view, 3> completed_shells{"bash", "zsh", "fish"};

// The script for one of completed_shells. It needs nothing but the shell itself, can be sourced, and is understood
// where the shell looks for completions: as `mlflow2pg` (bash), `_mlflow2pg` (zsh) and `mlflow2pg.fish`.
std::string completions(std::string_view shell);

}  // namespace mlflow2pg
