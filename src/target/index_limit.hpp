// Asks the server whether its indexes take a row, by adding it to such an index in a transaction that is rolled back.
#pragma once

#include <string>

#include "mlflow/long_index.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

// toast_compression: of the migration; empty for the server's own. The target must outlive the judge, and be in no
// transaction when it is asked.
IndexJudge index_judge(Target& target, std::string const& toast_compression);

}  // namespace mlflow2pg
