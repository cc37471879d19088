// SPDX-License-Identifier: Apache-2.0
// A TCP proxy between the program and its server. It breaks the connections at a chosen moment: at a statement, at its
// answer, or after a number of bytes.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mlflow2pg::test {

enum class Fault {
    none,
    close,  // both sides see the end of the connection
    reset,  // both sides see "connection reset by peer"
    stall,  // both sides see nothing, and the kernel goes on acknowledging: half-open
};

struct Break {
    Fault fault = Fault::none;
    // The moment: when all of these texts have come from the client on one connection, in this order. Without texts:
    // when `bytes` have passed on all connections together, in both directions.
    std::vector<std::string> at;
    std::uint64_t bytes = 0;
    // The last text is passed on; the connections break at the server's answer to it.
    bool at_answer = false;
    // How long new connections meet the same fault. Zero: only existing connections break.
    std::chrono::milliseconds away{0};
    std::function<void()> also;  // called just before the connections break
};

class Proxy {
public:
    // Listens in front of the server at 127.0.0.1:port.
    explicit Proxy(int server_port);
    ~Proxy();
    Proxy(Proxy const&) = delete;
    Proxy& operator=(Proxy const&) = delete;

    int port() const { return port_; }
    // Sets the next break, which happens once.
    void arm(Break next);
    // Whether the break has happened; then also the last statement that the client sent on that connection.
    bool broken() const { return broken_; }
    std::string statement() const;
    // The bytes on all connections since the last heal().
    std::uint64_t bytes() const { return bytes_; }
    // How often the client has waited for the server since the proxy started, on all connections together: once for
    // each new connection, and once for each answer of the server to what the client had sent.
    int round_trips() const { return round_trips_; }
    // Ends stalled connections, cancels the break, and passes new connections.
    void heal();

private:
    struct Line {
        int client = -1;
        int server = -1;
        std::size_t seen = 0;    // texts of the break
        bool at_answer = false;  // the server's next bytes are the answer
        bool is_asked = false;   // the client has sent something since the server's last bytes
        std::string recent;      // what the client has sent last
        std::string statement;
        std::atomic<Fault> fault{Fault::none};
        std::atomic<bool> ended{false};
        std::jthread thread;
    };

    void accept_lines(std::stop_token const& stop);
    void serve(Line& line, std::stop_token const& stop);
    void pass(Line& line, bool from_client, std::string_view bytes, std::stop_token const& stop);
    bool is_seen(Line& line, std::string_view bytes) const;
    bool is_due(Line& line, bool from_client, std::string_view bytes, std::size_t& passed);
    void break_lines(Line& line);

    int server_port_;
    int listener_;
    int port_ = 0;
    mutable std::mutex mutex_;  // guards the members below, except the atomics
    Break next_;
    bool armed_ = false;
    std::chrono::steady_clock::time_point away_until_;
    std::string statement_;
    std::list<std::unique_ptr<Line>> lines_;
    std::atomic<bool> broken_{false};
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<int> round_trips_{0};
    std::jthread acceptor_;  // last member: the thread uses the others
};

}  // namespace mlflow2pg::test
