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

// An arbitrary number; this one spells "mlflow2p".
constexpr std::int64_t advisory_lock = 0x6d6c666c6f773270;
// The condition that row l of pg_locks is this lock. A 64-bit key is stored in two halves, with objsubid 1:
// https://www.postgresql.org/docs/15/view-pg-locks.html
std::string const is_our_lock = fmt::format(
    "l.locktype = 'advisory' AND l.granted AND l.classid = {} AND l.objid = {} AND l.objsubid = 1 AND l.database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())",
    advisory_lock >> 32, advisory_lock & 0xffffffff);

constexpr std::chrono::milliseconds look_at_signals{100};
// The time that a running statement gets after a signal. PgConnection may need time for its own cancelling, too, so it
// must be short.
constexpr std::chrono::seconds grace{1};

constexpr int oldest_server = 130000;  // the oldest that the tests run against

}  // namespace

void rethrow_as_server_error(std::string_view doing) {
    try {
        throw;
    } catch (pqxx::sql_error const& error) {
        if (error.sqlstate().empty()) throw_if_out_of_memory(error.what());
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), error.sqlstate()};
    } catch (pqxx::in_doubt_error const&) {
        // libpqxx's message tells the user to find out what became of a COMMIT. This program does that itself.
        throw ServerError{fmt::format("{}: the connection was lost", doing), ""};
    } catch (pqxx::failure const& error) {
        throw_if_out_of_memory(error.what());
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), ""};
    }
}

// libpqxx waits without checking for signals or for a server that no longer answers. So the statement runs in a
// separate thread. After a signal the statement is cancelled. If that has no effect, or the server is no longer working
// on the statement, the socket is shut down, which ends the wait.
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
            // The statement may have finished during the check.
            lost = !is_at_work(conninfo_, session_.process) &&
                   running.wait_for(look_at_signals) == std::future_status::timeout;
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
        // Looking up a host's address and a handshake cannot be cancelled. After a signal the thread is abandoned.
        std::packaged_task<std::shared_ptr<pqxx::connection>()> task{
            [conninfo = conninfo_] { return std::make_shared<pqxx::connection>(conninfo); }};
        std::future<std::shared_ptr<pqxx::connection>> connected = task.get_future();
        std::thread{std::move(task)}.detach();
        while (connected.wait_for(look_at_signals) == std::future_status::timeout) throw_if_interrupted();
        connection_ = connected.get();
#if PQXX_VERSION_MAJOR < 7
        // A new session would have neither our lock nor our settings. Newer versions of libpqxx do not reconnect by
        // themselves.
        connection_->inhibit_reactivation(true);
#endif
    } catch (...) {
        rethrow_as_server_error("connecting to the target");
    }
    char const* const host = connection_->hostname();
    name_ = fmt::format("{} at {}:{} as {}", connection_->dbname(), host == nullptr ? "local socket" : host,
                        connection_->port(), connection_->username());
    // Read before we change it: MLflow's sessions will have this setting.
    pqxx::result const read_only = query(
        "SELECT source FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only' AND setting = 'on'");
    read_only_by_ = read_only.empty() ? "" : read_only[0][0].as<std::string>();
    // Settings of the role or the database must not end our waits. The values apply to this session only. A
    // lock_timeout that TARGET itself sets (options=-c…) is the user's wish, and is left unchanged.
    query(
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
        "SELECT set_config(name, '30s', false) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout' AND source <> "
        "'client'; SET client_min_messages = warning; SET default_transaction_read_only = off; SET row_security = off; "
        // We must see what other sessions commit while we wait for their locks.
        "SET default_transaction_isolation = 'read committed'; "
        "SET quote_all_identifiers = off; " +
        std::string{session_life});
    pqxx::result const session = query(
        "SELECT coalesce(current_schema(), ''), pid, extract(epoch FROM backend_start) FROM pg_stat_activity WHERE pid "
        "= pg_backend_pid()");
    schema_ = session[0][0].as<std::string>();
    session_ = {session[0][1].as<int>(), session[0][2].as<std::string>()};
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

void Target::transaction(std::string_view doing, std::function<void()> const& work, End end) {
    std::optional<pqxx::work> transaction;
    try {
        attended(Purpose::work, [&] { transaction.emplace(*connection_); });
        open_ = &*transaction;
        work();
        open_ = nullptr;
        attended(Purpose::work, [&] { end == End::commit ? transaction->commit() : transaction->abort(); });
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
    if (!read_only_by_.empty()) {
        problem("its sessions are read-only, so MLflow could not write (default_transaction_read_only = on)",
                (read_only_by_ == "database"        ? fmt::format("ALTER DATABASE {} RESET", database)
                 : read_only_by_ == "user"          ? fmt::format("ALTER ROLE {} RESET", user)
                 : read_only_by_ == "database user" ? fmt::format("ALTER ROLE {} IN DATABASE {} RESET", user, database)
                 : read_only_by_ == "global"        ? "ALTER ROLE ALL RESET"
                 : read_only_by_ == "client"        ? "take out of TARGET or PGOPTIONS:"
                                                    : "set to off in the server's configuration:") +
                    std::string{" default_transaction_read_only"} +
                    " (hosting services set it when the disk is nearly full: then make room first)");
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

bool Target::try_lock() {
    return query(fmt::format("SELECT pg_try_advisory_lock({})", advisory_lock))[0][0].as<bool>();
}

void Target::lock() {
    // The session of a run that has just ended may exist a little longer.
    constexpr std::chrono::seconds moment{3};
    Clock::time_point const end = Clock::now() + moment;
    while (!try_lock()) {
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
                          "FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) WHERE {}",
                          is_our_lock));
    if (holder.empty()) return "a session that has just ended";
    return fmt::format("server process {} (user {}, from {}, since {} UTC)", holder[0][0].c_str(), holder[0][1].c_str(),
                       holder[0][2].c_str(), holder[0][3].c_str());
}

void Target::end_idle(ServerSession const& lost) {
    query(fmt::format(
        "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l USING (pid) "
        "WHERE a.pid = {} AND extract(epoch FROM a.backend_start)::text = {} AND a.state LIKE 'idle%' AND {}",
        lost.process, quote(lost.since), is_our_lock));
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

std::string Target::schema_oid() const {
    return connection_->quote(connection_->quote_name(schema_)) + "::regnamespace";
}

TargetFacts look_at(Target& target) { return {target.name(), target.version(), target.uri(), {}}; }

}  // namespace mlflow2pg
