// SPDX-License-Identifier: Apache-2.0
// The address of a PostgreSQL database, complete except for the password, for commands that a user copies. The password
// then comes from PGPASSWORD or ~/.pgpass. Pure.
// Tested in tests/target/address_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlflow2pg {

// Keywords of libpq and their values: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
using Parameters = std::vector<std::pair<std::string, std::string>>;

// The parameters as a URI that libpq and SQLAlchemy understand alike. Host, port and database are in their usual places
// only if they are plain names, because SQLAlchemy does not percent-decode them there. Otherwise they are query
// parameters, which SQLAlchemy passes on to libpq. scheme: "postgresql", or with SQLAlchemy's driver (SQLAlchemy 2.1
// has another default driver than 2.0).
std::string address_of(Parameters const& parameters, std::string_view scheme = "postgresql");

}  // namespace mlflow2pg
