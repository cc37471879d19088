#include "error.hpp"

#include <string_view>

namespace mlflow2pg {

namespace {

struct NextStep {
    std::string_view sqlstate;  // or the beginning of one
    std::string_view words;
};

// Ordered: the first that matches counts.
constexpr NextStep next_steps[] = {
    {"25006", "the server is read-only (a standby?): connect to the primary"},
    {"28", "check user, password and the server's pg_hba.conf"},
    {"3D000", "create the database: createdb --encoding=UTF8 --template=template0 NAME"},
    {"42501", "ask the database's owner for the right, or connect as the owner"},
    {"53100", "free disk space on the server, then run again"},
    {"53200", "the server is out of memory: run again with --jobs 1"},
    {"53300", "the server has no connection left: run again with --jobs 1, or raise max_connections"},
    {"55P03", "another session holds a lock on the table: see pg_locks, then run again"},
    {"57014", "the server cancelled the statement: look at statement_timeout of the role and the database"},
    {"57P", "the server went away: run again when it is up; finished steps are kept"},
    {"08", "the connection broke: run again; finished steps are kept"},
    {"40", "run again"},
};

std::string next_step_for(std::string_view sqlstate, std::string_view words) {
    // A connection that is refused has no SQLSTATE.
    bool const full = words.find("too many clients") != std::string_view::npos ||
                      words.find("remaining connection slots") != std::string_view::npos;
    if (full) sqlstate = "53300";
    if (sqlstate.empty()) return "check that the server is up and reachable, then run again; finished steps are kept";
    for (NextStep const& step : next_steps) {
        if (sqlstate.starts_with(step.sqlstate)) return std::string{step.words};
    }
    return {};
}

}  // namespace

ServerError::ServerError(std::string const& what, std::string sqlstate)
    : TargetError{what, next_step_for(sqlstate, what)}, sqlstate_{std::move(sqlstate)} {}

}  // namespace mlflow2pg
