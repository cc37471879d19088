// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace mlflow2pg {

namespace {

// When a connection is refused, libpq reports no SQLSTATE. Its English message, or the server's, then shows the reason.
// "parameter" and "sslmode" are reasons that have no SQLSTATE of their own.
struct Words {
    std::string_view found;
    std::string_view sqlstate;
    std::string_view next_step = {};  // if it is not that of the SQLSTATE
};
// Poolers have a single SQLSTATE, 08P01, for everything that they refuse. PgConnection's first statement is the one
// that waits for a connection of the pool.
constexpr std::string_view pool_exhausted =
    "the connection pooler has no connection left: raise the size of its pool, lower --jobs, or connect to the server "
    "itself";
constexpr std::string_view wrong_options =
    "correct options in TARGET, or PGOPTIONS: write options=-csearch_path%3DNAME, and a backslash before a blank";
constexpr std::string_view wrong_attrs =
    "correct target_session_attrs in TARGET or PGTARGETSESSIONATTRS; read-write finds the primary";
constexpr std::string_view wrong_port = "correct the port in TARGET or PGPORT: a number from 1 to 65535";
constexpr Words refusals[] = {
    {"connection to the remote node", "",
     "a node of the Citus cluster cannot be reached from the others: start it, then run again"},
    {"Connection refused", "", "no server listens there: start it, or correct host and port in TARGET, then run again"},
    {"on that socket?", "", "no server has this socket: start it, or name its host and port in TARGET, then run again"},
    {"could not translate host name", "", "correct the host in TARGET, or have its name resolved (DNS)"},
    {"definition of service", "",
     "write it to ~/.pg_service.conf or the file that PGSERVICEFILE names; or give host and database in TARGET"},
    {"<username@hostname>", "28P01",
     "this server wants the user as USER@SERVER: in a URI write postgresql://USER%40SERVER@host/database"},
    {"no password supplied", "28P01",
     "the server wants a password. Set PGPASSWORD, or write a line host:port:database:user:password to ~/.pgpass, a "
     "file that only you can read (chmod 600)"},
    {"query_wait_timeout", "53300", pool_exhausted},
    {" s in: SELECT pg_backend_pid()", "", pool_exhausted},
    {"no more connections allowed", "53300", pool_exhausted},
    {"unsupported startup parameter", "08P01",
     "the connection pooler refuses a parameter of TARGET or PGOPTIONS: leave it out. In place of "
     "options=-csearch_path "
     "use ALTER ROLE … IN DATABASE … SET search_path = …"},
    {"invalid command-line argument", "", wrong_options},
    {"unrecognized configuration parameter", "", wrong_options},
    {"invalid value for parameter", "", wrong_options},
    {"is outside the valid range for parameter", "", wrong_options},
    {"GSSAPI encryption required", "", "take gssencmode out of TARGET and PGGSSENCMODE: the server has no GSSAPI"},
    {"channel binding required", "",
     "take channel_binding out of TARGET and PGCHANNELBINDING; or have the server ask for SCRAM passwords over TLS"},
    {"must be called before any query", "",
     "take transaction_isolation, transaction_read_only and transaction_deferrable out of options in TARGET, or "
     "PGOPTIONS; their names begin with default_ where they are set for a session"},
    {"out of shared memory", "",
     "the server has no room for more locks: raise max_locks_per_transaction in postgresql.conf, restart the server, "
     "and run again"},
    {"invalid port number", "", wrong_port},
    {"for connection option \"port\"", "", wrong_port},
    {"for connection option \"", "", "correct this parameter in TARGET or in libpq's environment"},
    {" value: \"", "parameter"},
    {"does not support SSL", "08001",
     "the server has no TLS: enable it there (ssl = on), or use another sslmode in TARGET or PGSSLMODE: prefer also "
     "connects without encryption"},
    {"no encryption", "sslmode"},
    {"SSL off", "sslmode"},
    {"certificate", "08001"},
    {"too many clients", "53300"},
    {"remaining connection slots", "53300"},
    {"too many connections for", "53300"},
    {"authentication failed", "28P01"},
    {"pg_hba.conf", "28000"},
    {"permission denied to set role", "42501",
     "as a superuser or a role with ADMIN OPTION: GRANT ROLE TO USER; or take role out of TARGET, PGOPTIONS or ALTER "
     "ROLE … SET"},
    {"is not permitted to log in", "28000", "as an administrator of the server: ALTER ROLE NAME LOGIN"},
    {"role \"", "28000",
     "correct the user in TARGET; or create the role, as an administrator of the server: CREATE ROLE NAME LOGIN"},
    {"not currently accepting connections", "55000",
     "as an administrator of the server: ALTER DATABASE NAME ALLOW_CONNECTIONS true; or name another database"},
    {"permission denied for sequence", "42501",
     "as the owner of MLflow's tables: GRANT SELECT ON ALL SEQUENCES IN SCHEMA NAME TO USER"},
    {"permission denied to set parameter", "42501",
     "take it out of options in TARGET, or PGOPTIONS; or as a superuser: GRANT SET ON PARAMETER NAME TO USER"},
    {"permission denied for tablespace", "42501",
     "as a superuser: GRANT CREATE ON TABLESPACE NAME TO USER; or take default_tablespace out of TARGET, PGOPTIONS, "
     "ALTER ROLE … SET or ALTER DATABASE … SET"},
    {"permission denied", "42501"},
    {"must be owner of", "42501"},
    {"row-level security policy", "42501",
     "as the table's owner: ALTER TABLE NAME NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY; or connect as a "
     "role with BYPASSRLS"},
    {"could not access file", "58P01",
     "the server lacks a library that it has to load for each session: correct session_preload_libraries or "
     "local_preload_libraries (ALTER ROLE … RESET, ALTER DATABASE … RESET, or options in TARGET)"},
    {"session is read-only", "", wrong_attrs},
    {"session is not read-only", "", wrong_attrs},
    {"server is in hot standby mode", "", wrong_attrs},
    {"server is not in hot standby mode", "", wrong_attrs},
    {"replication connection", "", "take replication out of TARGET: the program needs a plain session"},
    {"\" does not exist", "3D000"},
    {"the database system is", "57P03"},
};

struct StepFor {
    std::string_view sqlstate;  // or its first characters
    std::string_view words;
};

// The first entry that matches is used, so the order matters.
constexpr StepFor steps[] = {
    {"parameter",
     "correct the parameter in TARGET or in libpq's environment; sslmode is one of disable, allow, prefer, require, "
     "verify-ca and verify-full"},
    {"sslmode", "the server may accept TLS connections only: try sslmode=require in TARGET; else see its pg_hba.conf"},
    {"25006", "the server is read-only (a standby?): connect to the primary"},
    {"28", "check user, password and the server's pg_hba.conf. In ~/.pgpass, write \\: for a : in the password"},
    {"3D000", "as an administrator of the server: CREATE DATABASE NAME OWNER USER ENCODING 'UTF8' TEMPLATE template0"},
    {"42501", "have its owner or a superuser grant the right to the role of TARGET, or connect as the owner"},
    {"53100", "free disk space on the server, then run again"},
    {"53200", "the server is out of memory: run again with --jobs 1"},
    {"53300",
     "no connection is left: end other sessions, or raise max_connections or the CONNECTION LIMIT of the role or "
     "database"},
    {"53400", "raise the limit that is named for the role or database, then run again"},
    {"55P03", "another session holds a lock on the table: see pg_locks, then run again"},
    {"57014",
     "the server cancelled the statement: look at statement_timeout of the role and the database, and of TARGET"},
    {"57P", "the server went away: run again when it is up"},
    {"08001", "check sslmode and sslrootcert, and the name, issuer and dates of the server's certificate"},
    {"08", "the connection broke: run again"},
    {"40", "run again"},
    {"P0001",
     "a trigger in the database refused it: have it disabled for the migration (event triggers: \\dy in psql)"},
    {"",
     "check that the server is up and reachable, and that no proxy or firewall between closes idle connections (its "
     "idle timeout), then run again"},
};

Words const* refusal_in(std::string_view words) {
    auto const found = std::ranges::find_if(
        refusals, [&](Words const& refusal) { return words.find(refusal.found) != std::string_view::npos; });
    return found == std::end(refusals) ? nullptr : found;
}

std::string sqlstate_of(std::string const& sqlstate, std::string_view words) {
    Words const* const refusal = refusal_in(words);
    return sqlstate.empty() && refusal != nullptr ? std::string{refusal->sqlstate} : sqlstate;
}

std::string next_step_for(std::string_view sqlstate, std::string_view words) {
    Words const* const refusal = refusal_in(words);
    if (refusal != nullptr && !refusal->next_step.empty()) return std::string{refusal->next_step};
    for (StepFor const& step : steps) {
        if (step.sqlstate.empty() ? sqlstate.empty() : sqlstate.starts_with(step.sqlstate))
            return std::string{step.words};
    }
    return {};
}

}  // namespace

ServerError::ServerError(std::string const& what, std::string const& sqlstate)
    : TargetError{what, next_step_for(sqlstate_of(sqlstate, what), what)}, sqlstate_{sqlstate_of(sqlstate, what)} {}

}  // namespace mlflow2pg
