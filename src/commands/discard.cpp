#include "commands/discard.hpp"

#include <spdlog/spdlog.h>

#include "cli/addresses.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report) {
    Target target{target_conninfo(options.target)};
    report.target = look_at(target);
    target.lock();
    if (!Staging::discard(target)) spdlog::warn("target {}: there is no staging schema", target.name());
}

}  // namespace mlflow2pg
