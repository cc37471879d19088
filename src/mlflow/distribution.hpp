// SPDX-License-Identifier: Apache-2.0
// MLflow's tables on a distributed PostgreSQL (Citus), for --distribute: what grows with the runs is spread over the
// workers by run, and what these rows refer to is a reference table, whole on each worker. Everything else stays on the
// coordinator, traces too: if they were distributed, MLflow could not delete them by time, because Citus refuses its
// FOR UPDATE. Chosen by trying Citus 13.2.2 on PostgreSQL 15, with two workers, under MLflow 2.9.2 and 3.18.0.
// Tested in tests/mlflow/distribution_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

struct Schema;

struct DistributedTable {
    std::string_view name;
    std::string_view column;  // the rows are spread by its hash; empty: a reference table
};

// In the order in which Citus gets them: the tables spread by run are stored beside runs.
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
    // Foreign keys that Citus cannot have: "fk_issues_source_run_id of issues".
    std::vector<std::string> left_out;
};

// What MLflow's operators have to know of a distributed store.
inline constexpr std::string_view distribution_warning =
    "MLflow's queries take about twice as long on a distributed store, as long as the data fits one machine";

// Whether Citus refuses a foreign key between these tables: it has none from a table of the coordinator, or a reference
// table, to one that is spread over the workers.
bool is_impossible_key(std::string_view child, std::string_view parent);

// The distribution of the schema's tables. Takes the impossible foreign keys out of the schema.
Distribution distribute(Schema& schema);

}  // namespace mlflow2pg
