// The recorded schemas as text, written into the program at build time from schema/ (see schema/embed.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace mlflow2pg {

struct EmbeddedSchema {
    std::string_view revision;
    std::string_view pre_data;   // tables, sequences, functions
    std::string_view post_data;  // keys, indexes, foreign keys, triggers
};

// schema/revisions.tsv as it is: every Alembic revision in chain order, with the releases it is the head of.
extern char const* const embedded_revisions;

std::vector<EmbeddedSchema> const& embedded_schemas();

}  // namespace mlflow2pg
