// `mlflow2pg revisions`: the MLflow releases and Alembic revisions that this program knows, of each of MLflow's
// databases, the oldest first. Pure.
#pragma once

#include <string>

namespace mlflow2pg {

std::string revisions_text();
std::string revisions_json();

}  // namespace mlflow2pg
