// SPDX-License-Identifier: Apache-2.0
// MLflow's tables on a distributed PostgreSQL (Citus), for --distribute. The tables that grow with the runs are spread
// over the workers by run. The tables that they refer to are reference tables, with a whole copy on each worker.
// Everything else stays on the coordinator, traces too: MLflow could not delete distributed traces by time, because
// Citus refuses its FOR UPDATE. This layout was chosen by trying Citus 13.2.2 on PostgreSQL 15, with two workers, under
// MLflow 2.9.2 and 3.18.0.
// Tested in tests/mlflow/distribution_tests.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

struct Schema;

struct DistributedTable {
    std::string_view name;
    std::string_view column;  // the rows are spread by its hash; empty: a reference table
};

// In the order in which they are distributed: the tables spread by run are co-located with runs.
inline constexpr DistributedTable distributed_tables[] = {{"experiments", ""},
                                                          {"logged_models", ""},
                                                          {"inputs", ""},
                                                          {"input_tags", ""},
                                                          {"entity_associations", ""},
                                                          {"runs", "run_uuid"},
                                                          {"metrics", "run_uuid"},
                                                          {"latest_metrics", "run_uuid"},
                                                          {"params", "run_uuid"},
                                                          {"tags", "run_uuid"},
                                                          {"logged_model_metrics", "run_id"}};

struct Distribution {
    std::vector<DistributedTable> tables;
    // Foreign keys that Citus does not support: "fk_issues_source_run_id of issues".
    std::vector<std::string> left_out;
    std::uint64_t nodes = 0;  // of the cluster that hold their rows; 0: not looked at
};

// What MLflow's operators have to know about a distributed store.
inline constexpr std::string_view distribution_warning =
    "MLflow's queries take about twice as long on a distributed store, as long as the data fits one machine";

// Whether Citus refuses a foreign key between these tables: it supports none from a table of the coordinator, or a
// reference table, to a table that is spread over the workers.
bool is_impossible_key(std::string_view child, std::string_view parent);

// The distribution of the schema's tables. Removes the impossible foreign keys from the schema.
Distribution distribute(Schema& schema);

}  // namespace mlflow2pg
