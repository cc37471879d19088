// What a report says of the source.
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
    std::uint64_t bytes = 0;        // the write-ahead log included
    Store store = Store::tracking;  // which of MLflow's databases it is
    std::string revision;
    std::string releases;  // of MLflow, that write this revision; empty: an unknown revision
    std::string journal_mode;
    std::vector<Holder> holders;               // other processes that have it open
    std::string seal;                          // the message of its seal; empty: not sealed
    std::vector<std::string> partial_backups;  // left beside it by runs that were killed
};

SourceFacts look_at(Source const& source);

}  // namespace mlflow2pg
