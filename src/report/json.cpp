// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "base/secrets.hpp"
#include "report/outline.hpp"

namespace mlflow2pg {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename T>
Json or_null(std::optional<T> const& value) {
    return value ? Json(*value) : Json(nullptr);
}

// The row and column of a misfit or change.
Json place(RowName const& row, std::string const& column) {
    Json key = Json::object();
    for (KeyPart const& part : row.primary_key) key[part.column] = part.value;
    return {{"table", row.table}, {"column", column}, {"primary_key", key}, {"rowid", or_null(row.rowid)}};
}

}  // namespace

// Found by nlohmann's JSON library by their argument types.

static void to_json(Json& json, Holder const& holder) {
    json = {{"pid", holder.pid},
            {"user", holder.user},
            {"command", holder.command},
            {"since", holder.since},
            {"file", holder.file}};
}

static void to_json(Json& json, SourceObject const& object) {
    json = {{"kind", object.kind}, {"name", object.name}, {"table", or_null(object.table)}};
}

static void to_json(Json& json, Backup const& backup) { json = {{"path", backup.path}, {"bytes", backup.bytes}}; }

static void to_json(Json& json, TargetFacts const& target) {
    json = {{"name", target.name},
            {"version", target.version},
            {"uri", target.uri},
            {"schema", target.schema},
            {"replaced_revision", or_null(target.replaced_revision)}};
}

static void to_json(Json& json, Discarded const& discarded) {
    json = {{"tables", discarded.tables}, {"bytes", discarded.bytes}, {"base_file", or_null(discarded.base_file)}};
}

static void to_json(Json& json, Preparation const& preparation) {
    json = {{"at", or_null(preparation.at)},
            {"base_file", preparation.base_file},
            {"unused_because", or_null(preparation.unused_because)},
            {"pages", preparation.catch_up.pages},
            {"changed_pages", preparation.changed_pages},
            {"rows_gone", preparation.gone},
            {"rows_added", preparation.added},
            {"by_rows", preparation.by_rows}};
}

static void to_json(Json& json, TableReport const& table) {
    json = {{"name", table.name},       {"rows", table.rows},         {"bytes", table.bytes},
            {"seconds", table.seconds}, {"checksum", table.checksum}, {"verified", table.verified}};
}

static void to_json(Json& json, Misfit const& misfit) {
    json = place(misfit.row, misfit.column);
    json.update({{"reason", name(misfit.reason)}, {"detail", misfit.detail}, {"flag", remedy(misfit.reason).text()}});
}

static void to_json(Json& json, Change const& change) {
    json = place(change.row, change.column);
    json.update({{"fixes", change.fixes.names()}, {"before", change.before}, {"after", change.after}});
}

static void to_json(Json& json, MisfitScan const& scan) {
    json = {{"total", scan.misfits.total()}, {"counts", Json::array()}, {"listed", scan.misfits.listed()}};
    for (auto const& [kind, count] : scan.counts) {
        auto const& [table, reason] = kind;
        json["counts"].push_back(
            {{"table", table}, {"reason", name(reason)}, {"count", count}, {"flag", remedy(reason).text()}});
    }
}

static void to_json(Json& json, LocalArtifacts const& local) {
    json = {{"total", local.total}, {"roots", local.roots}};
}

static void to_json(Json& json, Hypertable const& hypertable) {
    json = {{"table", "metrics"},
            {"interval_ms", hypertable.interval_ms},
            {"chunks", hypertable.chunks},
            {"outliers", hypertable.outliers},
            {"examples", hypertable.examples},
            {"warning", hypertable_warning}};
}

static void to_json(Json& json, Distribution const& distribution) {
    Json tables = Json::object();
    for (auto const& [table, column] : distribution.tables) tables[std::string{table}] = or_null(std::string{column});
    json = {{"columns", tables},
            {"left_out", distribution.left_out},
            {"nodes", distribution.nodes},
            {"warning", distribution_warning}};
}

static void to_json(Json& json, LatestDrift const& latest) {
    json = {{"same", latest.same},
            {"different", latest.different},
            {"missing", latest.missing},
            {"source_only", latest.source_only}};
}

static void to_json(Json& json, SequenceReport const& sequence) {
    json = {{"name", sequence.name},
            {"column", sequence.column},
            {"greatest", sequence.greatest},
            {"next", sequence.next},
            {"before", or_null(sequence.before)}};
}

static void to_json(Json& json, NextStep const& step) {
    json = {{"sentence", step.sentence}, {"command", or_null(step.command)}};
}

static void to_json(Json& json, Obstacle const& obstacle) {
    json = {
        {"error", obstacle.error}, {"next_step", text_of(obstacle.next_steps)}, {"next_steps", obstacle.next_steps}};
}

static void to_json(Json& json, Profile const& profile) {
    ServerLoad const& load = profile.load;
    json = {{"steps", profile.all},
            {"program_processor", profile.processor},
            {"waiting_for_server", profile.server},
            {"server_samples",
             {{"processor", load.processor},
              {"disk", load.disk},
              {"client", load.client},
              {"locks", load.locks},
              {"other", load.other}}}};
}

namespace {

Json source_json(SourceFacts const& source, PlanFacts const& plan) {
    return {{"path", source.path},
            {"bytes", source.bytes},
            {"store", name(source.store)},
            {"revision", source.revision},
            {"releases", source.releases},
            {"journal_mode", source.journal_mode},
            {"sha256", Json(std::map<std::string, std::string>(source.sha256.begin(), source.sha256.end()))},
            {"left_behind", plan.left_behind},
            {"holders", source.holders.seen},
            {"unseen_processes", or_null(source.holders.unseen)}};
}

Json experiment_ids_json(Report const& report, PlanFacts const& plan) {
    return {{"renumbered", report.renumbering.experiments},
            {"mapping_file", or_null(report.renumbering.mapping_file)},
            {"widened", plan.widened}};
}

Json artifacts_json(Report const& report, PlanFacts const& plan) {
    Json rewrites = Json::array();
    for (auto const& [old, replacement] : plan.rewrites) rewrites.push_back({{"old", old}, {"new", replacement}});
    return {{"rewrites", rewrites},
            {"rewritten", report.scan ? Json(report.scan->rewritten) : Json::object()},
            {"local", or_null(report.local_artifacts)}};
}

Json texts_of(NextSteps const& steps) {
    Json texts = Json::array();
    for (NextStep const& step : steps) texts.push_back(text_of({step}));
    return texts;
}

Json commands_of(NextSteps const& steps) {
    Json commands = Json::array();
    for (NextStep const& step : steps) commands.push_back(step.command);
    return commands;
}

void mask_texts(Json& json) {
    if (json.is_string()) json = masked(json.get_ref<std::string const&>());
    if (json.is_structured()) {
        for (Json& member : json) mask_texts(member);
    }
}

}  // namespace

std::string json_report(Report const& report) {
    SourceFacts const source = report.source.value_or(SourceFacts{});
    PlanFacts const plan = report.plan.value_or(PlanFacts{});
    Capped<Change> const changes = report.scan ? report.scan->changes : Capped<Change>{};
    Json json{{"schema_version", 1},
              {"program", {{"name", "mlflow2pg"}, {"version", MLFLOW2PG_VERSION}}},
              {"command", name(report.command)},
              {"dry_run", report.dry_run},
              {"needed", report.needed},
              {"exit_code", static_cast<int>(report.ending.code)},
              {"verdict", verdict(report).text()},
              {"run",
               {{"command", report.circumstances.command},
                {"user", report.circumstances.user},
                {"host", report.circumstances.host},
                {"begun", report.circumstances.begun},
                {"ended", report.ending.time},
                {"sqlite", report.circumstances.sqlite}}},
              {"error", or_null(report.ending.error)},
              {"next_step", or_null(text_of(report.ending.next_steps))},
              {"next_steps", report.ending.next_steps},
              {"source", source_json(source, plan)},
              {"seal",
               {{"found", or_null(source.seal)},
                {"sealed", report.sealing ? Json(report.sealing->sealed) : Json(nullptr)},
                {"problem", or_null(report.sealing ? report.sealing->problem : "")}}},
              {"backup", or_null(report.backup)},
              {"partial_backups", source.partial_backups},
              {"lock_wait", {{"retries", report.waited.retries}, {"milliseconds", report.waited.waited.count()}}},
              {"target", or_null(report.target)},
              {"discarded", or_null(report.discarded)},
              {"preparation", or_null(report.preparation)},
              {"base_file", or_null(report.base_file)},
              {"tables", report.verification.tables},
              {"misfits", or_null(report.scan)},
              {"changes", {{"total", changes.total()}, {"listed", changes.listed()}}},
              {"artifacts", artifacts_json(report, plan)},
              {"rejected", report.rejects.rows},
              {"reject_file", or_null(report.rejects.file)},
              {"experiment_ids", experiment_ids_json(report, plan)},
              {"hypertable", or_null(report.hypertable)},
              {"distribution", or_null(report.distribution)},
              {"latest_metrics", or_null(report.latest)},
              {"sequences", report.verification.sequences},
              {"differences", report.verification.differences},
              {"also", report.also},
              {"would", report.forecast.work},
              {"seconds", {{"total", report.time.seconds}, {"stages", report.time.stages}}},
              {"profile", report.time.profile},
              {"disk_space", or_null(report.forecast.disk_space)},
              {"predicted_seconds", or_null(report.forecast.seconds)},
              {"hints", texts_of(report.suggestions.hints)},
              {"resumed_steps", report.time.resumed_steps},
              {"next", commands_of(report.suggestions.commands)}};
    mask_texts(json);
    // Indented for people. Invalid UTF-8 in names and messages is replaced, not an error.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace mlflow2pg
