// stderr: messages, and when it is a terminal some lines below them that are redrawn in place. All that goes there goes
// through here, so that no message lands among those lines.
// Tested in tests/cli/display_tests.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

// Whether it is a terminal whose cursor can be moved.
bool stderr_is_terminal();

// Whether it would take some bytes now: a pipe that nobody reads and a terminal that Ctrl-S has stopped do not.
bool stderr_is_ready();

struct TerminalSize {
    std::size_t columns = 80;
    std::size_t rows = 24;
};
// As it is now; where nobody knows, that of old.
TerminalSize terminal_size();

// Whole lines, in one call, so that those of several threads do not mix. What cannot be written is lost: there is no
// other place to tell.
void write_message(std::string_view text);

// Puts the lines in the place of those that were drawn before; without any, those are gone. For a terminal only. The
// cursor stays below them, so whatever ends the program leaves it in order.
void draw(std::vector<std::string> lines);

}  // namespace mlflow2pg
