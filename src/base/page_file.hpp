// A file that other processes see complete or not at all: it is written under a temporary name and then renamed.
// Tested in tests/report/html_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

class PageFile {
public:
    // Creates the temporary file, so that a path that cannot be written fails before the work, not after it. Throws
    // UsageError.
    explicit PageFile(std::string path);
    // Removes the temporary file unless it was published.
    ~PageFile();
    PageFile(PageFile const&) = delete;
    PageFile& operator=(PageFile const&) = delete;

    // Writes the content and replaces any file at the path. Call it once. Throws std::system_error.
    void publish(std::string_view content);

private:
    std::string path_;
    std::string beside_;  // empty once published
    int file_;
};

}  // namespace mlflow2pg
