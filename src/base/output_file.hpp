// SPDX-License-Identifier: Apache-2.0
// A file that the user named for the program's output. Other processes see either the complete file or none: it is
// written under a temporary name beside its own and then renamed. A path that names a device or a pipe is written to
// directly.
#pragma once

#include <string>
#include <string_view>

namespace mlflow2pg {

class OutputFile {
public:
    enum class Existing {
        replaced,  // for reports
        kept,      // for rows of the source: a number is added to the new file's name, and only its owner can read it
    };

    // option: as typed before the path, for messages: "--json=". Creates the temporary file and removes it again, so
    // that an unwritable path fails before the work, not after it. Throws UsageError.
    OutputFile(std::string option, std::string path, Existing existing);
    // Removes the file unless it was finished.
    ~OutputFile();
    OutputFile(OutputFile const&) = delete;
    OutputFile& operator=(OutputFile const&) = delete;

    // The first call creates the temporary file. Throws UsageError, as finish() does: a file that cannot be written is
    // exit code 2.
    void write(std::string_view piece);
    // Forces the file and its folder to disk and gives the file its name. Does nothing if nothing was written since.
    void finish();
    // The name of the finished file; empty before.
    std::string const& finished() const { return finished_; }

private:
    void create();
    void remove();
    void flush();
    void take_name();
    [[noreturn]] void fail(int error) const;

    std::string option_;
    std::string path_;
    Existing existing_;
    unsigned mode_;
    bool direct_ = false;  // a device or a pipe
    std::string beside_;   // the temporary file; empty: there is none
    int file_ = -1;
    std::string buffer_;
    std::string finished_;
};

}  // namespace mlflow2pg
