// The schema mlflow2pg_staging in the target's database: everything is loaded, indexed and verified there, in
// committed steps, invisible to MLflow, and moved out in one transaction. It is either there or not, so what
// became of an interrupted run can always be looked up.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "target/layout.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;

// What our sessions ask of the server, and nothing that outlives them. search_path is the staging schema.
// toast_compression: pglz, lz4, or empty for the server's own.
std::string session_settings(std::string const& toast_compression);

// Creates the plan's tables, without keys, in the schema of the search path, which must be the only one there. Columns
// with experiment ids are bigint when experiments.experiment_id is in the plan.
std::string create_tables_sql(Plan const& plan);

// What the building of one index adds to that, until its transaction ends. rows: of the table, about. parallel_workers:
// how many processes the server may use beside the session's own.
std::string index_settings(std::int64_t rows, unsigned parallel_workers);

// Records a finished step: parameters are its name and its result as JSON. To be run in the step's
// transaction.
inline constexpr std::string_view record_step_sql =
    "INSERT INTO mlflow2pg_staging.mlflow2pg_progress (step, result) VALUES ($1, $2)";

// What becomes of a staging schema that is there already: resumed or refused; dropped when it is of the same run,
// else refused; dropped.
enum class Restart { no, own, any };

// What must be unchanged for a run to be resumed, in two parts: each maps a name for people to a value or its hash.
struct RunIdentity {
    std::map<std::string, std::string> rules;    // how rows are converted and which steps there are
    std::map<std::string, std::string> content;  // what the source holds

    friend bool operator==(RunIdentity const&, RunIdentity const&) = default;
};

class Staging {
public:
    // Creates the schema with the plan's tables, without keys; or takes up what an interrupted run left when its
    // identity is the same. Throws TargetError when a leftover is of another run, and names what differs; and when
    // somebody else wrote to its tables.
    Staging(Target& target, Plan const& plan, Layouts const& layouts, RunIdentity const& identity, Restart restart);

    // Steps that are done already, by name, with their results.
    std::map<std::string, std::string> const& finished_steps() const { return finished_; }

    // Removes the staging schema of any run; false when there is none. Only what this program made is dropped: throws
    // TargetError when the schema is somebody else's, or when others have put something in it or use what is in it,
    // which is named.
    static bool discard(Target& target);
    // The same of this program's own run when it has failed, also after a signal; throws ServerError.
    static void give_up(Target& target);

private:
    void create(Plan const& plan, Layouts const& layouts, RunIdentity const& identity);

    Target& target_;
    std::map<std::string, std::string> finished_;
};

}  // namespace mlflow2pg
