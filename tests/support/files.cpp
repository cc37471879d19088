// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace mlflow2pg::test {

TestFolder::TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "mlflow2pg-test.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp " + pattern};
    path_ = pattern;
}

TestFolder::~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string shell(std::string const& command) {
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error{"popen " + command};
    std::string output;
    std::array<char, 4096> part{};
    for (std::size_t got = 0; (got = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        output.append(part.data(), got);
    if (int const status = pclose(pipe); status != 0)
        throw std::runtime_error{fmt::format("{}: status {}: {}", command, status, output)};
    return output;
}

std::string file_content(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

void write_file(std::string const& path, std::string const& content) {
    std::ofstream{path, std::ios::binary} << content;
}

WithoutRights::WithoutRights() {
    constexpr uid_t nobody = 65534;
    if (getuid() == 0 && seteuid(nobody) != 0) throw std::runtime_error{"seteuid"};
}

WithoutRights::~WithoutRights() {
    if (getuid() == 0 && seteuid(0) != 0) std::abort();
}

std::string paste(std::string const& command) { return shell("PGUSER=postgres " + command + " 2>&1"); }

}  // namespace mlflow2pg::test
