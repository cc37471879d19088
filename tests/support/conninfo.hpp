// SPDX-License-Identifier: Apache-2.0
// Connection strings for libpq, written without the program's own code.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg::test {

// Quotes the text as a value in a keyword string: https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.1.
inline std::string keyword_quoted(std::string_view text) {
    std::string quoted = "'";
    for (char const character : text) {
        if (character == '\'' || character == '\\') quoted.push_back('\\');
        quoted.push_back(character);
    }
    return quoted + "'";
}

}  // namespace mlflow2pg::test
