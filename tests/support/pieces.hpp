// SPDX-License-Identifier: Apache-2.0
// A text or BLOB that arrives in pieces of one length, like a long value of the source.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/value.hpp"

namespace mlflow2pg::test {

class Pieces final : public LongBytes {
public:
    Pieces(std::string bytes, std::size_t length) : bytes_{std::move(bytes)}, length_{length} {}

    std::uint64_t size() const override { return bytes_.size(); }
    void for_each_piece(Visitor const& visit) const override {
        for (std::size_t at = 0; at < bytes_.size(); at += length_) {
            visit(std::string_view{bytes_}.substr(at, length_));
        }
    }

private:
    std::string bytes_;
    std::size_t length_;
};

}  // namespace mlflow2pg::test
