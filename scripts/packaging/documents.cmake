# SPDX-License-Identifier: Apache-2.0
# What a package says about its rights, in share/doc/mlflow2pg: the licence, NOTICE, and "copyright", the notices of the
# libraries whose code is in the program, from the Debian packages that it was built from.
set(documents ${CMAKE_CURRENT_BINARY_DIR}/doc)
set(linked libpqxx-dev libfmt-dev libspdlog-dev libcli11-dev nlohmann-json3-dev libxxhash-dev)
if(MLFLOW2PG_STATIC)
  list(APPEND linked libc6-dev libpq-dev libssl-dev libsqlite3-dev)
endif()

set(copyright
    "This is mlflow2pg ${PROJECT_VERSION}, from ${PROJECT_HOMEPAGE_URL}\n\n"
    "Copyright: 2026 the authors of mlflow2pg\nLicense: Apache-2.0 (on Debian: /usr/share/common-licenses/Apache-2.0)\n\n"
    "The program contains code of the libraries below. It also contains parts of GCC's\nlibraries, under the GCC Runtime "
    "Library Exception (GPL-3+).\n")
foreach(library ${linked})
  file(READ ${CMAKE_SYSROOT}/usr/share/doc/${library}/copyright notice)
  string(APPEND copyright "\n---- ${library} ----\n\n${notice}")
endforeach()
file(WRITE ${documents}/copyright ${copyright})
install(FILES ${documents}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Debian has these two for all its packages, other systems have not. glibc's licence has to be given along with it.
if(MLFLOW2PG_STATIC)
  install(FILES LICENSE NOTICE DESTINATION ${CMAKE_INSTALL_DOCDIR})
  install(FILES /usr/share/common-licenses/LGPL-2.1 DESTINATION ${CMAKE_INSTALL_DOCDIR})
endif()
