// SPDX-License-Identifier: Apache-2.0
// Asks the server whether its indexes accept a row: inserts the row into a table with such an index, in a transaction
// that is rolled back.
#pragma once

#include <string>

#include "mlflow/long_index.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// toast_compression: the migration's setting; empty for the server's default. The target must outlive the judge, and
// must not be in a transaction when the judge is called.
IndexJudge index_judge(Target& target, std::string const& toast_compression);

}  // namespace mlflow2pg
