// SPDX-License-Identifier: Apache-2.0
#include "source/source_facts.hpp"

#include <filesystem>

#include "base/progress.hpp"
#include "base/sha256.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/backup.hpp"
#include "source/seal.hpp"

namespace mlflow2pg {

SourceFacts look_at(Source const& source) {
    Revision const* const known = find_revision(source.revision(), source.store());
    return {source.path(),
            source.size(),
            source.store(),
            source.revision(),
            known == nullptr ? "" : known->releases,
            source.journal_mode(),
            find_holders(source.files()),
            read_seal(source.reader()).value_or(""),
            partial_backups(source.path())};
}

std::vector<std::pair<std::string, std::string>> sha256_of(Source const& source) {
    Task const task{"SHA-256 of the source"};
    std::vector<std::pair<std::string, std::string>> hashes;
    std::string const log = source.path() + "-wal";
    std::error_code missing;
    hashes.emplace_back(source.path(), sha256_of_file(source.path()));
    std::uintmax_t const bytes = std::filesystem::file_size(log, missing);
    if (!missing && bytes > 0) hashes.emplace_back(log, sha256_of_file(log));
    return hashes;
}

}  // namespace mlflow2pg
