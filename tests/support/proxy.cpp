// SPDX-License-Identifier: Apache-2.0
#include "proxy.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace mlflow2pg::test {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int poll_milliseconds = 10;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void ensure(bool done, char const* what) {
    if (!done) throw std::runtime_error{std::string{what} + ": " + std::strerror(errno)};
}

bool is_ready(int socket, short events) {
    pollfd polled{socket, events, 0};
    return poll(&polled, 1, poll_milliseconds) > 0;
}

}  // namespace

Proxy::Proxy(int server_port) : server_port_{server_port}, listener_{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    // Small, so that a stalled connection is full before a test's table is sent. Accepted connections inherit it.
    int const buffer = 16384;
    setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    ensure(bind(listener_, generic, length) == 0, "bind");
    ensure(listen(listener_, 64) == 0, "listen");
    ensure(getsockname(listener_, generic, &length) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread{[this](std::stop_token const& stop) { accept_lines(stop); }};
}

Proxy::~Proxy() {
    acceptor_.request_stop();
    acceptor_.join();
    lines_.clear();
    close(listener_);
}

void Proxy::arm(Break next) {
    std::lock_guard const guard{mutex_};
    next_ = std::move(next);
    armed_ = true;
    broken_ = false;
    bytes_ = 0;
}

std::string Proxy::statement() const {
    std::lock_guard const guard{mutex_};
    return statement_;
}

void Proxy::heal() {
    std::list<std::unique_ptr<Line>> ended;  // their threads may be waiting for the mutex
    {
        std::lock_guard const guard{mutex_};
        armed_ = false;
        broken_ = false;
        bytes_ = 0;
        away_until_ = {};
        ended.swap(lines_);
    }
}

void Proxy::accept_lines(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        if (!is_ready(listener_, POLLIN)) continue;
        auto line = std::make_unique<Line>();
        line->client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (line->client < 0) continue;
        ++round_trips_;
        std::lock_guard const guard{mutex_};
        std::erase_if(lines_, [](auto const& old) { return old->ended.load(); });
        if (Clock::now() < away_until_) line->fault = next_.fault;
        Line& started = *line;
        lines_.push_back(std::move(line));
        started.thread = std::jthread{[this, &started](std::stop_token const& ending) { serve(started, ending); }};
    }
}

void Proxy::serve(Line& line, std::stop_token const& stop) {
    if (line.fault == Fault::none) {
        line.server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in const address = loopback(server_port_);
        if (connect(line.server, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
            line.fault = Fault::reset;  // the server is down
        }
    }
    std::array<char, 65536> buffer;
    while (!stop.stop_requested() && (line.fault == Fault::none || line.fault == Fault::stall)) {
        if (line.fault == Fault::stall) {
            std::this_thread::sleep_for(std::chrono::milliseconds{poll_milliseconds});
            continue;
        }
        std::array<pollfd, 2> sides{pollfd{line.client, POLLIN, 0}, pollfd{line.server, POLLIN, 0}};
        if (poll(sides.data(), sides.size(), poll_milliseconds) <= 0) continue;
        for (pollfd const& side : sides) {
            if (side.revents == 0 || line.fault != Fault::none) continue;
            ssize_t const got = recv(side.fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) {
                line.fault = got == 0 ? Fault::close : Fault::reset;
            } else {
                pass(line, side.fd == line.client, {buffer.data(), static_cast<std::size_t>(got)}, stop);
            }
        }
    }
    for (int const socket : {line.client, line.server}) {
        if (socket < 0) continue;
        linger const at_once{1, 0};  // close() then sends a reset
        if (line.fault == Fault::reset) setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        if (line.fault == Fault::close) shutdown(socket, SHUT_RDWR);
        close(socket);
    }
    line.ended = true;
}

void Proxy::pass(Line& line, bool from_client, std::string_view bytes, std::stop_token const& stop) {
    if (from_client && bytes.front() == 'Q' && bytes.size() > 5) {  // a simple query: tag, length, text
        std::lock_guard const guard{mutex_};
        line.statement = bytes.substr(5, 200);
    }
    if (!from_client && line.is_asked) ++round_trips_;
    line.is_asked = from_client;
    std::size_t passed = bytes.size();
    bool const due = is_due(line, from_client, bytes, passed);
    if (due && passed == 0) {
        break_lines(line);
        passed = bytes.size();  // without a fault they all pass
    }
    std::string_view left = bytes.substr(0, passed);
    int const to = from_client ? line.server : line.client;
    while (!left.empty() && !stop.stop_requested() && line.fault == Fault::none) {
        if (!is_ready(to, POLLOUT)) continue;
        ssize_t const sent = send(to, left.data(), left.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) line.fault = Fault::reset;
        if (sent > 0) left.remove_prefix(static_cast<std::size_t>(sent));
    }
    if (due && passed < bytes.size()) break_lines(line);
}

// Whether the next text of the break has come on this connection; it may arrive in two pieces.
bool Proxy::is_seen(Line& line, std::string_view bytes) const {
    if (line.seen == next_.at.size()) return false;
    constexpr std::size_t longest_text = 100;
    line.recent += bytes;
    bool const seen = line.recent.find(next_.at[line.seen]) != std::string::npos;
    line.recent.erase(0, seen ? std::string::npos : line.recent.size() - std::min(line.recent.size(), longest_text));
    return seen;
}

// Whether these bytes cause the break. passed: how many of them are still passed on.
bool Proxy::is_due(Line& line, bool from_client, std::string_view bytes, std::size_t& passed) {
    std::lock_guard const guard{mutex_};
    std::uint64_t const before = bytes_.fetch_add(bytes.size());
    if (!armed_) return false;
    if (next_.at.empty()) {
        if (before + bytes.size() < next_.bytes) return false;
        passed = next_.bytes > before ? next_.bytes - before : 0;
    } else if (line.at_answer && !from_client) {
        passed = 0;
    } else if (from_client && is_seen(line, bytes)) {
        if (++line.seen < next_.at.size()) return false;
        line.at_answer = next_.at_answer;
        if (line.at_answer) return false;
        passed = 0;
    } else {
        return false;
    }
    armed_ = false;
    return true;
}

void Proxy::break_lines(Line& line) {
    std::function<void()> also;
    {
        std::lock_guard const guard{mutex_};
        also = next_.also;
    }
    if (also) also();
    std::lock_guard const guard{mutex_};
    statement_ = line.statement;
    away_until_ = Clock::now() + next_.away;
    for (auto const& other : lines_) other->fault = next_.fault;
    broken_ = true;
}

}  // namespace mlflow2pg::test
