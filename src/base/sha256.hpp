// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) of a file: by it, people recognise an archived source with sha256sum.
// Tested in tests/base/sha256_tests.cpp.
#pragma once

#include <string>

namespace mlflow2pg {

// In hexadecimal. Throws SourceError when the file cannot be read, Interrupted.
std::string sha256_of_file(std::string const& path);

}  // namespace mlflow2pg
