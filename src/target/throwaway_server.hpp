// SPDX-License-Identifier: Apache-2.0
// A private PostgreSQL server from the binaries on this machine, so that a rehearsal needs no server. It runs in a
// temporary folder, is reachable through a Unix socket only, never runs as root, and is always removed.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <sys/types.h>
#include <string>

namespace mlflow2pg {

class ThrowawayServer {
public:
    // Throws TargetError when the server binaries are missing or the server does not start.
    ThrowawayServer();
    ~ThrowawayServer();
    ThrowawayServer(ThrowawayServer const&) = delete;
    ThrowawayServer& operator=(ThrowawayServer const&) = delete;

    // For the database `postgres`, as superuser.
    std::string conninfo() const;

private:
    void stop();

    std::string folder_;
    pid_t server_ = -1;
};

}  // namespace mlflow2pg
