#include "locations.hpp"

#include <fmt/format.h>

#include <cctype>
#include <optional>

#include "error.hpp"

namespace mlflow2pg {

namespace {

// "postgresql+psycopg2://…" -> {"postgresql", "psycopg2"}; nothing when the text has no scheme.
struct Scheme {
    std::string name;
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
    return Scheme{name.substr(0, name.find('+')), end + 3};
}

int hex_digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            decoded.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
            i += 2;
        } else {
            decoded.push_back(text[i]);
        }
    }
    return decoded;
}

// "password = 'it''s'" in a keyword string: the end of the value that starts at `at`.
std::size_t end_of_keyword_value(std::string_view text, std::size_t at) {
    bool const quoted = at < text.size() && text[at] == '\'';
    for (std::size_t i = quoted ? at + 1 : at; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (quoted ? text[i] == '\'' : std::isspace(static_cast<unsigned char>(text[i])) != 0) {
            return quoted ? i + 1 : i;
        }
    }
    return text.size();
}

// Hides what follows `keyword` and its "=", in a keyword string or in a URI's query.
std::string hide_keyword(std::string text, std::string_view keyword, bool uri) {
    std::size_t from = 0;
    while ((from = text.find(keyword, from)) != std::string::npos) {
        std::size_t at = from + keyword.size();
        while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
        if (at >= text.size() || text[at] != '=') {
            from = at;
            continue;
        }
        ++at;
        while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) ++at;
        std::size_t const end = uri ? std::min(text.find('&', at), text.size()) : end_of_keyword_value(text, at);
        text.replace(at, end - at, "***");
        from = at + 3;
    }
    return text;
}

}  // namespace

std::string source_path(std::string_view source) {
    if (source.empty()) throw UsageError{"SOURCE is empty", "give the path of the SQLite file, for example mlruns.db"};
    std::optional<Scheme> const scheme = scheme_of(source);
    if (!scheme) {
        if (source == ":memory:") throw UsageError{"SOURCE is an in-memory database, which nothing can be read from"};
        if (source.starts_with("sqlite:")) {
            throw UsageError{fmt::format("SOURCE {}: a SQLite URI has three slashes before a relative path", source),
                             "write sqlite:///relative/path or sqlite:////absolute/path"};
        }
        return std::string{source};
    }
    if (scheme->name != "sqlite") {
        throw UsageError{fmt::format("SOURCE {} is not a SQLite database", without_password(source)),
                         "give a path, sqlite:///relative/path or sqlite:////absolute/path"};
    }
    // SQLAlchemy: sqlite://<nohostname>/<path>; what follows the third slash is the path.
    std::string_view rest = source.substr(scheme->length);
    if (std::size_t const query = rest.find('?'); query != std::string_view::npos) rest = rest.substr(0, query);
    if (!rest.starts_with('/')) {
        throw UsageError{fmt::format("SOURCE {}: a SQLite URI has no host name", source),
                         "write sqlite:///relative/path or sqlite:////absolute/path"};
    }
    std::string path = percent_decoded(rest.substr(1));
    if (path.empty() || path == ":memory:") {
        throw UsageError{"SOURCE is an in-memory database, which nothing can be read from"};
    }
    return path;
}

bool is_postgresql(std::string_view text) {
    std::optional<Scheme> const scheme = scheme_of(text);
    return scheme && (scheme->name == "postgresql" || scheme->name == "postgres");
}

std::string target_conninfo(std::string_view target) {
    std::optional<Scheme> const scheme = scheme_of(target);
    if (!scheme) {
        bool const keywords = target.find('=') != std::string_view::npos;
        if (!keywords) {
            throw UsageError{fmt::format("TARGET {} is neither a PostgreSQL URI nor a libpq keyword string", target),
                             "write postgresql://user@host/database or 'host=… dbname=…'"};
        }
        return std::string{target};
    }
    if (!is_postgresql(target)) {
        throw UsageError{fmt::format("TARGET {} is not a PostgreSQL database", without_password(target)),
                         "write postgresql://user@host/database"};
    }
    return "postgresql://" + std::string{target.substr(scheme->length)};
}

std::string without_password(std::string_view location) {
    std::string text{location};
    std::optional<Scheme> const scheme = scheme_of(text);
    if (!scheme) return hide_keyword(hide_keyword(text, "sslpassword", false), "password", false);
    // The user part ends at the last @ before the path: a password may hold an unescaped @.
    std::size_t const path = std::min(text.find_first_of("/?", scheme->length), text.size());
    std::size_t at = text.rfind('@', path);
    // A password with an unescaped slash still ends at an @: better to hide too much than too little.
    if (std::size_t const last = text.rfind('@');
        last != std::string::npos && (at == std::string::npos || at < scheme->length)) {
        at = last;
    }
    if (at != std::string::npos && at > scheme->length) {
        std::size_t const colon = text.find(':', scheme->length);
        if (colon != std::string::npos && colon < at) text.replace(colon + 1, at - colon - 1, "***");
    }
    return hide_keyword(text, "password", true);
}

}  // namespace mlflow2pg
