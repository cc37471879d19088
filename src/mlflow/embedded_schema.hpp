// The recorded schemas as text, written into the program at build time from schema/ (see schema/embed.cmake).
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
};

struct EmbeddedStore {
    char const*
        revisions;  // revisions.tsv as it is: every revision in chain order, with the releases it is the head of
    std::vector<EmbeddedSchema> schemas;
};

// In the order of Store.
std::vector<EmbeddedStore> const& embedded_stores();

inline std::vector<EmbeddedSchema> const& embedded_schemas(Store store = Store::tracking) {
    return embedded_stores()[static_cast<std::size_t>(store)].schemas;
}

}  // namespace mlflow2pg
