// SPDX-License-Identifier: Apache-2.0
// The program itself in a process of its own, so that it can be killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "files.hpp"

namespace mlflow2pg::test {

// For a migration adds --allow-unseen, since the tests may run as an ordinary user or in a container, which do not see
// every process of the machine. arguments: as a shell takes them.
std::string with_unseen_allowed(std::string arguments);

// How the program ended, and what it printed. out: each paragraph in one line, as it is before it is wrapped.
struct Ran {
    int code;
    std::string out;
    std::string error;
};
// A printed report with each paragraph in one line.
std::string unwrapped(std::string const& report);
// Runs the program in `folder` by way of a shell; before: commands and assignments before it.
Ran run_binary(TestFolder const& folder, std::string const& arguments, std::string const& before = "");

// Its messages go to `errors`. environment: NAME=value, beside this process's own.
pid_t start_binary(std::vector<std::string> arguments, std::string const& errors = "/dev/null",
                   std::vector<std::string> environment = {});
int exit_of(pid_t child);
// The same, but a child that has not ended by then is killed, and its exit is `hung`.
inline constexpr int hung = -1;
int exit_within(pid_t child, std::chrono::seconds limit);

}  // namespace mlflow2pg::test
