// SPDX-License-Identifier: Apache-2.0
#include "steps/resume.hpp"

#include <fmt/format.h>

#include <algorithm>
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
            NextSteps{{"start afresh", {}, "--restart"}}};
    }
}

// As sequences_sql has set them: the next id is the one after the greatest in the table.
void ensure_sequences_as_set(Target& target, Plan const& plan) {
    std::vector<std::string> changed;
    for (SequenceReport const& sequence : check_sequences(target, plan.schema, std::string{staging_schema}, changed)) {
        std::int64_t const taken = std::max<std::int64_t>(sequence.greatest, 0);
        if (!changed.empty() || sequence.next - 1 == taken) continue;
        changed.push_back(fmt::format("sequence {} gives {} next, and {} holds at most {}", sequence.name,
                                      sequence.next, sequence.column, sequence.greatest));
    }
    if (!changed.empty()) throw StagedChanged{target, changed.front()};
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
        } else if (step.stage == Stage::finish) {
            so_far.schema.post_data += step.sql + ";\n";
        }
    }
    ensure_staged_as_made(target, so_far);
    if (sequences_are_set) ensure_sequences_as_set(target, plan);
}

}  // namespace

Staging::Left look_at_leftover(Target& target, Plan const& plan, std::vector<Step> const& steps,
                               RunIdentity const& identity, Restart restart) {
    Staging::Left const left = Staging::look(target, identity, restart);
    if (left == Staging::Left::resumable) ensure_left_as_made(target, plan, steps);
    return left;
}

}  // namespace mlflow2pg
