// SPDX-License-Identifier: Apache-2.0
#include "base/sqlite_copy.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <system_error>

#include "base/folder.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// The text as an argument of a command of sqlite3's shell: https://www.sqlite.org/cli.html#dot_command_arguments
std::string dot_command_argument(std::string const& file) {
    std::string quoted = "\"";
    for (char const character : file) {
        if (character == '"' || character == '\\') quoted += '\\';
        quoted += character;
    }
    return quoted + '"';
}

}  // namespace

std::string copy_name(std::string const& path) { return free_name(path + ".copy"); }

// -readonly, because the last connection that closes a file in WAL mode otherwise writes to it. Not VACUUM INTO: with
// -readonly, SQLite 3.40 refuses it if a table has a generated column. .backup would write over an existing file.
std::string copy_command(std::string const& path, std::string const& copy) {
    return fmt::format("test ! -e {1} && sqlite3 -readonly {0} {2}", shell_word(path), shell_word(copy),
                       shell_word(".backup " + dot_command_argument(copy)));
}

std::string command_on_copy(std::string const& path, std::string const& sql) {
    std::string const copy = copy_name(path);
    return fmt::format("{} && sqlite3 {} {}", copy_command(path, copy), shell_word(copy), shell_word(sql));
}

// .backup would copy the damaged pages. VACUUM INTO reads the tables only.
std::string rebuilding_command(std::string const& path) {
    std::string const copy = copy_name(path);
    return fmt::format("sqlite3 -readonly {} {} && sqlite3 {} REINDEX", shell_word(path),
                       shell_word("VACUUM INTO " + quote_literal(copy)), shell_word(copy));
}

NextStep step_on_copy(std::string const& doing, std::string const& command) {
    return {
        fmt::format("stop MLflow: what it writes later would not be in the copy. Then {}, and migrate the copy", doing),
        command};
}

std::string original_of(std::string const& path) {
    constexpr std::string_view ending = ".copy";
    std::size_t const at = path.rfind(ending);
    if (at == std::string::npos) return {};
    std::string_view const number = std::string_view{path}.substr(at + ending.size());
    bool const is_copy = number.empty() || (number.size() > 1 && number.front() == '-' &&
                                            number.find_first_not_of("0123456789", 1) == std::string_view::npos);
    std::string original = path.substr(0, at);
    std::error_code ignored;
    return is_copy && std::filesystem::is_regular_file(original, ignored) ? original : "";
}

}  // namespace mlflow2pg
