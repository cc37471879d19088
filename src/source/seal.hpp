// The seal on a source that was migrated: every write to the old file fails from then on, and says where the data went,
// so that a forgotten pipeline is noticed instead of writing to a file that nobody reads. Reading goes on.
//
// Two layers, because neither does all of it:
// - Triggers on every table refer to a table that is not there, whose name is the message. So an INSERT, UPDATE or
//   DELETE cannot even be prepared, whatever its conflict clause and whether a row matches or not, and the client's
//   error is the message.
// - Triggers see no CREATE and no ALTER, and Python's sqlite3 commits those at once: `mlflow db upgrade` (which newer
//   clients also run by themselves) left the tables of its first step behind before it failed at alembic_version. The
//   header's mark (Sqlite::mark_read_only) stops that: "attempt to write a readonly database". A trigger with
//   RAISE(ABORT) would never run below that mark, which is why the message is a name.
// A statement that was prepared before the seal meets the mark only, and so gets SQLite's message, not ours.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "source/retry.hpp"
#include "source/sqlite.hpp"

namespace mlflow2pg {

// What the names of our triggers begin with; they are how a seal is recognised.
inline constexpr std::string_view seal_prefix = "mlflow2pg_sealed_";

// "this store was migrated to PostgreSQL on 2026-11-21T10:00:00Z, see …". target: without its password.
std::string seal_message(std::chrono::system_clock::time_point now, std::string const& target);

// The message of the seal on the file; nothing when there is none.
std::optional<std::string> read_seal(Sqlite const& database);

// Seals the file of a connection that is in a write transaction, which is committed with the triggers in it: no writer
// gets in between. Throws when nothing is sealed. Returns why changes of the schema are not blocked; empty when they
// are, as they should be.
[[nodiscard]] std::string seal(Sqlite const& held, std::string const& message);

// What a report says of sealing or unsealing the source.
struct Sealing {
    bool sealed = false;  // as the run left it
    std::string problem;  // why it is not sealed, or not against changes of its schema
};

// Takes the seal off; afterwards the schema is what it was. Throws BusyError when the file stays locked; then it is
// sealed still.
void unseal(std::string const& path, RetryLimits const& patience = {});

}  // namespace mlflow2pg
