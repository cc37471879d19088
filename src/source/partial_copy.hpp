// SPDX-License-Identifier: Apache-2.0
// An unfinished copy of the source, in a file of its own. The destructor removes the file unless it got its final name.
// So every file with a final name is complete and on disk.
// Tested in tests/source/backup_tests.cpp.
#pragma once

#include <string>
#include <string_view>

#include "base/descriptor.hpp"

namespace mlflow2pg {

class PartialCopy {
public:
    // Removes the file that a killed run has left; throws BusyError if another process is still writing it. kind: as
    // below.
    static void remove_left(std::string const& path, std::string_view kind);

    // Creates an empty file, which nobody else may read. kind: the kind of copy, for messages. next_step: what the user
    // can do when it cannot be written. `kind` must outlive this object. All functions throw SourceError.
    PartialCopy(std::string path, std::string_view kind, std::string next_step);
    ~PartialCopy();
    PartialCopy(PartialCopy const&) = delete;
    PartialCopy& operator=(PartialCopy const&) = delete;

    std::string const& path() const { return path_; }

    // Gives the copy the source's mode and, if permitted, its owner.
    void take_over_rights(std::string const& source) const;
    void sync() const;
    enum class Existing { kept, replaced };
    // Gives the copy its final name. existing: what happens to a file with that name; if it must not be replaced, this
    // throws.
    void become(std::string const& name, Existing existing) const;

private:
    [[noreturn]] void fail(std::string const& path, std::string_view doing, int error) const;
    void remove_side_files() const;

    std::string path_;
    std::string_view kind_;
    std::string next_step_;
    Descriptor file_;  // locked, so that nobody takes the file for what a killed run has left
};

}  // namespace mlflow2pg
