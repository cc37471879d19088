// SPDX-License-Identifier: Apache-2.0
// The seal on a migrated source: every later write to the old file fails with a message that says where the data is
// now. So a forgotten pipeline is noticed, instead of writing to a file that nobody reads. Reading still works.
//
// There are two layers, because neither is enough alone:
// - Every table has triggers that refer to a missing table, whose name is the message. So an INSERT, UPDATE or DELETE
//   cannot even be prepared, whatever its conflict clause and whether or not a row matches, and the client's error
//   contains the message.
// - Triggers do not block CREATE and ALTER, and Python's sqlite3 commits those at once: `mlflow db upgrade` (which
//   newer clients also run by themselves) created the tables of its first step before it failed at alembic_version. The
//   mark in the header (Sqlite::mark_read_only) blocks them: "attempt to write a readonly database". When the mark is
//   set, a trigger with RAISE(ABORT) would not run. That is why the message is the name of a table.
// A statement that was prepared before the sealing is only stopped by the mark, so it fails with SQLite's message, not
// ours.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "source/retry.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// The beginning of our triggers' names, by which a seal is recognised.
inline constexpr std::string_view seal_prefix = "mlflow2pg_sealed_";

// "this store was migrated to PostgreSQL on 2026-11-21T10:00:00Z, see …". target: its address, without a password.
std::string seal_message(std::chrono::system_clock::time_point now, std::string const& target);

// The message of the file's seal; nothing when it is not sealed.
std::optional<std::string> read_seal(Sqlite const& database);

// Creates the triggers and commits. held: in a write transaction, so that no writer can write in between. Throws when
// nothing was sealed. Returns the reason why changes of the schema are not blocked; usually empty.
[[nodiscard]] std::string seal(Sqlite const& held, std::string const& message);

// Whether this user may write the file and its folder, which sealing requires. path: of the file.
bool can_be_sealed(std::string const& path);

// The seal's part of the report.
struct Sealing {
    bool sealed = false;  // state at the end of the run
    std::string problem;  // why the source is not sealed, or its schema can still be changed
};

// Removes the seal and restores the original schema. Throws BusyError when the file stays locked; the seal is then
// still in place.
void unseal(std::string const& path, RetryLimits const& patience = {});

}  // namespace mlflow2pg
