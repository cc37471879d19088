// SPDX-License-Identifier: Apache-2.0
// The conditions of a migration, in the order in which it meets them. migrate, prepare and check pass the same gates:
// check goes on at a gate that stays closed and reports all of them, the others stop at the first.
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
#include "target/target.hpp"
#include "target/throwaway_server.hpp"

namespace mlflow2pg {

// What the gates have opened so far, for the gates and the work behind them.
struct Passage {
    Passage(Options const& options, Report& report);

    Options const& options;
    Report& report;
    // The options of the migration that the gates are tried for. check, prepare and a dry run try them for the one that
    // they suggest: with --backup and --seal, and with what settles the misfits.
    Options migration;
    std::optional<OutputFiles> files;
    std::string base_path;              // of the base file that prepare makes
    std::unique_ptr<PartialCopy> base;  // that file
    std::unique_ptr<Source> source;
    std::unique_ptr<ThrowawayServer> server;  // of a dry run without TARGET
    std::unique_ptr<Target> target;
    bool target_is_usable = false;
    Sessions sessions;
    std::optional<Plan> plan;
    Existing existing;
    Rejects rejects;
};

struct Refusal {
    Error error;
    bool next_helps = false;  // the report's Next commands settle it
};

// Throws at the first gate that stays closed. Stops without an error when report.needed becomes false.
void pass_gates(Passage& passage);
// Returns the refusal of each gate that stays closed. The later gates are tried, too, where that is possible: no plan
// can be made without a source, for example.
std::vector<Refusal> try_gates(Passage& passage);

}  // namespace mlflow2pg
