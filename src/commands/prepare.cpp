// SPDX-License-Identifier: Apache-2.0
#include "commands/prepare.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/stopwatch.hpp"
#include "cli/option_table.hpp"
#include "commands/gates.hpp"
#include "commands/prepared.hpp"
#include "commands/staged_copy.hpp"
#include "commands/suggest.hpp"
#include "target/publish.hpp"
#include "target/staging.hpp"

namespace mlflow2pg {

void prepare(Options const& options, Report& report) {
    Stopwatch const watch;
    if (options.experiment_ids == ExperimentIds::renumber) {
        throw UsageError{"prepare cannot give new ids: --experiment-ids renumber looks at all experiments at once",
                         "run migrate without prepare, or choose --experiment-ids widen"};
    }
    Passage passage{options, report};
    pass_gates(passage);
    Source& source = *passage.source;
    std::optional<Prepared> const earlier = Staging::prepared(*passage.target);
    make_staged_copy(passage, [&](Staging const& staging) {
        ensure_staged_as_made(*passage.target, *passage.plan);
        finish_rejects(passage);
        throw_if_interrupted();
        // First the base file gets its final name, then it is recorded. In between, the staged rows count as
        // unfinished.
        passage.base->take_over_rights(source.path());
        passage.base->sync();
        ensure_may_become_base(passage.base_path);  // something may have been written there since
        passage.base->become(passage.base_path, PartialCopy::Existing::replaced);
        staging.mark_prepared(passage.base_path, source.snapshot().identity(), source.read_at());
    });
    if (earlier && earlier->base_path != passage.base_path) remove_base(*earlier);
    passage.migration.restart = false;  // so that the suggested migration uses the prepared copy
    report.base_file = Backup{passage.base_path, source.snapshot().bytes()};
    report.suggestions.add(suggest_migration(passage.migration, report, passage.target.get(), First::nothing));
    report.time.seconds = watch.seconds();
}

bool can_be_prepared(Options const& migration) {
    return migration.experiment_ids != ExperimentIds::renumber &&
           std::ranges::all_of(suggested_options(migration), [](GivenOption const& given) {
               OptionSpec const& spec = *given.spec;
               return !spec.in_identity || std::ranges::find(spec.commands, Command::prepare) != spec.commands.end();
           });
}

}  // namespace mlflow2pg
