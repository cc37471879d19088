// SPDX-License-Identifier: Apache-2.0
// SHA-256, computed by OpenSSL, so that people can compare an archived file with sha256sum.
// Tested in tests/base/sha256_tests.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace mlflow2pg {

// The functions throw std::bad_alloc: with valid arguments, OpenSSL fails only for lack of memory.
class Sha256 {
public:
    Sha256();
    void add(std::string_view bytes);
    // The hash of all bytes added so far, in hexadecimal. Nothing can be added afterwards.
    std::string finish();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace mlflow2pg
