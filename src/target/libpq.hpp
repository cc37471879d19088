// RAII over libpq, for what libpqxx cannot do: binary COPY in both directions. The only file that sees
// <libpq-fe.h>; it knows nothing of MLflow. Waiting is done here, not in libpq, so that a signal ends every
// wait within a fraction of a second and cancels what the server is doing, and a server that has fallen silent is
// noticed.
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

// Fills what libpq takes (URI or keyword string) with our defaults where the user and the environment are
// silent: application name, UTF-8, time-outs and keepalives that notice a dead network. The result is a
// keyword string and holds the password: never print it. Throws UsageError when libpq cannot read it.
std::string complete_conninfo(std::string const& conninfo);

// How long a wait for the server may last before somebody looks whether it is still at work: conninfo's
// tcp_user_timeout, which says the same of the network. Zero: for ever.
std::chrono::milliseconds patience(std::string const& conninfo);

// Whether the server works on a statement of the session that its process serves, or cannot tell: asked over a new
// connection, since TCP cannot know it when something on the way (a proxy, a balancer) goes on answering for a server
// that it has lost. False also when there is no answer to that within twice the patience.
bool is_at_work(std::string const& conninfo, int process, std::stop_token stop = {});

// Runs `request`, which asks the server to cancel something, in a thread of its own and waits for its end, but not for
// long: libpq waits for the server to hang up, and one that is out of reach never does.
void cancel_soon(std::function<void()> request);

class PgConnection {
public:
    // What to do when the server has been silent for as long as `patience` says: look whether it is at work, or fail.
    enum class Silence { look, fail };

    // conninfo: what complete_conninfo returned. All functions throw ServerError with the server's words.
    // stop: when requested, waits end and throw Interrupted, as they do after a signal.
    explicit PgConnection(std::string const& conninfo, std::stop_token stop = {}, Silence silence = Silence::look);

    // The process that serves this connection; the server's own number, whatever a connection pooler says.
    int server_process() const { return process_; }
    // How long this connection has waited for the server.
    double waited_seconds() const { return waited_.count(); }

    // One or more statements without parameters, rows ignored. Of several that are separated by ";\n" the error names
    // the one that failed.
    void execute(std::string const& sql);
    // One statement with text parameters $1, $2, …
    void execute(std::string const& sql, std::vector<std::string> const& parameters);

    // The rows of one statement, as text; no more of them than one wants to hold.
    std::vector<std::vector<std::optional<std::string>>> rows(std::string const& sql);

    // COPY … FROM STDIN. Pieces may be cut anywhere. Memory stays bounded: send waits until the server has
    // taken what was given. finish_copy returns the number of rows the server counted.
    void begin_copy_in(std::string const& sql);
    void send(std::string_view bytes);
    std::uint64_t finish_copy();

    // COPY … TO STDOUT, piece by piece; nothing at the end. A piece is valid until the next call.
    void begin_copy_out(std::string const& sql);
    std::optional<std::string_view> receive();

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

    Result next_result();
    void finish_statement(std::string_view sql);
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
    std::string doing_;  // the COPY under way, for messages
    std::chrono::duration<double> waited_{0};
};

// A message of the server or of a client library without its line ends.
std::string one_line(std::string_view message);

// Throws std::bad_alloc when an error without SQLSTATE, in libpq's words, is that this program has no memory left.
void throw_if_out_of_memory(std::string_view words);

// libpq's version as "15.20", for --version.
std::string libpq_version();

}  // namespace mlflow2pg
