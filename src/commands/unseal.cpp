// SPDX-License-Identifier: Apache-2.0
#include "commands/unseal.hpp"

#include "cli/addresses.hpp"
#include "commands/preflight.hpp"
#include "source/seal.hpp"
#include "source/source.hpp"

namespace mlflow2pg {

void unseal(Options const& options, Report& report) {
    std::string const path = source_path(options.source);
    {
        Source const source{path, Source::Hold::writers};
        report.source = look_at(source);
    }
    if (report.source->seal.empty()) return;
    ensure_no_holders(*report.source);
    report.sealing = Sealing{true, ""};
    unseal(path);
    report.sealing->sealed = false;
}

}  // namespace mlflow2pg
