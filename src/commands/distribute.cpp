// SPDX-License-Identifier: Apache-2.0
#include "commands/distribute.hpp"

#include "base/stopwatch.hpp"
#include "cli/addresses.hpp"
#include "commands/suggest.hpp"
#include "target/citus.hpp"
#include "target/target.hpp"
#include "target/usable.hpp"

namespace mlflow2pg {

void distribute(Options const& options, Report& report) {
    Stopwatch const watch;
    Target target{target_conninfo(options.target)};
    report.target = look_at(target, mlflow_scheme(options.target));
    ensure_schema(target);
    ensure_citus(target);
    ensure_cluster(target);
    target.lock();
    report.distribution = distribute_store(target);
    report.suggestions.add(suggest_upkeep(report, target));
    report.time.seconds = watch.seconds();
}

}  // namespace mlflow2pg
