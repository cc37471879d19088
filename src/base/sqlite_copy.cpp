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

std::string copy_name(std::string const& path) { return free_name(path + ".copy"); }

std::string copy_command(std::string const& path, std::string const& copy) {
    return fmt::format("sqlite3 -readonly {} {}", shell_word(path), shell_word("VACUUM INTO " + quote_literal(copy)));
}

std::string command_on_copy(std::string const& path, std::string const& sql) {
    std::string const copy = copy_name(path);
    return fmt::format("{} && sqlite3 {} {}", copy_command(path, copy), shell_word(copy), shell_word(sql));
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
