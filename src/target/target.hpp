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

// What stands in the target's schema already, as far as it matters for MLflow's tables.
struct Existing {
    std::string revision;             // of an MLflow that initialised the target; empty: none did
    std::vector<std::string> tables;  // MLflow's, which the publish will replace; empty: nothing there
    std::vector<std::string> functions;
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

    // Runs `work`, whose queries are one transaction, and commits. doing: for messages.
    void transaction(std::string_view doing, std::function<void()> const& work);
    // One or more statements, by themselves or in the transaction under way; failures become ServerError. Throws
    // Interrupted after a signal, when the server has been asked to cancel.
    pqxx::result query(std::string const& sql);
    // The same for a statement that cleans up: it is sent after a signal as well, and then given a second.
    pqxx::result last_query(std::string const& sql);
    std::string quote(std::string_view text) { return connection_->quote(std::string{text}); }

    // Encoding, version, standby, rights: all that is wrong in one TargetError.
    void ensure_usable();
    ToastCompression toast_compression();
    // Throws TargetError when the server does not have the method.
    void ensure_toast_compression(std::string const& method);
    // Takes the advisory lock for as long as this connection lives; waits three seconds for a run that is just ending,
    // then TargetError names who has it.
    void lock();
    // Throws TargetError when MLflow's tables hold anything that a publish would lose: rows, grants, another owner,
    // views, publications, columns or indexes of the user's, being a hypertable; or when other relations have names
    // that are needed.
    Existing ensure_replaceable(Schema const& wanted);
    bool has_staging();
    // The store's revision in the given schema; empty when there is none.
    std::string revision_in(std::string const& schema, Store store);

    // What the server calls a table for good, wherever it is moved.
    std::string oid_of(std::string_view schema, std::string_view table);
    // Looks over new connections whether a publish whose COMMIT got no answer took place: whether the table `oid` has
    // left the staging schema. Waits for as long as the server cannot be asked, since no other answer would be true.
    bool was_published(std::string const& oid);

private:
    std::string in_schema() const;
    void find_rows(Existing const& existing, std::vector<std::string>& problems);
    void find_dependents(Existing const& existing, std::vector<std::string>& problems);
    void find_additions(Existing& existing, Schema const& made, std::vector<std::string>& problems);
    void find_collisions(Existing const& existing, Schema const& wanted, std::vector<std::string>& problems);
    enum class Purpose { work, cleaning_up };
    void connect();
    std::string lock_holder();
    pqxx::result run(std::string const& sql, Purpose purpose);
    template <typename Statement>
    auto attended(Purpose purpose, Statement statement);

    std::string conninfo_;
    std::chrono::milliseconds patience_;
    std::string name_;
    std::string schema_;
    std::shared_ptr<pqxx::connection> connection_;  // shared with a cancellation that may outlast it
    int process_ = 0;                               // that serves it
    pqxx::work* open_ = nullptr;                    // the transaction under way
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
