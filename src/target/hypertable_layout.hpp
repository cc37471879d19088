// SPDX-License-Identifier: Apache-2.0
// The layout of metrics as a hypertable of TimescaleDB: --hypertable.
// Tested in tests/steps/finish_tests.cpp.
#pragma once

#include <memory>

#include "mlflow/hypertable.hpp"
#include "target/layout.hpp"

namespace mlflow2pg {

std::unique_ptr<Layout const> hypertable_layout(Hypertable const& planned);

}  // namespace mlflow2pg
