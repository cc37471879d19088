// SPDX-License-Identifier: Apache-2.0
#include "target/libpq.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "base/abandonable.hpp"
#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/progress.hpp"
#include "target/conninfo.hpp"

namespace mlflow2pg {

namespace {

using Clock = std::chrono::steady_clock;

// The interrupt flag is checked after each wait of this length.
constexpr int poll_milliseconds = 100;

// Long enough for a few round trips around the world, and shorter than the two seconds in which a signal must end the
// program.
constexpr std::chrono::milliseconds cancel_time{700};

}  // namespace

bool is_at_work(std::string const& conninfo, int process, std::stop_token stop) try {
    // A session that waits for its client does not count as at work: the client is this program, and it waits for the
    // server. https://www.postgresql.org/docs/15/monitoring-stats.html
    PgConnection asking{conninfo, std::move(stop), PgConnection::Silence::fail};
    asking.execute(as_login_role);
    return !asking
                .rows(fmt::format("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = {} AND (state = 'disabled' OR "
                                  "(state IN ('active', 'fastpath function call') AND wait_event_type IS DISTINCT FROM "
                                  "'Client'))",
                                  process))
                .empty();
} catch (ServerError const& error) {
    return error.sqlstate() == "53300";  // all connections are in use, so the server is alive
}

void cancel_soon(std::function<void()> request) {
    Abandonable<void> const cancelling{std::move(request)};
    cancelling.is_done_within(cancel_time);
}

void PgConnection::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }
void PgConnection::Clear::operator()(pg_result* result) const { PQclear(result); }
void PgConnection::FreeMemory::operator()(char* memory) const { PQfreemem(memory); }

PgConnection::PgConnection(std::string const& conninfo, std::stop_token stop, Silence silence,
                           std::string const& settings)
    : conninfo_{conninfo},
      connection_{PQconnectStart(conninfo.c_str())},
      stop_{std::move(stop)},
      silence_{silence},
      patience_{patience(conninfo)},
      doing_{"connecting"} {
    if (!connection_) throw std::bad_alloc{};
    connect();
    // Turned off: libpq's tcp_user_timeout would also close a connection whose server has stopped reading because it
    // waits for its disk or for a lock in the middle of COPY. wait() has its own check.
    int const never = 0;
    setsockopt(PQsocket(connection_.get()), IPPROTO_TCP, TCP_USER_TIMEOUT, &never, sizeof never);
    PQsetnonblocking(connection_.get(), 1);
    PQsetNoticeProcessor(
        connection_.get(), [](void*, char const*) {}, nullptr);
    if (!settings.empty()) defer(settings);
    process_ = std::stoi(*rows("SELECT pg_backend_pid()").at(0).at(0));
}

void PgConnection::connect() {
    // With the non-blocking connect functions the caller has to enforce connect_timeout. With the blocking ones it
    // applies per host. https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PQCONNECTSTARTPARAMS
    ConnectLimit const limit = connect_limit(connection_.get());
    std::chrono::milliseconds const each_host = silence_ == Silence::fail ? patience_ : limit.each_host;
    std::chrono::milliseconds const timeout = each_host * limit.hosts;
    Clock::time_point const deadline = Clock::now() + timeout;
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (state != PGRES_POLLING_OK && PQstatus(connection_.get()) != CONNECTION_BAD) {
        if (wait_a_little(state == PGRES_POLLING_READING, state == PGRES_POLLING_WRITING)) {
            state = PQconnectPoll(connection_.get());
            if (state == PGRES_POLLING_FAILED) break;
        } else if (timeout.count() > 0 && Clock::now() >= deadline) {
            throw ServerError{fmt::format("no answer within {} s", timeout.count() / 1000), ""};
        }
    }
    if (state != PGRES_POLLING_OK) {
        throw_if_out_of_memory(PQerrorMessage(connection_.get()));
        throw ServerError{one_line(PQerrorMessage(connection_.get())), ""};
    }
}

void PgConnection::fail(pg_result const* result, std::string_view doing) const {
    throw_if_interrupted();
    char const* const sqlstate = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    char const* const words = result == nullptr ? PQerrorMessage(connection_.get()) : PQresultErrorMessage(result);
    if (sqlstate == nullptr) throw_if_out_of_memory(words);
    throw ServerError{fmt::format("{} in: {}", one_line(words), doing.substr(0, 300)),
                      sqlstate == nullptr ? "" : sqlstate};
}

void PgConnection::cancel() {
    if (PQstatus(connection_.get()) != CONNECTION_OK) return;
    std::shared_ptr<PGcancel> const cancel{PQgetCancel(connection_.get()), PQfreeCancel};
    cancel_soon([cancel] {
        char ignored[256];
        PQcancel(cancel.get(), ignored, sizeof ignored);
    });
}

bool PgConnection::wait_a_little(bool for_reading, bool for_writing) {
    if (interrupted() || stop_.stop_requested()) {
        cancel();
        throw_if_interrupted();
        throw Interrupted{ExitCode::interrupted};
    }
    pollfd socket{PQsocket(connection_.get()),
                  static_cast<short>((for_reading ? POLLIN : 0) | (for_writing ? POLLOUT : 0)), 0};
    auto const start = Clock::now();
    int const ready = poll(&socket, 1, poll_milliseconds);
    waited_ += Clock::now() - start;
    if (ready < 0 && errno != EINTR) fail(nullptr, fmt::format("poll: {}", std::strerror(errno)));
    return ready > 0;
}

void PgConnection::wait(bool for_reading, bool for_writing) {
    Clock::time_point since = Clock::now();
    while (!wait_a_little(for_reading, for_writing)) {
        auto const silent = Clock::now() - since;
        if (patience_.count() == 0 || silent < patience_) continue;
        bool const at_work = silence_ == Silence::look && is_at_work(conninfo_, process_, stop_);
        // The statement may have finished during the check.
        if (!at_work && !wait_a_little(for_reading, for_writing)) {
            throw ServerError{fmt::format("the server has not answered for {:.0f} s in: {}",
                                          std::chrono::duration<double>(silent).count(), doing_.substr(0, 300)),
                              ""};
        }
        since = Clock::now();
    }
}

void PgConnection::flush() {
    int left = 0;
    while ((left = PQflush(connection_.get())) == 1) {
        // Wait for reading, too: the server may not continue to read before we have read its output.
        wait(true, true);
        if (PQconsumeInput(connection_.get()) == 0) fail(nullptr, doing_);
    }
    if (left < 0) fail(nullptr, doing_);
}

PgConnection::Result PgConnection::next_result() {
    while (PQisBusy(connection_.get()) == 1) {
        wait(true, false);
        if (PQconsumeInput(connection_.get()) == 0) fail(nullptr, doing_);
    }
    return Result{PQgetResult(connection_.get())};
}

namespace {

// The statement after the first `done` ones; all of `sql` when the statements are not separated as execute() requires.
std::string_view statement_after(std::size_t done, std::string_view sql) {
    std::string_view rest = sql;
    for (; done > 0; --done) {
        std::size_t const end = rest.find(";\n");
        if (end == std::string_view::npos) return sql;
        rest.remove_prefix(end + 2);
    }
    return rest.substr(0, rest.find(";\n"));
}

// Splits the data of a binary COPY into fields. Returns "($1, $2), ($3, $4)" for its rows, and adds the fields to the
// lists, a null pointer for NULL. https://www.postgresql.org/docs/15/sql-copy.html, "Binary Format"
std::string fields_of_copy(std::string_view data, std::vector<char const*>& values, std::vector<int>& lengths) {
    auto const take_number = [&](std::size_t bytes) {
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < bytes; ++i) number = number << 8 | static_cast<unsigned char>(data[i]);
        data.remove_prefix(bytes);
        return number;
    };
    constexpr std::size_t header = 19;  // its last four bytes are the length of an extension
    constexpr std::uint32_t trailer = 0xFFFF;
    constexpr std::uint32_t null = 0xFFFFFFFF;
    std::string rows;
    data.remove_prefix(header);
    for (std::uint32_t fields = 0; (fields = take_number(2)) != trailer;) {
        char const* separator = rows.empty() ? "(" : ", (";
        for (; fields > 0; --fields) {
            std::uint32_t const length = take_number(4);
            values.push_back(length == null ? nullptr : data.data());
            lengths.push_back(length == null ? 0 : static_cast<int>(length));
            if (length != null) data.remove_prefix(length);
            rows += fmt::format("{}${}", std::exchange(separator, ", "), values.size());
        }
        rows += ")";
    }
    return rows;
}

}  // namespace

void PgConnection::defer(std::string_view sql) {
    deferred_ += sql;
    deferred_ += ";\n";
}

void PgConnection::begin(std::string const& sql) {
    doing_ = std::exchange(deferred_, {}) + sql;
    done_ = 0;
    if (PQsendQuery(connection_.get(), doing_.c_str()) == 0) fail(nullptr, doing_);
    flush();
}

std::uint64_t PgConnection::finish_statements() {
    Result failed;
    std::uint64_t rows = 0;
    while (Result result = next_result()) {
        ExecStatusType const status = PQresultStatus(result.get());
        if (failed) continue;
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
            failed = std::move(result);
            continue;
        }
        ++done_;
        rows = std::strtoull(PQcmdTuples(result.get()), nullptr, 10);
    }
    if (failed) fail(failed.get(), statement_after(done_, doing_));
    return rows;
}

void PgConnection::execute(std::string const& sql) {
    begin(sql);
    finish_statements();
}

std::vector<std::vector<std::optional<std::string>>> PgConnection::rows(std::string const& sql) {
    begin(sql);
    Result last;
    Result failed;
    while (Result result = next_result()) {
        ExecStatusType const status = PQresultStatus(result.get());
        bool const is_done = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
        if (is_done && !failed) ++done_;
        (is_done ? last : failed) = std::move(result);
    }
    if (failed || !last) fail(failed.get(), statement_after(done_, doing_));
    std::vector<std::vector<std::optional<std::string>>> rows(static_cast<std::size_t>(PQntuples(last.get())));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < PQnfields(last.get()); ++column) {
            int const number = static_cast<int>(row);
            rows[row].emplace_back();
            if (PQgetisnull(last.get(), number, column) == 0) {
                rows[row].back() = PQgetvalue(last.get(), number, column);
            }
        }
    }
    return rows;
}

void PgConnection::await_copy(int status) {
    for (;; ++done_) {
        Result const result = next_result();
        ExecStatusType const found = PQresultStatus(result.get());
        if (found == status) return;
        if (found != PGRES_COMMAND_OK && found != PGRES_TUPLES_OK) fail(result.get(), statement_after(done_, doing_));
    }
}

void PgConnection::begin_copy_in(std::string const& sql) {
    begin(sql);
    await_copy(PGRES_COPY_IN);
}

void PgConnection::send(std::string_view bytes) {
    // libpq's buffer grows to the size of the largest piece it is given.
    constexpr std::size_t largest_piece = 65536;
    while (!bytes.empty()) {
        std::string_view const piece = bytes.substr(0, largest_piece);
        int const taken = PQputCopyData(connection_.get(), piece.data(), static_cast<int>(piece.size()));
        if (taken < 0) {
            // The server ended the COPY. The result has the reason.
            Result const result = next_result();
            fail(result.get(), statement_after(done_, doing_));
        }
        if (taken == 1) {
            bytes.remove_prefix(piece.size());
            count_bytes(piece.size());
        }
        flush();
    }
}

std::uint64_t PgConnection::finish_copy() {
    int ended = 0;
    while ((ended = PQputCopyEnd(connection_.get(), nullptr)) == 0) flush();
    // Do not ask for results here: the COPY is still active, and libpq would return COPY results without end.
    if (ended < 0) fail(nullptr, doing_);
    flush();
    return finish_statements();
}

void PgConnection::begin_copy_out(std::string const& sql) {
    begin(sql);
    await_copy(PGRES_COPY_OUT);
}

std::optional<std::string_view> PgConnection::receive() {
    for (;;) {
        char* buffer = nullptr;
        int const length = PQgetCopyData(connection_.get(), &buffer, 1);
        piece_.reset(buffer);
        if (length > 0) {
            count_bytes(static_cast<std::uint64_t>(length));
            return std::string_view{buffer, static_cast<std::size_t>(length)};
        }
        if (length == -1) {
            finish_copy_out();
            return std::nullopt;
        }
        if (length < -1) fail(nullptr, doing_);
        wait(true, false);
        if (PQconsumeInput(connection_.get()) == 0) fail(nullptr, doing_);
    }
}

void PgConnection::finish_copy_out() {
    Result const ended = next_result();
    if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK) fail(ended.get(), statement_after(done_, doing_));
    ++done_;
    Result const next = next_result();  // none: this was the last COPY
    if (next && PQresultStatus(next.get()) != PGRES_COPY_OUT) fail(next.get(), statement_after(done_, doing_));
}

void PgConnection::send_unawaited(Sent statement, std::vector<char const*> const& values,
                                  std::vector<int> const& lengths) {
    std::vector<int> const formats(values.size(), 1);
    sent_.push_back(std::move(statement));
    doing_ = sent_.back().sql;
    if (PQsendQueryParams(connection_.get(), doing_.c_str(), static_cast<int>(values.size()), nullptr, values.data(),
                          lengths.data(), formats.data(), 0) == 0) {
        fail(nullptr, doing_);
    }
    flush();
}

void PgConnection::insert(std::string const& into, std::string_view rows) {
    if (sent_.empty() && PQenterPipelineMode(connection_.get()) == 0) fail(nullptr, into);
    // In pipeline mode a message contains one statement.
    for (std::string_view left = deferred_; !left.empty(); left.remove_prefix(left.find(";\n") + 2)) {
        send_unawaited({std::string{left.substr(0, left.find(";\n"))}, false}, {}, {});
    }
    deferred_.clear();
    std::vector<char const*> values;
    std::vector<int> lengths;
    std::string const marks = fields_of_copy(rows, values, lengths);
    send_unawaited({fmt::format("{} VALUES {}", into, marks), true}, values, lengths);
    count_bytes(rows.size());
}

std::vector<std::uint64_t> PgConnection::finish_inserts() {
    std::vector<std::uint64_t> counts;
    if (sent_.empty()) return counts;
    if (PQpipelineSync(connection_.get()) == 0) fail(nullptr, doing_);
    flush();
    for (Sent const& statement : sent_) {
        doing_ = statement.sql;
        Result const result = next_result();
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get(), doing_);
        if (statement.is_insert) counts.push_back(std::strtoull(PQcmdTuples(result.get()), nullptr, 10));
        next_result();  // the end of this statement's results
    }
    sent_.clear();
    next_result();  // of PQpipelineSync
    if (PQexitPipelineMode(connection_.get()) == 0) fail(nullptr, doing_);
    return counts;
}

std::string one_line(std::string_view message) {
    while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
    std::string line{message};
    for (std::size_t at = 0; (at = line.find('\n', at)) != std::string::npos;) {
        bool const goes_on = line[at + 1] == '\t';  // a remark of libpq's on the same error
        line.replace(at, goes_on ? 2 : 1, goes_on ? ". " : "; ");
    }
    return line;
}

void throw_if_out_of_memory(std::string_view words) {
    if (words.find("out of memory") != std::string_view::npos) throw std::bad_alloc{};
}

std::string libpq_version() {
    int const version = PQlibVersion();
    return fmt::format("{}.{}", version / 10000, version % 10000);
}

}  // namespace mlflow2pg
