# SPDX-License-Identifier: Apache-2.0
# The Debian package that cpack makes for scripts/package deb.

# The project has no mailbox: unless somebody makes the package under a name and address (scripts/release insists), it names
# the page where reports are answered.
set(MLFLOW2PG_MAINTAINER "" CACHE STRING "name and address of who makes the package")
if(NOT MLFLOW2PG_MAINTAINER)
  set(MLFLOW2PG_MAINTAINER "the authors of mlflow2pg <${PROJECT_HOMEPAGE_URL}/issues>")
endif()

# string(TIMESTAMP) takes SOURCE_DATE_EPOCH where that is set.
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${documents}/changelog
     "mlflow2pg (${PROJECT_VERSION}) unstable; urgency=medium\n\n  * Package of this version; CHANGELOG.md has what is new in it.\n\n"
     " -- ${MLFLOW2PG_MAINTAINER}  ${date}\n")
execute_process(COMMAND gzip -9nf ${documents}/changelog COMMAND_ERROR_IS_FATAL ANY)
install(FILES ${documents}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
# dpkg compresses no manual pages, and Debian's are.
install(CODE "file(GLOB pages \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}/man?/*.[1-9]\")
if(pages)
  execute_process(COMMAND gzip -9nf \${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/build/package)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${MLFLOW2PG_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_SYSROOT}/lib/${MLFLOW2PG_TRIPLET} ${CMAKE_SYSROOT}/usr/lib/${MLFLOW2PG_TRIPLET})
set(CPACK_DEBIAN_PACKAGE_SUGGESTS postgresql) # what a rehearsal without TARGET starts
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Copies every row and id of MLflow's SQLite file (mlruns.db, mlflow.db) to
PostgreSQL or TimescaleDB at the same Alembic revision, and verifies all of it
before anybody can see it. The source file is not written.")
include(CPack)
