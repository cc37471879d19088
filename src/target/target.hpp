// SPDX-License-Identifier: Apache-2.0
// The PostgreSQL side: whether the server is usable, what the target already contains, and the lock that excludes a
// second migration. Statements go through libpqxx; its exceptions become ServerError here.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/next_step.hpp"
#include "mlflow/recorded_schema.hpp"
#include "target/address.hpp"

namespace mlflow2pg {

inline constexpr std::string_view staging_schema = "mlflow2pg_staging";

// Settings for the lifetime of a session, as far as the server knows them: no time-out ends it, and it ends soon after
// this program does. Otherwise, if the program dies or the connection breaks while the server builds an index, the
// session would keep its locks for hours and block the next run. Only on Linux can the server check whether its client
// is gone. Citus then distributes no new schema or table by itself, tells all workers of each change of a definition,
// makes one replica of each shard, and reads a reference table always from the same node. The rest are its defaults.
// Without jit: to compile a statement that counts the rows of all tables took 0.9 s, to run it 0.3 s.
inline constexpr std::string_view session_life =
    "SELECT set_config(name, wanted, false) FROM (VALUES ('idle_session_timeout', '0'), ('transaction_timeout', '0'), "
    "('jit', 'off'), "
    "('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), "
    "('tcp_user_timeout', '60s'), "
    "(CASE WHEN version() LIKE '%linux%' THEN 'client_connection_check_interval' END, '1s'), "
    "('citus.enable_schema_based_sharding', 'off'), ('citus.use_citus_managed_tables', 'off'), "
    "('citus.enable_ddl_propagation', 'on'), ('citus.enable_metadata_sync', 'on'), "
    "('citus.shard_replication_factor', '1'), ('citus.task_assignment_policy', 'greedy'), "
    "('citus.enable_local_execution', 'on'), ('citus.enable_router_execution', 'on'), "
    "('citus.propagate_set_commands', 'none'), ('citus.multi_task_query_log_level', 'off')) AS ours (name, wanted) "
    "WHERE current_setting(name, true) IS NOT NULL";

// For a transaction that creates a schema and objects in it. Otherwise Citus creates functions on its workers, too,
// over connections that do not see the schema yet; that needs a superuser, or fails (seen with 13.2). What a
// distributed table needs on the workers is created there when the table becomes one.
inline constexpr std::string_view only_here_sql =
    "SELECT set_config(name, 'off', true) FROM (VALUES ('citus.enable_ddl_propagation')) AS ours (name) WHERE "
    "current_setting(name, true) IS NOT NULL";

// Identifies a session of the server. A later session may have the same process number, but not the same start time.
struct ServerSession {
    int process = 0;
    std::string since;  // backend_start in seconds since 1970, as the server writes it
};

// What a new session of this role would have: the schema for its tables, and its settings.
inline constexpr char const* session_settings_sql = R"sql(
concat(current_schema(), (SELECT string_agg(setconfig::text, '' ORDER BY setdatabase, setrole)
    FROM pg_catalog.pg_db_role_setting
    WHERE setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
    AND setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user)))))sql";

// MLflow's tables are in the target, and belong to a role whose rights this one does not have. granting: gives the
// right to read them, which is enough for verify.
struct UnreadableTables : TargetError {
    UnreadableTables(std::string const& what, NextStep const& step, NextStep reading)
        : TargetError{what, NextSteps{step}}, granting{std::move(reading)} {}
    NextStep granting;
};

class Target {
public:
    // conninfo: a URI or keyword string for libpq. Connects. Throws TargetError when that fails, or when a connection
    // pooler does not give the session a server connection of its own; no setting was changed then. While the object
    // exists, a statement is sent whenever the connection has been idle for keepalive() (target/conninfo.hpp), and a
    // connection that is lost while it is idle is replaced, together with its lock. If that is not possible, the next
    // statement throws the reason.
    explicit Target(std::string const& conninfo);
    Target(Target const&) = delete;
    Target& operator=(Target const&) = delete;

    // The connection string for further connections to the same database. It contains the password.
    std::string const& conninfo() const { return conninfo_; }
    // "mlflow_tracking at db.example:5432 as ann", for messages; followed by "in role mlflow" when the session acts as
    // another role than the one that connected.
    std::string const& name() const { return name_; }
    // The address as given, completed by libpq's environment variables and defaults; see address_of.
    std::string uri(std::string_view scheme = "postgresql") const;
    // The address of the same database with another user.
    std::string uri_as(std::string_view user) const;
    // The address of the same database, with the same user, who acts in the role.
    std::string uri_in_role(std::string_view role) const;
    // A shell command that runs the statements in this database. Its address has no user, because another user may have
    // to run it.
    std::string psql(std::vector<std::string> const& statements) const;
    // The same as TARGET's user.
    std::string own_psql(std::vector<std::string> const& statements) const;
    // How to create an empty database on the same server in which this role may create tables.
    NextStep creating_another();
    // Whether TARGET contains a password, which uri() leaves out.
    bool has_password() const { return has_password_; }
    // "PostgreSQL 15.20", with the versions of TimescaleDB and Citus where these extensions are there.
    std::string const& version() const { return version_; }
    bool has_citus() const { return version_.find(" with Citus ") != std::string::npos; }
    // The schema for MLflow's tables: the first existing one of the role's search path.
    std::string const& schema() const { return schema_; }
    // schema() as an SQL expression of type regnamespace.
    std::string schema_oid() const;
    // Where the server's default_transaction_read_only = on comes from (pg_settings.source), before this object changed
    // it for its session; empty: it is off.
    std::string const& read_only_by() const { return read_only_by_; }
    // Throws TargetError when the sessions that MLflow will open get another schema, or other settings of the database
    // or the role, than when this object connected. now: the result of session_settings_sql.
    void ensure_sessions_alike(std::string const& now) const;
    // This connection's session on the server.
    ServerSession session() const;

    // Runs `work` in one transaction, which its first statement begins. Commits it or, in a rehearsal, rolls it back.
    // doing: describes the work in messages. After a deadlock this function calls `work` again, so `work` must not rely
    // on what an earlier call has stored.
    enum class End { commit, roll_back };
    void transaction(std::string_view doing, std::function<void()> const& work, End end = End::commit);
    bool in_transaction() const { return open_ != Open::no; }
    // Runs one or more statements, in the current transaction if there is one. Throws ServerError; after a signal asks
    // the server to cancel the statement and throws Interrupted.
    pqxx::result query(std::string const& sql);
    // Runs a statement that cleans up: it is sent even after a signal, and may then take one second.
    pqxx::result last_query(std::string const& sql);
    std::string quote(std::string_view text);

    // Takes the advisory lock until this connection is closed. Waits three seconds for a run that is just ending; then
    // throws TargetError, which names the holder of the lock.
    void lock();
    // Throws TargetError, as lock() does, when a migration is running.
    void ensure_unlocked();
    // Takes the lock if it is free; returns whether it did.
    bool try_lock();
    // As try_lock, but the lock is released at the end of the transaction, unless this connection had it before.
    bool try_lock_in_transaction();
    // Ends the session `lost`, an earlier one of our own that holds the lock, if it waits for its client. Does not end
    // a session that is working, for example on a COMMIT.
    void end_idle(ServerSession const& lost);
    // Opens a new session after the old one was lost. The new one does not hold the lock, and is not replaced when it
    // is lost.
    void reconnect();

    bool has_staging();
    // Whether the target's schema has no tables.
    bool is_empty();
    // The store's revision in the given schema; empty when there is none.
    std::string revision_in(std::string const& schema, Store store);
    // Throws TargetError with the next step when the server has refused to let this role read a table of the schema.
    // Otherwise, and in a transaction, does nothing.
    void explain_unreadable(std::string const& schema, ServerError const& refused);

private:
    // work: a signal cancels the statement. committing: the same, and a wait of several seconds is explained.
    // cleaning_up: after a signal the statement has one second.
    enum class Purpose { work, committing, cleaning_up };
    void open();
    // Throws TargetError when the server has refused the connection for a reason that one statement removes. Otherwise
    // does nothing.
    void explain_refused(ServerError const& refused);
    // The parameters as given, completed by libpq's environment variables and defaults.
    Parameters completed() const;
    // The address of another database of the server. An empty user means somebody else.
    std::string address_of_other(std::string_view database, bool with_user) const;
    // A command for an administrator, whose address has no user unless TARGET's own may run it. user: of TARGET.
    std::string administrators_psql(std::string_view database, std::string_view user,
                                    std::vector<std::string> const& statements) const;
    // The same, to create a database. Since PostgreSQL 15 only the owner of a database may create tables in it by
    // default.
    std::string create_database_command(std::string_view name, std::string_view owner) const;
    // process: the session's, as the server reports it.
    void ensure_own_session(int process);
    void set_up_session();
    void open_again();
    int server_process();
    void keep_alive(std::stop_token const& stop);
    std::string lock_holder();
    // As query(), outside of a transaction, in the role that connected; see as_login_role.
    pqxx::result query_as_login(std::string const& sql);
    pqxx::result run(std::string const& sql, Purpose purpose);
    // As run(), but without BEGIN, and with libpqxx's exceptions.
    pqxx::result execute(std::string const& sql, Purpose purpose);
    void roll_back();
    template <typename Statement>
    auto attended(Purpose purpose, Statement statement);

    std::string conninfo_;
    Parameters given_;
    bool has_password_;
    std::chrono::milliseconds patience_;
    std::string name_;
    std::string schema_;
    std::string version_;
    std::shared_ptr<pqxx::connection> connection_;  // shared with a thread that may outlast this object
    ServerSession session_;
    std::string read_only_by_;
    std::string session_settings_;  // the result of session_settings_sql when this object connected
    bool is_superuser_ = false;
    // Whether there is a transaction. begins: BEGIN is sent with its first statement.
    enum class Open { no, begins, yes };
    Open open_ = Open::no;
    bool holds_lock_ = false;
    std::exception_ptr failure_;  // why the lost session could not be replaced
    std::chrono::steady_clock::time_point last_used_;
    mutable std::recursive_mutex in_use_;  // guards the connection; recursive, because a transaction runs statements
    std::jthread keeper_;                  // last member: the thread uses the others
};

// Rethrows the current exception: pqxx's exceptions as ServerError, all others unchanged. Call it in a catch block.
[[noreturn]] void rethrow_as_server_error(std::string_view doing);

// The target's part of the report.
struct TargetFacts {
    std::string name;
    std::string version;
    std::string uri;     // for MLflow: whole, without a password
    std::string schema;  // of MLflow's tables
    // The revision of the empty tables of another MLflow release that were replaced; empty: none were.
    std::string replaced_revision;
};
// scheme: of the URI.
TargetFacts look_at(Target& target, std::string_view scheme);

}  // namespace mlflow2pg
