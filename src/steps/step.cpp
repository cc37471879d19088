// SPDX-License-Identifier: Apache-2.0
#include "steps/step.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string_view name(Stage stage) {
    switch (stage) {
        case Stage::load: return "load";
        case Stage::finish: return "finish";
        case Stage::verify: return "verify";
    }
    return "";
}

StepResult StepResult::of(TableResult table) {
    StepResult result;
    result.tables.push_back(std::move(table));
    return result;
}

std::string StepResult::to_json() const {
    // The JSON is written as text: the destructor of nlohmann's JSON tree allocates, and ends the program when it
    // cannot.
    std::vector<std::string> entries;
    for (TableResult const& table : tables) {
        entries.push_back(
            fmt::format(R"({{"table":{},"reading":{},"rows":{},"checksum":"{}","bytes":{},"seconds":{}}})",
                        Json(table.table).dump(), static_cast<int>(table.reading), table.checksum.rows,
                        table.checksum.hex(), table.bytes, table.seconds));
    }
    std::string const drift = latest_counted ? fmt::format(R"(,"latest":[{},{},{},{}])", latest.same, latest.different,
                                                           latest.missing, latest.source_only)
                                             : "";
    // A path that is not UTF-8 will not be found again, and the step is then not resumed.
    std::string const file = Json(reject_file).dump(-1, ' ', false, Json::error_handler_t::replace);
    return fmt::format(
        R"({{"seconds":{},"processor_seconds":{},"server_seconds":{},"reject_file":{},"tables":[{}]{}}})", seconds,
        processor_seconds, server_seconds, file, fmt::join(entries, ","), drift);
}

StepResult StepResult::from_json(std::string const& text) {
    Json const json = Json::parse(text);
    StepResult result;
    result.seconds = json.at("seconds");
    result.processor_seconds = json.at("processor_seconds");
    result.server_seconds = json.at("server_seconds");
    result.reject_file = json.at("reject_file");
    for (Json const& table : json.at("tables")) {
        result.tables.push_back({table.at("table"), static_cast<Reading>(table.at("reading").get<int>()),
                                 Checksum::from_hex(table.at("checksum").get<std::string>(), table.at("rows")),
                                 table.at("bytes"), table.at("seconds")});
    }
    if (json.contains("latest")) {
        Json const& counts = json.at("latest");
        result.latest = {counts.at(0), counts.at(1), counts.at(2), counts.at(3)};
        result.latest_counted = true;
    }
    return result;
}

}  // namespace mlflow2pg
