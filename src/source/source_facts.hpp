// SPDX-License-Identifier: Apache-2.0
// The source's part of the report.
// Tested in tests/source/source_tests.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mlflow/store.hpp"
#include "source/holders.hpp"
#include "source/source.hpp"

namespace mlflow2pg {

struct SourceFacts {
    std::string path;
    std::uint64_t bytes = 0;        // including the write-ahead log
    Store store = Store::tracking;  // which of MLflow's databases it is
    std::string revision;
    std::string releases;  // MLflow releases with this revision; empty: unknown revision
    std::string journal_mode;
    Holders holders;                                               // other processes that have the source open
    std::string seal;                                              // the message of the seal; empty: not sealed
    std::vector<std::string> partial_backups;                      // unfinished backups that killed runs left beside it
    std::vector<std::pair<std::string, std::string>> sha256 = {};  // of the file, its write-ahead log and the backup
};

SourceFacts look_at(Source const& source);

// The file and, if it is not empty, its write-ahead log, each with its SHA-256. Reads them whole; the writers must be
// held off.
std::vector<std::pair<std::string, std::string>> sha256_of(Source const& source);
// Closing the file would drop SQLite's locks on it, so no connection may be open to it. Throws SourceError.
std::string sha256_of_file(std::string const& path);

}  // namespace mlflow2pg
