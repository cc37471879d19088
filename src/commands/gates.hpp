// SPDX-License-Identifier: Apache-2.0
// The conditions of a migration, called gates, in the order in which they are tried. migrate, prepare and check pass
// the same gates. migrate and prepare stop at the first condition that does not hold; check goes on and reports all of
// them.
// Tested in tests/commands/gates_tests.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "commands/preflight.hpp"
#include "mlflow/plan.hpp"
#include "report/report.hpp"
#include "rows/rejects.hpp"
#include "source/partial_copy.hpp"
#include "source/source.hpp"
#include "steps/worker.hpp"
#include "target/existing.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"
#include "target/throwaway_server.hpp"

namespace mlflow2pg {

// What the gates have opened and found so far. The later gates and the work after them use it.
struct Passage {
    Passage(Options const& options, Report& report);

    Options const& options;
    Report& report;
    // The options of the migration that the gates are tried for. For check, prepare and a dry run this is the migration
    // that they suggest: with --backup and --seal, and with the options that resolve the misfits.
    Options migration;
    std::optional<RejectFile> reject_file;  // rejected and changed rows
    std::optional<OutputFile> mapping;      // new ids of experiments; empty if there are none and no file was named
    std::string base_path;                  // of the file that prepare makes
    std::unique_ptr<PartialCopy> base;      // that file
    std::unique_ptr<Source> source;
    std::unique_ptr<ThrowawayServer> server;  // of a dry run without TARGET
    std::unique_ptr<Target> target;
    bool target_has_schema = false;  // enough to look at what it contains
    bool target_is_usable = false;
    Sessions sessions;
    std::optional<Plan> plan;
    Existing existing;
    Rejects rejects;
    Staging::Left left = Staging::Left::nothing;  // by an interrupted run; only check looks
};

struct Refusal {
    Error error;
    bool next_helps = false;  // the commands under Next in the report solve it
};

// Throws at the first gate that does not open. Returns early, without an error, when report.needed becomes false.
void pass_gates(Passage& passage);
// Tries all gates and returns the refusals. A gate is skipped where an earlier refusal makes it impossible: without a
// source, for example, no plan can be made.
std::vector<Refusal> try_gates(Passage& passage);

}  // namespace mlflow2pg
