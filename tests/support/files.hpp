// SPDX-License-Identifier: Apache-2.0
// A temporary folder, the files in it, and the output of shell commands.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mlflow2pg::test {

// A temporary folder. The destructor removes it with everything in it.
class TestFolder {
public:
    TestFolder();
    ~TestFolder();
    TestFolder(TestFolder const&) = delete;
    TestFolder& operator=(TestFolder const&) = delete;

    std::string file(std::string const& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// The output of a shell command; throws when it fails.
std::string shell(std::string const& command);
// The same, of a printed command that an administrator of the test server pastes; with its errors.
std::string paste(std::string const& command);
std::string file_content(std::string const& path);
std::vector<std::string> lines_of(std::string const& text);
void write_file(std::string const& path, std::string const& content);

// While an object of this class exists, this process may not write where others may only read, even as root.
class WithoutRights {
public:
    WithoutRights();
    ~WithoutRights();
    WithoutRights(WithoutRights const&) = delete;
    WithoutRights& operator=(WithoutRights const&) = delete;
};

}  // namespace mlflow2pg::test
