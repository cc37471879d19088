// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <new>

namespace mlflow2pg {

namespace {

void ensure(int succeeded) {
    if (succeeded != 1) throw std::bad_alloc{};
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_{EVP_MD_CTX_new()} {
    if (!context_) throw std::bad_alloc{};
    ensure(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::add(std::string_view bytes) { ensure(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size())); }

std::string Sha256::finish() {
    std::array<unsigned char, 32> hash{};
    ensure(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr));
    std::string text;
    for (unsigned char const byte : hash) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace mlflow2pg
