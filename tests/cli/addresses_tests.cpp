// SPDX-License-Identifier: Apache-2.0
#include "cli/addresses.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "conninfo.hpp"
#include "target/conninfo.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char const character : text) {
        auto const code = static_cast<unsigned char>(character);
        encoded += {'%', digits[code / 16U], digits[code % 16U]};
    }
    return encoded;
}

// Characters with a special meaning in an address, and upper-case letters, which the test looks for afterwards.
std::string random_password(std::mt19937_64& random) {
    constexpr std::string_view nasty = "@:/?#&='\"\\% +*[]{}$,;~!|<>^`SECRETXYZ";
    std::string password = "S";  // never empty
    for (auto length = random() % 20; length > 0; --length) password.push_back(nasty[random() % nasty.size()]);
    return password + "Z";
}

template <typename Function>
std::string message_of(Function const& function) {
    try {
        function();
    } catch (UsageError const& error) {
        return std::string{error.what()} + " | " + text_of(error.next_steps());
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(addresses_tests)

BOOST_AUTO_TEST_CASE(reads_a_source_as_a_path_or_as_sqlalchemy_does) {
    struct Case {
        char const* source;
        char const* path;
    };
    for (auto const& [source, path] : std::vector<Case>{
             {"mlruns.db", "mlruns.db"},
             {"./a b.db", "./a b.db"},
             {"/var/lib/mlflow.db", "/var/lib/mlflow.db"},
             {"100%25.db", "100%25.db"},
             {"what?.db", "what?.db"},
             {"a:b.db", "a:b.db"},
             {"sqlite:///mlruns.db", "mlruns.db"},
             {"sqlite:///./mlruns.db", "./mlruns.db"},
             {"sqlite:////var/lib/mlflow.db", "/var/lib/mlflow.db"},
             {"sqlite://///var/x.db", "//var/x.db"},
             {"SQLite:///mlruns.db", "mlruns.db"},
             {"sqlite+pysqlite:///mlruns.db", "mlruns.db"},
             {"sqlite+pysqlite:////abs.db", "/abs.db"},
             {"sqlite:///a%20b.db", "a%20b.db"},
             {"sqlite:///100%25.db", "100%25.db"},
             {"sqlite:///%C3%A9.db", "%C3%A9.db"},
             {"sqlite:///%41", "%41"},
             {"sqlite:///a%4", "a%4"},
             {"sqlite:///a%", "a%"},
             {"sqlite:///a%zz.db", "a%zz.db"},
             {"sqlite:///a%3Fb.db", "a%3Fb.db"},
             {"sqlite:///a.db?timeout=30", "a.db"},
             {"sqlite:////abs.db?check_same_thread=false&x=/y", "/abs.db"},
             {"sqlite:///a+b.db", "a+b.db"},
             {"sqlite:///user@host.db", "user@host.db"},
         }) {
        BOOST_TEST_CONTEXT(source) { BOOST_TEST(source_path(source) == path); }
    }
}

BOOST_AUTO_TEST_CASE(refuses_sources_that_are_no_sqlite_file) {
    for (char const* const source :
         {"", ":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///?x=1", "sqlite:a.db",
          "sqlite:/a.db", "sqlite://a.db", "sqlite://host/a.db", "sqlite+pysqlite://", "postgresql://h/db",
          "mysql+pymysql://u:p@h/db", "http://localhost:5000", "file:///tmp/mlruns", "s3://bucket/mlruns.db"}) {
        BOOST_TEST_CONTEXT(source) { BOOST_CHECK_THROW(source_path(source), UsageError); }
    }
}

BOOST_AUTO_TEST_CASE(a_target_in_the_place_of_the_source_is_not_repeated) {
    for (char const* const source :
         {"host=h pasword=Sesame99", "dbname=d password=Sesame99", "user=ann", "postgresqll://ann:Sesame99@h/db"}) {
        BOOST_TEST_CONTEXT(source) {
            std::string const told = message_of([&] { source_path(source); });
            BOOST_TEST(told.starts_with("SOURCE is a "), told);
            BOOST_TEST(told.find("Sesame99") == std::string::npos, told);
        }
    }
    BOOST_TEST(source_path("./host=h.db") == "./host=h.db");
    BOOST_TEST(source_path("hosts.db") == "hosts.db");
}

BOOST_AUTO_TEST_CASE(an_address_for_mlflow_keeps_the_driver_that_was_typed) {
    BOOST_TEST(mlflow_scheme("postgresql+psycopg://h/db") == "postgresql+psycopg");
    BOOST_TEST(mlflow_scheme("PostgreSQL+Psycopg2://h/db") == "postgresql+psycopg2");
    for (char const* const plain : {"postgresql://h/db", "postgres://h/db", "host=h dbname=db", ""}) {
        BOOST_TEST(mlflow_scheme(plain) == "postgresql+psycopg2");
    }
}

BOOST_AUTO_TEST_CASE(hands_targets_to_libpq_without_the_driver) {
    struct Case {
        char const* target;
        char const* conninfo;
    };
    for (auto const& [target, conninfo] : std::vector<Case>{
             {"postgresql://h/db", "postgresql://h/db"},
             {"postgres://h/db", "postgresql://h/db"},
             {"postgresql+psycopg2://u:p%40w@h:5433/db", "postgresql://u:p%40w@h:5433/db"},
             {"postgresql+psycopg://h/db?sslmode=require", "postgresql://h/db?sslmode=require"},
             {"postgresql+pg8000://h/db", "postgresql://h/db"},
             {"PostgreSQL+Psycopg2://U@H/Db", "postgresql://U@H/Db"},
             {"postgresql://", "postgresql://"},
             {"postgresql:///db?host=/var/run/postgresql", "postgresql:///db?host=/var/run/postgresql"},
             {"postgresql://h1:1,h2:2/db?target_session_attrs=read-write",
              "postgresql://h1:1,h2:2/db?target_session_attrs=read-write"},
             {"host=h dbname=db", "host=h dbname=db"},
             {"dbname = 'my db' password='it\\'s'", "dbname = 'my db' password='it\\'s'"},
             {"service=mlflow", "service=mlflow"},
         }) {
        BOOST_TEST_CONTEXT(target) { BOOST_TEST(target_conninfo(target) == conninfo); }
    }
}

BOOST_AUTO_TEST_CASE(refuses_targets_that_are_not_postgresql) {
    for (char const* const target : {"mlflow", "mydb.db", "sqlite:///a.db", "mysql://h/db", "http://h/db?a=b",
                                     "postgresqlx://h/db", "postgre://h/db"}) {
        BOOST_TEST_CONTEXT(target) { BOOST_CHECK_THROW(target_conninfo(target), UsageError); }
    }
}

BOOST_AUTO_TEST_CASE(knows_which_locations_are_postgresql) {
    for (char const* const text :
         {"postgresql://h/db", "postgres://h", "postgresql+psycopg2://u:p@h/db", "POSTGRESQL://h"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(is_postgresql(text)); }
    }
    for (char const* const text : {"", "sqlite:///a.db", "mysql://h/db", "./mlruns", "http://h", "host=h", "postgresql",
                                   "postgresql:/h", "://h", "postgresqlx://h"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!is_postgresql(text)); }
    }
}

BOOST_AUTO_TEST_CASE(passwords_of_any_characters_reach_libpq_when_encoded) {
    std::mt19937_64 random{6};
    for (int round = 0; round < 2'000; ++round) {
        std::string const password = random_password(random);
        BOOST_REQUIRE_NO_THROW(complete_conninfo(
            target_conninfo("postgresql+psycopg2://user:" + percent_encoded(password) + "@host:5432/db")));
        BOOST_REQUIRE_NO_THROW(
            complete_conninfo(target_conninfo("host=h password=" + keyword_quoted(password) + " dbname=db")));
    }
}

BOOST_AUTO_TEST_CASE(what_libpq_cannot_read_is_refused_without_showing_a_password) {
    for (char const* const target :
         {"postgresql://u:SE@CRET@h/db", "postgresql://u:SE@CR/ET@h/db", "postgresql://u:S:E@C/R?E#T@h/db",
          "postgresql://u:S/E@C@R/ET@h:5432/db?x=1", "postgresql://u%3ASECRET@h/db", "postgres://u%3aSECRET@h",
          "postgresql://u:%zzSECRET@h/db", "postgresql://u:p@h/db?SECRET", "postgresql://u:p@h/db?SECRET=1",
          "password=SE CRET", "password='SECRET", "host=h SECRET=x", "password=a\\ b CRET=1"}) {
        BOOST_TEST_CONTEXT(target) {
            std::string const message = message_of([&] { complete_conninfo(target_conninfo(target)); });
            BOOST_TEST(!message.empty());
            BOOST_TEST(!contains(message, "CRET"), "message: " << message);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_quote_in_a_password_does_not_let_the_rest_of_it_into_a_message) {
    for (char const* const target : {"postgresql://u:%zz\"SECRET@h/db", "postgresql://u:%zz\"SE\"CRET@h/db",
                                     "password=a \"SECRET", "password=\"a SE\"CRET", "postgresql://u:p@h/db?a%22SECRET",
                                     "postgresql://u:p@h/db?a\"SECRET", "postgresql://u:p@[SE\"CRET"}) {
        BOOST_TEST_CONTEXT(target) {
            std::string const message = message_of([&] { complete_conninfo(target_conninfo(target)); });
            BOOST_TEST(contains(message, "TARGET: "), "message: " << message);
            BOOST_TEST(!contains(message, "CRET"), "message: " << message);
        }
    }
}

BOOST_AUTO_TEST_CASE(messages_about_a_wrong_target_hold_no_password) {
    for (char const* const target :
         {"mysql://u:SECRET@h/db", "postgres+x-y://u:SECRET@h/db?password=SECRET", "postgre://u:SECRET@h/db",
          "postgresql:/u:SECRET@h/db", "postgresql//u:SECRET@h/db", "postgresql:u:SECRET@h/db",
          " postgresql://u:SECRET@h/db", "u:SECRET@h/db", "\"postgresql://u:SECRET@h/db\""}) {
        std::string const message = message_of([&] { target_conninfo(target); });
        BOOST_TEST_CONTEXT(target) { BOOST_TEST(!contains(message, "SECRET"), "message: " << message); }
    }
}

BOOST_AUTO_TEST_CASE(messages_about_a_wrong_source_hold_no_password) {
    for (char const* const source :
         {"postgresql://u:SECRET@h/db", "mysql+pymysql://u:SECRET@h/db", "sqlite://u:SECRET@h/a.db",
          "sqlite+pysqlcipher://:SECRET@/a.db", "sqlite://:SECRET@"}) {
        std::string const message = message_of([&] { source_path(source); });
        BOOST_TEST_CONTEXT(source) {
            BOOST_TEST(!message.empty());
            BOOST_TEST(!contains(message, "SECRET"), "message: " << message);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
