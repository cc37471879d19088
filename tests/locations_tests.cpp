#include "locations.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "error.hpp"

using namespace mlflow2pg;

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

// As a keyword string wants it: https://www.postgresql.org/docs/15/libpq-connect.html, 34.1.1.1.
std::string keyword_quoted(std::string_view text) {
    std::string quoted = "'";
    for (char const character : text) {
        if (character == '\'' || character == '\\') quoted.push_back('\\');
        quoted.push_back(character);
    }
    return quoted + "'";
}

// Characters that mean something somewhere in a location. Upper case letters are what the test looks for afterwards.
std::string random_password(std::mt19937_64& random) {
    constexpr std::string_view nasty = "@:/?#&='\"\\% +*[]{}$,;~!|<>^`SECRETXYZ";
    std::string password = "S";  // never empty
    for (auto length = random() % 20; length > 0; --length) password.push_back(nasty[random() % nasty.size()]);
    return password + "Z";
}

// No character of the password may show: all other characters of the location are lower case.
bool shows_capitals(std::string_view text) { return text.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string_view::npos; }

template <typename Function>
std::string message_of(Function const& function) {
    try {
        function();
    } catch (UsageError const& error) {
        return std::string{error.what()} + " | " + error.next_step();
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(locations_tests)

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
             {"sqlite:///a%20b.db", "a b.db"},
             {"sqlite:///100%25.db", "100%.db"},
             {"sqlite:///%C3%A9.db", "é.db"},
             {"sqlite:///%41", "A"},
             {"sqlite:///a%4", "a%4"},
             {"sqlite:///a%", "a%"},
             {"sqlite:///a%zz.db", "a%zz.db"},
             {"sqlite:///a%3Fb.db", "a?b.db"},
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
         {"", ":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///%3Amemory%3A", "sqlite:///?x=1", "sqlite:a.db", "sqlite:/a.db",
          "sqlite://a.db", "sqlite://host/a.db", "sqlite+pysqlite://", "postgresql://h/db", "mysql+pymysql://u:p@h/db", "http://localhost:5000",
          "file:///tmp/mlruns", "s3://bucket/mlruns.db"}) {
        BOOST_TEST_CONTEXT(source) { BOOST_CHECK_THROW(source_path(source), UsageError); }
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
             {"postgresql://h1:1,h2:2/db?target_session_attrs=read-write", "postgresql://h1:1,h2:2/db?target_session_attrs=read-write"},
             {"host=h dbname=db", "host=h dbname=db"},
             {"dbname = 'my db' password='it\\'s'", "dbname = 'my db' password='it\\'s'"},
             {"service=mlflow", "service=mlflow"},
         }) {
        BOOST_TEST_CONTEXT(target) { BOOST_TEST(target_conninfo(target) == conninfo); }
    }
}

BOOST_AUTO_TEST_CASE(refuses_targets_that_are_not_postgresql) {
    for (char const* const target : {"mlflow", "mydb.db", "sqlite:///a.db", "mysql://h/db", "http://h/db?a=b", "postgresqlx://h/db", "postgre://h/db"}) {
        BOOST_TEST_CONTEXT(target) { BOOST_CHECK_THROW(target_conninfo(target), UsageError); }
    }
}

BOOST_AUTO_TEST_CASE(knows_which_locations_are_postgresql) {
    for (char const* const text : {"postgresql://h/db", "postgres://h", "postgresql+psycopg2://u:p@h/db", "POSTGRESQL://h"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(is_postgresql(text)); }
    }
    for (char const* const text : {"", "sqlite:///a.db", "mysql://h/db", "./mlruns", "http://h", "host=h", "postgresql", "postgresql:/h", "://h", "postgresqlx://h"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!is_postgresql(text)); }
    }
}

BOOST_AUTO_TEST_CASE(masks_the_password_and_nothing_else) {
    struct Case {
        char const* location;
        char const* shown;
    };
    for (auto const& [location, shown] : std::vector<Case>{
             {"mlruns.db", "mlruns.db"},
             {"postgresql://h/db", "postgresql://h/db"},
             {"postgresql://u@h/db", "postgresql://u@h/db"},
             {"postgresql://h:5432/db", "postgresql://h:5432/db"},
             {"postgresql://u:secret@h/db", "postgresql://u:***@h/db"},
             {"postgresql://u:secret@h:5432/db?sslmode=require", "postgresql://u:***@h:5432/db?sslmode=require"},
             {"postgresql+psycopg2://u:secret@h/db", "postgresql+psycopg2://u:***@h/db"},
             {"postgresql://:secret@h/db", "postgresql://:***@h/db"},
             {"postgresql://u:@h/db", "postgresql://u:***@h/db"},
             {"postgresql://u:secret@/db", "postgresql://u:***@/db"},
             {"postgresql://u:secret@[::1]:5432/db", "postgresql://u:***@[::1]:5432/db"},
             {"postgresql://u:secret@h1:1,h2:2/db", "postgresql://u:***@h1:1,h2:2/db"},
             {"postgresql://u:s%40c%2Fr%3At@h/db", "postgresql://u:***@h/db"},
             {"mysql+pymysql://u:secret@h/db", "mysql+pymysql://u:***@h/db"},
             {"postgresql://u@h/db?password=secret", "postgresql://u@h/db?password=***"},
             {"postgresql://u@h/db?password=secret&sslmode=require", "postgresql://u@h/db?password=***&sslmode=require"},
             {"postgresql://u@h/db?sslmode=require&password=s%26c", "postgresql://u@h/db?sslmode=require&password=***"},
             {"postgresql://u@h/db?sslpassword=secret&x=1", "postgresql://u@h/db?sslpassword=***&x=1"},
             {"postgresql://u:a@h/db?password=b&sslpassword=c", "postgresql://u:***@h/db?password=***&sslpassword=***"},
             {"host=h dbname=db", "host=h dbname=db"},
             {"host=h password=secret dbname=db", "host=h password=*** dbname=db"},
             {"password=secret", "password=***"},
             {"host=h password='my secret' dbname=db", "host=h password=*** dbname=db"},
             {"host=h password='it\\'s a \\\\secret\\\\' dbname=db", "host=h password=*** dbname=db"},
             {"password=my\\ secret host=h", "password=*** host=h"},
             {"password = 'secret' host=h", "password = *** host=h"},
             {"password\t=\tsecret host=h", "password\t=\t*** host=h"},
             {"password='unfinished secret", "password=***"},
             {"sslpassword='the secret' host=h", "sslpassword=*** host=h"},
             {"sslpassword=secret password='secret two'", "sslpassword=*** password=***"},
             {"passfile=/home/u/.pgpass host=h", "passfile=/home/u/.pgpass host=h"},
             {"user=password host=h", "user=password host=h"},
         }) {
        BOOST_TEST_CONTEXT(location) { BOOST_TEST(without_password(location) == shown); }
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_an_unescaped_password_remains) {
    for (char const* const location :
         {"postgresql://u:SE@CRET@h/db", "postgresql://u:SE:CRET@h/db", "postgresql://u:SE/CRET@h/db", "postgresql://u:SE?CRET@h/db",
          "postgresql://u:SE#CRET@h/db", "postgresql://u:SE@CR/ET@h/db", "postgresql://u:S:E@C/R?E#T@h/db", "postgresql://u:S/E@C@R/ET@h:5432/db?x=1"}) {
        BOOST_TEST_CONTEXT(location) {
            BOOST_TEST(!shows_capitals(without_password(location)), "shown as " << without_password(location));
        }
    }
}

BOOST_AUTO_TEST_CASE(blanks_around_a_uri_do_not_uncover_its_password) {
    for (char const* const location : {" postgresql://u:SECRET@h/db", "\tpostgresql://u:SECRET@h/db", "'postgresql://u:SECRET@h/db'"}) {
        BOOST_TEST_CONTEXT(location) { BOOST_TEST(!shows_capitals(without_password(location)), "shown as " << without_password(location)); }
    }
}

BOOST_AUTO_TEST_CASE(a_password_in_a_query_is_found_under_any_spelling_of_the_keyword) {
    // libpq decodes keywords, too.
    for (char const* const location : {"postgresql://h/db?p%61ssword=SECRET", "postgresql://h/db?%70%61%73%73%77%6f%72%64=SECRET&x=1"}) {
        BOOST_TEST_CONTEXT(location) { BOOST_TEST(!shows_capitals(without_password(location)), "shown as " << without_password(location)); }
    }
}

BOOST_AUTO_TEST_CASE(the_word_password_in_another_value_does_not_uncover_the_real_one) {
    for (char const* const location :
         {"user=password password=SECRET", "application_name='password=x' password=SECRET", "user='my password =' password='SE CRET'",
          "application_name='set password = ' password='SE CRET' host=h", "password='password=SE CRET' host=h",
          "password='a sslpassword=SE CRET' host=h", "user='sslpassword =' sslpassword='SE CRET'"}) {
        BOOST_TEST_CONTEXT(location) { BOOST_TEST(!shows_capitals(without_password(location)), "shown as " << without_password(location)); }
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_a_random_password_remains_of_a_uri) {
    std::mt19937_64 random{6};
    for (int round = 0; round < 5'000; ++round) {
        std::string const password = percent_encoded(random_password(random));
        // Percent escapes have capital digits of their own, so a hidden password shows none of them.
        for (std::string const& location :
             {"postgresql://user:" + password + "@host:5432/db?sslmode=require", "postgresql+psycopg2://user:" + password + "@/db?host=/run/pg",
              "postgres://:" + password + "@host", "postgresql://user@host/db?password=" + password,
              "postgresql://user@host/db?sslpassword=" + password + "&password=" + password + "&connect_timeout=3",
              "postgresql://user:" + password + "@host/db?password=" + password}) {
            std::string const shown = without_password(location);
            if (shows_capitals(shown) || contains(shown, "%")) BOOST_ERROR(location + " was shown as " + shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_of_a_random_password_remains_of_a_keyword_string) {
    std::mt19937_64 random{7};
    for (int round = 0; round < 5'000; ++round) {
        std::string const password = keyword_quoted(random_password(random));
        std::string const other = keyword_quoted(random_password(random));
        for (std::string const& location :
             {"host=h password=" + password, "password=" + password + " host=h", "user=u password = " + password + " dbname='my db'",
              "sslpassword=" + password + " host=h", "password=" + password + " sslpassword=" + other, "sslpassword=" + other + " password=" + password,
              "password=" + password + " password=" + other + " host=h"}) {
            std::string const shown = without_password(location);
            if (shows_capitals(shown)) BOOST_ERROR(location + " was shown as " + shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_surrounds_a_random_password_stays_readable) {
    std::mt19937_64 random{8};
    for (int round = 0; round < 1'000; ++round) {
        std::string const password = random_password(random);
        BOOST_REQUIRE(without_password("postgresql://u:" + percent_encoded(password) + "@h:5432/db?sslmode=require") ==
                      "postgresql://u:***@h:5432/db?sslmode=require");
        BOOST_REQUIRE(without_password("host=h password=" + keyword_quoted(password) + " dbname=db") == "host=h password=*** dbname=db");
    }
}

BOOST_AUTO_TEST_CASE(messages_about_a_wrong_target_hold_no_password) {
    for (char const* const target :
         {"mysql://u:SECRET@h/db", "postgres+x-y://u:SECRET@h/db?password=SECRET", "postgre://u:SECRET@h/db", "postgresql:/u:SECRET@h/db",
          "postgresql//u:SECRET@h/db", "postgresql:u:SECRET@h/db", " postgresql://u:SECRET@h/db", "u:SECRET@h/db", "\"postgresql://u:SECRET@h/db\""}) {
        std::string const message = message_of([&] { target_conninfo(target); });
        BOOST_TEST_CONTEXT(target) { BOOST_TEST(!contains(message, "SECRET"), "message: " << message); }
    }
}

BOOST_AUTO_TEST_CASE(messages_about_a_wrong_source_hold_no_password) {
    for (char const* const source : {"postgresql://u:SECRET@h/db", "mysql+pymysql://u:SECRET@h/db", "sqlite://u:SECRET@h/a.db",
                                     "sqlite+pysqlcipher://:SECRET@/a.db", "sqlite://:SECRET@"}) {
        std::string const message = message_of([&] { source_path(source); });
        BOOST_TEST_CONTEXT(source) {
            BOOST_TEST(!message.empty());
            BOOST_TEST(!contains(message, "SECRET"), "message: " << message);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
