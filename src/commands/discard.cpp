// SPDX-License-Identifier: Apache-2.0
#include "commands/discard.hpp"

#include "cli/addresses.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report) {
    Target target{target_conninfo(options.target)};
    report.target = look_at(target, mlflow_scheme(options.target));
    target.lock();
    report.discarded = Staging::discard(target);
}

}  // namespace mlflow2pg
