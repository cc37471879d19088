// SPDX-License-Identifier: Apache-2.0
// Passwords in text. Everything that leaves the program (stdout, stderr, logs, reports, the process title) goes through
// masked(), because a password can be anywhere: in a path that is a URI by mistake, in the command line of another
// process, in a parameter that somebody logged, in a library's message. Pure.
// Tested in tests/base/secrets_tests.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mlflow2pg {

// The text with *** in the place of every secret:
// - the password of a URI, scheme://user:password@host, and of user:password@host without a scheme. A password that was
//   not percent-encoded may contain '/', '@' and blanks, so everything up to the last '@' is masked. Without any '@'
//   the text may have been cut, or the host forgotten: then the rest of the line is masked, unless a port is plausible.
// - the value after a name that ends in password, secret, api_key and the like: as a keyword of libpq, a variable, a
//   query parameter (also the signature of a signed URL), a part of a connection string, an option (--password X,
//   --token X), a header, or a member of JSON or of a Python dictionary. A value in quotes that are not closed ends
//   with the text.
// - the password of curl's -u user:password, and the value that libpq calls invalid.
// This may mask too much, but not too little. masked(masked(text)) == masked(text).
std::string masked(std::string_view text);

// Whether a secret in the text was masked.
bool is_masked(std::string_view text);

// The arguments of a process, separated by blanks and masked. More exact than masked() of the whole line, because the
// end of each argument is known. An argument that begins with -p, as mysql's -pPASSWORD, is masked as a whole.
std::string masked_command(std::vector<std::string> const& arguments);

}  // namespace mlflow2pg
