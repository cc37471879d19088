#include "target/target.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "target/libpq.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

// Any fixed number does; this one spells "mlflow2p".
constexpr std::int64_t advisory_lock = 0x6d6c666c6f773270;

constexpr std::chrono::milliseconds look_at_signals{100};
// For what is under way after a signal; a second on top of PgConnection's own cancelling would be too long together.
constexpr std::chrono::seconds grace{1};

constexpr int oldest_server = 130000;  // the oldest that the tests run against

std::vector<std::string> first_column(pqxx::result const& rows) {
    std::vector<std::string> values;
    for (auto const& row : rows) values.emplace_back(row[0].c_str());
    return values;
}

std::string quoted_list(Target& target, std::vector<std::string> const& names) {
    std::vector<std::string> quoted;
    quoted.reserve(names.size());
    for (std::string const& name : names) quoted.push_back(target.quote(name));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

}  // namespace

void rethrow_as_server_error(std::string_view doing) {
    try {
        throw;
    } catch (pqxx::sql_error const& error) {
        if (error.sqlstate().empty()) throw_if_out_of_memory(error.what());
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), error.sqlstate()};
    } catch (pqxx::in_doubt_error const&) {
        // Its words tell a user to look what became of a COMMIT, which is done here.
        throw ServerError{fmt::format("{}: the connection was lost", doing), ""};
    } catch (pqxx::failure const& error) {
        throw_if_out_of_memory(error.what());
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), ""};
    }
}

// libpqxx waits with neither an eye on signals nor on a server that has fallen silent, so it does that in a thread of
// its own. After a signal the statement is cancelled; where that does not help, and where the server is not at work on
// it, the line is cut, which ends the wait.
template <typename Statement>
auto Target::attended(Purpose purpose, Statement statement) {
    if (purpose == Purpose::work) throw_if_interrupted();
    int const socket = connection_->sock();
    auto running = std::async(std::launch::async, std::move(statement));
    Clock::time_point since = Clock::now();
    while (running.wait_for(look_at_signals) == std::future_status::timeout) {
        bool lost = false;
        if (interrupted()) {
            if (purpose == Purpose::work) cancel_soon([connection = connection_] { connection->cancel_query(); });
            lost = running.wait_for(grace) == std::future_status::timeout;
        } else if (patience_.count() > 0 && Clock::now() - since > patience_) {
            // It may have finished while we looked.
            lost = !is_at_work(conninfo_, process_) && running.wait_for(look_at_signals) == std::future_status::timeout;
            since = Clock::now();
        }
        if (lost) shutdown(socket, SHUT_RDWR);
    }
    try {
        return running.get();
    } catch (...) {
        if (purpose == Purpose::work) throw_if_interrupted();
        throw;
    }
}

Target::Target(std::string const& conninfo) : conninfo_{complete_conninfo(conninfo)}, patience_{patience(conninfo_)} {
    connect();
}

void Target::connect() {
    try {
        // Nothing can cancel the search for a host's address or a handshake: after a signal it is left behind.
        std::packaged_task<std::shared_ptr<pqxx::connection>()> task{
            [conninfo = conninfo_] { return std::make_shared<pqxx::connection>(conninfo); }};
        std::future<std::shared_ptr<pqxx::connection>> connected = task.get_future();
        std::thread{std::move(task)}.detach();
        while (connected.wait_for(look_at_signals) == std::future_status::timeout) throw_if_interrupted();
        connection_ = connected.get();
#if PQXX_VERSION_MAJOR < 7
        // A new session would have neither our lock nor our settings; newer versions do not make one unasked.
        connection_->inhibit_reactivation(true);
#endif
    } catch (...) {
        rethrow_as_server_error("connecting to the target");
    }
    char const* const host = connection_->hostname();
    name_ = fmt::format("{} at {}:{} as {}", connection_->dbname(), host == nullptr ? "local socket" : host,
                        connection_->port(), connection_->username());
    // Nobody's settings for the role or database may end our waits; the values hold for this session only. A
    // lock_timeout that TARGET itself asks for (options=-c…) is what the user wants.
    query(
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
        "SELECT set_config(name, '30s', false) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout' AND source <> "
        "'client'; SET client_min_messages = warning; SET default_transaction_read_only = off; SET row_security = off; "
        // What others commit while we wait for their locks has to be seen.
        "SET default_transaction_isolation = 'read committed'; "
        "SET quote_all_identifiers = off; " +
        std::string{session_life});
    pqxx::result const session = query("SELECT coalesce(current_schema(), ''), pg_backend_pid()");
    schema_ = session[0][0].as<std::string>();
    process_ = session[0][1].as<int>();
}

std::string Target::uri() const {
    char const* const host = connection_->hostname();
    std::string const place = host == nullptr || *host == '/'
                                  ? fmt::format("/{}?host={}", connection_->dbname(), host == nullptr ? "" : host)
                                  : fmt::format("{}:{}/{}", host, connection_->port(), connection_->dbname());
    return fmt::format("postgresql+psycopg2://{}:***@{}", connection_->username(), place);
}

std::string Target::version() {
    std::string text = "PostgreSQL " + query("SHOW server_version")[0][0].as<std::string>();
    pqxx::result const extension = query("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'");
    if (!extension.empty()) text += fmt::format(" with TimescaleDB {}", extension[0][0].c_str());
    return text;
}

void Target::transaction(std::string_view doing, std::function<void()> const& work) {
    std::optional<pqxx::work> transaction;
    try {
        attended(Purpose::work, [&] { transaction.emplace(*connection_); });
        open_ = &*transaction;
        work();
        open_ = nullptr;
        attended(Purpose::work, [&] { transaction->commit(); });
    } catch (...) {
        open_ = nullptr;
        attended(Purpose::cleaning_up, [&] { transaction.reset(); });
        rethrow_as_server_error(doing);
    }
}

pqxx::result Target::run(std::string const& sql, Purpose purpose) {
    try {
        return attended(purpose, [&] {
            if (open_ != nullptr) return open_->exec(sql);
            pqxx::nontransaction session{*connection_};
            return session.exec(sql);
        });
    } catch (...) {
        rethrow_as_server_error(fmt::format("target {}", name_));
    }
}

pqxx::result Target::query(std::string const& sql) { return run(sql, Purpose::work); }

pqxx::result Target::last_query(std::string const& sql) { return run(sql, Purpose::cleaning_up); }

void Target::ensure_usable() {
    std::vector<std::string> problems;
    std::vector<std::string> steps;
    auto const problem = [&](std::string what, std::string step) {
        problems.push_back(std::move(what));
        steps.push_back(std::move(step));
    };
    pqxx::result const facts = query(
        "SELECT pg_encoding_to_char(encoding), pg_is_in_recovery(), has_database_privilege(oid, 'CREATE'), "
        "current_setting('server_version_num')::int, quote_ident(datname), quote_ident(current_user) "
        "FROM pg_database WHERE datname = current_database()");
    auto const row = facts[0];
    std::string const database = row[4].c_str();
    std::string const user = row[5].c_str();
    if (std::string const encoding = row[0].c_str(); encoding != "UTF8") {
        problem(fmt::format("its encoding is {}, not UTF8", encoding),
                fmt::format("createdb --encoding=UTF8 --template=template0 NAME"));
    }
    if (row[3].as<int>() < oldest_server) {
        problem(fmt::format("the server is PostgreSQL {}, older than 13", row[3].as<int>() / 10000),
                "use a newer server");
    }
    if (row[1].as<bool>()) {
        problem("the server is a standby and takes no writes", "connect to the primary");
    } else if (!row[2].as<bool>()) {
        problem("the role may not create the staging schema",
                fmt::format("GRANT CREATE ON DATABASE {} TO {}", database, user));
    }
    if (schema_.empty()) {
        problem("no schema of the role's search path exists", "CREATE SCHEMA, or ALTER ROLE … SET search_path");
    } else if (!query(fmt::format("SELECT has_schema_privilege({}, 'CREATE')", quote(schema_)))[0][0].as<bool>()) {
        problem(fmt::format("the role may not create tables in schema {}", schema_),
                fmt::format("GRANT CREATE ON SCHEMA {} TO {}", schema_, user));
    }
    if (!problems.empty()) {
        throw TargetError{fmt::format("target {}: {}", name_, fmt::join(problems, "; ")),
                          fmt::format("{}", fmt::join(steps, "; "))};
    }
}

ToastCompression Target::toast_compression() {
    pqxx::result const found = query(
        "SELECT setting, 'lz4' = ANY (enumvals) FROM pg_catalog.pg_settings WHERE name = 'default_toast_compression'");
    if (found.empty()) return {};
    return {found[0][0].as<std::string>(), found[0][1].as<bool>()};
}

void Target::ensure_toast_compression(std::string const& method) {
    if (method.empty()) return;
    ToastCompression const toast = toast_compression();
    if (!toast.now.empty() && (method != "lz4" || toast.lz4)) return;
    throw TargetError{fmt::format("target {}: its server cannot compress with {}: {}", name_, method,
                                  toast.now.empty() ? "PostgreSQL has that choice from release 14 on"
                                                    : "it was built without that library"),
                      "leave out --toast-compression"};
}

void Target::lock() {
    // The session of a run that has just ended may be there for a moment more.
    constexpr std::chrono::seconds moment{3};
    Clock::time_point const end = Clock::now() + moment;
    while (!query(fmt::format("SELECT pg_try_advisory_lock({})", advisory_lock))[0][0].as<bool>()) {
        if (Clock::now() > end) {
            throw TargetError{
                fmt::format("target {}: another migration is running: {} holds the lock", name_, lock_holder()),
                "wait for it, or end it"};
        }
        std::this_thread::sleep_for(look_at_signals);
    }
}

std::string Target::lock_holder() {
    pqxx::result const holder =
        query(fmt::format("SELECT l.pid, a.usename, coalesce(a.client_addr::text, 'local socket'), "
                          "to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
                          "FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) WHERE l.locktype = "
                          "'advisory' AND l.granted "
                          "AND l.classid = {} AND l.objid = {} AND l.database = (SELECT oid FROM pg_database "
                          "WHERE datname = current_database())",
                          advisory_lock >> 32, advisory_lock & 0xffffffff));
    if (holder.empty()) return "a session that has just ended";
    return fmt::format("server process {} (user {}, from {}, since {} UTC)", holder[0][0].c_str(), holder[0][1].c_str(),
                       holder[0][2].c_str(), holder[0][3].c_str());
}

bool Target::has_staging() {
    return !query(fmt::format("SELECT 1 FROM pg_namespace WHERE nspname = {}", quote(staging_schema))).empty();
}

std::string Target::revision_in(std::string const& schema, Store store) {
    std::string const table = fmt::format("{}.{}", connection_->quote_name(schema), version_table(store));
    if (query(fmt::format("SELECT to_regclass({})", quote(table)))[0][0].is_null()) return {};
    pqxx::result const rows = query(fmt::format("SELECT version_num FROM {}", table));
    return rows.size() == 1 ? rows[0][0].c_str() : std::string{};
}

Existing Target::ensure_replaceable(Schema const& wanted) {
    Existing existing;
    existing.revision = revision_in(schema_, wanted.store);
    // What MLflow made there: what belongs to the revision it is at.
    std::optional<Schema> made;
    if (existing.revision == wanted.revision) {
        made = wanted;
    } else if (Revision const* const known = find_revision(existing.revision, wanted.store);
               known != nullptr && known->recorded) {
        made = recorded_schema(existing.revision, wanted.store);
    }
    std::vector<std::string> problems;
    if (made) {
        std::vector<std::string> owned;
        for (Table const& table : made->tables) owned.push_back(table.name);
        existing.tables = first_column(query(
            fmt::format("SELECT relname FROM pg_class WHERE relnamespace = {} AND relkind IN ('r', 'p') AND relname "
                        "IN ({}) ORDER BY 1",
                        in_schema(), quoted_list(*this, owned))));
    }
    if (!existing.tables.empty()) {
        find_rows(existing, problems);
        find_dependents(existing, problems);
        find_additions(existing, *made, problems);
    }
    find_collisions(existing, wanted, problems);
    if (!problems.empty()) {
        constexpr std::size_t shown = 8;
        std::string const more = problems.size() > shown ? fmt::format("; and {} more", problems.size() - shown) : "";
        problems.resize(std::min(problems.size(), shown));
        throw TargetError{
            fmt::format("target {}, schema {}, is not empty: {}{}", name_, schema_, fmt::join(problems, "; "), more),
            std::string{wanted.store == Store::early_auth
                            ? "before MLflow 3.6 the auth database cannot share a schema with the tracking database: "
                            : ""} +
                "give an empty database: createdb --encoding=UTF8 --template=template0 NAME"};
    }
    return existing;
}

std::string Target::in_schema() const {
    return connection_->quote(connection_->quote_name(schema_)) + "::regnamespace";
}

// Rows other than what a first start of MLflow puts there. Of the auth app that is one user, the first, an
// administrator (create_admin_user in mlflow/server/auth/__init__.py). With any other user, role or permission it is in
// use. To replace that one loses no account: the source has its own administrator, and a start of the server makes the
// configured one when no user has that name. A password that was changed there meanwhile goes.
void Target::find_rows(Existing const& existing, std::vector<std::string>& problems) {
    for (std::string const& table : existing.tables) {
        std::string const first_start = table.starts_with("alembic_version") ? "true"
                                        : table == "experiments"             ? "experiment_id = 0 AND name = 'Default'"
                                        : table == "workspaces"              ? "name = 'default'"
                                        : table == "users"                   ? "id = 1 AND is_admin IS TRUE"
                                                                             : "false";
        pqxx::result const rows =
            query(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {}.{} WHERE NOT ({}) LIMIT 1000) AS counted",
                              connection_->quote_name(schema_), connection_->quote_name(table), first_start));
        if (auto const count = rows[0][0].as<std::int64_t>(); count > 0) {
            problems.push_back(fmt::format("{} holds {}{} rows", table, count, count == 1000 ? " or more" : ""));
        }
    }
}

// What hangs on the tables and would be lost with them, or would refuse to let them go.
void Target::find_dependents(Existing const& existing, std::vector<std::string>& problems) {
    std::string const names = quoted_list(*this, existing.tables);
    std::string const ours = fmt::format("c.relnamespace = {} AND c.relname IN ({})", in_schema(), names);
    for (std::string const& problem : first_column(query(fmt::format(
             "SELECT 'table ' || c.relname || ' has grants' FROM pg_class c WHERE {0} AND c.relacl IS NOT NULL "
             "UNION SELECT 'table ' || c.relname || ' has grants' FROM pg_class c "
             "JOIN pg_attribute a ON a.attrelid = c.oid WHERE {0} AND a.attacl IS NOT NULL "
             "UNION SELECT 'sequence ' || s.relname || ' has grants' FROM pg_class c JOIN pg_depend d "
             "ON d.refobjid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_class'::regclass "
             "JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' WHERE {0} AND s.relacl IS NOT NULL "
             "UNION SELECT 'table ' || c.relname || ' has rules' FROM pg_class c "
             "JOIN pg_rewrite w ON w.ev_class = c.oid WHERE {0} AND c.relkind IN ('r', 'p') "
             "UNION SELECT 'table ' || c.relname || ' has row security' FROM pg_class c WHERE {0} AND c.relrowsecurity "
             "UNION SELECT 'table ' || c.relname || ' has extended statistics' FROM pg_class c "
             "JOIN pg_statistic_ext e ON e.stxrelid = c.oid WHERE {0} "
             "UNION SELECT 'table ' || h.oid::regclass || ' inherits from ' || c.relname FROM pg_class c "
             "JOIN pg_inherits i ON i.inhparent = c.oid JOIN pg_class h ON h.oid = i.inhrelid "
             "WHERE {0} AND h.relnamespace::regnamespace::text <> '_timescaledb_internal' "
             "UNION SELECT 'table ' || c.relname || ' belongs to role ' || pg_get_userbyid(c.relowner) FROM pg_class c "
             "WHERE {0} AND pg_get_userbyid(c.relowner) <> current_user "
             "UNION SELECT 'table ' || c.relname || ' is in publication ' || p.pubname FROM pg_class c "
             "JOIN pg_publication_rel r ON r.prrelid = c.oid JOIN pg_publication p ON p.oid = r.prpubid WHERE {0} "
             "UNION SELECT 'view ' || v.relname || ' depends on ' || c.relname FROM pg_class c "
             "JOIN pg_depend d ON d.refobjid = c.oid AND d.refclassid = 'pg_class'::regclass "
             "AND d.classid = 'pg_rewrite'::regclass "
             "JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class WHERE {0} AND v.oid <> c.oid "
             "UNION SELECT 'table ' || f.conrelid::regclass || ' refers to ' || c.relname FROM pg_class c "
             "JOIN pg_constraint f ON f.confrelid = c.oid AND f.contype = 'f' JOIN pg_class r ON r.oid = f.conrelid "
             "WHERE {0} AND NOT (r.relnamespace = {1} AND r.relname IN ({2})) "
             "AND NOT EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = r.oid) "
             "UNION SELECT 'table ' || c.relname || ' has policies' FROM pg_class c "
             "JOIN pg_policy y ON y.polrelid = c.oid WHERE {0}",
             ours, in_schema(), names)))) {
        problems.push_back(problem);
    }
    if (query("SELECT to_regclass('timescaledb_information.hypertables')")[0][0].is_null()) return;
    for (std::string const& table :
         first_column(query(fmt::format("SELECT hypertable_name FROM timescaledb_information.hypertables WHERE "
                                        "hypertable_schema = {} AND hypertable_name IN ({}) ORDER BY 1",
                                        quote(schema_), names)))) {
        problems.push_back(fmt::format("table {} is a hypertable", table));
    }
}

// Columns, indexes and triggers that MLflow did not make; and the functions that it did.
void Target::find_additions(Existing& existing, Schema const& made, std::vector<std::string>& problems) {
    std::set<std::string> known;
    for (Table const& table : made.tables) {
        for (Column const& column : table.columns) known.insert("column " + table.name + "." + column.name);
        for (Key const& key : table.keys) known.insert("index " + table.name + "." + key.name);
        for (Index const& index : table.indexes) known.insert("index " + table.name + "." + index.name);
        for (std::string const& trigger : table.triggers) {
            constexpr std::size_t after_create_trigger = 15;
            known.insert(
                "trigger " + table.name + "." +
                trigger.substr(after_create_trigger, trigger.find(' ', after_create_trigger) - after_create_trigger));
        }
    }
    std::string const ours =
        fmt::format("c.relnamespace = {} AND c.relname IN ({})", in_schema(), quoted_list(*this, existing.tables));
    for (std::string const& found :
         first_column(query(fmt::format("SELECT 'column ' || c.relname || '.' || a.attname FROM pg_class c JOIN "
                                        "pg_attribute a ON a.attrelid = c.oid "
                                        "WHERE {0} AND a.attnum > 0 AND NOT a.attisdropped "
                                        "UNION SELECT 'index ' || c.relname || '.' || i.relname FROM pg_class c JOIN "
                                        "pg_index x ON x.indrelid = c.oid "
                                        "JOIN pg_class i ON i.oid = x.indexrelid WHERE {0} "
                                        "UNION SELECT 'trigger ' || c.relname || '.' || t.tgname FROM pg_class c JOIN "
                                        "pg_trigger t ON t.tgrelid = c.oid "
                                        "WHERE {0} AND NOT t.tgisinternal ORDER BY 1",
                                        ours)))) {
        if (!known.contains(found)) problems.push_back(found + " is not MLflow's");
    }
    // All triggers are MLflow's, so are their functions.
    existing.functions =
        first_column(query(fmt::format("SELECT DISTINCT p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = "
                                       "t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                                       "WHERE NOT t.tgisinternal AND p.pronamespace = {} AND {}",
                                       in_schema(), ours)));
}

// Relations that stay but have a name that is needed.
void Target::find_collisions(Existing const& existing, Schema const& wanted, std::vector<std::string>& problems) {
    std::vector<std::string> names = wanted.sequences;
    for (Table const& table : wanted.tables) {
        names.push_back(table.name);
        for (Key const& key : table.keys) names.push_back(key.name);
        for (Index const& index : table.indexes) names.push_back(index.name);
    }
    std::string const replaced = existing.tables.empty() ? "''" : quoted_list(*this, existing.tables);
    // Indexes and owned sequences go with their table; a table's row type has its name, too.
    for (std::string const& found : first_column(query(
             fmt::format("SELECT name FROM (SELECT c.relname AS name, coalesce(t.relname, o.relname, c.relname) AS "
                         "owner FROM pg_class c "
                         "LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid "
                         "LEFT JOIN pg_depend d ON d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i') "
                         "AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass "
                         "LEFT JOIN pg_class o ON o.oid = d.refobjid WHERE c.relnamespace = {0} "
                         "UNION SELECT typname, typname FROM pg_type WHERE typnamespace = {0} AND typrelid = 0 AND "
                         "typelem = 0) AS relations "
                         "WHERE name IN ({1}) AND owner NOT IN ({2}) ORDER BY 1",
                         in_schema(), quoted_list(*this, names), replaced)))) {
        problems.push_back(
            fmt::format("{} is there already{}", found,
                        existing.revision.empty() ? "" : fmt::format(" (MLflow revision {})", existing.revision)));
    }
}

std::string Target::oid_of(std::string_view schema, std::string_view table) {
    return query(fmt::format("SELECT {}::regclass::oid",
                             quote(fmt::format("{}.{}", connection_->quote_name(std::string{schema}),
                                               connection_->quote_name(std::string{table})))))[0][0]
        .c_str();
}

bool Target::was_published(std::string const& oid) {
    constexpr std::chrono::milliseconds pause{250};
    constexpr std::chrono::seconds between_warnings{30};
    int const lost = process_;
    Clock::time_point told = Clock::now() - between_warnings;
    for (;; std::this_thread::sleep_for(pause)) {
        std::string reason = fmt::format("the session that sent it (server process {}) is not finished", lost);
        try {
            connect();
            // At the far end of a broken line it may wait for us for ever; while it is at work on the COMMIT it is not
            // disturbed.
            query(
                fmt::format("SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE "
                            "pid = {} AND locktype = 'advisory' AND state LIKE 'idle%'",
                            lost));
            // The lock is free when the session that sent COMMIT is gone: then its outcome is final.
            if (query(fmt::format("SELECT pg_try_advisory_lock({})", advisory_lock))[0][0].as<bool>()) {
                return query(
                           fmt::format("SELECT 1 FROM pg_class WHERE oid = {} AND relnamespace = {}", oid, in_schema()))
                           .size() == 1;
            }
        } catch (ServerError const& error) {
            reason = error.what();
        } catch (std::bad_alloc const&) {
            reason = "out of memory";  // others may free some
        }
        if (Clock::now() - told < between_warnings) continue;
        spdlog::warn("waiting for the server to tell whether the publish took place: {}", reason);
        told = Clock::now();
    }
}

TargetFacts look_at(Target& target) { return {target.name(), target.version(), target.uri()}; }

}  // namespace mlflow2pg
