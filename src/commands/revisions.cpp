// SPDX-License-Identifier: Apache-2.0
#include "commands/revisions.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mlflow/recorded_schema.hpp"

namespace mlflow2pg {

std::string revisions_text() {
    std::string text;
    for (Store const store : all_stores) {
        for (Revision const& revision : known_revisions(store)) {
            text += fmt::format("{:<8}  {:<13}  {}\n", name(store), revision.id,
                                revision.recorded ? "MLflow " + revision.releases : "between two releases");
        }
    }
    return text;
}

std::string revisions_json() {
    using Json = nlohmann::ordered_json;
    Json json{{"schema_version", 1}, {"revisions", Json::array()}, {"auth_revisions", Json::array()}};
    for (Store const store : all_stores) {
        for (Revision const& revision : known_revisions(store)) {
            json[store == Store::tracking ? "revisions" : "auth_revisions"].push_back(
                {{"revision", revision.id}, {"releases", revision.releases}, {"recorded", revision.recorded}});
        }
    }
    return json.dump(2) + "\n";
}

}  // namespace mlflow2pg
