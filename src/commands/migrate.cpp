// SPDX-License-Identifier: Apache-2.0
#include "commands/migrate.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <new>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "cli/option_table.hpp"
#include "commands/gates.hpp"
#include "commands/preflight.hpp"
#include "commands/staged_copy.hpp"
#include "commands/suggest.hpp"
#include "mlflow/plan.hpp"
#include "rows/new_ids.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"
#include "source/source.hpp"
#include "target/publish.hpp"
#include "target/staging.hpp"
#include "target/target.hpp"

namespace mlflow2pg {

namespace {

constexpr std::string_view unchanged_ids_hint =
    "ids inside tags, JSON and other texts are not changed, nor are the permissions in a database of MLflow's "
    "basic-auth app: change them by the mapping";

// The data is already published, so a failure here does not make the migration fail.
Sealing seal_source(Source& source, std::string const& target_uri) {
    Uninterruptible until_sealed_or_not;
    Sealing sealing;
    try {
        if (!source.writers_held()) throw SourceError{"the file or its folder cannot be written"};
        sealing.problem = seal(source.held(), seal_message(std::chrono::system_clock::now(), target_uri));
        sealing.sealed = true;
    } catch (std::exception const& error) {
        sealing.problem = error.what();
    }
    if (!sealing.problem.empty()) {
        if (sealing.sealed) {
            spdlog::warn("source {} is sealed, but not against changes of its schema: {}", source.path(),
                         sealing.problem);
        } else {
            spdlog::warn("source {} is not sealed: {}", source.path(), sealing.problem);
        }
    }
    until_sealed_or_not.succeeded();
    return sealing;
}

Renumbering write_mapping(OutputFile& file, Source const& source, Plan const& plan) {
    std::string_view separator = "{";
    for_each_new_id(source.reader(), plan.rules, [&](std::int64_t before, std::int64_t after) {
        file.write(fmt::format("{}\n  \"{}\": {}", std::exchange(separator, ","), before, after));
    });
    if (plan.rules.renumbered > 0) file.write("\n}\n");
    file.finish();
    return {plan.rules.renumbered, file.finished()};
}

// Rows that were written after the last check, and before the locks were released, are not in the target.
[[noreturn]] void throw_written_too_late(Passage& passage) {
    std::string const& source = passage.source->path();
    NextSteps steps{{"stop what writes the file"}};
    if (passage.report.rejects.rows.empty()) {
        steps.push_back({"list the rows that differ", comparison(passage.options, source, passage.target->uri())});
    }
    steps.push_back({"if nobody uses the target yet, rather migrate once more, to another database"});
    if (passage.report.sealing && passage.report.sealing->sealed) {
        steps.push_back({"for that, remove the seal", "mlflow2pg unseal " + shell_word(source)});
    }
    steps.push_back(passage.target->creating_another());
    throw BusyError{
        fmt::format("source {} was written while its copy was published: the target may lack what was written then",
                    source),
        steps};
}

// The staged copy is known to be equal to the source; only the publish remains.
void publish_copy(Passage& passage) {
    Report& report = passage.report;
    Source& source = *passage.source;
    Target& target = *passage.target;
    Plan const& plan = *passage.plan;
    if (passage.mapping) report.renumbering = write_mapping(*passage.mapping, source, plan);
    if (report.renumbering.experiments > 0) report.suggestions.hints.push_back({std::string{unchanged_ids_hint}});
    Task const task{passage.options.dry_run ? "rehearsing the publish" : "publishing"};
    if (passage.options.dry_run) {
        rehearse_publish(target, plan);
        Staging::discard(target);
        finish_rejects(passage);
    } else {
        publish(target, plan, [&] {
            finish_rejects(passage);
            source.ensure_unchanged();
        });
        report.was_published = true;
    }
}

// The MLflow releases with the revision of the target, which may be newer than the source's.
std::string releases_of(Target& target, Source const& source) {
    Revision const* const revision = find_revision(target.revision_in(target.schema(), source.store()), source.store());
    return revision == nullptr ? "" : revision->releases;
}

// The work after the gates.
void run(Passage& passage) {
    Options const& options = passage.options;
    Report& report = passage.report;
    Source& source = *passage.source;
    if (!options.page.empty() && source.writers_held()) report.source->sha256 = sha256_of(source);
    report.local_artifacts = find_local_artifacts(source, *passage.plan);
    report.suggestions.add({{}, warn_of_idle_rewrites(*report.plan, *report.local_artifacts)});
    if (options.backup && !options.dry_run) {
        Task const task{"making the backup"};
        Stopwatch const watch;
        remove_partial_backups(source, options.backup_folder);
        report.source->partial_backups = partial_backups(source.path(), options.backup_folder);
        report.backup = back_up(source, options.backup_folder);
        if (!report.source->sha256.empty()) {  // SQLite's copy differs from the file in a few bytes of its header
            report.source->sha256.emplace_back(report.backup->path, sha256_of_file(report.backup->path));
        }
        report.time.stages["backup"] = watch.seconds();
    }
    make_staged_copy(passage, [&](Staging const&) { publish_copy(passage); });
}

}  // namespace

void migrate(Options const& options, Report& report) {
    Stopwatch const watch;
    Passage passage{options, report};
    pass_gates(passage);
    // Beyond this point every source column has a target column and a conversion, the target may be replaced, and all
    // misfits that the user wanted to resolve are resolved.
    if (report.needed) run(passage);
    Source& source = *passage.source;
    bool changed = false;
    if (!report.needed) {
        report.suggestions.add({suggest_distributing(options, *passage.target), {}});
        report.suggestions.add(suggest_upkeep(report, *passage.target));
        report.suggestions.add(suggest_start(report, *passage.target, releases_of(*passage.target, source)));
    } else if (options.dry_run) {
        report.suggestions.add({{}, hint_of_changes(source)});
        Target const* const target = passage.server ? nullptr : passage.target.get();
        passage.migration.restart = false;  // the rehearsal left nothing
        report.suggestions.add(suggest_migration(passage.migration, report, target, First::nothing));
    } else {
        changed = source.changed();
        try {
            Task const task{"sealing"};
            if (options.seal) report.sealing = seal_source(source, report.target->uri);
            report.suggestions.add(suggest_verify(options, report, *passage.target));
            report.suggestions.add(suggest_upkeep(report, *passage.target));
            report.suggestions.add(suggest_start(report, *passage.target, report.source->releases));
        } catch (std::bad_alloc const&) {
            spdlog::warn("out of memory for the end of the report");  // the data is published nevertheless
        }
    }
    report.time.seconds = watch.seconds();
    if (changed) throw_written_too_late(passage);
}

}  // namespace mlflow2pg
