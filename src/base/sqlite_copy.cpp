// SPDX-License-Identifier: Apache-2.0
#include "base/sqlite_copy.hpp"

#include <fmt/format.h>

#include "base/folder.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

std::string copy_name(std::string const& path) { return free_name(path + ".copy"); }

std::string copy_command(std::string const& path, std::string const& copy) {
    return fmt::format("sqlite3 -readonly {} {}", shell_word(path), shell_word("VACUUM INTO " + quote_literal(copy)));
}

std::string command_on_copy(std::string const& path, std::string const& sql) {
    std::string const copy = copy_name(path);
    return fmt::format("{} && sqlite3 {} {}", copy_command(path, copy), shell_word(copy), shell_word(sql));
}

}  // namespace mlflow2pg
