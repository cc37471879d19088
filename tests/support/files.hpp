// SPDX-License-Identifier: Apache-2.0
// A temporary folder, the files in it, and what a shell says about them.
#pragma once

#include <filesystem>
#include <string>

namespace mlflow2pg::test {

// Removed with all that is in it.
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
std::string file_content(std::string const& path);
void write_file(std::string const& path, std::string const& content);

// While it lives, this process has no right to write where others may only read, also when it runs as root.
class WithoutRights {
public:
    WithoutRights();
    ~WithoutRights();
    WithoutRights(WithoutRights const&) = delete;
    WithoutRights& operator=(WithoutRights const&) = delete;
};

}  // namespace mlflow2pg::test
