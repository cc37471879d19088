// SPDX-License-Identifier: Apache-2.0
// Connection strings as libpq reads them: TARGET as the user wrote it, completed and explained.
// Tested in tests/cli/addresses_tests.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "target/address.hpp"

struct pg_conn;

namespace mlflow2pg {

// Adds our defaults to a connection string (URI or keywords) where neither the user nor the environment sets a value:
// application name, UTF-8, time-outs, and keepalives that detect a dead network. The result is a keyword string and
// contains the password: never print it. Throws UsageError when libpq cannot parse the string.
std::string complete_conninfo(std::string const& conninfo);

// The parameters of a connection string, completed by the environment, without secrets, in libpq's order: what a user
// has to write to reach the same database. Empty when libpq cannot parse the string.
Parameters parameters_of(std::string const& conninfo);

// host, hostaddr, port, user and dbname as libpq uses them: completed by the environment, by a service and by its
// defaults. Begins to connect, since only that reads a service.
Parameters resolved_parameters(std::string const& conninfo);

// The names of the server's settings that the parameter `options` sets: "-csearch_path=mlflow" sets search_path.
std::vector<std::string> settings_of(Parameters const& parameters);
// Whether a connection string contains a password.
bool has_password(std::string const& conninfo);

// How long the server may be silent before is_at_work is asked: the connection's tcp_user_timeout, which is the same
// limit for the network. Zero: no limit.
std::chrono::milliseconds patience(std::string const& conninfo);

// After how long an idle connection sends a statement, because proxies close connections on which nothing is sent: the
// connection's keepalives_idle, which is the same interval for TCP.
std::chrono::seconds keepalive(std::string const& conninfo);

// How long connecting may take: connect_timeout, which applies to each of the hosts, as given in the connection string,
// the environment or a service file. Zero seconds: no limit. connection: begun by PQconnectStart.
struct ConnectLimit {
    std::chrono::seconds each_host;
    std::ptrdiff_t hosts;
};
ConnectLimit connect_limit(pg_conn* connection);

}  // namespace mlflow2pg
