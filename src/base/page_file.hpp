// A file that others see whole or not at all: written under another name beside, then renamed.
// Tested in tests/report/html_tests.cpp.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

class PageFile {
public:
    // Makes the file beside: what would fail at the end of a long work fails before its beginning. Throws UsageError.
    explicit PageFile(std::string path);
    // Removes it unless it was published.
    ~PageFile();
    PageFile(PageFile const&) = delete;
    PageFile& operator=(PageFile const&) = delete;

    // Replaces whatever has the name. To be called once. Throws std::system_error.
    void publish(std::string_view content);

private:
    std::string path_;
    std::string beside_;  // empty once published
    int file_;
};

}  // namespace mlflow2pg
