// SPDX-License-Identifier: Apache-2.0
// The address of a PostgreSQL database, for commands that a user copies: whole, and without a password, which then
// comes from PGPASSWORD or ~/.pgpass. Pure.
// Tested in tests/target/address_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlflow2pg {

// Keywords of libpq and their values: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
using Parameters = std::vector<std::pair<std::string, std::string>>;

// The parameters as a URI that libpq and SQLAlchemy read alike. Only plain names stand in the places of host, port and
// database: SQLAlchemy does not percent-decode these, but it hands query parameters to libpq. scheme: "postgresql", or
// with SQLAlchemy's driver (SQLAlchemy 2.1 has another default driver than 2.0).
std::string address_of(Parameters const& parameters, std::string_view scheme = "postgresql");

}  // namespace mlflow2pg
