# SPDX-License-Identifier: Apache-2.0
# What libpq's archive needs beside it, for MLFLOW2PG_STATIC. libpq.pc does not tell: its private libraries are those of a
# libpq with GSSAPI and LDAP, whose archives Debian has not.
pkg_check_modules(openssl REQUIRED openssl)
find_library(pgcommon pgcommon_shlib REQUIRED)
find_library(pgport pgport_shlib REQUIRED)
find_library(ssl ssl REQUIRED)
find_library(crypto crypto REQUIRED)
add_library(no_gssapi_no_ldap STATIC scripts/packaging/no_gssapi_no_ldap.cpp)
target_link_libraries(PkgConfig::libpq INTERFACE no_gssapi_no_ldap ${pgcommon} ${pgport} ${ssl} ${crypto})
