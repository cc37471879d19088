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
        describe_source(source, report);
        if (report.seal.empty()) return;
        ensure_no_holders(source, report);
    }
    report.sealed = true;
    unseal(path);
    report.sealed = false;
}

}  // namespace mlflow2pg
