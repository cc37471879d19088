// SPDX-License-Identifier: Apache-2.0
#include "base/sql.hpp"

namespace mlflow2pg {

std::string quote_identifier(std::string_view name) {
    std::string quoted = "\"";
    for (char const character : name) {
        if (character == '"') quoted.push_back('"');
        quoted.push_back(character);
    }
    return quoted + '"';
}

}  // namespace mlflow2pg
