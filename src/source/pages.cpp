// SPDX-License-Identifier: Apache-2.0
#include "source/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace mlflow2pg {

namespace {

// https://sqlite.org/fileformat.html, 1.3 and 4.1
constexpr std::size_t reserved_at = 20;
constexpr std::uint64_t bytes_of_log_header = 32;
constexpr std::uint64_t bytes_of_frame_header = 24;

// A log of so many pages takes 8 MB of memory here. SQLite restarts the log after 1,000 pages, unless a reader prevents
// it.
constexpr std::uint32_t most_frames = 1 << 20;

std::uint32_t big_endian(std::span<char const> bytes) {
    std::uint32_t number = 0;
    for (char const byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

[[noreturn]] void fail(std::uint32_t page, std::string const& file, std::string const& problem) {
    throw CorruptError{fmt::format("page {} of {}: {}", page, file, problem)};
}

}  // namespace

unsigned Page::byte(std::size_t at) const {
    if (at >= bytes_.size()) fail("it is too short for its content");
    return static_cast<unsigned char>(bytes_[at]);
}

unsigned Page::two_bytes(std::size_t at) const { return byte(at) << 8U | byte(at + 1); }

std::uint32_t Page::four_bytes(std::size_t at) const { return two_bytes(at) << 16U | two_bytes(at + 2); }

std::pair<std::uint64_t, std::size_t> Page::varint(std::size_t at) const {
    std::uint64_t number = 0;
    for (std::size_t const ninth = at + 8; at < ninth; ++at) {
        unsigned const next = byte(at);
        number = number << 7U | (next & 0x7fU);
        if (next < 0x80U) return {number, at + 1};
    }
    return {number << 8U | byte(at), at + 1};
}

void Page::fail(std::string const& problem) const { mlflow2pg::fail(number_, file_, problem); }

Pages::Pages(Sqlite const& reader, std::string name) : reader_{reader}, name_{std::move(name)} {
    try {
        page_size_ = static_cast<std::size_t>(reader.integer("PRAGMA page_size"));
        greatest_ = static_cast<std::uint32_t>(reader.file_size() / page_size_);
        read_log();
        Page first;
        read(1, first);
        usable_size_ = page_size_ - first.byte(reserved_at);
    } catch (CorruptError const& error) {
        problem_ = error.what();
    }
}

std::uint64_t Pages::position_of_frame(std::uint32_t number) const {
    return bytes_of_log_header + (number - 1) * (bytes_of_frame_header + page_size_);
}

void Pages::read_log() {
    std::optional<std::uint32_t> const committed = reader_.frames_of_log();
    if (!committed || *committed > most_frames) fail(1, name_, "its write-ahead log is too long or cannot be read");
    for (std::uint32_t number = 1; number <= *committed; ++number) {
        std::array<char, 4> page{};
        reader_.read_log(position_of_frame(number), page);
        frames_.push_back({big_endian(page), number});
        greatest_ = std::max(greatest_, frames_.back().page);
    }
    // If a page has several frames, the last one is valid.
    std::sort(frames_.rbegin(), frames_.rend());
    auto const older = std::unique(frames_.begin(), frames_.end(),
                                   [](Frame const& one, Frame const& other) { return one.page == other.page; });
    frames_.erase(older, frames_.end());
    std::reverse(frames_.begin(), frames_.end());
}

void Pages::read(std::uint32_t number, Page& page) const {
    page.number_ = number;
    page.file_ = name_;
    page.bytes_.resize(page_size_);
    auto const frame = std::lower_bound(frames_.begin(), frames_.end(), Frame{number, 0});
    std::size_t got = 0;
    if (frame != frames_.end() && frame->page == number) {
        got = reader_.read_log(position_of_frame(frame->number) + bytes_of_frame_header, page.bytes_);
    } else if (number > 0) {
        got = reader_.read_file(std::uint64_t{number - 1} * page_size_, page.bytes_);
    }
    if (got != page_size_) page.fail("the file has no such page");
}

}  // namespace mlflow2pg
