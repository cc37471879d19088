// SPDX-License-Identifier: Apache-2.0
#include "source/advice.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <tuple>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/similar.hpp"
#include "base/sql.hpp"
#include "base/sqlite_copy.hpp"
#include "base/text.hpp"
#include "mlflow/schema_fit.hpp"
#include "mlflow/store.hpp"
#include "source/file_facts.hpp"
#include "source/integrity.hpp"
#include "source/read_tables.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds further_checking{60};

bool is_side_file(std::string const& name) {
    return name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal");
}

// Folders, devices and pipes are not opened at all.
bool is_sqlite(fs::path const& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && read_header(path).sqlite;
}

// A write-ahead log beside a file is part of its content. If there is none, nobody writes the file, and it is opened as
// immutable, so that SQLite does not create a log.
Sqlite opened(std::string const& path) {
    bool const has_log = size_of(path + "-wal") > 0;
    return Sqlite{path, has_log ? Sqlite::Mode::read_only : Sqlite::Mode::immutable};
}

void inspect(FoundBackup& backup) {
    try {
        Sqlite const file = opened(backup.path);
        ShortValuesOnly const limit{file};
        if (std::vector<std::string> const damage = quick_problems(file); !damage.empty()) {
            backup.findings = "damaged: " + headline(damage.front());
            return;
        }
        auto const has = [&](std::string_view table) {
            return file.integer(fmt::format("SELECT count(*) FROM sqlite_schema WHERE name = '{}'", table)) > 0;
        };
        bool const is_tracking = has("runs");
        Store const store = !is_tracking && has(version_table(Store::auth)) ? Store::auth : Store::tracking;
        backup.findings =
            fmt::format("revision {}, {} {}",
                        file.text(fmt::format("SELECT version_num FROM {}", version_table(store))).value_or("none"),
                        file.integer(is_tracking ? "SELECT count(*) FROM runs" : "SELECT count(*) FROM users"),
                        is_tracking ? "runs" : "users");
        backup.whole = file.integer(fmt::format("SELECT count(*) FROM sqlite_schema WHERE name GLOB '{}*'",
                                                half_upgraded_prefix)) == 0;
        if (!backup.whole) backup.findings += ", half upgraded";
    } catch (Interrupted const&) {
        backup.findings = "not checked: interrupted";
    } catch (CorruptError const& error) {
        backup.findings = fmt::format("damaged: {}", error.what());
    } catch (Error const& error) {
        backup.findings = fmt::format("not MLflow's database: {}", error.what());
    }
}

std::string describe(std::string const& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return fmt::format("{} ({})", path, std::strerror(errno));
    return fmt::format("{} (mode {:o}, owner {}:{})", path, status.st_mode & 07777U, status.st_uid, status.st_gid);
}

// Without its schema, nothing can be copied from a file.
bool has_readable_schema(std::string const& path) {
    try {
        opened(path).integer("SELECT count(*) FROM sqlite_schema");
        return true;
    } catch (Error const&) {
        return false;
    }
}

// The command that moves the damaged file and its side files away; empty if there is nothing to keep. SQLite would take
// a -wal or -journal left beside a restored file for that file's own, also one of a file that is missing or empty.
// kept: the damaged file's new name.
std::string move_command(std::string const& source, std::string const& kept) {
    std::string moves;
    for (std::string_view const suffix : {"", "-wal", "-journal"}) {
        std::error_code ignored;
        std::string const file = fmt::format("{}{}", source, suffix);
        if (suffix.empty() ? size_of(file) == 0 : !fs::exists(file, ignored)) continue;
        moves += fmt::format("{}mv {} {}", moves.empty() ? "" : " && ", shell_word(file),
                             shell_word(fmt::format("{}{}", kept, suffix)));
    }
    return moves;
}

// `.recover` cannot be used: Debian 12 builds sqlite3 without the module that it needs (sqlite_dbpage). `.dump` skips
// unreadable rows, but then ends with a ROLLBACK, which is replaced. sqlite3 creates a missing file, so the command
// first checks that the damaged one exists. If the schema cannot be read either, nothing is saved, and the check of the
// rescued file reports that. Rows are saved under a name of their own, so that no empty file is left at the source's
// path when nothing can be saved. kept: the damaged file.
std::string rescue_command(std::string const& kept, std::string const& source) {
    return fmt::format(
        "test -s {0} && test ! -e {1} && {{ sqlite3 -readonly {0} .dump | sed '$s/^ROLLBACK;.*/COMMIT;/' | sqlite3 "
        "{2}; "
        "if test -s {2}; then mv {2} {1}; else rm -f {2}; echo 'no row can be read' >&2; false; fi; }}",
        shell_word(kept), shell_word(source), shell_word(free_name(source + ".rescued")));
}

}  // namespace

std::vector<FoundBackup> find_backups(std::string const& source) {
    std::string const beginning = fs::path{source}.filename().string() + ".bak";
    // Sort key: the times in the names of --backup sort as text. Backups with other names come after them, the last
    // modified first.
    std::vector<std::tuple<bool, std::string, fs::file_time_type, std::string>> found;
    for (std::string const& name : names_in(folder_of(source))) {
        fs::path const path = fs::path{folder_of(source)} / name;
        std::error_code error;
        if (!name.starts_with(beginning) || is_side_file(name) || !fs::is_regular_file(path, error)) continue;
        bool const dated = name.starts_with(beginning + "-2");
        found.emplace_back(dated, dated ? name : "", fs::last_write_time(path, error), path);
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<FoundBackup> backups;
    Clock::time_point const start = Clock::now();
    bool any_whole = false;
    for (auto const& entry : found) {
        FoundBackup backup{std::get<3>(entry), size_of(std::get<3>(entry)), false, "not checked: it would take long"};
        if (!any_whole || Clock::now() - start < further_checking) inspect(backup);
        any_whole = any_whole || backup.whole;
        backups.push_back(std::move(backup));
    }
    return backups;
}

namespace {

// state: what is wrong with the file. The file is kept under a name that ends with this word. rescue: whether to print
// the command that saves its rows when no backup is whole.
NextSteps steps_to_restore(std::string const& source, std::string_view state, bool rescue) {
    std::vector<FoundBackup> const backups = find_backups(source);
    auto const whole = std::find_if(backups.begin(), backups.end(), [](auto const& backup) { return backup.whole; });
    std::string const kept = free_name(fmt::format("{}.{}", source, state));
    std::error_code ignored;
    NextSteps steps{{fs::exists(source, ignored)
                         ? "stop every writer, and do not start MLflow on this file"
                         : "stop every writer, and do not start MLflow on this path: it would create an empty file"}};
    if (std::string const move = move_command(source, kept); !move.empty() && (rescue || whole != backups.end())) {
        steps.push_back({size_of(source) > 0
                             ? fmt::format("keep the {} file under another name", state)
                             : "move away what the file left: SQLite would apply it to the backup, and destroy that",
                         move});
    }
    if (whole != backups.end()) {
        steps.push_back({"restore the newest backup that is whole",
                         fmt::format("cp -p {} {}", shell_word(whole->path), shell_word(source))});
    } else {
        steps.push_back({fmt::format(
            "{}: look for a backup of its disk",
            backups.empty() ? "there is no backup (NAME.bak-…) beside it" : "no backup beside it is whole")});
        if (rescue && size_of(source) > 0) {
            steps.push_back(
                {"without any backup, save the rows that can still be read. The others are lost without a message: "
                 "count them",
                 rescue_command(kept, source)});
        }
    }
    for (FoundBackup const& backup : backups) {
        steps.push_back({fmt::format("backup {}: {:.1f} MB, {}", backup.path, static_cast<double>(backup.bytes) / 1e6,
                                     backup.findings)});
    }
    return steps;
}

}  // namespace

NextSteps restore_steps(std::string const& source) { return steps_to_restore(source, "damaged", true); }

NextSteps undo_upgrade_steps(std::string const& source) { return steps_to_restore(source, "half-upgraded", false); }

Damage damage_in(std::string const& source) try {
    Sqlite const file = opened(source);
    ShortValuesOnly const limit{file};
    for (std::string const& table : file.texts(fmt::format("SELECT name {}", from_own_tables))) {
        std::string sum = "0";
        for (std::string const& column : file.texts("SELECT name FROM pragma_table_info(?)", Value::text(table))) {
            // length() of a column alone would not read the pages of a long value.
            sum += fmt::format(" + coalesce(length(CAST({} AS BLOB)), 0)", quote_identifier(column));
        }
        file.integer(fmt::format("SELECT sum({}) FROM {} NOT INDEXED", sum, quote_identifier(table)));
    }
    return Damage::in_indexes;
} catch (TooLong const&) {
    return Damage::unknown;
} catch (Interrupted const&) {
    throw;
} catch (Error const&) {
    return Damage::in_tables;
}

NextSteps repair_steps(std::string const& source, Damage damage) {
    NextSteps steps = restore_steps(source);
    // A copy cannot be made, or lacks what an index is rebuilt from.
    if (damage == Damage::in_tables || is_truncated(source) || !has_readable_schema(source)) return steps;
    // The steps after the first one move the file away.
    bool const known = damage == Damage::in_indexes;
    NextStep& next = steps.at(1);
    if (!next.command.empty()) next.sentence = (known ? "if that fails, " : "otherwise ") + next.sentence;
    NextSteps repairs{{known ? "only indexes are damaged: rebuild them in a copy, and migrate that"
                             : "if so, rebuild them in a copy, and migrate that",
                       command_on_copy(source, "REINDEX")}};
    if (!known) {
        repairs.insert(repairs.begin(),
                       {"see whether only indexes are damaged", "mlflow2pg check --deep " + shell_word(source)});
    }
    steps.insert(steps.begin() + 1, repairs.begin(), repairs.end());
    return steps;
}

namespace {

// Where a file is that was looked for at a path with a / too few or too many at its beginning, or with a ~ that no
// shell expanded; empty when it is not there either.
NextSteps misread_path_steps(std::string const& source) {
    if (source.starts_with('~')) {
        char const* const home = std::getenv("HOME");
        std::string const path = source.starts_with("~/") && home != nullptr ? home + source.substr(1) : "";
        return {{fmt::format("a shell expands ~ only at the beginning of a word and outside of quotes: write {}",
                             is_sqlite(path) ? shell_word(path) : "the full path")}};
    }
    bool const absolute = source.starts_with('/');
    std::string const path = absolute ? source.substr(std::min(source.find_first_not_of('/'), source.size()))
                                      : "/" + source;
    if (!is_sqlite(path)) return {};
    return {{fmt::format("did you mean {}? A URI has {} slashes before {} path: {}", shell_word(path),
                         absolute ? "three" : "four", absolute ? "a relative" : "an absolute",
                         shell_word("sqlite:///" + path))}};
}

}  // namespace

NextSteps missing_file_steps(std::string const& source) {
    if (NextSteps steps = misread_path_steps(source); !steps.empty()) return steps;
    std::string const folder = folder_of(source);
    std::string const wanted = fs::path{source}.filename().string();
    std::error_code ignored;
    if (fs::is_symlink(source, ignored)) {
        return {{fmt::format("{} is a symbolic link to {}, which is not there", source,
                             fs::read_symlink(source, ignored).string())}};
    }
    if (!fs::is_directory(folder, ignored)) return {{fmt::format("there is no folder {}: check the path", folder)}};
    std::vector<std::pair<std::size_t, std::string>> neighbours;  // the first member: how much the names differ
    bool is_gone = false;
    for (std::string const& name : names_in(folder)) {
        bool const is_of_file = name.starts_with(wanted + ".bak") || (name.starts_with(wanted) && is_side_file(name));
        is_gone = is_gone || is_of_file;
        if (!is_of_file && is_sqlite(fs::path{folder} / name))
            neighbours.emplace_back(name.starts_with(wanted + ".") ? 0 : edit_distance(name, wanted), name);
    }
    if (is_gone) {
        NextSteps steps = restore_steps(source);
        steps.insert(steps.begin(), {"the file was moved or deleted: look for it"});
        return steps;
    }
    if (neighbours.empty()) return {{fmt::format("there is no SQLite file in {}: check the path", folder)}};
    std::sort(neighbours.begin(), neighbours.end());
    constexpr std::size_t shown = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(shown, neighbours.size()); ++i)
        names += (i == 0 ? "" : ", ") + neighbours[i].second;
    constexpr std::size_t like = 3;
    return {{fmt::format(
        "{}the SQLite files in {} are: {}{}",
        neighbours.front().first <= like ? fmt::format("did you mean {}? ", neighbours.front().second) : "", folder,
        names, neighbours.size() > shown ? ", …" : "")}};
}

std::string unlock_steps(Holders const& holders) {
    std::string const who =
        holders.seen.empty() ? "no process that this user can inspect has it open. Look as root for processes of other "
                               "users, and on other machines that mount its folder"
                             : "stop what has it open (training runs, mlflow server, notebooks)";
    return who + "; then run again. Never remove its -wal, -shm or -journal: they may hold committed rows";
}

NextSteps read_only_steps(std::string const& path) {
    struct statvfs status {};
    if (statvfs(folder_of(path).c_str(), &status) != 0 || (status.f_flag & ST_RDONLY) == 0) return {};
    return {
        {fmt::format("SQLite has to write beside a file in WAL mode, and the file system of {} is read-only: copy "
                     "the file with its -wal to a folder that you can write to, and migrate the copy",
                     folder_of(path))}};
}

std::string describe_rights(std::string const& path) {
    std::string rights = describe(path);
    for (char const* const suffix : {"-wal", "-shm", "-journal"}) {
        std::error_code ignored;
        if (fs::exists(path + suffix, ignored)) rights += ", " + describe(path + suffix);
    }
    return fmt::format("{}, in {}; this process runs as {}:{}", rights, describe(folder_of(path)), geteuid(),
                       getegid());
}

}  // namespace mlflow2pg
