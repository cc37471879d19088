#include "commands/discard.hpp"

#include "commands/preflight.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

void discard(Options const& options, Report& report) {
    Target target{target_text(options)};
    report.target = look_at(target);
    target.lock();
    report.discarded = Staging::discard(target);
}

}  // namespace mlflow2pg
