// SPDX-License-Identifier: Apache-2.0
#include "commands/discard.hpp"

#include <optional>

#include "cli/addresses.hpp"
#include "commands/prepared.hpp"
#include "target/citus.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report) {
    Target target{target_conninfo(options.target)};
    report.target = look_at(target, mlflow_scheme(options.target));
    ensure_cluster(target);
    target.lock();
    std::optional<Prepared> const prepared = Staging::prepared(target);
    report.discarded = Staging::discard(target);
    if (prepared && report.discarded && remove_base(*prepared)) report.discarded->base_file = prepared->base_path;
}

}  // namespace mlflow2pg
