// SPDX-License-Identifier: Apache-2.0
#include "source/seal.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/sql.hpp"

namespace mlflow2pg {

namespace {

// The text before the message in each trigger.
constexpr std::string_view body = "BEGIN SELECT 1 FROM ";

// Virtual tables cannot have triggers, and SQLite's own tables must not. The mark in the header protects these, too.
std::vector<std::string> tables_to_seal(Sqlite const& database) {
    return database.texts(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
}

std::vector<std::string> of_our_triggers(Sqlite const& database, std::string_view column) {
    return database.texts(
        fmt::format("SELECT {} FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, {}) = '{}'", column,
                    seal_prefix.size(), seal_prefix));
}

std::string unquoted(std::string_view quoted) {
    std::string text;
    for (std::size_t i = 1; i < quoted.size(); ++i) {
        if (quoted[i] == '"' && (i + 1 == quoted.size() || quoted[++i] != '"')) break;
        text.push_back(quoted[i]);
    }
    return text;
}

void drop_triggers(Sqlite const& database) {
    database.execute("BEGIN IMMEDIATE");
    for (std::string const& name : of_our_triggers(database, "name")) {
        database.execute("DROP TRIGGER " + quote_identifier(name));
    }
    database.execute("COMMIT");
    // Best effort: no harm is done if a reader still uses a part of the log.
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace

std::string seal_message(std::chrono::system_clock::time_point now, std::string const& target) {
    return fmt::format("this store was migrated to PostgreSQL on {:%Y-%m-%dT%H:%M:%S}Z, see {}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(now)), target);
}

std::optional<std::string> read_seal(Sqlite const& database) {
    std::vector<std::string> const triggers = of_our_triggers(database, "sql");
    if (triggers.empty()) return std::nullopt;
    std::size_t const at = triggers.front().rfind(body);
    if (at == std::string::npos) return "this store was migrated to PostgreSQL";
    return unquoted(std::string_view{triggers.front()}.substr(at + body.size()));
}

bool can_be_sealed(std::string const& path) {
    return euidaccess(path.c_str(), W_OK) == 0 && euidaccess(folder_of(path).c_str(), W_OK) == 0;
}

std::string seal(Sqlite const& held, std::string const& message) {
    for (std::string const& table : tables_to_seal(held)) {
        for (std::string_view const event : {"insert", "update", "delete"}) {
            held.execute(fmt::format("CREATE TRIGGER {} BEFORE {} ON {} {}{}; END",
                                     quote_identifier(fmt::format("{}{}_{}", seal_prefix, table, event)), event,
                                     quote_identifier(table), body, quote_identifier(message)));
        }
    }
    held.execute("COMMIT");
    // Beyond this point no row can be written. mark_read_only writes to the file itself, so the write-ahead log must
    // not contain a newer version of the first page.
    try {
        bool const logged = held.text("PRAGMA journal_mode") == "wal";
        if (logged && held.integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
            return "another process is reading, so the write-ahead log could not be emptied";
        }
        held.execute("BEGIN IMMEDIATE");
        held.mark_read_only(true);
        held.execute("ROLLBACK");
    } catch (Error const& error) {
        return error.what();
    }
    return {};
}

void unseal(std::string const& path, RetryLimits const& patience) {
    if (access(path.c_str(), W_OK) != 0) {
        throw SourceError{fmt::format("source {} cannot be written: {}", path, std::strerror(errno)),
                          "run as the file's owner, on a file system that can be written"};
    }
    bool const marked = Sqlite{path, Sqlite::Mode::read_write}.marked_read_only();
    try {
        if (marked) Sqlite{path, Sqlite::Mode::read_write}.mark_read_only(false);
        retry_while_busy(fmt::format("unsealing {}", path), patience, [&](std::chrono::milliseconds limit) {
            drop_triggers({path, Sqlite::Mode::read_write, static_cast<int>(limit.count())});
        });
    } catch (...) {
        if (marked) Sqlite{path, Sqlite::Mode::read_write}.mark_read_only(true);
        throw;
    }
}

}  // namespace mlflow2pg
