// SPDX-License-Identifier: Apache-2.0
// Everything that can stop the program, one type per exit code. The exit code shows who has to act. An error says what
// failed, on which object, in the library's own words, and the next step if there is one. Lower layers throw and never
// log; main prints.
// Tested in tests/program/main_tests.cpp.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "base/next_step.hpp"

namespace mlflow2pg {

// Stable and documented in mlflow2pg(1); scripts rely on the numbers.
enum class ExitCode {
    done = 0,
    internal = 1,
    usage = 2,
    source = 3,        // missing, empty, or not an MLflow database this program knows
    busy = 4,          // locked, or open in another process
    corrupt = 5,       // SQLite reports damage; if the error has no next step, main adds those of the runbook
    target = 6,        // connection, rights, not empty, another migration is running
    data = 7,          // values that the target cannot hold: a decision is needed
    verification = 8,  // the copy is not equal to the source
    interrupted = 130,
    terminated = 143,
};

class Error : public std::runtime_error {
public:
    Error(ExitCode code, std::string const& what, NextSteps next_steps = {})
        : std::runtime_error{what}, code_{code}, next_steps_{std::move(next_steps)} {}
    // With a single next step; with none if the sentence is empty.
    Error(ExitCode code, std::string const& what, std::string sentence, std::string command = {}) : Error{code, what} {
        if (!sentence.empty()) next_steps_.push_back({std::move(sentence), std::move(command)});
    }

    ExitCode code() const { return code_; }
    // What the user can do now. Empty when the message already says it.
    NextSteps const& next_steps() const { return next_steps_; }

private:
    ExitCode code_;
    NextSteps next_steps_;
};

template <ExitCode exit_code>
class ErrorWith : public Error {
public:
    explicit ErrorWith(std::string const& what, NextSteps next_steps = {})
        : Error{exit_code, what, std::move(next_steps)} {}
    ErrorWith(std::string const& what, std::string sentence, std::string command = {})
        : Error{exit_code, what, std::move(sentence), std::move(command)} {}
};

using UsageError = ErrorWith<ExitCode::usage>;
using SourceError = ErrorWith<ExitCode::source>;
using BusyError = ErrorWith<ExitCode::busy>;
using CorruptError = ErrorWith<ExitCode::corrupt>;
using TargetError = ErrorWith<ExitCode::target>;
using DataError = ErrorWith<ExitCode::data>;
using VerificationError = ErrorWith<ExitCode::verification>;

// PostgreSQL refused a statement, or the connection broke. From the SQLSTATE, callers tell a refused value from a
// missing right: https://www.postgresql.org/docs/15/errcodes-appendix.html
class ServerError : public TargetError {
public:
    ServerError(std::string const& what, std::string const& sqlstate);

    // Five characters. Empty when the connection failed and the server gave no reason.
    std::string const& sqlstate() const { return sqlstate_; }
    // True when the cause is the data, not the server: it refused a value (class 22) or a key (23), or the data exceeds
    // a limit of the server (54: the size of an index row, the depth of nesting). 22P03 is
    // invalid_binary_representation: we write no such value, so the column is not as we created it.
    bool about_data() const {
        return (sqlstate_.starts_with("22") && sqlstate_ != "22P03") || sqlstate_.starts_with("54") || about_keys();
    }
    bool about_keys() const { return sqlstate_.starts_with("23"); }
    // Two sessions waited for each other's locks, and the server has rolled this one back.
    bool is_deadlock() const { return sqlstate_ == "40P01"; }
    bool connection_lost() const {
        return sqlstate_.empty() || sqlstate_.starts_with("08") || sqlstate_.starts_with("57P");
    }

private:
    std::string sqlstate_;
};

// A signal stopped the program. The exit code tells which one.
class Interrupted : public Error {
public:
    explicit Interrupted(ExitCode code) : Error{code, "interrupted", "run the same command again"} {}
};

}  // namespace mlflow2pg
