// SPDX-License-Identifier: Apache-2.0
// `mlflow2pg revisions`: lists the MLflow releases and Alembic revisions that this program knows, for each of MLflow's
// databases, oldest first. Pure.
#pragma once

#include <string>

namespace mlflow2pg {

std::string revisions_text();
std::string revisions_json();

}  // namespace mlflow2pg
