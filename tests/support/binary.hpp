// SPDX-License-Identifier: Apache-2.0
// Runs the program itself in a separate process, so that it can be killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "files.hpp"

namespace mlflow2pg::test {

// Adds --allow-unseen to the arguments of a migration: the tests may run as an ordinary user or in a container, where
// they do not see every process of the machine. arguments: as a shell takes them.
std::string with_unseen_allowed(std::string arguments);

// How the program ended, and what it printed. out: each paragraph in one line, as before wrapping.
struct Ran {
    int code;
    std::string out;
    std::string error;
};
// A printed report with each paragraph in one line.
std::string unwrapped(std::string const& report);
// Runs the program in `folder` through a shell. before: commands and assignments that precede it.
Ran run_binary(TestFolder const& folder, std::string const& arguments, std::string const& before = "");

// Starts the program. errors: the file for its messages. environment: NAME=value, in addition to this process's own.
pid_t start_binary(std::vector<std::string> arguments, std::string const& errors = "/dev/null",
                   std::vector<std::string> environment = {});
int exit_of(pid_t child);
// As exit_of(), but kills a child that has not ended in time; its exit code is then `hung`.
inline constexpr int hung = -1;
int exit_within(pid_t child, std::chrono::seconds limit);

}  // namespace mlflow2pg::test
