# SPDX-License-Identifier: Apache-2.0
# A CMake toolchain: builds for MLFLOW2PG_TRIPLET (x86_64-linux-gnu, aarch64-linux-gnu) from the headers and libraries in
# CMAKE_SYSROOT, which scripts/packaging/sysroot has made, and from none of this machine's.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MLFLOW2PG_TRIPLET)
string(REGEX MATCH "^[^-]+" CMAKE_SYSTEM_PROCESSOR ${MLFLOW2PG_TRIPLET})
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_CXX_COMPILER ${MLFLOW2PG_TRIPLET}-g++)
# Debian's cross compilers have a libc of their own, which gets no security updates.
set(CMAKE_EXE_LINKER_FLAGS_INIT -B${CMAKE_SYSROOT}/usr/lib/${MLFLOW2PG_TRIPLET})
set(CMAKE_LIBRARY_ARCHITECTURE ${MLFLOW2PG_TRIPLET})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
set(ENV{PKG_CONFIG_LIBDIR} ${CMAKE_SYSROOT}/usr/lib/${MLFLOW2PG_TRIPLET}/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig)
# The program runs during the build: it writes its completions itself.
cmake_host_system_information(RESULT host QUERY OS_PLATFORM)
set(CMAKE_CROSSCOMPILING_EMULATOR env)
if(NOT host STREQUAL CMAKE_SYSTEM_PROCESSOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR qemu-${CMAKE_SYSTEM_PROCESSOR}-static -L ${CMAKE_SYSROOT})
endif()
