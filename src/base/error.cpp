#include "base/error.hpp"

#include <string_view>

namespace mlflow2pg {

namespace {

// When a connection is refused, libpq reports no SQLSTATE. Its English message, or the server's, then shows the reason.
// "parameter" and "sslmode" are reasons that have no SQLSTATE of their own.
struct Words {
    std::string_view found;
    std::string_view sqlstate;
};
constexpr Words refusals[] = {
    {" value: \"", "parameter"},
    {"no encryption", "sslmode"},
    {"SSL off", "sslmode"},
    {"certificate", "08001"},
    {"does not support SSL", "08001"},
    {"too many clients", "53300"},
    {"remaining connection slots", "53300"},
    {"too many connections for", "53300"},
    {"authentication failed", "28P01"},
    {"no password supplied", "28P01"},
    {"pg_hba.conf", "28000"},
    {"is not permitted to log in", "28000"},
    {"role \"", "28000"},
    {"permission denied", "42501"},
    {"\" does not exist", "3D000"},
    {"the database system is", "57P03"},
};

struct NextStep {
    std::string_view sqlstate;  // or its first characters
    std::string_view words;
};

// The first entry that matches is used, so the order matters.
constexpr NextStep next_steps[] = {
    {"parameter",
     "correct the parameter in TARGET or in libpq's environment; sslmode is one of disable, allow, prefer, require, "
     "verify-ca and verify-full"},
    {"sslmode", "the server may accept TLS connections only: try sslmode=require in TARGET; else see its pg_hba.conf"},
    {"25006", "the server is read-only (a standby?): connect to the primary"},
    {"28", "check user, password and the server's pg_hba.conf"},
    {"3D000", "create the database: createdb --encoding=UTF8 --template=template0 NAME"},
    {"42501", "ask the database's owner for the right, or connect as the owner"},
    {"53100", "free disk space on the server, then run again"},
    {"53200", "the server is out of memory: run again with --jobs 1"},
    {"53300",
     "no connection is left: run again with --jobs 1, or raise max_connections or the role's or database's limit"},
    {"53400", "raise the limit that is named for the role or database, then run again"},
    {"55P03", "another session holds a lock on the table: see pg_locks, then run again"},
    {"57014", "the server cancelled the statement: look at statement_timeout of the role and the database"},
    {"57P", "the server went away: run again when it is up; finished steps are kept"},
    {"08001", "check sslmode and sslrootcert, and the name, issuer and dates of the server's certificate"},
    {"08", "the connection broke: run again; finished steps are kept"},
    {"40", "run again"},
    {"", "check that the server is up and reachable, then run again; finished steps are kept"},
};

std::string sqlstate_of(std::string sqlstate, std::string_view words) {
    if (!sqlstate.empty()) return sqlstate;
    for (Words const& refusal : refusals) {
        if (words.find(refusal.found) != std::string_view::npos) return std::string{refusal.sqlstate};
    }
    return {};
}

std::string next_step_for(std::string_view sqlstate) {
    for (NextStep const& step : next_steps) {
        if (step.sqlstate.empty() ? sqlstate.empty() : sqlstate.starts_with(step.sqlstate))
            return std::string{step.words};
    }
    return {};
}

}  // namespace

ServerError::ServerError(std::string const& what, std::string sqlstate)
    : TargetError{what, next_step_for(sqlstate_of(sqlstate, what))},
      sqlstate_{sqlstate_of(std::move(sqlstate), what)} {}

}  // namespace mlflow2pg
