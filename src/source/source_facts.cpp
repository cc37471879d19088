// SPDX-License-Identifier: Apache-2.0
#include "source/source_facts.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "base/sha256.hpp"
#include "mlflow/recorded_schema.hpp"
#include "source/backup.hpp"
#include "source/file_facts.hpp"
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

namespace {

// read: reads from a position of a file into the buffer, and returns how many bytes; 0 at its end.
template <typename Read>
std::string hash_of(Read const& read) {
    std::vector<char> buffer(1 << 20);
    Sha256 hash;
    std::size_t count = 0;
    for (std::uint64_t at = 0; (count = read(at, buffer)) > 0; at += count) {
        throw_if_interrupted();
        hash.add({buffer.data(), count});
    }
    return hash.finish();
}

}  // namespace

std::string sha256_of_file(std::string const& path) {
    std::ifstream in{path, std::ios::binary};
    std::string hash = hash_of([&](std::uint64_t, std::vector<char>& buffer) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        return static_cast<std::size_t>(in.gcount());
    });
    if (!in.eof()) throw SourceError{fmt::format("{} cannot be read for its SHA-256", path)};
    return hash;
}

std::vector<std::pair<std::string, std::string>> sha256_of(Source const& source) {
    Task const task{"SHA-256 of the source"};
    std::vector<std::pair<std::string, std::string>> hashes;
    Sqlite const reader = source.reader();
    hashes.emplace_back(source.path(), hash_of([&](std::uint64_t from, std::vector<char>& buffer) {
                            return reader.read_file(from, buffer);
                        }));
    // SQLite has no locks on the log, which closing a descriptor of ours could drop: they are on the -shm file.
    std::string const log = source.path() + "-wal";
    if (size_of(log) > 0) hashes.emplace_back(log, sha256_of_file(log));
    return hashes;
}

}  // namespace mlflow2pg
