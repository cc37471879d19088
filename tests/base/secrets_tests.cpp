// SPDX-License-Identifier: Apache-2.0
#include "base/secrets.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

using namespace mlflow2pg;

namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (char const character : text) encoded += fmt::format("%{:02X}", static_cast<unsigned char>(character));
    return encoded;
}

std::string in_quotes(std::string_view text, char quote) {
    std::string quoted(1, quote);
    for (char const character : text) {
        if (character == quote || character == '\\') quoted.push_back('\\');
        quoted.push_back(character);
    }
    return quoted + quote;
}

// Letters, and characters with a meaning in URIs, keyword strings, shells and JSON. No blank, because an unquoted value
// ends there.
constexpr std::string_view odd = "@:/?#&='\"\\%+*[]{}$,;~!|<>^`()-_.";

std::string random_secret(std::mt19937_64& random, std::string const& characters) {
    std::string secret;
    for (auto length = 4 + random() % 16; length > 0; --length) secret += characters[random() % characters.size()];
    return secret;
}

std::string one_of(std::mt19937_64& random, std::vector<std::string> const& choices) {
    return choices[random() % choices.size()];
}

// A text that contains the secret, and what the masked text must not contain.
struct Sample {
    std::string text;
    std::string secret;
};

// In a URI: percent-encoded, or unchanged, which is not valid but common.
Sample in_uri(std::mt19937_64& random) {
    bool const encoded = random() % 2 == 0;
    std::string const secret = random_secret(random, fmt::format("abcXYZ019{}", odd));
    // A short number would be a port, and a slash would end the host.
    std::string const shown = encoded ? percent_encoded(secret) : "p" + secret;
    std::string const scheme = one_of(random, {"postgresql", "postgresql+psycopg2", "ftp", "s3", "https", "sqlite"});
    std::string const user = one_of(random, {"ann", "", "ann%40server", "ann@server", "AKIA0123"});
    std::string const rest = one_of(random, {"h/db", "db.example:5432/mlflow?sslmode=require", "[::1]:1/d", "/d", "h"});
    return {fmt::format("{}://{}:{}@{}", scheme, user, shown, rest), shown};
}

Sample in_keywords(std::mt19937_64& random) {
    std::string secret = random_secret(random, fmt::format("abcXYZ019{}", odd));
    std::string const keyword =
        one_of(random, {"password", "sslpassword", "PGPASSWORD", "client_secret", "api_key", "AWS_SECRET_ACCESS_KEY",
                        "db-password", "HF_TOKEN", "AccountKey", "AccessKeySecret", "X-Amz-Signature", "sig"});
    std::string const equals = one_of(random, {"=", " = ", "= "});
    std::string const rest = one_of(random, {"", " host=h", " user=ann dbname=db", " sslmode=require"});
    if (random() % 2 == 0) {
        char const quote = random() % 2 == 0 ? '\'' : '"';
        secret.insert(secret.size() / 2, " ");
        std::string const quoted = in_quotes(secret, quote);
        return {fmt::format("host=h {}{}{}{}", keyword, equals, quoted, rest), quoted.substr(1, quoted.size() - 2)};
    }
    // A quote at its start, or a backslash at its end, would have a meaning of its own.
    secret = "p" + secret + "z";
    return {fmt::format("host=h {}{}{}{}", keyword, equals, secret, rest), secret};
}

Sample in_json(std::mt19937_64& random) {
    std::string const secret = in_quotes(random_secret(random, fmt::format("abc XYZ{}", odd)), '"');
    return {fmt::format(R"({{"user": "ann", "password": {}, "depth": 3}})", secret),
            secret.substr(1, secret.size() - 2)};
}

Sample in_query(std::mt19937_64& random) {
    std::string const secret = percent_encoded(random_secret(random, fmt::format("abcXYZ019 {}", odd)));
    return {
        fmt::format("postgresql://h/d?user=ann&{}={}&sslmode=require",
                    one_of(random, {"password", "sslpassword", "sig", "Signature", "X-Amz-Security-Token"}), secret),
        secret};
}

Sample any(std::mt19937_64& random) {
    switch (random() % 4) {
        case 0: return in_uri(random);
        case 1: return in_keywords(random);
        case 2: return in_json(random);
        default: return in_query(random);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secrets_tests)

BOOST_AUTO_TEST_CASE(a_password_is_masked_wherever_it_is) {
    struct Case {
        char const* text;
        char const* shown;
    };
    for (auto const& [text, shown] : std::vector<Case>{
             {"ftp://ann:Sesame99@host:21/a", "ftp://ann:***@host:21/a"},
             {"ftp://ann:Ses@me99@host", "ftp://ann:***@host"},
             {"s3://AKIA:ab/c@d@bucket/a", "s3://AKIA:***@bucket/a"},
             {"ftp://ann:Ses ame@99@host/a", "ftp://ann:***@host/a"},
             {"postgresql://ann@server:Sesame99@host/db", "postgresql://ann@server:***@host/db"},
             {"postgresql://user:SECRETpw/mlflow", "postgresql://user:***"},
             {R"({"uri": "postgresql:\/\/u:Sesame99@h\/d"})", R"({"uri": "postgresql:\/\/u:***@h\/d"})"},
             {R"(postgresql:\\/\\/u:Sesame99@h)", R"(postgresql:\\/\\/u:***@h)"},
             {R"(https:\/\/TOKEN99@github.com)", R"(https:\/\/***@github.com)"},
             {"postgresql://user:SECR", "postgresql://user:***"},
             {"ann:Sesame99@host/db", "ann:***@host/db"},
             {"curl -u 'ann:Sesame99@host'", "curl -u 'ann:***'"},
             {"curl -u ann:Sesame99 http://h", "curl -u ann:*** http://h"},
             {"curl -uann:Sesame99 http://h", "curl -uann:*** http://h"},
             {"curl --proxy-user ann:Sesame99", "curl --proxy-user ann:***"},
             {"curl --user=ann:Sesame99", "curl --user=ann:***"},
             {"curl -H 'Authorization: Bearer Sesame99'", "curl -H 'Authorization: ***"},
             {"{\"Authorization\": \"Bearer Sesame99\"}", "{\"Authorization\": \"***\"}"},
             {"authorization failed with Bearer Sesame99", "authorization failed with Bearer ***"},
             {"{\"header\": \"bearer Sesame99.x\", \"depth\": 3}", "{\"header\": \"bearer ***\", \"depth\": 3}"},
             {"https://Sesame99@github.com/ann/train.git", "https://***@github.com/ann/train.git"},
             {"git+https://Sesame99@github.com/ann/train.git", "git+https://***@github.com/ann/train.git"},
             {"https://Sesame99:x-oauth-basic@github.com/ann/train.git", "https://***@github.com/ann/train.git"},
             {"postgresql://h/d?pass%77ord=Sesame99", "postgresql://h/d?pass%77ord=***"},
             {"postgresql://h/d?options=-c%20password%3DSesame99", "postgresql://h/d?options=-c%20password%3D***"},
             {"check m.db 'postgresql:///db?host=/run&port=Sesame99' --seal",
              "check m.db 'postgresql:///db?host=/run&port=***' --seal"},
             {"host=h port='Sesame 99' dbname=d", "host=h port='***' dbname=d"},
             {"host=h port=Sesame99 dbname=d", "host=h port=*** dbname=d"},
             {"prog --token=Sesame99", "prog --token=***"},
             {"https://a.blob.core.windows.net/c/f?sv=2022&sig=Sesame%2B99%3D",
              "https://a.blob.core.windows.net/c/f?sv=2022&sig=***"},
             {"https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=5e5a3e99",
              "https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=***"},
             {"https://b.s3.amazonaws.com/k?X-Amz-Security-Token=Sesame99",
              "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=***"},
             {"https://storage.googleapis.com/b/k?X-Goog-Signature=5e5a3e99",
              "https://storage.googleapis.com/b/k?X-Goog-Signature=***"},
             {"https://b.oss.aliyuncs.com/k?Expires=1&Signature=Sesame99%3D",
              "https://b.oss.aliyuncs.com/k?Expires=1&Signature=***"},
             {"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Sesame+99/x==",
              "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=***"},
             {"Endpoint=sb://h/;SharedAccessKeyName=all;SharedAccessKey=Sesame99=",
              "Endpoint=sb://h/;SharedAccessKeyName=all;SharedAccessKey=***"},
             {"BlobEndpoint=https://h;SharedAccessSignature=sv=1&sig=Sesame99",
              "BlobEndpoint=https://h;SharedAccessSignature=***"},
             {"AccessKeySecret=Sesame99", "AccessKeySecret=***"},
             {"AWS_SECRET_ACCESS_KEY=Sesame99 AWS_SESSION_TOKEN=Sesame99",
              "AWS_SECRET_ACCESS_KEY=*** AWS_SESSION_TOKEN=***"},
             {"prog --token Sesame99", "prog --token ***"},
             {"https://h/x?token=Sesame99", "https://h/x?token=***"},
             {"postgresql//ann:Sesame99@host/db", "postgresql//ann:***@host/db"},
             {"postgresql;//ann:Sesame99@host/db", "postgresql;//ann:***@host/db"},
             {"host=h pasword=Sesame99", "host=h pasword=***"},
             {"invalid sslmode value: \"Sesame99\"", "invalid sslmode value: \"***\""},
             {"host=x password=Sesame99 user=ann", "host=x password=*** user=ann"},
             {"password = 'it\\'s' user=ann", "password = '***' user=ann"},
             {"password='never closed", "password='***"},
             {"sslpassword=a\\ b user=ann", "sslpassword=*** user=ann"},
             {"postgresql://h/db?password=Sesame99", "postgresql://h/db?password=***"},
             {"PGPASSWORD=Sesame99 psql", "PGPASSWORD=*** psql"},
             {"prog --db-password Sesame99 -v", "prog --db-password *** -v"},
             {"prog --password=Sesame99", "prog --password=***"},
             {"{\"password\": \"Sesame99\", \"depth\": 3}", "{\"password\": \"***\", \"depth\": 3}"},
             {"{'secret': 'Sesame99'}", "{'secret': '***'}"},
             {"password: Sesame99", "password: ***"},
             {"--rejects 'host=h password = '\\''Sesame99'\\'''", "--rejects 'host=h password = '\\''***'\\'''"},
             {"'password = '\\''Ses\\'\\''ame'\\'' user = u'", "'password = '\\''***'\\'' user = u'"},
             {"file:m.db?mode=ro&key=Sesame99", "file:m.db?mode=ro&key=***"},
             {"sqlite+pysqlcipher:////m.db?hexkey=Sesame99", "sqlite+pysqlcipher:////m.db?hexkey=***"},
             {"OPENAI_API_KEY=Sesame99", "OPENAI_API_KEY=***"},
         }) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(masked(text) == shown);
            BOOST_TEST(is_masked(masked(text)));
        }
    }
}

BOOST_AUTO_TEST_CASE(text_without_a_password_is_left_as_it_is) {
    for (char const* const text : {"",
                                   "wasbs://container@account/x",
                                   "s3://bucket/a:b@c",
                                   "/a/b:c@d",
                                   "metric key=loss",
                                   "s3://h:1/x",
                                   "http://localhost:5000",
                                   "https://host/a@b, or https://host",
                                   "a bearer of good news",
                                   "host=h port=5432,5433 dbname=d",
                                   "postgresql:///db?port=5433&host=/run",
                                   "mlflow2pg check m.db 'postgresql:///db?host=/run&port=5433' --seal",
                                   "mlflow2pg check m.db \"host=/run port=5433\" --seal",
                                   "port='5433' dbname=d",
                                   "mlflow-artifacts://srv:5000/x",
                                   "see http://host:8080/path, or ask ann@example.com",
                                   "postgresql://ann@h:5432/db?options=-csearch_path%3Dmlflow",
                                   "postgresql://[::1]:5432/db",
                                   "postgresql://ann@[::1]:5432/db",
                                   "postgresql://ann%40srv@/db?host=/run/postgresql&port=5433",
                                   "file://C:/Users/ann/mlruns",
                                   "C:\\Users\\a@b",
                                   "sqlite:////srv/m.db",
                                   "s3://bucket: access denied for ann@example.com",
                                   "ann@example.com",
                                   "a: b@c",
                                   "fe_sendauth: no password supplied",
                                   "password authentication failed for user \"ann\"",
                                   "max_tokens=512",
                                   "curl -u ann http://h:80/",
                                   "a_url:x",
                                   "column value: \"x\"",
                                   "pad_token=<pad>",
                                   "tokenizer: bert",
                                   "num_secrets=3",
                                   "password_hash=x",
                                   "webhooks[w], column secret: NULL",
                                   "set PGPASSWORD, or write it to ~/.pgpass",
                                   "12:30:05 warning: a",
                                   "PWD=/home/ann",
                                   "lr=0.1, depth=3",
                                   "write postgresql://user@host/database or 'host=… dbname=…'",
                                   "host=db password="}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(masked(text) == text); }
    }
}

BOOST_AUTO_TEST_CASE(no_generated_secret_stands_in_the_masked_text) {
    std::mt19937_64 random{20};
    for (int round = 0; round < 20'000; ++round) {
        auto const [text, secret] = any(random);
        std::string const around = one_of(random, {"", "error: ", "copy params: value ", "(", "'"});
        for (std::string const& whole : {text, around + text + one_of(random, {"", ": no such host", "\nnext line"})}) {
            std::string const shown = masked(whole);
            BOOST_REQUIRE_MESSAGE(!contains(shown, secret), whole << " is shown as " << shown);
            BOOST_REQUIRE_MESSAGE(masked(shown) == shown, shown << " is masked again as " << masked(shown));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_cut_anywhere_is_masked_too) {
    std::mt19937_64 random{21};
    for (int round = 0; round < 3'000; ++round) {
        auto const [text, secret] = any(random);
        std::size_t const begin = text.find(secret);
        // From the third character on, because the first ones alone may be a port or quotes.
        for (std::size_t end = begin + 4; end <= text.size(); ++end) {
            std::string const shown = masked(text.substr(0, end));
            std::string const left = secret.substr(0, std::min(end - begin, secret.size()));
            BOOST_REQUIRE_MESSAGE(!contains(shown, left), text.substr(0, end) << " is shown as " << shown);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_text_with_many_beginnings_of_a_secret_is_masked_in_linear_time) {
    for (std::string const piece : {"a:1,", "h://a:1,", " ", "= ", "a", "://", "--password", "x:", "'", "=\\"}) {
        std::string text;
        while (text.size() < 1'000'000) text += piece;
        BOOST_TEST(masked(text).size() > 0U, piece);
    }
}

BOOST_AUTO_TEST_CASE(no_secret_stands_in_a_command_line) {
    std::mt19937_64 random{22};
    for (int round = 0; round < 10'000; ++round) {
        auto [text, secret] = any(random);
        std::vector<std::string> arguments{"/usr/bin/python3", "train.py", "--epochs=3"};
        if (round % 4 != 0) secret = "p" + random_secret(random, fmt::format("abc XYZ019{}", odd));
        switch (round % 4) {
            case 0: arguments.push_back(text); break;
            case 1:
                arguments.insert(
                    arguments.end(),
                    {one_of(random, {"--password", "--db-password", "--api-key", "--token", "-p"}), secret});
                break;
            case 2: arguments.push_back(one_of(random, {"--password=", "--token=", "-p", "-uann:"}) + secret); break;
            default:
                arguments.insert(arguments.end(), {one_of(random, {"-u", "--user", "--proxy-user"}), "ann:" + secret});
        }
        arguments.emplace_back("-v");
        std::string const shown = masked_command(arguments);
        BOOST_REQUIRE_MESSAGE(!contains(shown, secret), secret << " is in " << shown);
        BOOST_REQUIRE(shown.starts_with("/usr/bin/python3 train.py --epochs=3 "));
        BOOST_REQUIRE(shown.ends_with(" -v"));
        BOOST_REQUIRE_MESSAGE(!contains(masked(shown), secret), masked(shown));
    }
}

BOOST_AUTO_TEST_SUITE_END()
