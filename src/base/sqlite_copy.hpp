// SPDX-License-Identifier: Apache-2.0
// The copy of a SQLite file that messages tell people to work on. This program itself changes no source. Pure, apart
// from looking for a free name.
#pragma once

#include <string>

namespace mlflow2pg {

// The name for a copy of the file at `path`: "PATH.copy", or "PATH.copy-2" and so on when that exists.
std::string copy_name(std::string const& path);
// A shell command that copies the SQLite file at `path`, including its write-ahead log, to `copy`. It creates nothing
// when the file does not exist, and fails when the copy exists.
std::string copy_command(std::string const& path, std::string const& copy);
// The same command with the name of copy_name, followed by `sql` on the copy.
std::string command_on_copy(std::string const& path, std::string const& sql);

}  // namespace mlflow2pg
