// SPDX-License-Identifier: Apache-2.0
// A TCP proxy between the program and its server, which breaks the lines at a chosen moment: at a statement, at its
// answer, or after so many bytes.
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
    close,  // both sides see an end of the line
    reset,  // both sides see "connection reset by peer"
    stall,  // both sides see nothing at all, and the kernel goes on acknowledging: half-open
};

struct Break {
    Fault fault = Fault::none;
    // When: once all of these texts have come from the client on one line, in this order, or, without texts, when
    // `bytes` have passed on all lines together, in both directions.
    std::vector<std::string> at;
    std::uint64_t bytes = 0;
    // The last text is passed on, and what breaks the lines is the server's answer to it.
    bool at_answer = false;
    // For how long new lines meet the same fault. Zero: only those that there are.
    std::chrono::milliseconds away{0};
    std::function<void()> also;  // called just before the lines break
};

class Proxy {
public:
    // In front of the server at 127.0.0.1:port.
    explicit Proxy(int server_port);
    ~Proxy();
    Proxy(Proxy const&) = delete;
    Proxy& operator=(Proxy const&) = delete;

    int port() const { return port_; }
    // The next break; it happens once.
    void arm(Break next);
    // Whether it has happened; then which statement the client had sent last on the line that it was noticed on.
    bool broken() const { return broken_; }
    std::string statement() const;
    // Of all lines since the last heal.
    std::uint64_t bytes() const { return bytes_; }
    // How often the client has waited for the server since the proxy began, on all lines together: once for each new
    // line, and once for each answer of the server to what the client had sent.
    int round_trips() const { return round_trips_; }
    // Ends what is stalled, disarms, and passes new lines.
    void heal();

private:
    struct Line {
        int client = -1;
        int server = -1;
        std::size_t seen = 0;    // texts of the break
        bool at_answer = false;  // the next bytes of the server are the answer
        bool is_asked = false;   // the client has sent something since the server's last bytes
        std::string recent;      // of what the client has sent
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
    mutable std::mutex mutex_;  // guards what follows, but for the atomics
    Break next_;
    bool armed_ = false;
    std::chrono::steady_clock::time_point away_until_;
    std::string statement_;
    std::list<std::unique_ptr<Line>> lines_;
    std::atomic<bool> broken_{false};
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<int> round_trips_{0};
    std::jthread acceptor_;  // last, since it uses the others
};

}  // namespace mlflow2pg::test
