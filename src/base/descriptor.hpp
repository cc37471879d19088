// SPDX-License-Identifier: Apache-2.0
// A file descriptor that is closed when the object is destroyed.
// Tested in tests/source/backup_tests.cpp.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace mlflow2pg {

class Descriptor {
public:
    // number: an open descriptor, or -1.
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    int number() const { return number_; }
    bool opened() const { return number_ >= 0; }

private:
    int number_;
};

}  // namespace mlflow2pg
