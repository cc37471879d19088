// SPDX-License-Identifier: Apache-2.0
// A byte buffer that grows at its end. Every value passes through two of them: for the row's checksum and for the COPY
// stream. Appending a few bytes to a std::string is a function call; here it is a single store.
// Tested in tests/rows/encode_tests.cpp.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace mlflow2pg {

class Buffer {
public:
    // Makes room for `bytes` more bytes, which the caller fills. The pointer is valid until the next call.
    char* add(std::size_t bytes) {
        if (capacity_ - size_ < bytes) enlarge(bytes);
        char* const place = bytes_.get() + size_;
        size_ += bytes;
        return place;
    }
    template <typename T>
    void append(T const& value) {
        std::memcpy(add(sizeof value), &value, sizeof value);
    }
    void append(std::string_view bytes) {
        if (!bytes.empty()) std::memcpy(add(bytes.size()), bytes.data(), bytes.size());
    }

    std::string_view view() const { return {bytes_.get(), size_}; }
    std::size_t size() const { return size_; }
    void clear() { size_ = 0; }

private:
    void enlarge(std::size_t bytes) {
        capacity_ = std::max(2 * capacity_, size_ + bytes + 64);
        std::unique_ptr<char[]> larger{new char[capacity_]};
        if (size_ != 0) std::memcpy(larger.get(), bytes_.get(), size_);
        bytes_ = std::move(larger);
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace mlflow2pg
