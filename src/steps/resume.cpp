// SPDX-License-Identifier: Apache-2.0
#include "steps/resume.hpp"

#include <fmt/format.h>

#include <string>

#include "base/error.hpp"
#include "mlflow/plan.hpp"
#include "steps/finish.hpp"
#include "target/publish.hpp"
#include "target/sequences.hpp"
#include "target/staged_rows.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

namespace {

void ensure_readable(Target const& target, std::string const& step, std::string const& json) {
    try {
        StepResult::from_json(json);
    } catch (std::exception const& error) {
        throw TargetError{
            fmt::format("target {}: somebody else changed this program's table {}.mlflow2pg_progress: the "
                        "result of step {} cannot be read: {}",
                        target.name(), staging_schema, step, error.what()),
            "start afresh with --restart"};
    }
}

void ensure_left_as_made(Target& target, Plan const& plan, std::vector<Step> const& steps) {
    std::map<std::string, std::string> const finished = Staging::steps_left(target);
    for (auto const& [step, json] : finished) ensure_readable(target, step, json);
    // The keys, indexes and triggers that exist so far. The steps are listed in an order in which they can be run.
    Plan so_far = plan;
    so_far.schema.post_data.clear();
    so_far.schema.digest.clear();
    bool sequences_are_set = false;
    for (Step const& step : steps) {
        if (!finished.contains(step.name)) continue;
        // Its setval() changes the staged sequences, and no rollback undoes that.
        if (step.sql == sequences_sql) {
            sequences_are_set = true;
        } else if (!step.sql.empty()) {
            so_far.schema.post_data += step.sql + ";\n";
        }
    }
    ensure_staged_as_made(target, so_far);
    std::vector<std::string> changed;
    if (sequences_are_set) check_sequences(target, plan.schema, std::string{staging_schema}, changed);
    if (!changed.empty()) throw StagedChanged{target, changed.front()};
}

}  // namespace

Staging::Left look_at_leftover(Target& target, Plan const& plan, std::vector<Step> const& steps,
                               RunIdentity const& identity, Restart restart) {
    Staging::Left const left = Staging::look(target, identity, restart);
    if (left == Staging::Left::resumable) ensure_left_as_made(target, plan, steps);
    return left;
}

}  // namespace mlflow2pg
