// The words for how far the work has come and how long it will go on: a few lines that a terminal redraws in
// place, or one line for a log. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.hpp"

namespace mlflow2pg {

// A line for each task and one for all of it, none wider than `columns`, and at most `most` lines. What has no room is
// left out, at last all but the beginning of a name. color: with the escape sequences of ECMA-48 for it.
std::vector<std::string> standing_lines(Standing const& standing, std::size_t columns, std::size_t most, bool color);

// All of it in one line of plain text, short of the 4096 bytes that a pipe takes at once.
std::string standing_line(Standing const& standing);

}  // namespace mlflow2pg
