// SPDX-License-Identifier: Apache-2.0
#include "commands/prepared.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/option_table.hpp"
#include "commands/suggest.hpp"
#include "source/changed_ranges.hpp"
#include "source/pages.hpp"
#include "target/publish.hpp"
#include "target/staged_rows.hpp"

namespace mlflow2pg {

namespace {

// The definitions of the tables. They must be equal in both states, because the same statements read the rows of both.
std::optional<std::string> definitions_in(Sqlite const& reader) {
    return reader.text(
        "SELECT group_concat(name || char(10) || sql, char(10)) FROM (SELECT name, sql FROM sqlite_schema WHERE type = "
        "'table' ORDER BY name)");
}

// As obstacle(), but only for the base file.
std::string base_obstacle(Source const& source, Prepared const& prepared, std::optional<Snapshot>& base) {
    try {
        base.emplace(prepared.base_path);
        if (base->identity() != prepared.base_identity) {
            return fmt::format("base file {} is not as prepare left it", prepared.base_path);
        }
        if (definitions_in(base->reader()) != definitions_in(source.reader())) {
            return "the source's tables were created again or altered";
        }
    } catch (SourceError const& error) {
        return error.what();
    } catch (CorruptError const& error) {
        return error.what();
    }
    return {};
}

}  // namespace

std::string default_base_file(std::string const& source) { return source + ".prepared"; }

std::string unfinished_base(std::string const& base_path) { return base_path + ".unfinished"; }

void ensure_may_become_base(std::string const& base_path) {
    struct stat status {};
    if (lstat(base_path.c_str(), &status) != 0) return;  // creating the file tells whether that is possible
    try {
        Snapshot const made{base_path};
    } catch (SourceError const& error) {
        throw UsageError{
            fmt::format("base file {} exists already, and is not overwritten: {}", base_path, error.what()),
            "name another file with --base"};
    }
}

RunIdentity prepared_identity(Options const& options, Source const& source) {
    std::error_code ignored;
    RowHash file;
    file.add(Value::text(std::filesystem::weakly_canonical(source.path(), ignored).string()));
    RunIdentity identity{identity_of(options), {{"the source file", file.finish().hex()}}};
    identity.rules["the version of mlflow2pg"] = MLFLOW2PG_VERSION;
    return identity;
}

std::optional<Prepared> find_prepared(Options const& options, Source const& source, Target& target) {
    if (options.restart) return std::nullopt;
    std::optional<Prepared> prepared = Staging::prepared(target);
    if (!prepared) return prepared;
    NextStep const drop{"or discard the prepared copy, and load everything again", {}, "--restart"};
    NextStep const remove{"or remove it", "mlflow2pg discard " + shell_word(target.uri())};
    RunIdentity const wanted = prepared_identity(options, source);
    if (prepared->identity.content["the source file"] != wanted.content.at("the source file")) {
        throw TargetError{fmt::format("target {}: schema {} holds the prepared copy of another file, with the base "
                                      "file {}",
                                      target.name(), staging_schema, prepared->base_path),
                          NextSteps{{"if the source was moved or renamed since, move it back"}, drop, remove}};
    }
    if (options.dry_run) {
        throw TargetError{
            fmt::format("target {}: schema {} holds a prepared copy, and a dry run would replace it", target.name(),
                        staging_schema),
            NextSteps{{"rehearse on a throwaway server", rehearsal(options, source.path(), "")}, drop, remove}};
    }
    return prepared;
}

std::string obstacle(Options const& options, Source const& source, Prepared const& prepared,
                     std::optional<Snapshot>& base) {
    if (!prepared.complete) return "the run that prepared it, or brought it up to date, was not finished";
    RunIdentity of_base = prepared.identity;
    of_base.content.erase(base_file_entry);
    std::string const differing = difference(of_base, prepared_identity(options, source));
    if (!differing.empty()) return "these differ from prepare: " + differing;
    return base_obstacle(source, prepared, base);
}

Preparation look_at_prepared(Options const& migration, Source const& source, Plan const& plan, Target& target,
                             Prepared const& prepared) {
    Task const task{"comparing the pages with those of the base file"};
    std::optional<Snapshot> base;
    Preparation found{prepared.at, prepared.base_path, obstacle(migration, source, prepared, base)};
    if (!found.unused_because.empty()) return found;
    try {
        ensure_staged_as_made(target, plan);
    } catch (StagedChanged const& changed) {
        found.unused_because = changed.what();
        return found;
    }
    Sqlite const earlier = base->reader();
    Sqlite const later = source.reader();
    Pages const before{earlier, prepared.base_path};
    Pages const after{later, source.path()};
    for (TablePlan const& table : plan.tables) {
        auto const rows = static_cast<std::uint64_t>(table.estimated_rows);
        if (!table.has_rowid) {
            found.catch_up.compared_rows += rows;
            continue;
        }
        ChangedRanges ranges{before, after, table.name};
        while (ranges.next()) {
        }
        found.catch_up.pages += ranges.compared();
        found.changed_pages += ranges.changed();
        if (ranges.compared() > 0) found.catch_up.changed_rows += rows * ranges.changed() / ranges.compared();
        if (ranges.by_rows_because().empty()) continue;
        found.catch_up.compared_rows += rows;
        found.by_rows.push_back(table.name + ": " + ranges.by_rows_because());
    }
    return found;
}

bool remove_base(Prepared const& prepared) {
    unlink(unfinished_base(prepared.base_path).c_str());
    try {
        return Snapshot{prepared.base_path}.identity() == prepared.base_identity &&
               unlink(prepared.base_path.c_str()) == 0;
    } catch (SourceError const&) {  // the base file is already gone
        return false;
    }
}

}  // namespace mlflow2pg
