// SPDX-License-Identifier: Apache-2.0
#include "steps/perform.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "source/integrity.hpp"
#include "steps/apply_changes.hpp"
#include "steps/finish.hpp"
#include "steps/load.hpp"
#include "steps/read_again.hpp"
#include "steps/read_back.hpp"
#include "target/staged_rows.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

// Up to this number of changed rows, a catch-up is faster than a full load even of a small source.
constexpr std::uint64_t few_changes = 100'000;
// A changed row costs about six times as much as a loaded one: 2,000,000 metrics were loaded in 51.8 s, and 20,000 of
// them changed in 3.0 s.
constexpr std::uint64_t rows_for_each_change = 10;

StepResult catch_up(Step const& step, Work const& work, Worker& worker) {
    std::uint64_t rows = 0;
    for (TablePlan const& table : work.plan.tables) rows += static_cast<std::uint64_t>(table.estimated_rows);
    PgConnection& connection = worker.connection();
    connection.execute(step.sql);
    StepResult result;
    result.changes = apply_changes(work.base->reader(worker.stop()), work.source.reader(worker.stop()), work.plan,
                                   connection, work.schema, worker.stop(),
                                   std::max(few_changes, rows / rows_for_each_change));
    std::vector<StagedRows> loads;
    for (AppliedChanges const& changes : result.changes) {
        if (changes.differs_from_source) {
            throw VerificationError{
                "latest_metrics: the source's changes do not follow from those of metrics, or somebody has changed the "
                "staged rows"};
        }
        if (changes.added.rows + changes.gone.rows == 0) continue;
        loads.push_back({changes.table, changes.added.rows, changes.gone.rows});
        Checksum difference = changes.added;
        difference.remove(changes.gone);
        // compare_readings() adds these counts to the readings of the base.
        for (Reading const reading : {Reading::first, Reading::again, Reading::back}) {
            if (reading == Reading::again && work.plan.table(changes.table).recomputed) continue;
            std::uint64_t const sent = reading == Reading::first ? changes.bytes : 0;
            result.tables.push_back({changes.table, reading, difference, sent});
        }
    }
    if (!loads.empty()) connection.execute(fmt::format("{};\n{}", record_loads_sql(loads), sequences_sql));
    return result;
}

StepResult check_integrity(Step const& step, Work const& work, Worker& worker) {
    std::vector<std::string> others;
    for (TablePlan const& table : work.plan.tables) {
        if (table.has_two_trees()) others.push_back(table.name);
    }
    Sqlite const reader = work.source.reader(worker.stop());
    std::vector<std::string> problems = integrity_problems(reader, step.tables);
    std::ranges::copy(count_problems(reader, others), std::back_inserter(problems));
    if (!problems.empty()) {
        throw CorruptError{fmt::format("source {} is damaged: {}", work.source.path(), fmt::join(problems, "; "))};
    }
    return {};
}

// Citus repeats a statement on its shards in the words of the client's message, so a message may hold only one.
void execute_each(std::string_view sql, PgConnection& connection) {
    for (std::string_view const statement : split_statements(sql)) connection.execute(std::string{statement});
}

void run_statements(Step const& step, Plan const& plan, PgConnection& session) {
    if (!plan.distribution) return session.execute(step.sql);
    // With this setting one transaction can change tables that refer to each other: Citus works on one shard after the
    // other.
    session.execute("SET LOCAL citus.multi_shard_modify_mode = 'sequential'");
    execute_each(step.sql, session);
    session.execute(record_tables_again_sql(plan));
}

void build_index(Step const& step, Plan const& plan, Worker& worker) {
    std::string const sql = index_settings(step.rows, worker.spare()) + step.sql;
    plan.distribution ? execute_each(sql, worker.connection()) : worker.connection().execute(sql);
}

}  // namespace

Step catch_up_step(std::map<std::string, std::string> const& finished) {
    std::string name = "catch up";
    for (int number = 2; finished.contains(name); ++number) name = fmt::format("catch up {}", number);
    return {std::move(name), Stage::load, Step::Kind::catch_up, {}, {}, 1, 0, {}, std::string{unmark_prepared_sql}};
}

StepResult perform(Step const& step, Work const& work, Worker& worker) {
    switch (step.kind) {
        case Step::Kind::catch_up: return catch_up(step, work, worker);
        case Step::Kind::check_integrity: return check_integrity(step, work, worker);
        case Step::Kind::load: return load(step, work, worker);
        case Step::Kind::read_again: return read_again(step, work, worker);
        case Step::Kind::read_back: return read_back(step, work, worker);
        case Step::Kind::statements: run_statements(step, work.plan, worker.connection()); return {};
        case Step::Kind::build_index: build_index(step, work.plan, worker); return {};
    }
    throw Error{ExitCode::internal, fmt::format("step {}: unknown kind", step.name)};
}

std::function<StepResult(Step const&, Worker&)> performing(Work const& work) {
    return [&work](Step const& step, Worker& worker) { return perform(step, work, worker); };
}

}  // namespace mlflow2pg
