// SPDX-License-Identifier: Apache-2.0
#include "target/bystanders.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

namespace {

// The standbys that a COMMIT of the publish waits for: how many it needs, how many are connected, and whether this role
// may see them. A list without a number needs one standby:
// https://www.postgresql.org/docs/15/runtime-config-replication.html. A COMMIT waits for them unless synchronous_commit
// is off or local at the session's start (reset_val).
constexpr char const* standbys_sql = R"sql(
SELECT names.setting, coalesce((regexp_match(names.setting, '(\d+)\s*\('))[1], '1')::int AS wanted,
    (SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum')) AS there,
    pg_has_role('pg_read_all_stats', 'USAGE') AS visible
FROM pg_settings names, pg_settings waits
WHERE names.name = 'synchronous_standby_names' AND names.setting <> ''
AND waits.name = 'synchronous_commit' AND waits.reset_val NOT IN ('off', 'local'))sql";

void ensure_standbys(Target const& target, pqxx::result const& standbys) {
    if (standbys.empty() || !standbys[0][3].as<bool>()) return;
    if (standbys[0][2].as<int>() >= standbys[0][1].as<int>()) return;
    throw TargetError{
        fmt::format("target {}: the publish would wait for a synchronous standby that is not connected: "
                    "synchronous_standby_names = '{}' needs {}, {} is connected",
                    target.name(), standbys[0][0].c_str(), standbys[0][1].c_str(), standbys[0][2].c_str()),
        "start the standby, or migrate without it: options=-csynchronous_commit%3Dlocal in TARGET's URI"};
}

}  // namespace

std::vector<EventTrigger> event_triggers(Target& target) {
    std::vector<EventTrigger> found;
    for (auto const& row : target.query(
             "SELECT quote_ident(evtname), (SELECT quote_ident(proname) FROM pg_proc p WHERE p.oid = evtfoid), "
             "format('%I (%s, "
             "function %s, of %s)', evtname, evtevent, evtfoid::regproc, "
             "evtowner::regrole) "
             "FROM pg_event_trigger e WHERE evtenabled::text IN ('A', CASE current_setting('session_replication_role') "
             "WHEN 'replica' THEN 'R' ELSE 'O' END) AND NOT EXISTS (SELECT FROM pg_depend WHERE "
             "classid = 'pg_event_trigger'::regclass AND objid = e.oid AND deptype = 'e') ORDER BY evtname")) {
        found.push_back({row[0].c_str(), row[1].c_str(), row[2].c_str()});
    }
    return found;
}

void throw_event_trigger(Target const& target, std::vector<EventTrigger> const& triggers, std::string_view does,
                         std::string_view shown_by) {
    std::vector<std::string> texts;
    std::vector<std::string> statements;
    for (EventTrigger const& trigger : triggers) {
        texts.push_back(trigger.text);
        statements.push_back(fmt::format("ALTER EVENT TRIGGER {} DISABLE", trigger.name));
    }
    std::string const which = fmt::format("{}{}{}", fmt::join(texts, ", "), shown_by.empty() ? "" : ": ", shown_by);
    throw TargetError{
        fmt::format("target {}: an event trigger {}: {}", target.name(), does, which),
        "disable it for the migration, as a superuser, and enable it again afterwards (ALTER EVENT TRIGGER … ENABLE)",
        target.psql(statements)};
}

void look_at_bystanders(Target& target, NextSteps& warnings) {
    pqxx::result const standbys = target.query(standbys_sql);
    std::vector<std::string> triggers;
    for (EventTrigger const& trigger : event_triggers(target)) triggers.push_back(trigger.text);
    if (!standbys.empty() && !standbys[0][3].as<bool>()) {
        warnings.push_back(
            {fmt::format("the publish waits for synchronous standbys ({}), and this role cannot see whether they are "
                         "connected: GRANT pg_read_all_stats to it",
                         standbys[0][0].c_str())});
    }
    if (!triggers.empty()) {
        warnings.push_back(
            {fmt::format("event triggers run at each CREATE, ALTER and DROP of the migration, which check tries when "
                         "nothing else is in the way: {}",
                         fmt::join(triggers, ", "))});
    }
    for (auto const& row : target.query(
             "SELECT slot_name, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) FROM "
             "pg_replication_slots WHERE NOT pg_is_in_recovery() AND restart_lsn IS NOT NULL AND (NOT active OR "
             "database = current_database()) ORDER BY 1")) {
        warnings.push_back({fmt::format(
            "replication slot {} keeps the write-ahead log of the migration on the server's disk until its "
            "reader has it ({} now)",
            row[0].c_str(), row[1].c_str())});
    }
    for (auto const& row : target.query("SELECT pubname FROM pg_publication WHERE puballtables ORDER BY 1")) {
        warnings.push_back({fmt::format(
            "publication {} is FOR ALL TABLES: its subscriptions stop with an error at the first row of the staging "
            "schema, whose tables they do not have. Disable them for the migration",
            row[0].c_str())});
    }
    ensure_standbys(target, standbys);
}

}  // namespace mlflow2pg
