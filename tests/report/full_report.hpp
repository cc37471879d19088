// SPDX-License-Identifier: Apache-2.0
// A migration that found and did most of what a report can tell.
#pragma once

#include <string>

#include "report/report.hpp"

namespace mlflow2pg::test {

inline Report full_report() {
    Report report;
    report.command = Command::migrate;
    report.source =
        SourceFacts{"mlruns.db", 1'234'567, Store::tracking, "acf3f17fdcc7", "2.8.0-2.12.2", "wal", {}, {}, {}};
    report.source->holders.seen = {{4711, "root", "mlflow server", "2026-11-21 04:03:02", "mlruns.db-wal"}};
    report.target = TargetFacts{"mlflow at db.example:5432 as mlflow",
                                "PostgreSQL 15.20",
                                "postgresql://mlflow@db.example/mlflow",
                                "public",
                                {}};
    report.plan = PlanFacts{{{"table", "my_notes"}}, {}, {"experiments.experiment_id"}};
    report.verification.tables = {{"metrics", 5'000'000, 400'000'000, 7.5, std::string(32, 'a'), true},
                                  {"params", 0, 0, 0, std::string(32, '0'), true}};
    MisfitScan scan;
    scan.misfits.add({{"params", {{"key", "lr"}, {"run_uuid", "r1"}}, 7},
                      "value",
                      Reason::too_long,
                      "300 characters, varchar(250)"});
    scan.misfits.add({{"params", {{"key", "x"}}, std::nullopt}, "value", Reason::nul_in_text, ""});
    scan.misfits.count(5);
    scan.counts = {{{"params", Reason::too_long}, 6}, {{"params", Reason::nul_in_text}, 1}};
    Fixes fixes;
    fixes.add(Fix::round);
    scan.changes.add({{"metrics", {{"key", "loss"}}, 9}, "step", fixes, "1.5", "2"});
    report.scan = scan;
    report.rejects.rows = {{"params", 3}};
    report.rejects.file = "mlruns.db.rejects.jsonl";
    report.renumbering = {2, "mlruns.db.experiment-ids.json"};
    report.latest = LatestDrift{10, 1, 2, 3};
    report.verification.sequences = {
        {"experiments_experiment_id_seq", "experiments.experiment_id", 12, 13, std::nullopt}};
    report.verification.differences = {"table runs: 3 rows in the source, 2 in the target"};
    report.time.stages = {{"load", 1.25}, {"verify", 0.5}};
    report.time.resumed_steps = 4;
    report.time.seconds = 12.5;
    report.suggestions.commands = {
        {"start MLflow", "mlflow server --backend-store-uri postgresql://mlflow@db.example/mlflow"}};
    return report;
}

}  // namespace mlflow2pg::test
