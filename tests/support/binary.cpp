// SPDX-License-Identifier: Apache-2.0
#include "binary.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <regex>
#include <thread>

namespace mlflow2pg::test {

std::string with_unseen_allowed(std::string arguments) {
    constexpr std::string_view command = "migrate ";
    if (arguments.starts_with(command) && arguments.find("--dry-run") == std::string::npos) {
        arguments.insert(command.size(), "--allow-unseen ");
    }
    return arguments;
}

std::string unwrapped(std::string const& report) { return std::regex_replace(report, std::regex{"\n    "}, " "); }

Ran run_binary(TestFolder const& folder, std::string const& arguments, std::string const& before) {
    std::string const out = folder.file("stdout");
    std::string const error = folder.file("stderr");
    int const status = std::system(fmt::format("cd '{}' && {} '{}' {} >'{}' 2>'{}'", folder.file(""), before,
                                               MLFLOW2PG_BINARY, with_unseen_allowed(arguments), out, error)
                                       .c_str());
    return {WEXITSTATUS(status), unwrapped(file_content(out)), file_content(error)};
}

pid_t start_binary(std::vector<std::string> arguments, std::string const& errors,
                   std::vector<std::string> environment) {
    pid_t const child = fork();
    if (child != 0) return child;
    if (arguments.front() == "migrate") arguments.insert(arguments.begin() + 1, "--allow-unseen");
    arguments.insert(arguments.begin(), MLFLOW2PG_BINARY);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    // By descriptor: writing through a stream would print once more what this process has buffered.
    int const nowhere = open("/dev/null", O_WRONLY);
    int const messages = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (dup2(nowhere, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0) _exit(99);
    for (std::string& variable : environment) putenv(variable.data());
    execv(argv[0], argv.data());
    _exit(99);
}

int exit_of(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int exit_within(pid_t child, std::chrono::seconds limit) {
    auto const end = std::chrono::steady_clock::now() + limit;
    siginfo_t ended{};
    while (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0) {
        if (std::chrono::steady_clock::now() > end) {
            kill(child, SIGKILL);
            exit_of(child);
            return hung;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return exit_of(child);
}

}  // namespace mlflow2pg::test
