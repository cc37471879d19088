// SPDX-License-Identifier: Apache-2.0
// SOURCE and TARGET as anybody may type them: they are understood, or refused with a usage error that shows no
// password.
#include <libpq-fe.h>

#include <memory>
#include <string>

#include "../support/conninfo.hpp"
#include "base/error.hpp"
#include "cli/addresses.hpp"
#include "input.hpp"
#include "property.hpp"
#include "target/conninfo.hpp"

using namespace mlflow2pg;
using fuzz::ensure;
using fuzz::Input;
using mlflow2pg::test::keyword_quoted;

namespace {

template <typename Function>
std::string message_of(Function const& function) {
    try {
        function();
    } catch (UsageError const& error) {
        return std::string{error.what()} + " | " + text_of(error.next_steps());
    }
    return {};
}

// The messages of the three functions for a text. Any exception except a UsageError ends the program.
std::string all_messages(std::string const& text) {
    return message_of([&] { source_path(text); }) + message_of([&] {
               std::string const complete = complete_conninfo(target_conninfo(text));
               ensure(complete_conninfo(complete) == complete, "what was completed is complete", complete);
               is_postgresql(text);
               // The printed address must mean the same as the typed one. A single port for several hosts is printed
               // for each of them.
               Parameters const given = parameters_of(target_conninfo(text));
               std::string const address = address_of(given);
               if (address.find(',') == std::string::npos)
                   ensure(parameters_of(address) == given, "what is printed is what was read", address);
           });
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char const character : text) {
        auto const code = static_cast<unsigned char>(character);
        encoded += {'%', digits[code / 16U], digits[code % 16U]};
    }
    return encoded;
}

std::string password_in(std::string const& conninfo) {
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options{
        PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree};
    for (PQconninfoOption const* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (std::string_view{option->keyword} == "password" && option->val != nullptr) return option->val;
    }
    return {};
}

std::string without_nul(std::string_view text) {
    std::string kept{text};
    std::erase(kept, '\0');
    return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    Input input{bytes, size};
    unsigned const form = input.choose(8);
    if (form == 0) {
        all_messages(std::string{input.all()});
        return 0;
    }
    // Letters that occur side by side in no message of ours or libpq's. A scheme, which messages show, is in lower
    // case.
    std::string const password = "Zq" + without_nul(input.text()) + "qZ";
    if (form == 1) {
        for (std::string const& target : {"postgresql://u:" + percent_encoded(password) + "@h:1/d",
                                          "password=" + keyword_quoted(password) + " host=h dbname=d"}) {
            ensure(password_in(complete_conninfo(target_conninfo(target))) == password, "an encoded password arrives");
        }
        return 0;
    }
    std::string const before = without_nul(input.text());
    std::string const after = without_nul(input.all());
    std::string const text = form == 2   ? "postgresql://" + before + ":" + percent_encoded(password) + "@" + after
                             : form == 3 ? "postgresql+psycopg2://" + before + ":" + password + "@" + after
                             : form == 4 ? before + " password=" + keyword_quoted(password) + after
                             : form == 5 ? before + " password=" + password + " " + after
                             : form == 6 ? before + "://" + password + "@" + after
                                         : before + password + after;
    std::string const messages = all_messages(text);
    for (std::string const secret : {"Zq", "qZ", "%5A%71", "%71%5A"}) {
        ensure(messages.find(secret) == std::string::npos, "no message shows a password", messages);
    }
    return 0;
}
