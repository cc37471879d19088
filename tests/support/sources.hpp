// SPDX-License-Identifier: Apache-2.0
// SQLite databases as MLflow creates them, with rows or without.
#pragma once

#include <cstdint>
#include <string>

#include "mlflow/store.hpp"

namespace mlflow2pg::test {

inline std::string const revision_2_9_2 = "acf3f17fdcc7";
inline std::string const revision_3_18_0 = "f4a9b2c7d1e6";

// An empty SQLite database with the tables that MLflow makes at a revision, keys and foreign keys included.
void create_source(std::string const& path, std::string const& revision, Store store = Store::tracking);
// The same with rows of random values in every table. All foreign keys hold.
void create_random_source(std::string const& path, std::string const& revision, std::uint64_t seed, int rows_per_table,
                          Store store = Store::tracking);
// An empty database with the given encoding, in SQLite's words: "UTF-16le". Tables can be added to it.
void create_encoded(std::string const& path, std::string const& encoding);
// A small source at 2.9.2's revision: two experiments, three runs, params, tags and metrics.
void create_small_source(std::string const& path);
// The same with 60,000 more metrics and 20,000 more params, so that these tables have steps of their own.
void create_larger_source(std::string const& path);
// Writes to a source as a careless program would: without foreign keys and checks.
void execute(std::string const& path, std::string const& sql);

}  // namespace mlflow2pg::test
