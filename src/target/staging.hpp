// SPDX-License-Identifier: Apache-2.0
// The schema mlflow2pg_staging in the target's database. Everything is loaded, indexed and verified there in committed
// steps, where MLflow does not see it, and then moved out in one transaction. That transaction also drops the schema,
// so whether it exists shows what became of an interrupted run.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/next_step.hpp"
#include "target/layout.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

struct Plan;

// The settings of our sessions; none of them outlives its session. search_path is the staging schema.
// toast_compression: pglz, lz4, or empty for the server's default.
std::string session_settings(std::string const& toast_compression);

// Creates the plan's tables, without keys, in the only schema of search_path. Columns with experiment ids become bigint
// when the plan widens experiments.experiment_id.
std::string create_tables_sql(Plan const& plan);

// Creates the staging schema with these tables and this program's own tables. Makes the schema the transaction's only
// search path.
std::string create_staging_sql(Plan const& plan);

// Records the plan's tables in the staging schema again. On Citus a table gets another oid when its first foreign key
// is created.
std::string record_tables_again_sql(Plan const& plan);

// Throws TargetError when others have created objects in the staging schema, or objects that depend on it or on this
// program's own tables in it. The error has the command that drops them. staged: a query for more (classid, objid) on
// which nothing may depend, followed by UNION ALL; empty when MLflow's objects are no longer in the schema. then: the
// step after that command.
void ensure_not_used(Target& target, std::string_view staged, NextStep const& then);

// What the sort for an index takes: the memory of a wide key, and the memory that index_settings() gives it at least.
inline constexpr std::int64_t sorted_row_bytes = 160;
inline constexpr std::int64_t least_sort_kilobytes = 16384;

// Additional settings for one index build, until the end of its transaction. rows: estimated rows of the table.
// parallel_workers: how many processes the server may use in addition to the session's own.
std::string index_settings(std::int64_t rows, unsigned parallel_workers);

// Records a finished step in the step's own transaction. result: as JSON. Fails with not_recorded_sqlstate if another
// run has taken the schema over; until the transaction ends, none can.
std::string record_step_sql(std::string_view step, std::string_view result, std::string_view run);
inline constexpr std::string_view not_recorded_sqlstate = "23502";  // not_null_violation

// What to do with an existing staging schema. no: resume the run if it is the same. own: drop the schema if it is of
// the same run. any: drop it. Otherwise the schema is refused, unless a rehearsal left it: then it is dropped.
enum class Restart { no, own, any };

// What must be unchanged for a run to be resumed, in two parts: each maps a name for people to a value or its hash.
struct RunIdentity {
    std::map<std::string, std::string> rules;    // how rows are converted and which steps there are
    std::map<std::string, std::string> content;  // what the source holds

    friend bool operator==(RunIdentity const&, RunIdentity const&) = default;
};

// The names of the entries that differ, separated by commas; empty when none do.
std::string difference(RunIdentity const& one, RunIdentity const& other);

// The entry of RunIdentity::content with the path of the base file: only a staging schema that prepare made has it.
inline constexpr char const* base_file_entry = "the base file";

// What prepare left: staged rows of an earlier state of the source, and the base file, which is a copy of that state.
struct Prepared {
    RunIdentity identity;
    std::string base_path;
    std::string base_identity;  // see Snapshot::identity(); empty: prepare was not finished
    bool complete = false;      // false: prepare or a catch-up was not finished, and the rows are not the base file's
    std::string at;             // the moment of that state: "2026-11-21 14:00:00 UTC"
};

// Until mark_prepared() is called again, the staged rows count as unfinished.
inline constexpr std::string_view unmark_prepared_sql =
    "DELETE FROM mlflow2pg_staging.mlflow2pg_identity WHERE part = 'prepared' AND name = 'at'";

// The staging schema that was dropped.
struct Discarded {
    std::uint64_t tables = 0;  // MLflow's
    std::uint64_t bytes = 0;   // on the server's disk, with indexes
    std::string base_file;     // was removed, too; empty: there was none
};

class Staging {
public:
    // What the staging schema contains before the run.
    enum class Left { nothing, resumable, to_drop };
    // Throws TargetError when a run could not begin: the existing schema belongs to another run (the error lists the
    // differences), or others made objects in it or use it.
    static Left look(Target& target, RunIdentity const& identity, Restart restart);
    // The finished steps of the run that left the schema: name -> result.
    static std::map<std::string, std::string> steps_left(Target& target);

    // Resumes the interrupted run, or creates the schema with the plan's tables, without keys. left: of look().
    Staging(Target& target, Plan const& plan, Layouts const& layouts, RunIdentity const& identity, Left left);

    // Takes over what prepare left, unchecked. Call ensure_rows_as_loaded() before.
    explicit Staging(Target& target);

    // What prepare left; nothing when there is no staging schema, or another one.
    static std::optional<Prepared> prepared(Target& target);
    // Throws TargetError when others have put objects into the staging schema, or use ours there.
    static void ensure_only_ours(Target& target);
    // Records that the staged rows are complete and verified, and are those of the base file. Throws as ensure_own().
    void mark_prepared(std::string const& base_path, std::string const& base_identity, std::string const& at) const;

    // A name for this run. A later run that takes the schema over gets another name.
    std::string const& run() const { return run_; }
    // Throws TargetError when another run has taken the schema over.
    void ensure_own() const;
    // The steps that are already done: name -> result.
    std::map<std::string, std::string> const& finished_steps() const { return finished_; }

    // Drops the staging schema of any run. Returns nothing when there is none. Only drops what this program created.
    // Throws TargetError when the schema is not ours, or when other objects are in it or depend on it; the error names
    // them.
    static std::optional<Discarded> discard(Target& target);
    // Drops the staging schema of this run after a failure or a signal; throws ServerError or, as discard, TargetError.
    static void give_up(Target& target);

private:
    void create(Plan const& plan, Layouts const& layouts, RunIdentity const& identity);
    void take_over();

    Target& target_;
    std::string run_;
    std::map<std::string, std::string> finished_;
};

}  // namespace mlflow2pg
