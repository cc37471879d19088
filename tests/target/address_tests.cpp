// SPDX-License-Identifier: Apache-2.0
#include "target/address.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/addresses.hpp"
#include "conninfo.hpp"
#include "files.hpp"
#include "target/conninfo.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// What libpq understands of a connection string.
std::map<std::string, std::string> parsed(std::string const& conninfo) {
    char* error = nullptr;
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options{
        PQconninfoParse(conninfo.c_str(), &error), PQconninfoFree};
    BOOST_REQUIRE_MESSAGE(options != nullptr, conninfo << ": " << error);
    std::map<std::string, std::string> values;
    for (PQconninfoOption const* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) values[option->keyword] = option->val;
    }
    // A single port applies to all hosts.
    auto const hosts = std::count(values["host"].begin(), values["host"].end(), ',');
    std::string const port = values["port"];
    if (!port.empty() && port.find(',') == std::string::npos)
        for (auto more = hosts; more > 0; --more) values["port"] += "," + port;
    std::erase_if(values, [](auto const& value) { return value.second.empty(); });  // libpq's default, as if not given
    return values;
}

// The same without the passwords; there must be at least one.
std::map<std::string, std::string> parsed_without_passwords(std::string const& conninfo) {
    auto values = parsed(conninfo);
    BOOST_TEST_REQUIRE(values.erase("password") == 1U);
    values.erase("sslpassword");
    return values;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (char const character : text) encoded += fmt::format("%{:02x}", static_cast<unsigned char>(character));
    return encoded;
}

std::string one_of(std::mt19937_64& random, std::vector<std::string> const& choices) {
    return choices[random() % choices.size()];
}

std::string odd_text(std::mt19937_64& random) {
    constexpr std::string_view odd = "@:/?#&='\"\\% +*[]{}$,;~!|<>^`()-_.abcXYZ019\xC3\xA9";
    std::string text = "a";
    for (auto length = random() % 12; length > 0; --length) {
        auto const at = random() % (odd.size() - 2);
        text += random() % 20 == 0 ? odd.substr(odd.size() - 2) : odd.substr(at, 1);
    }
    return text;
}

Parameters random_parameters(std::mt19937_64& random) {
    Parameters all{{"password", odd_text(random)}};
    auto const maybe = [&](std::string const& keyword, std::string const& value) {
        if (random() % 2 == 0) all.emplace_back(keyword, value);
    };
    std::string const host = one_of(random, {"db.example", "::1", "/var/run/postgresql", "h1,h2", "fe80::1,h2",
                                             "127.0.0.1", "@abstract", "/run/a b,h", "h1,/tmp,h3"});
    maybe("host", host);
    maybe("port", one_of(random, {"5432", "5433", "1,2", "1,2,3", ",5433"}));
    maybe("user", one_of(random, {"ann", "ann@server", odd_text(random)}));
    maybe("dbname", one_of(random, {"mlflow_tracking", "ml@flow", "a b", odd_text(random)}));
    maybe("options", one_of(random, {"-csearch_path=mlflow", "-c search_path=\"a b\",public -c geqo=off"}));
    maybe("sslmode", one_of(random, {"require", "verify-full", "disable"}));
    maybe("sslrootcert", one_of(random, {"/etc/ssl/root.crt", "system", "C:\\certs\\a&b.crt"}));
    maybe("sslpassword", odd_text(random));
    maybe("target_session_attrs", "read-write");
    maybe("hostaddr", "10.0.0.1");
    maybe("application_name", odd_text(random));
    std::shuffle(all.begin(), all.end(), random);
    return all;
}

std::string as_keywords(Parameters const& parameters) {
    std::string text;
    for (auto const& [keyword, value] : parameters) text += fmt::format("{} = {} ", keyword, keyword_quoted(value));
    return text;
}

// As a URI with the user, the password and a single host in their usual places.
std::string as_uri(std::mt19937_64& random, Parameters const& parameters) {
    std::map<std::string, std::string> values{parameters.begin(), parameters.end()};
    std::string uri = one_of(random, {"postgresql://", "postgres://", "postgresql+psycopg2://"});
    if (values.contains("user")) {
        uri += percent_encoded(values["user"]) + ":" + percent_encoded(values["password"]) + "@";
        values.erase("user");
        values.erase("password");
    }
    if (values["host"] == "::1") {
        uri += "[::1]";
        values.erase("host");
    } else if (values["host"].find_first_of(",/") == std::string::npos) {
        uri += percent_encoded(values["host"]);
        values.erase("host");
    }
    if (!values.contains("host") && values["port"].find(',') == std::string::npos) {
        if (!values["port"].empty()) uri += ":" + values["port"];
        values.erase("port");
    }
    uri += "/" + percent_encoded(values["dbname"]);
    values.erase("dbname");
    char separator = '?';
    for (auto const& [keyword, value] : values) {
        if (value.empty()) continue;
        uri += fmt::format("{}{}={}", separator, keyword, percent_encoded(value));
        separator = '&';
    }
    return uri;
}

struct WithoutEnvironment {
    WithoutEnvironment() {
        for (char const* const name : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGOPTIONS",
                                       "PGSSLMODE", "PGSERVICE", "PGTARGETSESSIONATTRS", "PGPASSFILE"})
            ::unsetenv(name);
    }
};

std::string printed(std::string const& target) { return address_of(parameters_of(target_conninfo(target))); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(address_tests, WithoutEnvironment)

BOOST_AUTO_TEST_CASE(an_address_is_printed_as_it_was_given_without_its_password) {
    struct Case {
        char const* target;
        char const* address;
    };
    for (auto const& [target, address] : std::vector<Case>{
             {"postgresql://ann:S3same@db.example/mlflow", "postgresql://ann@db.example/mlflow"},
             {"postgresql+psycopg2://ann:S3same@db:5433/mlflow?sslmode=verify-full&sslrootcert=/etc/ssl/root.crt",
              "postgresql://ann@db:5433/mlflow?sslmode=verify-full&sslrootcert=/etc/ssl/root.crt"},
             {"postgresql://db/mlflow?options=-csearch_path%3Dmlflow",
              "postgresql://db/mlflow?options=-csearch_path%3Dmlflow"},
             {"host=/run/postgresql port=5433 dbname=mlflow", "postgresql:///mlflow?host=/run/postgresql&port=5433"},
             {"postgresql://h1:5432,h2:5433/db?target_session_attrs=read-write",
              "postgresql:///db?host=h1,h2&port=5432,5433&target_session_attrs=read-write"},
             {"host=h1,h2 port=5433", "postgresql:///?host=h1,h2&port=5433,5433"},
             {"postgresql://[::1]:5433/db", "postgresql://[::1]:5433/db"},
             {"postgresql://ann%40srv:S3same@h/ml%40flow", "postgresql://ann%40srv@h/?dbname=ml%40flow"},
             {"postgresql://ann@srv:S3same@h/db", "postgresql://ann%40srv@h/db"},
             {"postgresql://ann%3Asrv:S3same@h/db", "postgresql://h/db?user=ann:srv"},
             {"dbname='ml@flow' sslpassword=S3same sslkey='a b'", "postgresql:///?dbname=ml%40flow&sslkey=a%20b"},
             {"service=mlflow", "postgresql:///?service=mlflow"},
         }) {
        BOOST_TEST_CONTEXT(target) {
            auto parameters = parsed(printed(target));
            BOOST_TEST((parameters == parsed(address)), printed(target));
            BOOST_TEST(printed(target).size() == std::string_view{address}.size(), printed(target));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_printed_connects_where_what_was_given_does) {
    std::mt19937_64 random{15};
    for (int round = 0; round < 5'000; ++round) {
        Parameters const parameters = random_parameters(random);
        std::string const target = random() % 2 == 0 ? as_keywords(parameters) : as_uri(random, parameters);
        std::string const address = printed(target);
        BOOST_TEST_CONTEXT(target << " is printed as " << address) {
            auto const given = parsed_without_passwords(target_conninfo(target));
            BOOST_REQUIRE((parsed(address) == given));
            BOOST_REQUIRE((parsed(target_conninfo(
                               address_of(parameters_of(target_conninfo(target)), "postgresql+psycopg2"))) == given));
            BOOST_REQUIRE(masked(address) == address);  // it is shown unmasked
        }
    }
}

BOOST_AUTO_TEST_CASE(an_address_can_be_pasted_into_a_shell) {
    std::mt19937_64 random{16};
    std::string command;
    std::string expected;
    for (int round = 0; round < 200; ++round) {
        std::string const address = printed(as_keywords(random_parameters(random)));
        command += fmt::format("printf '%s\\n' {}\n", shell_word(address));
        expected += address + "\n";
    }
    TestFolder folder;
    write_file(folder.file("script"), command);
    BOOST_TEST(shell(fmt::format("sh '{}'", folder.file("script"))) == expected);
}

BOOST_AUTO_TEST_CASE(what_the_environment_says_of_the_place_is_part_of_the_address) {
    ::setenv("PGHOST", "db.example", 1);
    ::setenv("PGOPTIONS", "-csearch_path=mlflow", 1);
    ::setenv("PGPASSWORD", "S3same", 1);
    ::setenv("PGAPPNAME", "tests", 1);
    std::string const address = printed("dbname=mlflow");
    for (char const* const name : {"PGHOST", "PGOPTIONS", "PGPASSWORD", "PGAPPNAME"}) ::unsetenv(name);
    BOOST_TEST(address == "postgresql://db.example/mlflow?options=-csearch_path%3Dmlflow");
}

// libpq takes a parameter from the address, else from the service, else from the environment.
BOOST_AUTO_TEST_CASE(the_environment_is_not_printed_over_a_service) {
    ::setenv("PGHOST", "db.example", 1);
    ::setenv("PGDATABASE", "other", 1);
    std::string const typed = printed("service=prod user=ann");
    ::setenv("PGSERVICE", "prod", 1);
    std::string const set = printed("user=ann");
    for (char const* const name : {"PGHOST", "PGDATABASE", "PGSERVICE"}) ::unsetenv(name);
    BOOST_TEST(typed == "postgresql://ann@/?service=prod");
    BOOST_TEST(set == typed);
}

BOOST_AUTO_TEST_CASE(the_settings_in_options_are_found_in_each_form) {
    for (auto const& [options, settings] : std::vector<std::pair<std::string, std::vector<std::string>>>{
             {"-csearch_path=mlflow", {"search_path"}},
             {"-c search_path=a -c\tlock_timeout=5s", {"search_path", "lock_timeout"}},
             {"--statement-timeout=5s -cx", {"statement_timeout"}},
             {"-c", {}},
             {"-d 5", {}}}) {
        BOOST_TEST(settings_of({{"options", options}}) == settings, boost::test_tools::per_element());
    }
    BOOST_TEST(settings_of({{"dbname", "-csearch_path=mlflow"}}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
