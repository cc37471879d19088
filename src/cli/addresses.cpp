// SPDX-License-Identifier: Apache-2.0
#include "cli/addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/error.hpp"

namespace mlflow2pg {

namespace {

// "postgresql+psycopg2://…" -> {"postgresql", "psycopg2"}; nothing when the text does not begin with a scheme.
struct Scheme {
    std::string name;
    std::string driver;
    std::size_t length;  // including "://"
};

std::optional<Scheme> scheme_of(std::string_view text) {
    std::size_t const end = text.find("://");
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    std::string name;
    for (char const character : text.substr(0, end)) {
        auto const byte = static_cast<unsigned char>(character);
        if (std::isalnum(byte) == 0 && character != '+' && character != '_' && character != '-' && character != '.') {
            return std::nullopt;
        }
        name.push_back(static_cast<char>(std::tolower(byte)));
    }
    std::size_t const plus = std::min(name.find('+'), name.size());
    return Scheme{name.substr(0, plus), name.substr(std::min(plus + 1, name.size())), end + 3};
}

// Percent-encodes an '@' in the user's name. The user and the password of a URI end at the last '@' before the path, as
// in SQLAlchemy. libpq ends them at the first one: it would take a part of the password for the host, and print it in
// messages.
std::string with_user_encoded(std::string_view address) {
    std::string_view const authority = address.substr(0, address.find_first_of("/?"));
    std::size_t const at = authority.rfind('@');
    std::string_view const path = address.substr(authority.size());
    std::string_view const user_and_password = authority.substr(0, at == std::string_view::npos ? 0 : at);
    std::string_view const user = user_and_password.substr(0, user_and_password.find(':'));
    bool const encoded = user_and_password.find('@', user.size()) == std::string_view::npos &&
                         path.substr(0, path.find('?')).find('@') == std::string_view::npos;
    if (!encoded) {
        throw UsageError{"TARGET: there is an @ in its password or path that is not percent-encoded",
                         "write %40 for @, %2F for /, %3A for :, %25 for %; or leave the password out, and set "
                         "PGPASSWORD or use ~/.pgpass"};
    }
    // The text may be a user and a password, and a user is repeated in messages.
    bool const has_colon = user.find("%3A") != std::string_view::npos || user.find("%3a") != std::string_view::npos;
    if (has_colon && user.size() == user_and_password.size()) {
        throw UsageError{"TARGET: the : between its user and its password is percent-encoded",
                         "encode each of them alone, with a plain : between them; if the : is a part of the user's "
                         "name, write ?user=NAME after the database instead"};
    }
    std::string safe;
    for (char const character : user) safe += character == '@' ? "%40" : std::string(1, character);
    return safe.append(address.substr(user.size()));
}

// Throws UsageError for what other programs take or remove from an address, and libpq does not.
void ensure_plain(std::string_view target) {
    if (target.starts_with("jdbc:")) {
        throw UsageError{"TARGET is an address for JDBC",
                         "leave out jdbc:, and write the user before the host: postgresql://user@host/database"};
    }
    if (target.find_first_of(" \t\n'\"") == 0 && target.find("://") != std::string_view::npos) {
        throw UsageError{"TARGET begins with a blank or a quote", "write it without the blank or quote"};
    }
    if (!scheme_of(target)) return;
    auto const has = [&](std::string_view text) { return target.find(text) != std::string_view::npos; };
    char const* filling = nullptr;
    if (has("://USER@") || has("@HOST/") || target.ends_with("/DATABASE")) {
        filling = "write your user, host and database in place of USER, HOST and DATABASE";
    } else if (has("://${") || has("@${") || has("/${") || has("://<") || has("@<")) {  // not in a password
        filling = "write the value in place of ${NAME} or <NAME>";
    }
    if (filling != nullptr) throw UsageError{"TARGET has a placeholder that was not filled in", filling};
}

bool is_keyword_string(std::string_view text) {
    constexpr std::string_view keywords[] = {"host", "hostaddr", "port", "dbname", "user", "password", "service"};
    return std::any_of(std::begin(keywords), std::end(keywords), [&](std::string_view keyword) {
        return text.starts_with(keyword) && text.substr(keyword.size()).starts_with('=');
    });
}

}  // namespace

std::string source_path(std::string_view source) {
    if (source.empty()) throw UsageError{"SOURCE is empty", "give the path of the SQLite file, for example mlruns.db"};
    std::optional<Scheme> const scheme = scheme_of(source);
    if (!scheme) {
        if (source == ":memory:") throw UsageError{"SOURCE is an in-memory database: there is no file to read"};
        if (source.starts_with("sqlite:")) {
            throw UsageError{"SOURCE: a SQLite URI has three slashes before a relative path",
                             "write sqlite:///relative/path or sqlite:////absolute/path"};
        }
        // The text may contain a password. As a path it would be repeated in messages.
        if (is_keyword_string(source)) {
            throw UsageError{fmt::format("SOURCE is a {}, not a SQLite database", "libpq keyword string"),
                             "give SOURCE first, then TARGET; write ./ before the name of a file"};
        }
        // With a dash in front a printed command would have an option in place of the path.
        return (source.starts_with('-') ? "./" : "") + std::string{source};
    }
    if (scheme->name != "sqlite") {
        throw UsageError{fmt::format("SOURCE is a {}, not a SQLite database", "URI of " + scheme->name),
                         "give a path, sqlite:///relative/path or sqlite:////absolute/path"};
    }
    // SQLAlchemy's form is sqlite://<nohostname>/<path>: the path follows the third slash.
    std::string_view rest = source.substr(scheme->length);
    if (std::size_t const query = rest.find('?'); query != std::string_view::npos) rest = rest.substr(0, query);
    if (!rest.starts_with('/')) {
        throw UsageError{"SOURCE: a SQLite URI has no host name",
                         "write sqlite:///relative/path or sqlite:////absolute/path"};
    }
    std::string path{rest.substr(1)};  // unchanged: SQLAlchemy decodes no percent-escapes here
    if (path.empty() || path == ":memory:") {
        throw UsageError{"SOURCE is an in-memory database: there is no file to read"};
    }
    return path;
}

std::string mlflow_scheme(std::string_view target) {
    std::optional<Scheme> const scheme = scheme_of(target);
    return "postgresql+" + (scheme && !scheme->driver.empty() ? scheme->driver : "psycopg2");
}

bool is_postgresql(std::string_view text) {
    std::optional<Scheme> const scheme = scheme_of(text);
    return scheme && (scheme->name == "postgresql" || scheme->name == "postgres");
}

bool is_target(std::string_view text) { return is_postgresql(text) || is_keyword_string(text); }

std::string target_conninfo(std::string_view target) {
    ensure_plain(target);
    std::optional<Scheme> const scheme = scheme_of(target);
    if (!scheme) {
        bool const keywords = target.find('=') != std::string_view::npos;
        if (!keywords) {
            throw UsageError{"TARGET is neither a PostgreSQL URI nor a libpq keyword string",
                             "write postgresql://user@host/database or 'host=… dbname=…'"};
        }
        return std::string{target};
    }
    if (!is_postgresql(target)) {
        throw UsageError{fmt::format("TARGET is a URI of {}, not a PostgreSQL database", scheme->name),
                         "write postgresql://user@host/database"};
    }
    return "postgresql://" + with_user_encoded(target.substr(scheme->length));
}

}  // namespace mlflow2pg
