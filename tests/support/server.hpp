// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server of a suite's own, for what one does not do to a server that other suites use: crash it, run it
// out of connections or disk, make it ask for passwords and certificates.
#pragma once

#include <sys/types.h>

#include <string>

#include "files.hpp"

namespace mlflow2pg::test {

class Server {
public:
    // primary: the URI of a server that runs, of which this one is made a hot standby; empty: a server by itself. It is
    // not started. Throws when the machine has no server binaries: nothing is skipped.
    explicit Server(std::string const& primary = "");
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // settings: "-c name=value …". largest_file: no file may grow beyond this many bytes, a multiple of 512, as if the
    // disk were full; 0 for no limit. Returns when the server takes connections.
    void start(std::string const& settings = "", std::size_t largest_file = 0);
    // As a crash does: nothing is written any more, no client is told.
    void stop();
    // The first lines of pg_hba.conf, for the next start.
    void set_access(std::string const& lines);
    // A file in the data folder, which belongs to the account that the server runs as and is closed to others.
    void add_file(std::string const& name, std::string const& content);

    int port() const { return port_; }
    // Of the database postgres, as superuser.
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
