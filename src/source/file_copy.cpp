// SPDX-License-Identifier: Apache-2.0
#include "source/file_copy.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

// Read and compared in 0.1 ms when they are in memory.
constexpr std::size_t bytes_of_a_step = 1 << 18;

// So many commits may stay unseen. Twenty clients that commit without a pause cause about one in a hundred.
constexpr int most_unseen = 20;

// How long to wait for the lock when somebody else holds it.
constexpr std::chrono::seconds patience{5};

std::uint32_t four_bytes(char const* bytes) {
    std::uint32_t number = 0;
    for (int byte = 0; byte < 4; ++byte) number = number << 8U | static_cast<unsigned char>(bytes[byte]);
    return number;
}

// While an object of this class exists, nobody can commit.
class ReadTransaction {
public:
    // SQLite's own waiting sleeps for up to 100 ms, in which other writers commit.
    explicit ReadTransaction(Sqlite const& source) : source_{source} {
        source.execute("PRAGMA busy_timeout = 0; BEGIN");
        Clock::time_point const latest = Clock::now() + patience;
        for (int tries = 0; !got_lock(latest); ++tries) {
            throw_if_interrupted();
            if (tries < 100) {
                std::this_thread::yield();
            } else {
                std::this_thread::sleep_for(std::chrono::microseconds{50});
            }
        }
    }
    ~ReadTransaction() {
        try {
            source_.execute("COMMIT");
        } catch (...) {  // the failure has already ended the transaction
        }
    }
    ReadTransaction(ReadTransaction const&) = delete;
    ReadTransaction& operator=(ReadTransaction const&) = delete;

private:
    bool got_lock(Clock::time_point latest) const {
        try {
            source_.execute("SELECT count(*) FROM sqlite_schema");
            return true;
        } catch (BusyError const&) {
            if (Clock::now() >= latest) throw;
            return false;
        }
    }

    Sqlite const& source_;
};

bool is_deleted(Descriptor const& file) {
    struct stat status {};
    return fstat(file.number(), &status) != 0 || status.st_nlink == 0;
}

}  // namespace

FileCopy::FileCopy(Sqlite const& source, std::string path, int copy, std::string when_full)
    : source_{source},
      path_{std::move(path)},
      copy_{copy},
      when_full_{std::move(when_full)},
      wanted_(bytes_of_a_step),
      there_(bytes_of_a_step) {}

void FileCopy::make(Limit longest_lock) {
    for (;;) {
        ReadTransaction const lock{source_};
        Clock::time_point const begun = Clock::now();
        take_over_commits();
        bool const may_wait = !longest_lock || unseen_ > most_unseen;
        do {
            if (!copy_some()) return;
            if (may_wait && longest_lock && Clock::now() - begun >= *longest_lock) {
                throw BusyError{
                    fmt::format("source {} is written while it is copied, and to complete the copy its writers would "
                                "have to wait for more than {} ms",
                                path_, longest_lock->count()),
                    "run again while less is written; or let the writers wait for as long as it takes: --hold-writers"};
            }
        } while (may_wait || !writer_has_begun());
    }
}

// Marks the pages that others changed since the last lock.
void FileCopy::take_over_commits() {
    std::array<char, 100> header{};  // https://sqlite.org/fileformat.html, 1.3
    source_.read_file(0, header);
    if (header[19] == 2) {
        throw BusyError{fmt::format("source {} was changed to WAL mode while it was copied", path_), "run again"};
    }
    std::uint32_t const commits = four_bytes(&header[24]);
    if (page_size_ > 0 && commits == commits_) return;
    auto const page_size = static_cast<std::size_t>(source_.integer("PRAGMA page_size"));
    std::uint64_t const pages = (source_.file_size() + page_size - 1) / page_size;
    bool const seen = page_size == page_size_ && commits == commits_ + 1 && mark_journaled();
    if (!seen) {
        if (page_size_ > 0) {
            ++unseen_;
            spdlog::info("{}: a commit was not seen; all pages are compared again", path_);
        }
        stale_.clear();
    }
    first_stale_ = std::min(first_stale_, stale_.size());
    stale_.resize(pages, true);
    commits_ = commits;
    page_size_ = page_size;
    std::vector<std::uint32_t> free = free_pages(four_bytes(&header[32]), four_bytes(&header[36]));
    std::vector<std::uint32_t> used;
    std::ranges::set_difference(free_, free, std::back_inserter(used));
    for (std::uint32_t const page : used) mark(page);
    free_ = std::move(free);
}

// The leaves of the list of free pages, ascending: https://sqlite.org/fileformat.html, 1.5. trunk: the first page of
// the list. count: how many pages it has.
std::vector<std::uint32_t> FileCopy::free_pages(std::uint32_t trunk, std::uint32_t count) const {
    std::vector<std::uint32_t> free;
    std::vector<char> page(page_size_);
    for (std::uint32_t trunks = 0; trunk > 0 && trunks < count && free.size() < count; ++trunks) {
        if (source_.read_file(std::uint64_t{trunk - 1} * page_size_, page) < page_size_) break;
        std::size_t const leaves = std::min<std::size_t>(four_bytes(&page[4]), page_size_ / 4 - 2);
        for (std::size_t leaf = 0; leaf < leaves; ++leaf) free.push_back(four_bytes(&page[8 + 4 * leaf]));
        trunk = four_bytes(page.data());
    }
    std::ranges::sort(free);
    return free;
}

// Pages are numbered from 1.
void FileCopy::mark(std::uint32_t page) {
    if (page == 0 || page > stale_.size()) return;
    stale_[page - 1] = true;
    first_stale_ = std::min<std::size_t>(first_stale_, page - 1);
}

// Marks the pages of one commit by its journal: https://sqlite.org/fileformat.html, 3. Returns false when this is not
// the journal of a commit.
bool FileCopy::mark_journaled() {
    if (!journal_.opened() || !is_deleted(journal_)) return false;
    constexpr std::string_view magic{"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"};
    std::uint64_t const bytes_of_record = page_size_ + 8;
    std::array<char, 28> header{};
    std::uint64_t at = 0;
    for (; read_journal(at, header) && std::string_view{header.data(), magic.size()} == magic;) {
        std::uint32_t const sector = four_bytes(&header[20]);
        if (sector == 0 || four_bytes(&header[24]) != page_size_) return false;
        // A writer that syncs nothing leaves the number of records open.
        std::uint32_t const records = four_bytes(&header[8]);
        at += sector;
        std::array<char, 4> page{};
        for (std::uint32_t record = 0; record < records && read_journal(at, page); ++record) {
            mark(four_bytes(page.data()));
            at += bytes_of_record;
        }
        at = (at + sector - 1) / sector * sector;
    }
    return at > 0;
}

bool FileCopy::read_journal(std::uint64_t at, std::span<char> bytes) const {
    ssize_t const got = pread(journal_.number(), bytes.data(), bytes.size(), static_cast<off_t>(at));
    return got == static_cast<ssize_t>(bytes.size());
}

// Opens the journal of a writer, which it needs before it can commit.
bool FileCopy::writer_has_begun() {
    if (!source_.others_write()) return false;
    if (!journal_.opened() || is_deleted(journal_)) {
        journal_ = Descriptor{open((path_ + "-journal").c_str(), O_RDONLY | O_CLOEXEC)};
    }
    return journal_.opened();
}

// Copies the next stale pages; returns false when there are none.
bool FileCopy::copy_some() {
    throw_if_interrupted();
    auto const first = std::find(stale_.begin() + static_cast<std::ptrdiff_t>(first_stale_), stale_.end(), true);
    if (first == stale_.end()) {
        if (ftruncate(copy_, static_cast<off_t>(source_.file_size())) != 0) fail("shorten");
        return false;
    }
    auto const most = std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(bytes_of_a_step / page_size_));
    auto const last = std::find(first, first + std::min(most, stale_.end() - first), false);
    std::uint64_t const at = static_cast<std::uint64_t>(first - stale_.begin()) * page_size_;
    std::span<char> const wanted{wanted_.data(), static_cast<std::size_t>(last - first) * page_size_};
    std::size_t const bytes = source_.read_file(at, wanted);
    ssize_t const there = pread(copy_, there_.data(), bytes, static_cast<off_t>(at));
    if (there < 0) fail("read");
    if (static_cast<std::size_t>(there) != bytes || std::memcmp(wanted_.data(), there_.data(), bytes) != 0) {
        write(at, bytes);
    }
    std::fill(first, last, false);
    first_stale_ = static_cast<std::size_t>(last - stale_.begin());
    return true;
}

void FileCopy::write(std::uint64_t at, std::size_t bytes) {
    for (std::size_t done = 0; done < bytes;) {
        ssize_t const written = pwrite(copy_, wanted_.data() + done, bytes - done, static_cast<off_t>(at + done));
        if (written < 0 && errno != EINTR) fail("write");
        if (written > 0) done += static_cast<std::size_t>(written);
    }
    count_bytes(bytes);
}

void FileCopy::fail(std::string_view doing) const {
    throw SourceError{fmt::format("cannot {} the copy of {}: {}", doing, path_, std::strerror(errno)), when_full_};
}

}  // namespace mlflow2pg
