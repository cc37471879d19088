#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "report/outline.hpp"

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

Json or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename T>
Json or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json source_json(SourceFacts const& source, PlanFacts const& plan) {
    Json json{{"path", source.path},
              {"bytes", source.bytes},
              {"store", name(source.store)},
              {"revision", source.revision},
              {"releases", source.releases},
              {"journal_mode", source.journal_mode},
              {"unknown_tables", plan.unknown_tables},
              {"holders", Json::array()}};
    for (Holder const& holder : source.holders) {
        json["holders"].push_back({{"pid", holder.pid},
                                   {"user", holder.user},
                                   {"command", holder.command},
                                   {"since", holder.since},
                                   {"file", holder.file}});
    }
    return json;
}

Json seal_json(std::string const& found, std::optional<Sealing> const& sealing) {
    return {{"found", or_null(found)},
            {"sealed", sealing ? Json(sealing->sealed) : Json(nullptr)},
            {"problem", or_null(sealing ? sealing->problem : "")}};
}

Json tables_json(std::vector<TableReport> const& tables) {
    Json json = Json::array();
    for (TableReport const& table : tables) {
        json.push_back({{"name", table.name},
                        {"rows", table.rows},
                        {"bytes", table.bytes},
                        {"seconds", table.seconds},
                        {"checksum", table.checksum},
                        {"verified", table.verified}});
    }
    return json;
}

// What both a misfit and a change begin with: where it is.
Json place_json(RowName const& row, std::string const& column) {
    Json key = Json::object();
    for (KeyPart const& part : row.primary_key) key[part.column] = part.value;
    return {{"table", row.table}, {"column", column}, {"primary_key", key}, {"rowid", or_null(row.rowid)}};
}

Json misfits_json(MisfitScan const& scan) {
    Json json{{"total", scan.misfits.total()}, {"counts", Json::array()}, {"listed", Json::array()}};
    for (auto const& [kind, count] : scan.counts) {
        json["counts"].push_back({{"table", kind.first},
                                  {"reason", name(kind.second)},
                                  {"count", count},
                                  {"flag", remedy(kind.second).text()}});
    }
    for (Misfit const& misfit : scan.misfits.listed()) {
        Json listed = place_json(misfit.row, misfit.column);
        listed.update(
            {{"reason", name(misfit.reason)}, {"detail", misfit.detail}, {"flag", remedy(misfit.reason).text()}});
        json["listed"].push_back(listed);
    }
    return json;
}

Json changes_json(std::optional<MisfitScan> const& scan) {
    Json json{{"total", scan ? scan->changes.total() : 0}, {"listed", Json::array()}};
    if (!scan) return json;
    for (Change const& change : scan->changes.listed()) {
        Json listed = place_json(change.row, change.column);
        listed.update({{"fixes", change.fixes.names()}, {"before", change.before}, {"after", change.after}});
        json["listed"].push_back(listed);
    }
    return json;
}

Json artifacts_json(Report const& report, PlanFacts const& plan) {
    Json json{{"rewrites", Json::array()}, {"rewritten", Json::object()}, {"local", nullptr}};
    for (auto const& [old, replacement] : plan.rewrites) {
        json["rewrites"].push_back({{"old", old}, {"new", replacement}});
    }
    if (report.scan) json["rewritten"] = report.scan->rewritten;
    if (report.local_artifacts) {
        json["local"] = {{"total", report.local_artifacts->total}, {"roots", report.local_artifacts->roots}};
    }
    return json;
}

Json hypertable_json(Hypertable const& hypertable) {
    return {{"table", "metrics"},
            {"interval_ms", hypertable.interval_ms},
            {"chunks", hypertable.chunks},
            {"outliers", hypertable.outliers},
            {"examples", hypertable.examples},
            {"warning", hypertable_warning}};
}

Json latest_json(LatestDrift const& latest) {
    return {{"same", latest.same},
            {"different", latest.different},
            {"missing", latest.missing},
            {"source_only", latest.source_only}};
}

Json sequences_json(std::vector<SequenceReport> const& sequences) {
    Json json = Json::array();
    for (SequenceReport const& sequence : sequences) {
        json.push_back({{"name", sequence.name},
                        {"column", sequence.column},
                        {"greatest", sequence.greatest},
                        {"next", sequence.next},
                        {"before", or_null(sequence.before)}});
    }
    return json;
}

Json obstacles_json(std::vector<Obstacle> const& obstacles) {
    Json json = Json::array();
    for (Obstacle const& obstacle : obstacles) {
        json.push_back({{"error", obstacle.error}, {"next_step", obstacle.next_step}});
    }
    return json;
}

Json profile_json(Profile const& profile) {
    return {{"steps", profile.all},
            {"program_processor", profile.processor},
            {"waiting_for_server", profile.server},
            {"server_samples",
             {{"processor", profile.load.processor},
              {"disk", profile.load.disk},
              {"client", profile.load.client},
              {"locks", profile.load.locks},
              {"other", profile.load.other}}}};
}

}  // namespace

std::string json_report(Report const& report) {
    SourceFacts const source = report.source.value_or(SourceFacts{});
    PlanFacts const plan = report.plan.value_or(PlanFacts{});
    Ending const& ending = report.ending;
    Json json{{"schema_version", schema_version},
              {"program", {{"name", "mlflow2pg"}, {"version", MLFLOW2PG_VERSION}}},
              {"command", name(report.command)},
              {"dry_run", report.dry_run},
              {"exit_code", static_cast<int>(ending.code)},
              {"verdict", verdict(report).text()},
              {"error", or_null(ending.error)},
              {"next_step", or_null(ending.next_step)}};
    json["source"] = source_json(source, plan);
    json["seal"] = seal_json(source.seal, report.sealing);
    json["backup"] = report.backup ? Json{{"path", report.backup->path}, {"bytes", report.backup->bytes}}
                                   : Json(nullptr);
    json["partial_backups"] = source.partial_backups;
    json["lock_wait"] = {{"retries", report.waited.retries}, {"milliseconds", report.waited.waited.count()}};
    json["target"] =
        report.target
            ? Json{{"name", report.target->name}, {"version", report.target->version}, {"uri", report.target->uri}}
            : Json(nullptr);
    json["tables"] = tables_json(report.verification.tables);
    json["misfits"] = report.scan ? misfits_json(*report.scan) : Json(nullptr);
    json["changes"] = changes_json(report.scan);
    json["artifacts"] = artifacts_json(report, plan);
    json["rejected"] = report.rejects.rows;
    json["reject_file"] = or_null(report.rejects.file);
    json["experiment_ids"] = {{"renumbered", report.renumbering.experiments},
                              {"mapping_file", or_null(report.renumbering.mapping_file)},
                              {"widened", plan.widened}};
    json["hypertable"] = report.hypertable ? hypertable_json(*report.hypertable) : Json(nullptr);
    json["latest_metrics"] = report.latest ? latest_json(*report.latest) : Json(nullptr);
    json["sequences"] = sequences_json(report.verification.sequences);
    json["differences"] = report.verification.differences;
    json["also"] = obstacles_json(report.also);
    json["would"] = report.forecast.work;
    json["seconds"] = {{"total", report.time.seconds}, {"stages", report.time.stages}};
    json["profile"] = profile_json(report.time.profile);
    json["predicted_seconds"] = or_null(report.forecast.seconds);
    json["hints"] = report.suggestions.hints;
    json["resumed_steps"] = report.time.resumed_steps;
    json["next"] = report.suggestions.commands;
    // Indented for people. Invalid UTF-8 in names and messages is replaced, not an error.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mlflow2pg
