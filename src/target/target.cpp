// SPDX-License-Identifier: Apache-2.0
#include "target/target.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <future>
#include <optional>
#include <set>
#include <thread>

#include "base/abandonable.hpp"
#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "target/conninfo.hpp"
#include "target/deadlock.hpp"
#include "target/libpq.hpp"
#include "target/sessions.hpp"

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
// The time that a running statement gets after a signal. It must be short, because PgConnection may need time to cancel
// its own statement, too.
constexpr std::chrono::seconds grace{1};

// As as_login_role, for the other statements of the same message.
constexpr std::string_view as_login_for_statement = "SET LOCAL ROLE NONE; ";

// Why a COMMIT of the session with this process number takes long, and whether the user has to do something.
class CommitWait {
public:
    explicit CommitWait(int process) : process_{process} {}

    // Call it repeatedly while the COMMIT runs. After a signal it explains at once; otherwise after a few seconds, and
    // then every half minute.
    void explain(std::string const& conninfo) {
        constexpr std::chrono::seconds first{3};
        constexpr std::chrono::seconds between{30};
        bool const asked = signal_received() && !answered_;
        if (!asked && Clock::now() - told_ < (is_told_ ? between : first)) return;
        told_ = Clock::now();
        is_told_ = true;
        if (asked) {
            answered_ = true;
            spdlog::warn(
                "the signal has to wait: the COMMIT was sent, and only the server's answer tells whether it took "
                "place");
        }
        try {
            PgConnection asking{conninfo, {}, PgConnection::Silence::fail};
            asking.execute(as_login_role);
            if (!asking
                     .rows(fmt::format("SELECT 1 FROM pg_stat_activity WHERE pid = {} AND wait_event = 'SyncRep'",
                                       process_))
                     .empty()) {
                spdlog::warn(
                    "the COMMIT waits for a synchronous standby (SyncRep). It is on the server's disk and cannot be "
                    "undone. Let the standby come back, or have an administrator do without it: SELECT "
                    "pg_cancel_backend({}), or take it out of synchronous_standby_names and reload",
                    process_);
            }
        } catch (std::exception const& error) {  // only the COMMIT matters
            spdlog::debug("why the COMMIT waits is not known: {}", error.what());
        }
    }

private:
    int process_;
    Clock::time_point told_ = Clock::now();
    bool is_told_ = false;
    bool answered_ = false;
};

// SQL for the settings of TARGET's or the environment's `options` that the session does not have; NULL: it has all.
std::string ignored_settings_sql(Parameters const& given) {
    std::vector<std::string> names;
    for (std::string const& setting : settings_of(given))
        names.push_back(fmt::format("lower({})", quote_literal(setting)));
    if (names.empty()) return "NULL";
    return fmt::format(
        "(SELECT string_agg(name, ', ') FROM pg_catalog.pg_settings WHERE source <> 'client' AND lower(name) IN ({}))",
        fmt::join(names, ", "));
}

// With another search_path the rows would go to another schema.
void ensure_not_ignored(std::string const& settings) {
    if (settings.empty()) return;
    throw TargetError{
        fmt::format("the session does not have what options sets: {}. A connection pooler ignores it", settings),
        "connect to the server itself; or leave options out, and use ALTER ROLE … IN DATABASE … SET"};
}

// not_as: the user of TARGET if the address leaves the user open, so that PGUSER must not name this one; else empty.
std::string psql_command(std::string const& address, std::string_view not_as,
                         std::vector<std::string> const& statements) {
    char const* const user = std::getenv("PGUSER");
    std::string command = !not_as.empty() && user != nullptr && user == not_as ? "env -u PGUSER psql " : "psql ";
    command += shell_word(address);
    for (std::string const& statement : statements) command += " -c " + shell_word(statement);
    return command;
}

}  // namespace

void rethrow_as_server_error(std::string_view doing) {
    try {
        throw;
    } catch (pqxx::deadlock_detected const& error) {
        // Up to version 6 of libpqxx this exception has no SQLSTATE.
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), "40P01"};
    } catch (pqxx::sql_error const& error) {
        if (error.sqlstate().empty()) throw_if_out_of_memory(error.what());
        throw ServerError{fmt::format("{}: {}", doing, one_line(error.what())), error.sqlstate()};
    } catch (pqxx::in_doubt_error const&) {
        // libpqxx's message tells the user to find out what became of a COMMIT. This program finds that out itself.
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
    std::lock_guard const guard{in_use_};
    if (failure_) std::rethrow_exception(failure_);
    bool const cancels = purpose != Purpose::cleaning_up;
    if (cancels) throw_if_interrupted();
    CommitWait wait{session_.process};
    int const socket = connection_->sock();
    auto running = std::async(std::launch::async, std::move(statement));
    Clock::time_point since = Clock::now();
    while (running.wait_for(look_at_signals) == std::future_status::timeout) {
        bool lost = false;
        if (purpose == Purpose::committing && !interrupted()) wait.explain(conninfo_);
        if (interrupted()) {
            if (cancels) cancel_soon([connection = connection_] { connection->cancel_query(); });
            lost = running.wait_for(grace) == std::future_status::timeout;
        } else if (patience_.count() > 0 && Clock::now() - since > patience_) {
            // The statement may have finished during the check.
            lost = !is_at_work(conninfo_, session_.process) &&
                   running.wait_for(look_at_signals) == std::future_status::timeout;
            since = Clock::now();
        }
        if (lost) shutdown(socket, SHUT_RDWR);
    }
    last_used_ = Clock::now();
    try {
        return running.get();
    } catch (...) {
        if (cancels) throw_if_interrupted();
        throw;
    }
}

Target::Target(std::string const& conninfo)
    : conninfo_{complete_conninfo(conninfo)},
      given_{parameters_of(conninfo)},
      has_password_{mlflow2pg::has_password(conninfo)},
      patience_{patience(conninfo_)} {
    open();
    char const* const host = connection_->hostname();
    name_ = fmt::format("{} at {}:{} as {}", connection_->dbname(), host == nullptr ? "local socket" : host,
                        connection_->port(), connection_->username());
    // Read the settings before we change them: MLflow's sessions will have them.
    pqxx::result const facts = query(
        "SELECT pg_backend_pid(), CASE WHEN current_user <> session_user THEN ' in role ' || current_user END, "
        "(SELECT source FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only' AND setting = 'on'), "
        "current_schema(), concat('PostgreSQL ', current_setting('server_version'), (SELECT string_agg(' with ' || "
        "called || ' ' || extversion, '' ORDER BY called) FROM pg_catalog.pg_extension JOIN (VALUES ('citus', "
        "'Citus'), ('timescaledb', 'TimescaleDB')) AS known (extname, called) USING (extname))), " +
        ignored_settings_sql(given_) +
        ", (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper), " + session_settings_sql);
    auto const text = [&](int column) { return facts[0][column].is_null() ? "" : facts[0][column].c_str(); };
    name_ += text(1);
    ensure_own_session(facts[0][0].as<int>());
    ensure_not_ignored(text(5));
    is_superuser_ = !facts[0][6].is_null();
    read_only_by_ = text(2);
    session_settings_ = text(7);
    schema_ = text(3);
    version_ = text(4);
    set_up_session();
    keeper_ = std::jthread{[this](std::stop_token const& stop) { keep_alive(stop); }};
}

void Target::reconnect() {
    keeper_.request_stop();
    std::lock_guard const guard{in_use_};
    failure_ = nullptr;
    open_again();
}

void Target::keep_alive(std::stop_token const& stop) {
    std::chrono::seconds const interval = keepalive(conninfo_);
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock waiting{mutex};
    while (!stopped.wait_for(waiting, stop, look_at_signals, [&] { return stop.stop_requested(); })) {
        std::unique_lock const unused{in_use_, std::try_to_lock};
        if (!unused || failure_ || open_ != Open::no || Clock::now() - last_used_ < interval) continue;
        try {
            last_query("SELECT 1");
            continue;
        } catch (std::exception const& lost) {
            spdlog::info("connecting again: {}", lost.what());
        }
        try {
            ServerSession const lost = session_;
            open_again();
            if (!holds_lock_) continue;
            end_idle(lost);
            lock();
        } catch (...) {
            failure_ = std::current_exception();
        }
    }
}

void Target::open() {
    try {
        // Looking up a host's address and a handshake cannot be cancelled. After a signal they are abandoned.
        Abandonable<std::shared_ptr<pqxx::connection>> connecting{
            [conninfo = conninfo_] { return std::make_shared<pqxx::connection>(conninfo); }};
        while (!connecting.is_done_within(look_at_signals)) throw_if_interrupted();
        try {
            connection_ = connecting.get();
        } catch (...) {
            rethrow_as_server_error("connecting to the target");
        }
#if PQXX_VERSION_MAJOR < 7
        // A new session would have neither our lock nor our settings. Newer versions of libpqxx do not reconnect by
        // themselves.
        connection_->inhibit_reactivation(true);
#endif
    } catch (ServerError const& refused) {
        explain_refused(refused);
        throw;
    }
    last_used_ = Clock::now();
}

void Target::explain_refused(ServerError const& refused) {
    std::string_view const words = refused.what();
    auto const says = [&](std::string_view reason) { return words.find(reason) != std::string_view::npos; };
    bool const may_not_connect = says("permission denied for database");
    bool const is_closed = says("is not currently accepting connections");
    bool const may_not_log_in = says("is not permitted to log in");
    if (refused.sqlstate() != "3D000" && !may_not_connect && !is_closed && !may_not_log_in) return;
    Parameters const used = resolved_parameters(conninfo_);
    auto const value_of = [&](std::string_view keyword) {
        auto const found = std::ranges::find(used, keyword, &Parameters::value_type::first);
        return found == used.end() ? std::string{} : found->second;
    };
    std::string const database = value_of("dbname");
    if (database.empty()) return;
    if (database.ends_with('/')) throw TargetError{refused.what(), "leave out the / at the end of TARGET"};
    // A service may name a user, too, who need not have the right.
    if (std::ranges::find(given_, "service", &Parameters::value_type::first) != given_.end()) given_ = used;
    std::string const user = value_of("user");
    auto const fail = [&](std::string const& sentence, std::string_view in, std::string const& statement) {
        throw TargetError{refused.what(), sentence, administrators_psql(in, user, {statement})};
    };
    if (may_not_connect) {
        fail("as the owner or a superuser", database,
             fmt::format("GRANT CONNECT ON DATABASE {} TO {}", quote_identifier(database), quote_identifier(user)));
    }
    if (may_not_log_in) {
        fail("name another user in TARGET. Or, as an administrator of the server", "postgres",
             fmt::format("ALTER ROLE {} LOGIN", quote_identifier(user)));
    }
    if (is_closed) {
        fail("name another database. Or open it, as an administrator of the server", "postgres",
             fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS true", quote_identifier(database)));
    }
    throw TargetError{refused.what(), "correct its name in TARGET. Or create it, as an administrator of the server",
                      create_database_command(database, user)};
}

std::string Target::address_of_other(std::string_view database, bool with_user) const {
    Parameters parameters = given_;
    auto const has = [&](std::string_view keyword) {
        return std::ranges::find(parameters, keyword, &Parameters::value_type::first) != parameters.end();
    };
    auto const leave_out = [&](std::string_view keyword) {
        std::erase_if(parameters, [&](auto const& parameter) { return parameter.first == keyword; });
    };
    leave_out("dbname");
    if (!with_user) {
        leave_out("user");
        // In the role that TARGET sets, another user would not have the rights that the command needs.
        std::vector<std::string> const settings = settings_of(given_);
        if (std::ranges::find_first_of(settings, std::array{"role", "session_authorization"}) != settings.end()) {
            leave_out("options");
        }
        if (has("service") && connection_ != nullptr && connection_->is_open()) {  // it may name a user, too
            leave_out("service");
            if (!has("host")) parameters.emplace_back("host", connection_->hostname());
            if (!has("port")) parameters.emplace_back("port", connection_->port());
        }
    }
    parameters.emplace_back("dbname", database);
    return address_of(parameters, "postgresql");
}

std::string Target::administrators_psql(std::string_view database, std::string_view user,
                                        std::vector<std::string> const& statements) const {
    return psql_command(address_of_other(database, is_superuser_), is_superuser_ ? "" : user, statements);
}

std::string Target::psql(std::vector<std::string> const& statements) const {
    return administrators_psql(connection_->dbname(), connection_->username(), statements);
}

std::string Target::own_psql(std::vector<std::string> const& statements) const {
    return psql_command(address_of_other(connection_->dbname(), true), "", statements);
}

NextStep Target::creating_another() {
    std::set<std::string> taken;
    for (auto const& row : query("SELECT datname FROM pg_catalog.pg_database")) taken.emplace(row[0].c_str());
    std::string name;
    for (int number = 2; name.empty() || taken.contains(name); ++number) {
        // The server cuts a name that is longer, and would find the one that is taken.
        constexpr std::size_t longest_name = 63;
        std::string const ending = fmt::format("_{}", number);
        name = std::string_view{connection_->dbname()}.substr(0, longest_name - ending.size());
        name.resize(whole_characters(name));
        name += ending;
    }
    return {fmt::format("give an empty database, such as {}. To create it, as an administrator of the server",
                        address_of_other(name, true)),
            create_database_command(name, connection_->username())};
}

std::string Target::create_database_command(std::string_view name, std::string_view owner) const {
    return administrators_psql("postgres", owner,
                               {fmt::format("CREATE DATABASE {} OWNER {} ENCODING UTF8 TEMPLATE template0",
                                            quote_identifier(name), quote_identifier(owner))});
}

void Target::open_again() {
    open();
    ensure_own_session(server_process());
    set_up_session();
}

void Target::set_up_session() {
    // Settings of the role or the database must not end our waits. The values apply to this session only. A
    // lock_timeout that TARGET itself sets (options=-c…) is the user's wish, and is left unchanged.
    std::string const settings =
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; "
        "SELECT set_config(name, '30s', false) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout' AND source <> "
        "'client'; SET client_min_messages = warning; SET default_transaction_read_only = off; SET row_security = off; "
        // We must see what other sessions commit while we wait for their locks.
        "SET default_transaction_isolation = 'read committed'; "
        // Only a publish has to wait for the disk and for standbys. What a crash loses before that is done again.
        "SET synchronous_commit = off; "
        "SET quote_all_identifiers = off; SET standard_conforming_strings = on; "
        // With this setting one transaction on Citus can move tables that refer to each other: it changes one shard
        // after the other.
        "SELECT set_config(name, 'sequential', false) FROM (VALUES ('citus.multi_shard_modify_mode')) AS ours (name) "
        "WHERE current_setting(name, true) IS NOT NULL; " +
        std::string{session_life};
    pqxx::result const session =
        query(settings + "; " + std::string{as_login_for_statement} +
              "SELECT pid, extract(epoch FROM backend_start) FROM pg_stat_activity WHERE pid = pg_backend_pid()");
    session_ = {session[0][0].as<int>(), session[0][1].as<std::string>()};
}

int Target::server_process() { return query("SELECT pg_backend_pid()")[0][0].as<int>(); }

// A pooler announces a process number of its own to its clients.
void Target::ensure_own_session(int process) {
    if (process == connection_->backendpid()) return;
    Pooling const pooling = find_pooling(conninfo_, [&] { return server_process(); });
    if (pooling == Pooling::own) return;
    throw TargetError{fmt::format("target {}: a connection pooler in {} mode is between this program and the server",
                                  name_, pooling == Pooling::transaction ? "transaction" : "statement"),
                      "connect to the server itself, or to a pool in session mode: settings and locks of a session "
                      "have to stay its own"};
}

std::string Target::uri(std::string_view scheme) const { return address_of(completed(), scheme); }

std::string Target::uri_as(std::string_view user) const {
    Parameters parameters = completed();
    std::erase_if(parameters, [](auto const& parameter) { return parameter.first == "user"; });
    parameters.emplace_back("user", user);
    return address_of(parameters);
}

std::string Target::uri_in_role(std::string_view role) const {
    Parameters parameters = completed();
    std::string setting = "-crole=";
    for (char const character : role) {  // blanks separate the options
        if (character == ' ' || character == '\\') setting += '\\';
        setting += character;
    }
    auto const options = std::ranges::find(parameters, "options", &Parameters::value_type::first);
    if (options == parameters.end()) {
        parameters.emplace_back("options", setting);
    } else {
        options->second += " " + setting;
    }
    return address_of(parameters);
}

Parameters Target::completed() const {
    std::lock_guard const guard{in_use_};
    Parameters parameters = given_;
    auto const add = [&](std::string_view keyword, char const* value) {
        bool const is_given = std::any_of(given_.begin(), given_.end(),
                                          [&](auto const& parameter) { return parameter.first == keyword; });
        if (!is_given && value != nullptr) parameters.emplace_back(keyword, value);
    };
    // Another program or user may have other defaults, so the address has to name the place. A service also names it.
    bool const has_place = std::any_of(given_.begin(), given_.end(), [](auto const& parameter) {
        return parameter.first == "service" || parameter.first == "host" || parameter.first == "hostaddr";
    });
    add("user", connection_->username());
    add("dbname", connection_->dbname());
    if (!has_place) add("host", connection_->hostname());
    if (!has_place) add("port", connection_->port());
    return parameters;
}

void Target::transaction(std::string_view doing, std::function<void()> const& work, End end) {
    std::lock_guard const guard{in_use_};
    auto const attempt = [&] {
        open_ = Open::begins;
        try {
            work();
            bool const has_begun = std::exchange(open_, Open::no) == Open::yes;
            if (has_begun) execute(end == End::commit ? "COMMIT" : "ROLLBACK", Purpose::committing);
        } catch (...) {
            if (std::exchange(open_, Open::no) == Open::yes) roll_back();
            rethrow_as_server_error(doing);
        }
    };
    in_spite_of_deadlocks(attempt);
}

// Called while an exception is handled. That exception is reported to the user; a failure here is not.
void Target::roll_back() {
    try {
        execute("ROLLBACK", Purpose::cleaning_up);
    } catch (std::exception const&) {  // the connection is lost, and the transaction with it
    }
}

pqxx::result Target::execute(std::string const& sql, Purpose purpose) {
    return attended(purpose, [&] {
        pqxx::nontransaction session{*connection_};
        return session.exec(sql);
    });
}

pqxx::result Target::run(std::string const& sql, Purpose purpose) {
    auto const attempt = [&] {
        try {
            // BEGIN is sent in the same message, which saves a round trip.
            bool const begins = open_ == Open::begins;
            if (begins) open_ = Open::yes;
            return execute(begins ? "BEGIN; " + sql : sql, purpose);
        } catch (...) {
            rethrow_as_server_error(fmt::format("target {}", name_));
        }
    };
    // The statements of one message are a transaction, unless they are a part of a longer one.
    return open_ == Open::no ? in_spite_of_deadlocks(attempt) : attempt();
}

ServerSession Target::session() const {
    std::lock_guard const guard{in_use_};
    return session_;
}

std::string Target::quote(std::string_view text) {
    std::lock_guard const guard{in_use_};
    return connection_->quote(std::string{text});
}

pqxx::result Target::query(std::string const& sql) { return run(sql, Purpose::work); }

// The server runs both statements in one transaction.
pqxx::result Target::query_as_login(std::string const& sql) { return query(std::string{as_login_for_statement} + sql); }

pqxx::result Target::last_query(std::string const& sql) { return run(sql, Purpose::cleaning_up); }

bool Target::try_lock() {
    return query(fmt::format("SELECT pg_try_advisory_lock({})", advisory_lock))[0][0].as<bool>();
}

bool Target::try_lock_in_transaction() {
    return query(fmt::format("SELECT pg_try_advisory_xact_lock({})", advisory_lock))[0][0].as<bool>();
}

void Target::lock() {
    std::lock_guard const guard{in_use_};
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
    holds_lock_ = true;
}

void Target::ensure_unlocked() {
    std::lock_guard const guard{in_use_};
    lock();
    query(fmt::format("SELECT pg_advisory_unlock({})", advisory_lock));
    holds_lock_ = false;
}

std::string Target::lock_holder() {
    pqxx::result const holder =
        query_as_login(fmt::format("SELECT l.pid, a.usename, coalesce(a.client_addr::text, 'local socket'), "
                                   "to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
                                   "FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) WHERE {}",
                                   is_our_lock));
    if (holder.empty()) return "a session that has just ended";
    return fmt::format("server process {} (user {}, from {}, since {} UTC)", holder[0][0].c_str(), holder[0][1].c_str(),
                       holder[0][2].c_str(), holder[0][3].c_str());
}

void Target::end_idle(ServerSession const& lost) {
    query_as_login(fmt::format(
        "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l USING (pid) "
        "WHERE a.pid = {} AND extract(epoch FROM a.backend_start)::text = {} AND a.state LIKE 'idle%' AND {}",
        lost.process, quote(lost.since), is_our_lock));
}

bool Target::has_staging() {
    return !query(fmt::format("SELECT 1 FROM pg_namespace WHERE nspname = {}", quote(staging_schema))).empty();
}

bool Target::is_empty() {
    return query(fmt::format("SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = {} LIMIT 1",
                             schema_oid()))
        .empty();
}

std::string Target::revision_in(std::string const& schema, Store store) {
    std::lock_guard const guard{in_use_};
    std::string const table = fmt::format("{}.{}", connection_->quote_name(schema), version_table(store));
    if (query(fmt::format("SELECT to_regclass({})", quote(table)))[0][0].is_null()) return {};
    try {
        pqxx::result const rows = query(fmt::format("SELECT version_num FROM {}", table));
        return rows.size() == 1 ? rows[0][0].c_str() : std::string{};
    } catch (ServerError const& refused) {
        explain_unreadable(schema, refused);
        throw;
    }
}

void Target::explain_unreadable(std::string const& schema, ServerError const& refused) {
    constexpr std::string_view insufficient_privilege = "42501";
    if (refused.sqlstate() != insufficient_privilege || in_transaction()) return;
    pqxx::result const owner = query(fmt::format(
        "SELECT pg_get_userbyid(relowner), quote_ident(current_user), pg_has_role(relowner, 'USAGE') FROM pg_class "
        "WHERE relnamespace = {}::regnamespace AND relkind IN ('r', 'p') AND NOT has_table_privilege(oid, 'SELECT') "
        "AND position(relname IN {}) > 0 ORDER BY length(relname) DESC LIMIT 1",
        quote(quote_identifier(schema)), quote(refused.what())));
    if (owner.empty()) return;
    std::string const in_schema = quote_identifier(schema);
    std::string const role = owner[0][1].c_str();
    if (owner[0][2].as<bool>()) {
        throw TargetError{
            fmt::format("target {}: the role has no right to read its own tables there ({})", name_, refused.what()),
            "give it back",
            own_psql({fmt::format("GRANT ALL ON ALL TABLES IN SCHEMA {} TO {}", in_schema, role),
                      fmt::format("GRANT ALL ON ALL SEQUENCES IN SCHEMA {} TO {}", in_schema, role)})};
    }
    throw UnreadableTables{
        fmt::format("target {}: the role may not read MLflow's tables there, which belong to {} ({})", name_,
                    owner[0][0].c_str(), refused.what()),
        {fmt::format("connect as {}; or give another database", owner[0][0].c_str())},
        {"or, as the owner or a superuser",
         psql({fmt::format("GRANT USAGE ON SCHEMA {} TO {}", in_schema, role),
               fmt::format("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}", in_schema, role),
               fmt::format("GRANT SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}", in_schema, role)})}};
}

void Target::ensure_sessions_alike(std::string const& now) const {
    if (now == session_settings_) return;
    throw TargetError{
        fmt::format(
            "target {}: the settings of its database or role have changed since this run began, or a schema that "
            "comes first in search_path was created",
            name_),
        "run again: only the publish is left, and MLflow's sessions are looked at once more"};
}

std::string Target::schema_oid() const {
    std::lock_guard const guard{in_use_};
    return connection_->quote(connection_->quote_name(schema_)) + "::regnamespace";
}

TargetFacts look_at(Target& target, std::string_view scheme) {
    return {target.name(), target.version(), target.uri(scheme), target.schema(), {}};
}

}  // namespace mlflow2pg
