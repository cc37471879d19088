// The PostgreSQL side as a whole: is it usable, what does it hold already, and the lock that keeps a second
// migration out. Statements go through libpqxx; what it throws becomes ServerError here.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <pqxx/pqxx>
#include <string>
#include <string_view>
#include <vector>

#include "mlflow/recorded_schema.hpp"

namespace mlflow2pg {

inline constexpr std::string_view staging_schema = "mlflow2pg_staging";

// What a session of ours lasts, for those settings that the server knows: as long as this program wants it, and no
// longer than this program. A server that has lost its client in the middle of an index, or to a broken line, would
// otherwise keep its locks, against the next run, for hours. Only Linux lets it look whether a client has gone.
inline constexpr std::string_view session_life =
    "SELECT set_config(name, wanted, false) FROM (VALUES ('idle_session_timeout', '0'), ('transaction_timeout', '0'), "
    "('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), "
    "('tcp_user_timeout', '60s'), "
    "(CASE WHEN version() LIKE '%linux%' THEN 'client_connection_check_interval' END, '1s')) AS ours (name, wanted) "
    "JOIN pg_catalog.pg_settings USING (name)";

// What tells a session of the server from all others, also from a later one whose process has the same number.
struct ServerSession {
    int process = 0;
    std::string since;  // backend_start in seconds since 1970, as the server writes it
};

// How the server compresses long values by itself (default_toast_compression).
struct ToastCompression {
    std::string now;  // empty before PostgreSQL 14, which has no choice
    bool lz4 = false;
};

class Target {
public:
    // conninfo: as locations give it. Connects; throws TargetError when that fails.
    explicit Target(std::string const& conninfo);

    // What a further connection to the same database needs; holds the password.
    std::string const& conninfo() const { return conninfo_; }
    // "mlflow_tracking at db.example:5432 as mlflow", for messages.
    std::string const& name() const { return name_; }
    // The URI for MLflow, password masked.
    std::string uri() const;
    // "PostgreSQL 15.20", with TimescaleDB's version when the extension is there.
    std::string version();
    // The schema that MLflow's tables go to: the first of the role's search path.
    std::string const& schema() const { return schema_; }
    // The same as an SQL expression of type regnamespace.
    std::string schema_oid() const;
    // The server's session of this connection.
    ServerSession const& session() const { return session_; }

    // Runs `work`, whose queries are one transaction, and commits it or, in a rehearsal, takes it back. doing: for
    // messages.
    enum class End { commit, roll_back };
    void transaction(std::string_view doing, std::function<void()> const& work, End end = End::commit);
    // One or more statements, by themselves or in the transaction under way; failures become ServerError. Throws
    // Interrupted after a signal, when the server has been asked to cancel.
    pqxx::result query(std::string const& sql);
    // The same for a statement that cleans up: it is sent after a signal as well, and then given a second.
    pqxx::result last_query(std::string const& sql);
    std::string quote(std::string_view text) { return connection_->quote(std::string{text}); }

    // Encoding, version, standby, rights, and whether sessions of this role are read-only until they ask for something
    // else, which MLflow's do not: all that is wrong in one TargetError.
    void ensure_usable();
    ToastCompression toast_compression();
    // Throws TargetError when the server does not have the method.
    void ensure_toast_compression(std::string const& method);
    // Takes the advisory lock for as long as this connection lives; waits three seconds for a run that is just ending,
    // then TargetError names who has it.
    void lock();
    // Takes it unless somebody has it.
    bool try_lock();
    // Ends the session `lost`, one of our own that had the lock, when it waits for its client; while it is at work, as
    // on a COMMIT, it is left alone.
    void end_idle(ServerSession const& lost);
    // A new session in place of one that is lost; without its lock.
    void connect();

    bool has_staging();
    // The store's revision in the given schema; empty when there is none.
    std::string revision_in(std::string const& schema, Store store);

private:
    enum class Purpose { work, cleaning_up };
    std::string lock_holder();
    pqxx::result run(std::string const& sql, Purpose purpose);
    template <typename Statement>
    auto attended(Purpose purpose, Statement statement);

    std::string conninfo_;
    std::chrono::milliseconds patience_;
    std::string name_;
    std::string schema_;
    std::shared_ptr<pqxx::connection> connection_;  // shared with a cancellation that may outlast it
    ServerSession session_;
    std::string read_only_by_;    // where default_transaction_read_only = on comes from; empty when it is off
    pqxx::work* open_ = nullptr;  // the transaction under way
};

// Throws what the current exception means: pqxx's exceptions as ServerError, all others as they are. To be
// called in a catch block.
[[noreturn]] void rethrow_as_server_error(std::string_view doing);

// What a report says of the target.
struct TargetFacts {
    std::string name;
    std::string version;
    std::string uri;  // for MLflow, password masked
};
TargetFacts look_at(Target& target);

}  // namespace mlflow2pg
