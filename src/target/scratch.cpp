// SPDX-License-Identifier: Apache-2.0
#include "target/scratch.hpp"

#include <fmt/format.h>

namespace mlflow2pg {

Scratch scratch_for(Target& target) {
    bool const may_create =
        target.query("SELECT has_database_privilege(current_database(), 'CREATE')")[0][0].as<bool>();
    if (!may_create) return {"SET LOCAL search_path = pg_temp; ", "pg_temp", "pg_my_temp_schema()"};
    return {
        fmt::format("CREATE SCHEMA mlflow2pg_scratch; SET LOCAL search_path = mlflow2pg_scratch; {}; ", only_here_sql),
        "mlflow2pg_scratch", "'mlflow2pg_scratch'::regnamespace"};
}

}  // namespace mlflow2pg
