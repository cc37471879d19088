// SPDX-License-Identifier: Apache-2.0
#include "report/verdict.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"

namespace mlflow2pg {

namespace {

// Misfits and a source in use are for the user to settle, so their tone is that of a warning.
Verdict failed(std::string word, Ending const& ending) {
    bool const is_for_user = ending.code == ExitCode::data || ending.code == ExitCode::busy;
    return {std::move(word), ending.error, is_for_user ? Tone::attention : Tone::bad};
}

// The rows that --on-misfit reject leaves out; empty when there are none.
std::string left_out(Report const& report) {
    std::uint64_t rows = 0;
    for (auto const& [table, count] : report.rejects.rows) rows += count;
    return rows == 0 ? "" : counted(rows, "row");
}

Verdict nothing_to_migrate() {
    return {"NOTHING TO DO", "the target already holds MLflow's rows; they were not compared."};
}

Verdict of_check(Report const& report) {
    Ending const& ending = report.ending;
    switch (ending.code) {
        case ExitCode::done: break;
        case ExitCode::data: return {"NEEDS A DECISION", ending.error, Tone::attention};
        case ExitCode::busy:
            if (!report.source || report.source->holders.seen.empty()) break;
            if (!report.also.empty()) return {"NOT READY, AND IN USE", ending.error, Tone::attention};
            return {report.target ? "READY, BUT IN USE" : "SOURCE IN USE",
                    fmt::format("stop what has the file open before you migrate.{} {}",
                                report.target ? "" : " No target was looked at.", ending.error),
                    Tone::attention};
        case ExitCode::corrupt: return {"CORRUPT", ending.error, Tone::bad};
        default: return {"NOT READY", ending.error, Tone::bad};
    }
    if (ending.code == ExitCode::busy) return {"BUSY", ending.error, Tone::attention};
    if (!report.needed) return nothing_to_migrate();
    bool const looked_at_both = report.target.has_value();
    Holders const holders = report.source ? report.source->holders : Holders{};
    if (looked_at_both && !holders.unseen.empty()) {
        return {"READY IF NOBODY HAS THE FILE OPEN", holders.unseen + ". Migrate with --seal, or with --allow-unseen.",
                Tone::attention};
    }
    if (looked_at_both) {
        std::string const without = left_out(report);
        return {"READY", fmt::format("a migration of this source into this target will work{}.",
                                     without.empty() ? "" : ", and leave " + without + " out")};
    }
    return {"SOURCE IN ORDER", "no target was looked at. Before you migrate, run check with TARGET as well."};
}

Verdict of_prepare(Report const& report) {
    if (report.ending.code != ExitCode::done) {
        return failed("NOT PREPARED (MLflow's tables in the target are unchanged)", report.ending);
    }
    return {"PREPARED", "every row loaded and verified in the staging schema; nothing was published."};
}

Verdict of_migrate(Report const& report) {
    if (report.ending.code != ExitCode::done) {
        if (report.was_published) return failed("MIGRATED, BUT", report.ending);
        return failed(fmt::format("{} (MLflow's tables in the target are unchanged)",
                                  report.dry_run ? "REHEARSAL FAILED" : "NOT MIGRATED"),
                      report.ending);
    }
    if (!report.needed) return nothing_to_migrate();
    std::string const without = left_out(report);
    std::string const every = without.empty() ? "every row" : without + " left out; every other row";
    if (report.dry_run) return {"REHEARSED", every + " loaded and verified; nothing was published."};
    return {"MIGRATED", every + " verified, published."};
}

Verdict of_verify(Report const& report) {
    if (report.ending.code == ExitCode::done) return {"EQUAL", "both databases have the same rows."};
    switch (report.verification.obstacle) {
        case Verification::Obstacle::empty_target: return failed("EMPTY TARGET", report.ending);
        case Verification::Obstacle::other_revision: return failed("ANOTHER REVISION", report.ending);
        case Verification::Obstacle::upgraded_target: return failed("UPGRADED TARGET", report.ending);
        case Verification::Obstacle::none: break;
    }
    return failed(report.ending.code == ExitCode::verification ? "NOT EQUAL" : "NOT COMPARED", report.ending);
}

Verdict of_distribute(Report const& report) {
    if (report.ending.code != ExitCode::done) return failed("NOT DISTRIBUTED (nothing was changed)", report.ending);
    if (!report.distribution) return {"NOTHING TO DO", "the tables are distributed already."};
    return {"DISTRIBUTED", fmt::format("MLflow's tables are spread over {} of the cluster.",
                                       counted(report.distribution->nodes, "node"))};
}

Verdict of_discard(Report const& report) {
    if (report.ending.code != ExitCode::done) return failed("NOT DISCARDED", report.ending);
    if (!report.discarded) return {"NOTHING TO DISCARD", "the target has no staging schema."};
    Discarded const& gone = *report.discarded;
    return {"DISCARDED", fmt::format("the staging schema was removed, with {} of {}{}. Nothing else was changed.",
                                     counted(gone.tables, "table"), human_bytes(gone.bytes),
                                     gone.base_file.empty() ? "" : ", and the base file " + gone.base_file)};
}

Verdict of_unseal(Report const& report) {
    if (report.ending.code != ExitCode::done) return failed("NOT UNSEALED", report.ending);
    bool const was_sealed = report.source && !report.source->seal.empty();
    if (!was_sealed) return {"NOT SEALED", "the source has no seal; nothing was changed."};
    return {"UNSEALED",
            "the source can be written again. Its schema and rows are those from before the seal; the bytes of the "
            "file are not."};
}

}  // namespace

Verdict verdict(Report const& report) {
    switch (report.command) {
        case Command::check: return of_check(report);
        case Command::prepare: return of_prepare(report);
        case Command::verify: return of_verify(report);
        case Command::distribute: return of_distribute(report);
        case Command::discard: return of_discard(report);
        case Command::unseal: return of_unseal(report);
        case Command::migrate:
        case Command::revisions: break;  // revisions makes no report
    }
    return of_migrate(report);
}

}  // namespace mlflow2pg
