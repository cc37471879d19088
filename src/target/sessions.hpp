// SPDX-License-Identifier: Apache-2.0
// The sessions that the server, or a connection pooler in front of it, gives to this program: whether they stay its
// own, and how many there are.
//
// Tested in ci/targets.
#pragma once

#include <functional>
#include <string>

#include "base/next_step.hpp"

namespace mlflow2pg {

class Target;

// Who owns the server connection that a session uses. own: the session always uses the same one, from the server itself
// or from a pooler in session mode. transaction, statement: the pooler may change it after each transaction or
// statement. Then settings, temporary objects and locks of the session are lost, or are passed on to other clients of
// the pool.
enum class Pooling { own, transaction, statement };

// Finds out how a pooler shares its connections, without changing anything in its sessions. process_of_idle: returns
// the server process of an idle session. Opens a second session, and waits for it a few seconds at most. If the pool
// has only one connection for us, it is in session mode.
Pooling find_pooling(std::string const& conninfo, std::function<int()> const& process_of_idle);

struct FreeSessions {
    unsigned count = 0;
    std::string limit;  // the message with which one more was refused; empty when all could be opened
};

// Opens `wanted` sessions at once, in addition to the target's, and closes them again. It tries instead of counting,
// because limits are set on the role, the database, the server, and in poolers and hosting services, and most cannot be
// looked up.
FreeSessions find_free_sessions(Target& target, unsigned wanted);

// What to do when no further session can be opened. Names the statements that raise a limit of the role or the database
// which has been reached. by: the number of sessions that are missing.
NextSteps raise_limits(Target& target, unsigned by);

}  // namespace mlflow2pg
