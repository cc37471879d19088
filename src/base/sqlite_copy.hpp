// SPDX-License-Identifier: Apache-2.0
// The copy of a SQLite file that messages tell people to work on. This program itself changes no source. Pure, apart
// from looking for a free name and for the original.
#pragma once

#include <string>

#include "base/next_step.hpp"

namespace mlflow2pg {

// The name for a copy of the file at `path`: "PATH.copy", or "PATH.copy-2" and so on when that exists.
std::string copy_name(std::string const& path);
// A shell command that copies the SQLite file at `path`, including its write-ahead log, to `copy`. It creates nothing
// when the file does not exist, and fails when the copy exists.
std::string copy_command(std::string const& path, std::string const& copy);
// The same command with the name of copy_name, followed by `sql` on the copy.
std::string command_on_copy(std::string const& path, std::string const& sql);
// Tells the user to stop MLflow, change a copy of the file and migrate the copy. doing: names the change, such as
// "correct the revision on a copy". command: makes the copy and changes it.
NextStep step_on_copy(std::string const& doing, std::string const& command);
// The file NAME if `path` is "NAME.copy" or "NAME.copy-2" and so on, as copy_name names a copy. Empty if `path` has
// another name, or NAME does not exist.
std::string original_of(std::string const& path);

}  // namespace mlflow2pg
