// SPDX-License-Identifier: Apache-2.0
// A separate PostgreSQL server, for tests that must not disturb other suites: to crash it, to use up its connections or
// disk, to make it ask for passwords and certificates.
#pragma once

#include <sys/types.h>

#include <string>

#include "files.hpp"

namespace mlflow2pg::test {

class Server {
public:
    // primary: the URI of a running server; this one becomes its hot standby. Empty: a server without a primary. The
    // constructor does not start it. Throws when the machine has no server binaries: nothing is skipped.
    explicit Server(std::string const& primary = "");
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // settings: "-c name=value …". largest_file: no file may grow beyond this many bytes, a multiple of 512, as if the
    // disk were full; 0 for no limit. Returns when the server accepts connections.
    void start(std::string const& settings = "", std::size_t largest_file = 0);
    // Stops the server as a crash does: it writes nothing more, and tells no client.
    void stop();
    // Sets the first lines of pg_hba.conf, for the next start.
    void set_access(std::string const& lines);
    // Creates a file in the data folder. It belongs to the server's account, and nobody else can read it.
    void add_file(std::string const& name, std::string const& content);

    int port() const { return port_; }
    // The URI of the database postgres, as superuser.
    std::string uri() const;
    std::string log() const { return file_content(folder_.file("log")); }

private:
    std::string as_server(std::string const& command) const;

    TestFolder folder_;
    std::string data_;
    int port_ = 0;
    pid_t process_ = -1;
};

}  // namespace mlflow2pg::test
