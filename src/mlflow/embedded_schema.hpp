// The recorded schemas as text. The build writes them from schema/ into the program (see schema/embed.cmake).
// Tested in tests/mlflow/recorded_schema_tests.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "mlflow/store.hpp"

namespace mlflow2pg {

struct EmbeddedSchema {
    std::string_view revision;
    std::string_view pre_data;   // tables, sequences, functions
    std::string_view post_data;  // keys, indexes, foreign keys, triggers
    std::string_view digest;     // of the definitions as PostgreSQL prints them; empty when none is recorded
};

struct EmbeddedStore {
    char const* revisions;  // the file revisions.tsv: all revisions in chain order, with the releases that end at each
    std::vector<EmbeddedSchema> schemas;
};

// In the order of enum Store.
std::vector<EmbeddedStore> const& embedded_stores();

inline std::vector<EmbeddedSchema> const& embedded_schemas(Store store = Store::tracking) {
    return embedded_stores()[static_cast<std::size_t>(store)].schemas;
}

}  // namespace mlflow2pg
