// SPDX-License-Identifier: Apache-2.0
#include "target/conninfo.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <new>
#include <sstream>
#include <string_view>

#include "base/error.hpp"
#include "base/similar.hpp"

namespace mlflow2pg {

namespace {

struct Default {
    char const* keyword;
    char const* value;
};

// On an idle connection, these keepalives detect a dead peer after about a minute. Every other silence is limited by
// `patience`. tcp_user_timeout is in milliseconds, the others are in seconds.
constexpr Default defaults[] = {
    {"fallback_application_name", "mlflow2pg"},
    {"connect_timeout", "15"},
    {"keepalives_idle", "15"},
    {"keepalives_interval", "10"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "60000"},
};

std::string quoted_value(std::string_view value) {
    std::string quoted = "'";
    for (char const character : value) {
        if (character == '\'' || character == '\\') quoted.push_back('\\');
        quoted.push_back(character);
    }
    return quoted + "'";
}

using ConninfoOptions = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

// The value of an option; empty when it has none.
std::string value_of(ConninfoOptions const& options, std::string_view keyword) {
    for (PQconninfoOption const* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (keyword == option->keyword && option->val != nullptr) return option->val;
    }
    return {};
}

bool is_in_service(ConninfoOptions const& given) {
    return !value_of(given, "service").empty() || std::getenv("PGSERVICE") != nullptr;
}

// The libpq parameter that the user probably meant with this name; empty when there is none.
std::string similar_parameter(std::string_view name) {
    constexpr std::size_t shortest = 3;
    if (name.size() < shortest) return {};
    std::size_t const like = name.size() == shortest ? 1 : 2;
    std::string nearest;
    std::size_t least = like + 1;
    ConninfoOptions const all{PQconndefaults(), PQconninfoFree};
    for (PQconninfoOption const* option = all.get(); option != nullptr && option->keyword != nullptr; ++option) {
        std::size_t const distance = edit_distance(name, option->keyword);
        if (distance < least) {
            least = distance;
            nearest = option->keyword;
        }
    }
    return nearest;
}

// libpq quotes the part that it does not understand. That may be a piece of a password, which may itself contain
// quotes, so everything between the first and the last quote is removed. Only a separator, which libpq puts first, and
// the name of an unknown query parameter are left: a word of lower-case letters that is not followed by '@', and so is
// not the end of a password.
std::string without_quoted_parts(std::string message, std::string_view conninfo) {
    std::erase(message, '\n');
    bool const is_separator = message.starts_with("extra key/value separator \"=\"") ||
                              message.starts_with("missing key/value separator \"=\"") ||
                              message.starts_with("missing \"=\"");
    std::size_t const first = message.find('"', is_separator ? message.find('=') + 2 : 0);
    if (first == std::string::npos) return message;
    std::size_t const last = message.rfind('"');
    std::string_view const quoted = std::string_view{message}.substr(first + 1, last > first ? last - first - 1 : 0);
    bool const is_name = !similar_parameter(quoted).empty() ||
                         (message.starts_with("invalid URI query parameter") &&
                          quoted.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos &&
                          conninfo.find('@', std::min(conninfo.find('?'), conninfo.size())) == std::string_view::npos);
    if (!is_name) message.replace(first, last - first, "\"…");
    return message;
}

bool has_parameter(std::string_view uri, std::string_view name) {
    std::string_view const query = uri.substr(std::min(uri.find('?'), uri.size()));
    for (char const before : {'?', '&'}) {
        if (query.find(fmt::format("{}{}=", before, name)) != std::string_view::npos) return true;
    }
    return false;
}

// The next step for libpq's complaint about a connection string.
std::string step_for(std::string_view complaint, std::string_view conninfo) {
    std::string_view const quoted = complaint.substr(std::min(complaint.find('"') + 1, complaint.size()));
    std::string const meant = similar_parameter(quoted.substr(0, quoted.find('"')));
    if (!meant.empty()) return fmt::format("did you mean {}?", meant);
    if (!conninfo.starts_with("postgres")) {  // not a URI
        return "write 'host=HOST port=5432 dbname=DATABASE user=USER', with libpq's parameters only. A value with "
               "blanks needs single quotes, and a \\ before each ' and \\ within";
    }
    if (complaint.starts_with("invalid URI query parameter")) {
        // Whoever leaves these out would go without encryption, or to another schema.
        if (has_parameter(conninfo, "ssl")) return "write sslmode=require (or verify-full) in place of ssl=";
        if (has_parameter(conninfo, "schema") || has_parameter(conninfo, "currentSchema")) {
            return "write options=-csearch_path%3DSCHEMA in place of this parameter";
        }
        return "leave this parameter out: TARGET takes libpq's parameters only, and not those of other drivers "
               "(charset, pgbouncer). For encryption there is sslmode, for a schema options=-csearch_path%3DSCHEMA";
    }
    if (complaint.starts_with("invalid percent-encoded token")) {
        return "write %25 for a % in the user, the password or the database; or leave the password out, and set "
               "PGPASSWORD or use ~/.pgpass";
    }
    if (complaint.starts_with("extra key/value separator")) {
        return "write %3D for an = within the value of a parameter, as in options=-csearch_path%3DNAME";
    }
    return "write postgresql://user@host/database, with special characters percent-encoded: %40 for @, %25 for %";
}

// Throws UsageError for a port that is not a number. It is probably a password, and the host was forgotten.
void ensure_port_is_number(std::string_view ports) {
    constexpr int greatest = 65535;
    for (std::size_t begin = 0; begin <= ports.size();) {
        std::size_t const end = std::min(ports.find(',', begin), ports.size());
        std::string_view const port = ports.substr(begin, end - begin);
        int number = port.empty() ? 1 : 0;  // empty: the default
        auto const [rest, error] = std::from_chars(port.data(), port.data() + port.size(), number);
        bool const is_number = port.empty() || (error == std::errc{} && rest == port.data() + port.size());
        if (!is_number || number < 1 || number > greatest) {
            throw UsageError{
                "TARGET: its port is not a number from 1 to 65535",
                "write postgresql://HOST:5432/DATABASE, with USER and @ before HOST. A password does not belong "
                "there: set PGPASSWORD, or use ~/.pgpass"};
        }
        begin = end + 1;
    }
}

}  // namespace

std::string complete_conninfo(std::string const& conninfo) {
    char* message = nullptr;
    ConninfoOptions const given{PQconninfoParse(conninfo.c_str(), &message), PQconninfoFree};
    std::unique_ptr<char, decltype(&PQfreemem)> const owned{message, PQfreemem};
    if (!given) {
        // Without memory libpq has none for its message, or says so in it.
        if (message == nullptr || std::string_view{message} == "out of memory\n") throw std::bad_alloc{};
        std::string const words = without_quoted_parts(message, conninfo);
        throw UsageError{fmt::format("TARGET: {}", words), step_for(words, conninfo)};
    }
    if (value_of(given, "dbname").empty() && std::getenv("PGDATABASE") == nullptr && !is_in_service(given)) {
        bool const runs_on = value_of(given, "host").find("dbname=") != std::string::npos;
        throw UsageError{"TARGET names no database",
                         runs_on ? "write a blank between its parameters: 'host=HOST dbname=DATABASE'"
                                 : "write postgresql://user@host/DATABASE"};
    }
    ensure_port_is_number(value_of(given, "port"));
    if (!value_of(given, "replication").empty()) {
        throw UsageError{"TARGET asks for a replication connection, which cannot run a migration's statements",
                         "leave replication out"};
    }
    std::string complete;
    auto const add = [&](std::string_view keyword, std::string_view value) {
        complete += fmt::format("{}{}={}", complete.empty() ? "" : " ", keyword, quoted_value(value));
    };
    for (PQconninfoOption const* option = given.get(); option->keyword != nullptr; ++option) {
        std::string_view const keyword = option->keyword;
        char const* value = option->val;
        for (Default const& preset : defaults) {
            bool const in_environment = option->envvar != nullptr && std::getenv(option->envvar) != nullptr;
            if (value == nullptr && keyword == preset.keyword && !in_environment) value = preset.value;
        }
        if (keyword == "client_encoding") value = "UTF8";
        if (value != nullptr) add(keyword, value);
    }
    return complete;
}

Parameters parameters_of(std::string const& conninfo) {
    ConninfoOptions const given{PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree};
    // A service comes before the environment, but an address would come before the service.
    bool const in_service = is_in_service(given);
    Parameters parameters;
    for (PQconninfoOption const* option = given.get(); option != nullptr && option->keyword != nullptr; ++option) {
        std::string_view const keyword = option->keyword;
        constexpr std::string_view secrets[] = {"password", "sslpassword", "oauth_client_secret", "scram_client_key",
                                                "scram_server_key"};
        // Variables that say how to connect, not where.
        constexpr std::string_view of_this_process[] = {"application_name", "client_encoding", "connect_timeout"};
        auto const is_among = [&](auto const& names) {
            return std::find(std::begin(names), std::end(names), keyword) != std::end(names);
        };
        if (is_among(secrets)) continue;
        char const* value = option->val;
        bool const completes = !is_among(of_this_process) && (!in_service || keyword == "service");
        if (value == nullptr && option->envvar != nullptr && completes) value = std::getenv(option->envvar);
        if (value != nullptr) parameters.emplace_back(keyword, value);
    }
    return parameters;
}

Parameters resolved_parameters(std::string const& conninfo) {
    std::unique_ptr<PGconn, decltype(&PQfinish)> const connection{PQconnectStart(conninfo.c_str()), PQfinish};
    ConninfoOptions const options{PQconninfo(connection.get()), PQconninfoFree};
    Parameters parameters;
    for (std::string const keyword : {"host", "hostaddr", "port", "user", "dbname"}) {
        if (std::string value = value_of(options, keyword); !value.empty())
            parameters.emplace_back(keyword, std::move(value));
    }
    return parameters;
}

std::vector<std::string> settings_of(Parameters const& parameters) {
    auto const options = std::ranges::find(parameters, "options", &Parameters::value_type::first);
    if (options == parameters.end()) return {};
    std::istringstream words{options->second};
    std::vector<std::string> settings;
    for (std::string word; words >> word;) {
        if (word == "-c" && !(words >> word)) break;
        if (word.starts_with("-c") || word.starts_with("--")) word.erase(0, 2);
        std::string setting = word.substr(0, std::min(word.find('='), word.size()));
        std::ranges::replace(setting, '-', '_');
        if (setting.size() < word.size()) settings.push_back(setting);
    }
    return settings;
}

bool has_password(std::string const& conninfo) {
    return !value_of({PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree}, "password").empty();
}

std::chrono::milliseconds patience(std::string const& conninfo) {
    ConninfoOptions const options{PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree};
    return std::chrono::milliseconds{std::atoi(value_of(options, "tcp_user_timeout").c_str())};
}

std::chrono::seconds keepalive(std::string const& conninfo) {
    ConninfoOptions const options{PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree};
    int const seconds = std::atoi(value_of(options, "keepalives_idle").c_str());
    return std::chrono::seconds{seconds > 0 ? seconds : 15};
}

ConnectLimit connect_limit(pg_conn* connection) {
    ConninfoOptions const options{PQconninfo(connection), PQconninfoFree};
    std::string const hosts = value_of(options, "host");
    return {std::chrono::seconds{std::atoi(value_of(options, "connect_timeout").c_str())},
            1 + std::count(hosts.begin(), hosts.end(), ',')};
}

}  // namespace mlflow2pg
