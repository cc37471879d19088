// SPDX-License-Identifier: Apache-2.0
// RAII over libpq, for what libpqxx cannot do: binary COPY in both directions. It contains nothing about MLflow. It
// does the waiting itself instead of in libpq, for two reasons: a signal ends every wait within a fraction of a second
// and cancels the server's statement, and a server that no longer answers is noticed.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace mlflow2pg {

// Switches back to the role that connected. TARGET or a setting may have chosen another role (options=-crole=owner),
// but PostgreSQL shows a session's activity only to the role that connected.
inline constexpr char const* as_login_role = "SET ROLE NONE";

// Whether the server is still working on a statement of the session with this process number. Also true when the server
// cannot say. Asks over a new connection, because TCP does not notice a lost server if a proxy or load balancer still
// answers. False also when no answer comes within twice the patience.
bool is_at_work(std::string const& conninfo, int process, std::stop_token stop = {});

// Runs `request`, which asks the server to cancel a statement, in a separate thread, and waits a short time for it.
// libpq waits until the server closes the connection, and an unreachable server never does.
void cancel_soon(std::function<void()> request);

class PgConnection {
public:
    // What to do when the server has been silent for `patience`. look: ask whether it is at work. fail: give up.
    enum class Silence { look, fail };

    // conninfo: from complete_conninfo. All functions throw ServerError with the server's message. stop: when
    // requested, waits end with Interrupted, as after a signal. settings: statements that the session runs first.
    explicit PgConnection(std::string const& conninfo, std::stop_token stop = {}, Silence silence = Silence::look,
                          std::string const& settings = "");

    // The process number of this session on the server, as the server itself reports it (a connection pooler may report
    // another).
    int server_process() const { return process_; }
    // The seconds that this connection has waited for the server so far.
    double waited_seconds() const { return waited_.count(); }

    // Sends these statements together with the next one, which saves a round trip. Their rows are ignored.
    void defer(std::string_view sql);

    // Runs one or more statements and ignores their rows. If they are separated by ";\n", an error shows the one that
    // failed.
    void execute(std::string const& sql);

    // The rows of the last of the statements, as text. All of them are held in memory.
    std::vector<std::vector<std::optional<std::string>>> rows(std::string const& sql);

    // COPY … FROM STDIN, after statements without rows that are separated by ";\n". Pieces may be cut anywhere. Memory
    // stays bounded: send() waits until the server has taken the piece. finish_copy() returns the number of rows that
    // the server counted.
    void begin_copy_in(std::string const& sql);
    void send(std::string_view bytes);
    std::uint64_t finish_copy();

    // COPY … TO STDOUT, one or several, separated by ";\n". receive() returns the next piece, or nothing at the end of
    // each COPY. A piece is valid until the next call.
    void begin_copy_out(std::string const& sql);
    std::optional<std::string_view> receive();

    // INSERTs that are sent without waiting for their answers. insert(): `into` is the statement up to VALUES, `rows`
    // the whole data of a binary COPY, with at most 64 Ki fields. finish_inserts() waits for all answers, and returns
    // the number of rows that the server counted for each. Nothing else may be sent before that.
    void insert(std::string const& into, std::string_view rows);
    std::vector<std::uint64_t> finish_inserts();

private:
    struct Finish {
        void operator()(pg_conn* connection) const;
    };
    struct Clear {
        void operator()(pg_result* result) const;
    };
    struct FreeMemory {
        void operator()(char* memory) const;
    };
    using Result = std::unique_ptr<pg_result, Clear>;
    struct Sent {
        std::string sql;
        bool is_insert;
    };

    Result next_result();
    // Sends the statements, preceded by the deferred ones.
    void begin(std::string const& sql);
    // Waits for the COPY that the statements end with, or for the next one.
    void await_copy(int status);
    void finish_copy_out();
    std::uint64_t finish_statements();
    void send_unawaited(Sent statement, std::vector<char const*> const& values, std::vector<int> const& lengths);
    void flush();
    void connect();
    void cancel();
    bool wait_a_little(bool for_reading, bool for_writing);
    void wait(bool for_reading, bool for_writing);
    [[noreturn]] void fail(pg_result const* result, std::string_view doing) const;

    std::string conninfo_;
    std::unique_ptr<pg_conn, Finish> connection_;
    std::unique_ptr<char, FreeMemory> piece_;
    std::stop_token stop_;
    Silence silence_;
    std::chrono::milliseconds patience_;
    int process_ = 0;
    std::string deferred_;
    std::string doing_;       // the statements being run, for messages
    std::size_t done_ = 0;    // how many of them are finished
    std::vector<Sent> sent_;  // by insert(): the statements whose answers have not come
    std::chrono::duration<double> waited_{0};
};

// A message of the server or of a client library, in one line.
std::string one_line(std::string_view message);

// libpq reports its own lack of memory as an error without SQLSTATE. Throws std::bad_alloc when `words` is such a
// message.
void throw_if_out_of_memory(std::string_view words);

// libpq's version as "15.20", for --version.
std::string libpq_version();

}  // namespace mlflow2pg
