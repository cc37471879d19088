// SPDX-License-Identifier: Apache-2.0
#include "target/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace mlflow2pg {

namespace {

// https://datatracker.ietf.org/doc/html/rfc3986#section-2.3
bool is_unreserved(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 ||
           std::string_view{"-._~"}.find(character) != std::string_view::npos;
}

bool is_plain(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_unreserved); }

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_ipv6(std::string_view host) {
    return host.find(':') != std::string_view::npos &&
           host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

// Characters that have no meaning in a query are not encoded, so that paths stay readable.
std::string percent_encoded(std::string_view text, std::string_view also_plain) {
    std::string encoded;
    for (char const character : text) {
        bool const plain = is_unreserved(character) || also_plain.find(character) != std::string_view::npos;
        encoded += plain ? std::string(1, character) : fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
    return encoded;
}

// Repeats a single port for each of several hosts: SQLAlchemy wants as many ports as hosts.
std::string port_of_each(std::string_view port, std::string_view hosts) {
    std::string ports{port};
    if (!is_number(port)) return ports;
    for (auto more = std::count(hosts.begin(), hosts.end(), ','); more > 0; --more) ports.append(",").append(port);
    return ports;
}

}  // namespace

std::string address_of(Parameters const& parameters, std::string_view scheme) {
    auto const value_of = [&](std::string_view keyword) -> std::string_view {
        auto const found = std::find_if(parameters.begin(), parameters.end(),
                                        [&](auto const& parameter) { return parameter.first == keyword; });
        return found == parameters.end() ? std::string_view{} : std::string_view{found->second};
    };
    std::string_view const host = value_of("host");
    std::string_view const user = value_of("user");
    bool const host_in_place = is_plain(host) || is_ipv6(host);
    bool const port_in_place = host_in_place && is_number(value_of("port"));
    bool const database_in_place = is_plain(value_of("dbname"));
    // A : that is encoded there is refused as TARGET: it could be the one before a password.
    bool const user_in_place = !user.empty() && user.find(':') == std::string_view::npos;
    std::string address{scheme};
    address += "://";
    if (user_in_place) address += percent_encoded(user, {}) + "@";
    if (host_in_place) address += is_ipv6(host) ? fmt::format("[{}]", host) : std::string{host};
    if (port_in_place) address.append(":").append(value_of("port"));
    address += "/";
    if (database_in_place) address += value_of("dbname");
    char separator = '?';
    for (auto const& [keyword, value] : parameters) {
        bool const in_place = (keyword == "user" && user_in_place) || (keyword == "host" && host_in_place) ||
                              (keyword == "port" && port_in_place) || (keyword == "dbname" && database_in_place);
        if (in_place) continue;
        address += fmt::format("{}{}={}", std::exchange(separator, '&'), keyword,
                               percent_encoded(keyword == "port" ? port_of_each(value, host) : value, "/:,"));
    }
    return address;
}

}  // namespace mlflow2pg
