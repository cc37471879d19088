// SPDX-License-Identifier: Apache-2.0
// Connections to servers that do not answer.
#include "target/libpq.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "base/error.hpp"
#include "database.hpp"

using namespace mlflow2pg;
using namespace mlflow2pg::test;

namespace {

// Accepts connections and sends nothing: only the kernel answers.
class SilentServer {
public:
    SilentServer() : socket_{socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        BOOST_REQUIRE(bind(socket_, generic, length) == 0);
        BOOST_REQUIRE(listen(socket_, 8) == 0);
        BOOST_REQUIRE(getsockname(socket_, generic, &length) == 0);
        port_ = ntohs(address.sin_port);
    }
    ~SilentServer() { close(socket_); }
    SilentServer(SilentServer const&) = delete;
    SilentServer& operator=(SilentServer const&) = delete;

    std::string conninfo(int timeout) const {
        return fmt::format("host=127.0.0.1 port={} user=u dbname=d connect_timeout={}", port_, timeout);
    }

private:
    int socket_;
    int port_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(libpq_tests)

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_is_given_up_after_connect_timeout) {
    SilentServer const server;
    BOOST_CHECK_EXCEPTION(PgConnection{server.conninfo(1)}, ServerError, [](ServerError const& error) {
        return std::string{error.what()}.find("no answer within 1 s") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(a_stop_ends_the_wait_for_a_server_that_never_answers) {
    SilentServer const server;
    std::stop_source stop;
    std::jthread const stopping{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
    }};
    BOOST_CHECK_THROW((PgConnection{server.conninfo(600), stop.get_token()}), Interrupted);
}

BOOST_AUTO_TEST_CASE(nobody_at_the_port_is_told_at_once) {
    BOOST_CHECK_EXCEPTION(
        PgConnection{"host=127.0.0.1 port=1 user=u dbname=d"}, ServerError,
        [](ServerError const& error) { return std::string{error.what()}.find("refused") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(rows_come_as_text_with_nulls) {
    TestDatabase database;
    PgConnection connection{database.uri()};
    auto const rows = connection.rows("SELECT 1, NULL, 'é' UNION ALL SELECT 2, '', NULL ORDER BY 1");
    BOOST_REQUIRE(rows.size() == 2U);
    BOOST_TEST(*rows[0][0] == "1");
    BOOST_TEST(!rows[0][1].has_value());
    BOOST_TEST(*rows[0][2] == "é");
    BOOST_TEST(*rows[1][1] == "");
    BOOST_TEST(connection.rows("SELECT 1 WHERE false").empty());
    BOOST_CHECK_THROW(connection.rows("SELECT 1 / 0"), ServerError);
    BOOST_TEST(*connection.rows("SELECT pg_backend_pid()")[0][0] == std::to_string(connection.server_process()));
}

BOOST_AUTO_TEST_CASE(an_error_in_a_batch_names_its_own_statement) {
    TestDatabase database;
    PgConnection connection{database.uri()};
    std::string const batch =
        "CREATE TABLE a (i int);\nCREATE TABLE b (i int);\nSELECT 1 / 0 AS third;\nCREATE TABLE c (i int)";
    BOOST_CHECK_EXCEPTION(connection.execute(batch), ServerError, [](ServerError const& error) {
        return std::string{error.what()}.ends_with("division by zero in: SELECT 1 / 0 AS third");
    });
    BOOST_CHECK_EXCEPTION(connection.execute("SELECT 1;\nSELECT 2; SELECT 1 / 0"), ServerError,
                          [](ServerError const& error) {
                              return std::string{error.what()}.ends_with("in: SELECT 1;\nSELECT 2; SELECT 1 / 0");
                          });
    BOOST_CHECK_EXCEPTION(connection.execute("SELECT 1 / 0"), ServerError, [](ServerError const& error) {
        return std::string{error.what()}.ends_with("in: SELECT 1 / 0");
    });
    connection.execute(batch.substr(0, batch.find("SELECT")));
}

BOOST_AUTO_TEST_CASE(deferred_statements_run_before_the_next_one_and_an_error_names_its_own) {
    TestDatabase database;
    PgConnection connection{database.uri(), {}, PgConnection::Silence::look, "SET work_mem = '7MB';\nSET jit = off"};
    BOOST_TEST(*connection.rows("SHOW work_mem")[0][0] == "7MB");
    connection.defer("BEGIN");
    connection.defer("CREATE TABLE a (i int)");
    BOOST_TEST(*connection.rows("SELECT count(*) FROM a")[0][0] == "0");
    connection.execute("ROLLBACK");
    BOOST_TEST(connection.rows("SELECT 1 WHERE to_regclass('a') IS NOT NULL").empty());
    connection.defer("SELECT 1 / 0 AS first");
    BOOST_CHECK_EXCEPTION(connection.rows("SELECT 2"), ServerError, [](ServerError const& error) {
        return std::string{error.what()}.ends_with("division by zero in: SELECT 1 / 0 AS first");
    });
    connection.defer("SELECT 1");
    BOOST_CHECK_EXCEPTION(
        connection.begin_copy_out("COPY no_table TO STDOUT"), ServerError,
        [](ServerError const& error) { return std::string{error.what()}.ends_with("in: COPY no_table TO STDOUT"); });
}

BOOST_AUTO_TEST_CASE(several_copies_to_the_client_come_one_after_the_other) {
    TestDatabase database;
    PgConnection connection{database.uri()};
    connection.defer("BEGIN");
    connection.begin_copy_out(
        "COPY (SELECT generate_series(1, 3)) TO STDOUT;\nCOPY (SELECT 1 WHERE false) TO STDOUT;\nCOPY (VALUES (7)) TO "
        "STDOUT;\nCOPY (SELECT 1 / (2 - n) FROM generate_series(1, 2) AS n) TO STDOUT");
    auto const next = [&] {
        std::string all;
        while (auto const piece = connection.receive()) all += *piece;
        return all;
    };
    BOOST_TEST(next() == "1\n2\n3\n");
    BOOST_TEST(next() == "");
    BOOST_TEST(next() == "7\n");
    BOOST_CHECK_EXCEPTION(next(), ServerError, [](ServerError const& error) {
        return std::string{error.what()}.find("division by zero in: COPY (SELECT 1 / (2 - n)") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(rows_of_a_binary_copy_can_be_inserted_into_several_tables_at_once) {
    TestDatabase database;
    PgConnection connection{database.uri()};
    connection.execute(
        "CREATE TABLE a (i int GENERATED ALWAYS AS IDENTITY, t varchar(3), b bytea);\nCREATE TABLE b (f double "
        "precision, j json, CHECK (f < 9))");
    auto const copied = [&](std::string const& query) {
        connection.begin_copy_out("COPY (" + query + ") TO STDOUT (FORMAT binary)");
        std::string all;
        while (auto const piece = connection.receive()) all += *piece;
        return all;
    };
    std::string const rows_of_a = copied("VALUES (1, 'é'::varchar, '\\x0001'::bytea), (2, NULL, ''), (-3, '', NULL)");
    std::string const rows_of_b = copied("VALUES ('NaN'::float8 - 'NaN', '{}'::json)");
    std::string const good = copied("VALUES (0.1::float8, '[1]'::json), ('-Infinity', NULL)");
    connection.defer("BEGIN");
    connection.insert("INSERT INTO a (i, t, b) OVERRIDING SYSTEM VALUE", rows_of_a);
    connection.insert("INSERT INTO b (f, j)", good);
    std::vector<std::uint64_t> const expected{3, 2};
    BOOST_TEST(connection.finish_inserts() == expected, boost::test_tools::per_element());
    BOOST_TEST(connection.finish_inserts().empty());
    connection.execute("COMMIT");
    BOOST_TEST((copied("SELECT i, t, b FROM a") == rows_of_a));
    BOOST_TEST((copied("SELECT f, j FROM b") == good));
    connection.insert("INSERT INTO a (i, t, b) OVERRIDING SYSTEM VALUE", rows_of_a);
    connection.insert("INSERT INTO b (f, j)", rows_of_b);  // NaN is greater than all numbers
    BOOST_CHECK_EXCEPTION(connection.finish_inserts(), ServerError, [](ServerError const& error) {
        return error.sqlstate() == "23514" &&
               std::string{error.what()}.find("in: INSERT INTO b (f, j) VALUES ($1, $2)") != std::string::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
