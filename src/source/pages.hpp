// SPDX-License-Identifier: Apache-2.0
// The pages of a SQLite file as a read transaction sees them, and the numbers on them:
// https://sqlite.org/fileformat.html. Reading rows through SQL needs none of this. Pages are read to find out, without
// reading rows, what has not changed.
// Tested in tests/source/changed_ranges_tests.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "source/sqlite.hpp"

namespace mlflow2pg {

// Reading beyond the end of the page throws CorruptError.
class Page {
public:
    std::uint32_t number() const { return number_; }
    std::span<char const> bytes() const { return bytes_; }

    // Big-endian numbers.
    unsigned byte(std::size_t at) const;
    unsigned two_bytes(std::size_t at) const;
    std::uint32_t four_bytes(std::size_t at) const;
    // A number of one to nine bytes (1.6 "varint"), and the position after it.
    std::pair<std::uint64_t, std::size_t> varint(std::size_t at) const;

    // Throws CorruptError: "page 7 of mlflow.db: …".
    [[noreturn]] void fail(std::string const& problem) const;

private:
    friend class Pages;
    std::uint32_t number_ = 0;
    std::string file_;  // its name in messages
    std::vector<char> bytes_;
};

class Pages {
public:
    // reader: in a read transaction, which must stay open while this object exists. Nobody may commit meanwhile. name:
    // the file's name in messages.
    Pages(Sqlite const& reader, std::string name);

    Sqlite const& reader() const { return reader_; }
    // The reason why pages cannot be read; empty: they can.
    std::string const& problem() const { return problem_; }
    std::size_t page_size() const { return page_size_; }
    // The bytes of a page that SQLite uses; some may be reserved at its end.
    std::size_t usable_size() const { return usable_size_; }
    // The greatest page number.
    std::uint32_t greatest() const { return greatest_; }

    // Reads a page, numbered from 1. A page in the write-ahead log is read there. Throws CorruptError when there is no
    // such page.
    void read(std::uint32_t number, Page& page) const;

private:
    struct Frame {
        std::uint32_t page;
        std::uint32_t number;
        // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 errs
        friend auto operator<=>(Frame const&, Frame const&) = default;
    };
    std::uint64_t position_of_frame(std::uint32_t number) const;
    void read_log();

    Sqlite const& reader_;
    std::string name_;
    std::string problem_;
    std::size_t page_size_ = 0;
    std::size_t usable_size_ = 0;
    std::uint32_t greatest_ = 0;
    std::vector<Frame> frames_;  // of the write-ahead log: the newest frame of each page, by page
};

}  // namespace mlflow2pg
