// A private PostgreSQL from the machine's own binaries, so that a rehearsal needs no server: in a temporary
// folder, reachable through a Unix socket only, never run as root, always removed.
// Tested in tests/commands/migrate_tests.cpp.
#pragma once

#include <sys/types.h>
#include <string>

namespace mlflow2pg {

class ThrowawayServer {
public:
    // Throws TargetError when there are no server binaries or the server does not start.
    ThrowawayServer();
    ~ThrowawayServer();
    ThrowawayServer(ThrowawayServer const&) = delete;
    ThrowawayServer& operator=(ThrowawayServer const&) = delete;

    // Of the database `postgres`, as superuser.
    std::string conninfo() const;

private:
    void stop();

    std::string folder_;
    pid_t server_ = -1;
};

}  // namespace mlflow2pg
