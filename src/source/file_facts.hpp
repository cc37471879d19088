// SPDX-License-Identifier: Apache-2.0
// What the file system and the file's first bytes say about a SQLite file, without SQLite. Nothing here throws: what
// cannot be found out is empty or 0.
// Tested in tests/source/source_tests.cpp
#pragma once

#include <cstdint>
#include <string>

namespace mlflow2pg {

// The fields of SQLite's file header: https://sqlite.org/fileformat.html, 1.3
struct FileHeader {
    bool sqlite = false;
    bool wal = false;         // in WAL mode
    std::uint64_t bytes = 0;  // size of the file by its header; 0 when the header does not contain it
};

// Call it only while SQLite does not have the file open in this process: closing our descriptor would drop SQLite's
// locks (https://sqlite.org/howtocorrupt.html, 2.2).
FileHeader read_header(std::string const& path);

// In bytes; 0 when there is no such file.
std::uint64_t size_of(std::string const& path);

// Whether the file is shorter than its header says, with no journal or log beside it that could hold the rest.
bool is_truncated(std::string const& path);

// The time of the last change, with nanoseconds; "-" when there is no such file.
std::string modified(std::string const& path);

// When the file or its write-ahead log was modified, for people ("2026-11-28 16:31:42 UTC"), if that was after `copy`
// was created. Empty if not, or if the file system does not record when files are created.
std::string written_after(std::string const& copy, std::string const& path);

// The folder that has the name of the file's -wal, -shm or -journal, which SQLite could then not create; empty if none.
std::string folder_instead_of_side_file(std::string const& path);

// When the file's write-ahead log was modified; "-" when the log contains nothing.
std::string log_modified(std::string const& path);

// Identifies the file on this machine: two paths with the same identity are one file.
std::string identity(std::string const& path);

// Follows symbolic links: SQLite creates a file's side files beside the file, not beside the link.
std::string followed(std::string path);

// The reason, for people, why the file has a second name; empty when it has none. SQLite looks for a file's journal and
// log under the name by which the file was opened: https://sqlite.org/howtocorrupt.html, 2.5
std::string other_name_of(std::string const& path);

}  // namespace mlflow2pg
