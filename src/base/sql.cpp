// SPDX-License-Identifier: Apache-2.0
#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

std::string quoted(std::string_view text, char quote) {
    std::string result(1, quote);
    for (char const character : text) {
        if (character == quote) result.push_back(quote);
        result.push_back(character);
    }
    return result + quote;
}

}  // namespace

std::string quote_identifier(std::string_view name) { return quoted(name, '"'); }

std::string quote_literal(std::string_view text) { return quoted(text, '\''); }

}  // namespace mlflow2pg
